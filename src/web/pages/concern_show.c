/* concern_show.c -- one concern: the clock in words, the law's window with its citation, what was
 * done, and what may be done next. */
#include "app/case_people.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "app/person.h"
#include "web/pages/concern_parts.h"

#define FACTS_MAX 12

static void fact(struct facts_view *v, struct fact_view *rows, const char *label, struct str value)
{
    rows[v->nrows++] = (struct fact_view){ .label = str_of(label), .value = value };
    v->rows = rows;
}

static struct str label_of(const struct case_people *p, struct str id)
{
    const struct case_person *x = case_person_find(p, id);

    return x ? x->label : STR_NULL;
}

static struct str hours_words(struct req *r, int32_t hours)
{
    return hours ? str_fmt(r->mem, "within %d hours", (int)hours) : STR("at once");
}

/* "at once, in writing within 36 hours; nobody may report in your place" */
static struct str law_words(struct req *r, const struct concern *c)
{
    struct str s = hours_words(r, c->rule->oral_hours);

    if (c->rule->written_hours > 0)
        s = str_fmt(r->mem, "%.*s, in writing within %d hours", STR_ARG(s),
                    (int)c->rule->written_hours);
    if (c->rule->personal)
        s = str_join(r->mem, s, STR("; "), STR("nobody may report in your place"));
    return str_fmt(r->mem, "%.*s (%.*s)", STR_ARG(s), STR_ARG(c->law->pass.title));
}

static struct str basis_words(struct req *r, const struct concern *c)
{
    const struct law_basis *b = &c->rule->basis;
    struct str s = law_citation(c->law, b);

    if (b->note.len)
        s = str_fmt(r->mem, "%.*s. %.*s", STR_ARG(s), STR_ARG(b->note));
    if (law_unverified(c->law, b, r->act.today))
        s = str_fmt(r->mem,
                    "Unverified: nobody has vouched for this within the last %d months. "
                    "%.*s",
                    (int)c->law->verify_months, STR_ARG(s));
    return s;
}

static struct str written_words(struct req *r, const struct clock_reading *k)
{
    if (k->written == WRITTEN_DONE)
        return clock_words(r->mem, k->written_utc);
    if (k->written == WRITTEN_NOT_ASKED)
        return STR("none is known to be asked for");
    return str_fmt(r->mem, "%s %.*s", k->written == WRITTEN_LATE ? "late: was due by" : "due by",
                   STR_ARG(clock_words(r->mem, k->written_due_utc)));
}

static struct str clearance_words(const struct concern *c)
{
    if (c->clock.state == CLOCK_NO_CAUSE)
        return STR("none is needed; the warning sign is closed by its own step");
    if (!c->cleared)
        return STR("not on record yet; contact waits");
    return c->supervised_only
               ? STR("by a consultation: contact goes on with somebody else present, no further")
               : STR("on record; the warning sign is closed by its own step");
}

static void fill_facts(struct req *r, const struct concern *c, const struct case_people *p,
                       struct detail_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, FACTS_MAX);
    struct str whom = label_of(p, c->row.person);
    bool late;

    fact(&v->facts, rows, "Clock", concern_clock_words(r, &c->clock, &late));
    fact(&v->facts, rows, "Child", label_of(p, c->row.child));
    fact(&v->facts, rows, "Whom it concerns", str_or(whom, "not known: all contact waits"));
    fact(&v->facts, rows, "Whose report it is", c->row.reporter_name);
    fact(&v->facts, rows, "Cause since", clock_words(r->mem, c->clock.cause_utc));
    fact(&v->facts, rows, "Time that the law gives", law_words(r, c));
    rows[v->facts.nrows - 1].href = STR("/practice/jurisdiction");
    if (c->rule->oral_hours)
        fact(&v->facts, rows, "That is until", clock_words(r->mem, c->clock.due_utc));
    fact(&v->facts, rows, "Where that is from", basis_words(r, c));
    if (c->clock.reported_utc != RW_NO_TIME)
        fact(&v->facts, rows, "Reported", clock_words(r->mem, c->clock.reported_utc));
    if (c->clock.state != CLOCK_NO_CAUSE)
        fact(&v->facts, rows, "Report in writing", written_words(r, &c->clock));
    fact(&v->facts, rows, "Clearance", clearance_words(c));
}

static const char *const step_titles[STEP_KINDS] = {
    [STEP_CAUSE] = "Cause, as first said or moved to an earlier time",
    [STEP_REPORT] = "Report",
    [STEP_WRITTEN] = "Report in writing",
    [STEP_NO_CAUSE] = "No reasonable cause",
    [STEP_REQUEST] = "Request to the agency",
    [STEP_CLOSURE] = "The agency closed it",
    [STEP_SCREENED_OUT] = "The agency did not take it up",
    [STEP_COURT_ORDER] = "Order of the court",
    [STEP_CONSULTATION] = "Consultation in the place of an answer",
};

static void add_part(struct req *r, struct str *to, const char *label, struct str s)
{
    if (s.len)
        *to =
            str_fmt(r->mem, "%.*s%s%s: %.*s", STR_ARG(*to), to->len ? "\n" : "", label, STR_ARG(s));
}

static struct text_part_view part_of(struct req *r, const struct concern_step *s)
{
    const struct concern_step_row *x = s->row;
    struct str text = STR("");

