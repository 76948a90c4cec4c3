/* gate_json.h -- an evaluation as JSON: what `explain gate` prints and what a decision keeps. */
#ifndef RW_APP_GATE_JSON_H
#define RW_APP_GATE_JSON_H

#include "base/out.h"
#include "core/gate.h"

/*
 * gate_json -- write one evaluation.
 *
 * out     *o  one JSON object and a line feed; keys in a fixed order, so that the same evaluation
 *             gives the same bytes (docs/clinical/facts.md lists them). For staff: it holds what
 *             is private to a child
 */
void gate_json(const struct protocol *p, const struct facts *f, const struct gate_result *r,
               struct out *o);

#endif
