/* test_import_page.c -- a spreadsheet from the browser to the record and every way it is refused,
 * over a real connection. */
#include "support/web_scene.h"

#include "app/family_case.h"
#include "web/route.h"

#include <dirent.h>
#include <string.h>

static enum rw_status show(struct req *r)
{
    out_fmt(r->out, "[csrf=%.*s flash=%.*s]", STR_ARG(r->csrf), STR_ARG(r->flash_shown));
    return RW_OK;
}

static const struct route rows[] = {
    { .method = METHOD_GET,
      .path = "/t/page",
      .run = show,
      .need = CAP_SELF,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .about = "A test" },
};

/* These stand in for the tables of web/routes.c. */
static const struct route_table table = { rows, sizeof rows / sizeof *rows };
extern const struct route_table sign_in_routes, import_routes;
const struct route_table *const route_tables[] = { &table, &sign_in_routes, &import_routes };
const size_t route_tables_n = 3;

#define HEAD "number,title,origin,referred_on,source,reason\r\n"
#define BEECH "T1,Beech <b>family</b>,voluntary,2026-02-01,Mother,Asks.\r\n"
#define HEAD_URL "kind=cases&text=number%2Ctitle%2Corigin%2Creferred_on%2Csource%2Creason%0A"

static struct talk upload(struct scene *s, struct str cookie, struct str text, struct str file)
{
    struct str body = str_fmt(&s->web.mem,
                              "--bb\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%.*s"
                              "\r\n--bb\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n"
                              "cases\r\n--bb\r\nContent-Disposition: form-data; name=\"text\"\r\n"
                              "\r\n%.*s\r\n--bb\r\nContent-Disposition: form-data; name=\"file\"; "
                              "filename=\"%s\"\r\n\r\n",
                              STR_ARG(s->csrf), STR_ARG(text), file.p ? "families.csv" : "");

    body = str_join(&s->web.mem, body, STR(""), file);
    body = str_join(&s->web.mem, body, STR(""), STR("\r\n--bb--\r\n"));
    return web_talk(&s->web,
                    str_join(&s->web.mem,
                             str_fmt(&s->web.mem,
                                     "POST /import/preview HTTP/1.1\r\nHost: here\r\n"
                                     "Connection: close\r\n%.*sContent-Length: %zu\r\n"
                                     "Content-Type: multipart/form-data; boundary=bb\r\n\r\n",
                                     STR_ARG(cookie), body.len),
                             STR(""), body));
}

static size_t kept_files(struct scene *s)
{
    DIR *d = opendir(s->staff.app.blobs);
    struct dirent *e;
    size_t n = 0;

    assert_non_null(d);
    while ((e = readdir(d)))
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

TEST(a_file_is_shown_row_by_row_and_not_kept)
{
    struct scene *s = scene_open();
    struct talk t = upload(s, s->ruth_cookie, STR(""), STR("\xEF\xBB\xBF" HEAD BEECH));

    assert_int_equal(t.status, 200);
    CHECK(talk_has(t.body, "1 of 1 row can come in. Nothing is stored yet."));
    CHECK(talk_has(t.body, "Beech &lt;b&gt;family&lt;/b&gt;") && !talk_has(t.body, "<b>family"));
    CHECK(talk_has(t.body, "name=\"text\" value=\"\xEF\xBB\xBFnumber,title") ||
          talk_has(t.body, "name=\"text\" value=\"number,title"));
    CHECK(talk_has(t.body, "Bring in 1 family"));
    CHECK(kept_files(s) == 0);
}

TEST(what_cannot_be_read_is_answered_in_place_and_what_was_typed_stays)
{
    struct scene *s = scene_open();
    struct talk t = upload(s, s->ruth_cookie, STR(""), STR("PK\x03\x04\xFF\xFE"));

    assert_int_equal(t.status, 422);
    CHECK(talk_has(t.body, "This is not a text file.") && kept_files(s) == 0);
    t = upload(s, s->ruth_cookie, STR(HEAD BEECH), STR(HEAD));
    assert_int_equal(t.status, 422);
    CHECK(talk_has(t.body, "either rows or a file") && talk_has(t.body, "T1,Beech"));
    CHECK(kept_files(s) == 0);
    t = upload(s, s->ruth_cookie, STR(""), STR_NULL);
    assert_int_equal(t.status, 422);
    CHECK(talk_has(t.body, "Please paste the rows, or choose a file."));
    t = upload(s, s->ruth_cookie, STR("number,shoe\r\n1,\"2\r\n"), STR_NULL);
    assert_int_equal(t.status, 422);
    CHECK(talk_has(t.body, "never ends") && talk_has(t.body, "number,shoe"));
    t = upload(s, s->ruth_cookie, STR("number\xFF"), STR_NULL);
    assert_int_equal(t.status, 400);
    t = ask(s, "POST /import", s->ruth_cookie, "", with_token(s, "kind=cases&text=a%00b"));
    assert_int_equal(t.status, 400);
    t = ask(s, "POST /import", s->ruth_cookie, "", with_token(s, "kind=cases&text=a&more=1"));
    assert_int_equal(t.status, 422);
    CHECK(talk_has(t.body, "does not know"));
    t = ask(s, "POST /import", s->ruth_cookie, "", with_token(s, "kind=notes&text=a"));
    assert_int_equal(t.status, 422);
}

TEST(only_good_rows_come_in_and_only_when_that_was_asked_for)
{
    struct scene *s = scene_open();
    struct talk t;
    static const char posted[] = HEAD_URL "T2%2CCedar%2Cvoluntary%2C2026-02-01%2CMother%2CAsks.%0A"
                                          "T3%2CElm%2Cby+chance%2C2026-02-01%2CMother%2CAsks.";

    t = ask(s, "POST /import", s->ruth_cookie, "", with_token(s, posted));
    assert_int_equal(t.status, 422);
    CHECK(talk_has(t.body, "1 of 2 rows can come in, 1 cannot yet."));
    CHECK(talk_has(t.body, "How the work began: Please write one of these"));
    CHECK(talk_has(t.body, "nothing was brought in"));
    t = ask(s, "POST /import", s->ruth_cookie, "", str_of(posted));
    assert_int_equal(t.status, 403);
    t = ask(s, "POST /import", s->ruth_cookie, "",
            str_join(&s->web.mem, with_token(s, posted), STR("&"), STR("good_only=1")));
    assert_int_equal(t.status, 303);
    CHECK_STR(talk_header(&t, "Location"), "/cases");
    t = ask(s, "POST /import", s->ruth_cookie, "",
            str_join(&s->web.mem, with_token(s, posted), STR("&"), STR("good_only=1")));
    assert_int_equal(t.status, 422);
    CHECK(talk_has(t.body, "There is nothing left to bring in."));
}

TEST(the_front_desk_finds_no_such_page)
{
    struct scene *s = scene_open();
    struct talk t = ask(s, "GET /import", s->omar_cookie, "", STR_NULL);

    assert_int_equal(t.status, 404);
    t = ask(s, "GET /import", s->ruth_cookie, "", STR_NULL);
    assert_int_equal(t.status, 200);
    CHECK(talk_has(t.body, "number,title,origin,referred_on,source,reason,scenarios"));
}

TEST(the_server_stops_when_it_is_asked_to)
{
    scene_close();
}
