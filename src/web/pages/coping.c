/* coping.c -- ways of coping: what each did for the person, what may take its place, where it stands.
 * An adult's are on this page for their author alone. */
#include "web/pages/ready_parts.h"

#include "app/coping.h"
#include "app/lists.h"

static const struct ready_room room = { "/coping", "Ways of coping" };

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
        .title = STR("Ways of coping"),
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
                                   .add = ready_path(r, &room, "/new"),
                                   .add_label = STR("Add a way of coping") };
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* ---- forms ---- */

enum { STAGE, LAST, WORDS, COMMON };
enum { PERSON = COMMON, PATTERN, SERVED, REPLACEMENT, NEW_FIELDS };
enum { OF = COMMON, LOOK_FIELDS };

#define COMMON_FIELDS                                                                              \
    [STAGE] = { .name = "stage",                                                                   \
                .kind = FIELD_RADIO,                                                               \
                .required = true,                                                                  \
                .label = "Where it stands" },                                                      \
    [LAST] = { .name = "last_on", .kind = FIELD_DATE, .label = "Last time, if known" },            \
    [WORDS] = { .name = "words",                                                                   \
                .kind = FIELD_AREA,                                                                \
                .max = 4000,                                                                       \
                .rows = 3,                                                                         \
                .label = "Words",                                                                  \
                .hint = "May stay empty." }

static const struct field new_fields[NEW_FIELDS] = {
    COMMON_FIELDS,
    [PERSON] = { .name = "person",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "Whose",
                 .none = "Please choose" },
    [PATTERN] = { .name = "pattern",
                  .kind = FIELD_RADIO,
                  .required = true,
                  .label = "Which",
                  .hint = "Self-harm begins a clinical review at once: contact is held." },
    [SERVED] = { .name = "served",
                 .kind = FIELD_AREA,
                 .required = true,
                 .max = 4000,
                 .rows = 3,
                 .label = "What it did for the person" },
    [REPLACEMENT] = { .name = "replacement",
                      .kind = FIELD_AREA,
                      .max = 4000,
                      .rows = 3,
                      .label = "What may take its place" },
};
static const struct field look_fields[LOOK_FIELDS] = {
    COMMON_FIELDS,
    [OF] = { .name = "pattern",
             .kind = FIELD_CHOICE,
             .required = true,
             .label = "Which",
             .none = "Please choose" },
};

static struct field *fields_of(struct req *r, const struct coping_all *x, bool fresh, size_t *n)
{
    struct field *f = form_copy(r->mem, fresh ? new_fields : look_fields,
                                fresh ? (size_t)NEW_FIELDS : (size_t)LOOK_FIELDS);
    struct form_option *o;
    size_t found, i;

    *n = fresh ? NEW_FIELDS : LOOK_FIELDS;
    o = ready_words(r, LIST_COPING, COPING_STAGES, &found);
    form_choices(f, *n, "stage", o, found);
    if (fresh) {
        o = ready_people(r, &x->rows, NULL, &found);
        form_choices(f, *n, "person", o, found);
        o = ready_words(r, LIST_COPING, COPING_PATTERNS, &found);
    } else {
        o = arena_array(r->mem, struct form_option, x->n + 1);
        for (i = 0; i < x->n; i++)
            o[i] = (struct form_option){
                str_z(r->mem, x->list[i].id),
                str_z(r->mem, str_fmt(r->mem, "%.*s: %.*s",
                                      STR_ARG(ready_name(r, &x->rows, x->list[i].person_id)),
                                      STR_ARG(label(r, x->list[i].pattern)))),
            };
        found = x->n;
    }
    form_choices(f, *n, "pattern", o, found);
    return f;
}

static enum rw_status shown(struct req *r, bool fresh, const struct field *f, size_t n,
                            const struct value *v)
{
    struct form_page p = {
        .title = fresh ? STR("A way of coping") : STR("Look at it again"),
        .fields = f,
        .n = n,
        .state = { .values = v },
        .action = ready_path(r, &room, fresh ? "/new" : "/look"),
        .submit = STR("Record"),
    };

    return ready_form(r, &room, &p);
}

static enum rw_status form_show(struct req *r, bool fresh)
{
    struct value v[NEW_FIELDS] = { 0 };
    struct coping_all x;
    struct field *f;
    size_t n;
    enum rw_status st = load(r, &x);

    if (st)
        return st;
    f = fields_of(r, &x, fresh, &n);
    if (!fresh)
        v[OF] = value_text(req_query(r, "pattern"));
    return shown(r, fresh, f, n, v);
}

static enum rw_status form_save(struct req *r, bool fresh)
{
    struct value v[NEW_FIELDS];
    struct coping_input in;
    struct coping_all x;
    struct field *f;
    size_t n;
    enum rw_status st = load(r, &x);

    if (st)
        return st;
    f = fields_of(r, &x, fresh, &n);
    if (!form_read(r->mem, f, n, &r->form, v, &r->act.bad))
        return shown(r, fresh, f, n, v);
    in = (struct coping_input){ .stage = v[STAGE].text,
                                .last_on = v[LAST].date,
                                .words = v[WORDS].text };
    if (fresh) {
        in.person_id = v[PERSON].text;
        in.pattern = v[PATTERN].text;
        in.served = v[SERVED].text;
        in.replacement = v[REPLACEMENT].text;
        st = coping_add(&r->act, x.rows.case_id, &in);
    } else {
        in.pattern_id = v[OF].text;
        st = coping_look(&r->act, x.rows.case_id, &in);
    }
    if (st == RW_EINPUT)
        return shown(r, fresh, f, n, v);
    return st ? st : req_redirect(r, ready_path(r, &room, ""), "Recorded.");
}

static enum rw_status new_show(struct req *r)
{
    return form_show(r, true);
}

static enum rw_status new_save(struct req *r)
{
    return form_save(r, true);
}

static enum rw_status look_show(struct req *r)
{
    return form_show(r, false);
}

static enum rw_status look_save(struct req *r)
{
    return form_save(r, false);
}

static const struct route routes[] = {
    READY_ROUTE(METHOD_GET, "/coping", show, CAP_NOTE_READ, 0, "coping",
                "Ways of coping, and where each stands"),
    READY_ROUTE(METHOD_GET, "/coping/new", new_show, CAP_NOTE_WRITE, 0, "coping",
                "Form for a way of coping"),
    READY_ROUTE(METHOD_POST, "/coping/new", new_save, CAP_NOTE_WRITE, 0, "coping",
                "Record a way of coping"),
    READY_ROUTE(METHOD_GET, "/coping/look", look_show, CAP_NOTE_WRITE, 0, "coping",
                "Form for a further look at a way of coping"),
    READY_ROUTE(METHOD_POST, "/coping/look", look_save, CAP_NOTE_WRITE, 0, "coping",
                "Record a further look at a way of coping"),
};

PAGE_ROUTES(coping_routes, routes);
