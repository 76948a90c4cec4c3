/* db.h -- the one face of the database: SQLite or PostgreSQL from one SQL text. */
#ifndef RW_STORE_DB_H
#define RW_STORE_DB_H

#include "base/err.h"
#include "base/str.h"
#include "crypto/crypto.h"

struct db; /* one connection, used by one thread at a time */

/* The id of the one practice row, and the tenant of every event. */
#define DB_PRACTICE_ID "practicepracticepracticepr"

/* What an SQL NULL becomes in an integer field; text and blobs become STR_NULL. */
#define DB_NULL_I64 INT64_MIN

struct db_config {
    const char *sqlite_path; /* this, or */
    const char *pg_url; /* postgres://... or a libpq conninfo text; wins when set */
    const struct key *master;
};

/* Whether the server is reached over TCP; NULL and a Unix socket are not. */
bool db_by_network(const char *pg_url);

enum db_mode { DB_READ, DB_WRITE };

/*
 * db_open -- connect, set what stack.md section 3 asks for, derive the practice keys.
 *
 * in      mode    DB_READ connections refuse every write (SQLite query_only, PostgreSQL
 *                 default_transaction_read_only)
 * errors  RW_EDEP   not reachable, not ours, or newer than this program
 * owns    the connection until db_close; keys lie in guarded memory
 */
enum rw_status db_open(const struct db_config *c, enum db_mode mode, struct db **db,
                       struct rw_err *e) RW_MUST;
void db_close(struct db *db);

/*
 * db_migrate -- bring the schema forward, each migration in its own transaction.
 *
 * out     *ran    how many were applied
 * errors  RW_ECONFLICT  the database is from a newer program, or an applied text has changed
 */
enum rw_status db_migrate(struct db *db, int64_t now_utc, int *ran, struct rw_err *e) RW_MUST;

/* Prepares every statement of the catalogue once and finalises it; names the first that fails. */
enum rw_status db_check(struct db *db, struct rw_err *e) RW_MUST;

/* Transactions; the writer alone calls these (store/writer.c). Once a statement has failed inside
 * one (a value refused before it ran does not count, nor a row that is not there), every further
 * one is RW_EBUG until the savepoint or the transaction is rolled back: an apply returns. A commit
 * that fails has rolled back. */
enum rw_status db_begin(struct db *db, struct rw_err *e) RW_MUST;
enum rw_status db_commit(struct db *db, struct rw_err *e) RW_MUST;
void db_rollback(struct db *db);
enum rw_status db_savepoint(struct db *db, struct rw_err *e) RW_MUST;
enum rw_status db_release(struct db *db, struct rw_err *e) RW_MUST;
void db_rollback_to(struct db *db);

/* Around the reads of one page: all of them see one moment (SQLite read transaction,
 * PostgreSQL REPEATABLE READ). */
enum rw_status db_read_begin(struct db *db, struct rw_err *e) RW_MUST;
void db_read_end(struct db *db);

/* Statements run since the last reset: a page's budget is a test. */
int db_statements(const struct db *db);
void db_statements_reset(struct db *db);

/* Statements prepared since the connection was opened: none more once every page has been seen. */
int64_t db_prepares(const struct db *db);

/* Syncs asked of the disk: one for each commit that changed something. */
int64_t db_commits(const struct db *db);

/*
 * db_lookup_key -- keyed hash of text as typed, folded (NFKC, case) and trimmed, for exact look-up.
 */
struct str db_lookup_key(const struct db *db, struct arena *a, struct str text);

/* Keys of cases. db_case_key_new makes and wraps one; the row code unwraps and remembers. */
enum rw_status db_case_key_new(struct db *db, struct arena *a, struct str case_id,
                               struct str *wrapped, struct rw_err *e) RW_MUST;

/* A subkey of the master key, for cookies and files; wipe it after use. */
void db_subkey(const struct db *db, enum key_purpose purpose, struct key *out);

#endif
