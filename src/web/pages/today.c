/* today.c -- the day at a glance: what needs somebody now, appointments, the week, the families. Eight
 * statements besides session: lines, four for appointments, concerns, drafts, licences, families;
 * where one stands in, and a supervisor's concerns, are one more each. */
#include "app/caseload.h"
#include "app/concern.h"
#include "app/cover.h"
#include "app/credential.h"
#include "app/family_case.h"
#include "app/lists.h"
#include "app/note.h"
#include "web/pages/case_path.h"
#include "web/pages/concern_parts.h"
#include "web/pages/page.h"
#include "web/pages/session_row.h"
#include "web/route.h"

#define DAYS_AHEAD 7

/* What a line of the agenda becomes. Without a state that matches nobody has anything to do. Each state
 * here that waits for somebody is also one of agenda_today (store/sql/caseload.sql): it stays until it
 * is done, however old. */
static const struct line_kind {
    const char *kind, *state, *label;
    const char *page; /* below its case; one that ends in "/" is followed by the line's own
                       * id, which also stands for a "*" */
    enum {
        FIRST, /* before everything else */
        NOW,
        BY_DAY, /* once its day has come it stands first */
        WEEK, /* never first, even when late */
        AHEAD, /* until it is over */
        UNTIL /* first, up to its minute */
    } where;
} line_kinds[] = {
    { "safety_due", "open", "Safety, now", "safety#waits", FIRST },
    { "clinical_due", "due", "Clinical review", "review", BY_DAY },
    { "hold", "stands", "Hold", "holds/", NOW },
    { "hold", "asked", "Hold, second signature asked", "holds/", NOW },
    { "report_due", "due", "Report due", "reports", BY_DAY },
    { "court_notice", "open", "Court notice due", "notices/", BY_DAY },
    { "safety_due", "due", "Safety", "safety", BY_DAY },
    { "record_request", "due", "Request for a record", "requests/", BY_DAY },
    { "privilege_due", "due", "Privilege", "privilege", NOW },
    { "intake_due", "due", "Intake", "intake", BY_DAY },
    { "review_due", "signs", "Warning sign", "signs", BY_DAY },
    { "review_due", "conditions", "Message", "conditions", BY_DAY },
    { "review_due", "maintenance", "Check-in", "maintenance", BY_DAY },
    { "review_due", "grief", "Offer", "grief", WEEK },
    { "review_due", "duration", "Length", "duration", WEEK },
    { "protection", "ending", "Address", "protection/", UNTIL },
    { "protection", "asked", "Address", "protection/", NOW },
    { "review_due", "paused", "Pause", "decisions/", BY_DAY },
    { "review_due", "answers", "Second view", "overrides/*/ask?read=1", NOW },
    { "review_due", "hold_answers", "Second view", "holds/*/ask?read=1", NOW },
    { "hearing", "set", "Hearing", "court", AHEAD },
};

static const struct line_kind *line_kind_of(const struct agenda_row *e)
{
    size_t i;

    for (i = 0; i < sizeof line_kinds / sizeof *line_kinds; i++)
        if (str_is(e->kind, line_kinds[i].kind) && str_is(e->state, line_kinds[i].state))
            return &line_kinds[i];
    return NULL;
}

static struct task_row_view task_of(struct req *r, const struct agenda_row *e,
                                    const struct line_kind *k, bool late)
{
    struct str page = str_of(k->page), head;

    if (page.p[page.len - 1] == '/')
        page = str_join(r->mem, page, STR(""), e->ref_id);
    else if (str_cut(&page, '*', &head))
        page = page.len ? str_fmt(r->mem, "%.*s%.*s%.*s", STR_ARG(head), STR_ARG(e->ref_id),
                                  STR_ARG(page))
                        : head;
    return (struct task_row_view){
        .kind = str_of(k->label),
        .text = e->line,
        .family = e->title,
        .when = page_date(r, e->on_date),
        .late = late,
        .href = page_path(r, "/cases/%.*s/%.*s", STR_ARG(e->case_id), STR_ARG(page)),
    };
}

static enum rw_status add_sessions(struct req *r, struct today_view *v)
{
    struct appointment_line *lines;
    struct session_row_view *rows;
    size_t n;
    enum rw_status st = appointment_between(&r->act, r->act.today, r->act.today, &lines, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct session_row_view, n + 1);
    session_rows(r, lines, n, rows);
    v->sessions = rows;
    v->nsessions = n;
    return RW_OK;
}

static bool is_over(const struct req *r, const struct agenda_row *e)
{
    int64_t t;

    return utc_parse(e->at_utc, &t) && t <= r->act.now_utc;
}

static void add_first(struct req *r, const struct agenda_row *e, size_t n,
                      struct task_row_view *urgent, struct today_view *v)
{
    size_t i;

    for (i = 0; i < n; i++) {
        const struct line_kind *k = line_kind_of(&e[i]);

        if (k && k->where == FIRST)
            urgent[v->nurgent++] = task_of(r, &e[i], k, true);
    }
}

