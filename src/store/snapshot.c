#include "store/snapshot.h"

#include "store/db_engine.h"
#include "store/snapshot_parts.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TRIGGERS_MAX 256

/* Names come from our own catalogue, never from outside. */
bool snapshot_table_next(struct snapshot_table *t)
{
    size_t i = t->first + t->n;

    if (i >= schema_columns_n)
        return false;
    *t = (struct snapshot_table){ .name = schema_columns[i].table, .first = i };
    while (i < schema_columns_n && strcmp(schema_columns[i].table, t->name) == 0)
        i++;
    t->n = i - t->first;
    return true;
}

enum rw_status snapshot_sql(char sql[static SNAPSHOT_SQL], const char *head,
                            const struct snapshot_table *t, const char *tail, const char *end,
                            struct rw_err *e)
{
    size_t at = 0, i;
    int n = snprintf(sql, SNAPSHOT_SQL, "%s", head);

    for (i = 0; n >= 0 && i < t->n; i++) {
        at += (size_t)n;
        if (at >= SNAPSHOT_SQL)
            break;
        n = snprintf(sql + at, SNAPSHOT_SQL - at, "%s%s", i ? ", " : "",
                     schema_columns[t->first + i].column);
    }
    at += n < 0 ? SNAPSHOT_SQL : (size_t)n;
    if (at < SNAPSHOT_SQL)
        n = snprintf(sql + at, SNAPSHOT_SQL - at, "%s%s%s", tail, t->name, end);
    if (n < 0 || at + (size_t)n >= SNAPSHOT_SQL || t->n > SNAPSHOT_COLUMNS)
        return RW_FAIL(e, RW_EBUG, "table %s has too many columns", t->name);
    return RW_OK;
}

/* -- the file ---------------------------------------------------------------------------------- */

static enum rw_status lite_fail(sqlite3 *c, int rc, struct rw_err *e)
{
    bool damaged = (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB;

    return RW_FAIL(e, damaged ? RW_EINPUT : RW_EDEP, "%s (%d)", c ? sqlite3_errmsg(c) : "no memory",
                   rc);
}

enum rw_status snapshot_open(const char *path, int flags, sqlite3 **c, struct rw_err *e)
{
    enum rw_status st = RW_OK;
    int rc = sqlite3_open_v2(path, c, flags | SQLITE_OPEN_NOMUTEX, NULL);

    if (rc != SQLITE_OK) {
        st = lite_fail(*c, rc, e);
        sqlite3_close(*c);
        *c = NULL;
        return st;
    }
    sqlite3_extended_result_codes(*c, 1);
    sqlite3_busy_timeout(*c, 5000);
    sqlite3_db_config(*c, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
    sqlite3_db_config(*c, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    return snapshot_run(*c, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;", e);
}

enum rw_status snapshot_run(sqlite3 *c, const char *sql, struct rw_err *e)
{
    int rc = sqlite3_exec(c, sql, NULL, NULL, NULL);

    return rc == SQLITE_OK ? RW_OK : lite_fail(c, rc, e);
}

/* -- making one -------------------------------------------------------------------------------- */

/* All pages in one step: one read transaction, so writers go on and nothing begins anew. */
static enum rw_status copy_pages(sqlite3 *from, sqlite3 *to, struct rw_err *e)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
    int rc = b ? sqlite3_backup_step(b, -1) : sqlite3_errcode(to);

    if (b)
        sqlite3_backup_finish(b);
    return rc == SQLITE_DONE ? RW_OK : lite_fail(to, rc, e);
}

static enum rw_status make_from_file(const char *source, sqlite3 *to, struct rw_err *e)
{
    sqlite3 *from = NULL;
    enum rw_status st = snapshot_open(source, SQLITE_OPEN_READWRITE, &from, e);

    if (!st)
        st = copy_pages(from, to, e);
    sqlite3_close(from);
    return st;
}

/* The schema through the migrations, with the rules that keep signed rows from being added to put
 * aside while rows come in that were signed elsewhere. */
static enum rw_status make_schema(const char *path, const struct db_config *c, int64_t now_utc,
                                  struct rw_err *e)
{
    struct db_config plain = { .sqlite_path = path, .master = c->master };
    struct db *db = NULL;
    int ran;
    enum rw_status st = db_open(&plain, DB_WRITE, &db, e);

    if (!st)
        st = db_migrate(db, now_utc, &ran, e);
    db_close(db);
    return st;
}

/* Texts of the triggers, to have them back. */
static enum rw_status triggers_read(sqlite3 *c, struct arena *a, char **drop, char **make,
                                    size_t *n, struct rw_err *e)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(c, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'", -1,
                                &s, NULL);

    *n = 0;
    while (rc == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW && *n < TRIGGERS_MAX) {
        drop[*n] = str_z(a, str_fmt(a, "DROP TRIGGER %s", sqlite3_column_text(s, 0)));
        make[*n] = str_z(a, str_of((const char *)sqlite3_column_text(s, 1)));
        ++*n;
    }
    sqlite3_finalize(s);
    if (rc != SQLITE_OK)
        return lite_fail(c, rc, e);
    return *n == TRIGGERS_MAX || a->spent ? RW_FAIL(e, RW_EBUG, "too many triggers") : RW_OK;
}

static enum rw_status make_from_server(const char *url, sqlite3 *to, struct rw_err *e)
{
    char *drop[TRIGGERS_MAX], *make[TRIGGERS_MAX];
    struct arena a;
    size_t n = 0, i;
    enum rw_status st;

