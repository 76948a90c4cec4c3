/* test_carry.c -- what somebody typed survives the end of a session, for that person alone. */
#include "support/web_scene.h"

#include "app/clock.h"
#include "web/route.h"

#include <string.h>

static enum rw_status show(struct req *r)
{
    out_fmt(r->out, "[page of %.*s csrf=%.*s form=%zu]", STR_ARG(r->act.viewer.name),
            STR_ARG(r->csrf), r->form.n);
    return RW_OK;
}

static enum rw_status save(struct req *r)
{
    return req_redirect(r, STR("/t/page"), NULL);
}

#define STAFF                                                                                      \
    .need = CAP_SELF, .audience = AUDIENCE_STAFF, .purpose = PURPOSE_TREATMENT, .about = "A test"

static const struct route rows[] = {
    { .method = METHOD_GET, .path = "/t/page", .run = show, STAFF },
    { .method = METHOD_POST, .path = "/t/save", .run = save, STAFF },
    { .method = METHOD_POST, .path = "/t/sign", .run = show, .flags = ROUTE_REAUTH, STAFF },
};

/* These stand in for the tables of web/routes.c. */
static const struct route_table table = { rows, sizeof rows / sizeof *rows };
extern const struct route_table sign_in_routes;
const struct route_table *const route_tables[] = { &table, &sign_in_routes };
const size_t route_tables_n = 2;

TEST(a_post_after_the_session_ended_carries_its_text_to_the_sign_in)
{
    struct scene *s = scene_open();
    struct talk t;

    t = ask(s, "POST /t/save", s->old_cookie, "Sec-Fetch-Site: same-origin\r\n",
            STR("note=Maya+%3Cb%3E+said%0D%0Aall+of+it&_csrf=old"));
    assert_int_equal(t.status, 401);
    CHECK(talk_has(t.body, "name=\"_c.note\" value=\"Maya &lt;b&gt; said\nall of it\""));
    CHECK(talk_has(t.body, "name=\"_resume\" value=\"/t/save\""));
    CHECK(talk_has(t.body, "name=\"_who\""));
    CHECK(talk_has(t.body, "action=\"/sign-in/again\""));
    CHECK(!talk_has(t.body, "value=\"old\""));
    t = ask(s, "POST /t/save", s->old_cookie, "Sec-Fetch-Site: cross-site\r\n", STR("note=x"));
    assert_int_equal(t.status, 403);
    t = ask(s, "POST /t/save", s->old_cookie, "HX-Request: true\r\n", STR("note=secret+words"));
    assert_int_equal(t.status, 401);
    CHECK(talk_has(t.body, "dialog-title") && !talk_has(t.body, "secret words"));
}

/* The token of a page that this person had before her present session. */
static struct str own_token(struct scene *s, struct str cookie)
{
    struct talk t = ask(s, "GET /t/page", cookie, "", STR_NULL);
    struct str now = between(t.body, "csrf=", ' ');

    CHECK(now.len == 64);
    return str_fmt(&s->web.mem, "%032d%.*s", 0, 32, now.p + 32);
}

/* Ruth is signed in; the form comes from a page that was open in this browser before. */
static struct talk earlier_post(struct scene *s, struct str token)
{
    return ask(s, "POST /t/save", s->ruth_cookie, "Sec-Fetch-Site: same-origin\r\n",
               str_fmt(&s->web.mem,
                       "version=3&note=A+text+that+took+half+an+hour+to+write+down&_csrf=%.*s",
                       STR_ARG(token)));
}

TEST(a_form_that_somebody_else_typed_in_this_browser_is_dropped)
{
    struct scene *s = scene_open();
    struct talk t = earlier_post(s, own_token(s, s->omar_cookie));

    assert_int_equal(t.status, 403);
    CHECK(!talk_has(t.all, "half an hour") && talk_has(t.body, "</html>"));
    t = earlier_post(s, STR("older"));
    assert_int_equal(t.status, 403);
    CHECK(!talk_has(t.all, "half an hour"));
}

TEST(a_form_of_an_earlier_session_is_shown_again_and_not_lost)
{
    struct scene *s = scene_open();
    struct talk t = earlier_post(s, own_token(s, s->ruth_cookie));

    assert_int_equal(t.status, 403);
    CHECK(talk_has(t.body, "A text that took half an hour to write down</textarea>"));
    CHECK(talk_has(t.body, "name=\"version\" value=\"3\""));
    CHECK(talk_has(t.body, "action=\"/t/save\""));
}

/* What a person types on a page that asks for both factors, with everything hidden in that page. */
static struct str answer_page_at(struct scene *s, const struct talk *page, const char *login,
                                 struct str secret, int64_t at)
{
    struct str code = staff_kit_code(&s->staff, secret, at), value;
    struct str rest = between(page->body, "<form class=\"form\"", 0);
    struct out o;
    struct str all;

    out_init(&o, 1u << 20);
    out_fmt(&o, "password=four+ordinary+words&code=%.*s", STR_ARG(code));
    if (login)
        out_fmt(&o, "&username=%s", login);
    while ((value = between(rest, "<input type=\"hidden\" name=\"", '"')).p) {
        out_char(&o, '&');
        out_url(&o, value);
        out_char(&o, '=');
        rest = (struct str){ value.p, (size_t)(rest.p + rest.len - value.p) };
        value = between(rest, "value=\"", '"');
        out_url(&o, value);
        rest = (struct str){ value.p, (size_t)(rest.p + rest.len - value.p) };
    }
    all = str_copy(&s->web.mem, out_view(&o));
    out_free(&o);
    return all;
}

