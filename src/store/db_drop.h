/* db_drop.h -- take a practice's own tables off a server; for demonstrations alone. */
#ifndef RW_STORE_DB_DROP_H
#define RW_STORE_DB_DROP_H

#include "store/db.h"

/*
 * db_drop -- drop every table and function that the migrations of this program make, the ledger too,
 * in one transaction. Whatever else lies on the server stays, and what of it rests on one of these
 * makes the whole be refused.
 *
 * in      db  a writing connection; of an embedded database nothing is dropped: it is a file
 */
enum rw_status db_drop(struct db *db, struct rw_err *e) RW_MUST;

#endif
