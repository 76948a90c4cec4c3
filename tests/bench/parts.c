/* parts.c -- what a page is made of, measured without HTTP, for bench_pages.mjs to put beside it.
 *
 *   bench_parts DIR LOGIN THREADS MS PATH...   one line of JSON for each page of that account
 *   bench_parts DIR --inserts SECONDS BYTES    bare durable inserts, one line of JSON
 *   bench_parts DIR --ids N LOGIN CASE         ids for new notes, as the form would give them
 *
 * A page runs once with a recorder between it and the engine; then its statements are run again
 * with the same values, its sealed values are opened again, and the whole handler is run again,
 * each alone, on THREADS threads with a connection each. Session, place on the case and the event
 * of a read are not among them. */
#include "app/house.h"
#include "app/note.h"
#include "app/turn.h"
#include "gen/queries.h"
#include "store/db_engine.h"
#include "store/practice_dir.h"
#include "web/dispatch.h"
#include "web/http/target.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CALLS 64
#define BLOBS 4096
#define THREADS 64
#define MEMORY (64u << 20)

struct call {
    const struct query *q;
    struct q_value in[Q_ITEMS];
};

/* What one page asked for, and the sealed values that came back. */
struct tape {
    struct arena *mem;
    const struct engine *real;
    struct call call[CALLS];
    size_t ncalls, nblobs, blob_bytes, rows;
    size_t blob[BLOBS]; /* lengths */
    row_fn row; /* of the call that runs */
    void *row_ctx;
};

static struct tape tape; /* the recording is made by one thread */

static enum rw_status heard_row(void *ctx, const struct q_value *v, struct rw_err *e)
{
    const struct query *q = tape.call[tape.ncalls - 1].q;
    size_t i;

    (void)ctx;
    tape.rows++;
    for (i = 0; i < q->nout; i++)
        if (q->out[i].kind == QK_SEALED && !v[i].is_null && tape.nblobs < BLOBS) {
            tape.blob[tape.nblobs++] = v[i].bytes.len;
            tape.blob_bytes += v[i].bytes.len;
        }
    return tape.row(tape.row_ctx, v, e);
}

static enum rw_status record(struct db *db, const struct query *q, const struct q_value *in,
                             row_fn row, void *ctx, int64_t *changed, struct rw_err *e)
{
    struct call *c;
    size_t i;

    if (tape.ncalls == CALLS)
        return RW_FAIL(e, RW_ELIMIT, "more than %d statements", CALLS);
    c = &tape.call[tape.ncalls++];
    c->q = q;
    for (i = 0; i < q->nin; i++) {
        c->in[i] = in[i];
        c->in[i].bytes = str_copy(tape.mem, in[i].bytes);
    }
    tape.row = row;
    tape.row_ctx = ctx;
    return tape.real->run(db, q, in, heard_row, NULL, changed, e);
}

struct bench {
    struct house house;
    struct account_row *staff;
    size_t nstaff;
    struct str login, target;
    double seconds;
};

struct lane {
    struct bench *b;
    struct db *db;
    struct arena mem;
    size_t done; /* rounds */
    bool failed;
    pthread_t thread;
    bool (*one)(struct lane *t);
    struct str *sealed; /* blobs of the tape's lengths, under key */
    struct key key;
    struct arena seals;
    struct out out;
};

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* -- one round of each part -- */

