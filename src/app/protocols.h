/* protocols.h -- every protocol at hand: those that this program carries and those that the practice
 * brought. A case keeps to the one it began with until it is moved; what the program's newest lets
 * nobody set aside holds in all of them at once. */
#ifndef RW_APP_PROTOCOLS_H
#define RW_APP_PROTOCOLS_H

#include "app/app.h"
#include "core/protocol.h"

/*
 * protocols_load -- read and check every embedded protocol; at start.
 *
 * out     as protocols_lay, in the order of their names
 * errors  RW_EBUG  an embedded file is wrong, or there is none: the program must not start
 * owns    nothing; they live in mem
 */
enum rw_status protocols_load(struct arena *mem, struct app *app, struct rw_err *e) RW_MUST;

/*
 * protocols_own_load -- those of the practice behind the program's own, in the order they were added;
 * once, before anybody is let in. A file that this program can't read any more is left out.
 */
enum rw_status protocols_own_load(struct db *db, struct app *app, struct rw_err *e) RW_MUST;

/*
 * protocols_lay -- set what is at hand.
 *
 * in      list[n]  from old to new; the first `shipped` (at least one) are the program's own
 * out     app->protocols  each with the never-rules of the newest shipped one (core/protocol_floor.h);
 *         app->protocol   the last, which new cases begin with
 */
enum rw_status protocols_lay(struct arena *mem, struct app *app, const struct protocol *list,
                             size_t n, size_t shipped, struct rw_err *e) RW_MUST;

/*
 * protocol_add -- a protocol of the practice's own, from the local console; at hand after a restart.
 *
 * in      text  the file
 * errors  RW_EINPUT     *why says line and path
 *         RW_ECONFLICT  it is at hand already; RW_ENOTFOUND  not the console
 */
enum rw_status protocol_add(struct act *a, struct str text, struct str *why) RW_MUST;

/* Those that came after this one, oldest first; list[app->nprotocols]. */
size_t protocols_newer(const struct app *app, const struct protocol *p,
                       const struct protocol **list);

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
