/* account.c -- one's own account: password, second step, recovery codes, sessions. */
#include "app/account.h"
#include "app/enrol.h"
#include "app/session.h"
#include "web/pages/factor_pages.h"
#include "web/pages/page.h"
#include "web/route.h"

static const struct factor_place own_factor = { .action = "/account/second-step",
                                                .done = "/account" };

static void crumbs(struct req *r, struct crumbs_view *v)
{
    struct link_view up = { .href = STR("/account"), .label = STR("My account") };

    page_crumbs(r, &up, 1, v);
}

static enum rw_status account_page(struct req *r)
{
    static const struct link_view tools[] = {
        { .href = { "/account/password", 17 }, .label = { "Change password", 15 } },
        { .href = { "/account/second-step", 20 }, .label = { "New second step", 15 } },
        { .href = { "/account/recovery", 17 }, .label = { "New recovery codes", 18 } },
        { .href = { "/account/sessions", 17 }, .label = { "Where I am signed in", 20 } },
        { .href = { "/account/credentials", 20 }, .label = { "Licence and training", 20 } },
    };
    struct link_view *links = arena_array(r->mem, struct link_view, FORM_N(tools) + 2);
    struct fact_view *facts = arena_array(r->mem, struct fact_view, 3);
    struct detail_view v = { .title = r->act.viewer.name };
    size_t i;

    for (i = 0; i < FORM_N(tools); i++)
        links[i] = tools[i];
    facts[0] = (struct fact_view){ .label = STR("Roles"),
                                   .value = account_roles_words(r->mem, r->act.viewer.roles) };
    facts[1] =
        (struct fact_view){ .label = STR("Licence as printed"), .value = r->act.viewer.licence };
    facts[2] = (struct fact_view){
        .label = STR("Password and code last given"),
        .value = clock_words(r->mem, r->act.viewer.reauth_utc),
    };
    v.tools = links;
    v.ntools = FORM_N(tools);
    if (act_may(&r->act, CAP_COVER))
        links[v.ntools++] =
            (struct link_view){ .href = STR("/cover"), .label = STR("Who stands in for me") };
    if (act_may(&r->act, CAP_CREDENTIALS))
        links[v.ntools++] = (struct link_view){ .href = STR("/credentials"),
                                                .label = STR("Licences of everybody") };
    v.facts = (struct facts_view){ .rows = facts, .nrows = 3 };
    page_shell(r, STR("My account"), NULL, &v.shell);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* -- password -- */

enum { CURRENT, PASSWORD, REPEAT, NPASSWORD };

static const struct field password_form[NPASSWORD] = {
    [CURRENT] = { .name = "current",
                  .kind = FIELD_SECRET,
                  .required = true,
                  .label = "Present password",
                  .autocomplete = "current-password" },
    [PASSWORD] = { .name = "password",
                   .kind = FIELD_SECRET,
                   .required = true,
                   .label = "New password",
                   .hint = "At least 8 characters; four ordinary words are good.",
                   .autocomplete = "new-password" },
    [REPEAT] = { .name = "repeat",
                 .kind = FIELD_SECRET,
                 .required = true,
                 .label = "The new password again",
                 .autocomplete = "new-password" },
};

static enum rw_status password_show(struct req *r)
{
    struct crumbs_view up;
    struct form_page p = {
        .title = STR("Change password"),
        .intro = STR("Every other browser is signed out when you save."),
        .fields = password_form,
        .n = NPASSWORD,
        .state = { .problems = &r->act.bad },
        .action = STR("/account/password"),
        .submit = STR("Change password"),
        .cancel = STR("/account"),
    };

    crumbs(r, &up);
    p.crumbs = up.rows;
    p.ncrumbs = up.nrows;
    return page_form(r, NULL, &p);
}

static enum rw_status password_save(struct req *r)
{
    struct value v[NPASSWORD] = { 0 };
    enum rw_status st = RW_OK;

    if (form_read(r->mem, password_form, NPASSWORD, &r->form, v, &r->act.bad) &&
        !str_eq(v[PASSWORD].text, v[REPEAT].text))
        problem_add(&r->act.bad, "repeat", STR("The two passwords differ. Type both again."));
    if (!r->act.bad.n)
        st = password_change(&r->act, v[CURRENT].text, v[PASSWORD].text);
    if (st && st != RW_EINPUT)
        return st;
    return r->act.bad.n ? password_show(r)
                        : req_redirect(r, STR("/account"), "Your password is changed.");
}

/* -- second step -- */

static enum rw_status factor_show(struct req *r)
{
    struct enrol_secret secret;
    enum rw_status st = factor_secret(&r->act, &secret);

