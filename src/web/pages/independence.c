/* independence.c -- one role per case, and what each clinician signs about conflicts of interest. */
#include "app/independence.h"
#include "app/case_role.h"
#include "app/lists.h"
#include "app/person.h"
#include "web/pages/page.h"
#include "web/route.h"

/* -- the page -- */

static void fill_signed(struct req *r, const struct independence_line *lines, size_t n,
                        struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++) {
        bool clear = str_is(lines[i].outcome, "clear");

        rows[i] = (struct record_row_view){
            .when = page_when(r, lines[i].signed_utc),
            .title = lines[i].name,
            .state = clear                ? STR("nothing found")
                     : lines[i].outcome.p ? STR("something was told")
                                          : STR("not signed yet"),
            .attention = !clear,
        };
    }
    *v = (struct records_view){
        .heading = STR("Conflicts of interest"), .id = STR("interests"), .rows = rows, .nrows = n
    };
    if (act_allows(&r->act, CAP_CASE_EDIT, CLASS_A, false)) {
        v->add = page_case_path(r, "/independence/sign");
        v->add_label = STR("Sign your own");
    }
}

static void fill_history(struct req *r, const struct interest_list_row *list, size_t n,
                         struct texts_view *v)
{
    struct text_part_view *parts = arena_array(r->mem, struct text_part_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++) {
        struct str when = page_when(r, list[i].signed_utc);

        parts[i] = (struct text_part_view){
            .label = str_fmt(r->mem, "Signed by %.*s, %.*s", STR_ARG(list[i].signed_name),
                             STR_ARG(when)),
            .text = list[i].words,
        };
    }
    *v = (struct texts_view){ .rows = parts, .nrows = n };
}

static void fill_roles(struct req *r, const struct case_role_list_row *list, size_t n,
                       struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++)
        rows[i] = (struct record_row_view){
            .when = page_when(r, list[i].declared_utc),
            .title = list[i].name,
            .sub = list_label(r->act.app, LIST_CASE_ROLES, list[i].role),
        };
    *v = (struct records_view){ .heading = STR("One role in this case, for good"),
                                .id = STR("roles"),
                                .none = STR("Nobody has a role yet."),
                                .rows = rows,
                                .nrows = n };
    if (act_allows(&r->act, CAP_ASSIGN, CLASS_A, false)) {
        v->add = page_case_path(r, "/independence/role");
        v->add_label = STR("Record a role");
    }
}

static enum rw_status independence_page(struct req *r)
{
    struct detail_view v = {
        .title = STR("Roles and conflicts of interest"),
        .sub = STR("Who treats this family never evaluated, mediated or represented in it, and "
                   "never will. Each clinician signs that nothing ties them to one side."),
    };
    struct records_view *lists = arena_array(r->mem, struct records_view, 2);
    struct independence_line *lines;
    struct interest_list_row *history;
    struct case_role_list_row *roles;
    size_t nlines, nhistory, nroles;
    enum rw_status st = independence_lines(&r->act, req_arg(r, "case"), &lines, &nlines);

    if (!st)
        st = interest_list(&r->act, req_arg(r, "case"), &history, &nhistory);
    if (!st)
        st = case_role_list(&r->act, req_arg(r, "case"), &roles, &nroles);
    if (st)
        return st;
    fill_signed(r, lines, nlines, &lists[0]);
    fill_roles(r, roles, nroles, &lists[1]);
    fill_history(r, history, nhistory, &v.parts);
    v.lists = lists;
    v.nlists = 2;
    page_case_crumbs(r, &v.crumbs);
    page_shell(r, v.title, "cases", &v.shell);
    tpl_detail(r->out, &v);
    return RW_OK;
}

static void crumbs(struct req *r, struct form_page *p)
{
    struct link_view *rows;
    struct crumbs_view up;
    size_t i;

    page_case_crumbs(r, &up);
    rows = arena_array(r->mem, struct link_view, up.nrows + 1);
    for (i = 0; i < up.nrows; i++)
        rows[i] = up.rows[i];
    rows[i] = (struct link_view){ .href = page_case_path(r, "/independence"),
                                  .label = STR("Roles and conflicts of interest") };
    p->crumbs = rows;
    p->ncrumbs = up.nrows + 1;
}

/* -- signing -- */

static const struct form_option yes_no[] = { { "no", "No" }, { "yes", "Yes" } };

/* One field a question, then the words. */
static struct field *sign_fields(struct req *r, size_t *n)
{
    const struct choice_list *list = list_of(r->act.app, LIST_INTEREST_QUESTIONS);
    struct field *f = arena_array(r->mem, struct field, list->nitems + 1);
    size_t i;

    for (i = 0; i < list->nitems; i++)
        f[i] = (struct field){ .name = str_z(r->mem, list->items[i].code),
                               .kind = FIELD_RADIO,
                               .required = true,
                               .label = str_z(r->mem, list->items[i].label),
                               .choices = yes_no,
                               .nchoices = FORM_N(yes_no) };
    f[i] = (struct field){ .name = "words",
                           .kind = FIELD_AREA,
                           .rows = 4,
                           .max = 4000,
                           .label = "If you answered yes: what is it?",
                           .hint = "Needed for every yes. A yes stands in the way of beginning "
                                   "until somebody else works on the case." };
    *n = list->nitems + 1;
    return f;
}

