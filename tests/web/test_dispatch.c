/* test_dispatch.c -- what stands before every page: token, session, capability, place on the case,
 * re-authentication; and that a refusal tells nothing. Routes of its own, a real server. */
#include "support/web_scene.h"

#include "app/audit.h"
#include "gen/static.h"
#include "web/guard.h"
#include "web/pages/page.h"
#include "web/route.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum rw_status show(struct req *r)
{
    out_fmt(r->out, "[page of %.*s csrf=%.*s flash=%.*s form=%zu uploads=%zu]",
            STR_ARG(r->act.viewer.name), STR_ARG(r->csrf), STR_ARG(r->flash_shown), r->form.n,
            r->nuploads);
    return RW_OK;
}

static enum rw_status save(struct req *r)
{
    return req_redirect(r, STR("/t/page"), "Saved: all of it.");
}

static enum rw_status broken(struct req *r)
{
    out_z(r->out, "half a page");
    return RW_FAIL(&r->act.err, RW_EBUG, "a secret of the inside");
}

static enum rw_status hungry(struct req *r)
{
    (void)arena_take(r->mem, 1, RW_REQUEST_ARENA - 4096, 1);
    (void)arena_take(r->mem, 1, RW_REQUEST_ARENA, 1);
    out_z(r->out, "half a page");
    return RW_OK;
}

static enum rw_status endless(struct req *r)
{
    while (!r->out->over)
        out_z(r->out, "the same words again and again and again, ");
    return RW_OK;
}

static enum rw_status logs_itself(struct req *r)
{
    return audit_read(&r->act, &(struct audit){ .action = "address-read",
                                                .object_type = "person",
                                                .case_id = req_arg(r, "case") });
}

static enum rw_status file(struct req *r)
{
    r->attachment = STR("caf\xC3\xA9 \"x\".pdf");
    r->media = "application/pdf";
    out_z(r->out, "%PDF-");
    return RW_OK;
}

#define STAFF .audience = AUDIENCE_STAFF, .purpose = PURPOSE_TREATMENT, .about = "A page of a test"
#define ANY .audience = AUDIENCE_PUBLIC, .purpose = PURPOSE_ACCESS, .about = "A page of a test"

static const struct route rows[] = {
    { .method = METHOD_GET, .path = "/t/open", .run = show, .need = CAP_PUBLIC, ANY },
    { .method = METHOD_POST, .path = "/t/open", .run = show, .need = CAP_PUBLIC, ANY },
    { .method = METHOD_GET, .path = "/t/page", .run = show, .need = CAP_SELF, STAFF },
    { .method = METHOD_GET,
      .path = "/t/list",
      .run = show,
      .need = CAP_TODAY,
      .object = "caseload",
      STAFF },
    { .method = METHOD_GET,
      .path = "/cases/:case/address",
      .run = logs_itself,
      .need = CAP_CASE_READ,
      .object = "person",
      STAFF },
    { .method = METHOD_POST, .path = "/t/save", .run = save, .need = CAP_SELF, STAFF },
    { .method = METHOD_GET, .path = "/t/admin", .run = show, .need = CAP_ACCOUNTS, STAFF },
    { .method = METHOD_GET, .path = "/t/practice", .run = show, .need = CAP_PRACTICE, STAFF },
    { .method = METHOD_GET, .path = "/t/broken", .run = broken, .need = CAP_SELF, STAFF },
    { .method = METHOD_GET, .path = "/t/hungry", .run = hungry, .need = CAP_SELF, STAFF },
    { .method = METHOD_POST, .path = "/t/hungry", .run = hungry, .need = CAP_SELF, STAFF },
    { .method = METHOD_GET, .path = "/t/endless", .run = endless, .need = CAP_SELF, STAFF },
    { .method = METHOD_GET, .path = "/t/file", .run = file, .need = CAP_SELF, STAFF },
    { .method = METHOD_POST,
      .path = "/t/upload",
      .run = show,
      .need = CAP_SELF,
      .flags = ROUTE_UPLOAD,
      STAFF },
    { .method = METHOD_GET,
      .path = "/cases/:case/t",
      .run = show,
      .need = CAP_CASE_READ,
      .object = "case",
      STAFF },
    { .method = METHOD_POST, .path = "/cases/:case/t", .run = save, .need = CAP_CASE_EDIT, STAFF },
};

