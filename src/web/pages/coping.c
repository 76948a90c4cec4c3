/* coping.c -- ways of coping: what each did for the person, what may take its place, where it stands.
 * An adult's are on this page for their author alone. */
#include "web/pages/ready_parts.h"

#include "app/coping.h"
#include "app/lists.h"
#include "web/pages/room_form.h"

#define ROOM "/coping"
#define ROOM_TITLE "Ways of coping"

struct coping_all {
    struct case_rows rows;
    struct coping_pattern_row *list;
    struct coping_step_row *steps;
    size_t n, nsteps;
};

static enum rw_status load(struct req *r, struct coping_all *x)
{
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &x->rows);

    return st ? st : coping_list(&r->act, x->rows.case_id, &x->list, &x->n, &x->steps, &x->nsteps);
}

static struct str label(struct req *r, struct str code)
{
    return list_label(r->act.app, LIST_COPING, code);
}

static const struct coping_step_row *latest(const struct coping_all *x, struct str pattern)
{
    size_t i;

    for (i = x->nsteps; i > 0; i--)
        if (str_eq(x->steps[i - 1].pattern_id, pattern))
            return &x->steps[i - 1];
    return NULL;
}

static struct str told(struct req *r, const struct coping_pattern_row *p,
                       const struct coping_step_row *s)
{
    struct str w = str_fmt(r->mem, "what it did: %.*s", STR_ARG(p->served));

    if (p->replacement.len)
        w = str_fmt(r->mem, "%.*s · in its place: %.*s", STR_ARG(w), STR_ARG(p->replacement));
    if (s && s->last_on.len)
        w = str_fmt(r->mem, "%.*s · last on %.*s", STR_ARG(w), STR_ARG(page_date(r, s->last_on)));
    if (s && s->words.len)
        w = str_fmt(r->mem, "%.*s · %.*s", STR_ARG(w), STR_ARG(s->words));
    return w;
}

static enum rw_status show(struct req *r)
{
    struct records_view *list = arena_new(r->mem, struct records_view);
    struct detail_view v = {
        .title = STR(ROOM_TITLE),
        .sub = STR("Each did something for the person once. Letting one go is a loss, and is "
                   "mourned. A child's are child-private; an adult's are seen by whoever wrote "
                   "them down, and by nobody else. In no report."),
        .lists = list,
        .nlists = 1,
    };
    struct record_row_view *rows;
    struct coping_all x;
    size_t i;
    enum rw_status st = load(r, &x);

    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, x.n + 1);
    for (i = 0; i < x.n; i++) {
        const struct coping_pattern_row *p = &x.list[i];
        const struct coping_step_row *s = latest(&x, p->id);

        rows[i] = (struct record_row_view){
            .when = s ? page_when(r, s->recorded_utc) : STR(""),
            .title = str_fmt(r->mem, "%.*s: %.*s", STR_ARG(ready_name(r, &x.rows, p->person_id)),
                             STR_ARG(label(r, p->pattern))),
            .sub = told(r, p, s),
            .state = s ? label(r, s->stage) : STR_NULL,
            .href = page_path(r, "/cases/%.*s/coping/look?pattern=%.*s", STR_ARG(x.rows.case_id),
                              STR_ARG(p->id)),
        };
    }
    *list = (struct records_view){ .heading = STR("Recorded"),
                                   .id = STR("recorded"),
                                   .rows = rows,
                                   .nrows = x.n,
                                   .none = STR("Nothing is recorded."),
                                   .add = page_case_path(r, ROOM "/new"),
                                   .add_label = STR("Add a way of coping") };
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* ---- forms ---- */

#define STAGE_FIELD                                                                                \
    {                                                                                              \
        .name = "stage", .kind = FIELD_RADIO, .required = true, .label = "Where it stands"         \
    }
#define LAST_FIELD                                                                                 \
    {                                                                                              \
        .name = "last_on", .kind = FIELD_DATE, .label = "Last time, if known"                      \
    }
#define WORDS_FIELD                                                                                \
    {                                                                                              \
        .name = "words", .kind = FIELD_AREA, .max = 4000, .rows = 3, .label = "Words",             \
        .hint = "May stay empty."                                                                  \
    }

static void stages(struct req *r, struct room_page *p)
{
    size_t n;
    struct form_option *o = ready_words(r, LIST_COPING, COPING_STAGES, &n);

    form_choices(p->fields, p->n, "stage", o, n);
}

/* -- a way of coping -- */

enum { N_PERSON, N_PATTERN, N_SERVED, N_REPLACEMENT, N_STAGE, N_LAST, N_WORDS, N_N };

