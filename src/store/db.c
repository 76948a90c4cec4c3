#include "store/db.h"

#include "base/date.h"
#include "store/db_engine.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <utf8proc.h>

/* struct db, the engine's link and one pointer a statement; about 20 KiB today. */
#define DB_MEMORY (256u << 10)
/* A posted apply writes a mark or two. */
#define DB_SCRATCH (1u << 20)

#define LEDGER                                                                                     \
    "CREATE TABLE IF NOT EXISTS schema_migration (id BIGINT NOT NULL PRIMARY KEY, "                \
    "sha256 TEXT NOT NULL, applied_utc TEXT NOT NULL)"

struct ledger_row {
    int64_t id;
    struct str sha256, applied_utc;
};

static const struct q_item ledger_items[] = {
    { .name = "id", .kind = QK_I64, .at = offsetof(struct ledger_row, id) },
    { .name = "sha256", .kind = QK_HEX, .at = offsetof(struct ledger_row, sha256) },
    { .name = "applied_utc", .kind = QK_UTC, .at = offsetof(struct ledger_row, applied_utc) },
};

static const struct query ledger_get = {
    .name = "ledger_get",
    .sql = "SELECT id, sha256 FROM schema_migration WHERE id = $1",
    .in = ledger_items,
    .nin = 1,
    .out = ledger_items,
    .nout = 2,
    .row_size = sizeof(struct ledger_row),
};

static const struct query ledger_newest = {
    .name = "ledger_newest",
    .sql = "SELECT COALESCE(MAX(id), 0) FROM schema_migration",
    .out = ledger_items,
    .nout = 1,
    .row_size = sizeof(struct ledger_row),
};

static const struct query ledger_add = {
    .name = "ledger_add",
    .sql = "INSERT INTO schema_migration (id, sha256, applied_utc) VALUES ($1, $2, $3)",
    .in = ledger_items,
    .nin = 3,
};

/* The newest migration that the database has seen; 0 where it has no ledger yet. */
static enum rw_status ledger_read(struct db *db, int64_t *newest, struct rw_err *e)
{
    struct query exists = {
        .name = "ledger_exists",
        .sql = db->engine->ledger_exists,
        .out = ledger_items,
        .nout = 1,
        .row_size = sizeof(struct ledger_row),
    };
    struct ledger_row row;
    enum rw_status st = db_query_one(db, &db->scratch, &exists, NULL, &row, e);

    *newest = 0;
    if (st || row.id == 0)
        return st;
    st = db_query_one(db, &db->scratch, &ledger_newest, NULL, &row, e);
    if (st == RW_OK)
        *newest = row.id;
    return st;
}

/* Descriptors 0 to 2 must be taken, or the database becomes what the next perror writes to. */
static enum rw_status standard_files(struct rw_err *e)
{
    int fd;

    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd < 0)
        return RW_FAIL(e, RW_EDEP, "/dev/null does not open");
    close(fd);
    return RW_OK;
}

enum rw_status db_open(const struct db_config *c, enum db_mode mode, struct db **out,
                       struct rw_err *e)
{
    struct arena mem;
    struct db *db;
    int64_t newest;
    enum rw_status st;

    *out = NULL;
    if (!arena_make(&mem, DB_MEMORY))
        return RW_FAIL(e, RW_EDEP, "no memory for a connection");
    db = arena_new(&mem, struct db);
    db->mem = mem;
    db->mode = mode;
    db->engine = c->pg_url ? &engine_postgres : &engine_sqlite;
    if (!arena_make(&db->scratch, DB_SCRATCH)) {
        st = RW_FAIL(e, RW_EDEP, "no memory for a connection");
        goto out;
    }
    st = standard_files(e);
    if (st == RW_OK)
        st = keyring_open(c->master, &db->keys, e);
    if (st == RW_OK)
        st = db->engine->open(db, c, e);
    if (st == RW_OK)
        st = ledger_read(db, &newest, e);
    if (st == RW_OK && newest > (int64_t)migrations_n)
        st = RW_FAIL(e, RW_EDEP, "the database is newer than this program");
out:
    if (st) {
        db_close(db);
        return st;
    }
    arena_reset(&db->scratch);
    db->statements = 0;
    *out = db;
    return RW_OK;
}

