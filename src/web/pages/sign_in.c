/* sign_in.c -- the door: password, second step, both once more, and out again. */
#include "web/pages/sign_in.h"
#include "app/session.h"
#include "app/signin.h"
#include "web/again.h"
#include "web/carry.h"
#include "web/cookie.h"
#include "web/dispatch.h"
#include "web/pages/page.h"
#include "web/route.h"

enum { USERNAME, PASSWORD, NFIELDS };

static const struct field sign_in_form[NFIELDS] = {
    [USERNAME] = { .name = "username",
                   .kind = FIELD_TEXT,
                   .min = 1,
                   .required = true,
                   .label = "User name",
                   .autocomplete = "username" },
    [PASSWORD] = { .name = "password",
                   .kind = FIELD_SECRET,
                   .required = true,
                   .label = "Password",
                   .autocomplete = "current-password" },
};

static const struct field code_form[] = {
    { .name = "code",
      .kind = FIELD_CODE,
      .required = true,
      .label = "Code",
      .hint = "Six digits from your code generator.",
      .autocomplete = "one-time-code" },
};

static const struct field recovery_form[] = {
    { .name = "code",
      .kind = FIELD_TEXT,
      .min = 16,
      .max = 64,
      .required = true,
      .label = "Recovery code",
      .hint = "One of the ten that you printed or wrote down. It works once.",
      .autocomplete = "one-time-code" },
};

static const char *const also_next[] = { "next", NULL };

/* -- shared with the other pages of the door -- */

void door_refuse(struct req *r, const struct signin *s)
{
    problem_add(&r->act.bad, "", signin_words(r->mem, s));
}

int door_status(const struct signin *s)
{
    return s->outcome == SIGNIN_BUSY ? 503 : 422;
}

void door_cookies(struct req *r, const struct signin *s)
{
    if (s->token.len)
        req_cookie_set(r, SESSION_COOKIE, s->token, 0);
    if (s->device.len)
        req_cookie_set(r, DEVICE_COOKIE, s->device, DEVICE_SECONDS);
}

enum rw_status door_enter(struct req *r, const struct signin *s)
{
    struct session_found found;
    enum rw_status st = session_find(&r->act, s->token, &found);

    if (!st)
        r->csrf = session_csrf(&r->act, &found, s->token);
    return st;
}

/* The page that was asked for before signing in, or Today; never another site. */
static struct str next_place(struct req *r, struct str next)
{
    struct str path = next, rest = next;
    struct pairs args;
    bool other;

    (void)str_cut(&rest, '?', &path);
    if (next.len && url_is_local(next) && next.p[0] == '/' &&
        route_find(r->mem, METHOD_GET, path, &args, &other))
        return next;
    return STR("/");
}

static struct str with_next(struct req *r, const char *path, struct str next)
{
    struct str place = next_place(r, next), all;
    struct out o;

    if (str_is(place, "/"))
        return str_of(path);
    out_init(&o, RW_REQUEST_LINE_MAX);
    out_z(&o, path);
    out_z(&o, "?next=");
    out_url(&o, place);
    all = str_copy(r->mem, out_view(&o));
    out_free(&o);
    return all;
}

static struct str any_next(const struct req *r)
{
    return r->method == METHOD_POST ? req_form(r, "next") : req_query(r, "next");
}

/* -- first step -- */

static enum rw_status sign_in_show(struct req *r, const struct value *values)
{
    struct pair next = { STR("next"), next_place(r, any_next(r)) };
    struct form_page p = {
        .title = STR("Sign in"),
        .fields = sign_in_form,
        .n = NFIELDS,
        .state = { .values = values, .problems = &r->act.bad },
        .action = STR("/sign-in"),
        .submit = STR("Sign in"),
        .hidden = &next,
        .nhidden = 1,
    };
    struct sign_in_view v = { 0 };

    if (req_query(r, "ended").len)
        v.notice = STR("Your session ended. Please sign in again.");
    page_shell(r, p.title, NULL, &v.shell);
    form_body_view(r->mem, &p, r->csrf, &v.body);
    tpl_sign_in(r->out, &v);
    return RW_OK;
}

static enum rw_status sign_in_page(struct req *r)
{
    struct str device = device_take(&r->act, req_query(r, "browser"));

