#include "core/duration.h"

struct date duration_next(const struct duration_rule *rule, struct date start,
                          const struct date *reviews, size_t n)
{
    struct date newest = RW_NO_DATE;
    size_t i;

    for (i = 0; i < n; i++)
        if (!date_known(newest) || reviews[i].day > newest.day)
            newest = reviews[i];
    for (i = 0; i < DURATION_STAGES; i++) {
        struct date stage = date_add(start, (int32_t)rule->stage[i]);

        if (!date_known(newest) || newest.day < stage.day - (int32_t)rule->early)
            return stage;
    }
    return date_add(newest, (int32_t)rule->again);
}
