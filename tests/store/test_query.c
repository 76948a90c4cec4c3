/* What the row code promises, on both engines (REWEAVE_TEST_PG). */
#include "support/store_kit.h"

#include "base/limits.h"
#include "gen/queries.h"

#include <stdio.h>
#include <string.h>

struct pair {
    struct str word;
    int64_t number;
};

static const struct q_item pair_items[] = {
    { .name = "word", .kind = QK_CODE, .at = offsetof(struct pair, word), .nullable = true },
    { .name = "number", .kind = QK_I64, .at = offsetof(struct pair, number), .nullable = true },
};

/* A query of the test's own: in and out are (word, number), or the first of them. */
static struct query own(const char *sql, size_t nin, size_t nout)
{
    return (struct query){ .name = "own",
                           .sql = sql,
                           .in = pair_items,
                           .nin = nin,
                           .out = pair_items,
                           .nout = nout,
                           .row_size = sizeof(struct pair) };
}

static struct q_practice_add_in practice(void)
{
    return (struct q_practice_add_in){
        .id = STR(DB_PRACTICE_ID),
        .kind = STR("solo"),
        .name = STR("Prairie Practice"),
        .region = STR("us-il"),
        .time_zone = STR("America/Chicago"),
        .paper = STR("letter"),
        .created_utc = STR("2026-11-22T10:00:00Z"),
        .version = 1,
    };
}

static enum rw_status add(struct db *db, struct arena *a, struct q_practice_add_in in,
                          struct rw_err *e)
{
    return q_practice_add(db, a, &in, e);
}

static struct practice_get_row get(struct db *db, struct arena *a)
{
    struct practice_get_row row = { 0 };
    struct q_practice_get_in in = { .id = STR(DB_PRACTICE_ID) };

    CHECK_OK(q_practice_get(db, a, &in, &row, &e));
    return row;
}

TEST_BOTH(a_row_comes_back_with_every_kind_of_value)
{
    struct db *db = store_kit_open(k);
    struct practice_get_row row;

    CHECK_OK(add(db, &k->a, practice(), &e));
    row = get(db, &k->a);
    CHECK_STR(row.id, DB_PRACTICE_ID);
    CHECK_STR(row.kind, "solo");
    CHECK_STR(row.name, "Prairie Practice");
    CHECK_STR(row.created_utc, "2026-11-22T10:00:00Z");
    CHECK(row.consult_name.p == NULL && row.version == 1 && row.demo == 0);
    db_close(db);
}

TEST_BOTH(an_empty_sealed_text_is_not_the_same_as_none)
{
    struct db *db = store_kit_open(k);
    struct q_practice_add_in in = practice();
    struct practice_get_row row;

    in.consult_name = STR("");
    CHECK_OK(add(db, &k->a, in, &e));
    row = get(db, &k->a);
    CHECK(row.consult_name.p && row.consult_name.len == 0);
    db_close(db);
}

TEST_BOTH(a_value_without_its_columns_form_is_refused_and_not_told)
{
    struct db *db = store_kit_open(k);
    struct rw_err err = { 0 };
    struct q_practice_add_in in[7];
    size_t i;

    for (i = 0; i < 7; i++)
        in[i] = practice();
    in[0].id = STR("secretsecretsecretsecret1!");
    in[1].id = STR("secret");
    in[2].kind = STR("secret");
    in[3].region = STR("a secret with blanks");
    in[4].created_utc = STR("2026-11-22 secret");
    in[5].name = STR_NULL;
    in[6].version = DB_NULL_I64;
    for (i = 0; i < 7; i++) {
        CHECK(add(db, &k->a, in[i], &err) == RW_EBUG);
        CHECK(strstr(err.note, "practice.") && !strstr(err.note, "secret"));
    }
    CHECK_OK(add(db, &k->a, practice(), &e));
    db_close(db);
}

