/* safety.c -- who was asked about safety, when, what is due next, and what was reported: the same
 * words for each parent. What one parent said stands on that screen's own page alone. */
#include "web/pages/safety_parts.h"

static const char *const state_words[] = {
    [SAFETY_NEVER] = "not asked yet",
    [SAFETY_STANDS] = "asked",
    [SAFETY_TOO_OLD] = "overdue",
    [SAFETY_AFTER_ALLEGATION] = "ask again: something was reported since",
    [SAFETY_AFTER_MOVE] = "asked; ask again before the next checkpoint",
    [SAFETY_NEW] = "something new: full screen next",
    [SAFETY_NOT_SAFE] = "not safe at present",
    [SAFETY_REVIEW_DUE] = "review of danger due",
};

static struct str day_words(struct req *r, struct date d)
{
    return date_known(d) ? page_date(r, date_iso(r->mem, d)) : STR("");
}

static struct str fresh_words(struct req *r, const struct safety_stand *s, const char *who)
{
    struct str screen = s->declined ? STR("; screen declined, completed from records: contact "
                                          "stays supervised")
                        : s->screen ? STR("")
                                    : str_of(who);

    if (!s->last)
        return STR("");
    return str_fmt(r->mem, "by %.*s; next by %.*s%.*s", STR_ARG(s->last->by),
                   STR_ARG(day_words(r, s->due)), STR_ARG(screen));
}

static struct record_row_view person_line(struct req *r, const struct safety_stand *s,
                                          struct str name, struct str href, const char *lacking)
{
    return (struct record_row_view){
        .when = s->last ? day_words(r, s->last->on) : STR("not yet"),
        .title = name,
        .sub = fresh_words(r, s, lacking),
        .state = str_of(state_words[s->state]),
        .attention = s->state != SAFETY_STANDS && s->state != SAFETY_AFTER_MOVE,
        .href = href,
    };
}

static void fill_parents(struct req *r, const struct safety_overview *o, bool may,
                         struct records_view *v)
{
    const struct str *ids;
    size_t n = safety_adults(&r->act, &o->rows, &ids), i;
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, n + 1);

    for (i = 0; i < n; i++) {
        struct safety_stand s = safety_of_adult(&o->asked, ids[i], STR_NULL);
        struct str href = page_path(r, "/cases/%.*s/safety/talk?person=%.*s",
                                    STR_ARG(o->rows.case_id), STR_ARG(ids[i]));

        rows[i] = person_line(r, &s, safety_name(r, &o->rows, ids[i]), may ? href : STR_NULL,
                              "; full screen not taken yet");
    }
    *v = (struct records_view){ .heading = STR("Each parent, alone"),
                                .id = STR("parents"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("No adult is recorded at a child's side yet.") };
    if (may) {
        v->add = safety_path(r, "/screens/new");
        v->add_label = STR("Take the full screen");
    }
}

static void fill_children(struct req *r, const struct safety_overview *o, bool may,
                          struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, o->rows.npeople + 1);
    size_t i;

    *v = (struct records_view){ .heading = STR("Each child"),
                                .id = STR("children"),
                                .rows = rows,
                                .none = STR("No child is recorded yet.") };
    for (i = 0; i < o->rows.npeople; i++) {
        const struct person_row *p = &o->rows.people[i];
        struct safety_stand s = safety_of_child(&o->asked, p->id);

        if (str_is(p->kind, "child"))
            rows[v->nrows++] = person_line(r, &s, p->name,
                                           may ? page_path(r, "/cases/%.*s/safety/child?child=%.*s",
                                                           STR_ARG(o->rows.case_id), STR_ARG(p->id))
                                               : STR_NULL,
                                           "");
    }
}

static struct str screen_state(const struct safety_overview *o, const struct safety_screen_row *s)
{
    struct safety_stand now = safety_of_adult(&o->asked, s->person_id, STR_NULL);

    if (str_is(s->state, "draft"))
        return STR("draft");
    if (now.danger && str_eq(now.danger->id, s->id))
        return STR("review of danger due");
    return s->review ? STR("signed, reviewed") : STR("signed");
}

static void fill_screens(struct req *r, const struct safety_overview *o, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, o->nscreens + 1);
    size_t i;

    for (i = o->nscreens; i > 0; i--) {
        const struct safety_screen_row *s = &o->screens[i - 1];
        bool draft = str_is(s->state, "draft");
        bool mine = str_eq(s->taken_by, r->act.viewer.account_id);

        rows[v->nrows++] = (struct record_row_view){
            .when = page_date(r, s->on_date),
            .title = str_fmt(r->mem, "Screen with %.*s",
                             STR_ARG(safety_name(r, &o->rows, s->person_id))),
            .sub = str_is(s->completed, "records") ? STR("declined, completed from records")
                                                   : s->signed_name,
            .state = screen_state(o, s),
            .attention = draft || str_is(screen_state(o, s), "review of danger due"),
            .href = draft && !mine ? STR_NULL : safety_screen_path(r, s->id, ""),
        };
    }
    v->heading = STR("Screens");
    v->id = STR("screens");
    v->rows = rows;
    v->none = STR("No screen was taken yet.");
}

