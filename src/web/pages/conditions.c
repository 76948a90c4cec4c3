/* conditions.c -- what helps and what stands in the way: the conditions of success as they are
 * recorded, who surrounds the family and what they say, and the obstacles. */
#include "app/lists.h"
#include "app/surroundings.h"
#include "core/safety_screen.h"
#include "web/pages/room_form.h"

#define ROOM "/conditions"
#define WORDS_SHOWN 40

static struct str case_path(struct req *r, const char *rest, struct str id)
{
    return page_path(r, "/cases/%.*s" ROOM "%s%.*s", STR_ARG(req_arg(r, "case")), rest,
                     STR_ARG(id));
}

/* ---- what helps ---- */

static const struct fact *told(const struct case_rows *c, const char *criterion)
{
    size_t i;

    for (i = 0; i < c->ntold; i++)
        if (str_is(c->told[i].name, criterion))
            return &c->told[i];
    return NULL;
}

static struct record_row_view therapist_line(struct req *r, const struct surroundings *s)
{
    const struct fact *f = told(&s->rows, "G0.f");
    bool yes = f && f->value == FACT_YES;

    return (struct record_row_view){
        .title = STR("Somebody experienced leads the work"),
        .sub = STR("licence, training, and who else to ask"),
        .state = yes ? STR("on record") : STR("not on record yet"),
        .attention = !yes,
        .href = page_case_path(r, "/team"),
    };
}

static struct record_row_view around_line(struct req *r, const struct surroundings *s)
{
    size_t waits = 0, i;

    for (i = 0; i < s->nsystems; i++)
        waits += system_stand_of(&r->act, s, s->systems[i].id).waits != NULL;
    return (struct record_row_view){
        .title = STR("Those around the family say the same"),
        .sub = STR("a message that pulls the other way is looked at; nobody has to agree"),
        .state = !s->nsystems ? STR("not recorded yet")
                 : waits == 1 ? STR("one message waits")
                 : waits      ? str_fmt(r->mem, "%zu messages wait", waits)
                              : STR("no message waits"),
        .attention = !s->nsystems || waits,
        .href = STR("#around"),
    };
}

static struct record_row_view child_line(struct req *r, const struct surroundings *s,
                                         const struct person_row *child)
{
    struct safety_stand now = safety_of_child(s->rows.safety, child->id);
    bool asked = now.last != NULL;

    return (struct record_row_view){
        .when = asked ? page_date(r, date_iso(r->mem, now.last->on)) : STR_NULL,
        .title = str_fmt(r->mem, "%.*s: ready, in the child's own time", STR_ARG(child->name)),
        .sub = STR("a child cannot be outvoted; feeling safe comes first, even if it takes longer"),
        .state = asked ? STR("last looked at") : STR("not looked at yet"),
        .attention = !asked,
        .href = page_path(r, "/cases/%.*s/children/%.*s/checkpoints", STR_ARG(s->rows.case_id),
                          STR_ARG(child->id)),
    };
}

static void fill_helps(struct req *r, const struct surroundings *s, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, s->rows.npeople + 2);
    size_t i;

    *v = (struct records_view){ .heading = STR("What helps"), .id = STR("helps"), .rows = rows };
    rows[v->nrows++] = therapist_line(r, s);
    rows[v->nrows++] = around_line(r, s);
    for (i = 0; i < s->rows.npeople; i++)
        if (str_is(s->rows.people[i].kind, "child"))
            rows[v->nrows++] = child_line(r, s, &s->rows.people[i]);
}

/* ---- who surrounds the family ---- */

static void fill_systems(struct req *r, const struct surroundings *s, bool may,
                         struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, s->nsystems + 1);
    size_t i;

    for (i = 0; i < s->nsystems; i++) {
        struct system_stand x = system_stand_of(&r->act, s, s->systems[i].id);
        struct str kind = list_label(r->act.app, LIST_SYSTEMS, s->systems[i].kind);

        rows[i] = (struct record_row_view){
            .when = x.last ? page_date(r, x.last->on_date) : STR("no talk yet"),
            .title = s->systems[i].name,
            .sub = x.waits ? str_fmt(r->mem, "%.*s; to be looked at by %.*s", STR_ARG(kind),
                                     STR_ARG(page_date(r, date_iso(r->mem, x.due))))
                           : kind,
            .state = !x.last ? STR("not recorded yet")
                     : x.waits
                         ? STR("pulls the other way: look at it")
                         : str_fmt(r->mem, "%.*s%s",
                                   STR_ARG(list_label(r->act.app, LIST_STANCES, x.last->stance)),
                                   str_is(x.last->stance, "conflicting") ? "; looked at" : ""),
            .attention = x.waits != NULL,
            .href = !may      ? STR_NULL
                    : x.waits ? case_path(r, "/review?system=", s->systems[i].id)
                              : case_path(r, "/talk?system=", s->systems[i].id),
        };
    }
    *v = (struct records_view){ .heading = STR("Around the family"),
                                .id = STR("around"),
                                .rows = rows,
                                .nrows = s->nsystems,
                                .none = STR("Nobody is entered yet: court, lawyers, school, a "
                                            "child's own therapist.") };
    if (may) {
        v->add = page_case_path(r, ROOM "/system");
        v->add_label = STR("Enter somebody");
    }
}