TEST_BOTH(one_says_when_there_is_no_row_or_a_second)
{
    struct db *db = store_kit_open(k);
    struct query two = own("SELECT 'a', 1 UNION ALL SELECT 'b', 2", 0, 2);
    struct q_practice_get_in in = { .id = STR(DB_PRACTICE_ID) };
    struct practice_get_row row;
    struct pair pair;

    CHECK(q_practice_get(db, &k->a, &in, &row, NULL) == RW_ENOTFOUND);
    CHECK(db_query_one(db, &k->a, &two, NULL, &pair, NULL) == RW_EBUG);
    db_close(db);
}

TEST_BOTH(must_is_a_conflict_when_someone_saved_first)
{
    struct db *db = store_kit_open(k);
    struct q_practice_change_in in = {
        .id = STR(DB_PRACTICE_ID),
        .kind = STR("group"),
        .name = STR("Prairie Group"),
        .region = STR("us-il"),
        .time_zone = STR("America/Chicago"),
        .paper = STR("letter"),
        .version = 1,
    };

    CHECK_OK(add(db, &k->a, practice(), &e));
    CHECK_OK(q_practice_change(db, &k->a, &in, &e));
    CHECK(q_practice_change(db, &k->a, &in, NULL) == RW_ECONFLICT);
    CHECK_STR(get(db, &k->a).name, "Prairie Group");
    CHECK(get(db, &k->a).version == 2);
    db_close(db);
}

TEST_BOTH(a_constraint_of_the_schema_is_a_conflict)
{
    struct db *db = store_kit_open(k);
    struct q_case_key_add_in in = { .case_id = store_kit_id(&k->a, "nobody"),
                                    .wrapped = STR("anything") };

    CHECK_OK(add(db, &k->a, practice(), &e));
    CHECK(add(db, &k->a, practice(), NULL) == RW_ECONFLICT);
    CHECK(q_case_key_add(db, &k->a, &in, NULL) == RW_ECONFLICT);
    db_close(db);
}

TEST_BOTH(parameters_are_bound_by_name_whatever_their_order_in_the_text)
{
    struct db *db = store_kit_open(k);
    struct query q = own("SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT) + 1 "
                         "WHERE CAST($2 AS BIGINT) = 7 AND CAST($1 AS TEXT) = 'seven'",
                         2, 2);
    struct pair in = { STR("seven"), 7 }, row;

    CHECK_OK(db_query_one(db, &k->a, &q, &in, &row, &e));
    CHECK_STR(row.word, "seven");
    CHECK(row.number == 8);
    db_close(db);
}

TEST_BOTH(numbers_keep_their_whole_range)
{
    struct db *db = store_kit_open(k);
    struct query q = own("SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT)", 2, 2);
    int64_t numbers[] = { 0, -1, 255, -256, INT64_MAX, INT64_MIN + 1 };
    struct pair row;
    size_t i;

    for (i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct pair in = { STR_NULL, numbers[i] };

        CHECK_OK(db_query_one(db, &k->a, &q, &in, &row, &e));
        CHECK(row.number == numbers[i] && row.word.p == NULL);
    }
    db_close(db);
}

TEST_BOTH(a_list_ends_at_its_ceiling)
{
    struct db *db = store_kit_open(k);
    struct query q = own("WITH RECURSIVE c(n) AS (SELECT CAST(1 AS BIGINT) UNION ALL "
                         "SELECT n + 1 FROM c WHERE n < $2) "
                         "SELECT CAST($1 AS TEXT), n FROM c",
                         2, 2);
    struct pair in = { STR("x"), RW_ROWS_MAX };
    void *rows;
    size_t n;

    CHECK_OK(db_query_many(db, &k->a, &q, &in, &rows, &n, &e));
    CHECK(n == RW_ROWS_MAX && ((struct pair *)rows)[n - 1].number == RW_ROWS_MAX);
    in.number++;
    CHECK(db_query_many(db, &k->a, &q, &in, &rows, &n, NULL) == RW_ELIMIT);
    CHECK(n == 0 && rows == NULL);
    q.limited = true;
    CHECK_OK(db_query_many(db, &k->a, &q, &in, &rows, &n, &e));
    CHECK(n == RW_ROWS_MAX + 1);
    db_close(db);
}

