/* snapshot_postgres.c -- rows of a server into a file and back, as bytes. */
#include "store/snapshot_parts.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#define BUFFER (256u << 10)
#define FIELD_MAX (64u << 20)

static enum rw_status pg_fail(const char *what, const PGresult *r, struct rw_err *e)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;

    return RW_FAIL(e, RW_EDEP, "the database server: %s %s", what, state ? state : "(no answer)");
}

static enum rw_status pg_run(PGconn *c, const char *sql, struct rw_err *e)
{
    PGresult *r = PQexec(c, sql);
    ExecStatusType got = PQresultStatus(r);
    enum rw_status st = RW_OK;

    if (got != PGRES_COMMAND_OK && got != PGRES_TUPLES_OK)
        st = pg_fail(sql, r, e);
    PQclear(r);
    return st;
}

static void unheard(void *ctx, const char *message)
{
    (void)ctx;
    (void)message;
}

static enum rw_status pg_connect(const char *url, PGconn **c, struct rw_err *e)
{
    const char *const keys[] = { "connect_timeout", "dbname", "client_encoding", "application_name",
                                 NULL };
    const char *const values[] = { "5", url, "UTF8", "reweave backup", NULL };

    *c = PQconnectdbParams(keys, values, 1);
    if (PQstatus(*c) != CONNECTION_OK)
        return RW_FAIL(e, RW_EDEP, "the database server does not answer");
    PQsetNoticeProcessor(*c, unheard, NULL);
    return pg_run(*c, "SET client_min_messages = warning; SET timezone = 'UTC'", e);
}

static int64_t big_endian(const unsigned char *p)
{
    uint64_t v = 0;
    int i;

    for (i = 0; i < 8; i++)
        v = v << 8 | p[i];
    return (int64_t)v;
}

/* -- out of the server ------------------------------------------------------------------------- */

static int bind(sqlite3_stmt *s, int at, const PGresult *r, const struct schema_column *col)
{
    const char *p = PQgetvalue(r, 0, at - 1);
    int n = PQgetlength(r, 0, at - 1);

    if (PQgetisnull(r, 0, at - 1))
        return sqlite3_bind_null(s, at);
    if (col->kind == QK_I64)
        return n == 8 ? sqlite3_bind_int64(s, at, big_endian((const unsigned char *)p))
                      : SQLITE_MISMATCH;
    if (col->kind == QK_SEALED || col->kind == QK_WRAPPED)
        return sqlite3_bind_blob(s, at, p, n, SQLITE_STATIC);
    return sqlite3_bind_text(s, at, p, n, SQLITE_STATIC);
}

static enum rw_status put_row(sqlite3_stmt *s, const PGresult *r, const struct snapshot_table *t,
                              struct rw_err *e)
{
    int rc = SQLITE_OK;
    size_t i;

    for (i = 0; rc == SQLITE_OK && i < t->n; i++)
        rc = bind(s, (int)i + 1, r, &schema_columns[t->first + i]);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    sqlite3_reset(s);
    return rc == SQLITE_DONE ? RW_OK : RW_FAIL(e, RW_EDEP, "a row of %s: %d", t->name, rc);
}

static enum rw_status fetch_rows(PGconn *c, sqlite3_stmt *s, const struct snapshot_table *t,
                                 struct rw_err *e)
{
    enum rw_status st = RW_OK;
    PGresult *r;

    while ((r = PQgetResult(c))) {
        ExecStatusType got = PQresultStatus(r);

        if (got == PGRES_SINGLE_TUPLE && !st)
            st = put_row(s, r, t, e);
        else if (got != PGRES_TUPLES_OK && got != PGRES_SINGLE_TUPLE && !st)
            st = pg_fail(t->name, r, e);
        PQclear(r);
    }
    return st;
}

static enum rw_status fetch_table(PGconn *c, sqlite3 *to, const struct snapshot_table *t,
                                  struct rw_err *e)
{
    char sql[SNAPSHOT_SQL];
    sqlite3_stmt *s = NULL;
    size_t at, i;
    enum rw_status st = snapshot_sql(sql, "SELECT ", t, " FROM ", "", e);

