/* team.c -- who works on a case, now and before; places are ended, never deleted. */
#include "app/cover.h"
#include "app/credential.h"
#include "app/independence.h"
#include "app/lists.h"
#include "app/person.h"
#include "web/pages/page.h"
#include "web/route.h"

enum { ACCOUNT, CAPACITY, NFIELDS };

static const struct form_option capacities[] = {
    { "lead", "Lead clinician" },
    { "co", "Co-therapist" },
    { "supervisor", "Clinical supervisor" },
    { "office", "Front desk: schedule and safe contact only" },
};

static const struct field team_form[NFIELDS] = {
    [ACCOUNT] = { .name = "account",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "Who",
                  .none = "Please choose" },
    [CAPACITY] = { .name = "capacity",
                   .kind = FIELD_RADIO,
                   .required = true,
                   .label = "As",
                   .choices = capacities,
                   .nchoices = FORM_N(capacities) },
};

static struct str capacity_label(struct str capacity)
{
    size_t i;

    for (i = 0; i < FORM_N(capacities); i++)
        if (str_is(capacity, capacities[i].value))
            return str_of(capacities[i].label);
    return STR("");
}

static void fill_rows(struct req *r, const struct assignment_list_row *list, size_t n,
                      struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++) {
        struct str until = page_when(r, list[i].to_utc);

        rows[i] = (struct record_row_view){
            .when = page_when(r, list[i].from_utc),
            .title = list[i].account_name,
            .sub = capacity_label(list[i].capacity),
            .state = list[i].to_utc.p ? str_fmt(r->mem, "until %.*s", STR_ARG(until)) : STR("now"),
        };
        if (!list[i].to_utc.p && act_allows(&r->act, CAP_ASSIGN, CLASS_A, false))
            rows[i].href = page_path(r, "/cases/%.*s/team/%.*s/end", STR_ARG(req_arg(r, "case")),
                                     STR_ARG(list[i].id));
    }
    *v = (struct records_view){
        .heading = STR("Now and before"), .id = STR("team"), .rows = rows, .nrows = n
    };
}

static struct str credential_words(struct req *r, const struct staff_credentials *s)
{
    struct str words = STR(""), last = date_words(r->mem, s->until);
    size_t i;

    for (i = 0; i < s->nmissing; i++) {
        struct str one = list_label(r->act.app, LIST_COMPETENCE_AREAS, s->missing[i]);

        words = words.len ? str_join(r->mem, words, STR(", "), one) : one;
    }
    if (words.len)
        words = str_fmt(r->mem, ". Not shown: %.*s", STR_ARG(words));
    return s->licensed ? str_fmt(r->mem, "Licence until %.*s%.*s", STR_ARG(last), STR_ARG(words))
                       : str_fmt(r->mem, "No licence that holds today%.*s", STR_ARG(words));
}

/* Who works clinically here, with licence and what a lead must show, as of today. */
static enum rw_status fill_credentials(struct req *r, struct records_view *v)
{
    struct record_row_view *rows;
    struct staff_credentials *list;
    size_t n, i;
    enum rw_status st = staff_credentials_of(&r->act, req_arg(r, "case"), &list, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++) {
        bool own = str_eq(list[i].account_id, r->act.viewer.account_id);
        bool lead = str_is(list[i].capacity, "lead");

        rows[i] = (struct record_row_view){
            .title = list[i].name,
            .sub = credential_words(r, &list[i]),
            .state = !list[i].licensed || (lead && list[i].nmissing) ? STR("missing") : STR(""),
            .attention = true,
            .href = own ? STR("/account/credentials") : STR_NULL,
        };
    }
    *v = (struct records_view){ .heading = STR("Licence and training"),
                                .id = STR("credentials"),
                                .none = STR("Nobody works clinically on this case now."),
                                .rows = rows,
                                .nrows = n };
    return RW_OK;
}

/* Who may open the case without a place of their own. */
static enum rw_status fill_cover(struct req *r, struct records_view *v)
{
    struct record_row_view *rows;
    struct cover_row *list;
    size_t n, i;
    enum rw_status st = cover_of_case(&r->act, req_arg(r, "case"), &list, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++) {
        bool own = str_eq(list[i].lead_id, r->act.viewer.account_id) ||
                   str_eq(list[i].account_id, r->act.viewer.account_id);

        rows[i] = (struct record_row_view){
            .title = list[i].account_name,
            .sub = str_fmt(r->mem, "for %.*s; %.*s", STR_ARG(list[i].lead_name),
                           STR_ARG(cover_words(&r->act, &list[i]))),
            .state = cover_runs(&r->act, &list[i]) ? STR("may open it now") : STR(""),
            .attention = true,
            .href = own ? page_path(r, "/cover/%.*s", STR_ARG(list[i].id)) : STR_NULL,
        };
    }
    *v = (struct records_view){ .heading = STR("Who stands in"),
                                .id = STR("cover"),
                                .none = STR("Nobody is named to stand in for the lead."),
                                .rows = rows,
                                .nrows = n };
    if (str_is(r->act.access.head.capacity, "lead")) {
        v->add = STR("/cover/new");
        v->add_label = STR("Name somebody");
    }
    return RW_OK;
}