TEST_BOTH(a_statement_that_never_ends_is_stopped)
{
    struct db *db = store_kit_open(k), *reader = NULL;
    struct query q = own("WITH RECURSIVE c(n) AS (SELECT CAST(1 AS BIGINT) UNION ALL "
                         "SELECT n FROM c) SELECT 'x', COUNT(*) FROM c",
                         0, 2);
    struct pair row;

    CHECK_OK(db_open(&k->c, DB_READ, &reader, &e));
    CHECK(db_query_one(reader, &k->a, &q, NULL, &row, NULL) == RW_ELIMIT);
    db_close(reader);
    db_close(db);
}

TEST_BOTH(a_spent_arena_is_a_limit_and_nothing_is_written)
{
    struct db *db = store_kit_open(k);
    struct arena small;
    struct q_practice_get_in in = { .id = STR(DB_PRACTICE_ID) };
    struct practice_get_row row;

    CHECK(arena_make(&small, 96));
    CHECK(add(db, &small, practice(), NULL) == RW_ELIMIT);
    CHECK(q_practice_get(db, &k->a, &in, &row, NULL) == RW_ENOTFOUND);
    arena_free(&small);
    db_close(db);
}

/* Ciphertext under another row's id, as someone with the disk could arrange it. */
TEST_BOTH(a_sealed_value_moved_to_another_row_does_not_open)
{
    struct db *db = store_kit_open(k);
    struct str x = store_kit_id(&k->a, "first"), y = store_kit_id(&k->a, "second");
    struct query move = own("UPDATE person SET name = (SELECT name FROM person WHERE id = "
                            "'first222222222222222222222') WHERE id = "
                            "'second22222222222222222222'",
                            0, 0);
    struct query row = own("SELECT id, 1, name FROM person WHERE id = $1", 1, 3);
    struct {
        struct str id;
        int64_t one;
        struct str name;
    } got;
    struct q_item out[3] = {
        { .name = "id", .column = "person.id", .kind = QK_ID, .at = 0 },
        { .name = "one", .kind = QK_I64, .at = 16 },
        { .name = "name", .column = "person.name", .kind = QK_SEALED, .at = 24 },
    };

    store_kit_plant(db, &k->a, x, 1);
    store_kit_plant(db, &k->a, y, 2);
    row.out = out;
    row.in = out;
    row.row_size = sizeof got;
    CHECK_OK(db_query_one(db, &k->a, &row, &y, &got, &e));
    CHECK_OK(db_query_must(db, &k->a, &move, NULL, &e));
    CHECK(db_query_one(db, &k->a, &row, &y, &got, NULL) == RW_EDEP);
    CHECK_OK(db_query_one(db, &k->a, &row, &x, &got, &e));
    db_close(db);
}

/* A case whose key row is gone is noise, also to a connection that never held its key. */
TEST_BOTH(a_case_without_its_key_does_not_open)
{
    struct db *db = store_kit_open(k), *fresh = NULL;
    struct str x = store_kit_id(&k->a, "shredded");
    struct query shred = own("DELETE FROM case_key", 0, 0);
    struct query row = own("SELECT id, 1, name FROM person WHERE id = $1", 1, 2);
    struct {
        struct str id, name;
    } got;
    struct q_item out[2] = {
        { .name = "id", .column = "person.id", .kind = QK_ID, .at = 0 },
        { .name = "name", .column = "person.name", .kind = QK_SEALED, .at = 16 },
    };
    struct rw_err err = { 0 };

    store_kit_plant(db, &k->a, x, 1);
    row.sql = "SELECT id, name FROM person WHERE id = $1";
    row.in = row.out = out;
    row.row_size = sizeof got;
    CHECK_OK(db_open(&k->c, DB_WRITE, &fresh, &e));
    CHECK_OK(db_query_must(fresh, &k->a, &shred, NULL, &e));
    CHECK(db_query_one(fresh, &k->a, &row, &x, &got, &err) == RW_EDEP);
    CHECK(strstr(err.note, "no key") != NULL);
    db_close(fresh);
    db_close(db);
}

