/* cases.c -- the viewer's own families: the list, a new one from a referral, and its correction. */
#include "app/caseload.h"
#include "app/cover.h"
#include "app/family_case.h"
#include "web/pages/case_path.h"
#include "web/pages/page.h"
#include "web/route.h"

#define PAGE_ROWS 50
#define DAYS_AHEAD 90 /* as far as "next" looks */

enum {
    TITLE,
    NUMBER,
    ORIGIN,
    STATE,
    REFERRED,
    SOURCE,
    REASON,
    SCENARIOS,
    UNDER_WAY,
    AS_OF,
    NFIELDS
};

static const struct form_option states[] = {
    { "active", "Active" },
    { "wait_listed", "Waiting" },
    { "closed", "Closed" },
};

static const struct field case_form[NFIELDS] = {
    [TITLE] = { .name = "title",
                .kind = FIELD_TEXT,
                .max = 120,
                .required = true,
                .label = "Family name",
                .hint = "As your practice calls this family." },
    [NUMBER] = { .name = "number",
                 .kind = FIELD_TEXT,
                 .max = 40,
                 .label = "Case number",
                 .hint = "Leave empty to have one made." },
    [ORIGIN] = { .name = "origin",
                 .kind = FIELD_RADIO,
                 .required = true,
                 .label = "How the work began" },
    [STATE] = { .name = "state",
                .kind = FIELD_CHOICE,
                .required = true,
                .label = "Status",
                .choices = states,
                .nchoices = FORM_N(states) },
    [REFERRED] = { .name = "referred_on",
                   .kind = FIELD_DATE,
                   .required = true,
                   .label = "Day of the referral" },
    [SOURCE] = { .name = "source",
                 .kind = FIELD_TEXT,
                 .max = 200,
                 .required = true,
                 .label = "Referred by",
                 .hint = "A court, a lawyer, an agency, a parent." },
    [REASON] = { .name = "reason",
                 .kind = FIELD_AREA,
                 .max = 8000,
                 .rows = 4,
                 .required = true,
                 .label = "Reason for the referral",
                 .hint = "In the words of whoever referred; no cause needs to be named." },
    [SCENARIOS] = { .name = "scenarios",
                    .kind = FIELD_MULTI,
                    .label = "What the referral is about",
                    .hint = "Several may apply." },
    [UNDER_WAY] = { .name = "under_way",
                    .kind = FIELD_CHECK,
                    .set = "Already under way",
                    .label = "The work began before this record",
                    .hint = "Each child's phase and contact are then entered as of a day." },
    [AS_OF] = { .name = "as_of",
                .kind = FIELD_DATE,
                .set = "Already under way",
                .label = "As of this day" },
};

static struct field *case_fields(struct req *r)
{
    struct field *f = form_copy(r->mem, case_form, NFIELDS);
    size_t n;
    struct form_option *o = page_options(r, "origins", &n);

    form_choices(f, NFIELDS, "origin", o, n);
    o = page_options(r, "referral-scenarios", &n);
    form_choices(f, NFIELDS, "scenarios", o, n);
    return f;
}

static struct case_input input_of(struct req *r, const struct value *v)
{
    return (struct case_input){
        .title = v[TITLE].text,
        .number = v[NUMBER].text,
        .origin = v[ORIGIN].text,
        .state = v[STATE].text,
        .referred_on = v[REFERRED].date,
        .source = v[SOURCE].text,
        .reason = v[REASON].text,
        .scenarios = v[SCENARIOS].many,
        .nscenarios = v[SCENARIOS].nmany,
        .under_way = v[UNDER_WAY].num,
        .as_of = v[AS_OF].date,
        .version = page_version(r),
    };
}

static enum rw_status show_new(struct req *r, const struct field *f, const struct value *v)
{
    struct link_view up = { .href = STR("/cases"), .label = STR("Families") };

    return page_form(
        r, "cases",
        &(struct form_page){
            .title = STR("New family"),
            .intro = STR("From a referral. People, orders and appointments come next."),
            .crumbs = &up,
            .ncrumbs = 1,
            .fields = f,
            .n = NFIELDS,
            .state = { .values = v, .problems = &r->act.bad },
            .action = STR("/cases"),
            .submit = STR("Open the case"),
            .cancel = STR("/cases"),
        });
}

static enum rw_status case_new(struct req *r)
{
    struct value v[NFIELDS] = { 0 };

    v[STATE] = value_text(STR("active"));
    v[REFERRED] = value_date(r->mem, r->act.today);
    v[UNDER_WAY] = value_check(req_query(r, "under_way").len > 0);
    return show_new(r, case_fields(r), v);
}

