/* backup.h -- a practice as one file while it works, and back into an empty folder. */
#ifndef RW_APP_BACKUP_H
#define RW_APP_BACKUP_H

#include "app/app.h"

struct backup_ask {
    const char *dir, *db_url; /* the practice; db_url may be NULL */
    const char *to; /* the archive; nothing of that name may be there */
    int64_t now_utc;
};

struct backed_up {
    int64_t cases, notes, events, files; /* what lies in the archive, or came out of it */
    int64_t opened; /* sealed values that the key was tried on */
    struct str made, program, engine; /* of the archive */
    struct str why; /* after a failure: a sentence for the operator, or empty */
};

/*
 * backup_make -- all records of one moment, the sealed files that they name, and the settings, as
 * one file that was looked over before it gets its name; beside a server that goes on working.
 *
 * The master key is not in it, nor the address of a database. An event in the log says that it was
 * made.
 *
 * in      mem  out->... live in it
 * errors  RW_ECONFLICT  something of that name is there; RW_EINPUT  the records are damaged; RW_EDEP
 */
enum rw_status backup_make(struct arena *mem, const struct backup_ask *ask, struct backed_up *out,
                           struct rw_err *e) RW_MUST;

struct restore_ask {
    const char *from; /* the archive */
    const char *dir; /* not there yet, or an empty folder; NULL: only look */
    const char *scratch; /* folder for what a look unpacks; NULL: where the archive lies */
    const char *key; /* file of the master key, or NULL */
    const char *db_url; /* put the records on this server; NULL: embedded */
    int64_t now_utc;
};

/*
 * backup_restore -- look at every byte; with dir, put the practice there.
 *
 * Looked at: each member's hash, the hash and form of the manifest, the database's pages, indexes
 * and references, counts of every table, the log without a missing number, that each file that a
 * row names is there under its own hash and no other is; with a key, that it opens the practice's
 * own values and one of each case.
 *
 * errors  RW_EINPUT     damaged, made by another version, or the key is not the one; nothing stays
 *         RW_ECONFLICT  dir is not empty, or the server holds a practice already
 *         RW_EDEP       disk or database failed
 */
enum rw_status backup_restore(struct arena *mem, const struct restore_ask *ask,
                              struct backed_up *out, struct rw_err *e) RW_MUST;

#endif
