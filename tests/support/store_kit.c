#include "support/store_kit.h"

#include "base/out.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NOW 1795341600 /* 2026-11-22T10:00:00Z */
#define CELL 16 /* room for a number or a struct str */

static void pg_run(const char *url, const char *sql)
{
    PGconn *c = PQconnectdb(url);
    PGresult *r = PQexec(c, sql);

    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        fail_msg("%s: %s", sql, PQerrorMessage(c));
    PQclear(r);
    PQfinish(c);
}

bool store_kit_make(struct store_kit *k, bool postgres)
{
    static int made;
    const char *server = getenv("REWEAVE_TEST_PG"), *tmp = getenv("TMPDIR");
    char sql[96];

    *k = (struct store_kit){ .postgres = postgres };
    if (postgres && !server)
        return false;
    CHECK_OK(crypto_start(&e));
    CHECK(arena_make(&k->a, 12u << 20));
    key_random(&k->key);
    k->c.master = &k->key;
    snprintf(k->dir, sizeof k->dir, "%s/store.XXXXXX", tmp ? tmp : "/tmp");
    CHECK(mkdtemp(k->dir) != NULL);
    snprintf(k->path, sizeof k->path, "%s/reweave.db", k->dir);
    k->c.sqlite_path = k->path;
    if (!postgres)
        return true;
    snprintf(k->schema, sizeof k->schema, "k%ld_%d", (long)getpid(), ++made);
    snprintf(sql, sizeof sql, "CREATE SCHEMA %s", k->schema);
    pg_run(server, sql);
    snprintf(k->url, sizeof k->url, "%s%soptions=-csearch_path%%3D%s", server,
             strchr(server, '?') ? "&" : "?", k->schema);
    k->c.pg_url = k->url;
    return true;
}

void store_kit_drop(struct store_kit *k)
{
    static const char *const files[] = { "", "-wal", "-shm" };
    char text[192];
    size_t i;

    if (k->postgres) {
        snprintf(text, sizeof text, "SET client_min_messages = warning; DROP SCHEMA %s CASCADE",
                 k->schema);
        pg_run(getenv("REWEAVE_TEST_PG"), text);
    }
    for (i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(text, sizeof text, "%s%s", k->path, files[i]);
        (void)!unlink(text);
    }
    (void)!rmdir(k->dir);
    arena_free(&k->a);
}

struct db *store_kit_open(struct store_kit *k)
{
    struct db *db = NULL;
    int ran = 0;

    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    CHECK_OK(db_migrate(db, NOW, &ran, &e));
    return db;
}

struct str store_kit_id(struct arena *a, const char *words)
{
    char *z = arena_array(a, char, CRYPTO_ID_LEN + 1);
    size_t n = strlen(words);

    memset(z, '2', CRYPTO_ID_LEN);
    memcpy(z, words, n < CRYPTO_ID_LEN ? n : CRYPTO_ID_LEN);
    return (struct str){ z, CRYPTO_ID_LEN };
}

static struct str planted(struct arena *a, const struct schema_column *c, struct str x)
{
    return str_fmt(a, "planted %s.%s %.*s", c->table, c->column, STR_ARG(x));
}

static struct str plain_value(struct arena *a, const struct schema_column *c, struct str x)
{
    struct str list = str_of(c->one_of), word = x;

    switch (c->kind) {
    case QK_HEX:
        return hash_sha256(a, x);
    case QK_DATE:
        return STR("2026-11-22");
    case QK_UTC:
        return STR("2026-11-22T10:00:00Z");
    case QK_ONE_OF:
        (void)str_cut(&list, ' ', &word);
        return word;
    case QK_SEALED:
        return planted(a, c, x);
    case QK_ID:
    case QK_CODE:
    case QK_I64:
    case QK_TEXT:
    case QK_WRAPPED:
        break;
    }
    return x;
}