/* These stand in for the tables of web/routes.c. */
static const struct route_table table = { rows, sizeof rows / sizeof *rows };
const struct route_table *const route_tables[] = { &table };
const size_t route_tables_n = 1;

TEST(nobody_gets_to_a_staff_page)
{
    struct scene *s = scene_open();
    struct talk t;

    t = ask(s, "GET /t/page", STR(""), "", STR_NULL);
    assert_int_equal(t.status, 303);
    CHECK_STR(talk_header(&t, "Location"), "/sign-in?next=%2Ft%2Fpage");
    t = ask(s, "GET /t/page", s->old_cookie, "", STR_NULL);
    CHECK_STR(talk_header(&t, "Location"), "/sign-in?ended=1&next=%2Ft%2Fpage");
    t = ask(s, "GET /t/page", STR("Cookie: __Host-rw=made-up\r\n"), "", STR_NULL);
    assert_int_equal(t.status, 303);
    t = ask(s, "GET /t/open", STR(""), "", STR_NULL);
    assert_int_equal(t.status, 200);
}

TEST(a_forbidden_record_answers_byte_for_byte_like_one_that_is_not_there)
{
    struct scene *s = scene_open();
    struct talk forbidden, unknown, nothing, mine;
    char path[128];

    snprintf(path, sizeof path, "GET /cases/%.*s/t", STR_ARG(s->case_id));
    mine = ask(s, path, s->ruth_cookie, "", STR_NULL);
    assert_int_equal(mine.status, 200);
    forbidden = ask(s, path, s->omar_cookie, "", STR_NULL);
    unknown = ask(s, "GET /cases/aaaaaaaaaaaaaaaaaaaaaaaaaa/t", s->omar_cookie, "", STR_NULL);
    nothing = ask(s, "GET /no/such/page", s->omar_cookie, "", STR_NULL);
    assert_int_equal(forbidden.status, 404);
    CHECK(str_eq(forbidden.body, unknown.body));
    CHECK(str_eq(forbidden.body, nothing.body));
    CHECK(forbidden.head.len == unknown.head.len && forbidden.head.len == nothing.head.len);
    nothing = ask(s, "GET /t/admin", s->omar_cookie, "", STR_NULL);
    CHECK(str_eq(forbidden.body, nothing.body));
}

/* A refusal is not waited for: its event comes with the next group. */
static void await_events(struct scene *s, const char *action, size_t n)
{
    int tries;

    for (tries = 0; tries < 200 && staff_kit_events(&s->staff, action) < n; tries++)
        usleep(10000);
    assert_int_equal(staff_kit_events(&s->staff, action), n);
}

TEST(a_read_of_a_case_and_a_refusal_are_on_record)
{
    struct scene *s = scene_open();
    char path[128];
    size_t before;

    snprintf(path, sizeof path, "GET /cases/%.*s/t", STR_ARG(s->case_id));
    before = staff_kit_events(&s->staff, "read");
    (void)ask(s, path, s->ruth_cookie, "", STR_NULL);
    assert_int_equal(staff_kit_events(&s->staff, "read"), before + 1);
    before = staff_kit_events(&s->staff, "case-read");
    snprintf(path, sizeof path, "GET /cases/%.*s/address", STR_ARG(s->case_id));
    (void)ask(s, path, s->omar_cookie, "", STR_NULL);
    (void)ask(s, path, s->omar_cookie, "", STR_NULL);
    await_events(s, "case-read", before + 1);
    before = staff_kit_events(&s->staff, "practice");
    (void)ask(s, "GET /t/practice", s->omar_cookie, "", STR_NULL);
    await_events(s, "practice", before + 1);
}