static const struct field new_fields[N_N] = {
    [N_PERSON] = { .name = "person",
                   .kind = FIELD_CHOICE,
                   .required = true,
                   .label = "Whose",
                   .none = "Please choose" },
    [N_PATTERN] = { .name = "pattern",
                    .kind = FIELD_RADIO,
                    .required = true,
                    .label = "Which",
                    .hint = "Self-harm begins a clinical review at once: contact is held." },
    [N_SERVED] = { .name = "served",
                   .kind = FIELD_AREA,
                   .required = true,
                   .max = 4000,
                   .rows = 3,
                   .label = "What it did for the person" },
    [N_REPLACEMENT] = { .name = "replacement",
                        .kind = FIELD_AREA,
                        .max = 4000,
                        .rows = 3,
                        .label = "What may take its place" },
    [N_STAGE] = STAGE_FIELD,
    [N_LAST] = LAST_FIELD,
    [N_WORDS] = WORDS_FIELD,
};

static enum rw_status new_prepare(struct req *r, struct room_page *p)
{
    struct form_option *o;
    struct coping_all x;
    size_t n;
    enum rw_status st = load(r, &x);

    if (st)
        return st;
    stages(r, p);
    o = ready_people(r, &x.rows, NULL, &n);
    form_choices(p->fields, p->n, "person", o, n);
    o = ready_words(r, LIST_COPING, COPING_PATTERNS, &n);
    form_choices(p->fields, p->n, "pattern", o, n);
    return RW_OK;
}

static enum rw_status new_put(struct req *r, const struct value *v)
{
    return coping_add(&r->act, req_arg(r, "case"),
                      &(struct coping_input){ .person_id = v[N_PERSON].text,
                                              .pattern = v[N_PATTERN].text,
                                              .served = v[N_SERVED].text,
                                              .replacement = v[N_REPLACEMENT].text,
                                              .stage = v[N_STAGE].text,
                                              .last_on = v[N_LAST].date,
                                              .words = v[N_WORDS].text });
}

static const struct room_form new_form = {
    .title = "A way of coping",
    .submit = "Record",
    .done = "Recorded.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = new_fields,
    .n = N_N,
    .prepare = new_prepare,
    .save = new_put,
};

/* -- a further look at one -- */

enum { L_OF, L_STAGE, L_LAST, L_WORDS, L_N };

static const struct field look_fields[L_N] = {
    [L_OF] = { .name = "pattern",
               .kind = FIELD_CHOICE,
               .required = true,
               .label = "Which",
               .none = "Please choose" },
    [L_STAGE] = STAGE_FIELD,
    [L_LAST] = LAST_FIELD,
    [L_WORDS] = WORDS_FIELD,
};

static enum rw_status look_prepare(struct req *r, struct room_page *p)
{
    struct form_option *o;
    struct coping_all x;
    size_t i;
    enum rw_status st = load(r, &x);

    if (st)
        return st;
    stages(r, p);
    o = arena_array(r->mem, struct form_option, x.n + 1);
    for (i = 0; i < x.n; i++)
        o[i] = (struct form_option){
            str_z(r->mem, x.list[i].id),
            str_z(r->mem, str_fmt(r->mem, "%.*s: %.*s",
                                  STR_ARG(ready_name(r, &x.rows, x.list[i].person_id)),
                                  STR_ARG(label(r, x.list[i].pattern)))),
        };
    form_choices(p->fields, p->n, "pattern", o, x.n);
    return RW_OK;
}

static enum rw_status look_put(struct req *r, const struct value *v)
{
    return coping_look(&r->act, req_arg(r, "case"),
                       &(struct coping_input){ .pattern_id = v[L_OF].text,
                                               .stage = v[L_STAGE].text,
                                               .last_on = v[L_LAST].date,
                                               .words = v[L_WORDS].text });
}

static const struct room_form look_form = {
    .title = "Look at it again",
    .submit = "Record",
    .done = "Recorded.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .fields = look_fields,
    .n = L_N,
    .prepare = look_prepare,
    .save = look_put,
    .given = "pattern",
};

static const struct route routes[] = {
    READY_ROUTE(METHOD_GET, ROOM, show, CAP_NOTE_READ, 0, "coping",
                "Ways of coping, and where each stands"),
    ROOM_FORM(ROOM "/new", new_form, CAP_NOTE_WRITE, 0, "coping", "a way of coping"),
    ROOM_FORM(ROOM "/look", look_form, CAP_NOTE_WRITE, 0, "coping",
              "a further look at a way of coping"),
};

PAGE_ROUTES(coping_routes, routes);
