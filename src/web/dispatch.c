#include "web/dispatch.h"

#include "app/audit.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/turn.h"
#include "gen/static.h"
#include "web/again.h"
#include "web/answer.h"
#include "web/carry.h"
#include "web/cookie.h"
#include "web/flash.h"
#include "web/guard.h"
#include "web/http/headers.h"
#include "web/http/target.h"

#include <stdio.h>
#include <string.h>

#define ADDRESS_MAX 64 /* the longest IPv6 address with room for a zone */

/* What one worker thread owns and shares with nobody. */
struct worker {
    struct arena own; /* holds this */
    struct arena mem; /* of the request at hand */
    const struct app *app;
    struct db
        *db; /* opened by its first request: most workers of a small practice never have one */
};

enum rw_status web_worker_make(void *arg, void **worker, struct rw_err *e)
{
    struct arena own;
    struct worker *w;

    *worker = NULL;
    if (!arena_make(&own, sizeof *w + alignof(struct worker)))
        return RW_FAIL(e, RW_ELIMIT, "no memory for a worker");
    w = arena_new(&own, struct worker);
    w->own = own;
    w->app = arg;
    *worker = w;
    if (!arena_make(&w->mem, RW_REQUEST_ARENA))
        return RW_FAIL(e, RW_ELIMIT, "no memory for a worker's requests");
    return RW_OK;
}

void web_worker_drop(void *worker)
{
    struct worker *w = worker;
    struct arena own;

    if (!w)
        return;
    turn_close(w->db);
    arena_free(&w->mem);
    own = w->own;
    arena_free(&own);
}

static struct str path_of(struct str target)
{
    struct str path;

    return str_cut(&target, '?', &path) ? path : target;
}

int64_t web_body_max(const struct app *app, struct arena *mem, const struct http_head *head,
                     bool files)
{
    bool other,
        known = session_token_ours(app, mem, cookie_get(head_get(head, "Cookie"), SESSION_COOKIE));
    /* Paths of uploads have no escapes, so the target may be compared as it was sent. */
    const struct route *row = route_find(NULL, METHOD_POST, path_of(head->target), NULL, &other);

    if (!files)
        return known ? RW_FORM_MAX : RW_GUEST_FORM_MAX;
    return known && row && (row->flags & ROUTE_UPLOAD) ? (int64_t)RW_UPLOAD_MAX + RW_FORM_MAX : 0;
}

static bool serve_static(struct req *r)
{
    size_t i;

    if (!str_starts(r->path, "/static/"))
        return false;
    for (i = 0; i < static_files_n; i++)
        if (str_is(r->path, static_files[i].path))
            break;
    if (r->method != METHOD_GET || i == static_files_n) {
        r->answer->status = 404;
        r->answer->fixed = STR("Nothing here.\n");
        answer_header(r->answer, "Content-Type", STR("text/plain; charset=utf-8"));
        return true;
    }
    r->answer->status = 200;
    r->answer->fixed = (struct str){ (const char *)static_files[i].bytes, static_files[i].len };
    r->answer->cacheable = true;
    answer_header(r->answer, "Content-Type", str_of(static_files[i].type));
    return true;
}

/* Names that begin with '_' are ours, the others the page's. */
static void part_form(struct req *r, const struct pairs *all)
{
    struct pair *form = arena_array(r->mem, struct pair, all->n + 1);
    struct pair *ours = arena_array(r->mem, struct pair, all->n + 1);
    size_t i, nform = 0, nours = 0;

    if (r->mem->spent)
        return;
    for (i = 0; i < all->n; i++)
        if (str_starts(all->list[i].name, "_"))
            ours[nours++] = all->list[i];
        else
            form[nform++] = all->list[i];
    r->form = (struct pairs){ form, nform };
    r->carried = (struct pairs){ ours, nours };
}

/* 0, or the status to refuse with. */
static int read_request(struct req *r)
{
    const struct http_request *q = r->http;
    struct pairs all = { 0 };
    struct str query = STR("");
    bool ok;

    r->path = STR("/");
    if (!target_read(r->mem, q->head->target, &r->path, &query) ||
        !pairs_read(r->mem, query, &r->query))
        return 400;
    if (q->refuse || !q->post)
        return q->refuse;
    ok = q->parts ? multipart_pairs(q->parts, r->mem, &all) : pairs_read(r->mem, q->body, &all);
    part_form(r, &all);
    return ok ? 0 : 400;
}

/* The browser's own secret that the tokens of its forms hang on. */
static struct str token_source(struct req *r, struct str session)
{
    struct str guest = req_cookie(r, GUEST_COOKIE);