static void sort_lines(struct req *r, const struct agenda_row *e, size_t n, struct today_view *v)
{
    struct task_row_view *urgent = arena_array(r->mem, struct task_row_view, n + 1);
    struct task_row_view *week = arena_array(r->mem, struct task_row_view, n + 1);
    size_t i;

    add_first(r, e, n, urgent, v);
    for (i = 0; i < n; i++) {
        const struct line_kind *k = line_kind_of(&e[i]);
        int32_t days = page_day(e[i].on_date).day - r->act.today.day;

        if (!k || k->where == FIRST || (k->where == UNTIL && is_over(r, &e[i])))
            continue;
        if (k->where == NOW || k->where == UNTIL || (k->where == BY_DAY && days <= 0))
            urgent[v->nurgent++] = task_of(r, &e[i], k, k->where == BY_DAY && days < 0);
        else if (k->where != AHEAD || days >= 0)
            week[v->nweek++] = task_of(r, &e[i], k, days < 0);
    }
    v->urgent = urgent;
    v->week = week;
}

/* Clocks of one's own, and as a supervisor those that were passed on, before everything else. */
static enum rw_status add_concerns(struct req *r, struct today_view *v)
{
    struct concern_due *list;
    struct task_row_view *urgent;
    size_t n, i, at = 0;
    enum rw_status st = concern_due(&r->act, &list, &n);

    if (st || n == 0)
        return st;
    urgent = arena_array(r->mem, struct task_row_view, v->nurgent + n);
    for (i = 0; i < n; i++) {
        struct task_row_view *row = &urgent[at++];

        *row = (struct task_row_view){
            .kind = STR("Safety report"),
            .family = list[i].title,
            .href = concern_path(r, list[i].case_id, list[i].id, ""),
        };
        row->text = concern_clock_words(r, &list[i].clock, &row->late);
    }
    for (i = 0; i < v->nurgent; i++)
        urgent[at++] = v->urgent[i];
    v->urgent = urgent;
    v->nurgent = at;
    return RW_OK;
}

/* Drafts wait for a signature; the oldest ones first. */
static enum rw_status add_unsigned(struct req *r, struct today_view *v)
{
    struct note_unsigned_row *rows;
    struct task_row_view *week;
    size_t n, i;
    enum rw_status st = note_unsigned(&r->act, &rows, &n);

    if (st)
        return st;
    week = arena_array(r->mem, struct task_row_view, v->nweek + n + 1);
    for (i = 0; i < v->nweek; i++)
        week[i] = v->week[i];
    for (i = 0; i < n; i++)
        week[v->nweek++] = (struct task_row_view){
            .kind = STR("Unsigned"),
            .text = list_label(r->act.app, LIST_NOTE_KINDS, rows[i].kind),
            .family = rows[i].title,
            .when = page_date(r, rows[i].on_date),
            .href = page_path(r, "/cases/%.*s/notes/%.*s", STR_ARG(rows[i].case_id),
                              STR_ARG(rows[i].id)),
        };
    v->week = week;
    return RW_OK;
}

static struct str licence_text(struct req *r, const struct licence_line *l)
{
    bool own = str_eq(l->account_id, r->act.viewer.account_id);
    struct str last = date_words(r->mem, l->notice.last);
    struct str whose =
        own ? STR("Your licence") : str_join(r->mem, STR("Licence of"), STR(" "), l->name);

    if (l->notice.state == LICENCE_NONE)
        return str_join(r->mem, whose, STR(" "), STR("is not recorded yet"));
    if (l->notice.state == LICENCE_OVER && !date_known(l->notice.last))
        return str_join(r->mem, whose, STR(" "), STR("does not hold today"));
    if (l->notice.state == LICENCE_OVER)
        return str_fmt(r->mem, "%.*s ended on %.*s", STR_ARG(whose), STR_ARG(last));
    return l->notice.days == 0
               ? str_fmt(r->mem, "%.*s ends today", STR_ARG(whose))
               : str_fmt(r->mem, "%.*s ends on %.*s, in %d day%s", STR_ARG(whose), STR_ARG(last),
                         (int)l->notice.days, l->notice.days == 1 ? "" : "s");
}

/* What is over, missing or ends within the last warning stands among what needs somebody now. */
static enum rw_status add_licences(struct req *r, struct today_view *v)
{
    struct task_row_view *urgent, *week;
    struct licence_line *lines;
    int64_t stages[3];
    size_t n, i;
    enum rw_status st = licence_stages(&r->act, stages);