static enum rw_status case_create(struct req *r)
{
    struct field *f = case_fields(r);
    struct value v[NFIELDS];
    struct case_input in;
    struct str id;
    enum rw_status st;

    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show_new(r, f, v);
    in = input_of(r, v);
    st = family_case_open(&r->act, &in, &id);
    if (st == RW_EINPUT)
        return show_new(r, f, v);
    if (st)
        return st;
    return req_redirect(r, page_path(r, "/cases/%.*s/people/new?kind=child", STR_ARG(id)),
                        "The case is open. Now its people, children first.");
}

static void stored_values(struct req *r, const struct family_case_get_row *c,
                          const struct referral_scenario_list_row *rows, size_t n, struct value *v)
{
    struct str *codes = arena_array(r->mem, struct str, n + 1);
    size_t i;

    for (i = 0; i < n; i++)
        codes[i] = rows[i].code;
    v[TITLE] = value_text(c->title);
    v[NUMBER] = value_text(c->number);
    v[ORIGIN] = value_text(c->origin);
    v[STATE] = value_text(c->state);
    v[REFERRED] = value_date(r->mem, page_day(c->referred_on));
    v[SOURCE] = value_text(c->referral_source);
    v[REASON] = value_text(c->referral_reason);
    v[SCENARIOS] = value_many(codes, n);
    v[UNDER_WAY] = value_check(str_is(c->entered, "under_way"));
    v[AS_OF] = value_date(r->mem, page_day(c->as_of));
}

static enum rw_status load_stored(struct req *r, struct family_case_get_row *c, struct value *v)
{
    struct referral_scenario_list_row *rows;
    size_t n;
    enum rw_status st = family_case_get(&r->act, req_arg(r, "case"), c);

    if (!st)
        st = family_case_scenarios(&r->act, req_arg(r, "case"), &rows, &n);
    if (!st)
        stored_values(r, c, rows, n, v);
    return st;
}

static struct form_page edit_page(struct req *r, const struct field *f, const struct value *v,
                                  const struct crumbs_view *up, const struct pair *version)
{
    return (struct form_page){
        .title = STR("Referral and status"),
        .crumbs = up->rows,
        .ncrumbs = up->nrows,
        .fields = f,
        .n = UNDER_WAY, /* how a case came in is not changed afterwards */
        .state = { .values = v, .problems = &r->act.bad },
        .action = page_case_path(r, "/edit"),
        .submit = STR("Save"),
        .cancel = page_case_path(r, ""),
        .hidden = version,
        .nhidden = 1,
    };
}

static enum rw_status case_edit(struct req *r)
{
    struct field *f = case_fields(r);
    struct value v[NFIELDS] = { 0 };
    struct family_case_get_row c;
    struct crumbs_view up;
    struct pair version;
    struct form_page p;
    enum rw_status st = load_stored(r, &c, v);

    if (st)
        return st;
    page_case_crumbs(r, &up);
    version = page_version_pair(r, c.version);
    p = edit_page(r, f, v, &up, &version);
    return page_form(r, "cases", &p);
}

static enum rw_status case_save(struct req *r)
{
    struct field *f = case_fields(r);
    struct value v[NFIELDS] = { 0 }, saved[NFIELDS] = { 0 };
    struct family_case_get_row c;
    struct crumbs_view up;
    struct pair version = page_version_pair(r, page_version(r));
    struct form_page p;
    struct case_input in;
    enum rw_status st;

    page_case_crumbs(r, &up);
    p = edit_page(r, f, v, &up, &version);
    if (!form_read(r->mem, f, UNDER_WAY, &r->form, v, &r->act.bad))
        return page_form(r, "cases", &p);
    in = input_of(r, v);
    st = family_case_save(&r->act, req_arg(r, "case"), &in);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    if (st == RW_ECONFLICT) {
        st = load_stored(r, &c, saved);
        if (st)
            return st;
        version = page_version_pair(r, c.version);
        return page_conflict(r, "cases", &p, saved, STR("the referral"));
    }
    return st ? st : req_redirect(r, page_case_path(r, ""), "Saved.");
}

static const char *state_word(struct str state)
{
    size_t i;

    for (i = 0; i < FORM_N(states); i++)
        if (str_is(state, states[i].value))
            return states[i].label;
    return "";
}

static void fill_row(struct req *r, const struct caseload_row *c,
                     const struct caseload_children_row *kids, size_t nkids,
                     struct family_row_view *v)
{
    struct family_child_view *list;
    bool desk = str_is(c->capacity, "office");
    size_t i, own = 0;

    for (i = 0; i < nkids; i++)
        own += str_eq(kids[i].case_id, c->case_id);
    list = arena_array(r->mem, struct family_child_view, own + 1);
    *v = (struct family_row_view){
        .name = c->title,
        .number = c->number,
        .href = desk ? page_path(r, "/cases/%.*s/desk", STR_ARG(c->case_id))
                     : page_path(r, "/cases/%.*s", STR_ARG(c->case_id)),
        .status = str_of(state_word(c->state)),
        .quiet = str_is(c->state, "active"),
    };
    for (i = 0; i < nkids; i++)
        if (str_eq(kids[i].case_id, c->case_id)) {
            list[v->nkids].name = kids[i].name;
            if (!desk)
                case_path(r, kids[i].phase, &list[v->nkids].path);
            v->nkids++;
        }
    v->kids = list;
}

