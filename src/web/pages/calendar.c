/* calendar.c -- a week, day by day, over the viewer's own families; and whose appointment to book. */
#include "app/appointment.h"
#include "app/family_case.h"
#include "web/pages/page.h"
#include "web/pages/session_row.h"
#include "web/route.h"

#define WEEK 7
#define FAMILIES_MAX 500 /* one person's caseload */

static struct date monday_of(struct date d)
{
    return date_add(d, -date_weekday(d));
}

static struct str week_path(struct req *r, struct date monday)
{
    return page_path(r, "/calendar?week=%.*s", STR_ARG(date_iso(r->mem, monday)));
}

static void fill_days(struct req *r, struct date monday, const struct appointment_line *lines,
                      size_t n, struct cal_day_view *days)
{
    struct session_row_view *rows = arena_array(r->mem, struct session_row_view, n + 1);
    size_t i, at = 0;

    if (r->mem->spent)
        return;
    session_rows(r, lines, n, rows);
    for (i = 0; i < WEEK; i++) {
        struct date day = date_add(monday, (int32_t)i);

        days[i] = (struct cal_day_view){ .label = date_words_day(r->mem, day),
                                         .today = day.day == r->act.today.day,
                                         .sessions = &rows[at] };
        while (at < n && lines[at].starts.date.day <= day.day) {
            at++;
            days[i].nsessions++;
        }
    }
}

/* GET /calendar?week=2026-03-09 -- any day of the week; without one this week. */
static enum rw_status calendar_show(struct req *r)
{
    struct cal_day_view days[WEEK] = { 0 };
    struct calendar_view v = { .days = days, .ndays = WEEK, .this_week = STR("/calendar") };
    struct appointment_line *lines;
    struct date day = r->act.today, monday;
    size_t n;
    enum rw_status st;

    if (!date_parse(req_query(r, "week"), &day))
        day = r->act.today;
    monday = monday_of(day);
    st = appointment_between(&r->act, monday, date_add(monday, WEEK - 1), &lines, &n);
    if (st)
        return st;
    page_shell(r, STR("Calendar"), "calendar", &v.shell);
    v.week = str_fmt(r->mem, "%.*s to %.*s", STR_ARG(date_words(r->mem, monday)),
                     STR_ARG(date_words(r->mem, date_add(monday, WEEK - 1))));
    v.earlier = week_path(r, date_add(monday, -WEEK));
    v.later = week_path(r, date_add(monday, WEEK));
    v.add = STR("/appointments/new");
    fill_days(r, monday, lines, n, days);
    tpl_calendar(r->out, &v);
    return RW_OK;
}

/* One's families as links: the step before a form that belongs to one of them. */
static enum rw_status choose_family(struct req *r, const char *nav, const char *title,
                                    const char *intro, const char *rest)
{
    struct list_view v = { .title = str_of(title), .intro = str_of(intro) };
    struct record_row_view *rows;
    struct caseload_row *cases;
    size_t i, n;
    enum rw_status st = family_case_list(&r->act, STR_NULL, FAMILIES_MAX, &cases, &n);

    if (st)
        return st;
    if (n == 1)
        return req_redirect(r, page_path(r, "/cases/%.*s%s", STR_ARG(cases[0].case_id), rest),
                            NULL);
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; !r->mem->spent && i < n; i++)
        rows[v.records.nrows++] = (struct record_row_view){
            .when = cases[i].number,
            .title = cases[i].title,
            .href = page_path(r, "/cases/%.*s%s", STR_ARG(cases[i].case_id), rest),
        };
    v.records.rows = rows;
    v.records.heading = STR("Which family?");
    v.records.id = STR("families");
    v.records.none = STR("You work on no family yet.");
    page_shell(r, v.title, nav, &v.shell);
    tpl_list(r->out, &v);
    return RW_OK;
}

static enum rw_status appointment_family(struct req *r)
{
    return choose_family(r, "calendar", "New appointment", "", "/appointments/new");
}

static enum rw_status log_family(struct req *r)
{
    if (!act_may(&r->act, CAP_NOTE_WRITE))
        return RW_ENOTFOUND;
    return choose_family(r, NULL, "Log a call or message", "", "/log");
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/calendar",
      .run = calendar_show,
      .need = CAP_TODAY,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .flags = ROUTE_EARLY,
      .object = "calendar",
      .about = "One week of appointments of one's own families" },
    { .method = METHOD_GET,
      .path = "/appointments/new",
      .run = appointment_family,
      .need = CAP_TODAY,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "case-list",
      .about = "Which family a new appointment is for" },
    { .method = METHOD_GET,
      .path = "/log",
      .run = log_family,
      .need = CAP_TODAY,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "case-list",
      .about = "Which family a call or message is logged for" },
};

PAGE_ROUTES(calendar_routes, routes);
