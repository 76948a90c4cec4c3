/* What a page may cost, as counts: statements, prepared texts, memory that does not grow with the
 * tables, syncs of a group. Every page that the demonstration links to is visited, on both engines
 * (REWEAVE_TEST_PG). */
#include "app/demo.h"
#include "app/house.h"
#include "app/note.h"
#include "app/turn.h"
#include "gen/queries.h"
#include "gen/static.h"
#include "support/page_ceiling.h"
#include "support/store_kit.h"
#include "support/web_kit.h"
#include "web/dispatch.h"
#include "web/http/target.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define SUNDAY INT64_C(1795374000) /* 2026-11-22T19:00:00Z */
#define STOPS 400 /* addresses on one walk */
#define HANDS 16 /* people who save at once */
#define ROUNDS 5
#define STOPS_OF_A_ROUTE 6

struct walk {
    char dir[192];
    struct arena mem, page; /* page: one request's */
    struct demo demo;
    struct house house;
    struct db *db;
    struct account_row *staff;
    size_t nstaff, nstops;
    struct stop {
        struct str target;
        const struct route *route;
        int statements;
        size_t bytes; /* of the request's arena */
    } stop[STOPS];
};

static void walk_begin(struct walk *w, struct store_kit *k, unsigned flags)
{
    struct demo_wish wish = { .dir = w->dir,
                              .db_url = k->postgres ? k->url : NULL,
                              .now_utc = SUNDAY };
    struct rw_err why = { 0 };

    memset(w, 0, sizeof *w);
    snprintf(w->dir, sizeof w->dir, "%s/demo", k->dir);
    CHECK(arena_make(&w->mem, 64u << 20) && arena_make(&w->page, 12u << 20));
    if (demo_prepare(&w->mem, &wish, &w->demo, &why))
        fail_msg("demo_prepare: %s", why.note);
    CHECK_OK(house_open(&w->house, w->dir, NULL, flags, &e));
    CHECK_OK(turn_open(&w->house.app, &w->db, &e));
    CHECK_OK(q_account_list(w->db, &w->mem, &w->staff, &w->nstaff, &e));
}

static void walk_end(struct walk *w)
{
    turn_close(w->db);
    house_close(&w->house);
    arena_free(&w->page);
    arena_free(&w->mem);
}

static struct act act_of(struct walk *w, const char *login)
{
    struct act a;
    size_t i;

    turn_begin(&a, &w->house.app, w->db, &w->page, STR("127.0.0.1"));
    a.now_utc = SUNDAY;
    a.today = clock_local(SUNDAY).date;
    for (i = 0; i < w->nstaff; i++)
        if (str_is(w->staff[i].login, login))
            a.viewer = (struct viewer){ .account_id = w->staff[i].id,
                                        .name = w->staff[i].name,
                                        .roles = (uint32_t)w->staff[i].roles,
                                        .level = AUTH_FULL,
                                        .session_key = hash_sha256(&w->page, STR("session")),
                                        .reauth_utc = SUNDAY };
    CHECK(a.viewer.account_id.p != NULL);
    return a;
}

static const struct route *route_of(struct arena *a, struct str target, struct pairs *args,
                                    struct pairs *query)
{
    struct str path, rest;
    bool other;

    if (!target_read(a, target, &path, &rest) || !pairs_read(a, rest, query))
        return NULL;
    return route_find(a, METHOD_GET, path, args, &other);
}

static void stop_add(struct walk *w, struct str target)
{
    struct pairs args, query;
    const struct route *route = route_of(&w->mem, target, &args, &query);
    size_t i, same = 0;

    if (!route || route->audience != AUDIENCE_STAFF)
        return;
    for (i = 0; i < w->nstops; i++) {
        if (str_eq(w->stop[i].target, target))
            return;
        same += w->stop[i].route == route;
    }
    if (same == STOPS_OF_A_ROUTE || w->nstops == STOPS)
        return;
    w->stop[w->nstops++] = (struct stop){ .target = str_copy(&w->mem, target), .route = route };
}

/* The value of each href, its &amp; turned back. */
static void follow(struct walk *w, struct str html)
{
    static const char mark[] = "href=\"/";
    const char *at = html.p, *end = html.p + html.len, *to;

    while (at && (at = memmem(at, (size_t)(end - at), mark, sizeof mark - 1)) != NULL) {
        struct out link;

        at += sizeof mark - 2;
        to = memchr(at, '"', (size_t)(end - at));
        out_init(&link, 4096);
        for (; to && at < to && *at != '#'; at++) {
            out_char(&link, *at);
            if (*at == '&' && to - at > 5 && memcmp(at, "&amp;", 5) == 0)
                at += 4;
        }
        stop_add(w, out_view(&link));
        out_free(&link);
    }
}

