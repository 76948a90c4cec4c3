/* protocol_move.h -- a case goes over to a newer protocol by a signed decision; it never happens by
 * itself. Children stay where they stand, and every older decision stays as it was signed. */
#ifndef RW_APP_PROTOCOL_MOVE_H
#define RW_APP_PROTOCOL_MOVE_H

#include "app/checkpoint.h"

struct protocol_look {
    const struct protocol *from; /* what the case keeps to; NULL: not carried here */
    const struct protocol *to; /* NULL: there is none newer */
    struct str difference; /* one line a change: what is frozen when it is signed */
    struct str refused; /* why it can't be moved now; empty where it can */
    bool licensed; /* the viewer */
};

/*
 * protocol_look -- what a move would change.
 *
 * in      to_hash  of the newer one; empty: the newest
 * errors  RW_ENOTFOUND  not the viewer's case, or no newer one of that hash
 */
enum rw_status protocol_look(struct act *a, struct str case_id, struct str to_hash,
                             struct protocol_look *look) RW_MUST;

struct protocol_move_input {
    struct str from_hash, to_hash; /* as they were shown */
    struct str rationale;
};

/*
 * protocol_move -- sign it: CAP_DECIDE, licensed.
 *
 * errors  RW_EDENIED    password and code were not given within five minutes
 *         RW_EINPUT     a->bad: rationale; or that a child stands where the newer one has no place
 *         RW_ECONFLICT  somebody moved it since it was shown
 */
enum rw_status protocol_move(struct act *a, struct str case_id,
                             const struct protocol_move_input *in) RW_MUST;

enum rw_status protocol_moves(struct act *a, struct str case_id,
                              struct protocol_move_list_row **rows, size_t *n) RW_MUST;

/* "Standard plan, version 1" */
struct str protocol_name(struct arena *a, const struct protocol *p);

#endif
