/* resume_facts.h -- going on after a pause rests on what was recorded since the present pause began. */
#ifndef RW_APP_RESUME_FACTS_H
#define RW_APP_RESUME_FACTS_H

#include "app/checkpoint.h"

/* A child whose work is paused now, and the moment from which on records count. */
struct resume_pause {
    struct str child_id;
    int64_t began_utc;
};

/* Whether a record or an override of that moment, about that criterion and child, is of before the
 * present pause: history, no answer. One of the second in which the pause began is too. */
bool resume_is_before(const struct case_rows *c, struct str criterion, struct str child_id,
                      int64_t recorded_utc);

/* Rows of criterion_tool.c, after those of safety and consent: everybody was asked about safety since
 * the pause began and said nothing that stands against going on; the child has said yes since. One
 * statement, where a child's work is paused. */
enum rw_status resume_safety_tell(struct act *a, struct case_rows *c) RW_MUST;
enum rw_status resume_answer_tell(struct act *a, struct case_rows *c) RW_MUST;

#endif