/* One request as the dispatcher runs it, behind session and token. */
static void visit(struct walk *w, struct stop *s, const char *login)
{
    struct http_head head = { 0 };
    struct http_request http = { .head = &head };
    struct http_answer answer = { .mem = &w->mem };
    struct out out;
    struct req r = { .method = METHOD_GET,
                     .http = &http,
                     .answer = &answer,
                     .mem = &w->page,
                     .out = &out,
                     .status = 200,
                     .media = "text/html; charset=utf-8",
                     .csrf = STR("token") };
    enum rw_status st;

    arena_reset(&w->page);
    out_init(&out, RW_PAGE_MAX);
    r.act = act_of(w, login);
    r.route = route_of(&w->page, s->target, &r.path_args, &r.query);
    db_statements_reset(w->db);
    st = dispatch_run(&r);
    if (st && st != RW_ENOTFOUND)
        fail_msg("%.*s: %s: %s", STR_ARG(s->target), rw_status_word(st), r.act.err.note);
    /* finding the viewer's place on the case is the one besides */
    s->statements = db_statements(w->db) - (strstr(r.route->path, "/:case") != NULL);
    s->bytes = w->page.used;
    if (str_starts(str_of(r.media), "text/html"))
        follow(w, out_view(&out));
    out_free(&out);
}

static void go_round(struct walk *w, const char *login)
{
    stop_add(w, STR("/today"));
    stop_add(w, STR("/calendar"));
    stop_add(w, STR("/cases"));
    for (size_t i = 0; i < w->nstops; i++)
        visit(w, &w->stop[i], login);
}

static size_t stops_at(const struct walk *w, const char *path)
{
    size_t n = 0;

    for (size_t i = 0; i < w->nstops; i++)
        n += strcmp(w->stop[i].route->path, path) == 0;
    return n;
}

/* The pages of the main job; the walk has to come past each. */
static const char *const main_job[] = {
    "/today",
    "/cases",
    "/calendar",
    "/cases/:case",
    "/cases/:case/notes",
    "/cases/:case/notes/:note",
    "/cases/:case/orders/:order",
    "/cases/:case/reports",
    "/cases/:case/reports/:report",
    "/cases/:case/plan",
};

static void walk_holds_the_budget(struct walk *w)
{
    int64_t prepared;
    size_t i, over = 0;

    go_round(w, "therapist");
    prepared = db_prepares(w->db);
    go_round(w, "therapist");
    for (i = 0; i < w->nstops; i++)
        if (w->stop[i].statements > page_ceiling(w->stop[i].route)) {
            print_message("# %d statements: %.*s\n", w->stop[i].statements,
                          STR_ARG(w->stop[i].target));
            over++;
        }
    CHECK(over == 0);
    assert_int_equal(db_prepares(w->db), prepared);
    for (i = 0; i < sizeof main_job / sizeof *main_job; i++)
        if (stops_at(w, main_job[i]) == 0)
            fail_msg("nothing links to %s", main_job[i]);
}

TEST_BOTH(no_page_asks_the_database_more_than_six_times_or_prepares_anything_twice)
{
    static struct walk w;

    walk_begin(&w, k, 0);
    walk_holds_the_budget(&w);
    walk_end(&w);
}

/* An id among its parameters must be what finds the rows, not only sift those of its whole case. */
static bool reads_the_whole_case(sqlite3 *c, const struct query *q, struct arena *a)
{
    char *sql = str_z(a, str_fmt(a, "EXPLAIN QUERY PLAN %s", q->sql));
    sqlite3_stmt *s = NULL;
    bool names_one = false, whole = false;
    size_t i;

    for (i = 0; i < q->nin; i++)
        names_one = names_one || (q->in[i].kind == QK_ID && strcmp(q->in[i].name, "case_id") != 0 &&
                                  strcmp(q->in[i].name, "viewer_id") != 0);
    if (!names_one)
        return false;
    CHECK(sqlite3_prepare_v2(c, sql, -1, &s, NULL) == SQLITE_OK);
    if (sqlite3_step(s) == SQLITE_ROW)
        whole = strstr((const char *)sqlite3_column_text(s, 3), "(case_id=?)") != NULL;
    sqlite3_finalize(s);
    return whole;
}

