/* db_postgres.c -- PostgreSQL behind the door of db.h. */
#include "store/db_engine.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

/* Types by their fixed numbers in pg_type. */
#define TYPE_BOOL 16
#define TYPE_BYTEA 17
#define TYPE_NAME 19
#define TYPE_INT8 20
#define TYPE_INT2 21
#define TYPE_INT4 23
#define TYPE_TEXT 25

#define BINARY 1
#define OLDEST_SERVER 140000

struct pg {
    PGconn *c;
    bool *prepared; /* one place for each query of the catalogue */
};

static const char settings[] = "SET client_min_messages = warning;"
                               "SET synchronous_commit = on;"
                               "SET idle_in_transaction_session_timeout = 60000;"
                               "SET timezone = 'UTC';"
                               "SET jit = off;"
                               /* Each statement was written for its indexes, in the order in which
                                * they serve it. */
                               "SET enable_seqscan = off; SET enable_hashjoin = off;"
                               "SET enable_mergejoin = off; SET join_collapse_limit = 1;";
static const char settings_read[] =
    "SET statement_timeout = 2000; SET default_transaction_read_only = on;";
static const char settings_write[] = "SET statement_timeout = 20000;";
_Static_assert(DB_READ_MS == 2000 && DB_WRITE_MS == 20000, "the numbers in the two texts above");

/* One writer at a time among all nodes of a practice: the lock is held until the group ends. */
static const char *const step_sql[DB_STEPS] = {
    [DB_BEGIN] = "BEGIN; SELECT pg_advisory_xact_lock(5932471)",
    [DB_READ_BEGIN] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    [DB_COMMIT] = "COMMIT",
    [DB_ROLLBACK] = "ROLLBACK",
    [DB_SAVEPOINT] = "SAVEPOINT job",
    [DB_RELEASE] = "RELEASE job",
    [DB_ROLLBACK_TO] = "ROLLBACK TO job; RELEASE job",
};

static const struct {
    const char *begins;
    enum rw_status status;
} states[] = {
    { "23", RW_ECONFLICT }, /* integrity constraint violation */
    { "57014", RW_ELIMIT }, /* statement timeout */
    { "54", RW_ELIMIT }, /* program limit exceeded */
    { "22", RW_EBUG },      { "25", RW_EBUG }, { "42", RW_EBUG },
    { "0A", RW_EBUG },      { "26", RW_EBUG },
};

/* Of the server's message only the state and the constraint's name are kept: the rest may repeat
 * values. A message about our own text (class 42) may stay. */
static enum rw_status pg_fail(const struct pg *p, const PGresult *r, const char *what,
                              struct rw_err *e)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *name = r ? PQresultErrorField(r, PG_DIAG_CONSTRAINT_NAME) : NULL;
    const char *text = r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    enum rw_status st = RW_EDEP;
    size_t i;

    if (!state || PQstatus(p->c) != CONNECTION_OK)
        return RW_FAIL(e, RW_EDEP, "%s: no connection to the database server", what);
    for (i = 0; i < sizeof states / sizeof *states; i++)
        if (strncmp(state, states[i].begins, strlen(states[i].begins)) == 0)
            st = states[i].status;
    if (strncmp(state, "42", 2) != 0)
        text = NULL;
    return RW_FAIL(e, st, "%s: %s %s%s", what, state, name ? name : "", text ? text : "");
}

static enum rw_status pg_text(struct pg *p, const char *sql, struct rw_err *e)
{
    PGresult *r = PQexec(p->c, sql);
    ExecStatusType got = PQresultStatus(r);
    enum rw_status st = RW_OK;

    if (got != PGRES_COMMAND_OK && got != PGRES_TUPLES_OK)
        st = pg_fail(p, r, "command", e);
    else if (strcmp(sql, "COMMIT") == 0 && strcmp(PQcmdStatus(r), "COMMIT") != 0)
        /* A transaction that had failed answers a commit with a rollback, and no error. */
        st = RW_FAIL(e, RW_EDEP, "the transaction was lost");
    PQclear(r);
    return st;
}

