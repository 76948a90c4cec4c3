/* duration.h -- how long the work takes: what it depends on, in words, and the days on which somebody
 * looks at it again. No end is computed. */
#ifndef RW_APP_DURATION_H
#define RW_APP_DURATION_H

#include "app/app.h"

#define LIST_DURATION "duration-words"

/* Of a family: how it is seen on a day; a newer one counts. */
struct duration_input {
    struct date on;
    struct str severity, age, conflict, willingness;
    struct str span; /* a range in words, as it is said to the family */
};
enum rw_status duration_view_add(struct act *a, struct str case_id,
                                 const struct duration_input *in) RW_MUST;

enum rw_status duration_review_add(struct act *a, struct str case_id, struct date on,
                                   struct str found, struct str continues) RW_MUST;

struct duration_stand {
    struct date start; /* opening; of a family under way, the day as of which it came in */
    struct duration_view_row *views; /* in the order of recording */
    size_t nviews;
    struct duration_review_row *reviews;
    size_t nreviews;
    struct date due;
};
enum rw_status duration_load(struct act *a, struct str case_id, struct duration_stand *d) RW_MUST;

/* For the opening of a case: the first day, inside apply. */
enum rw_status duration_begin(struct act *a, struct str case_id, struct date start) RW_MUST;

#endif
