/* facts_read.h -- a facts file (docs/clinical/facts.md) into the input of a checkpoint. */
#ifndef RW_APP_FACTS_READ_H
#define RW_APP_FACTS_READ_H

#include "base/err.h"
#include "core/gate.h"

/*
 * facts_read -- parse and check a facts file against a protocol.
 *
 * in      json  UTF-8, up to RW_FORM_MAX bytes
 * out     *f    everything that was given; texts live in a
 *         *g    the checkpoint that it asks for
 *         *why  on RW_EINPUT one sentence with path or line
 * errors  RW_EINPUT  not JSON, unknown, repeated or missing key, wrong type, or an id that the
 *                    protocol does not have; RW_ELIMIT  too large
 */
enum rw_status facts_read(struct arena *a, const struct protocol *p, struct str json,
                          struct facts *f, const struct gate **g, struct str *why,
                          struct rw_err *e) RW_MUST;

#endif