static enum rw_status sign_show(struct req *r, const struct field *f, size_t n,
                                const struct value *v)
{
    struct form_page p = {
        .title = STR("Conflicts of interest"),
        .intro = STR("About everybody in this case: children, adults, their lawyers and the other "
                     "professionals. You sign it with your name; it is kept as it reads."),
        .fields = f,
        .n = n,
        .state = { .values = v, .problems = &r->act.bad },
        .action = page_case_path(r, "/independence/sign"),
        .submit = STR("Sign"),
        .cancel = page_case_path(r, "/independence"),
    };

    crumbs(r, &p);
    return page_form(r, "cases", &p);
}

static enum rw_status sign_ask(struct req *r)
{
    size_t n;
    struct field *f = sign_fields(r, &n);

    return sign_show(r, f, n, NULL);
}

static enum rw_status sign_save(struct req *r)
{
    size_t n, i;
    struct field *f = sign_fields(r, &n);
    struct value *v = arena_array(r->mem, struct value, n + 1);
    struct interest_input in = { 0 };
    struct str id;
    enum rw_status st;

    if (!form_read(r->mem, f, n, &r->form, v, &r->act.bad))
        return sign_show(r, f, n, v);
    for (i = 0; i + 1 < n && i < INTEREST_QUESTIONS_MAX; i++)
        in.answers[in.n++] =
            (struct interest_answer){ .code = str_of(f[i].name), .answer = v[i].text };
    in.words = v[n - 1].text;
    st = interest_sign(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return sign_show(r, f, n, v);
    return st ? st : req_redirect(r, page_case_path(r, "/independence"), "Signed.");
}

/* -- a role -- */

enum { ACCOUNT, ROLE, PERSON, NROLE };

static const struct field role_form[NROLE] = {
    [ACCOUNT] = { .name = "account",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "Who works here",
                  .none = "Please choose" },
    [ROLE] = { .name = "role",
               .kind = FIELD_CHOICE,
               .label = "Role in this case",
               .none = "As the professional below is recorded" },
    [PERSON] = { .name = "person",
                 .kind = FIELD_CHOICE,
                 .label = "The same person as this professional of the case",
                 .none = "Nobody of these" },
};

static enum rw_status role_fields(struct req *r, struct field **f)
{
    struct colleague_list_row *staff;
    struct person_row *people;
    struct form_option *who, *roles, *pros;
    size_t nstaff, npeople, nroles, npros, i;
    enum rw_status st = assignment_choices(&r->act, req_arg(r, "case"), &staff, &nstaff);

    if (!st)
        st = person_list(&r->act, req_arg(r, "case"), &people, &npeople);
    if (st)
        return st;
    who = arena_array(r->mem, struct form_option, nstaff + 1);
    for (i = 0; i < nstaff; i++)
        who[i] = (struct form_option){ str_z(r->mem, staff[i].id), str_z(r->mem, staff[i].name) };
    roles = page_options(r, LIST_CASE_ROLES, &nroles);
    pros = page_people(r, people, npeople, "professional", &npros);
    *f = form_copy(r->mem, role_form, NROLE);
    form_choices(*f, NROLE, "account", who, nstaff);
    form_choices(*f, NROLE, "role", roles, nroles);
    form_choices(*f, NROLE, "person", pros, npros);
    return RW_OK;
}

static enum rw_status role_show(struct req *r, const struct value *v)
{
    struct form_page p = {
        .title = STR("Record a role in this case"),
        .intro = STR("Present or past. It stays, and nobody has a second one: whoever evaluated "
                     "or mediated here can never treat here."),
        .n = NROLE,
        .state = { .values = v, .problems = &r->act.bad },
        .action = page_case_path(r, "/independence/role"),
        .submit = STR("Record the role"),
        .cancel = page_case_path(r, "/independence"),
    };
    struct field *f;
    enum rw_status st = role_fields(r, &f);

    if (st)
        return st;
    p.fields = f;
    crumbs(r, &p);
    return page_form(r, "cases", &p);
}

static enum rw_status role_ask(struct req *r)
{
    return role_show(r, NULL);
}

static enum rw_status role_save(struct req *r)
{
    struct value v[NROLE] = { 0 };
    struct case_role_input in;
    struct field *f;
    enum rw_status st = role_fields(r, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NROLE, &r->form, v, &r->act.bad))
        return role_show(r, v);
    in = (struct case_role_input){ .account = v[ACCOUNT].text,
                                   .role = v[ROLE].text,
                                   .person = v[PERSON].text };
    st = case_role_declare(&r->act, req_arg(r, "case"), &in);
    if (st == RW_EINPUT)
        return role_show(r, v);
    return st ? st : req_redirect(r, page_case_path(r, "/independence"), "Recorded.");
}

#define ROW(m, p, f, c, x, w)                                                                      \
    {                                                                                              \
        .method = m, .path = "/cases/:case/independence" p, .run = f, .need = c,                   \
        .audience = AUDIENCE_STAFF, .purpose = PURPOSE_OPERATIONS, .flags = x,                     \
        .object = "independence", .about = w                                                       \
    }

static const struct route routes[] = {
    ROW(METHOD_GET, "", independence_page, CAP_CASE_READ, 0,
        "Roles and conflicts of interest of who works on a case"),
    ROW(METHOD_GET, "/sign", sign_ask, CAP_CASE_EDIT, 0, "Questions about conflicts of interest"),
    ROW(METHOD_POST, "/sign", sign_save, CAP_CASE_EDIT, ROUTE_REAUTH,
        "Sign about conflicts of interest"),
    ROW(METHOD_GET, "/role", role_ask, CAP_ASSIGN, 0, "Form for a role in a case"),
    ROW(METHOD_POST, "/role", role_save, CAP_ASSIGN, ROUTE_REAUTH, "Record a role in a case"),
};

PAGE_ROUTES(independence_routes, routes);
