/* db_sqlite.c -- SQLite behind the door of db.h. */
#include "store/db_engine.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define APPLICATION_ID 0x52775645
#define BUSY_MS 5000
#define PROGRESS_OPS 2000 /* virtual machine steps between two looks at the clock */
#define PAGE_BYTES 4096
#define CACHE_PAGES 120 /* as many as pragmas_read lets a connection keep */
#define LOG_QUIET (4 << 20) /* moved into the database when nobody waits */
#define LOG_FULL (64 << 20) /* moved even when somebody does */

struct lite {
    sqlite3 *c;
    sqlite3_stmt **kept; /* one place for each query of the catalogue */
    sqlite3_stmt *steps[DB_STEPS];
    int64_t until_ms; /* when the running statement is stopped; 0 never */
    int64_t log_bytes;
};

static const struct {
    int id, value;
} limits[] = {
    { SQLITE_LIMIT_LENGTH, 16 << 20 },     { SQLITE_LIMIT_SQL_LENGTH, 64 << 10 },
    { SQLITE_LIMIT_COLUMN, 100 },          { SQLITE_LIMIT_EXPR_DEPTH, 100 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 8 },   { SQLITE_LIMIT_VDBE_OP, 50000 },
    { SQLITE_LIMIT_FUNCTION_ARG, 8 },      { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_VARIABLE_NUMBER, 100 }, { SQLITE_LIMIT_TRIGGER_DEPTH, 4 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50 },
};

