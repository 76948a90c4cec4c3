/* One writer, groups, and nothing acknowledged before its commit; both engines (REWEAVE_TEST_PG). */
#include "support/store_kit.h"

#include "store/writer.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define THREADS 16
#define WRITES 100

static const struct q_item number_item = { .name = "seq", .column = "audit_head.seq" };
static const struct q_item id_item = { .name = "id", .column = "audit_head.id", .kind = QK_CODE };

static enum rw_status head_add(struct db *db, struct arena *a, const char *id, struct rw_err *e)
{
    static const struct query q = { .name = "head_add",
                                    .sql = "INSERT INTO audit_head (id, seq) VALUES ($1, 0)",
                                    .in = &id_item,
                                    .nin = 1 };
    struct str in = str_of(id);

    return db_query_must(db, a, &q, &in, e);
}

static int64_t ask(const struct store_kit *k, const char *sql)
{
    struct query q = {
        .name = "ask", .sql = sql, .out = &number_item, .nout = 1, .row_size = sizeof(int64_t)
    };
    struct db *db = NULL;
    struct arena a;
    int64_t n = -1;

    CHECK(arena_make(&a, 4096));
    CHECK_OK(db_open(&k->c, DB_READ, &db, &e));
    CHECK_OK(db_query_one(db, &a, &q, NULL, &n, &e));
    db_close(db);
    arena_free(&a);
    return n;
}

static struct writer *start(struct store_kit *k, bool threaded)
{
    struct writer *w = NULL;
    struct db *db = store_kit_open(k);

    CHECK_OK(head_add(db, &k->a, "counter", &e));
    db_close(db);
    CHECK_OK(writer_start(&k->c, threaded, &w, &e));
    return w;
}

/* What one write is asked to do. */
struct task {
    const char *id;
    enum rw_status fail; /* after it has written */
};

static enum rw_status task_apply(struct db *db, void *arg, struct rw_err *e)
{
    const struct task *t = arg;
    enum rw_status st = head_add(db, db_scratch(db), t->id, e);

    return st ? st : t->fail ? RW_FAIL(e, t->fail, "as asked") : RW_OK;
}

static enum rw_status bump_apply(struct db *db, void *arg, struct rw_err *e)
{
    static const struct query q = { .name = "bump",
                                    .sql = "UPDATE audit_head SET seq = seq + 1 "
                                           "WHERE id = 'counter' RETURNING seq",
                                    .out = &number_item,
                                    .nout = 1,
                                    .row_size = sizeof(int64_t) };
    int64_t unheard;

    return db_query_one(db, db_scratch(db), &q, NULL, arg ? arg : &unheard, e);
}

TEST_BOTH(a_failing_apply_leaves_nothing_and_its_neighbours_stay)
{
    struct writer *w = start(k, true);
    struct task tasks[3] = { { "a", RW_OK }, { "b", RW_EINPUT }, { "c", RW_OK } };
    struct writer_counts c;
    struct rw_err err = { 0 };

    CHECK_OK(writer_run(w, task_apply, &tasks[0], &e));
    CHECK(writer_run(w, task_apply, &tasks[1], &err) == RW_EINPUT);
    CHECK(strstr(err.note, "as asked") != NULL);
    CHECK_OK(writer_run(w, task_apply, &tasks[2], &e));
    tasks[1].fail = RW_OK;
    tasks[1].id = "a";
    CHECK(writer_run(w, task_apply, &tasks[1], NULL) == RW_ECONFLICT);
    writer_counts(w, &c);
    CHECK(c.applied == 2 && c.failed == 2 && c.syncs == 2);
    writer_stop(w);
    CHECK(ask(k, "SELECT COUNT(*) FROM audit_head WHERE id IN ('a', 'c')") == 2);
    CHECK(ask(k, "SELECT COUNT(*) FROM audit_head WHERE id = 'b'") == 0);
}

struct crowd {
    struct writer *w;
    const struct store_kit *k;
    pthread_barrier_t gate;
    int64_t seen[THREADS * WRITES + 1]; /* which numbers were acknowledged */
    pthread_mutex_t lock;
    int failures;
};

static void *crowd_thread(void *ctx)
{
    struct crowd *c = ctx;
    int64_t seq;
    int i;

    pthread_barrier_wait(&c->gate);
    for (i = 0; i < WRITES; i++) {
        enum rw_status st = writer_run(c->w, bump_apply, &seq, NULL);

        pthread_mutex_lock(&c->lock);
        if (st || seq < 1 || seq > THREADS * WRITES)
            c->failures++;
        else
            c->seen[seq]++;
        pthread_mutex_unlock(&c->lock);
    }
    return NULL;
}

