/* accounts.c -- the administrator's page: who signs in here, with which roles, and who no more. */
#include "app/account.h"
#include "web/pages/page.h"
#include "web/route.h"

#include <stdlib.h>

enum { LOGIN, NAME, LICENCE, ROLES, NFIELDS };
#define CHANGE (NFIELDS - 1) /* without the login, which stays */

static const struct form_option roles[] = {
    { "1", "Therapist: own cases, notes, reports" },
    { "2", "Supervisor: cases assigned for supervision" },
    { "4", "Office: schedule and safe contact data" },
    { "8", "Administrator: accounts and practice; no clinical record" },
    { "16", "Outside colleague: signs as second what is put before them, and sees nothing else" },
};

static const struct field person_form[NFIELDS] = {
    [LOGIN] = { .name = "login",
                .kind = FIELD_TEXT,
                .min = 2,
                .max = 64,
                .required = true,
                .label = "User name",
                .hint = "What the person types to sign in. It stays." },
    [NAME] = { .name = "name",
               .kind = FIELD_TEXT,
               .max = 120,
               .required = true,
               .label = "Name",
               .hint = "As it is printed on reports." },
    [LICENCE] = { .name = "licence",
                  .kind = FIELD_TEXT,
                  .max = 80,
                  .label = "Licence as printed",
                  .hint = "Under the name. Left empty, it follows the first licence recorded." },
    [ROLES] = { .name = "roles",
                .kind = FIELD_MULTI,
                .min = 1,
                .max = 5,
                .required = true,
                .label = "Roles",
                .choices = roles,
                .nchoices = FORM_N(roles) },
};

static uint32_t role_bits(const struct value *v)
{
    uint32_t bits = 0;
    int64_t one;
    size_t i;

    for (i = 0; i < v->nmany; i++)
        if (str_i64(v->many[i], &one))
            bits |= (uint32_t)one;
    return bits;
}

static struct value roles_value(struct req *r, uint32_t bits)
{
    struct str *list = arena_array(r->mem, struct str, FORM_N(roles));
    size_t i, n = 0;

    for (i = 0; i < FORM_N(roles); i++)
        if (bits & (1u << i))
            list[n++] = str_of(roles[i].value);
    return value_many(list, n);
}

static void crumbs(struct req *r, struct crumbs_view *v)
{
    struct link_view up = { .href = STR("/accounts"), .label = STR("Accounts") };

    page_crumbs(r, &up, 1, v);
}

/* -- all -- */

static int by_name(const void *x, const void *y)
{
    const struct user_row_view *a = x, *b = y;

    return str_cmp(a->name, b->name);
}

static enum rw_status accounts_page(struct req *r)
{
    struct users_view v = { .add = STR("/accounts/new") };
    struct user_row_view *rows;
    struct account_row *list;
    size_t i, n;
    enum rw_status st = account_list(&r->act, &list, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct user_row_view, n + 1);
    for (i = 0; i < n; i++)
        rows[i] = (struct user_row_view){
            .name = list[i].name,
            .login = list[i].login,
            .roles = account_roles_words(r->mem, (uint32_t)list[i].roles),
            .factor = str_is(list[i].state, "active") ? STR("set up") : STR("not set up"),
            .state = str_of(account_state_words(&r->act, &list[i])),
            .href = page_path(r, "/accounts/%.*s", STR_ARG(list[i].id)),
        };
    if (n)
        qsort(rows, n, sizeof *rows, by_name);
    v.rows = rows;
    v.nrows = n;
    page_shell(r, STR("People who sign in"), "accounts", &v.shell);
    tpl_users(r->out, &v);
    return RW_OK;
}

/* -- invite -- */

static enum rw_status invite_show(struct req *r, const struct value *v)
{
    struct crumbs_view up;
    struct form_page p = {
        .title = STR("Add a person"),
        .intro =
            STR("You get a one-time code to hand over. The person sets a password and a second "
                "step with it; nobody else ever knows them."),
        .fields = person_form,
        .n = NFIELDS,
        .state = { .values = v, .problems = &r->act.bad },
        .action = STR("/accounts/new"),
        .submit = STR("Make the invitation"),
        .cancel = STR("/accounts"),
    };