static void pair_line(struct req *r, const struct safety_overview *o, struct str by,
                      struct str about, struct record_row_view *row)
{
    const struct safety_form *f = r->act.app->safety;
    const struct safety_word *w =
        safety_word_of(f->results, f->nresults, safety_result_of(&r->act, o, by, about));

    *row = (struct record_row_view){
        .title = str_fmt(r->mem, "%.*s toward %.*s", STR_ARG(safety_name(r, &o->rows, by)),
                         STR_ARG(safety_name(r, &o->rows, about))),
        .sub = w ? w->note : STR_NULL,
        .state = w ? w->label : STR("not recorded yet"),
    };
}

/* Every direction between the parents, and from each of them toward each child. */
static void fill_pairs(struct req *r, const struct safety_overview *o, bool may,
                       struct records_view *v)
{
    const struct str *ids;
    size_t n = safety_adults(&r->act, &o->rows, &ids), i, k;
    struct record_row_view *rows =
        arena_array(r->mem, struct record_row_view, n * (n + o->rows.npeople) + 1);

    for (i = 0; i < n; i++) {
        for (k = 0; k < n; k++)
            if (k != i)
                pair_line(r, o, ids[i], ids[k], &rows[v->nrows++]);
        for (k = 0; k < o->rows.npeople; k++)
            if (str_is(o->rows.people[k].kind, "child"))
                pair_line(r, o, ids[i], o->rows.people[k].id, &rows[v->nrows++]);
    }
    v->heading = STR("How it stands between them");
    v->id = STR("results");
    v->rows = rows;
    v->none = STR("Nobody is recorded yet.");
    if (may) {
        v->add = safety_path(r, "/result");
        v->add_label = STR("Record how it stands");
    }
}

static struct str triage_words(const struct allegation_triage_row *t)
{
    return !t                                 ? STR("to be looked at; contact waits")
           : !t->outcome.p                    ? STR("looked at")
           : !t->consulted_on.p               ? STR("consultation due")
           : str_is(t->outcome, "concern")    ? STR("reasonable cause: a concern")
           : str_is(t->outcome, "same_facts") ? STR("same facts as before")
                                              : STR("not enough, watched");
}

static void fill_reports(struct req *r, const struct safety_overview *o, bool may,
                         struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, o->nallegations + 1);
    size_t i;

    for (i = o->nallegations; i > 0; i--) {
        const struct allegation_row *x = &o->allegations[i - 1];
        const struct allegation_triage_row *t = safety_triage_of(o, x->id);
        bool waits = !t || !t->consulted_on.p;

        rows[v->nrows++] = (struct record_row_view){
            .when = page_date(r, x->received_on),
            .title = str_fmt(r->mem, "Reported by %.*s",
                             STR_ARG(x->from_person.p ? safety_name(r, &o->rows, x->from_person)
                                                      : x->from_other)),
            .sub = waits ? str_fmt(r->mem, "due %.*s",
                                   STR_ARG(day_words(r, safety_triage_due(&r->act, x))))
                         : STR_NULL,
            .state = triage_words(t),
            .attention = waits,
            .href = page_path(r, "/cases/%.*s/safety/allegations/%.*s", STR_ARG(o->rows.case_id),
                              STR_ARG(x->id)),
        };
    }
    v->heading = STR("What was reported");
    v->id = STR("reported");
    v->rows = rows;
    v->none = STR("Nothing was reported besides the talks above.");
    if (may) {
        v->add = safety_path(r, "/allegations/new");
        v->add_label = STR("Something was reported");
    }
}

static struct date first_asked(const struct safety_overview *o, struct str person)
{
    struct date first = RW_NO_DATE;
    size_t k;

    for (k = 0; k < o->asked.n; k++) {
        const struct safety_event *x = &o->asked.events[k];

        if ((x->kind == SAFETY_EVENT_SCREEN || x->kind == SAFETY_EVENT_RECHECK) &&
            str_eq(x->person, person) && (!date_known(first) || x->on.day < first.day))
            first = x->on;
    }
    return first;
}

/* The first day on which each was asked; both are offered a talk within so many business days. */
static struct str first_talks(struct req *r, const struct safety_overview *o)
{
    const struct str *ids;
    size_t n = safety_adults(&r->act, &o->rows, &ids), i;
    struct date early = RW_NO_DATE, late = RW_NO_DATE;
    int64_t most = safety_number(r->act.app->safety, "intake_business_days"), between;

