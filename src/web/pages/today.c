/* today.c -- the day at a glance: what needs somebody now, appointments, the week, the families. */
#include "app/caseload.h"
#include "app/family_case.h"
#include "app/lists.h"
#include "app/note.h"
#include "web/pages/case_path.h"
#include "web/pages/page.h"
#include "web/route.h"

#define DAYS_BACK 30
#define DAYS_AHEAD 7
#define FAMILIES 50

static bool is_kind(const struct caseload_chronology_row *e, const char *kind, const char *state)
{
    return str_is(e->kind, kind) && str_is(e->state, state);
}

static struct task_row_view task_of(struct req *r, const struct caseload_chronology_row *e,
                                    const char *kind, bool late)
{
    const char *room = str_is(e->kind, "hearing") ? "court" : "reports";

    return (struct task_row_view){
        .kind = str_of(kind),
        .text = e->line,
        .family = e->title,
        .when = page_date(r, e->on_date),
        .late = late,
        .href = page_path(r, "/cases/%.*s/%s", STR_ARG(e->case_id), room),
    };
}

static struct session_row_view session_of(struct req *r, const struct caseload_chronology_row *e)
{
    int64_t at;
    bool known = utc_parse(e->at_utc, &at);
    struct str path = page_path(r, "/cases/%.*s", STR_ARG(e->case_id));
    struct session_row_view v = {
        .time = known ? clock_time(r->mem, at) : STR(""),
        .title = e->line,
        .family = e->title,
        .href = str_fmt(r->mem, "%.*s/appointments/%.*s", STR_ARG(path), STR_ARG(e->ref_id)),
        .state = str_is(e->state, "held")      ? STR("happened")
                 : str_is(e->state, "planned") ? STR("planned")
                                               : STR("did not go ahead"),
    };

    if (act_may(&r->act, CAP_NOTE_WRITE) && !str_is(e->state, "cancelled"))
        v.start =
            str_fmt(r->mem, "%.*s/notes/new?appointment=%.*s", STR_ARG(path), STR_ARG(e->ref_id));
    return v;
}

static void sort_lines(struct req *r, const struct caseload_chronology_row *e, size_t n,
                       struct today_view *v)
{
    struct session_row_view *sessions = arena_array(r->mem, struct session_row_view, n + 1);
    struct task_row_view *urgent = arena_array(r->mem, struct task_row_view, n + 1);
    struct task_row_view *week = arena_array(r->mem, struct task_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++) {
        int32_t days = page_day(e[i].on_date).day - r->act.today.day;

        if (str_is(e[i].kind, "appointment") && days == 0)
            sessions[v->nsessions++] = session_of(r, &e[i]);
        else if (is_kind(&e[i], "report_due", "due") && days <= 0)
            urgent[v->nurgent++] = task_of(r, &e[i], "Report due", days < 0);
        else if (is_kind(&e[i], "report_due", "due"))
            week[v->nweek++] = task_of(r, &e[i], "Report due", false);
        else if (is_kind(&e[i], "hearing", "set") && days >= 0)
            week[v->nweek++] = task_of(r, &e[i], "Hearing", false);
    }
    v->sessions = sessions;
    v->urgent = urgent;
    v->week = week;
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

static enum rw_status add_families(struct req *r, struct today_view *v)
{
    struct caseload_children_row *kids;
    struct family_row_view *list;
    struct caseload_row *rows;
    size_t n, nkids;
    enum rw_status st = family_case_list(&r->act, STR_NULL, FAMILIES, &rows, &n);

    if (!st)
        st = family_case_children(&r->act, &kids, &nkids);
    if (st)
        return st;
    list = arena_array(r->mem, struct family_row_view, n + 1);
    case_rows_view(r, rows, n, kids, nkids, list);
    v->families = list;
    v->nfamilies = n;
    return RW_OK;
}

/* The next dated thing of each family, from lines that are read already. */
static void add_next(struct req *r, const struct caseload_chronology_row *e, size_t n,
                     struct today_view *v)
{
    struct family_row_view *list = arena_array(r->mem, struct family_row_view, v->nfamilies + 1);
    size_t i, k;

    for (k = 0; k < v->nfamilies; k++) {
        list[k] = v->families[k];
        for (i = n; i > 0; i--) {
            const struct caseload_chronology_row *x = &e[i - 1];
            struct str path = page_path(r, "/cases/%.*s", STR_ARG(x->case_id));

            if (page_day(x->on_date).day < r->act.today.day || !str_eq(path, list[k].href) ||
                !(is_kind(x, "appointment", "planned") || is_kind(x, "hearing", "set")))
                continue;
            list[k].next =
                str_fmt(r->mem, "%.*s: %.*s", STR_ARG(page_date(r, x->on_date)), STR_ARG(x->line));
        }
    }
    v->families = list;
}

static enum rw_status today_show(struct req *r)
{
    struct today_view v = { .day = date_words_day(r->mem, r->act.today) };
    struct caseload_chronology_row *lines;
    size_t n;
    enum rw_status st = caseload_lines(&r->act, date_add(r->act.today, -DAYS_BACK),
                                       date_add(r->act.today, DAYS_AHEAD), &lines, &n);

    if (st)
        return st;
    page_shell(r, STR("Today"), "today", &v.shell);
    sort_lines(r, lines, n, &v);
    st = add_unsigned(r, &v);
    if (!st)
        st = add_families(r, &v);
    if (st)
        return st;
    add_next(r, lines, n, &v);
    if (act_may(&r->act, CAP_CASE_OPEN)) {
        v.new_case = STR("/cases/new");
        v.running = STR("/cases/new?under_way=1");
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
      .object = "today",
      .about = "The day at a glance" },
};

PAGE_ROUTES(today_routes, routes);
