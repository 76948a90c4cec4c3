/* maintenance.c -- what goes on once contact is daily life: check-ins, and a plan for setbacks. */
#include "app/maintenance.h"
#include "web/pages/room_form.h"

#define ROOM "/maintenance"

static struct str outcome_words(const struct check_in_row *x)
{
    return str_is(x->outcome, "held")    ? STR("held")
           : str_is(x->outcome, "moved") ? STR("moved")
                                         : STR("dropped");
}

static struct record_row_view planned(struct req *r, const struct maintenance *m,
                                      const struct check_in_plan_row *p, bool may)
{
    const struct check_in_row *x = check_in_of(m, p->id);
    bool late = !x && page_day(p->due_on).day < r->act.today.day;
    struct str when = p->weeks == DB_NULL_I64
                          ? STR("Check-in, moved to this day")
                          : str_fmt(r->mem, "Check-in after %lld weeks", (long long)p->weeks);

    return (struct record_row_view){
        .when = page_date(r, p->due_on),
        .title = when,
        .sub = x ? str_fmt(r->mem, "%.*s: %.*s (%.*s)", STR_ARG(page_date(r, x->on_date)),
                           STR_ARG(x->words), STR_ARG(x->recorded_name))
                 : STR_NULL,
        .state = x      ? outcome_words(x)
                 : late ? STR("overdue")
                        : STR("planned"),
        .attention = late,
        .href = !x && may ? page_path(r, "/cases/%.*s" ROOM "/check-in?plan=%.*s",
                                      STR_ARG(m->rows.case_id), STR_ARG(p->id))
                          : STR_NULL,
    };
}

/* By the day on which they are due. */
static void fill_calendar(struct req *r, const struct maintenance *m, bool may,
                          struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, m->nplans + 1);
    const struct check_in_plan_row **order =
        arena_array(r->mem, const struct check_in_plan_row *, m->nplans + 1);
    size_t i, k;

    for (i = 0; i < m->nplans; i++) {
        for (k = i; k > 0 && str_cmp(order[k - 1]->due_on, m->plans[i].due_on) > 0; k--)
            order[k] = order[k - 1];
        order[k] = &m->plans[i];
    }
    for (i = 0; i < m->nplans; i++)
        rows[i] = planned(r, m, order[i], may);
    *v = (struct records_view){ .heading = STR("Check-ins"),
                                .id = STR("check-ins"),
                                .rows = rows,
                                .nrows = m->nplans,
                                .none = STR("None is planned yet.") };
    if (may) {
        v->add = page_case_path(r, ROOM "/plan");
        v->add_label = m->nplans ? STR("Plan more") : STR("Plan check-ins");
    }
}

static const char *const part_words[] = { "What would show that it gets harder",
                                          "Who does what then", "Who is called",
                                          "Which step back" };
#define PARTS 4

static void fill_setbacks(struct req *r, const struct maintenance *m, struct texts_view *v)
{
    struct text_part_view *t =
        arena_array(r->mem, struct text_part_view, PARTS * m->rows.npeople + 1);
    size_t i, k;

    *v = (struct texts_view){ .rows = t };
    for (i = 0; i < m->rows.npeople; i++) {
        const struct person_row *p = &m->rows.people[i];
        const struct setback_plan_row *x = setback_plan_of(m, p->id);
        const struct str text[PARTS] = { x ? x->shows : STR_NULL, x ? x->does : STR_NULL,
                                         x ? x->calls : STR_NULL, x ? x->back : STR_NULL };

        for (k = 0; x && k < PARTS; k++)
            t[v->nrows++] = (struct text_part_view){
                .label = str_fmt(r->mem, "%.*s: %s", STR_ARG(p->name), part_words[k]),
                .text = text[k],
            };
    }
}

static void fill_plans(struct req *r, const struct maintenance *m, bool may, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, m->rows.npeople + 1);
    size_t i;

    *v = (struct records_view){ .heading = STR("Plan for setbacks"),
                                .id = STR("setbacks"),
                                .rows = rows,
                                .none = STR("No child is recorded yet.") };
    for (i = 0; i < m->rows.npeople; i++) {
        const struct person_row *p = &m->rows.people[i];
        const struct setback_plan_row *x = setback_plan_of(m, p->id);

        if (str_is(p->kind, "child"))
            rows[v->nrows++] = (struct record_row_view){
                .when = x ? page_when(r, x->recorded_utc) : STR_NULL,
                .title = p->name,
                .sub = x ? str_fmt(r->mem, "signed by %.*s", STR_ARG(x->recorded_name)) : STR_NULL,
                .state = x ? STR("signed") : STR("not written yet"),
                .href = may ? page_path(r, "/cases/%.*s" ROOM "/setback?child=%.*s",
                                        STR_ARG(m->rows.case_id), STR_ARG(p->id))
                            : STR_NULL,
            };
    }
}

static enum rw_status maintenance_show(struct req *r)
{
    struct records_view *lists = arena_array(r->mem, struct records_view, 2);
    struct detail_view v = {
        .title = STR("What goes on afterwards"),
        .sub = STR("A setback is a step back, known beforehand and planned for. It is no failure, "
                   "and no promise is broken by it."),
        .lists = lists,
        .nlists = 2,
    };
    struct maintenance m = { 0 };
    enum rw_status st = maintenance_load(&r->act, req_arg(r, "case"), &m);
    bool may;

    if (st)
        return st;
    may = act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false);
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    fill_setbacks(r, &m, &v.parts);
    fill_plans(r, &m, may, &lists[0]);
    fill_calendar(r, &m, may, &lists[1]);
    tpl_detail(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    ROOM_ROUTE(METHOD_GET, ROOM, maintenance_show, CAP_CHECKPOINT_READ, 0, "maintenance",
               "What goes on once contact is daily life"),
};

PAGE_ROUTES(maintenance_routes, routes);