    crumbs(r, &up);
    p.crumbs = up.rows;
    p.ncrumbs = up.nrows;
    return page_form(r, "accounts", &p);
}

static enum rw_status invite_page(struct req *r)
{
    return invite_show(r, NULL);
}

static enum rw_status show_code(struct req *r, struct str name, const struct account_invite *made)
{
    struct fact_view *facts = arena_array(r->mem, struct fact_view, 3);
    struct text_part_view *how = arena_array(r->mem, struct text_part_view, 1);
    struct detail_view v = {
        .title = STR("Invitation"),
        .sub = STR("Shown only now. Hand it over in person or by phone, not by e-mail."),
    };

    facts[0] = (struct fact_view){ .label = STR("For"), .value = name };
    facts[1] = (struct fact_view){ .label = STR("One-time code"), .value = made->code };
    facts[2] = (struct fact_view){
        .label = STR("Good until"),
        .value = clock_words(r->mem, made->until_utc),
    };
    v.facts = (struct facts_view){ .rows = facts, .nrows = 3 };
    how[0] = (struct text_part_view){
        .label = STR("What the person does"),
        .text = STR("Open this program's address with /welcome behind it, type the code, choose a "
                    "password, and scan a picture with a code generator on the phone."),
    };
    v.parts = (struct texts_view){ .rows = how, .nrows = 1 };
    page_shell(r, v.title, "accounts", &v.shell);
    crumbs(r, &v.crumbs);
    tpl_detail(r->out, &v);
    return RW_OK;
}

static enum rw_status invite_make(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct account_invite made;
    struct account_input in;
    enum rw_status st;

    if (!form_read(r->mem, person_form, NFIELDS, &r->form, v, &r->act.bad))
        return invite_show(r, v);
    in = (struct account_input){ .login = v[LOGIN].text,
                                 .name = v[NAME].text,
                                 .licence = v[LICENCE].text,
                                 .roles = role_bits(&v[ROLES]) };
    st = account_invite(&r->act, &in, &made);
    if (st == RW_EINPUT)
        return invite_show(r, v);
    return st ? st : show_code(r, in.name, &made);
}

/* -- one -- */

static void stored_values(struct req *r, const struct account_row *row, struct value *v)
{
    v[NAME] = value_text(row->name);
    v[LICENCE] = value_text(row->licence);
    v[ROLES] = roles_value(r, (uint32_t)row->roles);
}

static struct form_page change_page(struct req *r, const struct account_row *row,
                                    const struct value *v, const struct pair *version)
{
    return (struct form_page){
        .title = row->name,
        .fields = person_form + NAME,
        .n = CHANGE,
        .state = { .values = v + NAME, .problems = &r->act.bad },
        .action = page_path(r, "/accounts/%.*s", STR_ARG(row->id)),
        .submit = STR("Save"),
        .cancel = page_path(r, "/accounts/%.*s", STR_ARG(row->id)),
        .hidden = version,
        .nhidden = 1,
    };
}

static enum rw_status one_show(struct req *r, const struct account_row *row, const struct value *v)
{
    struct pair version = page_version_pair(r, row->version);
    struct form_page p = change_page(r, row, v, &version);
    struct fact_view *facts = arena_array(r->mem, struct fact_view, 3);
    struct link_view *tools = arena_array(r->mem, struct link_view, 4);
    struct detail_view d = { .title = row->name, .has_form = true, .form_title = STR("Change") };

