/* case_events.c -- what happened in a case, line by line. */
#include "app/chronology.h"
#include "app/lists.h"
#include "app/protocols.h"
#include "core/svg.h"
#include "web/pages/case_show.h"
#include "web/pages/case_waits.h"
#include "web/pages/page.h"

#define LIST_ROWS 6
#define PICTURE_WIDTH 1040
#define PICTURE_DAYS_BEFORE 365
#define PICTURE_DAYS_AFTER 60

/* One row for each kind of line: its word on the list, where it leads, its lane in the picture. */
static const struct event_kind {
    const char *kind, *word, *path;
    int lane; /* -1: not in the picture */
    enum chart_kind chart;
} kinds[] = {
    { "appointment", "appointment", "/appointments/", 1, CHART_SESSION },
    { "note", "note", "/notes/", -1, CHART_SESSION },
    { "contact_log", "call or message", "/notes/", -1, CHART_CONTACT },
    { "document", "document", "/documents/", 3, CHART_DOCUMENT },
    { "order", "order", "/orders/", 0, CHART_COURT },
    { "hearing", "hearing", "/court#", 0, CHART_COURT },
    { "decision", "decision", "/decisions/", 2, CHART_DECISION },
    { "report", "report", "/reports/", 3, CHART_DOCUMENT },
    { "report_due", "report due", "/reports#", -1, CHART_COURT },
    { "hold", "hold", "/holds/", -1, CHART_DECISION },
    { "protocol", "protocol", "/protocol#", -1, CHART_DECISION },
    { "court_notice", "court notice", "/notices/", -1, CHART_COURT },
    { "safety_due", "safety", NULL, -1, CHART_COURT },
    { "clinical_due", "clinical review", NULL, -1, CHART_DECISION },
    { "intake_due", "intake", NULL, -1, CHART_COURT },
    { "review_due", "look again", NULL, -1, CHART_COURT },
    { "obstacle", "obstacle", "/conditions#", -1, CHART_PHASE },
    { "check_in", "check-in", "/maintenance#", -1, CHART_PHASE },
    { "protection", "address", "/protection/", -1, CHART_PHASE },
    { "role", "role", NULL, -1, CHART_PHASE },
    { "criterion", "record", NULL, -1, CHART_PHASE },
    { "phase", "phase", NULL, -1, CHART_PHASE },
    { "assignment", "team", NULL, -1, CHART_PHASE },
    { "consent", "consent", "/consent#", -1, CHART_PHASE },
    { "record_request", "request for a record", "/requests/", -1, CHART_COURT },
    { "privilege_due", "privilege", "/privilege#", -1, CHART_COURT },
    { "release", "release", "/releases/", -1, CHART_DOCUMENT },
};

static const struct event_kind *kind_of(struct str kind)
{
    size_t i;

    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(kind, kinds[i].kind))
            return &kinds[i];
    return NULL;
}

struct str event_href(struct req *r, struct str case_id, const struct chronology_row *e)
{
    const struct event_kind *k = kind_of(e->kind);

    if (!k || !k->path)
        return STR_NULL;
    return page_path(r, "/cases/%.*s%s%.*s", STR_ARG(case_id), k->path, STR_ARG(e->ref_id));
}

/* A sign is open for each child by itself: a look at one child says nothing about another. */
void case_show_signs(struct req *r, const struct case_rows *rows, struct case_show_view *v)
{
    const struct protocol *p = protocol_for_words(&r->act);
    struct safety_row_view *list =
        arena_array(r->mem, struct safety_row_view, p->nsigns * rows->npeople + 1);
    size_t i, k;

    for (i = 0; rows->protocol && i < rows->npeople; i++)
        for (k = 0; k < p->nsigns && str_is(rows->people[i].kind, "child"); k++) {
            struct str child = rows->people[i].id;
            struct sign_state s = case_sign(&r->act, rows, &p->signs[k], child);

            if (s.open)
                list[v->nsigns++] = (struct safety_row_view){
                    .what = p->signs[k].title,
                    .sub = str_join(r->mem, rows->people[i].name, STR(", "),
                                    page_date(r, s.record->occurred_on)),
                    .href = page_case_path(r, "/signs"),
                };
        }
    v->signs_all = page_case_path(r, "/signs");
    v->signs = list;
    v->no_signs = case_signs_none(r, rows);
}