static bool page_once(struct lane *t)
{
    struct http_head head = { 0 };
    struct http_request http = { .head = &head };
    struct http_answer answer = { .mem = &t->mem };
    struct str path, rest;
    struct req r = { .http = &http,
                     .answer = &answer,
                     .mem = &t->mem,
                     .out = &t->out,
                     .status = 200,
                     .media = "text/html; charset=utf-8",
                     .csrf = STR("token") };
    bool other, ok;
    size_t i;

    arena_reset(&t->mem);
    out_clear(&t->out);
    turn_begin(&r.act, &t->b->house.app, t->db, &t->mem, STR("127.0.0.1"));
    for (i = 0; i < t->b->nstaff; i++)
        if (str_eq(t->b->staff[i].login, t->b->login))
            r.act.viewer = (struct viewer){ .account_id = t->b->staff[i].id,
                                            .name = t->b->staff[i].name,
                                            .roles = (uint32_t)t->b->staff[i].roles,
                                            .level = AUTH_FULL,
                                            .reauth_utc = r.act.now_utc };
    if (!target_read(&t->mem, t->b->target, &path, &rest) || !pairs_read(&t->mem, rest, &r.query))
        return false;
    r.route = route_find(&t->mem, METHOD_GET, path, &r.path_args, &other);
    if (!r.route)
        return false;
    if (req_arg(&r, "case").p && act_open_case(&r.act, req_arg(&r, "case"), r.route->need))
        return false;
    if (t->db->engine->run == record) /* finding the place on the case is not the page's */
        tape.ncalls = tape.nblobs = tape.blob_bytes = tape.rows = 0;
    ok = act_page_begin(&r.act) == RW_OK && r.route->run(&r) == RW_OK;
    act_page_end(&r.act);
    if (!ok)
        (void)fprintf(stderr, "%.*s: %s\n", STR_ARG(t->b->target), r.act.err.note);
    return ok;
}

static enum rw_status forget_row(void *ctx, const struct q_value *v, struct rw_err *e)
{
    (void)ctx;
    (void)v;
    (void)e;
    return RW_OK;
}

static bool statements_once(struct lane *t)
{
    struct rw_err e = { 0 };
    int64_t changed;
    bool ok = db_read_begin(t->db, &e) == RW_OK;
    size_t i;

    for (i = 0; ok && i < tape.ncalls; i++)
        ok = t->db->engine->run(t->db, tape.call[i].q, tape.call[i].in, forget_row, NULL, &changed,
                                &e) == RW_OK;
    db_read_end(t->db);
    return ok;
}

static bool opening_once(struct lane *t)
{
    struct rw_err e = { 0 };
    struct str plain;
    bool ok = true;
    size_t i;

    arena_reset(&t->mem);
    for (i = 0; ok && i < tape.nblobs; i++)
        ok = seal_open(&t->mem, &t->key, STR("person.name:id:case"), t->sealed[i], &plain, &e) ==
             RW_OK;
    return ok;
}

/* -- so many threads for so long -- */

static void *lane_run(void *arg)
{
    struct lane *t = arg;
    double until = now_s() + t->b->seconds;

    while (!t->failed && now_s() < until) {
        t->failed = !t->one(t);
        t->done++;
    }
    return NULL;
}

static bool lane_make(struct lane *t, struct bench *b)
{
    static const char zeros[256 << 10];
    struct rw_err e = { 0 };
    size_t i, overhead = 0;
    struct str probe;

    *t = (struct lane){ .b = b };
    if (!arena_make(&t->mem, RW_REQUEST_ARENA) || !arena_make(&t->seals, MEMORY) ||
        turn_open(&b->house.app, &t->db, &e))
        return false;
    out_init(&t->out, RW_PAGE_MAX);
    key_random(&t->key);
    t->sealed = arena_array(&t->seals, struct str, BLOBS);
    if (seal(&t->seals, &t->key, 1, STR("person.name:id:case"), STR("x"), &probe, &e))
        return false;
    overhead = probe.len - 1;
    for (i = 0; i < tape.nblobs; i++) {
        size_t n = tape.blob[i] > overhead ? tape.blob[i] - overhead : 0;

        n = n < sizeof zeros ? n : sizeof zeros;
        if (seal(&t->seals, &t->key, 1, STR("person.name:id:case"), (struct str){ zeros, n },
                 &t->sealed[i], &e))
            return false;
    }
    return page_once(t); /* warm: statements prepared, keys of cases known */
}

