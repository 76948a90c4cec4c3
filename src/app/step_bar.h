/* step_bar.h -- what keeps a step waiting beside the criteria of its checkpoint, whatever protocol the
 * case keeps to. Nothing here keeps anybody from a pause, a stop, a step back or closing. */
#ifndef RW_APP_STEP_BAR_H
#define RW_APP_STEP_BAR_H

#include "app/checkpoint.h"
#include "app/hold.h"

/* What the case tells beside case_rows: three statements, and one for the law where it asks something.
 * Borrowed from the arena. */
struct step_rows {
    struct hold_state *holds;
    size_t nholds;
    struct allegation_row *reports; /* nobody has looked at them yet */
    size_t nreports;
    struct str law; /* why the plan may not go on; NULL text: it may */
    bool message;
    struct str colleague; /* of one child's way back; left to consult_resume_bar (app/consult.h) */
};

/* in  rows  of case_rows_load, in the same transaction */
enum rw_status step_rows_load(struct act *a, const struct case_rows *rows,
                              struct step_rows *s) RW_MUST;

struct step_wait {
    const char *name; /* "A hold" */
    struct str why; /* one sentence, as whoever signs reads it */
    const char *page; /* after /cases/ID: where it is done; every hold stands on the page itself */
};

#define STEP_WAITS 9

/*
 * step_waits -- what keeps this child from passing this checkpoint now; out list[n], n <= STEP_WAITS.
 *
 * in      r  the criteria as they stand: what one of them says already is not said again; NULL: all
 * source  clinical.md 1.8; A1, A2, A3, A9; 1.10 SC3; 2.3 R-MR-8; 4.2
 */
size_t step_waits(struct act *a, const struct case_rows *rows, const struct step_rows *s,
                  const struct person_row *child, const struct gate *g, const struct gate_result *r,
                  struct step_wait *list);

#endif
