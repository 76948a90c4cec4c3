/* criterion_tool.h -- criteria that a room of their own answers. A plain record of such a criterion
 * no longer counts, whatever protocol a case keeps to: the room's own records are the answer. */
#ifndef RW_APP_CRITERION_TOOL_H
#define RW_APP_CRITERION_TOOL_H

#include "app/checkpoint.h"

/* What a room says about some criteria of one case, as of a->today; rows were loaded before. */
typedef enum rw_status criterion_tool_fn(struct act *a, struct case_rows *c);

struct criterion_tool {
    const char *criteria; /* ids in the protocol, separated by blanks */
    const char *page; /* below /cases/ID: "/court"; "#...": on the checkpoint's own page */
    const char *link; /* "Look at the orders" */
    criterion_tool_fn *run; /* NULL: told of the child, or with the decision itself */
};

/* NULL where plain records answer it. */
const struct criterion_tool *criterion_tool_of(struct str criterion);

/* Nobody sets this criterion aside as its room stands now: a family that was declined or waits begins
 * by a decision on the referral alone. */
bool criterion_tool_stands(const struct case_rows *c, struct str criterion);

/* What the form of the decision asks itself, and so keeps nobody from opening it: a track, a day. */
bool criterion_with_decision(struct str criterion);

/* Asks each room once; to c->told. */
enum rw_status criterion_tools_run(struct act *a, struct case_rows *c) RW_MUST;

/* For a room: one answer. f->value FACT_UNKNOWN where it is not known; no answer at all is the same.
 * errors  RW_ELIMIT  the arena is spent */
enum rw_status criterion_tool_tell(struct act *a, struct case_rows *c,
                                   const struct fact *f) RW_MUST;

#endif