    if (st)
        return st;
    if (!PQsendQueryParams(c, sql, 0, NULL, NULL, NULL, NULL, 1) || !PQsetSingleRowMode(c))
        return pg_fail(t->name, NULL, e);
    at = (size_t)snprintf(sql, sizeof sql, "INSERT INTO %s (", t->name);
    for (i = 0; i < t->n; i++)
        at += (size_t)snprintf(sql + at, sizeof sql - at, "%s%s", i ? ", " : "",
                               schema_columns[t->first + i].column);
    at += (size_t)snprintf(sql + at, sizeof sql - at, ") VALUES (");
    for (i = 0; i < t->n; i++)
        at += (size_t)snprintf(sql + at, sizeof sql - at, "%s?", i ? ", " : "");
    (void)snprintf(sql + at, sizeof sql - at, ")");
    if (sqlite3_prepare_v2(to, sql, -1, &s, NULL) != SQLITE_OK)
        return RW_FAIL(e, RW_EBUG, "%s: %s", t->name, sqlite3_errmsg(to));
    st = fetch_rows(c, s, t, e);
    sqlite3_finalize(s);
    return st;
}

enum rw_status snapshot_fetch(const char *pg_url, sqlite3 *to, struct rw_err *e)
{
    struct snapshot_table t = { 0 };
    PGconn *c = NULL;
    enum rw_status st = pg_connect(pg_url, &c, e);

    if (!st)
        st = pg_run(c, "SET statement_timeout = 0", e);
    if (!st)
        st = pg_run(c, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", e);
    while (!st && snapshot_table_next(&t))
        st = fetch_table(c, to, &t, e);
    PQfinish(c);
    return st;
}

/* -- into the server --------------------------------------------------------------------------- */

struct copy {
    PGconn *c;
    const struct snapshot_table *t;
    struct rw_err *e;
    size_t n;
    char buf[BUFFER];
};

static enum rw_status flush(struct copy *k)
{
    size_t n = k->n;

    k->n = 0;
    if (n && PQputCopyData(k->c, k->buf, (int)n) != 1)
        return pg_fail(k->t->name, NULL, k->e);
    return RW_OK;
}

static enum rw_status put(struct copy *k, const void *p, size_t n)
{
    enum rw_status st = k->n + n > sizeof k->buf ? flush(k) : RW_OK;

    if (st)
        return st;
    if (n > sizeof k->buf)
        return PQputCopyData(k->c, p, (int)n) == 1 ? RW_OK : pg_fail(k->t->name, NULL, k->e);
    memcpy(k->buf + k->n, p, n);
    k->n += n;
    return RW_OK;
}

static enum rw_status put_number(struct copy *k, int64_t v, size_t bytes)
{
    unsigned char b[8];
    size_t i;

    for (i = 0; i < bytes; i++)
        b[bytes - 1 - i] = (unsigned char)((uint64_t)v >> (8 * i));
    return put(k, b, bytes);
}

static enum rw_status put_field(struct copy *k, sqlite3_stmt *s, int at,
                                const struct schema_column *col)
{
    const void *p;
    int n;
    enum rw_status st;

    if (sqlite3_column_type(s, at) == SQLITE_NULL)
        return put_number(k, -1, 4);
    if (col->kind == QK_I64) {
        st = put_number(k, 8, 4);
        return st ? st : put_number(k, sqlite3_column_int64(s, at), 8);
    }
    p = sqlite3_column_blob(s, at);
    n = sqlite3_column_bytes(s, at);
    if (n < 0 || (unsigned)n > FIELD_MAX)
        return RW_FAIL(k->e, RW_EINPUT, "a value of %s is too long", k->t->name);
    st = put_number(k, n, 4);
    return st || n == 0 ? st : put(k, p, (size_t)n);
}

/* The binary form of COPY: a head of 19 bytes, rows of counted fields, and -1. */
static enum rw_status put_rows(struct copy *k, sqlite3_stmt *s)
{
    static const char head[19] = "PGCOPY\n\377\r\n";
    size_t i;
    int rc;
    enum rw_status st = put(k, head, sizeof head);

    while (!st && (rc = sqlite3_step(s)) != SQLITE_DONE) {
        if (rc != SQLITE_ROW)
            return RW_FAIL(k->e, RW_EINPUT, "the rows of %s can't be read (%d)", k->t->name, rc);
        st = put_number(k, (int64_t)k->t->n, 2);
        for (i = 0; !st && i < k->t->n; i++)
            st = put_field(k, s, (int)i, &schema_columns[k->t->first + i]);
    }
    if (!st)
        st = put_number(k, -1, 2);
    return st ? st : flush(k);
}

static enum rw_status copy_end(struct copy *k, enum rw_status st)
{
    PGresult *r;

