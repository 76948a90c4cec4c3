/* order_table.h -- tables of cases for orders of a court: what they say, and the answer. */
#ifndef RW_SUPPORT_ORDER_TABLE_H
#define RW_SUPPORT_ORDER_TABLE_H

#include "core/contact.h"

/* One case, while it is asked and as it ended. */
struct order_case {
    struct str file, title;
    int line; /* where it begins */
    const struct contact_basis *in;
    const struct contact_question *q;
    const struct contact_reply *r;
    struct str wrong; /* what came out otherwise; NULL text: all came out as written */
    int wrong_line;
};

/* Looks at one answer; a sentence where something is wrong with it, else NULL text. */
typedef struct str order_asked_fn(struct arena *a, const struct order_case *c);
typedef void order_case_fn(void *to, const struct order_case *c);

/*
 * order_table_run -- go through the cases of one file. Every question is asked again with all rows
 * backwards: the same answer.
 *
 * in      asked  looks at each answer; may be NULL
 *         each   is told of every case as it ends
 */
void order_table_run(struct arena *a, struct str path, struct str text, order_asked_fn *asked,
                     order_case_fn *each, void *to);

#endif
