#include "core/hold.h"

#include "base/date.h"

#define HOUR 3600

bool hold_covers(const struct hold *h, struct str child, struct str person)
{
    return (!h->child.len || str_eq(h->child, child)) &&
           (!h->person.len || str_eq(h->person, person));
}

bool hold_stands(const struct hold *h, int64_t now_utc, int64_t wait_hours)
{
    int64_t since;

    if (h->lift == HOLD_LIFT_NONE)
        return true;
    if (h->lift == HOLD_LIFT_OWN)
        return false;
    if (h->second_utc == RW_NO_TIME)
        return true;
    if (h->lift == HOLD_LIFT_MEMBER)
        return false;
    since = h->second_utc > h->asked_utc ? h->second_utc : h->asked_utc;
    return now_utc < since + wait_hours * HOUR;
}

bool hold_lifts_alone(const struct hold *h, struct str account, int64_t now_utc, int64_t own_hours,
                      bool behind)
{
    return !behind && str_eq(h->by, account) && now_utc <= h->began_utc + own_hours * HOUR;
}

const struct hold *hold_between(const struct hold *list, size_t n, struct str child,
                                struct str person, int64_t now_utc, int64_t wait_hours)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (hold_covers(&list[i], child, person) && hold_stands(&list[i], now_utc, wait_hours))
            return &list[i];
    return NULL;
}
