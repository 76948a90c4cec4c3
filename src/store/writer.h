/* writer.h -- the one writer of a process: runs use cases one after another, each in a savepoint,
 * and commits what is queued as one group with one sync. */
#ifndef RW_STORE_WRITER_H
#define RW_STORE_WRITER_H

#include "store/db.h"

struct writer;

/* apply runs on the writer's connection and thread, inside the group's transaction; the caller
 * waits meanwhile, so what arg points to (an arena among it) is the writer's until it returns. */
typedef enum rw_status (*apply_fn)(struct db *db, void *arg, struct rw_err *e);

/*
 * writer_start -- open the writing connection and its thread.
 *
 * in      threaded   false: no thread; writer_run applies and commits in the caller's own
 */
enum rw_status writer_start(const struct db_config *c, bool threaded, struct writer **w,
                            struct rw_err *e) RW_MUST;
void writer_stop(struct writer *w); /* drains what is queued, then closes */

/*
 * writer_run -- queue one use case and wait until the group that holds it is on disk.
 *
 * out     what apply returned; when apply failed, its savepoint was rolled back and nothing of it
 *         stays
 * errors  RW_EDEP    the group could not be committed: nothing of it stays
 *         RW_ELIMIT  the queue is full
 */
enum rw_status writer_run(struct writer *w, apply_fn apply, void *arg, struct rw_err *e) RW_MUST;

/*
 * writer_begin, writer_end -- the same in two halves, for a caller that has something else to do
 * meanwhile. Between them arg and all it points to are the writer's alone.
 *
 * in      mem   holds the ticket; it, and arg, must not go before writer_end has returned
 * out     *t    NULL where it failed; every other ticket is ended, once
 * errors  of writer_begin  RW_ELIMIT, RW_EDEP: nothing was queued
 *         of writer_end    as writer_run
 */
struct writer_ticket;
enum rw_status writer_begin(struct writer *w, struct arena *mem, apply_fn apply, void *arg,
                            struct writer_ticket **t, struct rw_err *e) RW_MUST;
enum rw_status writer_end(struct writer_ticket *t, struct rw_err *e) RW_MUST;

/*
 * writer_hold -- for whoever fills a database that nobody works with yet: what writer_run applies
 * from now on stays in one open transaction, each apply in a savepoint as ever, and is on disk only
 * when writer_settle has returned.
 *
 * in      w    without a thread of its own
 * out     *db  the writing connection; reads through it see what is held
 * errors  RW_EBUG  the writer has a thread, or holds already; RW_EDEP
 */
enum rw_status writer_hold(struct writer *w, struct db **db, struct rw_err *e) RW_MUST;

/* How many use cases to hold before the next writer_settle: with more the engine gets slower. */
size_t writer_hold_best(const struct writer *w);

/* errors  RW_EDEP  nothing of what was held stays */
enum rw_status writer_settle(struct writer *w, struct rw_err *e) RW_MUST;

/* Most bytes that a posted arg may have: a few ids and times. */
#define WRITER_POST_MAX 512

/*
 * writer_post -- the same, not waited for; for marks such as "last seen" that ride along.
 *
 * in      arg   of size bytes (at most WRITER_POST_MAX), copied as they are: texts stand in it as
 *               arrays, not as struct str; dropped silently when the queue is full. The apply finds
 *               an arena in db_scratch(db) of store/query.h.
 */
void writer_post(struct writer *w, apply_fn apply, const void *arg, size_t size);

struct writer_counts {
    int64_t groups, applied, failed, syncs;
};
void writer_counts(struct writer *w, struct writer_counts *c);

#endif