TEST(a_query_for_one_thing_does_not_read_its_whole_case)
{
    static const struct {
        const char *query, *why;
    } few[] = {
        { "access_find", "a case has one key" },
        { "access_cover_find", "a case has a lead or two" },
        { "access_owed_find", "a case has a concern or two" },
        { "cover_of_family", "the same" },
        { "order_payers", "a case has a dozen people" },
        { "phase_span_end", "a case has a handful of phases" },
    };
    struct store_kit k;
    sqlite3 *c = NULL;
    size_t i, j, bad = 0;

    CHECK(store_kit_make(&k, false));
    db_close(store_kit_open(&k));
    CHECK(sqlite3_open(k.path, &c) == SQLITE_OK);
    for (i = 0; i < queries_n; i++) {
        bool fine = !reads_the_whole_case(c, &queries[i], &k.a);

        for (j = 0; j < sizeof few / sizeof *few; j++)
            fine = fine || strcmp(queries[i].name, few[j].query) == 0;
        if (!fine) {
            print_message("# %s reads all rows of its case\n", queries[i].name);
            bad++;
        }
    }
    sqlite3_close(c);
    store_kit_drop(&k);
    CHECK(bad == 0);
}

/* -- what must not grow ----------------------------------------------------------------------- */

static void write_notes(struct walk *w, const char *login, struct str case_id, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        struct note_input in = { .kind = STR("child"),
                                 .cls = STR("S"),
                                 .at_min = 600,
                                 .minutes = 45,
                                 .body = STR("It went as planned.") };
        struct note_saved done;
        struct act a;

        arena_reset(&w->page);
        a = act_of(w, login);
        in.on = date_add(a.today, -2 - (int32_t)(i % 30));
        if (note_save(&a, case_id, note_new_id(&a, case_id), &in, &done))
            fail_msg("note_save: %s", a.err.note);
    }
}

static struct stop *first_at(struct walk *w, const char *path)
{
    size_t i;

    for (i = 0; i < w->nstops; i++)
        if (strcmp(w->stop[i].route->path, path) == 0)
            return &w->stop[i];
    fail_msg("nothing links to %s", path);
    return &w->stop[0];
}

TEST_BOTH(a_page_takes_no_more_statements_or_memory_when_its_case_has_many_more_notes)
{
    static const char *const pages[] = { "/cases/:case", "/cases/:case/notes" };
    static struct walk w;
    struct stop few[2];
    struct str case_id;
    size_t i;

    walk_begin(&w, k, 0);
    go_round(&w, "therapist");
    case_id = first_at(&w, "/cases/:case")->target;
    case_id = (struct str){ case_id.p + strlen("/cases/"), case_id.len - strlen("/cases/") };
    w.nstops = 0;
    stop_add(&w, str_fmt(&w.mem, "/cases/%.*s", STR_ARG(case_id)));
    stop_add(&w, str_fmt(&w.mem, "/cases/%.*s/notes", STR_ARG(case_id)));
    write_notes(&w, "therapist", case_id, 100);
    for (i = 0; i < 2; i++) {
        visit(&w, first_at(&w, pages[i]), "therapist");
        few[i] = *first_at(&w, pages[i]);
    }
    write_notes(&w, "therapist", case_id, 200);
    for (i = 0; i < 2; i++) {
        struct stop *many = first_at(&w, pages[i]);

        visit(&w, many, "therapist");
        print_message("# %s: %zu bytes with 100 notes more, %zu with 300\n", pages[i], few[i].bytes,
                      many->bytes);
        assert_int_equal(many->statements, few[i].statements);
        CHECK(many->bytes < few[i].bytes + few[i].bytes / 10);
    }
    walk_end(&w);
}

/* -- one sync for everybody who waits --------------------------------------------------------- */

struct rush {
    struct walk *w;
    struct str case_id;
    pthread_mutex_t lock;
    pthread_cond_t all;
    size_t ready;
};

struct hand {
    struct rush *rush;
    struct act act;
    struct arena mem;
    pthread_t thread;
    bool failed;
};

/* Holds the writer until everybody is on the way to it. */
static enum rw_status hold(struct db *db, void *arg, struct rw_err *e)
{
    struct rush *r = arg;

    (void)db;
    (void)e;
    pthread_mutex_lock(&r->lock);
    while (r->ready < HANDS)
        pthread_cond_wait(&r->all, &r->lock);
    r->ready = 0;
    pthread_mutex_unlock(&r->lock);
    (void)usleep(100000);
    return RW_OK;
}

static void *save_one(void *arg)
{
    struct hand *h = arg;
    struct note_input in = { .kind = STR("child"),
                             .cls = STR("S"),
                             .at_min = 600,
                             .minutes = 45,
                             .body = STR("Saved among others.") };
    struct note_saved done;

    in.on = date_add(h->act.today, -2);
    pthread_mutex_lock(&h->rush->lock);
    h->rush->ready++;
    pthread_cond_signal(&h->rush->all);
    pthread_mutex_unlock(&h->rush->lock);
    h->failed = note_save(&h->act, h->rush->case_id, note_new_id(&h->act, h->rush->case_id), &in,
                          &done) != RW_OK;
    return NULL;
}

