/* protocols.h -- every protocol that this program carries; a case keeps to the one it began with. */
#ifndef RW_APP_PROTOCOLS_H
#define RW_APP_PROTOCOLS_H

#include "app/app.h"
#include "core/protocol.h"

/*
 * protocols_load -- read and check every embedded protocol; at start.
 *
 * out     app->protocols, and app->protocol: the last by name, which new cases begin with
 * errors  RW_EBUG  an embedded file is wrong, or there is none: the program must not start
 * owns    nothing; they live in mem
 */
enum rw_status protocols_load(struct arena *mem, struct app *app, struct rw_err *e) RW_MUST;

/* By the hash of its file; NULL where this program does not carry it. */
const struct protocol *protocol_of(const struct app *app, struct str hash);

/*
 * protocol_pinned -- the protocol of the case that act_allow looked at last.
 *
 * errors  RW_EDEP  this program does not carry it: nothing may be judged by another one
 */
enum rw_status protocol_pinned(struct act *a, const struct protocol **p) RW_MUST;

/* The same for titles on a screen, never NULL: the newest where no case is meant or its own is not
 * carried here. */
const struct protocol *protocol_for_words(const struct act *a);

#endif
