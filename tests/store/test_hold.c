/* A writer that holds: each apply on its own, all of them on disk together or not at all. */
#include "store/writer.h"
#include "support/store_kit.h"

/* Names REWEAVE_TEST_PG, so that the runner gives this file a server. */

static const struct q_item items[] = {
    { .name = "id", .column = "audit_head.id", .kind = QK_CODE, .at = 0 },
};

static enum rw_status add(struct db *db, void *arg, struct rw_err *e)
{
    static const struct query q = { .name = "add",
                                    .sql = "INSERT INTO audit_head (id, seq) VALUES ($1, 0)",
                                    .in = items,
                                    .nin = 1 };
    struct str id = str_of(arg);

    return db_query_must(db, db_scratch(db), &q, &id, e);
}

/* Adds, then thinks better of it. */
static enum rw_status add_and_fail(struct db *db, void *arg, struct rw_err *e)
{
    enum rw_status st = add(db, arg, e);

    return st ? st : RW_FAIL(e, RW_EINPUT, "no");
}

static int64_t heads(struct db *db, struct arena *a)
{
    static const struct q_item n = { .name = "n" };
    static const struct query q = { .name = "heads",
                                    .sql = "SELECT COUNT(*) FROM audit_head",
                                    .out = &n,
                                    .nout = 1,
                                    .row_size = 8 };
    int64_t got = -1;

    CHECK_OK(db_query_one(db, a, &q, NULL, &got, &e));
    return got;
}

TEST_BOTH(what_is_held_is_seen_by_its_own_connection_until_it_is_settled)
{
    char one[] = "one", two[] = "two", three[] = "three";
    struct writer_counts counts;
    struct db *reader, *held;
    struct writer *w;

    db_close(store_kit_open(k));
    CHECK_OK(writer_start(&k->c, false, &w, &e));
    CHECK_OK(db_open(&k->c, DB_READ, &reader, &e));
    CHECK_OK(writer_hold(w, &held, &e));
    CHECK_OK(writer_run(w, add, one, &e));
    CHECK(writer_run(w, add_and_fail, two, NULL) == RW_EINPUT);
    CHECK(writer_run(w, add, one, NULL) == RW_ECONFLICT);
    CHECK_OK(writer_run(w, add, three, &e));
    assert_int_equal(heads(held, &k->a), 2);
    assert_int_equal(heads(reader, &k->a), 0);
    CHECK_OK(writer_settle(w, &e));
    assert_int_equal(heads(reader, &k->a), 2);
    writer_counts(w, &counts);
    assert_int_equal(counts.applied, 2);
    assert_int_equal(counts.failed, 2);
    assert_int_equal(counts.groups, 1);
    assert_int_equal(counts.syncs, 1);
    CHECK_OK(writer_run(w, add, two, &e)); /* as ever again */
    assert_int_equal(heads(reader, &k->a), 3);
    db_close(reader);
    writer_stop(w);
}

TEST_BOTH(what_is_never_settled_is_not_there)
{
    char one[] = "one";
    struct db *db;
    struct writer *w;

    db_close(store_kit_open(k));
    CHECK_OK(writer_start(&k->c, false, &w, &e));
    CHECK_OK(writer_hold(w, &db, &e));
    CHECK(writer_hold(w, &db, NULL) == RW_EBUG);
    CHECK_OK(writer_run(w, add, one, &e));
    writer_stop(w);
    CHECK_OK(db_open(&k->c, DB_READ, &db, &e));
    assert_int_equal(heads(db, &k->a), 0);
    db_close(db);
}

TEST_BOTH(a_writer_with_a_thread_does_not_hold)
{
    struct db *db;
    struct writer *w;

    db_close(store_kit_open(k));
    CHECK_OK(writer_start(&k->c, true, &w, &e));
    CHECK(writer_hold(w, &db, NULL) == RW_EBUG);
    writer_stop(w);
}
