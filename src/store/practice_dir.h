/* practice_dir.h -- the folder that holds one practice; init, serve and every verb open it here.
 *
 *   DIR/               0700
 *   DIR/records/       the embedded database, unless the settings name a server; a folder of its own,
 *                      so that a process can be let in here and kept from the key
 *   DIR/master.key     32 bytes, 0400, made once
 *   DIR/blobs/         sealed attachments (store/blob.h)
 *   DIR/reweave.conf   `key = value` lines, # comments:
 *                        database    postgres://... or a libpq connection text
 *                        master_key  where the key lies instead, e.g. a systemd credential */
#ifndef RW_STORE_PRACTICE_DIR_H
#define RW_STORE_PRACTICE_DIR_H

#include "store/db.h"

struct practice_dir;

/*
 * dir_create -- make the folder of a new practice, with a new master key.
 *
 * in      path      not there yet, or an empty folder
 *         database  NULL: embedded; otherwise a PostgreSQL URL, kept in reweave.conf
 * errors  RW_ECONFLICT  something lies there already
 *         RW_EINPUT     the database's address has a line break in it
 *         RW_EDEP       the disk refused
 */
enum rw_status dir_create(const char *path, const char *database, struct rw_err *e) RW_MUST;

/*
 * dir_open -- read the settings and load the key into guarded memory.
 *
 * in      key_fd  the key's file, opened by dir_key_open in another process; -1: open it here
 * errors  RW_ENOTFOUND  no practice lies there
 *         RW_EDENIED    folder or key can be read by others, or belong to someone else
 *         RW_EINPUT     a line of reweave.conf says nothing (the note has its number)
 * owns    what *d holds until dir_close; close databases opened with dir_db first
 */
enum rw_status dir_open(const char *path, int key_fd, struct practice_dir **d,
                        struct rw_err *e) RW_MUST;

/* The key's file, checked and open, for a process that hands it on and does not read it; and whether
 * the settings name a database across the network. */
enum rw_status dir_key_open(const char *path, int *fd, bool *by_network, struct rw_err *e) RW_MUST;
void dir_close(struct practice_dir *d);

/* These borrow from d. */
const struct db_config *dir_db(const struct practice_dir *d);
const char *dir_path(const struct practice_dir *d);
const char *dir_blobs(const struct practice_dir *d);
struct str dir_setting(const struct practice_dir *d, const char *key); /* STR_NULL where not said */

#endif