    if (session.len)
        return session;
    if (guest.len == CRYPTO_TOKEN_LEN)
        return guest;
    guest = token_new(r->mem);
    req_cookie_set(r, GUEST_COOKIE, guest, 0);
    return guest;
}

static enum rw_status find_session(struct req *r, struct session_found *found)
{
    struct str token = req_cookie(r, SESSION_COOKIE);
    enum rw_status st = session_find(&r->act, token, found);

    if (st)
        return st;
    r->csrf = session_csrf(&r->act, found, token_source(r, token));
    flash_take(r);
    return RW_OK;
}

static void refuse_method(struct req *r)
{
    answer_message(r, 405);
    answer_header(r->answer, "Allow", r->method == METHOD_GET ? STR("POST") : STR("GET, HEAD"));
}

/* A form of an earlier session of this browser: nothing is done, nothing is lost. */
static void refuse_stale(struct req *r)
{
    struct pairs hidden;

    if (carry_any(r)) {
        carry_on(r, &hidden);
        again_show(r, &hidden, NULL, NULL);
        return;
    }
    r->status = 403;
    answer_status(r, carry_page(r, r->path, &r->form,
                                STR("This form belongs to an earlier session of this browser. "
                                    "Nothing is saved yet: look it over, then save.")));
}

/* What somebody else typed in this browser before is dropped here: this viewer never sees it. */
static bool may_keep(const struct req *r)
{
    bool live = r->act.viewer.level >= AUTH_FULL;

    if (carry_any(r))
        return !live || carry_mine(r);
    return live && r->form.n && session_csrf_whose(&r->act, guard_token(r));
}

static void refuse_token(struct req *r, enum guard guard)
{

    if (guard == GUARD_STALE && may_keep(r) && !r->htmx)
        refuse_stale(r);
    else
        answer_message(r, 403);
}

static enum rw_status take_uploads(struct req *r)
{
    const struct multipart *m = r->http->parts;
    enum rw_status st = RW_OK;
    size_t i;

    if (!m)
        return RW_OK;
    r->uploads = arena_array(r->mem, struct upload, RW_MULTIPART_PARTS);
    for (i = 0; !st && i < m->n; i++) {
        const struct part *p = &m->part[i];
        struct upload_done done;

        if (!p->file || p->size_bytes == 0)
            continue;
        st = app_upload_end(p->file, r->mem, &done, &r->act.err);
        if (st)
            return st;
        r->uploads[r->nuploads++] = (struct upload){
            .field = str_copy(r->mem, part_text(m, p->name_at, p->name_len)),
            .name = str_copy(r->mem, part_text(m, p->value_at, p->value_len)),
            .media = str_of(done.media),
            .file = done.file,
            .key = done.key,
            .content_hash = done.content_hash,
            .size_bytes = done.size_bytes,
        };
    }
    return st;
}

/* The last id of the path; a code of a content file names no record. */
static struct str object_of(const struct pairs *args)
{
    size_t i = args->n;

    while (i > 0 && args->list[i - 1].value.len != CRYPTO_ID_LEN)
        i--;
    return i ? args->list[i - 1].value : STR_NULL;
}

/* A page of a record, or of a list over records, leaves one event: what the page itself wrote, or
 * this one. */
static struct audit read_event(const struct req *r)
{
    const struct page_object *o = &r->act.object;

    return (struct audit){ .action = "read",
                           .object_type = o->type,
                           .object_id = o->id,
                           .case_id = req_arg(r, "case"),
                           .purpose = o->purpose };
}

static bool leaves_event(const struct req *r)
{
    bool record = req_arg(r, "case").p || r->route->object;

    return r->method == METHOD_GET && !(r->route->flags & ROUTE_QUIET) && record;
}

static enum rw_status log_read(struct req *r)
{
    struct audit event = read_event(r);

    return leaves_event(r) && !r->act.read_logged ? audit_read(&r->act, &event) : RW_OK;
}

/* The event goes to disk while the page is drawn. */
static enum rw_status log_read_begin(struct req *r)
{
    struct audit event = read_event(r);

    return r->route->flags & ROUTE_EARLY ? audit_read_begin(&r->act, &event) : RW_OK;
}

/* May this person do this here? A refusal leaves an event; the answer is that of a wrong address. */
static enum rw_status check_place(struct req *r)
{
    struct str case_id = req_arg(r, "case");

    if (r->route->need == CAP_PUBLIC)
        return RW_OK;
    r->act.object = (struct page_object){ .type = r->route->object ? r->route->object : "case",
                                          .purpose = purpose_word(r->route->purpose),
                                          .id = object_of(&r->path_args) };
    return case_id.p ? act_open_case(&r->act, case_id, r->route->need)
                     : act_open(&r->act, r->route->need);
}

