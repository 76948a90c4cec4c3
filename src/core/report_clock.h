/* report_clock.h -- how long somebody has had reasonable cause to report, and what is still owed. The
 * clock never stops by itself, and telling a colleague does not stop it. */
#ifndef RW_CORE_REPORT_CLOCK_H
#define RW_CORE_REPORT_CLOCK_H

#include "base/date.h"

#include <stddef.h>

/* Windows of the law, and from when on the practice marks and passes on; minutes and hours as they
 * pass, whatever a wall clock does. */
struct clock_rules {
    int32_t oral_hours; /* 0: immediately */
    int32_t written_hours; /* -1: none is named */
    int64_t amber_min, red_min, escalate_min;
};

/* A report that somebody logged. */
struct report_made {
    struct str by; /* account */
    struct str agency, person, method, reference; /* person: name or number of who took it */
    int64_t at_utc;
    bool written;
};

struct clock_case {
    struct str reporter; /* account of the one whose duty it is */
    const int64_t *causes; /* when there was reasonable cause, as recorded over time; ncauses > 0 */
    size_t ncauses;
    const struct report_made *reports;
    size_t nreports;
    bool no_cause; /* ended as no reasonable cause, by the reporter */
};

enum clock_state { CLOCK_RUNNING, CLOCK_AMBER, CLOCK_RED, CLOCK_REPORTED, CLOCK_NO_CAUSE };
enum written_state { WRITTEN_NOT_ASKED, WRITTEN_OPEN, WRITTEN_LATE, WRITTEN_DONE };

struct clock_reading {
    enum clock_state state;
    int64_t cause_utc; /* the earliest that was recorded */
    int64_t due_utc; /* end of the law's window: cause_utc where it says immediately */
    int64_t reported_utc; /* RW_NO_TIME: not yet */
    int64_t elapsed_min; /* from cause to report, or to now */
    bool overdue; /* an hour window has passed without a report, or the report came after it */
    bool escalated; /* still open so long that the supervisor has to know */
    enum written_state written;
    int64_t written_due_utc; /* RW_NO_TIME: none is asked for */
    int64_t written_utc; /* RW_NO_TIME: not yet */
};

/*
 * report_clock_read -- how the clock stands.
 *
 * out     reported only by a report of the reporter that names agency, person, method, time and
 *         reference; in writing only by such a one in writing, which is also a report
 * source  clinical.md 2.3 R-MR-1..4
 */
struct clock_reading report_clock_read(const struct clock_rules *r, const struct clock_case *c,
                                       int64_t now_utc);

/* Whether a further word on when there was reasonable cause may stand: only an earlier one. */
bool report_cause_may_move(const int64_t *causes, size_t ncauses, int64_t to_utc);

#endif