    if (!arena_make(&a, 256u << 10))
        return RW_FAIL(e, RW_EDEP, "no memory");
    st = triggers_read(to, &a, drop, make, &n, e);
    if (!st)
        st = snapshot_run(to, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; BEGIN", e);
    for (i = 0; !st && i < n; i++)
        st = snapshot_run(to, drop[i], e);
    if (!st)
        st = snapshot_fetch(url, to, e);
    for (i = 0; !st && i < n; i++)
        st = snapshot_run(to, make[i], e);
    if (!st)
        st = snapshot_run(to, "COMMIT", e);
    arena_free(&a);
    return st;
}

static void remove_file(const char *path)
{
    static const char *const ends[] = { "", "-journal", "-wal", "-shm" };
    char name[4096];
    size_t i;

    for (i = 0; i < sizeof ends / sizeof *ends; i++)
        if (snprintf(name, sizeof name, "%s%s", path, ends[i]) < (int)sizeof name)
            (void)!unlink(name);
}

enum rw_status snapshot_make(const struct db_config *c, const char *path, int64_t now_utc,
                             struct rw_err *e)
{
    sqlite3 *to = NULL;
    enum rw_status st = c->pg_url ? make_schema(path, c, now_utc, e) : RW_OK;

    if (!st)
        st = snapshot_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &to, e);
    if (!st)
        st = c->pg_url ? make_from_server(c->pg_url, to, e) : make_from_file(c->sqlite_path, to, e);
    /* A file alone is the whole of it: no log beside. */
    if (!st)
        st = snapshot_run(to, "PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE", e);
    sqlite3_close(to);
    if (st)
        remove_file(path);
    return st;
}

/* -- looking ----------------------------------------------------------------------------------- */

/* The one number or text that a statement answers; RW_EINPUT where there is none. */
static enum rw_status ask(sqlite3 *c, const char *sql, int64_t *n, char word[static 16],
                          struct rw_err *e)
{
    sqlite3_stmt *s = NULL;
    enum rw_status st = RW_OK;
    int rc = sqlite3_prepare_v2(c, sql, -1, &s, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    if (rc == SQLITE_ROW) {
        const unsigned char *text = sqlite3_column_text(s, 0);

        *n = sqlite3_column_int64(s, 0);
        (void)snprintf(word, 16, "%s", text ? (const char *)text : "");
    } else if (rc == SQLITE_DONE) {
        *n = -1;
        word[0] = '\0';
    } else {
        st = lite_fail(c, rc, e);
        /* A statement of ours that does not fit is a database of somebody else's. */
        if ((rc & 0xff) == SQLITE_ERROR)
            st = RW_FAIL(e, RW_EINPUT, "the records have another shape than this program's");
    }
    sqlite3_finalize(s);
    return st;
}

static enum rw_status check_pages(sqlite3 *c, struct rw_err *e)
{
    char word[16];
    int64_t n;
    enum rw_status st = ask(c, "PRAGMA integrity_check(1)", &n, word, e);

    if (!st && strcmp(word, "ok") != 0)
        st = RW_FAIL(e, RW_EINPUT, "the database is damaged");
    if (!st)
        st = ask(c, "SELECT 1 FROM pragma_foreign_key_check LIMIT 1", &n, word, e);
    if (!st && n != -1)
        st = RW_FAIL(e, RW_EINPUT, "a row refers to one that is not there");
    return st;
}

static enum rw_status check_log(sqlite3 *c, struct snapshot_facts *f, struct rw_err *e)
{
    char word[16];
    int64_t first, last, n;
    enum rw_status st = ask(c, "SELECT COALESCE(MAX(seq), 0) FROM audit_event", &last, word, e);