    if (PQputCopyEnd(k->c, st ? "given up" : NULL) != 1 && !st)
        st = pg_fail(k->t->name, NULL, k->e);
    while ((r = PQgetResult(k->c))) {
        if (PQresultStatus(r) != PGRES_COMMAND_OK && !st)
            st = pg_fail(k->t->name, r, k->e);
        PQclear(r);
    }
    return st;
}

static enum rw_status load_table(struct copy *k, sqlite3 *from)
{
    char sql[SNAPSHOT_SQL], copy[SNAPSHOT_SQL], front[128];
    sqlite3_stmt *s = NULL;
    PGresult *r;
    enum rw_status st = snapshot_sql(sql, "SELECT ", k->t, " FROM ", "", k->e);

    (void)snprintf(front, sizeof front, "COPY %s (", k->t->name);
    if (!st)
        st = snapshot_sql(copy, front, &(struct snapshot_table){ "", k->t->first, k->t->n },
                          ") FROM STDIN (FORMAT binary)", "", k->e);
    if (st)
        return st;
    if (sqlite3_prepare_v2(from, sql, -1, &s, NULL) != SQLITE_OK)
        return RW_FAIL(k->e, RW_EINPUT, "%s: %s", k->t->name, sqlite3_errmsg(from));
    r = PQexec(k->c, copy);
    st = PQresultStatus(r) == PGRES_COPY_IN ? RW_OK : pg_fail(k->t->name, r, k->e);
    PQclear(r);
    if (!st)
        st = copy_end(k, put_rows(k, s));
    sqlite3_finalize(s);
    return st;
}

/* Rules on single rows are of use cases; here come rows that have been signed already. */
static enum rw_status triggers(PGconn *c, const struct snapshot_table *t, const char *verb,
                               struct rw_err *e)
{
    char sql[160];

    (void)snprintf(sql, sizeof sql, "ALTER TABLE %s %s TRIGGER USER", t->name, verb);
    return pg_run(c, sql, e);
}

static enum rw_status check_empty(PGconn *c, struct rw_err *e)
{
    PGresult *r = PQexec(c, "SELECT 1 FROM practice UNION ALL SELECT 1 FROM audit_event LIMIT 1");
    enum rw_status st = RW_OK;

    if (PQresultStatus(r) != PGRES_TUPLES_OK)
        st = pg_fail("practice", r, e);
    else if (PQntuples(r) > 0)
        st = RW_FAIL(e, RW_ECONFLICT, "that database holds a practice already");
    PQclear(r);
    return st;
}

static enum rw_status load_all(PGconn *c, sqlite3 *from, struct rw_err *e)
{
    static struct copy k; /* too large for a stack; one restore in a process */
    struct snapshot_table t = { 0 };
    enum rw_status st = pg_run(c, "SET statement_timeout = 0; BEGIN", e);

    if (!st)
        st = check_empty(c, e);
    while (!st && snapshot_table_next(&t)) {
        k.c = c;
        k.t = &t;
        k.e = e;
        k.n = 0;
        st = triggers(c, &t, "DISABLE", e);
        if (!st)
            st = load_table(&k, from);
        if (!st)
            st = triggers(c, &t, "ENABLE", e);
    }
    return st ? st : pg_run(c, "COMMIT", e);
}

enum rw_status snapshot_load(const char *path, const struct db_config *config, int64_t now_utc,
                             struct rw_err *e)
{
    sqlite3 *from = NULL;
    PGconn *c = NULL;
    struct db *db = NULL;
    int ran;
    enum rw_status st = db_open(config, DB_WRITE, &db, e);

    if (!st)
        st = db_migrate(db, now_utc, &ran, e);
    db_close(db);
    if (!st)
        st = snapshot_open(path, SQLITE_OPEN_READWRITE, &from, e);
    if (!st)
        st = pg_connect(config->pg_url, &c, e);
    if (!st)
        st = load_all(c, from, e);
    if (c)
        PQfinish(c);
    sqlite3_close(from);
    return st;
}
