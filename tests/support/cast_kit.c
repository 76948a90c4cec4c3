#include "support/cast_kit.h"

#include "app/cover.h"
#include "app/person.h"
#include "gen/queries.h"

#include <string.h>

static struct str add_account(struct desk *d, const char *login, uint32_t roles)
{
    struct str id = id_new(&d->mem);
    struct db *db = store_kit_open(d->kit);
    struct q_account_add_in in = { .id = id,
                                   .login = str_of(login),
                                   .login_key = db_lookup_key(db, &d->mem, str_of(login)),
                                   .name = str_of(login),
                                   .licence = STR("LCSW 22"),
                                   .roles = roles,
                                   .state = STR("active"),
                                   .created_utc = utc_iso(&d->mem, d->now_utc),
                                   .version = 1 };

    CHECK_OK(q_account_add(db, &d->mem, &in, &e));
    db_close(db);
    return id;
}

static void stands_in(struct desk *d, struct str account)
{
    struct act a = kit_act(d, d->ana);
    struct cover_input in = { .account_id = account,
                              .kind = STR("absence"),
                              .case_id = d->case_id,
                              .from_on = a.today,
                              .to_on = date_add(a.today, 60) };
    struct str id;

    CHECK_ACT(a, cover_name(&a, &in, &id));
}

void cast_make(struct desk *d, struct cast *c)
{
    static const struct {
        const char *who;
        uint32_t roles;
        const char *capacity; /* NULL: no place on the case */
    } list[CAST_MAX] = {
        { "the lead", ROLE_THERAPIST, NULL },
        { "a co-therapist", ROLE_THERAPIST, NULL },
        { "the front desk of the case", ROLE_OFFICE, NULL },
        { "the supervisor of the case", ROLE_SUPERVISOR, "supervisor" },
        { "a co-therapist with every role", ROLES_ALL, "co" },
        { "a therapist without a place", ROLE_THERAPIST, NULL },
        { "a supervisor without a place", ROLE_SUPERVISOR, NULL },
        { "a front desk without a place", ROLE_OFFICE, NULL },
        { "administration alone", ROLE_ADMIN, NULL },
        { "an outside colleague", ROLE_CONSULT, NULL },
        { "a therapist who stands in", ROLE_THERAPIST, "cover" },
    };
    const struct str there[] = { d->ana, d->sam, d->olga };

    for (size_t i = 0; i < CAST_MAX; i++) {
        struct act a = kit_act(d, d->ana);

        c->all[i].who = list[i].who;
        c->all[i].roles = list[i].roles;
        c->all[i].account = i < 3 ? there[i] : add_account(d, list[i].who, list[i].roles);
        if (!list[i].capacity)
            continue;
        desk_credentials(d, c->all[i].account);
        if (strcmp(list[i].capacity, "cover") == 0)
            stands_in(d, c->all[i].account);
        else
            CHECK_ACT(a,
                      assignment_add(&a, d->case_id, c->all[i].account, str_of(list[i].capacity)));
        kit_interest(d, c->all[i].account, "no");
    }
}

struct act cast_act(struct desk *d, const struct cast *c, size_t i)
{
    struct act a = desk_act(d, c->all[i].account, true);

    a.viewer.roles = c->all[i].roles;
    return a;
}

void cast_none_may(struct desk *d, const struct cast *c, cast_try_fn *attempt, const char *what)
{
    for (size_t i = 0; i < CAST_MAX; i++) {
        struct act a = cast_act(d, c, i);

        if (attempt(d, &a) == RW_OK)
            fail_msg("%s: %s was let through", what, c->all[i].who);
    }
}