    if (device.len) {
        req_cookie_set(r, DEVICE_COOKIE, device, DEVICE_SECONDS);
        return req_redirect(r, STR("/sign-in"), NULL);
    }
    if (r->act.viewer.level >= AUTH_FULL)
        return req_redirect(r, next_place(r, any_next(r)), NULL);
    return sign_in_show(r, NULL);
}

static enum rw_status sign_in(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct signin_try t;
    struct signin s;
    enum rw_status st;

    if (!form_read_also(r->mem, sign_in_form, NFIELDS, &r->form, also_next, v, &r->act.bad)) {
        r->status = 422;
        return sign_in_show(r, v);
    }
    t = (struct signin_try){ .login = v[USERNAME].text,
                             .password = v[PASSWORD].text,
                             .device = req_cookie(r, DEVICE_COOKIE),
                             .label = req_browser(r) };
    st = signin_password(&r->act, &t, &s);
    if (st)
        return st;
    if (s.outcome != SIGNIN_CODE) {
        door_refuse(r, &s);
        r->status = door_status(&s);
        return sign_in_show(r, v);
    }
    door_cookies(r, &s);
    return req_redirect(r, with_next(r, "/sign-in/code", any_next(r)), NULL);
}

/* -- second step -- */

static enum rw_status code_show(struct req *r, bool recovery)
{
    struct pair hidden[] = { { STR("next"), next_place(r, any_next(r)) },
                             { STR("kind"), recovery ? STR("recovery") : STR("code") } };
    struct form_page p = {
        .title = recovery ? STR("Recovery code") : STR("Second step"),
        .fields = recovery ? recovery_form : code_form,
        .n = 1,
        .state = { .problems = &r->act.bad },
        .action = STR("/sign-in/code"),
        .submit = STR("Sign in"),
        .cancel = STR("/sign-in"),
        .hidden = hidden,
        .nhidden = FORM_N(hidden),
    };
    struct sign_in_code_view v = {
        .heading = p.title,
        .intro = recovery ? STR("Use it where the phone is lost; then set up a new one.")
                          : STR("Open the code generator on your phone."),
        .recovery = recovery ? STR_NULL : with_next(r, "/sign-in/recovery", any_next(r)),
    };

    page_shell(r, p.title, NULL, &v.shell);
    form_body_view(r->mem, &p, r->csrf, &v.body);
    tpl_sign_in_code(r->out, &v);
    return RW_OK;
}

static bool is_half_way(const struct req *r)
{
    return r->act.viewer.level == AUTH_PASSWORD;
}

static enum rw_status code_page(struct req *r)
{
    return is_half_way(r) ? code_show(r, false) : req_redirect(r, STR("/sign-in"), NULL);
}

static enum rw_status recovery_page(struct req *r)
{
    return is_half_way(r) ? code_show(r, true) : req_redirect(r, STR("/sign-in"), NULL);
}

static enum rw_status signed_in(struct req *r, const struct signin *s)
{
    door_cookies(r, s);
    if (s->recovery_left < 0)
        return req_redirect(r, next_place(r, any_next(r)), NULL);
    return req_redirect(r, STR("/account"),
                        str_z(r->mem, str_fmt(r->mem,
                                              "Recovery codes left: %lld. Set up a new second step "
                                              "here if the phone is lost.",
                                              (long long)s->recovery_left)));
}

static enum rw_status code_check(struct req *r)
{
    static const char *const also[] = { "next", "kind", NULL };
    bool recovery = str_is(req_form(r, "kind"), "recovery");
    struct value v[1] = { 0 };
    struct signin_try t;
    struct signin s;
    enum rw_status st;

    if (!form_read_also(r->mem, recovery ? recovery_form : code_form, 1, &r->form, also, v,
                        &r->act.bad)) {
        r->status = 422;
        return code_show(r, recovery);
    }
    t = (struct signin_try){ .code = v[0].text,
                             .device = req_cookie(r, DEVICE_COOKIE),
                             .label = req_browser(r) };
    st = signin_code(&r->act, &t, &s);
    if (st)
        return st;
    if (s.outcome == SIGNIN_DONE)
        return signed_in(r, &s);
    if (s.outcome == SIGNIN_AGAIN)
        return req_redirect(r, with_next(r, "/sign-in", any_next(r)),
                            "The time for the second step is over. Please begin again.");
    door_refuse(r, &s);
    r->status = door_status(&s);
    return code_show(r, recovery);
}

