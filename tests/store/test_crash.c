/* A process killed at any moment loses nothing that it acknowledged and keeps nothing by halves. */
#include "support/store_kit.h"

#include "store/writer.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 40
#define THREADS 4

/* One action is two rows; one must never be met without the other. */
struct action {
    char left[32], right[32];
};

static enum rw_status action_apply(struct db *db, void *arg, struct rw_err *e)
{
    static const struct q_item items[] = {
        { .name = "id", .column = "audit_head.id", .kind = QK_CODE, .at = 0 },
    };
    static const struct query add = { .name = "add",
                                      .sql = "INSERT INTO audit_head (id, seq) VALUES ($1, 0)",
                                      .in = items,
                                      .nin = 1 };
    const struct action *a = arg;
    struct str left = str_of(a->left), right = str_of(a->right);
    enum rw_status st = db_query_must(db, db_scratch(db), &add, &left, e);

    return st ? st : db_query_must(db, db_scratch(db), &add, &right, e);
}

struct worker {
    struct writer *w;
    int round, number, pipe;
};

static void *worker_thread(void *ctx)
{
    const struct worker *me = ctx;
    struct action a;
    int32_t i;

    for (i = 0;; i++) {
        int32_t ack[2] = { me->number, i };

        snprintf(a.left, sizeof a.left, "left-%d-%d-%d", me->round, me->number, (int)i);
        snprintf(a.right, sizeof a.right, "right-%d-%d-%d", me->round, me->number, (int)i);
        if (writer_run(me->w, action_apply, &a, NULL))
            _exit(1);
        if (write(me->pipe, ack, sizeof ack) != (ssize_t)sizeof ack)
            _exit(0);
    }
    return NULL;
}

static void work_until_killed(const struct store_kit *k, int round, int pipe)
{
    static struct worker workers[THREADS];
    pthread_t threads[THREADS];
    struct writer *w;
    int i;

    if (writer_start(&k->c, true, &w, NULL))
        _exit(2);
    for (i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){ w, round, i, pipe };
        if (pthread_create(&threads[i], NULL, worker_thread, &workers[i]))
            _exit(3);
    }
    for (;;)
        pause();
}

/* The last acknowledged number of each thread; -1 where none was. */
static void acks_read(int pipe, int32_t last[static THREADS])
{
    int32_t ack[2];
    int i;

    for (i = 0; i < THREADS; i++)
        last[i] = -1;
    while (read(pipe, ack, sizeof ack) == (ssize_t)sizeof ack)
        last[ack[0]] = ack[1];
}

static int64_t ask(struct db *db, struct arena *a, const char *sql)
{
    static const struct q_item n = { .name = "n" };
    struct query q = { .name = "ask", .sql = sql, .out = &n, .nout = 1, .row_size = 8 };
    int64_t got = -1;

    CHECK_OK(db_query_one(db, a, &q, NULL, &got, &e));
    return got;
}

static void verify(struct store_kit *k, int round, const int32_t last[static THREADS])
{
    struct db *db = NULL;
    int64_t want = 0, got;
    int i;

    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    for (i = 0; i < THREADS; i++)
        want += last[i] + 1;
    got = ask(db, &k->a,
              str_z(&k->a, str_fmt(&k->a,
                                   "SELECT COUNT(*) FROM audit_head WHERE id >= 'left-%d-' "
                                   "AND id < 'left-%d.'",
                                   round, round)));
    /* What was committed and not told yet may stand there too: at most one for each thread. */
    CHECK(got >= want && got <= want + THREADS);
    CHECK(ask(db, &k->a,
              "SELECT COUNT(*) FROM audit_head l WHERE l.id LIKE 'left-%' AND NOT EXISTS (SELECT 1 "
              "FROM audit_head r WHERE r.id = 'right' || substr(l.id, 5))") == 0);
    CHECK(ask(db, &k->a,
              "SELECT COALESCE(SUM(CASE WHEN id LIKE 'left-%' THEN 1 ELSE -1 END), 0) FROM "
              "audit_head") == 0);
    db_close(db);
    arena_reset(&k->a);
}

TEST(forty_kills_lose_no_acknowledged_write_and_leave_no_half_action)
{
    struct store_kit k;
    int32_t last[THREADS];
    int ends[2], round, worked = 0;
    pid_t child;

    CHECK(store_kit_make(&k, false));
    db_close(store_kit_open(&k));
    for (round = 0; round < ROUNDS; round++) {
        struct timespec wait = { .tv_nsec = 2000000L + (long)round * 1700000L };

        CHECK(pipe(ends) == 0);
        child = fork();
        if (child == 0) {
            close(ends[0]);
            work_until_killed(&k, round, ends[1]);
        }
        close(ends[1]);
        nanosleep(&wait, NULL);
        CHECK(kill(child, SIGKILL) == 0);
        acks_read(ends[0], last);
        close(ends[0]);
        CHECK(waitpid(child, NULL, 0) == child);
        verify(&k, round, last);
        worked += last[0] > 0;
    }
    CHECK(worked > ROUNDS / 4);
    store_kit_drop(&k);
}
