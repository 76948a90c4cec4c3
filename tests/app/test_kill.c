/* Clinicians write and sign notes while the process is killed at any moment: what was acknowledged
 * is there, nothing is there by halves, and the log has no gap. On PostgreSQL too, where
 * REWEAVE_TEST_PG names a server.
 *
 *   REWEAVE_KILL_ROUNDS  how many times (50)       REWEAVE_KILL_SEED  the moments of an earlier run
 *   REWEAVE_KILL_ENGINE  "postgres": on that one alone */
#include "app/note.h"
#include "gen/queries.h"
#include "store/snapshot.h"
#include "support/desk.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 50
#define THREADS 4
#define LATEST_US 60000 /* of the kill, from the first acknowledgement on */
#define RECOVERY_S 5
#define LOOK_EACH 10 /* rounds between two looks at every page */

struct ack {
    char id[CRYPTO_ID_LEN];
    bool is_signed;
};

struct worker {
    struct desk desk; /* of its own, on the practice of the test */
    int pipe;
};

static void told(const struct worker *me, struct str id, bool is_signed)
{
    struct ack a = { .is_signed = is_signed };

    memcpy(a.id, id.p, sizeof a.id);
    if (write(me->pipe, &a, sizeof a) != (ssize_t)sizeof a)
        _exit(0);
}

/* One note, written and signed, as two requests of a browser would do it. */
static void work_once(struct worker *me)
{
    struct desk *d = &me->desk;
    struct note_person who = { .person_id = d->maya };
    struct note_input in = { .kind = STR("child"),
                             .cls = STR("S"),
                             .minutes = 50,
                             .people = &who,
                             .npeople = 1,
                             .body = STR("Written while somebody pulls the plug.") };
    struct act a = desk_act(d, d->ana, true), b = a;
    struct str id = note_new_id(&a, d->case_id);
    struct note_saved saved;

    in.on = date_add(a.today, -1);
    in.at_min = 600;
    if (note_save(&a, d->case_id, id, &in, &saved))
        _exit(4);
    told(me, id, false);
    if (note_sign(&b, d->case_id, id, saved.version))
        _exit(5);
    told(me, id, true);
}

static void *work(void *ctx)
{
    struct worker *me = ctx;

    for (;;) {
        work_once(me);
        arena_reset(&me->desk.mem);
    }
    return NULL;
}

static void work_until_killed(const struct desk *d, int pipe)
{
    static struct worker workers[THREADS];
    pthread_t thread;
    struct writer *w;
    int i;

    if (writer_start(&d->kit->c, true, &w, NULL))
        _exit(2);
    for (i = 0; i < THREADS; i++) {
        struct worker *me = &workers[i];

        me->desk = *d;
        me->pipe = pipe;
        me->desk.app.writer = w;
        if (!arena_make(&me->desk.mem, 4u << 20) ||
            db_open(&d->kit->c, DB_READ, &me->desk.db, NULL) ||
            pthread_create(&thread, NULL, work, me))
            _exit(3);
    }
    for (;;)
        pause();
}

/* -- afterwards -------------------------------------------------------------------------------- */

static int64_t ask(struct db *db, struct arena *a, const char *sql)
{
    static const struct q_item n = { .name = "n" };
    struct query q = { .name = "ask", .sql = sql, .out = &n, .nout = 1, .row_size = 8 };
    int64_t got = -1;

    CHECK_OK(db_query_one(db, a, &q, NULL, &got, &e));
    return got;
}

static void check_ack(const struct desk *d, struct db *db, struct arena *mem, const struct ack *a)
{
    struct str id = { a->id, sizeof a->id };
    struct note_row row;

    CHECK_OK(
        q_note_get(db, mem, &(struct q_note_get_in){ .case_id = d->case_id, .id = id }, &row, &e));
    CHECK_STR(row.body, "Written while somebody pulls the plug.");
    CHECK(!a->is_signed || str_is(row.state, "signed"));
}

