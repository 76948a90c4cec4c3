#include "support/web_scene.h"

#include "app/clock.h"
#include "app/family_case.h"
#include "app/jurisdictions.h"
#include "app/protocols.h"
#include "app/safety.h"
#include "web/dispatch.h"

#include <string.h>
#include <sys/stat.h>

static struct str sign_in(struct scene *s, const char *login, uint32_t roles, int64_t at,
                          struct str *secret)
{
    struct signin in;

    (void)staff_kit_person(&s->staff, login, roles, secret);
    s->staff.now_utc = at;
    staff_kit_request(&s->staff, 1);
    in = staff_kit_sign_in(&s->staff, login, *secret, STR_NULL);
    return str_fmt(&s->staff.mem, "Cookie: __Host-rw=%.*s\r\n", STR_ARG(in.token));
}

struct str between(struct str s, const char *before, char after)
{
    size_t n = strlen(before), i;
    struct str rest, found = STR_NULL;

    for (i = 0; i + n <= s.len && !found.p; i++)
        if (memcmp(s.p + i, before, n) == 0) {
            rest = (struct str){ s.p + i + n, s.len - i - n };
            (void)str_cut(&rest, after, &found);
        }
    return found;
}

struct talk ask(struct scene *s, const char *method_path, struct str cookie, const char *more,
                struct str form)
{
    return web_ask(&s->web, method_path,
                   str_z(&s->web.mem, str_join(&s->web.mem, cookie, STR(""), str_of(more))), form);
}

struct str with_token(struct scene *s, const char *fields)
{
    return str_fmt(&s->web.mem, "%s&_csrf=%.*s", fields, STR_ARG(s->csrf));
}

static void open_case(struct scene *s)
{
    struct case_input in = { .title = STR("Alder"),
                             .origin = STR("court_ordered"),
                             .referred_on = date_add(s->staff.act.today, -3),
                             .source = STR("Court"),
                             .reason = STR("A long separation."),
                             .as_of = RW_NO_DATE };
    struct act *a = &s->staff.act;

    if (family_case_open(a, &in, &s->case_id))
        fail_msg("family_case_open: %s %.*s", a->err.note,
                 STR_ARG(a->bad.n ? a->bad.list[0].text : STR("")));
}

static const char *blob_folder(struct scene *s)
{
    char *z = str_z(&s->staff.mem, str_fmt(&s->staff.mem, "%s/blobs", s->store.dir));

    CHECK(mkdir(z, 0700) == 0);
    return z;
}

static struct scene *opened;

struct scene *scene_open(void)
{
    static struct scene only;
    struct scene *s = &only;
    struct http_config c = { .body_max = web_body_max,
                             .worker_make = web_worker_make,
                             .worker_drop = web_worker_drop,
                             .handle = web_serve };
    int64_t now = clock_now();
    struct talk t;

    if (opened)
        return opened;
    opened = s;
    CHECK(store_kit_make(&s->store, false));
    staff_kit_make(&s->staff, &s->store);
    s->staff.app.blobs = blob_folder(s);
    CHECK_OK(protocols_load(&s->staff.mem, &s->staff.app, &e));
    CHECK_OK(jurisdictions_load(&s->staff.mem, &s->staff.app, &e));
    CHECK_OK(safety_form_load(&s->staff.mem, &s->staff.app, &e));
    CHECK_OK(routes_check(&e));
    s->old_cookie = sign_in(s, "nora", ROLE_THERAPIST, now - 3600, &s->nora_secret);
    s->omar_cookie = sign_in(s, "omar", ROLE_OFFICE, now - 610, &s->omar_secret);
    s->ruth_cookie = sign_in(s, "ruth", ROLE_THERAPIST, now - 600, &s->ruth_secret);
    open_case(s);
    c.app = &s->staff.app;
    c.arg = &s->staff.app;
    web_kit_start(&s->web, &c);
    t = ask(s, "GET /t/page", s->ruth_cookie, "", STR_NULL);
    assert_int_equal(t.status, 200);
    s->csrf = between(t.body, "csrf=", ' ');
    CHECK(s->csrf.len == 64);
    return s;
}

void scene_close(void)
{
    web_kit_stop(&opened->web);
    staff_kit_drop(&opened->staff);
    store_kit_drop(&opened->store);
    opened = NULL;
}