static struct str answer_page(struct scene *s, const struct talk *page, const char *login,
                              struct str secret)
{
    return answer_page_at(s, page, login, secret, clock_now());
}

TEST(signing_asks_for_password_and_code_and_goes_on_with_the_form)
{
    struct scene *s = scene_open();
    struct talk t = ask(s, "POST /t/sign", s->ruth_cookie, "", with_token(s, "meaning=author"));

    assert_int_equal(t.status, 403);
    CHECK(talk_has(t.body, "name=\"_c.meaning\" value=\"author\""));
    CHECK(talk_has(t.body, "action=\"/reauth\""));
    t = ask(s, "POST /reauth", s->ruth_cookie, "", answer_page(s, &t, NULL, s->ruth_secret));
    assert_int_equal(t.status, 200);
    CHECK(talk_has(t.body, "page of ruth") && talk_has(t.body, "form=1"));
    s->ruth_cookie = str_fmt(&s->staff.mem, "Cookie: __Host-rw=%.*s\r\n",
                             STR_ARG(between(t.head, "Set-Cookie: __Host-rw=", ';')));
    t = ask(s, "POST /t/sign", s->ruth_cookie, "", with_token(s, "meaning=author"));
    assert_int_equal(t.status, 200);
}

static struct talk expired_post(struct scene *s)
{
    return ask(s, "POST /t/save", s->old_cookie, "Sec-Fetch-Site: same-origin\r\n",
               STR("version=7&note=A+text+that+took+half+an+hour+to+write+down&_csrf=old"));
}

TEST(after_signing_in_again_the_same_person_has_the_text_to_save)
{
    struct scene *s = scene_open();
    struct talk t = expired_post(s);
    struct str cookie, token, form;

    assert_int_equal(t.status, 401);
    t = ask(s, "POST /sign-in/again", s->old_cookie, "",
            answer_page(s, &t, "nora", s->nora_secret));
    assert_int_equal(t.status, 200);
    CHECK(talk_has(t.body, "A text that took half an hour to write down</textarea>"));
    CHECK(talk_has(t.body, "name=\"version\" value=\"7\""));
    CHECK(talk_has(t.body, "action=\"/t/save\""));
    cookie = str_fmt(&s->web.mem, "Cookie: __Host-rw=%.*s\r\n",
                     STR_ARG(between(t.head, "Set-Cookie: __Host-rw=", ';')));
    token = between(t.body, "name=\"_csrf\" value=\"", '"');
    form = str_fmt(&s->web.mem, "version=7&note=the+text&_csrf=%.*s", STR_ARG(token));
    t = ask(s, "POST /t/save", cookie, "", form);
    assert_int_equal(t.status, 303);
}

TEST(after_signing_in_again_another_person_gets_nothing_of_the_text)
{
    struct scene *s = scene_open();
    struct talk t = expired_post(s);

    t = ask(s, "POST /sign-in/again", s->old_cookie, "",
            answer_page(s, &t, "omar", s->omar_secret));
    assert_int_equal(t.status, 303);
    CHECK_STR(talk_header(&t, "Location"), "/");
    CHECK(!talk_has(t.all, "half an hour"));
}

TEST(the_dialog_of_another_person_keeps_nothing_and_gives_no_token_for_the_text_behind_it)
{
    struct scene *s = scene_open();
    struct talk t = expired_post(s);
    /* each code is good once: the next one */
    struct str all = answer_page_at(s, &t, "omar", s->omar_secret, clock_now() + 30), cookie;

    t = ask(s, "POST /sign-in/again", s->old_cookie, "HX-Request: true\r\n", all);
    assert_int_equal(t.status, 409);
    CHECK(!talk_has(t.all, "half an hour") && !talk_has(t.body, "_csrf"));
    cookie = str_fmt(&s->web.mem, "Cookie: __Host-rw=%.*s\r\n",
                     STR_ARG(between(t.head, "Set-Cookie: __Host-rw=", ';')));
    t = ask(s, "POST /t/save", cookie, "Sec-Fetch-Site: same-origin\r\n",
            STR("note=A+text+that+took+half+an+hour+to+write+down&_csrf=old"));
    assert_int_equal(t.status, 403);
    CHECK(!talk_has(t.all, "half an hour"));
}

TEST(what_is_carried_for_another_person_is_dropped_by_whoever_asks_again)
{
    struct scene *s = scene_open();
    struct talk t = expired_post(s);
    struct str who = between(t.body, "name=\"_who\" value=\"", '"');

    CHECK(who.len == 64);
    t = ask(s, "POST /reauth", s->omar_cookie, "Sec-Fetch-Site: same-origin\r\n",
            str_fmt(&s->web.mem, "_resume=%%2Ft%%2Fsave&_who=%.*s&_c.note=half+an+hour&_csrf=old",
                    STR_ARG(who)));
    assert_int_equal(t.status, 403);
    CHECK(!talk_has(t.all, "half an hour"));
}

TEST(the_server_stops_when_it_is_asked_to)
{
    scene_close();
}