static enum rw_status run_page(struct req *r)
{
    bool reads = r->method == METHOD_GET;
    enum rw_status st = check_place(r);

    if (st)
        return st;
    if ((r->route->flags & ROUTE_REAUTH) && !act_reauthed(&r->act)) {
        answer_reauth(r);
        return RW_OK;
    }
    st = reads ? log_read_begin(r) : take_uploads(r);
    return st ? st : r->route->run(r);
}

/* The place on the case and all that a page reads are of one moment. */
enum rw_status dispatch_run(struct req *r)
{
    bool reads = r->method == METHOD_GET;
    enum rw_status st = reads && !r->act.page ? act_page_begin(&r->act) : RW_OK, logged;

    if (st)
        return st;
    st = run_page(r);
    if (reads)
        act_page_end(&r->act);
    logged = audit_read_end(&r->act);
    if (!st)
        st = logged;
    return st ? st : log_read(r);
}

/* A route was found: from whom, from where, and may they? */
static void admit(struct req *r, const struct session_found *found)
{
    bool post = r->method == METHOD_POST;
    bool live = found->state == SESSION_LIVE;
    enum guard guard;

    if (!guard_embedding(r->http->head)) {
        answer_message(r, 403);
    } else if (r->route->audience != AUDIENCE_PUBLIC && !live) {
        /* Nothing is done here, so an old token does no harm; a foreign page still gets nothing. */
        if (post && guard_origin(r->http->head) != GUARD_OK)
            answer_message(r, 403);
        else
            answer_sign_in(r, found->state == SESSION_EXPIRED ? found->account_id : STR_NULL);
    } else if (post && (guard = guard_check(r)) != GUARD_OK) {
        refuse_token(r, guard);
    } else {
        if (live && !(r->route->flags & ROUTE_POLL))
            session_touch(&r->act, found);
        answer_status(r, dispatch_run(r));
    }
}

static void dispatch(struct req *r)
{
    struct session_found found = { 0 };
    enum rw_status st;
    bool other;
    int refuse = read_request(r);

    if (!refuse && serve_static(r))
        return;
    /* The session, the place on the case and the page are read of one moment. */
    st = r->method == METHOD_GET ? act_page_begin(&r->act) : RW_OK;
    if (!st)
        st = find_session(r, &found);
    if (st) {
        answer_status(r, st);
    } else if (refuse) {
        answer_message(r, refuse);
    } else {
        r->route = route_find(r->mem, r->method, r->path, &r->path_args, &other);
        if (r->route)
            admit(r, &found);
        else if (other)
            refuse_method(r);
        else
            answer_message(r, 404);
    }
    if (r->act.page)
        act_page_end(&r->act);
    answer_finish(r);
}

/* Behind a proxy that the operator named, the address that it was asked from: the last one, which
 * is the only one that the proxy itself wrote. */
static struct str asked_from(const struct worker *w, const struct http_request *q)
{
    struct str proxy = setting_text(w->app->settings, SETTING_PROXY);
    struct str all = head_get(q->head, "X-Forwarded-For"), last = STR_NULL;

    if (!proxy.len || !str_eq(proxy, q->address) || head_count(q->head, "X-Forwarded-For") != 1)
        return q->address;
    while (str_cut(&all, ',', &last))
        ;
    last = str_trim(last);
    return last.len && last.len <= ADDRESS_MAX ? last : q->address;
}

/* The writer opened the same records before anybody was let in, so this fails only where a server
 * takes no more connections. */
static bool open_db(struct worker *w)
{
    struct rw_err e = { 0 };
    enum rw_status st = w->db ? RW_OK : turn_open(w->app, &w->db, &e);

    if (st)
        (void)fprintf(stderr, "reweave: a worker has no database: %s\n", e.note);
    return st == RW_OK;
}

static void serve_nothing(struct http_answer *w)
{
    w->status = 503;
    w->fixed = str_of(plain_page(503));
    answer_header(w, "Content-Type", STR("text/html; charset=utf-8"));
    answer_header(w, "Retry-After", STR("2"));
}

void web_serve(void *worker, const struct http_request *q, struct http_answer *w)
{
    struct worker *me = worker;
    struct req r = {
        .method = q->post ? METHOD_POST : METHOD_GET,
        .mem = &me->mem,
        .out = &w->body,
        .http = q,
        .answer = w,
        .status = 200,
        .media = "text/html; charset=utf-8",
        .htmx = str_is(head_get(q->head, "HX-Request"), "true"),
    };

    arena_reset(&me->mem);
    if (!open_db(me)) {
        serve_nothing(w);
        return;
    }
    turn_begin(&r.act, me->app, me->db, &me->mem, asked_from(me, q));
    dispatch(&r);
    arena_reset(&me->mem);
}
