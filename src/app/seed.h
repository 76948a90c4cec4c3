/* seed.h -- thousands of invented families in a demonstration, for measuring; made through the same
 * use cases as real work. */
#ifndef RW_APP_SEED_H
#define RW_APP_SEED_H

#include "app/demo.h"

#define SEED_CASES_MAX 100000
#define SEED_NOTES_MAX 1000000

struct seed_ask {
    const char *dir, *db_url; /* db_url may be NULL */
    int64_t cases, notes;
    int64_t now_utc; /* dates count from it */
};

struct seed_done {
    int64_t cases, notes; /* on disk */
    int64_t accounts; /* made now */
    bool fresh; /* the practice was made now */
    struct str why; /* after a failure: a sentence for the operator, or empty */
};

/* Told after each group that is on disk. */
typedef void seed_tell(void *ctx, const struct seed_done *so_far);

/*
 * seed_practice -- make families and notes, and whoever works with them.
 *
 * The same numbers give the same families, people, dates before now_utc and texts; ids, keys, salts
 * and passwords are random as everywhere. Events of the log carry the dates of the story and, in
 * at_ns, the moment at which they were really written.
 *
 * in      ask->dir  not there yet, empty, or the folder of a demonstration, to which it adds
 *         tell      may be NULL
 * out     *done     also after a failure: what is on disk stays and can be worked with
 * errors  RW_EINPUT     numbers out of bounds, or notes without a case
 *         RW_ECONFLICT  a practice at work lies there, with families or without
 *         RW_EDEP       disk or database failed
 */
enum rw_status seed_practice(const struct seed_ask *ask, seed_tell *tell, void *ctx,
                             struct seed_done *done, struct rw_err *e) RW_MUST;

#endif
