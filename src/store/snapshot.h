/* snapshot.h -- all records as of one moment as a database file of its own, whichever engine keeps
 * them; looked over; and put back.
 *
 * Sealed values stay sealed: nothing here needs the key, and a row's seal names table, column, row
 * and case, never the engine. */
#ifndef RW_STORE_SNAPSHOT_H
#define RW_STORE_SNAPSHOT_H

#include "store/db.h"
#include "store/manifest.h"

/*
 * snapshot_make -- while a server reads and writes; it waits for nobody and nobody waits for it.
 *
 * in      path  not there yet
 * out     an embedded database without a log beside it; nothing stays after a failure
 * errors  RW_ECONFLICT  the schema is older or newer than this program's; RW_EDEP
 */
enum rw_status snapshot_make(const struct db_config *c, const char *path, int64_t now_utc,
                             struct rw_err *e) RW_MUST;

struct snapshot_facts {
    int64_t schema, events;
    struct manifest_count *counts; /* every table */
    size_t ncounts;
    struct str *files; /* names of sealed files that some row holds, in order, each once */
    size_t nfiles;
};

/*
 * snapshot_look -- is this file whole, and what is in it? Pages, indexes, references between rows,
 * and a log without a missing number.
 *
 * errors  RW_EINPUT  it is damaged, or not ours
 */
enum rw_status snapshot_look(const char *path, struct arena *a, struct snapshot_facts *f,
                             struct rw_err *e) RW_MUST;

/*
 * snapshot_load -- into a server's database that holds no practice yet, all of it or nothing.
 *
 * in      c->pg_url  set
 * errors  RW_ECONFLICT  there are records already
 */
enum rw_status snapshot_load(const char *path, const struct db_config *c, int64_t now_utc,
                             struct rw_err *e) RW_MUST;

#endif