    facts[0] = (struct fact_view){ .label = STR("User name"), .value = row->login };
    facts[1] = (struct fact_view){ .label = STR("State"),
                                   .value = str_of(account_state_words(&r->act, row)) };
    facts[2] = (struct fact_view){ .label = STR("Since"), .value = page_when(r, row->created_utc) };
    if (str_is(row->state, "invited"))
        tools[d.ntools++] =
            (struct link_view){ .href = page_path(r, "/accounts/%.*s/invite", STR_ARG(row->id)),
                                .label = STR("New invitation") };
    else
        d.sub = str_fmt(r->mem, "Password or phone lost? " ACCOUNT_CONSOLE_ONLY " --login %.*s",
                        STR_ARG(row->login));
    if (!str_is(row->state, "disabled"))
        tools[d.ntools++] =
            (struct link_view){ .href = page_path(r, "/accounts/%.*s/disable", STR_ARG(row->id)),
                                .label = STR("End this account") };
    tools[d.ntools++] =
        (struct link_view){ .href = page_path(r, "/accounts/%.*s/credentials", STR_ARG(row->id)),
                            .label = STR("Licence and training") };
    if (policy_role_may((uint32_t)row->roles, CAP_COVER))
        tools[d.ntools++] =
            (struct link_view){ .href = page_path(r, "/accounts/%.*s/successor", STR_ARG(row->id)),
                                .label = STR("Successor") };
    d.facts = (struct facts_view){ .rows = facts, .nrows = 3 };
    d.tools = tools;
    p.cancel = STR_NULL;
    page_shell(r, row->name, "accounts", &d.shell);
    crumbs(r, &d.crumbs);
    form_body_view(r->mem, &p, r->csrf, &d.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &d);
    return RW_OK;
}

static enum rw_status one_page(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct account_row row;
    enum rw_status st = account_get(&r->act, req_arg(r, "account"), &row);

    if (st)
        return st;
    stored_values(r, &row, v);
    return one_show(r, &row, v);
}

static enum rw_status change_conflict(struct req *r, const struct value *mine)
{
    struct value saved[NFIELDS] = { 0 };
    struct account_row row;
    struct form_page p;
    struct pair version;
    enum rw_status st = account_get(&r->act, req_arg(r, "account"), &row);

    if (st)
        return st;
    stored_values(r, &row, saved);
    version = page_version_pair(r, row.version);
    p = change_page(r, &row, mine, &version);
    return page_conflict(r, "accounts", &p, saved + NAME, STR("this account"));
}

static enum rw_status one_save(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct account_input in;
    struct account_row row;
    enum rw_status st = account_get(&r->act, req_arg(r, "account"), &row);

    if (st)
        return st;
    if (!form_read(r->mem, person_form + NAME, CHANGE, &r->form, v + NAME, &r->act.bad))
        return one_show(r, &row, v);
    in = (struct account_input){ .name = v[NAME].text,
                                 .licence = v[LICENCE].text,
                                 .roles = role_bits(&v[ROLES]),
                                 .version = page_version(r) };
    st = account_save(&r->act, row.id, &in);
    if (st == RW_EINPUT)
        return one_show(r, &row, v);
    if (st == RW_ECONFLICT)
        return change_conflict(r, v);
    return st ? st : req_redirect(r, STR("/accounts"), "Saved.");
}

/* -- what takes something away: asked once more -- */

struct taking {
    const char *title, *intro, *rest, *submit;
};

static const struct taking disable_words = {
    "End this account",
    "The person is signed out at once and cannot sign in any more. What they wrote stays. Only the "
    "machine itself can bring the account back, with: reweave user invite",
    "disable", "End the account"
};
static const struct taking invite_words = { "New invitation",
                                            "The one-time code that was handed over before stops "
                                            "working. Make sure that you speak with the "
                                            "person themselves.",
                                            "invite", "Make a new one-time code" };

static enum rw_status taking_show(struct req *r, const struct taking *t)
{
    struct account_row row;
    struct crumbs_view up;
    struct pair version;
    struct form_page p;
    enum rw_status st = account_get(&r->act, req_arg(r, "account"), &row);