TEST(a_list_over_records_leaves_one_event_and_a_page_that_wrote_its_own_no_second)
{
    struct scene *s = scene_open();
    char path[128];
    size_t read = staff_kit_events(&s->staff, "read"),
           own = staff_kit_events(&s->staff, "address-read");

    (void)ask(s, "GET /t/list", s->ruth_cookie, "", STR_NULL);
    assert_int_equal(staff_kit_events(&s->staff, "read"), read + 1);
    (void)ask(s, "GET /t/page", s->ruth_cookie, "", STR_NULL);
    assert_int_equal(staff_kit_events(&s->staff, "read"), read + 1);
    snprintf(path, sizeof path, "GET /cases/%.*s/address", STR_ARG(s->case_id));
    (void)ask(s, path, s->ruth_cookie, "", STR_NULL);
    assert_int_equal(staff_kit_events(&s->staff, "address-read"), own + 1);
    assert_int_equal(staff_kit_events(&s->staff, "read"), read + 1);
}

/* "a=" and so many letters. */
static struct str long_form(struct scene *s, size_t n)
{
    char *z = arena_array(&s->web.mem, char, n + 3);

    memset(z, 'x', n + 2);
    z[0] = 'a';
    z[1] = '=';
    return (struct str){ z, n + 2 };
}

TEST(a_browser_that_was_never_signed_in_brings_no_long_form)
{
    struct scene *s = scene_open();
    struct str made_up = STR("Cookie: __Host-rw=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG\r\n");
    struct talk t;

    t = ask(s, "POST /t/open", STR(""), "", long_form(s, 7000));
    assert_int_equal(t.status, 403);
    t = ask(s, "POST /t/open", STR(""), "", long_form(s, 9000));
    assert_int_equal(t.status, 413);
    t = ask(s, "POST /t/open", made_up, "", long_form(s, 9000));
    assert_int_equal(t.status, 413);
    t = ask(s, "POST /t/open", STR(""), "", long_form(s, 200000));
    assert_int_equal(t.status, 413);
    t = ask(s, "POST /t/save", s->old_cookie, "", long_form(s, 200000));
    assert_int_equal(t.status, 401);
    CHECK(talk_has(t.body, "name=\"_c.a\""));
}

TEST(a_post_needs_the_token_of_its_session_and_an_origin_of_ours)
{
    static const struct {
        const char *more;
        bool token;
        int status;
    } cases[] = {
        { "", true, 303 },
        { "", false, 403 },
        { "Sec-Fetch-Site: same-origin\r\n", true, 303 },
        { "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n", true, 303 },
        { "Sec-Fetch-Site: same-origin\r\nOrigin: https://here\r\n", true, 303 },
        { "Origin: http://here\r\n", true, 303 },
        { "Sec-Fetch-Site: cross-site\r\n", true, 403 },
        { "Sec-Fetch-Site: same-site\r\n", true, 403 },
        { "Sec-Fetch-Site: none\r\n", true, 403 },
        { "Origin: https://there\r\n", true, 403 },
        { "Origin: https://here.there\r\n", true, 403 },
        { "Origin: https://here:1\r\n", true, 403 },
        { "Origin: null\r\n", true, 403 },
        { "Sec-Fetch-Site: same-origin\r\nOrigin: https://there\r\n", true, 403 },
        { "Sec-Fetch-Site: same-origin\r\n", false, 403 },
    };
    struct scene *s = scene_open();
    struct talk t;
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        t = ask(s, "POST /t/save", s->ruth_cookie, cases[i].more,
                cases[i].token ? with_token(s, "a=b") : STR("a=b"));
        if (t.status != cases[i].status)
            fail_msg("case %zu: %d", i, t.status);
    }
    t = ask(s, "POST /t/save", s->omar_cookie, "", with_token(s, "a=b"));
    assert_int_equal(t.status, 403);
    t = ask(s, "POST /t/save", s->ruth_cookie, "",
            str_fmt(&s->web.mem, "_csrf=%.*s&_csrf=%.*s", STR_ARG(s->csrf), STR_ARG(s->csrf)));
    assert_int_equal(t.status, 403);
}