void db_close(struct db *db)
{
    struct arena mem;

    if (!db)
        return;
    db->engine->close(db);
    keyring_close(db->keys);
    arena_free(&db->scratch);
    mem = db->mem;
    arena_free(&mem);
}

static enum rw_status migrate_one(struct db *db, const struct migration *m, struct str now,
                                  int *ran, struct rw_err *e)
{
    const char *const *sql = db->engine->postgres ? m->postgres : m->sqlite;
    struct ledger_row row = { .id = m->id };
    enum rw_status st = db_query_one(db, &db->scratch, &ledger_get, &row, &row, e);

    if (st == RW_OK && !str_is(row.sha256, m->sum))
        return RW_FAIL(e, RW_ECONFLICT, "migration %d was applied with another text", m->id);
    if (st != RW_ENOTFOUND)
        return st;
    for (st = RW_OK; *sql && st == RW_OK; sql++)
        st = db->engine->exec(db, *sql, e);
    if (st)
        return st;
    row = (struct ledger_row){ m->id, str_of(m->sum), now };
    ++*ran;
    return db_query_must(db, &db->scratch, &ledger_add, &row, e);
}

/* One transaction around one step of the way, a migration or the making of the ledger. */
static enum rw_status migrate_step(struct db *db, const struct migration *m, struct str now,
                                   int *ran, struct rw_err *e)
{
    int before = *ran;
    enum rw_status st = db_begin(db, e);

    if (st)
        return st;
    if (db->engine->postgres)
        st = db->engine->exec(db, "SET LOCAL statement_timeout = 0", e);
    if (st == RW_OK)
        st = m ? migrate_one(db, m, now, ran, e) : db->engine->exec(db, LEDGER, e);
    if (st == RW_OK)
        st = db_commit(db, e);
    if (st) {
        *ran = before;
        db_rollback(db);
    }
    return st;
}

enum rw_status db_migrate(struct db *db, int64_t now_utc, int *ran, struct rw_err *e)
{
    struct str now = utc_iso(&db->scratch, now_utc);
    int64_t newest;
    enum rw_status st;
    size_t i;

    *ran = 0;
    if (db->mode != DB_WRITE)
        return RW_FAIL(e, RW_EBUG, "a reading connection cannot migrate");
    db->unlimited = true;
    st = migrate_step(db, NULL, now, ran, e);
    if (st == RW_OK)
        st = ledger_read(db, &newest, e);
    if (st == RW_OK && newest > (int64_t)migrations_n)
        st = RW_FAIL(e, RW_ECONFLICT, "the database is newer than this program");
    for (i = 0; i < migrations_n && st == RW_OK; i++)
        st = migrate_step(db, &migrations[i], now, ran, e);
    db->unlimited = false;
    db->statements = 0;
    arena_reset(&db->scratch);
    return st;
}

enum rw_status db_check(struct db *db, struct rw_err *e)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; i < queries_n && st == RW_OK; i++)
        st = db->engine->check(db, &queries[i], e);
    return st;
}

enum rw_status db_statement(struct db *db, const struct query *q, const struct q_value *in,
                            row_fn row, void *ctx, int64_t *changed, struct rw_err *e)
{
    enum rw_status st;

    /* PostgreSQL refuses everything after a failed statement; so does this, on both engines. */
    if (db->failed)
        return RW_FAIL(e, RW_EBUG, "%s: an earlier statement has failed", q->name);
    db->statements++;
    st = db->engine->run(db, q, in, row, ctx, changed, e);
    db->failed = st && db->in_transaction;
    if (st == RW_OK && db->in_transaction)
        db->changes += *changed;
    else if (st == RW_OK && *changed)
        db->commits++;
    return st;
}