TEST_BOTH(another_master_key_opens_nothing)
{
    struct db *db = store_kit_open(k);
    struct q_practice_get_in in = { .id = STR(DB_PRACTICE_ID) };
    struct practice_get_row row;

    CHECK_OK(add(db, &k->a, practice(), &e));
    db_close(db);
    key_random(&k->key);
    CHECK_OK(db_open(&k->c, DB_READ, &db, &e));
    CHECK(q_practice_get(db, &k->a, &in, &row, NULL) == RW_EDEP);
    db_close(db);
}

TEST_BOTH(a_case_key_is_asked_for_once_and_counted)
{
    struct db *db = store_kit_open(k), *reader = NULL;
    struct str x = store_kit_id(&k->a, "counted");

    store_kit_plant(db, &k->a, x, 1);
    CHECK_OK(db_open(&k->c, DB_READ, &reader, &e));
    CHECK(db_statements(reader) == 0);
    store_kit_planted(reader, &k->a, x);
    {
        int first = db_statements(reader);

        db_statements_reset(reader);
        store_kit_planted(reader, &k->a, x);
        CHECK(first == db_statements(reader) + 1);
    }
    db_close(reader);
    db_close(db);
}

/* More cases than the connection remembers: each row brings the key that opens it. */
TEST_BOTH(a_list_that_joins_the_keys_needs_no_further_statement)
{
    enum { CASES = 300 };
    struct db *db = store_kit_open(k), *reader = NULL;
    struct {
        struct str id, title, wrapped;
    } * rows;
    struct q_item out[3] = {
        { .name = "case_id", .column = "family_case.id", .kind = QK_ID, .at = 0 },
        { .name = "title", .column = "family_case.title", .kind = QK_SEALED, .at = 16 },
        { .name = "wrapped", .column = "case_key.wrapped", .kind = QK_WRAPPED, .at = 32 },
    };
    struct query q = own("SELECT f.id, f.title, c.wrapped FROM family_case f "
                         "JOIN case_key c ON c.case_id = f.id ORDER BY f.id",
                         0, 3);
    char words[8];
    void *got;
    size_t n;

    CHECK_OK(db_begin(db, &e));
    for (n = 0; n < CASES; n++) {
        snprintf(words, sizeof words, "n%c%c", (char)('a' + n / 26), (char)('a' + n % 26));
        store_kit_plant(db, &k->a, store_kit_id(&k->a, words), (int64_t)n + 1);
        arena_reset(&k->a);
    }
    CHECK_OK(db_commit(db, &e));
    CHECK_OK(db_open(&k->c, DB_READ, &reader, &e));
    q.out = out;
    q.row_size = sizeof *rows;
    CHECK_OK(db_query_many(reader, &k->a, &q, NULL, &got, &n, &e));
    rows = got;
    CHECK(n == CASES && db_statements(reader) == 1);
    CHECK(str_starts(rows[n - 1].title, "planted family_case.title "));
    db_close(reader);
    db_close(db);
}

TEST_BOTH(exact_look_up_folds_what_people_type)
{
    struct db *db = store_kit_open(k);
    struct str a = db_lookup_key(db, &k->a, STR("Zo\xC3\xAB@Example.org"));

    CHECK(a.len == 64);
    CHECK(str_eq(a, db_lookup_key(db, &k->a, STR("  ZOE\xCC\x88@example.ORG "))));
    CHECK(!str_eq(a, db_lookup_key(db, &k->a, STR("zoe@example.org"))));
    CHECK(db_lookup_key(db, &k->a, STR("\xFF")).len == 64);
    db_close(db);
}