static void unheard(void *ctx, const char *message)
{
    (void)ctx;
    (void)message;
}

/* After connecting, or connecting again. */
static enum rw_status settle(struct db *db, struct rw_err *e)
{
    struct pg *p = db->link;
    enum rw_status st;

    if (PQstatus(p->c) != CONNECTION_OK)
        return RW_FAIL(e, RW_EDEP, "the database server does not answer");
    if (PQserverVersion(p->c) < OLDEST_SERVER)
        return RW_FAIL(e, RW_EDEP, "the database server is older than PostgreSQL 14");
    memset(p->prepared, 0, queries_n * sizeof *p->prepared);
    PQsetNoticeProcessor(p->c, unheard, NULL);
    st = pg_text(p, settings, e);
    if (st == RW_OK)
        st = pg_text(p, db->mode == DB_READ ? settings_read : settings_write, e);
    return st;
}

/* A host that begins with a slash is the folder of a socket, with an at sign an abstract one. */
static bool option_is_far(const PQconninfoOption *o)
{
    return o->val && *o->val &&
           ((strcmp(o->keyword, "host") == 0 && *o->val != '/' && *o->val != '@') ||
            strcmp(o->keyword, "hostaddr") == 0);
}

bool db_by_network(const char *pg_url)
{
    PQconninfoOption *all = pg_url ? PQconninfoParse(pg_url, NULL) : NULL, *o;
    bool far = false;

    for (o = all; o && o->keyword; o++)
        far = far || option_is_far(o);
    PQconninfoFree(all);
    return far;
}

static enum rw_status pg_open(struct db *db, const struct db_config *c, struct rw_err *e)
{
    /* The library takes dbname apart: what it says wins over what stands before it, and what
     * stands behind wins over it. */
    const char *const keys[] = { "connect_timeout", "dbname", "client_encoding", "application_name",
                                 NULL };
    const char *const values[] = { "5", c->pg_url, "UTF8", "reweave", NULL };
    struct pg *p = arena_new(&db->mem, struct pg);

    p->prepared = arena_array(&db->mem, bool, queries_n + 1);
    db->link = p;
    if (db->mem.spent)
        return RW_FAIL(e, RW_ELIMIT, "no room for %zu statements", queries_n);
    p->c = PQconnectdbParams(keys, values, 1);
    return settle(db, e);
}

static void pg_close(struct db *db)
{
    struct pg *p = db->link;

    if (p)
        PQfinish(p->c);
}

/* Where the connection is gone and no transaction was open on it: one attempt to have it back. */
static enum rw_status alive(struct db *db, struct rw_err *e)
{
    struct pg *p = db->link;

    if (PQstatus(p->c) == CONNECTION_OK || db->in_transaction)
        return RW_OK;
    PQreset(p->c);
    return settle(db, e);
}

/* A commit outside a transaction would be answered with a warning and nothing else. */
static bool lost(const struct db *db)
{
    const struct pg *p = db->link;

    return db->in_transaction && PQtransactionStatus(p->c) == PQTRANS_IDLE;
}

static enum rw_status pg_exec(struct db *db, const char *sql, struct rw_err *e)
{
    db->changes++;
    return pg_text(db->link, sql, e);
}

static enum rw_status pg_step(struct db *db, enum db_step step, struct rw_err *e)
{
    struct pg *p = db->link;
    enum rw_status st = alive(db, e);

    if (st || (step == DB_ROLLBACK && lost(db)))
        return st;
    if (lost(db))
        return RW_FAIL(e, RW_EDEP, "the transaction was lost");
    st = pg_text(p, step_sql[step], e);
    /* That the server has gone is learned only by asking it. */
    if (st && !db->in_transaction && PQstatus(p->c) != CONNECTION_OK) {
        st = alive(db, e);
        if (st == RW_OK)
            st = pg_text(p, step_sql[step], e);
    }
    if (st && !db->in_transaction && PQtransactionStatus(p->c) != PQTRANS_IDLE)
        (void)!pg_text(p, step_sql[DB_ROLLBACK], NULL);
    return st;
}

