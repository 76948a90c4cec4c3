/* intake.h -- is intake offered to every parent alike, and by which day is the next offer due? */
#ifndef RW_CORE_INTAKE_H
#define RW_CORE_INTAKE_H

#include "base/date.h"
#include "base/str.h"

/* An offer of intake to one parent, or the recorded reason why that parent is treated otherwise. */
struct intake_offer {
    struct str person;
    bool uneven; /* a reason; no offer */
    struct date on;
};

enum intake_offer_state {
    INTAKE_NOBODY_OFFERED, /* to nobody yet: no clock runs */
    INTAKE_OFFERED,
    INTAKE_OFFER_DUE,
    INTAKE_OFFER_OVERDUE,
    INTAKE_OFFERED_LATE, /* after the window, and no reason is on record */
    INTAKE_UNEVEN_WITH_REASON
};
#define INTAKE_OFFER_STATES 6

struct intake_offer_stand {
    enum intake_offer_state state;
    struct date first; /* of this parent's first offer; RW_NO_DATE: none */
    struct date due; /* counted from the first offer to another parent; RW_NO_DATE: none was made */
};

/*
 * intake_offer_of -- how one parent stands. The rule is the same whoever was offered first.
 *
 * in      list[n]   offers and reasons of all parents; any order
 *         workdays  the window, in working days
 * source  clinical.md R-NEU-1, R-NEU-3
 */
struct intake_offer_stand intake_offer_of(const struct intake_offer *list, size_t n,
                                          struct str person, struct date today, int64_t workdays);

/* "offered", "due" ...: a word for tests and logs. */
const char *intake_offer_word(enum intake_offer_state s);

#endif