TEST(a_form_without_a_session_hangs_on_a_cookie_of_its_own)
{
    struct scene *s = scene_open();
    struct talk t;
    struct str cookie, token;

    t = ask(s, "GET /t/open", STR(""), "", STR_NULL);
    cookie = between(t.head, "Set-Cookie: " GUEST_COOKIE "=", ';');
    token = between(t.body, "csrf=", ' ');
    CHECK(cookie.len == 43 && token.len == 64);
    cookie = str_fmt(&s->web.mem, "Cookie: " GUEST_COOKIE "=%.*s\r\n", STR_ARG(cookie));
    t = ask(s, "POST /t/open", cookie, "", str_fmt(&s->web.mem, "a=b&_csrf=%.*s", STR_ARG(token)));
    assert_int_equal(t.status, 200);
    CHECK(talk_has(t.body, "form=1"));
    t = ask(s, "POST /t/open", STR(""), "", str_fmt(&s->web.mem, "a=b&_csrf=%.*s", STR_ARG(token)));
    assert_int_equal(t.status, 403);
}

TEST(a_sentence_left_by_a_save_is_shown_once)
{
    struct scene *s = scene_open();
    struct talk t;
    struct str flash, cookie;

    t = ask(s, "POST /t/save", s->ruth_cookie, "", with_token(s, "a=b"));
    assert_int_equal(t.status, 303);
    CHECK_STR(talk_header(&t, "Location"), "/t/page");
    flash = between(t.head, "Set-Cookie: __Host-rwf=", ';');
    CHECK(flash.len > 64);
    cookie = str_fmt(&s->web.mem, "%.*s; __Host-rwf=%.*s\r\n", (int)s->ruth_cookie.len - 2,
                     s->ruth_cookie.p, STR_ARG(flash));
    t = ask(s, "GET /t/page", cookie, "", STR_NULL);
    CHECK(talk_has(t.body, "flash=Saved: all of it. "));
    CHECK(talk_has(t.head, "Set-Cookie: __Host-rwf=; "));
    CHECK(talk_has(t.head, "Max-Age=0"));
    cookie = str_fmt(&s->web.mem, "%.*s; __Host-rwf=%064dForged\r\n", (int)s->ruth_cookie.len - 2,
                     s->ruth_cookie.p, 0);
    t = ask(s, "GET /t/page", cookie, "", STR_NULL);
    CHECK(talk_has(t.body, "flash= "));
}

TEST(our_mistakes_show_nothing_of_the_inside)
{
    struct scene *s = scene_open();
    struct talk t;

    t = ask(s, "GET /t/broken", s->ruth_cookie, "", STR_NULL);
    assert_int_equal(t.status, 500);
    CHECK(!talk_has(t.body, "half a page") && !talk_has(t.body, "secret of the inside"));
    CHECK(talk_has(t.body, "<code>"));
    CHECK(talk_header(&t, "Content-Security-Policy").p != NULL);
}

TEST(a_page_that_outgrows_its_memory_is_not_sent_in_part)
{
    struct scene *s = scene_open();
    struct talk t = ask(s, "GET /t/hungry", s->ruth_cookie, "", STR_NULL);

    assert_int_equal(t.status, 503);
    CHECK(!talk_has(t.body, "half a page") && talk_has(t.body, "</html>"));
    CHECK_STR(talk_header(&t, "Retry-After"), "2");
    t = ask(s, "POST /t/hungry", s->ruth_cookie, "", with_token(s, "a=b"));
    assert_int_equal(t.status, 413);
    t = ask(s, "GET /t/endless", s->ruth_cookie, "", STR_NULL);
    assert_int_equal(t.status, 503);
    CHECK(t.body.len < 10000 && talk_has(t.body, "</html>"));
    t = ask(s, "GET /t/page", s->ruth_cookie, "", STR_NULL);
    assert_int_equal(t.status, 200);
}

TEST(a_download_is_named_and_sandboxed)
{
    struct scene *s = scene_open();
    struct talk t;

    t = ask(s, "GET /t/file", s->ruth_cookie, "", STR_NULL);
    assert_int_equal(t.status, 200);
    CHECK_STR(talk_header(&t, "Content-Disposition"),
              "attachment; filename=\"caf__ _x_.pdf\"; filename*=UTF-8''caf%C3%A9%20%22x%22.pdf");
    CHECK_STR(talk_header(&t, "Content-Security-Policy"), "sandbox; default-src 'none'");
}

