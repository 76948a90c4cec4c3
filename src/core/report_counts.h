/* report_counts.h -- what was offered and what took place, counted without judging anyone. */
#ifndef RW_CORE_REPORT_COUNTS_H
#define RW_CORE_REPORT_COUNTS_H

#include "core/report_model.h"

struct report_counts {
    int32_t offered, held, full; /* sessions; full: held for all minutes offered */
    int32_t outcome[REPORT_OUTCOME_COUNT];
    int64_t offered_min, held_min;
    bool minutes_known; /* false where any session lacks its minutes */
};

/* One adult's part, of the sessions that can be counted for that person. */
struct report_part {
    int32_t counted, attended, cancelled, no_show;
};

/*
 * report_count      -- add up the services of a period.
 * report_count_part -- one person's part: sessions where the person was expected, that took place
 *                      and of which is recorded who came, and those that failed through this very
 *                      person. What failed through anyone else, or through no one, is in nobody's
 *                      denominator.
 *
 * in      s[n]; who is an index below 64
 * source  clinical.md section 7.3
 */
struct report_counts report_count(const struct report_service *s, size_t n);
struct report_part report_count_part(const struct report_service *s, size_t n, size_t who);

/* The counts as one sentence, e.g. "6 of 8 offered sessions took place, 5 of them in full length;
 * 345 of 480 offered minutes." */
struct str report_count_words(struct arena *a, const struct report_counts *c);

#endif
