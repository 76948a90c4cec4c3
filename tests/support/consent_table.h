/* consent_table.h -- tables of cases for whose consent a treatment needs. */
#ifndef RW_SUPPORT_CONSENT_TABLE_H
#define RW_SUPPORT_CONSENT_TABLE_H

#include "base/str.h"

/* One case as it ended. */
struct consent_case {
    struct str file, title;
    int line; /* where it begins */
    struct str wrong; /* what came out otherwise; NULL text: all came out as written */
    int wrong_line;
};

typedef void consent_case_fn(void *to, const struct consent_case *c);

/* Goes through the cases of one file; each is told of every case as it ends. */
void consent_table_run(struct arena *a, struct str path, struct str text, consent_case_fn *each,
                       void *to);

#endif
