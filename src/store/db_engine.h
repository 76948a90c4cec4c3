/* db_engine.h -- between the one face (db.c, query.c) and the two engines; only store/ reads it. */
#ifndef RW_STORE_DB_ENGINE_H
#define RW_STORE_DB_ENGINE_H

#include "store/query.h"

/* Longest time one statement of a reading connection may take. */
#define DB_READ_MS 2000
/* The same for the writer, far above the 5 ms an apply may take: only an endless loop meets it. */
#define DB_WRITE_MS 20000

/* A value on its way in or out; bytes belong to whoever made them. is_null before all. */
struct q_value {
    bool is_null, is_number, is_blob;
    int64_t number;
    struct str bytes;
};

/* Called for each row; values stay valid until it returns. */
typedef enum rw_status (*row_fn)(void *ctx, const struct q_value *values, struct rw_err *e);

enum db_step {
    DB_BEGIN,
    DB_READ_BEGIN,
    DB_COMMIT,
    DB_ROLLBACK,
    DB_SAVEPOINT,
    DB_RELEASE,
    DB_ROLLBACK_TO,
    DB_STEPS
};

struct engine {
    enum rw_status (*open)(struct db *db, const struct db_config *c, struct rw_err *e);
    void (*close)(struct db *db);
    /* One text of ours without values: schema statements. */
    enum rw_status (*exec)(struct db *db, const char *sql, struct rw_err *e);
    enum rw_status (*step)(struct db *db, enum db_step step, struct rw_err *e);
    /* Runs q with its values bound; *changed: rows inserted, updated or deleted. */
    enum rw_status (*run)(struct db *db, const struct query *q, const struct q_value *in,
                          row_fn row, void *ctx, int64_t *changed, struct rw_err *e);
    /* Prepares, compares with the catalogue's word, finalises. */
    enum rw_status (*check)(struct db *db, const struct query *q, struct rw_err *e);
    /* Moves the log into the database where that is due; nobody waits for it. */
    void (*tidy)(struct db *db, bool idle);
    const char *ledger_exists; /* text: counts the tables named schema_migration */
    const char *bulk; /* text that suits a connection to filling the whole database; NULL: none */
    size_t bulk_jobs; /* so many use cases share a transaction then */
    bool postgres;
};

extern const struct engine engine_sqlite, engine_postgres;

struct keyring;

struct db {
    const struct engine *engine;
    struct arena mem, scratch; /* mem holds this struct and what lives as long as it */
    void *link; /* the engine's own */
    struct keyring *keys; /* guarded */
    enum db_mode mode;
    bool in_transaction;
    bool failed; /* a statement of this transaction failed: only rolling back helps */
    bool unlimited; /* no time limit while migrating */
    bool disk_failed; /* a sync was refused: what is on disk is unknown, nothing more is written */
    int64_t changes; /* rows changed since the transaction began */
    int64_t changes_kept; /* the same when the savepoint was set */
    int64_t commits;
    int64_t prepares;
    int statements;
};

/* keyring.c: the practice's keys and the case keys met so far. */
enum rw_status keyring_open(const struct key *master, struct keyring **k, struct rw_err *e) RW_MUST;
void keyring_close(struct keyring *k);
const struct key *keyring_master(const struct keyring *k);
const struct key *keyring_practice(const struct keyring *k);
const struct key *keyring_lookup(const struct keyring *k);
/* NULL when it is not remembered. Valid until the next keyring_put. */
const struct key *keyring_case(struct keyring *k, struct str case_id);
/* Unwraps and remembers; RW_EDEP when it does not open for this case. */
enum rw_status keyring_unwrap(struct keyring *k, struct arena *a, struct str case_id,
                              struct str wrapped, struct rw_err *e) RW_MUST;
enum rw_status keyring_new(struct keyring *k, struct arena *a, struct str case_id,
                           struct str *wrapped, struct rw_err *e) RW_MUST;

/* form.c: whether text has its column's closed form. */
bool form_holds(const struct q_item *item, struct str text);

/* db.c: runs a statement through the engine and counts it. */
enum rw_status db_statement(struct db *db, const struct query *q, const struct q_value *in,
                            row_fn row, void *ctx, int64_t *changed, struct rw_err *e) RW_MUST;

/* After a group: give the engine its quiet moment. */
void db_tidy(struct db *db, bool idle);

#endif
