/* hold.h -- contact between a child and an adult, stopped by somebody now: whom it covers, and what
 * lifting it takes. A hold needs nobody's second signature; taking it back may. */
#ifndef RW_CORE_HOLD_H
#define RW_CORE_HOLD_H

#include "base/str.h"

/* How somebody asked to lift it. */
enum hold_lift {
    HOLD_LIFT_NONE,
    HOLD_LIFT_OWN, /* whoever pressed it, soon, with nothing behind it */
    HOLD_LIFT_MEMBER, /* waits for another licensed member's name; or has an outside colleague's,
                         given through an account for that */
    HOLD_LIFT_RECORD /* an outside consultation, of a practice of one */
};

struct hold {
    struct str id;
    struct str child, person; /* empty: every child; every adult of the family */
    struct str by; /* account */
    int64_t began_utc;
    enum hold_lift lift;
    int64_t asked_utc; /* of the lift; RW_NO_TIME: not asked */
    int64_t second_utc; /* of the second name or the consultation; RW_NO_TIME: none yet */
};

bool hold_covers(const struct hold *h, struct str child, struct str person);

/*
 * hold_stands -- does it stop contact at this moment?
 *
 * in      wait_hours  before an outside consultation counts, from when it was recorded or held,
 *                     whichever came later
 * source  clinical.md A1
 */
bool hold_stands(const struct hold *h, int64_t now_utc, int64_t wait_hours);

/* Whether this account may lift it alone.
 *
 * in      own_hours  since it was pressed; behind: an open warning sign, an early end of a contact,
 *                    or a report stands behind it
 * source  clinical.md A1 */
bool hold_lifts_alone(const struct hold *h, struct str account, int64_t now_utc, int64_t own_hours,
                      bool behind);

/* The first that stands between these two; NULL: none. */
const struct hold *hold_between(const struct hold *list, size_t n, struct str child,
                                struct str person, int64_t now_utc, int64_t wait_hours);

#endif