TEST(assets_may_be_kept_for_ever_and_pages_not_at_all)
{
    struct scene *s = scene_open();
    struct talk t;

    t = ask(s, "GET " STATIC_APP_CSS, STR(""), "", STR_NULL);
    assert_int_equal(t.status, 200);
    CHECK_STR(talk_header(&t, "Cache-Control"), "public, max-age=31536000, immutable");
    CHECK(!talk_header(&t, "Set-Cookie").p && talk_header(&t, "Content-Security-Policy").p);
    t = ask(s, "GET /static/none.css", STR(""), "", STR_NULL);
    assert_int_equal(t.status, 404);
    t = ask(s, "GET /t/page", s->ruth_cookie, "", STR_NULL);
    CHECK_STR(talk_header(&t, "Cache-Control"), "no-store");
}

TEST(wrong_methods_paths_and_bytes_get_a_page_with_words)
{
    static const struct {
        const char *asked;
        int status;
    } cases[] = {
        { "GET /t/save", 405 },    { "HEAD /t/page", 200 },       { "GET /t/page/", 404 },
        { "GET /t//page", 404 },   { "GET /t/%2e%2e/page", 400 }, { "GET /t/%00", 400 },
        { "GET /t/%ff", 400 },     { "GET /t/page?a=%00", 400 },  { "GET /t/page?a=b", 200 },
        { "GET /cases/x/t", 404 },
    };
    struct scene *s = scene_open();
    struct talk t;
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        t = ask(s, cases[i].asked, s->ruth_cookie, "", STR_NULL);
        if (t.status != cases[i].status)
            fail_msg("%s: %d", cases[i].asked, t.status);
        CHECK(talk_header(&t, "Content-Security-Policy").p != NULL);
    }
    t = ask(s, "GET /t/save", s->ruth_cookie, "", STR_NULL);
    CHECK_STR(talk_header(&t, "Allow"), "POST");
    t = ask(s, "POST /t/save", s->ruth_cookie, "", with_token(s, "note=%ff"));
    assert_int_equal(t.status, 400);
    CHECK(talk_has(t.body, "Nothing was changed"));
}

TEST(another_site_can_lead_here_but_not_embed_us)
{
    struct scene *s = scene_open();
    struct talk t;

    t = ask(s, "GET /t/page", s->ruth_cookie,
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n", STR_NULL);
    assert_int_equal(t.status, 403);
    t = ask(s, "GET /t/page", s->ruth_cookie,
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n", STR_NULL);
    assert_int_equal(t.status, 200);
}

static struct talk upload(struct scene *s, struct str cookie, const char *path, struct str csrf)
{
    struct str body =
        str_fmt(&s->web.mem,
                "--bb\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%.*s\r\n"
                "--bb\r\nContent-Disposition: form-data; name=\"paper\"; "
                "filename=\"a.pdf\"\r\n\r\n%%PDF-1.7 words\r\n--bb--\r\n",
                STR_ARG(csrf));

    return web_talk(&s->web, str_fmt(&s->web.mem,
                                     "POST %s HTTP/1.1\r\nHost: here\r\nConnection: close\r\n%.*s"
                                     "Content-Type: multipart/form-data; boundary=bb\r\n"
                                     "Content-Length: %zu\r\n\r\n%.*s",
                                     path, STR_ARG(cookie), body.len, STR_ARG(body)));
}

TEST(a_file_is_kept_only_where_the_route_and_the_session_allow)
{
    struct scene *s = scene_open();
    struct talk t;

    t = upload(s, s->ruth_cookie, "/t/upload", s->csrf);
    assert_int_equal(t.status, 200);
    CHECK(talk_has(t.body, "uploads=1"));
    t = upload(s, s->ruth_cookie, "/t/upload", STR("wrong"));
    assert_int_equal(t.status, 403);
    t = upload(s, s->ruth_cookie, "/t/save", s->csrf);
    assert_int_equal(t.status, 415);
    t = upload(s, STR(""), "/t/upload", s->csrf);
    assert_int_equal(t.status, 415);
    t = upload(s, STR("Cookie: __Host-rw=made-up\r\n"), "/t/upload", s->csrf);
    assert_int_equal(t.status, 415);
}

TEST(the_server_stops_when_it_is_asked_to)
{
    scene_close();
}
