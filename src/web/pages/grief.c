/* grief.c -- a talk about loss, offered to each parent in the same words. It stays on the therapist's
 * side. */
#include "app/grief.h"

#include "app/lists.h"
#include "web/pages/room_form.h"
#include "web/pages/safety_parts.h"

#define ROOM "/grief"
#define ROOM_TITLE "Talks about loss"

static struct str word(struct req *r, struct str code)
{
    return list_label(r->act.app, LIST_GRIEF, code);
}

static void fill_lines(struct req *r, const struct grief_stand *g, bool may, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, g->nlines + 1);
    size_t i;

    for (i = 0; i < g->nlines; i++) {
        const struct grief_line *l = &g->lines[i];
        bool late = l->due.day <= r->act.today.day;

        rows[i] = (struct record_row_view){
            .when = l->last ? page_date(r, l->last->on_date) : STR("not yet"),
            .title = safety_name(r, &g->rows, l->person_id),
            .sub = str_fmt(r->mem, "next offer %.*s%s",
                           STR_ARG(page_date(r, date_iso(r->mem, l->due))), late ? ", due" : ""),
            .state = l->last ? word(r, l->last->answer) : STR("not offered yet"),
            .attention = late,
            .href = may ? page_path(r, "/cases/%.*s" ROOM "/new?person=%.*s",
                                    STR_ARG(g->rows.case_id), STR_ARG(l->person_id))
                        : STR_NULL,
        };
    }
    *v = (struct records_view){ .heading = STR("Each parent"),
                                .id = STR("parents"),
                                .rows = rows,
                                .nrows = g->nlines,
                                .none = STR("No adult is recorded at a child's side yet.") };
    if (may && g->nlines) {
        v->add = page_case_path(r, ROOM "/new");
        v->add_label = STR("Record an offer or a talk");
    }
}

static void fill_checks(struct req *r, const struct grief_stand *g, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, g->nchecks + 1);
    size_t i;

    *v = (struct records_view){ .heading = STR("Offers and talks"),
                                .id = STR("checks"),
                                .rows = rows,
                                .none = STR("None yet.") };
    for (i = g->nchecks; i > 0; i--) {
        const struct grief_check_row *x = &g->checks[i - 1];

        rows[v->nrows++] = (struct record_row_view){
            .when = page_date(r, x->on_date),
            .title = safety_name(r, &g->rows, x->person_id),
            .sub = x->words.len ? str_fmt(r->mem, "%.*s (%.*s)", STR_ARG(x->words),
                                          STR_ARG(x->recorded_name))
                                : x->recorded_name,
            .state = word(r, x->answer),
        };
    }
}

static enum rw_status grief_show(struct req *r)
{
    struct records_view *lists = arena_array(r->mem, struct records_view, 2);
    struct text_part_view *offer = arena_array(r->mem, struct text_part_view, 1);
    struct detail_view v = {
        .title = STR(ROOM_TITLE),
        .sub = STR("Offered to each parent in the same words. It stays with those who treat the "
                   "family: in no report, and no mark for or against anybody."),
        .lists = lists,
        .nlists = 2,
        .parts = { .rows = offer, .nrows = 1 },
    };
    struct grief_stand g = { 0 };
    enum rw_status st = grief_load(&r->act, req_arg(r, "case"), &g);
    bool may;

    if (st)
        return st;
    may = act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false);
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    offer[0] = (struct text_part_view){ .label = STR("The offer, as it is said"),
                                        .text = word(r, STR("offer")) };
    fill_lines(r, &g, may, &lists[0]);
    fill_checks(r, &g, &lists[1]);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* ---- an offer or a talk ---- */

enum { G_PERSON, G_ON, G_ANSWER, G_WORDS, G_NEXT, G_N };

static const struct field grief_fields[G_N] = {
    [G_PERSON] = { .name = "person",
                   .kind = FIELD_CHOICE,
                   .required = true,
                   .label = "To whom",
                   .none = "Please choose" },
    [G_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [G_ANSWER] = { .name = "answer",
                   .kind = FIELD_RADIO,
                   .required = true,
                   .label = "What came of it" },
    [G_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 3,
                  .label = "What should be remembered",
                  .hint = "As much as the next talk needs. It may stay empty." },
    [G_NEXT] = { .name = "next_on",
                 .kind = FIELD_DATE,
                 .label = "Next offer",
                 .hint = "Empty: after the same time as for everybody." },
};

static enum rw_status grief_prepare(struct req *r, struct room_page *p)
{
    struct form_option *o, *answers;
    struct case_rows c;
    size_t found, nanswers, i, kept = 0;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    o = safety_parents(r, &c, &found);
    form_choices(p->fields, p->n, "person", o, found);
    answers = page_options(r, LIST_GRIEF, &nanswers);
    for (i = 0; i < nanswers; i++)
        if (!str_is(str_of(answers[i].value), "offer"))
            answers[kept++] = answers[i];
    form_choices(p->fields, p->n, "answer", answers, kept);
    return RW_OK;
}

static enum rw_status grief_put(struct req *r, const struct value *v)
{
    return grief_add(&r->act, req_arg(r, "case"),
                     &(struct grief_input){ .person_id = v[G_PERSON].text,
                                            .on = v[G_ON].date,
                                            .answer = v[G_ANSWER].text,
                                            .words = v[G_WORDS].text,
                                            .next_on = v[G_NEXT].date });
}

static const struct room_form grief_form = {
    .title = "An offer or a talk about loss",
    .intro = "A no is an answer like any other and has no consequence.",
    .submit = "Record",
    .done = "Recorded.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = grief_fields,
    .n = G_N,
    .prepare = grief_prepare,
    .save = grief_put,
    .given = "person",
};

static const struct route routes[] = {
    ROOM_ROUTE(METHOD_GET, ROOM, grief_show, CAP_CHECKPOINT_READ, 0, "grief",
               "Talks about loss, offered to each parent"),
    ROOM_FORM(ROOM "/new", grief_form, CAP_CHECKPOINT_RECORD, 0, "grief",
              "an offer of a talk about loss"),
};

PAGE_ROUTES(grief_routes, routes);
