/* protocol_floor.h -- what nobody may set aside in the newest protocol holds in every older one too:
 * a case keeps its plan of treatment, but no rule of safety waits until it moves. */
#ifndef RW_CORE_PROTOCOL_FLOOR_H
#define RW_CORE_PROTOCOL_FLOOR_H

#include "base/err.h"
#include "core/protocol.h"

/*
 * protocol_floor -- a protocol with the never-rules of another one beneath it.
 *
 * in      p       the one that a case keeps to
 *         newest  whose criteria of class N apply to every case
 * out     *out    p, and at each checkpoint that both have: each N criterion of newest in place of
 *                 p's own of that id, or behind p's own criteria where p has none of it. A never-rule, a
 *                 warning sign or a record's name that these ask for and p lacks is added. Its
 *                 passport stays p's; nevers_of is that of newest. Of the two the same: p as it is
 * errors  RW_ELIMIT  the arena is spent
 * owns    new lists live in a; the rest is borrowed from both
 */
enum rw_status protocol_floor(struct arena *a, const struct protocol *p,
                              const struct protocol *newest, struct protocol *out,
                              struct rw_err *e) RW_MUST;

#endif
