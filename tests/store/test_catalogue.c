/* Every query of the catalogue: it prepares on both engines (REWEAVE_TEST_PG), and an index serves
 * and orders it unless its ":scan" or ":sort" line says why not. */
#include "support/store_kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

TEST_BOTH(every_query_prepares_and_returns_what_it_says)
{
    struct db *db = store_kit_open(k), *reader = NULL;

    CHECK_OK(db_check(db, &e));
    CHECK_OK(db_open(&k->c, DB_READ, &reader, &e));
    CHECK_OK(db_check(reader, &e));
    CHECK(db_statements(reader) == 0);
    db_close(reader);
    db_close(db);
}

/* Steps of a plan that grow with the data: a whole table read, a sort. */
struct growth {
    int scans, sorts;
};

static struct growth plan(sqlite3 *c, const struct query *q, struct arena *a)
{
    char *sql = str_z(a, str_fmt(a, "EXPLAIN QUERY PLAN %s", q->sql));
    struct growth g = { 0 };
    sqlite3_stmt *s = NULL;

    if (sqlite3_prepare_v2(c, sql, -1, &s, NULL) != SQLITE_OK)
        fail_msg("%s: %s", q->name, sqlite3_errmsg(c));
    while (sqlite3_step(s) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(s, 3);
        bool scan = strncmp(step, "SCAN ", 5) == 0 && !strstr(step, "CONSTANT ROW");
        bool sort = strstr(step, "TEMP B-TREE") != NULL;

        g.scans += scan;
        g.sorts += sort;
        if ((scan && !q->scan) || (sort && !q->sort && !q->scan))
            print_message("%s: %s\n", q->name, step);
    }
    sqlite3_finalize(s);
    return g;
}

TEST(an_index_serves_every_query_that_does_not_say_why_not)
{
    struct store_kit k;
    sqlite3 *c = NULL;
    int unexplained = 0;
    size_t i;

    CHECK(store_kit_make(&k, false));
    db_close(store_kit_open(&k));
    CHECK(sqlite3_open(k.path, &c) == SQLITE_OK);
    for (i = 0; i < queries_n; i++) {
        const struct query *q = &queries[i];
        struct growth g = plan(c, q, &k.a);

        unexplained += (g.scans && !q->scan) || (g.sorts && !q->sort && !q->scan);
        if ((q->scan && !g.scans) || (q->sort && !g.sorts)) {
            print_message("%s says \":scan\" or \":sort\" and needs none\n", q->name);
            unexplained++;
        }
    }
    sqlite3_close(c);
    CHECK(unexplained == 0);
    store_kit_drop(&k);
}

TEST(what_is_open_from_before_is_found_without_reading_a_history)
{
    struct store_kit k;
    struct str sql = STR_NULL;
    sqlite3 *c = NULL;
    sqlite3_stmt *s = NULL;
    bool by_index = false;
    size_t i;

    CHECK(store_kit_make(&k, false));
    db_close(store_kit_open(&k));
    CHECK(sqlite3_open(k.path, &c) == SQLITE_OK);
    for (i = 0; i < queries_n; i++)
        if (strcmp(queries[i].name, "agenda_today") == 0)
            sql = str_fmt(&k.a, "EXPLAIN QUERY PLAN %s", queries[i].sql);
    CHECK(sqlite3_prepare_v2(c, str_z(&k.a, sql), -1, &s, NULL) == SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(s, 3);

        by_index = by_index || strstr(step, "SEARCH o USING COVERING INDEX agenda_open");
        CHECK(!strstr(step, "SEARCH e USING PRIMARY KEY (account_id=? AND on_date<?)"));
    }
    CHECK(by_index);
    sqlite3_finalize(s);
    sqlite3_close(c);
    store_kit_drop(&k);
}
