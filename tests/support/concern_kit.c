#include "support/concern_kit.h"

struct str concern_kit_press(struct desk *d, struct str account, struct str person)
{
    struct act a = kit_act(d, account);
    struct concern_input in = { .child_id = d->maya,
                                .person_id = person,
                                .words = STR("Maya said " CANARY "."),
                                .cause_utc = a.now_utc - 600 };
    struct str id = STR_NULL;

    CHECK_ACT(a, concern_open(&a, d->case_id, &in, &id));
    return id;
}

struct concern_step_input concern_kit_input(const struct desk *d, enum concern_step_kind kind)
{
    return (struct concern_step_input){ .kind = kind,
                                        .at_utc = d->now_utc,
                                        .agency = STR("County hotline " CANARY),
                                        .person = STR("Worker 17 " CANARY),
                                        .method = STR("telephone"),
                                        .reference = STR("R-2026-9 " CANARY),
                                        .words = STR("Words " CANARY) };
}

enum rw_status concern_kit_step(struct desk *d, struct str account, struct str id,
                                const struct concern_step_input *in)
{
    struct act a = kit_act(d, account);

    return concern_step_add(&a, d->case_id, id, in);
}

enum rw_status concern_kit_simple(struct desk *d, struct str account, struct str id,
                                  enum concern_step_kind kind)
{
    struct concern_step_input in = concern_kit_input(d, kind);

    return concern_kit_step(d, account, id, &in);
}

struct concern concern_kit_of(struct desk *d, struct str account, struct str id)
{
    struct act a = kit_act(d, account);
    struct concern c = { 0 };

    CHECK_ACT(a, concern_get(&a, d->case_id, id, &c));
    return c;
}

struct sign_state concern_kit_sign(struct desk *d, struct str child)
{
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    return case_sign(&a, &rows, protocol_sign(&d->protocol, STR("CI1")), child);
}