    return st ? st : factor_page(r, &own_factor, &secret);
}

static enum rw_status factor_save(struct req *r)
{
    struct str codes[RECOVERY_CODES], code;
    enum rw_status st;

    if (!factor_read(r, &code))
        return factor_show(r);
    st = factor_change(&r->act, code, codes);
    if (st == RW_EINPUT)
        return factor_show(r);
    return st ? st : factor_codes(r, &own_factor, codes);
}

static enum rw_status recovery_show(struct req *r)
{
    struct crumbs_view up;
    struct form_page p = {
        .title = STR("New recovery codes"),
        .intro = STR("You get ten new codes. The earlier ones stop working."),
        .action = STR("/account/recovery"),
        .submit = STR("Make new codes"),
        .cancel = STR("/account"),
    };

    crumbs(r, &up);
    p.crumbs = up.rows;
    p.ncrumbs = up.nrows;
    return page_form(r, NULL, &p);
}

static enum rw_status recovery_make(struct req *r)
{
    struct str codes[RECOVERY_CODES];
    enum rw_status st = factor_recovery(&r->act, codes);

    return st ? st : factor_codes(r, &own_factor, codes);
}

static enum rw_status codes_kept(struct req *r)
{
    bool new_here = str_is(req_form(r, "next"), "/today");

    return req_redirect(r, new_here ? STR("/") : STR("/account"), NULL);
}

/* -- sessions -- */

static enum rw_status sessions_page(struct req *r)
{
    struct sessions_view v = { .action = STR("/account/sessions") };
    struct sign_in_row_view *rows;
    struct session_line *list;
    size_t i, n;
    enum rw_status st = session_list(&r->act, &list, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct sign_in_row_view, n + 1);
    for (i = 0; i < n; i++)
        rows[i] = (struct sign_in_row_view){
            .what = list[i].label,
            .since = clock_words(r->mem, list[i].created_utc),
            .last = clock_words(r->mem, list[i].seen_utc),
            .here = list[i].current,
            .key = list[i].key,
        };
    v.rows = rows;
    v.nrows = n;
    crumbs(r, &v.crumbs);
    page_shell(r, STR("Where you are signed in"), NULL, &v.shell);
    tpl_sessions(r->out, &v);
    return RW_OK;
}

static enum rw_status sessions_end(struct req *r)
{
    struct str key = req_form(r, "session");
    bool others = str_is(key, "others");
    enum rw_status st = others ? session_end_others(&r->act) : session_end(&r->act, key);

    return st ? st
              : req_redirect(r, STR("/account/sessions"),
                             others ? "All other sessions are ended." : "That session is ended.");
}

#define OWN                                                                                        \
    .need = CAP_SELF, .audience = AUDIENCE_STAFF, .purpose = PURPOSE_ACCESS, .object = "account"

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/account",
      .run = account_page,
      OWN,
      .about = "One's own account" },
    { .method = METHOD_GET,
      .path = "/account/password",
      .run = password_show,
      OWN,
      .flags = ROUTE_REAUTH,
      .about = "Change one's password" },
    { .method = METHOD_POST,
      .path = "/account/password",
      .run = password_save,
      OWN,
      .flags = ROUTE_REAUTH,
      .about = "Change one's password" },
    { .method = METHOD_GET,
      .path = "/account/second-step",
      .run = factor_show,
      OWN,
      .flags = ROUTE_REAUTH,
      .about = "Set up a new second step" },
    { .method = METHOD_POST,
      .path = "/account/second-step",
      .run = factor_save,
      OWN,
      .flags = ROUTE_REAUTH,
      .about = "Set up a new second step" },
    { .method = METHOD_GET,
      .path = "/account/recovery",
      .run = recovery_show,
      OWN,
      .about = "Ask for new recovery codes" },
    { .method = METHOD_POST,
      .path = "/account/recovery",
      .run = recovery_make,
      OWN,
      .flags = ROUTE_REAUTH,
      .about = "Make new recovery codes" },
    { .method = METHOD_POST,
      .path = "/account/kept",
      .run = codes_kept,
      OWN,
      .about = "Go on after the recovery codes were kept" },
    { .method = METHOD_GET,
      .path = "/account/sessions",
      .run = sessions_page,
      OWN,
      .about = "Where one is signed in" },
    { .method = METHOD_POST,
      .path = "/account/sessions",
      .run = sessions_end,
      OWN,
      .about = "End one or all other sessions" },
};

PAGE_ROUTES(account_routes, routes);