static bool ahead(struct req *r, const struct chronology_row *e)
{
    return page_day(e->on_date).day >= r->act.today.day;
}

static struct str due_word(const struct chronology_row *x)
{
    return str_is(x->kind, "hearing")        ? STR("Hearing")
           : str_is(x->kind, "court_notice") ? STR("Court notice due")
                                             : STR("Report due");
}

/* Rows come newest first; what is still to come is wanted soonest first. */
static void fill_next(struct req *r, const struct chronology_row *e, size_t n,
                      struct case_show_view *v)
{
    struct session_row_view *sessions = arena_array(r->mem, struct session_row_view, LIST_ROWS);
    struct task_row_view *due = arena_array(r->mem, struct task_row_view, LIST_ROWS);
    size_t i;

    for (i = n; i > 0; i--) {
        const struct chronology_row *x = &e[i - 1];
        bool planned = str_is(x->kind, "appointment") && str_is(x->state, "planned");
        bool court = (str_is(x->kind, "hearing") && str_is(x->state, "set")) ||
                     (str_is(x->kind, "report_due") && str_is(x->state, "due"));
        bool notice = str_is(x->kind, "court_notice") && str_is(x->state, "open");

        if (planned && ahead(r, x) && v->nsessions < LIST_ROWS)
            sessions[v->nsessions++] = (struct session_row_view){
                .time = page_when(r, x->at_utc),
                .title = x->line,
                .href = event_href(r, x->case_id, x),
                .state = STR("planned"),
            };
        if ((notice || (court && (ahead(r, x) || str_is(x->kind, "report_due")))) &&
            v->ndue < LIST_ROWS)
            due[v->ndue++] = (struct task_row_view){
                .kind = due_word(x),
                .text = x->line,
                .when = page_date(r, x->on_date),
                .late = !ahead(r, x),
                .href = event_href(r, x->case_id, x),
            };
    }
    v->sessions = sessions;
    v->due = due;
}

static void fill_orders(struct req *r, const struct chronology_row *e, size_t n,
                        struct case_show_view *v)
{
    struct safety_row_view *orders = arena_array(r->mem, struct safety_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++) {
        if (str_is(e[i].kind, "order") && str_is(e[i].state, "in_force"))
            orders[v->norders++] = (struct safety_row_view){
                .what = e[i].line,
                .sub = str_fmt(r->mem, "since %.*s", STR_ARG(page_date(r, e[i].on_date))),
                .href = event_href(r, e[i].case_id, &e[i]),
            };
        if (str_is(e[i].kind, "decision") && !v->decision.p) {
            v->decision = e[i].line;
            v->decision_when = page_date(r, e[i].on_date);
            v->decision_href = event_href(r, e[i].case_id, &e[i]);
        }
    }
    v->orders = orders;
    v->contact = page_case_path(r, "/contact");
}

static void fill_records(struct req *r, const struct chronology_row *e, size_t n,
                         const char *const *wanted, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, LIST_ROWS);
    size_t i, k;

    for (i = 0; i < n; i++)
        for (k = 0; wanted[k]; k++)
            if (str_is(e[i].kind, wanted[k]) && v->nrows < LIST_ROWS)
                rows[v->nrows++] = (struct record_row_view){
                    .when = page_date(r, e[i].on_date),
                    .title = e[i].line,
                    .state = str_is(e[i].state, "draft") ? STR("draft") : STR_NULL,
                    .attention = str_is(e[i].state, "draft"),
                    .href = event_href(r, e[i].case_id, &e[i]),
                };
    v->rows = rows;
}

static void fill_lists(struct req *r, const struct chronology_row *e, size_t n,
                       struct case_show_view *v)
{
    static const char *const notes[] = { "note", "contact_log", NULL };
    static const char *const papers[] = { "document", NULL };
    static const char *const court[] = { "order", "hearing", NULL };
    static const char *const reports[] = { "report", NULL };