/* -- both at once: a form whose session ran out, and re-authentication -- */

static enum rw_status again(struct req *r)
{
    struct value v[AGAIN_FIELDS] = { 0 };
    struct pairs hidden;
    struct signin_try t;
    struct signin s;
    enum rw_status st;

    carry_on(r, &hidden);
    if (!form_read(r->mem, again_form, AGAIN_FIELDS, &r->form, v, &r->act.bad)) {
        again_show(r, &hidden, v, &r->act.bad);
        return RW_OK;
    }
    t = (struct signin_try){ .login = v[0].text,
                             .password = v[1].text,
                             .code = v[2].text,
                             .device = req_cookie(r, DEVICE_COOKIE),
                             .label = req_browser(r) };
    st = signin_again(&r->act, &t, &s);
    if (st)
        return st;
    if (s.outcome != SIGNIN_DONE) {
        door_refuse(r, &s);
        again_show(r, &hidden, v, &r->act.bad);
        r->status = door_status(&s);
        return RW_OK;
    }
    door_cookies(r, &s);
    return carry_end(r, s.account_id, s.token);
}

static enum rw_status reauth(struct req *r)
{
    struct value v[REAUTH_FIELDS] = { 0 };
    struct pairs hidden;
    struct signin_try t;
    struct signin s = { 0 };
    enum rw_status st = RW_OK;

    carry_on(r, &hidden);
    if (form_read(r->mem, reauth_form, REAUTH_FIELDS, &r->form, v, &r->act.bad)) {
        t = (struct signin_try){ .password = v[0].text,
                                 .code = v[1].text,
                                 .device = req_cookie(r, DEVICE_COOKIE) };
        st = signin_reauth(&r->act, &t, &s);
        if (!st && s.outcome != SIGNIN_DONE)
            door_refuse(r, &s);
    }
    if (st)
        return st;
    if (r->act.bad.n) {
        reauth_show(r, STR("go on"), &hidden, &r->act.bad);
        return RW_OK;
    }
    door_cookies(r, &s);
    return carry_resume(r, s.token);
}

static enum rw_status sign_out(struct req *r)
{
    struct str pass = device_pass(&r->act, req_cookie(r, DEVICE_COOKIE));
    enum rw_status st = session_sign_out(&r->act);

    if (st)
        return st;
    req_cookie_set(r, SESSION_COOKIE, STR(""), -1);
    req_clear_site(r);
    return req_redirect(
        r, str_join(r->mem, STR("/sign-in"), pass.len ? STR("?browser=") : STR(""), pass), NULL);
}

#define DOOR                                                                                       \
    .need = CAP_PUBLIC, .audience = AUDIENCE_PUBLIC, .purpose = PURPOSE_ACCESS, .flags = ROUTE_QUIET

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/sign-in",
      .run = sign_in_page,
      DOOR,
      .about = "Sign in: user name and password" },
    { .method = METHOD_POST,
      .path = "/sign-in",
      .run = sign_in,
      DOOR,
      .about = "Check user name and password" },
    { .method = METHOD_GET,
      .path = "/sign-in/code",
      .run = code_page,
      DOOR,
      .about = "Sign in: the second step" },
    { .method = METHOD_GET,
      .path = "/sign-in/recovery",
      .run = recovery_page,
      DOOR,
      .about = "Sign in: a recovery code in place of the second step" },
    { .method = METHOD_POST,
      .path = "/sign-in/code",
      .run = code_check,
      DOOR,
      .about = "Check the second step" },
    { .method = METHOD_POST,
      .path = AGAIN_PATH,
      .run = again,
      DOOR,
      .about = "Sign in again and bring back what was typed" },
    { .method = METHOD_POST,
      .path = REAUTH_PATH,
      .run = reauth,
      .need = CAP_SELF,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_ACCESS,
      .flags = ROUTE_QUIET,
      .about = "Give password and code once more" },
    { .method = METHOD_POST,
      .path = "/sign-out",
      .run = sign_out,
      .need = CAP_SELF,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_ACCESS,
      .flags = ROUTE_QUIET,
      .about = "Sign out" },
};

PAGE_ROUTES(sign_in_routes, routes);
