#include "core/credential.h"

bool credential_holds(const struct credential *c, struct date on)
{
    if (!date_known(on))
        return false;
    if (c->kind == CREDENTIAL_LICENCE && !date_known(c->expires))
        return false;
    if (date_known(c->issued) && on.day < c->issued.day)
        return false;
    if (date_known(c->expires) && on.day > c->expires.day)
        return false;
    return !date_known(c->ended) || on.day < c->ended.day;
}

bool licensed_on(const struct credential *list, size_t n, struct date on)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (list[i].kind == CREDENTIAL_LICENCE && credential_holds(&list[i], on))
            return true;
    return false;
}

static struct date last_day(const struct credential *c)
{
    if (date_known(c->ended) && (!date_known(c->expires) || c->ended.day <= c->expires.day))
        return date_add(c->ended, -1);
    return c->expires;
}

/* A renewal that begins the day after the last one ends leaves no gap. */
struct date licensed_until(const struct credential *list, size_t n, struct date on)
{
    struct date until = RW_NO_DATE, day = on;
    size_t i;
    bool more = true;

    while (more) {
        more = false;
        for (i = 0; i < n; i++)
            if (list[i].kind == CREDENTIAL_LICENCE && credential_holds(&list[i], day)) {
                until = last_day(&list[i]);
                day = date_add(until, 1);
                more = true;
            }
    }
    return until;
}

bool competent_in(const struct credential *list, size_t n, struct str area, struct date on)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (list[i].kind != CREDENTIAL_LICENCE && str_eq(list[i].type, area) && list[i].evidenced &&
            list[i].hours > 0 && credential_holds(&list[i], on))
            return true;
    return false;
}

size_t competence_missing(const struct credential *list, size_t n, const struct str *areas,
                          size_t nareas, struct date on, struct str *missing)
{
    size_t i, found = 0;

    for (i = 0; i < nareas; i++)
        if (!competent_in(list, n, areas[i], on))
            missing[found++] = areas[i];
    return found;
}

static struct licence_notice over(const struct credential *list, size_t n, struct date today)
{
    struct licence_notice r = { .state = LICENCE_NONE, .last = RW_NO_DATE };
    size_t i;

    for (i = 0; i < n; i++) {
        struct date last = last_day(&list[i]);

        if (list[i].kind != CREDENTIAL_LICENCE)
            continue;
        r.state = LICENCE_OVER;
        if (date_known(last) && last.day < today.day &&
            (!date_known(r.last) || last.day > r.last.day))
            r.last = last;
    }
    if (date_known(r.last))
        r.days = date_diff(r.last, today);
    return r;
}

struct licence_notice licence_notice(const struct credential *list, size_t n, struct date today,
                                     const int64_t *stages, size_t nstages)
{
    struct licence_notice r = { .state = LICENCE_HOLDS, .last = licensed_until(list, n, today) };
    size_t i;

    if (!date_known(r.last))
        return over(list, n, today);
    r.days = date_diff(r.last, today);
    for (i = 0; i < nstages; i++)
        if (r.days <= stages[i] && (r.state != LICENCE_ENDING || stages[i] < r.stage)) {
            r.state = LICENCE_ENDING;
            r.stage = stages[i];
        }
    return r;
}