    for (i = 0; i < n; i++) {
        struct date first = first_asked(o, ids[i]);

        if (!date_known(first))
            return str_fmt(r->mem,
                           "Each parent is asked alone, in the same words. Their first talks are "
                           "offered within %lld business days of each other (local convention).",
                           (long long)most);
        if (!date_known(early) || first.day < early.day)
            early = first;
        if (!date_known(late) || first.day > late.day)
            late = first;
    }
    if (n < 2)
        return STR("Each parent is asked alone, in the same words.");
    between = safety_business_between(early, late);
    if (between == 0)
        return STR(
            "Each parent is asked alone, in the same words. Their first talks were on one day.");
    return str_fmt(r->mem,
                   "Each parent is asked alone, in the same words. Their first talks were %lld "
                   "business days apart%s.",
                   (long long)between, between > most ? ", more than the local convention" : "");
}

/* ---- what waits for an answer ---- */

static struct str waits_with(struct req *r, const struct safety_overview *o,
                             const struct safety_open *x)
{
    bool child = str_is(x->person->kind, "child");

    return child ? str_fmt(r->mem, "every contact of %.*s waits", STR_ARG(x->person->name))
           : x->event->about.len ? str_fmt(r->mem, "contact with %.*s waits",
                                           STR_ARG(safety_name(r, &o->rows, x->event->about)))
                                 : STR("because of whom is not known: all contact waits");
}

static void add_tool(struct detail_view *v, struct link_view *tools, struct str href,
                     struct str label)
{
    tools[v->ntools++] = (struct link_view){ .href = href, .label = label };
}

/* The next step first: for a parent the full screen, for a child another look. */
static struct str answer_href(struct req *r, const struct safety_overview *o,
                              const struct safety_open *x)
{
    return page_path(r,
                     str_is(x->person->kind, "child")
                         ? "/cases/%.*s/safety/child?child=%.*s"
                         : "/cases/%.*s/safety/screens/new?person=%.*s",
                     STR_ARG(o->rows.case_id), STR_ARG(x->person->id));
}

static void fill_waits(struct req *r, const struct safety_overview *o, bool may,
                       struct detail_view *v, struct records_view *to, struct link_view **room)
{
    struct link_view *tools;
    struct safety_open *open;
    size_t n = safety_opens(&r->act, &o->rows, &o->asked, &open), i;
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, n + 1);

    *to = (struct records_view){
        .heading = STR("What waits for an answer"), .id = STR("waits"), .rows = rows, .nrows = n
    };
    tools = arena_array(r->mem, struct link_view, n + 2);
    if (n && act_allows(&r->act, CAP_CONCERN_PRESS, CLASS_R, true))
        add_tool(v, tools, page_case_path(r, "/concerns/new"), STR("Concern about a child"));
    for (i = 0; i < n; i++) {
        const struct safety_open *x = &open[i];
        struct str name = safety_name(r, &o->rows, x->person->id);
        bool child = str_is(x->person->kind, "child");

        rows[i] = (struct record_row_view){
            .when = day_words(r, x->event->on),
            .title = name,
            .sub = waits_with(r, o, x),
            .state = x->event->safe ? STR("something new") : STR("not safe at present"),
            .attention = true,
            .href = may ? answer_href(r, o, x) : STR_NULL,
        };
        if (may)
            add_tool(v, tools, answer_href(r, o, x),
                     str_fmt(r->mem,
                             child ? "Look at the safety of %.*s again"
                                   : "Take the full screen with %.*s",
                             STR_ARG(name)));
    }
    v->tools = *room = tools;
}

static enum rw_status safety_show(struct req *r)
{
    struct records_view *lists = arena_array(r->mem, struct records_view, 6);
    struct link_view *tools;
    struct detail_view v = { .title = STR("Safety"), .lists = lists, .nlists = 6 };
    struct safety_overview o;
    size_t i;
    enum rw_status st = safety_overview(&r->act, req_arg(r, "case"), &o);
    bool may, nobody = false;

    if (!st)
        st = safety_overview_concerns(&r->act, &o);
    if (st)
        return st;
    may = act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false);
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    v.sub = first_talks(r, &o);
    fill_waits(r, &o, may, &v, &lists[0], &tools);
    if (!lists[0].nrows) {
        v.lists = lists + 1;
        v.nlists--;
    }
    fill_parents(r, &o, may, &lists[1]);
    fill_children(r, &o, may, &lists[2]);
    fill_screens(r, &o, &lists[3]);
    fill_pairs(r, &o, may, &lists[4]);
    fill_reports(r, &o, may, &lists[5]);
    for (i = 0; may && i < o.rows.npeople && !nobody; i++)
        nobody = str_is(o.rows.people[i].kind, "child") &&
                 case_side_missing(&r->act, &o.rows, o.rows.people[i].id, PER_PARENT_EACH);
    if (nobody)
        add_tool(&v, tools, safety_path(r, "/nobody"), STR("There is no such parent"));
    tpl_detail(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    SAFETY_ROUTE(METHOD_GET, "", safety_show, CAP_CHECKPOINT_READ, 0, "safety",
                 "Who was asked about safety, and what is due"),
};

PAGE_ROUTES(safety_routes, routes);