static enum rw_status begin(struct db *db, enum db_step step, struct rw_err *e)
{
    enum rw_status st;

    if (db->in_transaction)
        return RW_FAIL(e, RW_EBUG, "a transaction inside a transaction");
    st = db->engine->step(db, step, e);
    if (st == RW_OK) {
        db->in_transaction = true;
        db->changes = 0;
    }
    return st;
}

enum rw_status db_begin(struct db *db, struct rw_err *e)
{
    return begin(db, DB_BEGIN, e);
}

/* An apply that overlooked a failed statement must not have its half kept. */
static enum rw_status settled(const struct db *db, struct rw_err *e)
{
    return db->failed ? RW_FAIL(e, RW_EBUG, "an earlier statement has failed") : RW_OK;
}

enum rw_status db_commit(struct db *db, struct rw_err *e)
{
    enum rw_status st;

    if (!db->in_transaction)
        return RW_FAIL(e, RW_EBUG, "a commit outside a transaction");
    st = settled(db, e);
    if (st == RW_OK)
        st = db->engine->step(db, DB_COMMIT, e);
    if (st) {
        db_rollback(db);
        return st;
    }
    db->in_transaction = db->failed = false;
    if (db->changes)
        db->commits++;
    return RW_OK;
}

void db_rollback(struct db *db)
{
    if (db->in_transaction)
        (void)!db->engine->step(db, DB_ROLLBACK, NULL);
    db->in_transaction = db->failed = false;
}

enum rw_status db_savepoint(struct db *db, struct rw_err *e)
{
    if (!db->in_transaction)
        return RW_FAIL(e, RW_EBUG, "a savepoint outside a transaction");
    db->changes_kept = db->changes;
    return db->engine->step(db, DB_SAVEPOINT, e);
}

enum rw_status db_release(struct db *db, struct rw_err *e)
{
    enum rw_status st = settled(db, e);

    return st ? st : db->engine->step(db, DB_RELEASE, e);
}

/* When it fails the transaction itself is gone, and its commit will say so. */
void db_rollback_to(struct db *db)
{
    if (db->engine->step(db, DB_ROLLBACK_TO, NULL))
        return;
    db->failed = false;
    db->changes = db->changes_kept;
}

enum rw_status db_read_begin(struct db *db, struct rw_err *e)
{
    return begin(db, DB_READ_BEGIN, e);
}

void db_read_end(struct db *db)
{
    db_rollback(db);
}

int db_statements(const struct db *db)
{
    return db->statements;
}

void db_statements_reset(struct db *db)
{
    db->statements = 0;
}

int64_t db_prepares(const struct db *db)
{
    return db->prepares;
}

int64_t db_commits(const struct db *db)
{
    return db->commits;
}

struct arena *db_scratch(struct db *db)
{
    return &db->scratch;
}

void db_tidy(struct db *db, bool idle)
{
    db->engine->tidy(db, idle);
}

struct str db_lookup_key(const struct db *db, struct arena *a, struct str text)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.len, &folded,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    struct str hash;

    /* What is no UTF-8 was refused long before; here it only must not match anything by luck. */
    if (n < 0)
        return hash_keyed(a, keyring_lookup(db->keys), text);
    hash = hash_keyed(a, keyring_lookup(db->keys),
                      str_trim((struct str){ (const char *)folded, (size_t)n }));
    wipe(folded, (size_t)n);
    free(folded);
    return hash;
}

enum rw_status db_case_key_new(struct db *db, struct arena *a, struct str case_id,
                               struct str *wrapped, struct rw_err *e)
{
    return keyring_new(db->keys, a, case_id, wrapped, e);
}

void db_subkey(const struct db *db, enum key_purpose purpose, struct key *out)
{
    key_derive(keyring_master(db->keys), purpose, out);
}
