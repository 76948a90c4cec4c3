/* What a page may cost, as counts: statements, prepared texts, memory that does not grow with the
 * tables, syncs of a group. Every page that the demonstration links to is visited, on both engines
 * (REWEAVE_TEST_PG). */
#include "app/demo.h"
#include "app/house.h"
#include "app/note.h"
#include "app/turn.h"
#include "gen/queries.h"
#include "support/store_kit.h"
#include "web/dispatch.h"
#include "web/http/target.h"

#include <stdio.h>
#include <string.h>

#define SUNDAY INT64_C(1795374000) /* 2026-11-22T19:00:00Z */
#define STATEMENTS 6 /* a page, besides session and access */
#define STOPS 400 /* addresses on one walk */
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

static void walk_begin(struct walk *w, struct store_kit *k)
{
    struct rw_err e = { 0 };

    memset(w, 0, sizeof *w);
    snprintf(w->dir, sizeof w->dir, "%s/demo", k->dir);
    CHECK(arena_make(&w->mem, 64u << 20) && arena_make(&w->page, 12u << 20));
    if (demo_prepare(&w->mem, w->dir, k->postgres ? k->url : NULL, SUNDAY, NULL, &w->demo, &e))
        fail_msg("demo_prepare: %s", e.note);
    CHECK_OK(house_open(&w->house, w->dir, NULL, 0, &e));
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

static void round_trip(struct walk *w, const char *login)
{
    size_t i;

    stop_add(w, STR("/today"));
    stop_add(w, STR("/calendar"));
    stop_add(w, STR("/cases"));
    for (i = 0; i < w->nstops; i++)
        visit(w, &w->stop[i], login);
}

static size_t seen(const struct walk *w, const char *path)
{
    size_t i, n = 0;

    for (i = 0; i < w->nstops; i++)
        n += strcmp(w->stop[i].route->path, path) == 0;
    return n;
}

TEST_BOTH(no_page_of_the_demonstration_asks_the_database_more_than_six_times)
{
    static struct walk w;
    size_t i, over = 0;

    walk_begin(&w, k);
    round_trip(&w, "therapist");
    round_trip(&w, "therapist");
    for (i = 0; i < w.nstops; i++) {
        const struct stop *s = &w.stop[i];

        print_message("# %2d statements %7zu bytes %s\n", s->statements, s->bytes, s->route->path);
        if (s->statements > STATEMENTS) {
            print_message("# %d statements: %.*s\n", s->statements, STR_ARG(s->target));
            over++;
        }
    }
    CHECK(seen(&w, "/cases/:case") >= 3);
    CHECK(over == 0);
    walk_end(&w);
}
