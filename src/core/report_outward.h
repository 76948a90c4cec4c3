/* report_outward.h -- what of a checkpoint may stand in a report by itself. */
#ifndef RW_CORE_REPORT_OUTWARD_H
#define RW_CORE_REPORT_OUTWARD_H

#include "core/protocol.h"

enum report_outward {
    REPORT_OUTWARD_NOT = 0, /* left out whole: neither a line nor a part of another line */
    REPORT_OUTWARD_CHILD, /* joins the one word about the child */
    REPORT_OUTWARD_LINE, /* a line of its own */
};

/*
 * report_outward_of -- where the result of one criterion may stand.
 *
 * in      c       NULL, for a criterion that no protocol here knows: left out
 *         g       the checkpoint that it was judged for; NULL where unknown
 * out     NOT for whatever reads the register of warning signs, directly or through another
 *         checkpoint, and for what is asked before closing for safety: a line that is met, not met
 *         or missing would tell whether a concern about a child is open. The word about the child
 *         leaves them out too, since it would change with them.
 * source  clinical.md A6, section 2.3 (R-MR-5), section 8.3
 */
enum report_outward report_outward_of(const struct protocol *p, const struct gate *g,
                                      const struct criterion *c);

/* The title of a phase or place for a report: every closing reads alike. */
struct str report_phase_title(const struct protocol *p, struct str id);

#endif
