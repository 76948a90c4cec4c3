/* review_due.h -- days on which something of a case is to be looked at again, on Today and in the
 * list of what happened. The state of such a line is the page below /cases/ID where that is done. */
#ifndef RW_APP_REVIEW_DUE_H
#define RW_APP_REVIEW_DUE_H

#include "app/app.h"

#define REVIEW_DUE "review_due"

struct review_due {
    struct str ref_id;
    struct date on;
    struct str line; /* a few words without clinical content */
};

/* The lines of one room of a case are these and no others, inside apply; what is no longer due is
 * kept as done. */
enum rw_status review_due_keep(struct act *a, struct str case_id, const char *room,
                               const struct review_due *list, size_t n) RW_MUST;

#endif
