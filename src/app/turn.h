/* turn.h -- a worker's connection, and the act that each request or verb begins with. */
#ifndef RW_APP_TURN_H
#define RW_APP_TURN_H

#include "app/app.h"

/* The reading connection of one thread. errors as db_open */
enum rw_status turn_open(const struct app *app, struct db **db, struct rw_err *e) RW_MUST;
void turn_close(struct db *db);

/*
 * turn_begin -- an act of nobody yet: now, today, a new request id, and where it is asked from.
 *
 * in      address  of the peer as text; empty: the local console
 * out     *a       ready for session_find; everything made lives in mem
 */
void turn_begin(struct act *a, const struct app *app, struct db *db, struct arena *mem,
                struct str address);

#endif