    if (!st)
        st = licence_warnings(&r->act, &lines, &n);
    if (st)
        return st;
    urgent = arena_array(r->mem, struct task_row_view, v->nurgent + n + 1);
    week = arena_array(r->mem, struct task_row_view, v->nweek + n + 1);
    for (i = 0; i < v->nurgent; i++)
        urgent[i] = v->urgent[i];
    for (i = 0; i < v->nweek; i++)
        week[i] = v->week[i];
    for (i = 0; i < n; i++) {
        bool later = lines[i].notice.state == LICENCE_ENDING && lines[i].notice.stage > stages[2];
        bool own = str_eq(lines[i].account_id, r->act.viewer.account_id);
        struct task_row_view row = {
            .kind = STR("Licence"),
            .text = licence_text(r, &lines[i]),
            .late = lines[i].notice.state != LICENCE_ENDING || lines[i].notice.stage <= stages[1],
            .href = own ? STR("/account/credentials")
                        : page_path(r, "/accounts/%.*s/credentials", STR_ARG(lines[i].account_id)),
        };

        if (later)
            week[v->nweek++] = row;
        else
            urgent[v->nurgent++] = row;
    }
    v->urgent = urgent;
    v->week = week;
    return RW_OK;
}

/* The families of somebody who is away have nobody else to look after them. */
static enum rw_status add_covers(struct req *r, struct today_view *v)
{
    struct task_row_view *urgent;
    struct cover_row *list;
    size_t n, i;
    enum rw_status st = cover_running(&r->act, &list, &n);

    if (st || n == 0)
        return st;
    urgent = arena_array(r->mem, struct task_row_view, v->nurgent + n);
    for (i = 0; i < v->nurgent; i++)
        urgent[i] = v->urgent[i];
    for (i = 0; i < n; i++)
        urgent[v->nurgent++] = (struct task_row_view){
            .kind = STR("Standing in"),
            .text = cover_stand_in_words(&r->act, &list[i]),
            .href = page_path(r, "/cover/%.*s", STR_ARG(list[i].id)),
        };
    v->urgent = urgent;
    return RW_OK;
}

/* Rows come one a child; each case and each child becomes one entry of the lists that the family
 * rows are made from. */
static enum rw_status add_families(struct req *r, struct today_view *v, struct str **case_ids)
{
    struct caseload_families_row *all;
    struct caseload_children_row *kids;
    struct family_row_view *list;
    struct caseload_row *rows;
    size_t n, i, ncases = 0, nkids = 0;
    enum rw_status st = family_case_families(&r->act, &all, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct caseload_row, n + 1);
    kids = arena_array(r->mem, struct caseload_children_row, n + 1);
    list = arena_array(r->mem, struct family_row_view, n + 1);
    *case_ids = arena_array(r->mem, struct str, n + 1);
    for (i = 0; i < n; i++) {
        const struct caseload_families_row *f = &all[i];

        if (!ncases || !str_eq(rows[ncases - 1].case_id, f->case_id))
            rows[ncases++] = (struct caseload_row){ .case_id = f->case_id,
                                                    .number = f->number,
                                                    .title = f->title,
                                                    .state = f->state,
                                                    .capacity = f->capacity };
        if (f->child_id.p)
            kids[nkids++] = (struct caseload_children_row){
                .case_id = f->case_id, .id = f->child_id, .name = f->child_name, .phase = f->phase
            };
    }
    for (i = 0; i < ncases; i++)
        (*case_ids)[i] = rows[i].case_id;
    case_rows_view(r, rows, ncases, kids, nkids, list);
    v->families = list;
    v->nfamilies = ncases;
    return RW_OK;
}

static void add_next(struct req *r, const struct agenda_row *e, size_t n,
                     const struct str *case_ids, struct today_view *v)
{
    struct family_row_view *list = arena_array(r->mem, struct family_row_view, v->nfamilies + 1);
    size_t k;

    for (k = 0; k < v->nfamilies; k++)
        list[k] = v->families[k];
    case_rows_next(r, e, n, case_ids, list, v->nfamilies);
    v->families = list;
}

static enum rw_status today_show(struct req *r)
{
    struct today_view v = { .day = date_words_day(r->mem, r->act.today) };
    struct agenda_row *lines;
    struct str *case_ids = NULL;
    size_t n;
    enum rw_status st =
        caseload_open_lines(&r->act, date_add(r->act.today, DAYS_AHEAD), &lines, &n);

    if (st)
        return st;
    page_shell(r, STR("Today"), "today", &v.shell);
    sort_lines(r, lines, n, &v);
    st = add_sessions(r, &v);
    if (!st)
        st = add_concerns(r, &v);
    if (!st)
        st = add_unsigned(r, &v);
    if (!st)
        st = add_licences(r, &v);
    if (!st)
        st = add_covers(r, &v);
    if (!st)
        st = add_families(r, &v, &case_ids);
    if (st)
        return st;
    add_next(r, lines, n, case_ids, &v);
    if (act_may(&r->act, CAP_CASE_OPEN)) {
        v.new_case = STR("/cases/new");
        v.running = STR("/cases/new?under_way=1");
        v.sheet = STR("/import");
    }
    tpl_today(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/today",
      .run = today_show,
      .need = CAP_TODAY,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .flags = ROUTE_EARLY,
      .object = "today",
      .about = "The day at a glance" },
};

PAGE_ROUTES(today_routes, routes);