static enum rw_status load_fields(struct req *r, struct field **f)
{
    struct form_option *o;
    struct colleague_list_row *list;
    size_t n, i;
    enum rw_status st = assignment_choices(&r->act, req_arg(r, "case"), &list, &n);

    if (st)
        return st;
    o = arena_array(r->mem, struct form_option, n + 1);
    for (i = 0; i < n; i++)
        o[i] = (struct form_option){ str_z(r->mem, list[i].id), str_z(r->mem, list[i].name) };
    *f = form_copy(r->mem, team_form, NFIELDS);
    form_choices(*f, NFIELDS, "account", o, n);
    return RW_OK;
}

static enum rw_status show(struct req *r, const struct value *v)
{
    struct detail_view d = { .title = STR("Team"),
                             .sub = STR("Only who has a place here now can open this case.") };
    struct assignment_list_row *rows;
    struct records_view *lists = arena_array(r->mem, struct records_view, 3);
    struct link_view *tools = arena_new(r->mem, struct link_view);
    struct field *f;
    size_t n;
    enum rw_status st = assignment_list(&r->act, req_arg(r, "case"), &rows, &n);

    if (st)
        return st;
    page_shell(r, STR("Team"), "cases", &d.shell);
    page_case_crumbs(r, &d.crumbs);
    fill_rows(r, rows, n, lists);
    st = fill_credentials(r, &lists[1]);
    if (!st)
        st = fill_cover(r, &lists[2]);
    if (st)
        return st;
    d.lists = lists;
    d.nlists = 3;
    *tools = (struct link_view){ .href = page_case_path(r, "/independence"),
                                 .label = STR("Roles and conflicts of interest") };
    d.tools = tools;
    d.ntools = 1;
    d.has_form = act_allows(&r->act, CAP_ASSIGN, CLASS_A, false);
    if (d.has_form) {
        st = load_fields(r, &f);
        if (st)
            return st;
        d.form_title = STR("Add somebody");
        form_body_view(r->mem,
                       &(struct form_page){ .title = d.title,
                                            .fields = f,
                                            .n = NFIELDS,
                                            .state = { .values = v, .problems = &r->act.bad },
                                            .action = page_case_path(r, "/team"),
                                            .submit = STR("Add to the team") },
                       r->csrf, &d.body);
    }
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &d);
    return RW_OK;
}

static enum rw_status team_show(struct req *r)
{
    return show(r, NULL);
}

static enum rw_status team_add(struct req *r)
{
    struct value v[NFIELDS];
    struct field *f;
    enum rw_status st = load_fields(r, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show(r, v);
    st = assignment_add(&r->act, req_arg(r, "case"), v[ACCOUNT].text, v[CAPACITY].text);
    if (st == RW_EINPUT)
        return show(r, v);
    return st ? st : req_redirect(r, page_case_path(r, "/team"), "Added to the team.");
}

/* errors  RW_ENOTFOUND  the case has no such place, or it is over already */
static enum rw_status find_place(struct req *r)
{
    struct assignment_list_row *rows;
    size_t i, n;
    enum rw_status st = assignment_list(&r->act, req_arg(r, "case"), &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, req_arg(r, "place")) && !rows[i].to_utc.len)
            return RW_OK;
    return st ? st : RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such place");
}

static enum rw_status end_form(struct req *r)
{
    struct crumbs_view up;
    enum rw_status st = find_place(r);

    if (st)
        return st;
    page_case_crumbs(r, &up);
    return page_form(
        r, "cases",
        &(struct form_page){
            .title = STR("End this place on the case?"),
            .intro = STR("The person can no longer open the case. What they wrote "
                         "stays, and so does the record that they worked on it."),
            .crumbs = up.rows,
            .ncrumbs = up.nrows,
            .state = { .problems = &r->act.bad },
            .action = page_path(r, "/cases/%.*s/team/%.*s/end", STR_ARG(req_arg(r, "case")),
                                STR_ARG(req_arg(r, "place"))),
            .submit = STR("End it"),
            .cancel = page_case_path(r, "/team"),
            .danger = true,
        });
}

static enum rw_status team_end(struct req *r)
{
    enum rw_status st = find_place(r);

    if (!st && !form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        return end_form(r);
    if (!st)
        st = assignment_end(&r->act, req_arg(r, "case"), req_arg(r, "place"));
    if (st == RW_EINPUT)
        return end_form(r);
    return st ? st : req_redirect(r, page_case_path(r, "/team"), "Ended.");
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases/:case/team",
      .run = team_show,
      .need = CAP_CASE_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .object = "team",
      .about = "Who works on a case, now and before" },
    { .method = METHOD_POST,
      .path = "/cases/:case/team",
      .run = team_add,
      .need = CAP_ASSIGN,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .flags = ROUTE_REAUTH,
      .object = "assignment",
      .about = "Give somebody a place on a case" },
    { .method = METHOD_GET,
      .path = "/cases/:case/team/:place/end",
      .run = end_form,
      .need = CAP_ASSIGN,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .object = "assignment",
      .about = "Ask before a place on a case is ended" },
    { .method = METHOD_POST,
      .path = "/cases/:case/team/:place/end",
      .run = team_end,
      .need = CAP_ASSIGN,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .flags = ROUTE_REAUTH,
      .object = "assignment",
      .about = "End somebody's place on a case" },
};

PAGE_ROUTES(team_routes, routes);
