/* duration.c -- how long the work takes: what it depends on, in words; the days of looking at it again
 * and what was found. No end is computed. */
#include "app/duration.h"

#include "app/lists.h"
#include "web/pages/room_form.h"

#define ROOM "/duration"
#define ROOM_TITLE "How long the work takes"

static struct str word(struct req *r, const char *code)
{
    return list_label(r->act.app, LIST_DURATION, str_of(code));
}

static void fill_view(struct req *r, const struct duration_stand *d, struct texts_view *v)
{
    const struct duration_view_row *x = d->nviews ? &d->views[d->nviews - 1] : NULL;
    struct text_part_view *t = arena_array(r->mem, struct text_part_view, 5);

    *v = (struct texts_view){ .rows = t };
    if (!x)
        return;
    t[0] = (struct text_part_view){ .label = STR("What the family is told"), .text = x->span };
    t[1] = (struct text_part_view){ .label = word(r, "severity"), .text = x->severity };
    t[2] = (struct text_part_view){ .label = word(r, "age"), .text = x->age };
    t[3] = (struct text_part_view){ .label = word(r, "conflict"), .text = x->conflict };
    t[4] = (struct text_part_view){ .label = word(r, "willingness"), .text = x->willingness };
    v->nrows = 5;
}

static void fill_facts(struct req *r, const struct duration_stand *d, struct facts_view *v)
{
    const struct duration_view_row *x = d->nviews ? &d->views[d->nviews - 1] : NULL;
    bool late = d->due.day < r->act.today.day;
    struct fact_view *f = arena_array(r->mem, struct fact_view, 3);

    f[0] = (struct fact_view){ .label = STR("Since"),
                               .value = page_date(r, date_iso(r->mem, d->start)) };
    f[1] = (struct fact_view){ .label = STR("Next look"),
                               .value = str_fmt(r->mem, "%.*s%s",
                                                STR_ARG(page_date(r, date_iso(r->mem, d->due))),
                                                late ? ", overdue" : "") };
    f[2] = (struct fact_view){ .label = STR("Written down"),
                               .value = x ? str_fmt(r->mem, "%.*s, by %.*s",
                                                    STR_ARG(page_date(r, x->on_date)),
                                                    STR_ARG(x->recorded_name))
                                          : STR_NULL };
    *v = (struct facts_view){ .rows = f, .nrows = 3 };
}

static void fill_reviews(struct req *r, const struct duration_stand *d, bool may,
                         struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, d->nreviews + 1);
    size_t i;

    *v = (struct records_view){
        .heading = STR("Looked at again"), .id = STR("looks"), .rows = rows, .none = STR("Not yet.")
    };
    for (i = d->nreviews; i > 0; i--) {
        const struct duration_review_row *x = &d->reviews[i - 1];

        rows[v->nrows++] = (struct record_row_view){
            .when = page_date(r, x->on_date),
            .title = x->found,
            .sub = str_fmt(r->mem, "What continues: %.*s (%.*s)", STR_ARG(x->continues),
                           STR_ARG(x->recorded_name)),
        };
    }
    if (may) {
        v->add = page_case_path(r, ROOM "/look");
        v->add_label = STR("Look at it again");
    }
}

static enum rw_status duration_show(struct req *r)
{
    struct records_view *lists = arena_array(r->mem, struct records_view, 1);
    struct link_view *tools = arena_array(r->mem, struct link_view, 1);
    struct detail_view v = {
        .title = STR(ROOM_TITLE), .lists = lists, .nlists = 1, .tools = tools
    };
    struct duration_stand d = { 0 };
    enum rw_status st = duration_load(&r->act, req_arg(r, "case"), &d);
    bool may;

    if (st)
        return st;
    may = act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false);
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    v.sub = word(r, "range");
    if (may)
        tools[v.ntools++] = (struct link_view){ .href = page_case_path(r, ROOM "/view"),
                                                .label = d.nviews ? STR("Write it down anew")
                                                                  : STR("Write it down") };
    fill_facts(r, &d, &v.facts);
    fill_view(r, &d, &v.parts);
    fill_reviews(r, &d, may, &lists[0]);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* ---- what it depends on ---- */

enum { V_ON, V_SEVERITY, V_AGE, V_CONFLICT, V_WILLINGNESS, V_SPAN, V_N };

#define AREA(field, words, say)                                                                    \
    {                                                                                              \
        .name = field, .kind = FIELD_AREA, .max = 2000, .rows = 2, .required = true,               \
        .label = words, .hint = say                                                                \
    }

static const struct field view_fields[V_N] = {
    [V_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "As of" },
    [V_SEVERITY] = AREA("severity", "How serious it is",
                        "How long and how deep the break is, and what happened."),
    [V_AGE] = AREA("age", "Child's age and stage", NULL),
    [V_CONFLICT] = AREA("conflict", "Level of conflict", "Between the adults and in court."),
    [V_WILLINGNESS] =
        AREA("willingness", "Willingness of everybody", "A little openness is enough."),
    [V_SPAN] = AREA("span", "What the family is told",
                    "A range in words. Nobody can say the day on which it ends."),
};

static enum rw_status view_put(struct req *r, const struct value *v)
{
    return duration_view_add(&r->act, req_arg(r, "case"),
                             &(struct duration_input){ .on = v[V_ON].date,
                                                       .severity = v[V_SEVERITY].text,
                                                       .age = v[V_AGE].text,
                                                       .conflict = v[V_CONFLICT].text,
                                                       .willingness = v[V_WILLINGNESS].text,
                                                       .span = v[V_SPAN].text });
}

static const struct room_form view_form = {
    .title = "What the length of the work depends on",
    .intro = "Words, no number. What was written before stays.",
    .submit = "Record",
    .done = "Recorded.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = view_fields,
    .n = V_N,
    .save = view_put,
};

/* ---- a look ---- */

enum { L_ON, L_FOUND, L_CONTINUES, L_N };

static const struct field look_fields[L_N] = {
    [L_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Looked at on" },
    [L_FOUND] = AREA("found", "What was found", "What is better for the child; what takes longer."),
    [L_CONTINUES] = AREA("continues", "What continues", "Also: what ends, and why."),
};

static enum rw_status look_put(struct req *r, const struct value *v)
{
    return duration_review_add(&r->act, req_arg(r, "case"), v[L_ON].date, v[L_FOUND].text,
                               v[L_CONTINUES].text);
}

static const struct room_form look_form = {
    .title = "Look at it again",
    .intro = "A look is no verdict: work that takes longer has not failed.",
    .submit = "Record the look",
    .done = "Recorded.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = look_fields,
    .n = L_N,
    .save = look_put,
};

static const struct route routes[] = {
    ROOM_ROUTE(METHOD_GET, ROOM, duration_show, CAP_CHECKPOINT_READ, 0, "duration",
               "How long the work with a family takes"),
    ROOM_FORM(ROOM "/view", view_form, CAP_CHECKPOINT_RECORD, 0, "duration",
              "what the length of the work depends on"),
    ROOM_FORM(ROOM "/look", look_form, CAP_CHECKPOINT_RECORD, 0, "duration",
              "a further look at how long it takes"),
};

PAGE_ROUTES(duration_routes, routes);