/* What libpq wants of the parameters, all in their binary form. */
struct params {
    Oid types[Q_ITEMS];
    const char *values[Q_ITEMS];
    int lengths[Q_ITEMS], formats[Q_ITEMS];
    char numbers[Q_ITEMS][8];
};

static Oid item_type(const struct q_item *item)
{
    if (item->kind == QK_I64)
        return TYPE_INT8;
    return item->kind == QK_SEALED || item->kind == QK_WRAPPED ? TYPE_BYTEA : TYPE_TEXT;
}

static void number_write(char b[static 8], int64_t number)
{
    int i;

    for (i = 0; i < 8; i++)
        b[i] = (char)((uint64_t)number >> (56 - 8 * i) & 0xff);
}

static void params_fill(struct params *p, const struct query *q, const struct q_value *v)
{
    size_t i;

    for (i = 0; i < q->nin; i++) {
        p->types[i] = item_type(&q->in[i]);
        p->formats[i] = BINARY;
        p->values[i] = v[i].is_null ? NULL : v[i].bytes.p;
        p->lengths[i] = (int)v[i].bytes.len;
        if (v[i].is_number && !v[i].is_null) {
            number_write(p->numbers[i], v[i].number);
            p->values[i] = p->numbers[i];
            p->lengths[i] = sizeof p->numbers[i];
        }
    }
}

static const char *query_text(const struct query *q)
{
    return q->sql_postgres ? q->sql_postgres : q->sql;
}

static enum rw_status prepare(struct pg *p, const struct query *q, const struct params *v,
                              const char *name, struct rw_err *e)
{
    PGresult *r = PQprepare(p->c, name, query_text(q), (int)q->nin, v->types);
    enum rw_status st = PQresultStatus(r) == PGRES_COMMAND_OK ? RW_OK : pg_fail(p, r, q->name, e);

    PQclear(r);
    if (st == RW_OK && q->slot)
        p->prepared[q->slot - 1] = true;
    return st;
}

static int64_t number_read(const char *b, int len)
{
    uint64_t n = 0;
    int i;

    for (i = 0; i < len; i++)
        n = n << 8 | (unsigned char)b[i];
    if (len > 1 && len < 8 && (b[0] & 0x80))
        n |= ~(uint64_t)0 << (8 * len);
    return (int64_t)n;
}

static enum rw_status value_read(const PGresult *r, int row, int at, const struct query *q,
                                 struct q_value *v, struct rw_err *e)
{
    const char *b = PQgetvalue(r, row, at);
    int len = PQgetlength(r, row, at);

    *v = (struct q_value){ .is_null = PQgetisnull(r, row, at) };
    switch (PQftype(r, at)) {
    case TYPE_BOOL:
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_INT8:
        v->is_number = true;
        if (!v->is_null)
            v->number = number_read(b, len);
        return RW_OK;
    case TYPE_BYTEA:
        v->is_blob = true;
        break;
    case TYPE_TEXT:
    case TYPE_NAME:
        break;
    default:
        return RW_FAIL(e, RW_EBUG, "%s: column %d has type %u; CAST it", q->name, at + 1,
                       PQftype(r, at));
    }
    v->bytes = (struct str){ b, (size_t)len };
    return RW_OK;
}

static enum rw_status rows_read(const PGresult *r, const struct query *q, row_fn row, void *ctx,
                                struct rw_err *e)
{
    struct q_value values[Q_ITEMS];
    int i, at, n = PQntuples(r);
    enum rw_status st = RW_OK;