static void lane_drop(struct lane *t)
{
    turn_close(t->db);
    out_free(&t->out);
    arena_free(&t->mem);
    arena_free(&t->seals);
}

/* Milliseconds that one round takes the machine when all threads run: seconds over rounds. */
static double measure(struct lane *lanes, size_t n, bool (*one)(struct lane *t))
{
    double began = now_s();
    size_t i, rounds = 0;
    bool failed = false;

    for (i = 0; i < n; i++) {
        lanes[i].one = one;
        lanes[i].done = 0;
        lanes[i].failed = pthread_create(&lanes[i].thread, NULL, lane_run, &lanes[i]) != 0;
    }
    for (i = 0; i < n; i++) {
        (void)pthread_join(lanes[i].thread, NULL);
        rounds += lanes[i].done;
        failed = failed || lanes[i].failed;
    }
    return failed || !rounds ? -1 : (now_s() - began) * 1000 / (double)rounds;
}

static bool record_page(struct bench *b, struct arena *mem)
{
    struct engine recorder;
    struct lane t;
    bool ok;

    memset(&tape, 0, sizeof tape);
    tape.mem = mem;
    if (!lane_make(&t, b))
        return false;
    recorder = *t.db->engine;
    tape.real = t.db->engine;
    recorder.run = record;
    t.db->engine = &recorder;
    ok = page_once(&t);
    t.db->engine = tape.real;
    lane_drop(&t);
    return ok;
}

static bool bench_page(struct bench *b, size_t nthreads)
{
    static struct lane lanes[THREADS];
    struct arena mem;
    double statements, opening, handler;
    size_t i;

    if (!arena_make(&mem, MEMORY) || !record_page(b, &mem))
        return false;
    for (i = 0; i < nthreads; i++)
        if (!lane_make(&lanes[i], b))
            return false;
    statements = measure(lanes, nthreads, statements_once);
    opening = measure(lanes, nthreads, opening_once);
    handler = measure(lanes, nthreads, page_once);
    printf("{\"path\":\"%.*s\",\"threads\":%zu,\"statements\":%zu,\"rows\":%zu,\"sealed\":%zu,"
           "\"sealed_bytes\":%zu,\"page_bytes\":%zu,\"memory_bytes\":%zu,\"statements_ms\":%.4f,"
           "\"opening_ms\":%.4f,"
           "\"handler_ms\":%.4f}\n",
           STR_ARG(b->target), nthreads, tape.ncalls, tape.rows, tape.nblobs, tape.blob_bytes,
           lanes[0].out.len, lanes[0].mem.used, statements, opening, handler);
    for (i = 0; i < nthreads; i++)
        lane_drop(&lanes[i]);
    arena_free(&mem);
    return statements >= 0 && opening >= 0 && handler >= 0;
}

/* -- bare durable inserts -- */

