#include "support/consult_kit.h"

#include "app/account.h"

#include <string.h>

struct str consult_kit_colleague(struct desk *d, const char *login)
{
    struct act a = desk_act(d, STR_NULL, true);
    struct account_input in = { .login = str_of(login),
                                .name = STR("Noa Pine"),
                                .roles = ROLE_CONSULT };
    struct str id = STR_NULL;

    a.viewer = (struct viewer){ .level = AUTH_LOCAL, .reauth_utc = RW_NO_TIME };
    CHECK_ACT(a, account_make(&a, &in, STR("four ordinary words here"), STR("0123456789abcdefghij"),
                              &id));
    desk_credentials(d, id);
    return id;
}

struct act consult_kit_outside(struct desk *d, struct str id)
{
    struct act a = desk_act(d, id, true);

    a.viewer.name = STR("Noa Pine");
    a.viewer.licence = STR("PSY 900");
    a.viewer.roles = ROLE_CONSULT;
    return a;
}

void consult_kit_solo(struct desk *d, struct store_kit *k)
{
    desk_open(d, k);
    d->app.solo = true;
    kit_pass(d, d->maya, "G0");
    d->now_utc += 60;
}

enum rw_status consult_kit_ask(struct desk *d, const char *kind, struct str object, struct str who,
                               struct act *a, struct str *id)
{
    struct consult_input in = { .kind = str_of(kind),
                                .object_id = object,
                                .account_id = who,
                                .question = STR("May the assessment wait two weeks?") };

    *a = kit_act(d, d->ana);
    return consult_ask(a, d->case_id, &in, id);
}

void consult_kit_names_nobody(struct desk *d, const struct consult_packet *p)
{
    static const char *const names[] = { "Maya", "Dana", "Robin", "Alder", "sheet.pdf" };
    size_t i, l;

    for (l = 0; l < p->n; l++)
        for (i = 0; i < sizeof names / sizeof *names; i++)
            if (strstr(str_z(&d->mem, p->lines[l].text), names[i]))
                fail_msg("%s stands in %.*s", names[i], STR_ARG(p->lines[l].label));
}

struct str consult_kit_line(const struct consult_packet *p, const char *label)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (str_is(p->lines[i].label, label))
            return p->lines[i].text;
    return STR_NULL;
}