void case_rows_view(struct req *r, const struct caseload_row *rows, size_t n,
                    const struct caseload_children_row *kids, size_t nkids,
                    struct family_row_view *v)
{
    size_t i;

    for (i = 0; i < n; i++)
        fill_row(r, &rows[i], kids, nkids, &v[i]);
}

static bool is_ahead(const struct req *r, const struct agenda_row *e)
{
    return page_day(e->on_date).day >= r->act.today.day &&
           ((str_is(e->kind, "appointment") && str_is(e->state, "planned")) ||
            (str_is(e->kind, "hearing") && str_is(e->state, "set")));
}

void case_rows_next(struct req *r, const struct agenda_row *lines, size_t nlines,
                    const struct str *case_ids, struct family_row_view *rows, size_t n)
{
    size_t i, k;

    for (k = 0; k < n; k++)
        for (i = 0; i < nlines && !rows[k].next.p; i++)
            if (str_eq(lines[i].case_id, case_ids[k]) && is_ahead(r, &lines[i]))
                rows[k].next =
                    str_fmt(r->mem, "%.*s: %.*s", STR_ARG(page_date(r, lines[i].on_date)),
                            STR_ARG(lines[i].line));
}

static enum rw_status add_next(struct req *r, const struct caseload_row *rows, size_t n,
                               struct family_row_view *list)
{
    struct str *ids = arena_array(r->mem, struct str, n + 1);
    struct agenda_row *lines;
    size_t i, nlines;
    enum rw_status st =
        caseload_lines(&r->act, r->act.today, date_add(r->act.today, DAYS_AHEAD), &lines, &nlines);

    for (i = 0; !st && i < n; i++)
        ids[i] = rows[i].case_id;
    if (!st)
        case_rows_next(r, lines, nlines, ids, list, n);
    return st;
}

/* The way to families of somebody who is away: they are on their lead's list, not on one's own. */
static enum rw_status add_covers(struct req *r, struct cases_view *v)
{
    struct cover_row *list;
    struct link_view *links;
    size_t n, i;
    enum rw_status st = cover_running(&r->act, &list, &n);

    if (st || n == 0)
        return st;
    links = arena_array(r->mem, struct link_view, n);
    for (i = 0; i < n; i++)
        links[i] = (struct link_view){ .href = page_path(r, "/cover/%.*s", STR_ARG(list[i].id)),
                                       .label = cover_stand_in_words(&r->act, &list[i]) };
    v->covers = links;
    v->ncovers = n;
    return RW_OK;
}

static enum rw_status case_list(struct req *r)
{
    struct cases_view v = { .none = STR("No family yet. Open one from a referral.") };
    struct caseload_children_row *kids;
    struct family_row_view *list;
    struct caseload_row *rows;
    size_t n, nkids;
    enum rw_status st = family_case_list(&r->act, req_query(r, "before"), PAGE_ROWS + 1, &rows, &n);

    if (!st)
        st = family_case_children(&r->act, &kids, &nkids);
    if (st)
        return st;
    page_shell(r, STR("Families"), "cases", &v.shell);
    if (n > PAGE_ROWS) {
        n = PAGE_ROWS;
        v.more = page_path(r, "/cases?before=%.*s", STR_ARG(rows[n - 1].opened_utc));
    }
    list = arena_array(r->mem, struct family_row_view, n + 1);
    case_rows_view(r, rows, n, kids, nkids, list);
    st = add_next(r, rows, n, list);
    if (!st)
        st = add_covers(r, &v);
    if (st)
        return st;
    v.rows = list;
    v.nrows = n;
    if (act_may(&r->act, CAP_CASE_OPEN)) {
        v.new_case = STR("/cases/new");
        v.running = STR("/cases/new?under_way=1");
        v.sheet = STR("/import");
    }
    tpl_cases(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases",
      .run = case_list,
      .need = CAP_TODAY,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .flags = ROUTE_EARLY,
      .object = "caseload",
      .about = "The families of one's own caseload" },
    { .method = METHOD_GET,
      .path = "/cases/new",
      .run = case_new,
      .need = CAP_CASE_OPEN,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "case",
      .about = "Form for a new family case" },
    { .method = METHOD_POST,
      .path = "/cases",
      .run = case_create,
      .need = CAP_CASE_OPEN,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "case",
      .about = "Open a family case from a referral" },
    { .method = METHOD_GET,
      .path = "/cases/:case/edit",
      .run = case_edit,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "case",
      .about = "Form for the referral and status of a case" },
    { .method = METHOD_POST,
      .path = "/cases/:case/edit",
      .run = case_save,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "case",
      .about = "Correct the referral and status of a case" },
};

PAGE_ROUTES(case_routes, routes);
