/* welcome.c -- an invited person sets both factors: one-time code, password, code generator. */
#include "app/enrol.h"
#include "app/session.h"
#include "web/cookie.h"
#include "web/pages/factor_pages.h"
#include "web/pages/page.h"
#include "web/pages/sign_in.h"
#include "web/route.h"

enum { INVITE, PASSWORD, REPEAT, NFIELDS };

static const struct field welcome_form[NFIELDS] = {
    [INVITE] = { .name = "invite",
                 .kind = FIELD_TEXT,
                 .min = 26,
                 .max = 64,
                 .required = true,
                 .label = "One-time code",
                 .hint = "As you were given it; dashes and capitals do not matter.",
                 .autocomplete = "one-time-code" },
    [PASSWORD] = { .name = "password",
                   .kind = FIELD_SECRET,
                   .required = true,
                   .label = "New password",
                   .hint =
                       "At least 8 characters; four ordinary words are good. A password manager "
                       "may fill it in.",
                   .autocomplete = "new-password" },
    [REPEAT] = { .name = "repeat",
                 .kind = FIELD_SECRET,
                 .required = true,
                 .label = "The same password again",
                 .autocomplete = "new-password" },
};

static enum rw_status show(struct req *r, const struct value *v)
{
    struct form_page p = {
        .title = STR("Welcome"),
        .intro = STR("Your administrator gave you a one-time code. With it you choose a password; "
                     "on the next page you set up the second step."),
        .fields = welcome_form,
        .n = NFIELDS,
        .state = { .values = v, .problems = &r->act.bad },
        .action = STR("/welcome"),
        .submit = STR("Go on"),
    };

    return page_form(r, NULL, &p);
}

static enum rw_status welcome_page(struct req *r)
{
    return show(r, NULL);
}

static void refuse(struct req *r, const struct signin *s)
{
    if (s->outcome == SIGNIN_WAIT)
        door_refuse(r, s);
    else
        problem_add(
            &r->act.bad, "invite",
            STR("This code does not match, was used, or is older than three days. Check it, "
                "or ask your administrator for a new one."));
}

static enum rw_status welcome(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct enrol_try t;
    struct signin s = { 0 };
    enum rw_status st = RW_OK;

    if (form_read(r->mem, welcome_form, NFIELDS, &r->form, v, &r->act.bad) &&
        !str_eq(v[PASSWORD].text, v[REPEAT].text))
        problem_add(&r->act.bad, "repeat", STR("The two passwords differ. Type both again."));
    if (!r->act.bad.n) {
        t = (struct enrol_try){ .invite = v[INVITE].text,
                                .password = v[PASSWORD].text,
                                .label = req_browser(r) };
        st = enrol_start(&r->act, &t, &s);
        if (!st && s.outcome != SIGNIN_CODE)
            refuse(r, &s);
    }
    if (st && st != RW_EINPUT)
        return st;
    if (r->act.bad.n)
        return show(r, v);
    door_cookies(r, &s);
    return req_redirect(r, STR("/welcome/second-step"), NULL);
}

static const struct factor_place second_step = { .action = "/welcome/second-step",
                                                 .done = "/today" };

static enum rw_status second_page(struct req *r)
{
    struct enrol_secret secret;
    enum rw_status st = enrol_secret(&r->act, &secret);

    if (st == RW_ENOTFOUND)
        return req_redirect(r, STR("/welcome"), NULL);
    return st ? st : factor_page(r, &second_step, &secret);
}

static enum rw_status second_check(struct req *r)
{
    struct str codes[RECOVERY_CODES], code;
    struct enrol_secret secret;
    struct signin s = { 0 };
    struct enrol_try t;
    enum rw_status st = enrol_secret(&r->act, &secret);

    if (st == RW_ENOTFOUND)
        return req_redirect(r, STR("/welcome"), "That took too long. Please begin again.");
    if (st)
        return st;
    if (!factor_read(r, &code))
        return factor_page(r, &second_step, &secret);
    t = (struct enrol_try){ .code = code,
                            .device = req_cookie(r, DEVICE_COOKIE),
                            .label = req_browser(r) };
    st = enrol_finish(&r->act, &t, &s, codes);
    if (st)
        return st;
    if (s.outcome != SIGNIN_DONE) {
        problem_add(&r->act.bad, "code", STR("That did not match. Type the code shown now."));
        return factor_page(r, &second_step, &secret);
    }
    door_cookies(r, &s);
    st = door_enter(r, &s);
    return st ? st : factor_codes(r, &second_step, codes);
}

#define DOOR                                                                                       \
    .need = CAP_PUBLIC, .audience = AUDIENCE_PUBLIC, .purpose = PURPOSE_ACCESS, .flags = ROUTE_QUIET

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/welcome",
      .run = welcome_page,
      DOOR,
      .about = "Begin with a one-time code" },
    { .method = METHOD_POST,
      .path = "/welcome",
      .run = welcome,
      DOOR,
      .about = "Check the one-time code and set a password" },
    { .method = METHOD_GET,
      .path = "/welcome/second-step",
      .run = second_page,
      DOOR,
      .about = "Set up the second step" },
    { .method = METHOD_POST,
      .path = "/welcome/second-step",
      .run = second_check,
      DOOR,
      .about = "Confirm the second step" },
};

PAGE_ROUTES(welcome_routes, routes);
