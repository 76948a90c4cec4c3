/* report_due.h -- when the next report to the court is due under an order's own rule. */
#ifndef RW_CORE_REPORT_DUE_H
#define RW_CORE_REPORT_DUE_H

#include "base/date.h"

#include <stddef.h>

struct report_rule {
    struct date effective_on;
    int64_t every_days; /* 0: the order names no interval */
    int64_t before_days; /* 0: nothing is due before a hearing */
    const struct date *hearings; /* those still set, in any order */
    size_t nhearings;
};

/*
 * report_due -- the first due day on or after today.
 *
 * in      counted in calendar days: every_days from the effective day on; before_days before each
 *         hearing to come
 * out     RW_NO_DATE where the rule asks for none
 * source  the order's text; clinical.md 8.4 (the order wins)
 */
struct date report_due(const struct report_rule *r, struct date today);

#endif