static const struct {
    int id, value;
} switches[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },       { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },         { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },     { SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
    { SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0 }, { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
};

static const char pragmas[] = "PRAGMA synchronous = FULL;"
                              "PRAGMA cell_size_check = ON;"
                              "PRAGMA mmap_size = 0;"
                              "PRAGMA secure_delete = ON;"
                              "PRAGMA temp_store = MEMORY;"
                              "PRAGMA wal_autocheckpoint = 0;"
                              "PRAGMA journal_size_limit = 67108864;";
static const char pragmas_read[] = "PRAGMA cache_size = -512; PRAGMA query_only = ON;";
static const char pragmas_write[] = "PRAGMA cache_size = -8192;";

/* Ids are random, so each row of a large filling touches pages of its own: a page that stays is a
 * page not written twice. */
static const char bulk[] = "PRAGMA cache_size = -2097152;";

static const char *const step_sql[DB_STEPS] = {
    [DB_BEGIN] = "BEGIN IMMEDIATE",
    [DB_READ_BEGIN] = "BEGIN",
    [DB_COMMIT] = "COMMIT",
    [DB_ROLLBACK] = "ROLLBACK",
    [DB_SAVEPOINT] = "SAVEPOINT job",
    [DB_RELEASE] = "RELEASE job",
    [DB_ROLLBACK_TO] = "ROLLBACK TO job",
};

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static const struct {
    int code;
    enum rw_status status;
} codes[] = {
    { SQLITE_CONSTRAINT, RW_ECONFLICT },
    { SQLITE_INTERRUPT, RW_ELIMIT },
    { SQLITE_TOOBIG, RW_ELIMIT },
    { SQLITE_BUSY, RW_EDEP },
    { SQLITE_LOCKED, RW_EDEP },
    { SQLITE_NOMEM, RW_EDEP },
    { SQLITE_IOERR, RW_EDEP },
    { SQLITE_CORRUPT, RW_EDEP },
    { SQLITE_FULL, RW_EDEP },
    { SQLITE_CANTOPEN, RW_EDEP },
    { SQLITE_PROTOCOL, RW_EDEP },
    { SQLITE_NOTADB, RW_EDEP },
    { SQLITE_SCHEMA, RW_EDEP },
};

/* Messages of the library name tables and columns, never values. */
static enum rw_status lite_fail(struct lite *l, int rc, const char *what, struct rw_err *e)
{
    enum rw_status st = RW_EBUG;
    int code = rc & 0xff;
    size_t i;

    for (i = 0; i < sizeof codes / sizeof *codes; i++)
        if (codes[i].code == code)
            st = codes[i].status;
    /* A reader that tries to write is our mistake; a disk that has become read-only is not. */
    if (code == SQLITE_READONLY && sqlite3_db_readonly(l->c, "main") == 1)
        st = RW_EDEP;
    return RW_FAIL(e, st, "%s: %s (%d)", what, l->c ? sqlite3_errmsg(l->c) : "no memory", rc);
}

static int too_late(void *ctx)
{
    const struct lite *l = ctx;

    return l->until_ms && now_ms() > l->until_ms;
}

static int log_grew(void *ctx, sqlite3 *c, const char *name, int pages)
{
    struct lite *l = ctx;

    (void)c;
    (void)name;
    l->log_bytes = (int64_t)pages * PAGE_BYTES;
    return SQLITE_OK;
}

static enum rw_status lite_exec(struct db *db, const char *sql, struct rw_err *e)
{
    struct lite *l = db->link;
    int rc;

    l->until_ms = 0;
    rc = sqlite3_exec(l->c, sql, NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        return lite_fail(l, rc, "schema", e);
    db->changes++;
    return RW_OK;
}

/* One number or word that a PRAGMA answers. */
static enum rw_status ask(struct lite *l, const char *sql, int64_t *number, char word[static 16],
                          struct rw_err *e)
{
    sqlite3_stmt *s = NULL;
    enum rw_status st = RW_OK;
    int rc = sqlite3_prepare_v2(l->c, sql, -1, &s, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    if (rc == SQLITE_ROW) {
        const unsigned char *text = sqlite3_column_text(s, 0);

        *number = sqlite3_column_int64(s, 0);
        snprintf(word, 16, "%s", text ? (const char *)text : "");
    } else {
        st = lite_fail(l, rc, sql, e);
    }
    sqlite3_finalize(s);
    return st;
}

/* A database that carries our mark, or an empty one that a writer may mark. */
static enum rw_status ours(struct lite *l, enum db_mode mode, struct rw_err *e)
{
    char word[16];
    int64_t mark = 0, tables = 0;
    enum rw_status st = ask(l, "PRAGMA application_id", &mark, word, e);
    int rc;

    if (st || mark == APPLICATION_ID)
        return st;
    st = ask(l, "SELECT COUNT(*) FROM sqlite_schema", &tables, word, e);
    if (st)
        return st;
    if (mark || tables || mode != DB_WRITE)
        return RW_FAIL(e, RW_EDEP, "not a database of this program");
    rc = sqlite3_exec(l->c, "PRAGMA application_id = 1383552581", NULL, NULL, NULL);
    return rc == SQLITE_OK ? RW_OK : lite_fail(l, rc, "application_id", e);
}
_Static_assert(APPLICATION_ID == 1383552581, "the number in the PRAGMA above");

static enum rw_status settle(struct lite *l, enum db_mode mode, struct rw_err *e)
{
    char word[16] = "";
    int64_t number;
    enum rw_status st;
    size_t i;
    int rc;

    sqlite3_extended_result_codes(l->c, 1);
    sqlite3_busy_timeout(l->c, BUSY_MS);
    for (i = 0; i < sizeof switches / sizeof *switches; i++) {
        rc = sqlite3_db_config(l->c, switches[i].id, switches[i].value, (int *)NULL);
        if (rc != SQLITE_OK)
            return lite_fail(l, rc, "db_config", e);
    }
    st = ours(l, mode, e);
    if (st == RW_OK)
        st = ask(l, "PRAGMA journal_mode = WAL", &number, word, e);
    if (st)
        return st;
    if (strcmp(word, "wal") != 0)
        return RW_FAIL(e, RW_EDEP, "no write-ahead log on this file system (%s)", word);
    rc = sqlite3_exec(l->c, pragmas, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(l->c, mode == DB_READ ? pragmas_read : pragmas_write, NULL, NULL, NULL);
    if (rc != SQLITE_OK)
        return lite_fail(l, rc, "pragma", e);
    for (i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(l->c, limits[i].id, limits[i].value);
    sqlite3_progress_handler(l->c, PROGRESS_OPS, too_late, l);
    sqlite3_wal_hook(l->c, log_grew, l);
    return RW_OK;
}

/* The file must not be born readable by others. */
static enum rw_status file_prepare(const char *path, enum db_mode mode, struct rw_err *e)
{
    int fd;

    if (mode != DB_WRITE)
        return RW_OK;
    /* Only a new file is touched: closing any descriptor of an open database drops its locks. */
    fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0 || errno == EEXIST ? RW_OK
                                      : RW_FAIL(e, RW_EDEP, "the database file cannot be made");
}

/* Before the library's first call: no count of its memory, which every thread would wait to update,
 * and the pages of a connection's cache in one piece. It refuses, harmlessly, where somebody called
 * it before. */
static void library_set(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)sqlite3_config(SQLITE_CONFIG_PAGECACHE, (void *)NULL, 0, CACHE_PAGES);
}

static enum rw_status lite_open(struct db *db, const struct db_config *c, struct rw_err *e)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct lite *l = arena_new(&db->mem, struct lite);
    enum rw_status st;
    int rc;

    (void)pthread_once(&once, library_set);
    l->kept = arena_array(&db->mem, sqlite3_stmt *, queries_n + 1);
    db->link = l;
    if (db->mem.spent)
        return RW_FAIL(e, RW_ELIMIT, "no room for %zu statements", queries_n);
    st = file_prepare(c->sqlite_path, db->mode, e);
    if (st)
        return st;
    rc = sqlite3_open_v2(c->sqlite_path, &l->c, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc != SQLITE_OK)
        return lite_fail(l, rc, "open", e);
    return settle(l, db->mode, e);
}

static void lite_close(struct db *db)
{
    struct lite *l = db->link;
    size_t i;

    if (!l)
        return;
    for (i = 0; i < queries_n; i++)
        sqlite3_finalize(l->kept[i]);
    for (i = 0; i < DB_STEPS; i++)
        sqlite3_finalize(l->steps[i]);
    sqlite3_close(l->c);
}

/* The library ends a transaction by itself when the disk fails; then nothing may run outside it. */
static bool lost(const struct db *db)
{
    const struct lite *l = db->link;

    return db->in_transaction && sqlite3_get_autocommit(l->c);
}

static enum rw_status lite_step(struct db *db, enum db_step step, struct rw_err *e)
{
    struct lite *l = db->link;
    int rc = SQLITE_OK;

    if (db->disk_failed && step == DB_BEGIN)
        return RW_FAIL(e, RW_EDEP, "the disk has refused a sync; nothing is written until restart");
    if (lost(db))
        return step == DB_ROLLBACK ? RW_OK : RW_FAIL(e, RW_EDEP, "the transaction was lost");
    l->until_ms = 0;
    if (!l->steps[step]) {
        db->prepares++;
        rc = sqlite3_prepare_v3(l->c, step_sql[step], -1, SQLITE_PREPARE_PERSISTENT,
                                &l->steps[step], NULL);
    }
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(l->steps[step]);
        sqlite3_reset(l->steps[step]);
    }
    if (rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_DIR_FSYNC)
        db->disk_failed = true;
    if (rc != SQLITE_DONE)
        return lite_fail(l, rc, step_sql[step], e);
    return step == DB_ROLLBACK_TO ? lite_step(db, DB_RELEASE, e) : RW_OK;
}

static enum rw_status bind_values(struct lite *l, sqlite3_stmt *s, const struct query *q,
                                  const struct q_value *v, struct rw_err *e)
{
    char name[24];
    size_t i;
    int at, rc;

    for (i = 0; i < q->nin; i++) {
        snprintf(name, sizeof name, "$%zu", i + 1);
        /* By name: the library numbers parameters by first appearance, not by what they say. */
        at = sqlite3_bind_parameter_index(s, name);
        if (v[i].is_null)
            rc = sqlite3_bind_null(s, at);
        else if (v[i].is_number)
            rc = sqlite3_bind_int64(s, at, v[i].number);
        else if (v[i].is_blob)
            rc = sqlite3_bind_blob64(s, at, v[i].bytes.p, v[i].bytes.len, SQLITE_STATIC);
        else
            rc = sqlite3_bind_text64(s, at, v[i].bytes.p, v[i].bytes.len, SQLITE_STATIC,
                                     SQLITE_UTF8);
        if (rc != SQLITE_OK)
            return lite_fail(l, rc, q->name, e);
    }
    return RW_OK;
}

static void read_values(sqlite3_stmt *s, const struct query *q, struct q_value *v)
{
    size_t i;

    for (i = 0; i < q->nout; i++) {
        int at = (int)i, type = sqlite3_column_type(s, at);
        const void *p;

        v[i] = (struct q_value){ .is_null = type == SQLITE_NULL,
                                 .is_number = type == SQLITE_INTEGER,
                                 .is_blob = type == SQLITE_BLOB };
        if (v[i].is_number)
            v[i].number = sqlite3_column_int64(s, at);
        if (v[i].is_null || v[i].is_number)
            continue;
        p = v[i].is_blob ? sqlite3_column_blob(s, at) : (const void *)sqlite3_column_text(s, at);
        v[i].bytes = (struct str){ p ? p : "", (size_t)sqlite3_column_bytes(s, at) };
    }
}

static enum rw_status rows_read(struct lite *l, sqlite3_stmt *s, const struct query *q, row_fn row,
                                void *ctx, struct rw_err *e)
{
    struct q_value values[Q_ITEMS];
    enum rw_status st;
    int rc;

    while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
        read_values(s, q, values);
        st = row(ctx, values, e);
        if (st)
            return st;
    }
    return rc == SQLITE_DONE ? RW_OK : lite_fail(l, rc, q->name, e);
}

static enum rw_status statement(struct db *db, const struct query *q, sqlite3_stmt **s,
                                struct rw_err *e)
{
    struct lite *l = db->link;
    sqlite3_stmt **kept = q->slot ? &l->kept[q->slot - 1] : NULL;
    int rc;

    *s = kept ? *kept : NULL;
    if (*s)
        return sqlite3_stmt_busy(*s) ? RW_FAIL(e, RW_EBUG, "%s runs already", q->name) : RW_OK;
    db->prepares++;
    rc = sqlite3_prepare_v3(l->c, q->sql, -1, kept ? SQLITE_PREPARE_PERSISTENT : 0, s, NULL);
    if (rc != SQLITE_OK)
        return lite_fail(l, rc, q->name, e);
    if (kept)
        *kept = *s;
    return RW_OK;
}

static enum rw_status lite_run(struct db *db, const struct query *q, const struct q_value *in,
                               row_fn row, void *ctx, int64_t *changed, struct rw_err *e)
{
    struct lite *l = db->link;
    sqlite3_stmt *s;
    enum rw_status st;

    *changed = 0;
    if (lost(db))
        return RW_FAIL(e, RW_EDEP, "%s: the transaction was lost", q->name);
    st = statement(db, q, &s, e);
    if (st)
        return st;
    l->until_ms = db->unlimited ? 0 : now_ms() + (db->mode == DB_READ ? DB_READ_MS : DB_WRITE_MS);
    st = bind_values(l, s, q, in, e);
    if (st == RW_OK)
        st = rows_read(l, s, q, row, ctx, e);
    if (st == RW_OK && !sqlite3_stmt_readonly(s))
        *changed = sqlite3_changes64(l->c);
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    if (!q->slot)
        sqlite3_finalize(s);
    return st;
}

/* A column that stands in another place than :out says would end up in the wrong field. */
static enum rw_status check_column(sqlite3_stmt *s, const struct query *q, size_t i,
                                   struct rw_err *e)
{
    const char *table = sqlite3_column_table_name(s, (int)i);
    const char *column = sqlite3_column_origin_name(s, (int)i);
    const char *want = q->out[i].column;
    size_t n = table ? strlen(table) : 0;

    if (!want || !table || !column)
        return RW_OK;
    if (strncmp(want, table, n) == 0 && want[n] == '.' && strcmp(want + n + 1, column) == 0)
        return RW_OK;
    return RW_FAIL(e, RW_EBUG, "%s: column %zu is %s.%s, :out says %s", q->name, i + 1, table,
                   column, want);
}

static enum rw_status lite_check(struct db *db, const struct query *q, struct rw_err *e)
{
    struct lite *l = db->link;
    sqlite3_stmt *s = NULL;
    enum rw_status st = RW_OK;
    size_t i;
    int rc = sqlite3_prepare_v2(l->c, q->sql, -1, &s, NULL);

    if (rc != SQLITE_OK)
        return lite_fail(l, rc, q->name, e);
    if ((size_t)sqlite3_column_count(s) != q->nout)
        st = RW_FAIL(e, RW_EBUG, "%s: %d columns come back, :out names %zu", q->name,
                     sqlite3_column_count(s), q->nout);
    for (i = 0; i < q->nout && st == RW_OK; i++)
        st = check_column(s, q, i, e);
    sqlite3_finalize(s);
    return st;
}

static void lite_tidy(struct db *db, bool idle)
{
    struct lite *l = db->link;

    if (l->log_bytes < LOG_QUIET || (!idle && l->log_bytes < LOG_FULL))
        return;
    l->until_ms = 0;
    /* What readers still need stays in the log; the next group tries again. */
    (void)!sqlite3_wal_checkpoint_v2(l->c, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    l->log_bytes = 0;
}

const struct engine engine_sqlite = {
    .open = lite_open,
    .close = lite_close,
    .exec = lite_exec,
    .step = lite_step,
    .run = lite_run,
    .check = lite_check,
    .tidy = lite_tidy,
    .bulk = bulk,
    .bulk_jobs = 8192,
    .ledger_exists =
        "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'",
};