static size_t inserts_sqlite(const char *dir, double seconds, const char *text, size_t n)
{
    char path[512];
    sqlite3 *c = NULL;
    sqlite3_stmt *s = NULL;
    double until;
    size_t done = 0;

    (void)snprintf(path, sizeof path, "%s/bench-inserts.db", dir);
    if (sqlite3_open(path, &c) == SQLITE_OK &&
        sqlite3_exec(c,
                     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                     "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)",
                     NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(c, "INSERT INTO t (body) VALUES (?1)", -1, &s, NULL) == SQLITE_OK)
        for (until = now_s() + seconds; now_s() < until; done++) {
            sqlite3_bind_text(s, 1, text, (int)n, SQLITE_STATIC);
            if (sqlite3_step(s) != SQLITE_DONE)
                break;
            sqlite3_reset(s);
        }
    sqlite3_finalize(s);
    sqlite3_close(c);
    (void)unlink(path);
    return done;
}

static size_t inserts_postgres(const char *url, double seconds, const char *text, size_t n)
{
    const char *values[] = { text };
    int lengths[] = { (int)n };
    PGconn *c = PQconnectdb(url);
    double until;
    size_t done = 0;

    PQclear(PQexec(c, "CREATE TABLE bench_inserts (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY "
                      "KEY, body TEXT)"));
    PQclear(PQprepare(c, "add", "INSERT INTO bench_inserts (body) VALUES ($1)", 1, NULL));
    for (until = now_s() + seconds; now_s() < until; done++) {
        PGresult *r = PQexecPrepared(c, "add", 1, values, lengths, NULL, 0);
        bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;

        PQclear(r);
        if (!ok)
            break;
    }
    PQclear(PQexec(c, "DROP TABLE bench_inserts"));
    PQfinish(c);
    return done;
}

static int inserts(struct bench *b, const char *dir, int64_t seconds, int64_t bytes)
{
    static char text[64 << 10];
    size_t n = (size_t)bytes < sizeof text ? (size_t)bytes : sizeof text, done;
    const char *url = b->house.store.pg_url;
    double began = now_s();

    memset(text, 'a', n);
    done = url ? inserts_postgres(url, (double)seconds, text, n)
               : inserts_sqlite(dir, (double)seconds, text, n);
    printf("{\"inserts\":%zu,\"seconds\":%.3f,\"bytes\":%zu}\n", done, now_s() - began, n);
    return done ? 0 : 1;
}

/* -- what a bench of writes needs -- */

static int ids(struct bench *b, struct db *db, int64_t n, const char *login, const char *case_id)
{
    struct arena mem;
    struct act a;
    size_t i;

    if (!arena_make(&mem, MEMORY))
        return 1;
    turn_begin(&a, &b->house.app, db, &mem, STR(""));
    for (i = 0; i < b->nstaff; i++)
        if (str_is(b->staff[i].login, login))
            a.viewer.account_id = b->staff[i].id;
    for (; n > 0; n--)
        printf("%.*s\n", STR_ARG(note_new_id(&a, str_of(case_id))));
    i = a.viewer.account_id.len;
    arena_free(&mem);
    return i ? 0 : 1;
}

static bool pages(struct bench *b, size_t threads, char **targets)
{
    bool ok = threads <= THREADS;

    for (; ok && *targets; targets++) {
        b->target = str_of(*targets);
        ok = bench_page(b, threads);
        if (!ok)
            (void)fprintf(stderr, "%s could not be measured\n", *targets);
    }
    return ok;
}

static int run(struct bench *b, int argc, char **argv)
{
    struct rw_err e = { 0 };
    struct db *db = NULL;
    struct arena mem;
    int64_t threads = 1, span = 1;
    bool of_ids = argc == 6 && strcmp(argv[2], "--ids") == 0;
    bool ok = arena_make(&mem, MEMORY) && str_i64(str_of(argv[3]), &threads) &&
              (of_ids || str_i64(str_of(argv[4]), &span)) && threads > 0;

    if (ok && strcmp(argv[2], "--inserts") == 0)
        return inserts(b, argv[1], threads, span);
    ok = ok && !turn_open(&b->house.app, &db, &e) &&
         !q_account_list(db, &mem, &b->staff, &b->nstaff, &e);
    if (ok && of_ids)
        return ids(b, db, threads, argv[4], argv[5]);
    b->login = str_of(argv[2]);
    b->seconds = (double)span / 1000;
    ok = ok && pages(b, (size_t)threads, argv + 5);
    turn_close(db);
    return ok ? 0 : 1;
}

int main(int argc, char **argv)
{
    static struct bench b;
    struct rw_err e = { 0 };
    int status;

    if (argc < 5)
        return 2;
    if (house_open(&b.house, argv[1], NULL, 0, &e)) {
        (void)fprintf(stderr, "%s\n", e.note);
        return 1;
    }
    status = run(&b, argc, argv);
    house_close(&b.house);
    return status;
}