static struct str system_name(const struct surroundings *s, struct str id)
{
    size_t i;

    for (i = 0; i < s->nsystems; i++)
        if (str_eq(s->systems[i].id, id))
            return s->systems[i].name;
    return STR("somebody");
}

static void fill_words(struct req *r, const struct surroundings *s, bool may,
                       struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, WORDS_SHOWN);
    size_t i;

    *v = (struct records_view){ .heading = STR("Talks and messages"),
                                .id = STR("words"),
                                .rows = rows,
                                .none = STR("None is recorded yet.") };
    for (i = s->nwords; i > 0 && v->nrows < WORDS_SHOWN; i--) {
        const struct system_word_row *w = &s->words[i - 1];
        bool review = str_is(w->stance, "reviewed");

        rows[v->nrows++] = (struct record_row_view){
            .when = page_date(r, w->on_date),
            .title = system_name(s, w->system_id),
            .sub = str_fmt(r->mem, "%.*s (%.*s)", STR_ARG(w->words), STR_ARG(w->recorded_name)),
            .state = review ? STR("looked at") : list_label(r->act.app, LIST_STANCES, w->stance),
        };
    }
    if (may && s->nsystems) {
        v->add = page_case_path(r, ROOM "/talk");
        v->add_label = STR("Record a talk or message");
    }
}

/* ---- obstacles ---- */

static struct str obstacle_with(struct req *r, const struct surroundings *s,
                                const struct obstacle_row *o)
{
    size_t i;

    if (!o->owner_id.p)
        return STR("around the family");
    for (i = 0; i < s->rows.npeople; i++)
        if (str_is(s->rows.people[i].kind, "child"))
            return str_fmt(
                r->mem, "with %.*s",
                STR_ARG(case_person_words(&r->act, &s->rows, o->owner_id, s->rows.people[i].id)));
    return STR_NULL;
}

static void fill_obstacles(struct req *r, const struct surroundings *s, bool may, bool closed,
                           struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, s->nobstacles + 1);
    const struct obstacle_step_row *last;
    size_t i;

    *v = (struct records_view){ .heading =
                                    closed ? STR("Out of the way") : STR("What stands in the way"),
                                .id = closed ? STR("closed") : STR("obstacles"),
                                .rows = rows,
                                .none =
                                    closed ? STR("Nothing yet.") : STR("No obstacle is entered.") };
    for (i = s->nobstacles; i > 0; i--) {
        const struct obstacle_row *o = &s->obstacles[i - 1];
        struct str state = obstacle_state(s, o->id, &last);

        if (str_is(state, "closed") != closed)
            continue;
        rows[v->nrows++] = (struct record_row_view){
            .when = page_date(r, last ? last->on_date : o->on_date),
            .title = list_label(r->act.app, LIST_OBSTACLES, o->type),
            .sub = str_fmt(r->mem, "%.*s. %.*s %s %.*s (%.*s)", STR_ARG(obstacle_with(r, s, o)),
                           STR_ARG(o->words),
                           last ? "Last:" : "Plan:", STR_ARG(last ? last->words : o->plan),
                           STR_ARG(last ? last->recorded_name : o->recorded_name)),
            .state = str_is(state, "easing") ? STR("getting easier")
                     : closed                ? STR("out of the way")
                                             : STR("open"),
            .href = may ? case_path(r, "/obstacle-step?obstacle=", o->id) : STR_NULL,
        };
    }
    if (may && !closed) {
        v->add = page_case_path(r, ROOM "/obstacle");
        v->add_label = STR("Enter an obstacle");
    }
}

static enum rw_status conditions_show(struct req *r)
{
    struct records_view *lists = arena_array(r->mem, struct records_view, 5);
    struct detail_view v = { .title = STR("What helps and what stands in the way"),
                             .sub = STR("Each of these can be worked on. None of them decides "
                                        "anything, and none is anybody's fault."),
                             .lists = lists,
                             .nlists = 5 };
    struct surroundings s = { 0 };
    enum rw_status st = surroundings_load(&r->act, req_arg(r, "case"), &s);
    bool may;

    if (st)
        return st;
    may = act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false);
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    fill_helps(r, &s, &lists[0]);
    fill_obstacles(r, &s, may, false, &lists[1]);
    fill_systems(r, &s, may, &lists[2]);
    fill_words(r, &s, may, &lists[3]);
    fill_obstacles(r, &s, may, true, &lists[4]);
    tpl_detail(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    ROOM_ROUTE(METHOD_GET, ROOM, conditions_show, CAP_CHECKPOINT_READ, 0, "conditions",
               "What helps and what stands in the way of a family's work"),
};

PAGE_ROUTES(conditions_routes, routes);
