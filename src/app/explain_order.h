/* explain_order.h -- whether orders permit contact, as JSON from one text, without a database. */
#ifndef RW_APP_EXPLAIN_ORDER_H
#define RW_APP_EXPLAIN_ORDER_H

#include "base/err.h"
#include "base/out.h"
#include "base/str.h"

/*
 * explain_order -- what `reweave explain order` prints.
 *
 * in      facts_json  docs/clinical/orders.md; unknown and repeated keys are refused
 * out     *json  canonical: fixed key order, one line feed at the end; the same input gives the same
 *                bytes. On RW_EINPUT *why holds one sentence that says where
 * errors  RW_EINPUT  the text is wrong; RW_ELIMIT  too large
 * owns    *why lives in a
 */
enum rw_status explain_order(struct arena *a, struct str facts_json, struct out *json,
                             struct str *why, struct rw_err *e) RW_MUST;

#endif
