/* step_bar.h -- what keeps a step waiting beside the criteria of its checkpoint, whatever protocol the
 * case keeps to. Nothing here keeps anybody from a pause, a stop, a step back or closing. */
#ifndef RW_APP_STEP_BAR_H
#define RW_APP_STEP_BAR_H

#include "app/checkpoint.h"

/*
 * step_barred -- may this child pass this checkpoint now? Inside apply of act_write.
 *
 * in      rows   of case_rows_load, in the same transaction
 * out     *why   one sentence, as whoever signs reads it; NULL text: nothing stands in the way
 * source  clinical.md 1.8; A1, A2, A3, A9; 1.10 SC3; 2.3 R-MR-8; 4.2
 */
enum rw_status step_barred(struct act *a, const struct case_rows *rows,
                           const struct person_row *child, const struct gate *g,
                           struct str *why) RW_MUST;

#endif