/* No half of an action, and as many events as there must be. */
static void check_whole(struct db *db, struct arena *a)
{
    CHECK(ask(db, a, "SELECT COUNT(*) - MAX(seq) FROM audit_event") == 0);
    CHECK(ask(db, a,
              "SELECT h.seq - (SELECT MAX(seq) FROM audit_event) FROM audit_head h "
              "WHERE h.id = 'events'") == 0);
    CHECK(ask(db, a,
              "SELECT COUNT(*) FROM note n WHERE NOT EXISTS (SELECT 1 FROM note_person p "
              "WHERE p.case_id = n.case_id AND p.note_id = n.id)") == 0);
    CHECK(ask(db, a,
              "SELECT (SELECT COUNT(*) FROM note WHERE state = 'signed') - "
              "(SELECT COUNT(*) FROM audit_event WHERE action = 'note-sign')") == 0);
    CHECK(ask(db, a,
              "SELECT (SELECT COUNT(*) FROM note) - "
              "(SELECT COUNT(*) FROM audit_event WHERE object_version = 1 AND "
              "object_type = 'note')") == 0);
}

/* Pages, indexes, references between rows; on a server its rows by way of a copy. */
static void look(const struct desk *d, struct arena *mem)
{
    struct snapshot_facts facts;
    char path[192];

    snprintf(path, sizeof path, "%s/look.db", d->kit->dir);
    CHECK_OK(snapshot_make(&d->kit->c, path, d->now_utc, &e));
    CHECK_OK(snapshot_look(path, mem, &facts, &e));
    CHECK(unlink(path) == 0);
}

static void verify(const struct desk *d, const struct ack *acks, size_t n, bool whole)
{
    struct timespec from, to;
    struct db *db = NULL;
    struct arena mem;
    size_t i;

    CHECK(arena_make(&mem, 32u << 20));
    clock_gettime(CLOCK_MONOTONIC, &from);
    CHECK_OK(db_open(&d->kit->c, DB_WRITE, &db, &e));
    CHECK(ask(db, &mem, "SELECT COUNT(*) FROM family_case") == 1);
    clock_gettime(CLOCK_MONOTONIC, &to);
    CHECK(to.tv_sec - from.tv_sec < RECOVERY_S);
    for (i = 0; i < n; i++) {
        check_ack(d, db, &mem, &acks[i]);
        arena_reset(&mem);
    }
    check_whole(db, &mem);
    db_close(db);
    if (whole)
        look(d, &mem);
    arena_free(&mem);
}

/* -- the rounds -------------------------------------------------------------------------------- */

static uint64_t number_of(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    int64_t n;

    return text && str_i64(str_of(text), &n) && n > 0 ? (uint64_t)n : otherwise;
}

/* Everything that was acknowledged before the kill; the pipe ends with the process. */
static size_t round_once(struct desk *d, long wait_us, struct ack *acks, size_t max)
{
    struct timespec wait = { .tv_nsec = wait_us * 1000 };
    int ends[2];
    size_t n = 0;
    pid_t child;

    CHECK(pipe(ends) == 0);
    child = fork();
    if (child == 0) {
        close(ends[0]);
        work_until_killed(d, ends[1]);
    }
    close(ends[1]);
    CHECK(read(ends[0], &acks[n], sizeof *acks) == (ssize_t)sizeof *acks);
    n++;
    nanosleep(&wait, NULL);
    CHECK(kill(child, SIGKILL) == 0);
    while (n < max && read(ends[0], &acks[n], sizeof *acks) == (ssize_t)sizeof *acks)
        n++;
    close(ends[0]);
    CHECK(waitpid(child, NULL, 0) == child);
    return n;
}

TEST_BOTH(no_kill_loses_an_acknowledged_note_or_leaves_half_of_one)
{
    static struct ack acks[20000];
    size_t rounds = number_of("REWEAVE_KILL_ROUNDS", ROUNDS), round, all = 0;
    uint64_t seed = number_of("REWEAVE_KILL_SEED", (uint64_t)time(NULL)), state = seed;
    const char *only = getenv("REWEAVE_KILL_ENGINE");
    struct desk d;

    if (only && k->postgres != str_is(str_of(only), "postgres")) {
        store_kit_drop(k);
        skip();
    }
    desk_open(&d, k);
    /* No connection may live through a fork. */
    db_close(d.db);
    writer_stop(d.writer);
    print_message("REWEAVE_KILL_SEED=%llu\n", (unsigned long long)seed);
    for (round = 0; round < rounds; round++) {
        size_t n;

        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        n = round_once(&d, (long)((state >> 33) % LATEST_US), acks, sizeof acks / sizeof *acks);
        verify(&d, acks, n, round % LOOK_EACH == 0 || round + 1 == rounds);
        all += n;
    }
    print_message("%zu kills, %zu acknowledged writes, none lost\n", rounds, all);
    CHECK(all > rounds);
    arena_free(&d.mem);
}
