/* duration.h -- when somebody looks again at how long the work takes. Days of looking, never a day on
 * which it ends. */
#ifndef RW_CORE_DURATION_H
#define RW_CORE_DURATION_H

#include "base/date.h"

#include <stddef.h>

#define DURATION_STAGES 3

struct duration_rule {
    int64_t stage[DURATION_STAGES]; /* days from the start, rising */
    int64_t again; /* days from one look to the next, once all of these are behind */
    int64_t early; /* so many days before its stage a look counts for it */
};

/*
 * duration_next -- the day of the next look.
 *
 * in      reviews[n]  days of the looks so far, in any order
 * out     the first stage that no look covers; after the last, counted from the newest look
 * source  clinical.md S-072, A13
 */
struct date duration_next(const struct duration_rule *rule, struct date start,
                          const struct date *reviews, size_t n);

#endif
