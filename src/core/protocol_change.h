/* protocol_change.h -- what is different between two protocols, for somebody who is about to move a
 * family from one to the other. */
#ifndef RW_CORE_PROTOCOL_CHANGE_H
#define RW_CORE_PROTOCOL_CHANGE_H

#include "base/err.h"
#include "core/protocol.h"

enum change_part {
    CHANGE_PHASE,
    CHANGE_GATE,
    CHANGE_CRITERION,
    CHANGE_SIGN,
    CHANGE_TRACK,
    CHANGE_LEVEL,
    CHANGE_NUMBER
};

enum change_how {
    CHANGE_ADDED,
    CHANGE_GONE,
    CHANGE_CLASS, /* what setting it aside, or closing it, takes: was, is */
    CHANGE_ASKS, /* of whom it is asked, or how it is answered */
    CHANGE_WORDS, /* its sentence: before */
    CHANGE_VALUE /* from, to; -1: none */
};

struct protocol_change {
    enum change_part part;
    enum change_how how;
    struct str where; /* title of the checkpoint, or of what the value belongs to; may be empty */
    struct str title; /* as the newer one says it; of what is gone, the older */
    struct str before; /* of CHANGE_WORDS */
    enum override_class was, is;
    int64_t from, to;
    struct str unit; /* of CHANGE_VALUE */
};

/*
 * protocol_changes -- in the order of the newer file: phases, checkpoints with their criteria, signs,
 * tracks, contact steps, numbers; of each first what is new or other, then what is gone.
 *
 * errors  RW_ELIMIT  the arena is spent
 */
enum rw_status protocol_changes(struct arena *a, const struct protocol *from,
                                const struct protocol *to, struct protocol_change **list, size_t *n,
                                struct rw_err *e) RW_MUST;

#endif