    if (PQnfields(r) != (int)q->nout)
        return RW_FAIL(e, RW_EBUG, "%s: %d columns come back, :out names %zu", q->name,
                       PQnfields(r), q->nout);
    for (i = 0; i < n && st == RW_OK; i++) {
        for (at = 0; at < (int)q->nout && st == RW_OK; at++)
            st = value_read(r, i, at, q, &values[at], e);
        if (st == RW_OK)
            st = row(ctx, values, e);
    }
    return st;
}

static int64_t rows_changed(PGresult *r)
{
    int64_t n = 0;

    if (strncmp(PQcmdStatus(r), "SELECT", 6) == 0)
        return 0;
    return str_i64(str_of(PQcmdTuples(r)), &n) ? n : 0;
}

static enum rw_status pg_run(struct db *db, const struct query *q, const struct q_value *in,
                             row_fn row, void *ctx, int64_t *changed, struct rw_err *e)
{
    struct pg *p = db->link;
    struct params v;
    char name[24] = "";
    PGresult *r;
    enum rw_status st = alive(db, e);

    *changed = 0;
    if (st)
        return st;
    if (lost(db))
        return RW_FAIL(e, RW_EDEP, "%s: the transaction was lost", q->name);
    params_fill(&v, q, in);
    if (q->slot)
        snprintf(name, sizeof name, "q%zu", q->slot);
    if (!q->slot || !p->prepared[q->slot - 1]) {
        db->prepares++;
        st = prepare(p, q, &v, name, e);
    }
    if (st)
        return st;
    r = PQexecPrepared(p->c, name, (int)q->nin, v.values, v.lengths, v.formats, BINARY);
    if (PQresultStatus(r) == PGRES_TUPLES_OK)
        st = rows_read(r, q, row, ctx, e);
    else if (PQresultStatus(r) != PGRES_COMMAND_OK)
        st = pg_fail(p, r, q->name, e);
    if (st == RW_OK)
        *changed = rows_changed(r);
    PQclear(r);
    return st;
}

static bool type_fits(const struct q_item *item, Oid type)
{
    bool number = type == TYPE_INT8 || type == TYPE_INT4 || type == TYPE_INT2;

    if (item->kind == QK_I64)
        return number;
    if (item->kind == QK_SEALED || item->kind == QK_WRAPPED)
        return type == TYPE_BYTEA;
    return type == TYPE_TEXT || type == TYPE_NAME;
}

static enum rw_status pg_check(struct db *db, const struct query *q, struct rw_err *e)
{
    struct pg *p = db->link;
    struct query once = *q;
    struct params v;
    PGresult *r;
    enum rw_status st;
    size_t i;

    once.slot = 0;
    for (i = 0; i < q->nin; i++)
        v.types[i] = item_type(&q->in[i]);
    st = prepare(p, &once, &v, "", e);
    if (st)
        return st;
    r = PQdescribePrepared(p->c, "");
    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        st = pg_fail(p, r, q->name, e);
    else if (PQnfields(r) != (int)q->nout)
        st = RW_FAIL(e, RW_EBUG, "%s: %d columns come back, :out names %zu", q->name, PQnfields(r),
                     q->nout);
    for (i = 0; i < q->nout && st == RW_OK; i++)
        if (!type_fits(&q->out[i], PQftype(r, (int)i)))
            st = RW_FAIL(e, RW_EBUG, "%s: %s has type %u; CAST it", q->name, q->out[i].name,
                         PQftype(r, (int)i));
    PQclear(r);
    return st;
}

static void pg_tidy(struct db *db, bool idle)
{
    (void)db;
    (void)idle;
}

const struct engine engine_postgres = {
    /* A row that each of them changes, as the log's head, has all its versions walked by the next. */
    .bulk_jobs = 64,
    .open = pg_open,
    .close = pg_close,
    .exec = pg_exec,
    .step = pg_step,
    .run = pg_run,
    .check = pg_check,
    .tidy = pg_tidy,
    .ledger_exists = "SELECT COUNT(*) FROM pg_catalog.pg_tables "
                     "WHERE schemaname = current_schema() AND tablename = 'schema_migration'",
    .postgres = true,
};