    if (!st)
        st = ask(c, "SELECT COALESCE(MIN(seq), 1) FROM audit_event", &first, word, e);
    if (!st)
        st = ask(c, "SELECT COUNT(*) FROM audit_event", &n, word, e);
    if (!st && (first != 1 || last != n))
        st = RW_FAIL(e, RW_EINPUT, "a number is missing in the log");
    if (!st)
        st = ask(c, "SELECT seq FROM audit_head WHERE id = 'events'", &n, word, e);
    if (!st && n != last)
        st = RW_FAIL(e, RW_EINPUT, "the log does not end where it says");
    f->events = last;
    return st;
}

static enum rw_status count_tables(sqlite3 *c, struct arena *a, struct snapshot_facts *f,
                                   struct rw_err *e)
{
    struct snapshot_table t = { 0 };
    char sql[SNAPSHOT_SQL], word[16];
    enum rw_status st = RW_OK;

    f->counts = arena_array(a, struct manifest_count, schema_columns_n);
    if (a->spent)
        return RW_FAIL(e, RW_ELIMIT, "no memory for the tables");
    while (!st && snapshot_table_next(&t)) {
        struct manifest_count *k = &f->counts[f->ncounts++];

        k->table = str_of(t.name);
        (void)snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM %s", t.name);
        st = ask(c, sql, &k->rows, word, e);
    }
    return st;
}

/* "SELECT file FROM document WHERE ... UNION SELECT ...": every column that names a file. */
static void files_sql(char sql[static SNAPSHOT_SQL])
{
    size_t at = 0, i;

    sql[0] = '\0';
    for (i = 0; i < schema_columns_n && at < SNAPSHOT_SQL; i++)
        if (strcmp(schema_columns[i].column, "file") == 0)
            at += (size_t)snprintf(sql + at, SNAPSHOT_SQL - at,
                                   "%sSELECT file FROM %s WHERE file IS NOT NULL",
                                   at ? " UNION " : "", schema_columns[i].table);
    if (at < SNAPSHOT_SQL)
        (void)snprintf(sql + at, SNAPSHOT_SQL - at, " ORDER BY 1");
}

static enum rw_status list_files(sqlite3 *c, struct arena *a, struct snapshot_facts *f,
                                 struct rw_err *e)
{
    char sql[SNAPSHOT_SQL], word[16], counted[SNAPSHOT_SQL + 32];
    sqlite3_stmt *s = NULL;
    int64_t n = 0;
    int rc;
    enum rw_status st;

    files_sql(sql);
    (void)snprintf(counted, sizeof counted, "SELECT COUNT(*) FROM (%s)", sql);
    st = ask(c, counted, &n, word, e);
    if (st)
        return st;
    f->files = arena_array(a, struct str, (size_t)n + 1);
    rc = a->spent ? SQLITE_NOMEM : sqlite3_prepare_v2(c, sql, -1, &s, NULL);
    while (rc == SQLITE_OK && f->nfiles < (size_t)n && sqlite3_step(s) == SQLITE_ROW)
        f->files[f->nfiles++] = str_copy(a, str_of((const char *)sqlite3_column_text(s, 0)));
    sqlite3_finalize(s);
    if (rc != SQLITE_OK || a->spent || f->nfiles != (size_t)n)
        return RW_FAIL(e, RW_EDEP, "the list of files can't be read");
    return RW_OK;
}

enum rw_status snapshot_look(const char *path, struct arena *a, struct snapshot_facts *f,
                             struct rw_err *e)
{
    sqlite3 *c = NULL;
    char word[16];
    enum rw_status st = snapshot_open(path, SQLITE_OPEN_READWRITE, &c, e);

    *f = (struct snapshot_facts){ 0 };
    if (!st)
        st = check_pages(c, e);
    if (!st)
        st = ask(c, "SELECT COALESCE(MAX(id), 0) FROM schema_migration", &f->schema, word, e);
    if (!st && f->schema != (int64_t)migrations_n)
        st = RW_FAIL(e, RW_EINPUT, "the records are of version %lld, this program of %zu",
                     (long long)f->schema, migrations_n);
    if (!st)
        st = check_log(c, f, e);
    if (!st)
        st = count_tables(c, a, f, e);
    if (!st)
        st = list_files(c, a, f, e);
    sqlite3_close(c);
    return st;
}