TEST_BOTH(sixteen_who_write_at_once_share_their_commits)
{
    static struct crowd c;
    pthread_t threads[THREADS];
    struct writer_counts counts;
    int i;

    memset(&c, 0, sizeof c);
    c.w = start(k, true);
    pthread_barrier_init(&c.gate, NULL, THREADS);
    pthread_mutex_init(&c.lock, NULL);
    for (i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, crowd_thread, &c) == 0);
    for (i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    writer_counts(c.w, &counts);
    writer_stop(c.w);
    CHECK(c.failures == 0);
    for (i = 1; i <= THREADS * WRITES; i++)
        CHECK(c.seen[i] == 1);
    CHECK(counts.applied == THREADS * WRITES && counts.failed == 0);
    CHECK(counts.syncs < THREADS * WRITES / 2);
    CHECK(ask(k, "SELECT seq FROM audit_head WHERE id = 'counter'") == THREADS * WRITES);
    pthread_barrier_destroy(&c.gate);
    pthread_mutex_destroy(&c.lock);
}

/* Whoever is told "saved" can be shown it, from another connection, at that very moment. */
TEST_BOTH(what_is_acknowledged_is_committed)
{
    struct writer *w = start(k, true);
    int64_t seq = 0;
    int i;

    for (i = 1; i <= 20; i++) {
        CHECK_OK(writer_run(w, bump_apply, &seq, &e));
        CHECK(seq == i);
        CHECK(ask(k, "SELECT seq FROM audit_head WHERE id = 'counter'") >= i);
    }
    writer_stop(w);
}

/* Ends the transaction behind the writer's back, as a failing disk or server does. */
static enum rw_status break_apply(struct db *db, void *arg, struct rw_err *e)
{
    static const struct query q = { .name = "break", .sql = "ROLLBACK" };
    enum rw_status st = head_add(db, db_scratch(db), arg, e);

    if (st == RW_OK)
        st = db_query_run(db, db_scratch(db), &q, NULL, e);
    return st;
}

TEST_BOTH(a_group_that_cannot_commit_is_told_so_and_leaves_nothing)
{
    struct writer *w = start(k, true);
    struct task after = { "after", RW_OK };
    char lost[] = "lost";

    CHECK(writer_run(w, break_apply, lost, NULL) == RW_EDEP);
    CHECK(ask(k, "SELECT COUNT(*) FROM audit_head WHERE id = 'lost'") == 0);
    CHECK_OK(writer_run(w, task_apply, &after, &e));
    writer_stop(w);
    CHECK(ask(k, "SELECT COUNT(*) FROM audit_head WHERE id = 'after'") == 1);
}

static enum rw_status post_apply(struct db *db, void *arg, struct rw_err *e)
{
    (void)arg;
    return bump_apply(db, NULL, e);
}

TEST_BOTH(posts_ride_along_and_stopping_drains_them)
{
    struct writer *w = start(k, true);
    int i;

    for (i = 0; i < 50; i++)
        writer_post(w, post_apply, &i, sizeof i);
    writer_stop(w);
    CHECK(ask(k, "SELECT seq FROM audit_head WHERE id = 'counter'") == 50);
}

static enum rw_status named_apply(struct db *db, void *arg, struct rw_err *e)
{
    return head_add(db, db_scratch(db), arg, e);
}

TEST_BOTH(without_a_thread_the_callers_own_does_the_work)
{
    struct writer *w = start(k, false);
    char first[] = "first";
    struct task bad = { "bad", RW_EDENIED };

    CHECK_OK(writer_run(w, named_apply, first, &e));
    writer_post(w, named_apply, "posted", sizeof "posted");
    CHECK(writer_run(w, task_apply, &bad, NULL) == RW_EDENIED);
    writer_stop(w);
    CHECK(ask(k, "SELECT COUNT(*) FROM audit_head WHERE id IN ('first', 'posted')") == 2);
    CHECK(ask(k, "SELECT COUNT(*) FROM audit_head WHERE id = 'bad'") == 0);
}

TEST_BOTH(a_post_too_large_is_dropped)
{
    static const char large[WRITER_POST_MAX + 1];
    struct writer *w = start(k, false);
    struct writer_counts c;

    writer_post(w, named_apply, large, sizeof large);
    writer_counts(w, &c);
    CHECK(c.groups == 0);
    writer_stop(w);
}

static enum rw_status bulk_apply(struct db *db, void *arg, struct rw_err *e)
{
    static const struct query q = {
        .name = "bulk",
        .sql = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 250000) "
               "INSERT INTO audit_head (id, seq) SELECT 'bulk-' || n, n FROM c",
    };

    (void)arg;
    return db_query_must(db, db_scratch(db), &q, NULL, e);
}

static int64_t file_size(const struct store_kit *k)
{
    struct stat s;

    CHECK(stat(k->path, &s) == 0);
    return s.st_size;
}

/* The log is moved into the database after the answer is given, and not for every small write. */
TEST(a_grown_log_is_moved_into_the_database_when_nobody_waits)
{
    struct store_kit k;
    struct writer *w;
    struct task small = { "small", RW_OK };
    int64_t before;

    CHECK(store_kit_make(&k, false));
    w = start(&k, false);
    before = file_size(&k);
    CHECK_OK(writer_run(w, task_apply, &small, &e));
    CHECK(file_size(&k) == before);
    CHECK_OK(writer_run(w, bulk_apply, NULL, &e));
    CHECK(file_size(&k) > before + (2 << 20));
    writer_stop(w);
    store_kit_drop(&k);
}
