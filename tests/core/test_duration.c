/* When somebody looks again at how long the work takes, as a table of days since the start. */
#include "core/duration.h"
#include "test.h"

#include <stdio.h>

#define LOOKS 4

TEST(looks_at_how_long_it_takes_come_after_90_and_180_days_and_a_year)
{
    static const struct duration_rule rule = { { 90, 180, 365 }, 365, 14 };
    static const struct {
        const char *what;
        int looks[LOOKS], n, next;
    } cases[] = {
        { "no look yet: the first day", { 0 }, 0, 90 },
        { "a look on the day counts for it", { 90 }, 1, 180 },
        { "a look two weeks early counts for it", { 76 }, 1, 180 },
        { "a look earlier than that does not", { 75 }, 1, 90 },
        { "a look that came late counts, and the next day stays", { 130 }, 1, 180 },
        { "a look after the second day counts for both", { 200 }, 1, 365 },
        { "the order in which looks were written down says nothing", { 181, 90 }, 2, 365 },
        { "after a year it goes on, a year from the newest look", { 90, 180, 370 }, 3, 735 },
        { "and again", { 90, 180, 370, 735 }, 4, 1100 },
    };
    struct date start, looks[LOOKS];
    size_t i;
    int k;

    CHECK(date_parse(STR("2026-01-05"), &start));
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t next;

        for (k = 0; k < cases[i].n; k++)
            looks[k] = date_add(start, cases[i].looks[k]);
        next = duration_next(&rule, start, looks, (size_t)cases[i].n).day - start.day;
        if (next != cases[i].next)
            fail_msg("%s: day %d, not %d", cases[i].what, (int)next, cases[i].next);
    }
}
