#include "core/intake.h"

#include "core/workday.h"

static bool earlier(struct date d, struct date than)
{
    return !date_known(than) || d.day < than.day;
}

static enum intake_offer_state state_of(const struct intake_offer_stand *s, bool reason,
                                        struct date today)
{
    bool late = date_known(s->due) && date_known(s->first) && s->first.day > s->due.day;

    if (date_known(s->first))
        return late && !reason ? INTAKE_OFFERED_LATE : INTAKE_OFFERED;
    if (reason)
        return INTAKE_UNEVEN_WITH_REASON;
    if (!date_known(s->due))
        return INTAKE_NOBODY_OFFERED;
    return today.day > s->due.day ? INTAKE_OFFER_OVERDUE : INTAKE_OFFER_DUE;
}

struct intake_offer_stand intake_offer_of(const struct intake_offer *list, size_t n,
                                          struct str person, struct date today, int64_t workdays)
{
    struct intake_offer_stand s = { .first = RW_NO_DATE, .due = RW_NO_DATE };
    struct date other = RW_NO_DATE;
    bool reason = false;
    size_t i;

    for (i = 0; i < n; i++) {
        bool own = str_eq(list[i].person, person);

        if (list[i].uneven)
            reason = reason || own;
        else if (own && earlier(list[i].on, s.first))
            s.first = list[i].on;
        else if (!own && earlier(list[i].on, other))
            other = list[i].on;
    }
    if (date_known(other))
        s.due = workday_add(other, workdays);
    s.state = state_of(&s, reason, today);
    return s;
}

const char *intake_offer_word(enum intake_offer_state s)
{
    static const char *const words[INTAKE_OFFER_STATES] = {
        [INTAKE_NOBODY_OFFERED] = "nobody",
        [INTAKE_OFFERED] = "offered",
        [INTAKE_OFFER_DUE] = "due",
        [INTAKE_OFFER_OVERDUE] = "overdue",
        [INTAKE_OFFERED_LATE] = "offered late",
        [INTAKE_UNEVEN_WITH_REASON] = "reason",
    };

    return words[s];
}
