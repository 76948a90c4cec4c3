/* report_due.h -- when the next report to the court is due under an order's own rule. */
#ifndef RW_CORE_REPORT_DUE_H
#define RW_CORE_REPORT_DUE_H

#include "base/date.h"

#include <stddef.h>

/* A hearing that was not vacated. */
struct hearing_day {
    struct date on;
    bool held;
};

struct report_rule {
    struct date effective_on;
    struct date expires_on; /* RW_NO_DATE: the order names no end */
    struct date recorded_on; /* when the order came to be kept here */
    struct date reported_on; /* the last report signed under it; RW_NO_DATE: none is kept here */
    int64_t every_days; /* 0: the order names no interval */
    int64_t before_days; /* 0: nothing is due before a hearing */
    const struct hearing_day *hearings; /* in any order */
    size_t nhearings;
};

/*
 * report_due -- the first day on which a report is due and none has been signed for it.
 *
 * in      counted in calendar days
 *         interval   every_days after the last report; without one, the first multiple of it after
 *                    the effective day that is not before recorded_on (what an earlier time owed
 *                    is not known here)
 *         hearings   before_days before each hearing still to come. A signed report counts for the
 *                    first hearing after it; where the order also names an interval, only when it
 *                    was signed no longer before the due day than that lies before the hearing
 * out     may lie before today: then the report is late; RW_NO_DATE where none is asked for, and
 *         where the day would come after the order ends
 * source  the order's text; clinical.md 8.4 (the order wins)
 */
struct date report_due(const struct report_rule *r, struct date today);

#endif