/* The columns of one table as the items of a query; returns how many. */
static size_t items_of(const struct schema_column *c, struct q_item *items, struct arena *a)
{
    size_t n, id = 0, case_at = SIZE_MAX;

    for (n = 0; c + n < schema_columns + schema_columns_n; n++) {
        if (strcmp(c[n].table, c->table) != 0)
            break;
        id = strcmp(c[n].column, "id") == 0 ? n : id;
        case_at = strcmp(c[n].column, "case_id") == 0 ? n : case_at;
        items[n] = (struct q_item){
            .name = c[n].column,
            .column = str_z(a, str_fmt(a, "%s.%s", c->table, c[n].column)),
            .one_of = c[n].one_of,
            .kind = c[n].kind,
            .nullable = c[n].nullable,
            .at = (uint16_t)(n * CELL),
        };
    }
    if (case_at == SIZE_MAX && strcmp(c->table, "family_case") == 0)
        case_at = id;
    for (size_t i = 0; i < n; i++) {
        items[i].id_ref = (int16_t)(items[i].kind == QK_WRAPPED ? case_at : id);
        items[i].case_ref = case_at == SIZE_MAX ? Q_PRACTICE : (int16_t)case_at;
    }
    return n;
}

static void plant_row(struct db *db, struct arena *a, const struct schema_column *c, struct str x,
                      int64_t number, struct str wrapped)
{
    struct q_item items[Q_ITEMS];
    unsigned char row[Q_ITEMS * CELL];
    struct query q = { .name = "plant", .in = items, .nin = items_of(c, items, a) };
    struct out sql;
    size_t i;

    out_init(&sql, 16384);
    out_fmt(&sql, "INSERT INTO %s (", c->table);
    for (i = 0; i < q.nin; i++) {
        struct str s = c[i].kind == QK_WRAPPED ? wrapped : plain_value(a, &c[i], x);

        out_fmt(&sql, "%s%s", i ? ", " : "", c[i].column);
        if (c[i].kind == QK_I64)
            memcpy(row + items[i].at, &number, sizeof number);
        else
            memcpy(row + items[i].at, &s, sizeof s);
    }
    out_z(&sql, ") VALUES (");
    for (i = 0; i < q.nin; i++)
        out_fmt(&sql, "%s$%zu", i ? ", " : "", i + 1);
    out_z(&sql, ")");
    q.sql = str_z(a, out_view(&sql));
    out_free(&sql);
    CHECK_OK(db_query_must(db, a, &q, row, &e));
}

void store_kit_plant(struct db *db, struct arena *a, struct str x, int64_t n)
{
    struct str wrapped = STR_NULL;
    size_t i;

    CHECK_OK(db_case_key_new(db, a, x, &wrapped, &e));
    for (i = 0; i < schema_columns_n; i++)
        if (!i || strcmp(schema_columns[i].table, schema_columns[i - 1].table) != 0)
            plant_row(db, a, &schema_columns[i], x, n, wrapped);
}

static bool has(const struct q_item *items, size_t n, enum q_kind kind)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (items[i].kind == kind)
            return true;
    return false;
}

static void check_row(struct db *db, struct arena *a, const struct schema_column *c, struct str x)
{
    struct q_item items[Q_ITEMS], in;
    unsigned char row[Q_ITEMS * CELL];
    struct query q = { .name = "planted", .in = &in, .nin = 1, .out = items };
    struct out sql;
    struct str got;
    size_t i;

    q.nout = items_of(c, items, a);
    q.row_size = sizeof row;
    if (!has(items, q.nout, QK_SEALED))
        return;
    in = items[items[0].id_ref];
    in.at = 0;
    out_init(&sql, 16384);
    for (i = 0; i < q.nout; i++)
        out_fmt(&sql, "%s%s", i ? ", " : "SELECT ", c[i].column);
    out_fmt(&sql, " FROM %s WHERE %s = $1", c->table, in.name);
    q.sql = str_z(a, out_view(&sql));
    out_free(&sql);
    got = in.kind == QK_HEX ? hash_sha256(a, x) : x;
    CHECK_OK(db_query_one(db, a, &q, &got, row, &e));
    for (i = 0; i < q.nout; i++) {
        if (items[i].kind != QK_SEALED)
            continue;
        memcpy(&got, row + items[i].at, sizeof got);
        CHECK(str_eq(got, planted(a, &c[i], x)));
    }
}

void store_kit_planted(struct db *db, struct arena *a, struct str x)
{
    size_t i;

    for (i = 0; i < schema_columns_n; i++)
        if (!i || strcmp(schema_columns[i].table, schema_columns[i - 1].table) != 0)
            check_row(db, a, &schema_columns[i], x);
}