    if (st)
        return st;
    crumbs(r, &up);
    version = page_version_pair(r, row.version);
    p = (struct form_page){
        .title = str_fmt(r->mem, "%s: %.*s", t->title, STR_ARG(row.name)),
        .intro = str_of(t->intro),
        .crumbs = up.rows,
        .ncrumbs = up.nrows,
        .state = { .problems = &r->act.bad },
        .action = page_path(r, "/accounts/%.*s/%s", STR_ARG(row.id), t->rest),
        .submit = str_of(t->submit),
        .cancel = page_path(r, "/accounts/%.*s", STR_ARG(row.id)),
        .hidden = &version,
        .nhidden = 1,
        .danger = true,
    };
    return page_form(r, "accounts", &p);
}

static enum rw_status disable_page(struct req *r)
{
    return taking_show(r, &disable_words);
}

static enum rw_status disable_do(struct req *r)
{
    enum rw_status st = RW_EINPUT;

    if (form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        st = account_disable(&r->act, req_arg(r, "account"), page_version(r));
    if (st == RW_EINPUT)
        return taking_show(r, &disable_words);
    return st ? st : req_redirect(r, STR("/accounts"), "The account is ended.");
}

static enum rw_status reinvite_page(struct req *r)
{
    struct account_row row;
    enum rw_status st = account_get(&r->act, req_arg(r, "account"), &row);

    if (!st && !str_is(row.state, "invited")) /* the account's page says why there is no form */
        return req_redirect(r, page_path(r, "/accounts/%.*s", STR_ARG(row.id)), NULL);
    return st ? st : taking_show(r, &invite_words);
}

static enum rw_status reinvite_do(struct req *r)
{
    struct account_invite made;
    struct account_row row;
    enum rw_status st = account_get(&r->act, req_arg(r, "account"), &row);

    if (!st && !form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        return taking_show(r, &invite_words);
    if (!st)
        st = account_reinvite(&r->act, row.id, page_version(r), &made);
    if (st == RW_EINPUT)
        return taking_show(r, &invite_words);
    return st ? st : show_code(r, row.name, &made);
}

static enum rw_status end_sessions_do(struct req *r)
{
    enum rw_status st = RW_EINPUT;

    if (form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        st = account_end_sessions(&r->act, req_arg(r, "account"));
    return st ? st : req_redirect(r, STR("/accounts"), "All sessions of that person are ended.");
}

#define ADMIN                                                                                      \
    .need = CAP_ACCOUNTS, .audience = AUDIENCE_STAFF, .purpose = PURPOSE_OPERATIONS,               \
    .object = "account"

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/accounts",
      .run = accounts_page,
      ADMIN,
      .about = "Who signs in here" },
    { .method = METHOD_GET,
      .path = "/accounts/new",
      .run = invite_page,
      ADMIN,
      .about = "Form to invite somebody" },
    { .method = METHOD_POST,
      .path = "/accounts/new",
      .run = invite_make,
      ADMIN,
      .flags = ROUTE_REAUTH,
      .about = "Invite somebody" },
    { .method = METHOD_GET,
      .path = "/accounts/:account",
      .run = one_page,
      ADMIN,
      .about = "One person's account" },
    { .method = METHOD_POST,
      .path = "/accounts/:account",
      .run = one_save,
      ADMIN,
      .flags = ROUTE_REAUTH,
      .about = "Change somebody's name, licence or roles" },
    { .method = METHOD_GET,
      .path = "/accounts/:account/disable",
      .run = disable_page,
      ADMIN,
      .about = "Form to end an account" },
    { .method = METHOD_POST,
      .path = "/accounts/:account/disable",
      .run = disable_do,
      ADMIN,
      .flags = ROUTE_REAUTH,
      .about = "End an account" },
    { .method = METHOD_GET,
      .path = "/accounts/:account/invite",
      .run = reinvite_page,
      ADMIN,
      .about = "Form for a new invitation" },
    { .method = METHOD_POST,
      .path = "/accounts/:account/invite",
      .run = reinvite_do,
      ADMIN,
      .flags = ROUTE_REAUTH,
      .about = "Make a new invitation" },
    { .method = METHOD_POST,
      .path = "/accounts/:account/sessions",
      .run = end_sessions_do,
      ADMIN,
      .flags = ROUTE_REAUTH,
      .about = "End all sessions of somebody" },
};

PAGE_ROUTES(accounts_routes, routes);
