/* explain_gate.h -- the evaluation of one checkpoint as JSON from two texts, without a database. */
#ifndef RW_APP_EXPLAIN_GATE_H
#define RW_APP_EXPLAIN_GATE_H

#include "base/err.h"
#include "base/out.h"
#include "base/str.h"

/*
 * explain_gate -- what `reweave explain gate` prints.
 *
 * in      protocol_yaml  a protocol file (docs/clinical/protocol.md), named protocol_name in faults
 *         facts_json     docs/clinical/facts.md; unknown and repeated keys are refused
 * out     *json  canonical: fixed key order, one line feed at the end; the same input gives the
 *                same bytes. On RW_EINPUT *why holds one sentence with file, line and path
 * errors  RW_EINPUT  one of the texts is wrong; RW_ELIMIT  too large; json untouched
 * owns    *why lives in a
 */
enum rw_status explain_gate(struct arena *a, struct str protocol_yaml, const char *protocol_name,
                            struct str facts_json, struct out *json, struct str *why,
                            struct rw_err *e) RW_MUST;

#endif
