/* gate_table.h -- tables of cases for checkpoints: what is recorded, and what must follow.
 * docs/clinical/protocol.md describes the lines to who writes them. */
#ifndef RW_SUPPORT_GATE_TABLE_H
#define RW_SUPPORT_GATE_TABLE_H

#include "core/gate.h"

/* One case as it ended. */
struct gate_case {
    struct str file, title;
    int line; /* where it begins */
    const struct gate *gate; /* NULL: it never came to a checkpoint */
    const struct facts *f;
    const struct gate_result *r;
    struct str wrong; /* what came out otherwise; NULL text: all came out as written */
    int wrong_line;
};

/* False: enough. */
typedef bool gate_case_fn(void *to, const struct gate_case *c);

/*
 * gate_table_run -- go through the cases of one file by one protocol.
 *
 * in      text  of the file; path names it in reports
 *         each  is told of every case in turn, and may end the run. A background that can't be read
 *               is told as a case of its own, and is the last
 * owns    everything lives in a, which may be reset once it returned
 */
void gate_table_run(struct arena *a, const struct protocol *p, struct str path, struct str text,
                    gate_case_fn *each, void *to);

#endif