    v->notes = (struct records_view){ .heading = STR("Notes"),
                                      .id = STR("notes"),
                                      .none = STR("No note yet."),
                                      .add = v->note,
                                      .add_label = STR("Write a note"),
                                      .all = page_case_path(r, "/notes"),
                                      .all_label = STR("All notes") };
    v->documents = (struct records_view){ .heading = STR("Documents"),
                                          .id = STR("documents"),
                                          .none = STR("No document yet."),
                                          .add = page_case_path(r, "/documents/new"),
                                          .add_label = STR("Add a document"),
                                          .all = page_case_path(r, "/documents"),
                                          .all_label = STR("All documents") };
    v->court = (struct records_view){ .heading = STR("Orders and hearings"),
                                      .id = STR("court"),
                                      .none = STR("No order yet."),
                                      .add = page_case_path(r, "/orders/new"),
                                      .add_label = STR("Add an order"),
                                      .all = page_case_path(r, "/court"),
                                      .all_label = STR("Court matters, orders and hearings") };
    v->reports = (struct records_view){ .heading = STR("Reports"),
                                        .id = STR("reports"),
                                        .none = STR("No report yet."),
                                        .add = page_case_path(r, "/reports/new"),
                                        .add_label = STR("Write a report"),
                                        .all = page_case_path(r, "/reports"),
                                        .all_label = STR("All reports") };
    fill_records(r, e, n, notes, &v->notes);
    fill_records(r, e, n, papers, &v->documents);
    fill_records(r, e, n, court, &v->court);
    fill_records(r, e, n, reports, &v->reports);
}

static void fill_timeline(struct req *r, const struct chronology_row *e, size_t n,
                          struct case_show_view *v)
{
    static const struct chart_lane lanes[] = {
        { .label = { "Court", 5 }, .labels = true },
        { .label = { "Appointments", 12 }, .labels = false },
        { .label = { "Decisions", 9 }, .labels = true },
        { .label = { "Papers", 6 }, .labels = false },
    };
    struct chart_item *items = arena_array(r->mem, struct chart_item, n + 1);
    struct chart_spec spec = { .lane = lanes,
                               .nlane = sizeof lanes / sizeof *lanes,
                               .item = items,
                               .from = date_add(r->act.today, -PICTURE_DAYS_BEFORE),
                               .to = date_add(r->act.today, PICTURE_DAYS_AFTER),
                               .today = r->act.today,
                               .width = PICTURE_WIDTH,
                               .char_w = 7,
                               .line_h = 16 };
    struct chart chart;
    struct out svg;
    size_t i;

    for (i = 0; i < n; i++) {
        const struct event_kind *k = kind_of(e[i].kind);

        if (k && k->lane >= 0)
            items[spec.nitem++] = (struct chart_item){ .on = page_day(e[i].on_date),
                                                       .until = RW_NO_DATE,
                                                       .lane = (size_t)k->lane,
                                                       .kind = k->chart,
                                                       .label = e[i].line };
    }
    if (!spec.nitem || chart_lay(&spec, r->mem, &chart, &r->act.err))
        return;
    out_init(&svg, RW_PAGE_MAX / 4);
    svg_chart(&chart,
              &(struct svg_text){ .id = STR("tl"),
                                  .title = STR("Timeline of the last year"),
                                  .desc = STR("The same events stand in the list below.") },
              &svg);
    if (!svg.over)
        v->timeline = html_from_svg(str_copy(r->mem, out_view(&svg)));
    out_free(&svg);
}

static void fill_events(struct req *r, const struct chronology_row *e, size_t n,
                        struct case_show_view *v)
{
    struct timeline_row_view *rows = arena_array(r->mem, struct timeline_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++) {
        const struct event_kind *k = kind_of(e[i].kind);

        rows[i] = (struct timeline_row_view){ .when = page_date(r, e[i].on_date),
                                              .kind = k ? str_of(k->word) : STR(""),
                                              .text = e[i].line,
                                              .href = event_href(r, e[i].case_id, &e[i]) };
    }
    v->events = rows;
    v->nevents = n;
}

void case_show_events(struct req *r, const struct chronology_row *events, size_t n,
                      struct case_show_view *v)
{
    fill_orders(r, events, n, v);
    fill_next(r, events, n, v);
    fill_lists(r, events, n, v);
    fill_timeline(r, events, n, v);
    fill_events(r, events, n, v);
}
