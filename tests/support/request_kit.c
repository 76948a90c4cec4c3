#include "support/request_kit.h"

#include "app/person.h"

#include <sys/stat.h>

void request_kit_blobs(struct desk *d)
{
    char *folder = str_z(&d->mem, str_fmt(&d->mem, "%s/blobs", d->kit->dir));

    (void)mkdir(folder, 0700);
    d->app.blobs = folder;
    d->app.paper = STR("letter");
    d->app.practice = STR("Millbrook");
}

void request_kit_settle(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct privilege_input in = { .person_id = d->maya,
                                  .holder = STR("parents"),
                                  .waiver = STR("not_waived"),
                                  .document_id = kit_paper(d, "Stipulation.pdf"),
                                  .on = a.today };

    CHECK_ACT(a, privilege_record(&a, d->case_id, &in));
}

struct str request_kit_ask(struct desk *d, struct str asker)
{
    struct act a = kit_act(d, d->ana);
    struct str parts[] = { STR("progress") }, id = STR_NULL;
    struct request_input in = { .subject_id = d->maya,
                                .asker_id = asker,
                                .received = a.today,
                                .way = STR("letter"),
                                .parts = parts,
                                .nparts = 1,
                                .words = STR("All of it, XCANARYX.") };

    CHECK_ACT(a, request_add(&a, d->case_id, &in, &id));
    return id;
}

enum rw_status request_kit_decide(struct desk *d, struct str id, enum request_outcome outcome,
                                  const char *ground, struct problems *bad)
{
    struct act a = kit_act(d, d->ana);
    struct str grounds[] = { str_of(ground ? ground : "") }, gives[] = { STR("progress") };
    struct request_decision_input in = {
        .outcome = outcome,
        .grounds = grounds,
        .ngrounds = ground != NULL,
        .gives = gives,
        .ngives = outcome != REQUEST_DENIED,
        .words = STR("Facts XCANARYX."),
        .belief = STR("endangerment"),
        .interest = STR("Not in her interest XCANARYX."),
        .second_on = RW_NO_DATE,
    };
    enum rw_status st = request_decide(&a, d->case_id, id, &in);

    if (bad)
        *bad = a.bad;
    return st;
}

struct request_item request_kit_get(struct desk *d, struct str id)
{
    struct act a = kit_act(d, d->ana);
    struct request_item x = { 0 };

    CHECK_ACT(a, request_get(&a, d->case_id, id, &x));
    return x;
}

enum rw_status release_kit_add(struct desk *d, struct str subject, struct str recipient,
                               const struct str *signers, size_t n, struct problems *bad,
                               struct str *id)
{
    struct act a = kit_act(d, d->ana);
    struct str parts[] = { STR("attendance"), STR("progress") }, made = STR_NULL;
    struct release_input in = { .subject_id = subject,
                                .recipient_id = recipient,
                                .purpose = STR("coordination"),
                                .parts = parts,
                                .nparts = 2,
                                .from = date_add(a.today, -10),
                                .to = RW_NO_DATE,
                                .signed_on = a.today,
                                .expires = RW_NO_DATE,
                                .signers = signers,
                                .nsigners = n,
                                .method = STR("paper"),
                                .document_id = kit_paper(d, "Release.pdf"),
                                .copy_on = a.today };
    enum rw_status st = release_add(&a, d->case_id, &in, &made);

    if (bad)
        *bad = a.bad;
    if (id)
        *id = made;
    return st;
}

struct str request_kit_professional(struct desk *d, const char *name)
{
    struct act a = kit_act(d, d->ana);
    struct person_input in = { .kind = STR("professional"),
                               .name = str_of(name),
                               .profession = STR("gal"),
                               .birth = RW_NO_DATE };
    struct str id = STR_NULL;

    CHECK_ACT(a, person_add(&a, d->case_id, &in, &id));
    return id;
}