static void rush_once(struct rush *r, struct hand *hands)
{
    struct rw_err e = { 0 };
    size_t i;

    for (i = 0; i < HANDS; i++)
        CHECK(pthread_create(&hands[i].thread, NULL, save_one, &hands[i]) == 0);
    if (writer_run(r->w->house.app.writer, hold, r, &e))
        fail_msg("hold: %s", e.note);
    for (i = 0; i < HANDS; i++) {
        CHECK(pthread_join(hands[i].thread, NULL) == 0);
        CHECK(!hands[i].failed);
    }
}

TEST_BOTH(sixteen_people_who_save_at_once_share_a_sync)
{
    static struct walk w;
    static struct hand hands[HANDS];
    struct rush r = { .w = &w, .lock = PTHREAD_MUTEX_INITIALIZER, .all = PTHREAD_COND_INITIALIZER };
    struct writer_counts before, after;
    size_t i;

    walk_begin(&w, k, HOUSE_THREADED);
    go_round(&w, "therapist");
    r.case_id = first_at(&w, "/cases/:case")->target;
    r.case_id.p += strlen("/cases/");
    r.case_id.len -= strlen("/cases/");
    for (i = 0; i < HANDS; i++) {
        hands[i] = (struct hand){ .rush = &r };
        CHECK(arena_make(&hands[i].mem, 4u << 20));
        hands[i].act = act_of(&w, "therapist");
        hands[i].act.mem = &hands[i].mem;
        CHECK_OK(turn_open(&w.house.app, &hands[i].act.db, &e));
    }
    writer_counts(w.house.app.writer, &before);
    for (i = 0; i < ROUNDS; i++)
        rush_once(&r, hands);
    writer_counts(w.house.app.writer, &after);
    CHECK(after.failed == before.failed);
    assert_int_equal(after.applied - before.applied, ROUNDS * (HANDS + 1));
    print_message("# %lld syncs for %d notes\n", (long long)(after.syncs - before.syncs),
                  ROUNDS * HANDS);
    CHECK((after.syncs - before.syncs) * 5 <= ROUNDS * HANDS);
    for (i = 0; i < HANDS; i++) {
        turn_close(hands[i].act.db);
        arena_free(&hands[i].mem);
    }
    walk_end(&w);
}

/* -- one write for one answer ----------------------------------------------------------------- */

/* These stand before the library's own: every way in which bytes leave for a socket is counted,
 * except those of the thread that plays the browser. */
static _Thread_local bool browses;
static _Atomic unsigned sends;

static void count_send(void)
{
    if (!browses)
        sends++;
}

ssize_t send(int fd, const void *p, size_t n, int flags)
{
    count_send();
    return syscall(SYS_sendto, fd, p, n, flags, NULL, 0);
}

ssize_t sendto(int fd, const void *p, size_t n, int flags, const struct sockaddr *to, socklen_t len)
{
    count_send();
    return syscall(SYS_sendto, fd, p, n, flags, to, len);
}

ssize_t sendmsg(int fd, const struct msghdr *m, int flags)
{
    count_send();
    return syscall(SYS_sendmsg, fd, m, flags);
}

ssize_t writev(int fd, const struct iovec *v, int n)
{
    count_send();
    return syscall(SYS_writev, fd, v, n);
}

ssize_t sendfile(int to, int from, off_t *at, size_t n)
{
    count_send();
    return syscall(SYS_sendfile, to, from, at, n);
}

static const char *style_sheet(struct walk *w)
{
    size_t i;

    for (i = 0; i < static_files_n; i++)
        if (strstr(static_files[i].path, ".css"))
            return str_z(&w->mem, str_fmt(&w->mem, "GET %s", static_files[i].path));
    return "GET /static/none.css";
}

TEST(an_answer_leaves_in_one_write)
{
    static struct walk w;
    struct store_kit k;
    struct web_kit web;
    union {
        const struct app *from;
        void *to;
    } app = { .from = &w.house.app };
    struct http_config c = { .worker_make = web_worker_make,
                             .worker_drop = web_worker_drop,
                             .handle = web_serve,
                             .body_max = web_body_max };
    const char *ask[4];
    size_t i;

    CHECK(store_kit_make(&k, false));
    walk_begin(&w, &k, HOUSE_THREADED);
    c.app = &w.house.app;
    c.arg = app.to;
    browses = true;
    web_kit_start(&web, &c);
    ask[0] = "GET /sign-in";
    ask[1] = "GET /today";
    ask[2] = "GET /no-such-page";
    ask[3] = style_sheet(&w);
    for (i = 0; i < 4; i++) {
        struct talk t;

        sends = 0;
        t = web_ask(&web, ask[i], "", STR_NULL);
        CHECK(t.status != 0);
        if (sends != 1)
            fail_msg("%s: %u writes for %zu bytes", ask[i], sends, t.all.len);
    }
    web_kit_stop(&web);
    walk_end(&w);
    store_kit_drop(&k);
}