    add_part(r, &text, "Agency", x->agency);
    add_part(r, &text, "Person or number", x->person);
    if (x->method.len)
        add_part(r, &text, "How", list_label(r->act.app, LIST_REPORT_METHODS, x->method));
    add_part(r, &text, "Reference", x->reference);
    add_part(r, &text, "In words", x->words);
    return (struct text_part_view){
        .label = str_fmt(r->mem, "%s, %.*s", step_titles[s->kind],
                         STR_ARG(clock_words(r->mem, s->at_utc))),
        .text = str_fmt(r->mem, "%.*s%sRecorded by %.*s", STR_ARG(text), text.len ? "\n" : "",
                        STR_ARG(x->recorded_name)),
    };
}

static void fill_parts(struct req *r, const struct concern *c, struct detail_view *v)
{
    struct text_part_view *rows = arena_array(r->mem, struct text_part_view, c->nsteps + 1);
    size_t i;

    rows[v->parts.nrows++] =
        (struct text_part_view){ .label = STR("What was seen or said"), .text = c->row.words };
    for (i = 0; i < c->nsteps; i++)
        rows[v->parts.nrows++] = part_of(r, &c->steps[i]);
    v->parts.rows = rows;
}

static void fill_tools(struct req *r, const struct concern *c, struct detail_view *v)
{
    static const struct {
        enum concern_step_kind kind;
        const char *rest, *label;
    } tools[] = {
        { STEP_REPORT, "/add/report", "Log the report" },
        { STEP_WRITTEN, "/add/written", "Log the report in writing" },
        { STEP_NO_CAUSE, "/add/no-cause", "No reasonable cause" },
        { STEP_CAUSE, "/add/cause", "Move the start to an earlier time" },
        { STEP_REQUEST, "/add/request", "Request to the agency" },
        { STEP_CLOSURE, "/add/closure", "The agency closed it" },
        { STEP_SCREENED_OUT, "/add/screened-out", "The agency did not take it up" },
        { STEP_COURT_ORDER, "/add/court-order", "Order of the court" },
        { STEP_CONSULTATION, "/add/consultation", "Consultation in the place of an answer" },
    };
    struct link_view *rows = arena_array(r->mem, struct link_view, STEP_KINDS + 1);
    size_t i;

    for (i = 0; i < sizeof tools / sizeof *tools; i++)
        if (concern_may_add(&r->act, c, tools[i].kind))
            rows[v->ntools++] = (struct link_view){
                .href = concern_path(r, c->row.case_id, c->row.id, tools[i].rest),
                .label = str_of(tools[i].label),
            };
    if ((c->clock.state == CLOCK_NO_CAUSE || c->cleared) &&
        act_allows(&r->act, CAP_DECIDE, CLASS_S, false))
        rows[v->ntools++] = (struct link_view){
            .href = page_path(r, "/cases/%.*s/children/%.*s/set-aside/%.*s",
                              STR_ARG(c->row.case_id), STR_ARG(c->row.child),
                              STR_ARG(list_label(r->act.app, LIST_CONCERN, STR("sign")))),
            .label = STR("Close the warning sign"),
        };
    v->tools = rows;
}

/* Who learns of it once it stays open: telling them ends nothing. */
static enum rw_status fill_told(struct req *r, const struct concern *c, struct detail_view *v)
{
    struct assignment_list_row *staff;
    struct records_view *list = arena_new(r->mem, struct records_view);
    struct record_row_view *rows;
    int64_t minutes = 0;
    size_t n, i;
    enum rw_status st = number_of(&r->act, "concern_escalation_minutes", &minutes);

    if (!st)
        st = assignment_list(&r->act, c->row.case_id, &staff, &n);
    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++)
        if (!staff[i].to_utc.p && str_is(staff[i].capacity, "supervisor"))
            rows[list->nrows++] =
                (struct record_row_view){ .title = staff[i].account_name,
                                          .state = c->clock.escalated ? STR("told") : STR_NULL };
    *list = (struct records_view){
        .heading = str_fmt(r->mem, "Who is told where it is still open after %lld hours",
                           (long long)(minutes / 60)),
        .id = STR("told"),
        .rows = rows,
        .nrows = list->nrows,
        .none = STR("Nobody: no clinical supervisor works on this case. The duty stays with the "
                    "person who saw it in any case."),
    };
    v->lists = list;
    v->nlists = 1;
    return RW_OK;
}

static enum rw_status concern_show(struct req *r)
{
    struct detail_view v = { .title = STR("Concern about a child") };
    struct case_people people;
    struct concern c;
    enum rw_status st = concern_get(&r->act, req_arg(r, "case"), req_arg(r, "concern"), &c);

    if (!st)
        st = case_people_load(&r->act, req_arg(r, "case"), &people);
    if (!st && r->act.access.relation != REL_REPORTER)
        st = fill_told(r, &c, &v);
    if (st)
        return st;
    page_shell(r, v.title, "cases", &v.shell);
    concern_crumbs(r, STR_NULL, &v.crumbs);
    v.sub = STR("A safety report: not in any list, report or export. Telling a colleague does not "
                "end the clock.");
    fill_facts(r, &c, &people, &v);
    fill_parts(r, &c, &v);
    fill_tools(r, &c, &v);
    tpl_detail(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    CONCERN_ROUTE(METHOD_GET, "/cases/:case/concerns/:concern", concern_show, CAP_CONCERN_READ,
                  "concern", "One concern about a child with its clock"),
};

PAGE_ROUTES(concern_show_routes, routes);
