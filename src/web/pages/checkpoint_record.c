/* checkpoint_record.c -- the form for one plain record of a criterion. */
#include "app/criterion_tool.h"
#include "web/pages/checkpoint_parts.h"

#include <string.h>

#define NOBODY "none"

enum { PERSON, RESULT, NUMBER, ON, STATEMENT, PAPERS, EVERY, GATE, NFIELDS };

static const struct field record_form[NFIELDS] = {
    [PERSON] = { .name = "person",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "Whom it is about",
                 .none = "Please choose" },
    [RESULT] = { .name = "result",
                 .kind = FIELD_RADIO,
                 .required = true,
                 .label = "How it stands" },
    [NUMBER] = { .name = "number", .kind = FIELD_I64, .label = "Number" },
    [ON] = { .name = "on",
             .kind = FIELD_DATE,
             .required = true,
             .label = "On which day it was so" },
    [STATEMENT] = { .name = "statement",
                    .kind = FIELD_AREA,
                    .min = 1,
                    .max = 4000,
                    .rows = 3,
                    .required = true,
                    .label = "In one sentence",
                    .hint = "What it rests on. Where it does not apply: why." },
    [PAPERS] = { .name = "papers", .kind = FIELD_MULTI, .label = "Papers that show it" },
    [EVERY] = { .name = "every",
                .kind = FIELD_CHECK,
                .label = "It holds for every child of this family" },
    [GATE] = { .name = "gate", .kind = FIELD_HIDDEN, .max = 40 },
};

/* One form as this criterion, this child and this case need it. */
struct recording {
    struct checkpoint_place place;
    const struct criterion *criterion;
    const struct fact_adult *adults;
    size_t nadults;
    bool missing; /* nobody is recorded at one of the sides that it asks about */
    struct field *fields;
    size_t n;
    struct value v[NFIELDS];
};

static size_t children_of(const struct case_rows *rows)
{
    size_t n = 0, i;

    for (i = 0; i < rows->npeople; i++)
        n += str_is(rows->people[i].kind, "child");
    return n;
}

static struct str adult_name(const struct recording *c, struct str id)
{
    size_t i;

    for (i = 0; i < c->nadults; i++)
        if (str_eq(c->adults[i].id, id))
            return c->adults[i].name;
    return STR_NULL;
}

/* Each answer in the protocol's own words for it. */
static struct form_option *answers(struct req *r, const struct recording *c, size_t *n)
{
    const struct criterion *k = c->criterion;
    const struct protocol *p = c->place.rows.protocol;
    struct form_option *o = arena_array(r->mem, struct form_option, 4);
    struct str child = c->place.child->name;
    struct str person =
        adult_name(c, req_query(r, "person").p ? req_query(r, "person") : req_form(r, "person"));

    *n = 0;
    if (criterion_asks(k).ask == ASK_NUMBER) {
        o[(*n)++] = (struct form_option){ "number", "The number below" };
    } else {
        struct str yes = checkpoint_sentence(r, p, k->met, child, person);
        struct str no = checkpoint_sentence(r, p, k->not_met, child, person);

        o[(*n)++] = (struct form_option){ "yes", str_z(r->mem, yes) };
        o[(*n)++] = (struct form_option){ "no", str_z(r->mem, no) };
    }
    if (k->may_be_na || c->missing)
        o[(*n)++] = (struct form_option){ "na", "It does not apply here" };
    return o;
}

static struct form_option *adult_options(struct req *r, const struct recording *c, size_t *n)
{
    struct form_option *o = arena_array(r->mem, struct form_option, c->nadults + 2);
    size_t i;

    for (i = 0; i < c->nadults; i++)
        o[i] = (struct form_option){ str_z(r->mem, c->adults[i].id),
                                     str_z(r->mem, c->adults[i].name) };
    if (c->missing)
        o[i++] = (struct form_option){ NOBODY, "Nobody: there is no such adult" };
    *n = i;
    return o;
}

static void make_fields(struct req *r, struct recording *c)
{
    bool adult = c->criterion->per >= PER_PARENT_EACH;
    bool shown[NFIELDS] = { [PERSON] = adult,
                            [RESULT] = true,
                            [NUMBER] = criterion_asks(c->criterion).ask == ASK_NUMBER,
                            [ON] = true,
                            [STATEMENT] = true,
                            [PAPERS] = c->place.npapers > 0,
                            [EVERY] = adult && children_of(&c->place.rows) > 1,
                            [GATE] = true };
    struct field *all = form_copy(r->mem, record_form, NFIELDS);
    struct form_option *o;
    size_t i, n;

    o = answers(r, c, &n);
    form_choices(all, NFIELDS, "result", o, n);
    o = adult_options(r, c, &n);
    form_choices(all, NFIELDS, "person", o, n);
    form_choices(all, NFIELDS, "papers", checkpoint_paper_options(r, &c->place), c->place.npapers);
    c->fields = arena_array(r->mem, struct field, NFIELDS);
    for (i = 0; i < NFIELDS; i++)
        if (shown[i])
            c->fields[c->n++] = all[i];
}

static enum rw_status load(struct req *r, struct recording *c)
{
    enum rw_status st;

    *c = (struct recording){ 0 };
    st = checkpoint_place(r, &c->place);
    if (!st)
        st = checkpoint_papers(r, &c->place);
    if (st)
        return st;
    c->criterion = protocol_criterion(c->place.rows.protocol, req_arg(r, "criterion"));
    if (!c->criterion || criterion_tool_of(c->criterion->id) ||
        criterion_asks(c->criterion).ask == ASK_NOTHING)
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "no criterion with a record of its own");
    if (c->criterion->per >= PER_PARENT_EACH) {
        c->nadults =
            case_adults(&r->act, &c->place.rows, c->place.child->id, c->criterion->per, &c->adults);
        c->missing =
            case_side_missing(&r->act, &c->place.rows, c->place.child->id, c->criterion->per);
    }
    make_fields(r, c);
    return RW_OK;
}

static void prefill(struct recording *c, const char *name, struct value v)
{
    size_t i;

    for (i = 0; i < c->n; i++)
        if (strcmp(c->fields[i].name, name) == 0)
            c->v[i] = v;
}

static const struct value *given(const struct recording *c, const char *name)
{
    static const struct value none = { .date = { INT32_MIN } };
    size_t i;

    for (i = 0; i < c->n; i++)
        if (strcmp(c->fields[i].name, name) == 0)
            return &c->v[i];
    return &none;
}

static struct str answer_word(struct str result)
{
    return str_is(result, "yes")  ? STR("yes")
           : str_is(result, "no") ? STR("no")
           : str_is(result, "na") ? STR("does not apply")
                                  : STR("a number");
}

/* What was recorded before, newest first: nothing of it is ever changed. */
static void fill_earlier(struct req *r, const struct recording *c, struct texts_view *v)
{
    const struct case_rows *rows = &c->place.rows;
    struct text_part_view *parts = arena_array(r->mem, struct text_part_view, rows->nrecords + 1);
    struct str name = criterion_asks(c->criterion).name;
    size_t i;

    *v = (struct texts_view){ .rows = parts };
    for (i = rows->nrecords; i > 0; i--) {
        const struct criterion_record_row *x = &rows->records[i - 1];
        struct str who = adult_name(c, x->person_id);

        if (!str_eq(x->criterion, name) ||
            (x->child_id.p && !str_eq(x->child_id, c->place.child->id)) ||
            (x->person_id.p && !who.p))
            continue;
        parts[v->nrows++] = (struct text_part_view){
            .label = str_fmt(r->mem, "%.*s: %.*s%s%.*s, by %.*s",
                             STR_ARG(page_date(r, x->occurred_on)), STR_ARG(answer_word(x->result)),
                             who.p ? ", " : "", STR_ARG(who), STR_ARG(x->recorded_name)),
            .text = x->statement,
        };
    }
}

static enum rw_status show(struct req *r, const struct recording *c)
{
    const struct gate *g = checkpoint_from(r, c->place.rows.protocol, c->criterion->id);
    struct detail_view v = { .title = c->criterion->title, .has_form = true };
    struct form_page page = {
        .title = v.title,
        .fields = c->fields,
        .n = c->n,
        .state = { .values = c->v, .problems = &r->act.bad },
        .action =
            page_path(r, "/cases/%.*s/children/%.*s/record/%.*s", STR_ARG(c->place.rows.case_id),
                      STR_ARG(c->place.child->id), STR_ARG(c->criterion->id)),
        .submit = STR("Record"),
    };

    page_shell(r, v.title, "cases", &v.shell);
    checkpoint_crumbs(r, c->place.child, g, &v.crumbs);
    v.sub = c->criterion->help;
    v.form_title = c->criterion->per == PER_CASE
                       ? STR("Record it for the family")
                       : str_fmt(r->mem, "Record it for %.*s", STR_ARG(c->place.child->name));
    fill_earlier(r, c, &v.parts);
    if (g)
        page.cancel = checkpoint_gate_path(r, c->place.child, g->id, c->criterion->id);
    form_body_view(r->mem, &page, r->csrf, &v.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &v);
    return RW_OK;
}

static enum rw_status record_new(struct req *r)
{
    struct recording c;
    enum rw_status st = load(r, &c);

    if (st)
        return st;
    if (c.nadults == 1 && !c.missing)
        prefill(&c, "person", value_text(c.adults[0].id));
    else if (c.nadults || c.missing)
        prefill(&c, "person", value_text(req_query(r, "person")));
    if (c.missing && str_is(req_query(r, "person"), NOBODY))
        prefill(&c, "result", value_text(STR("na")));
    if (criterion_asks(c.criterion).ask == ASK_NUMBER)
        prefill(&c, "result", value_text(STR("number")));
    prefill(&c, "on", value_date(r->mem, r->act.today));
    prefill(&c, "gate", value_text(req_query(r, "gate")));
    return show(r, &c);
}

static enum rw_status record_create(struct req *r)
{
    struct record_input in;
    const struct gate *g;
    struct recording c;
    enum rw_status st = load(r, &c);

    if (st)
        return st;
    if (!form_read(r->mem, c.fields, c.n, &r->form, c.v, &r->act.bad))
        return show(r, &c);
    in = (struct record_input){
        .criterion = c.criterion->id,
        .child_id = given(&c, "every")->num ? STR_NULL : c.place.child->id,
        .person_id =
            str_is(given(&c, "person")->text, NOBODY) ? STR_NULL : given(&c, "person")->text,
        .result = given(&c, "result")->text,
        .number = given(&c, "number")->given ? given(&c, "number")->num : DB_NULL_I64,
        .on = given(&c, "on")->date,
        .statement = given(&c, "statement")->text,
        .documents = given(&c, "papers")->many,
        .ndocuments = given(&c, "papers")->nmany,
    };
    st = checkpoint_record(&r->act, c.place.rows.case_id, &in);
    if (st == RW_EINPUT)
        return show(r, &c);
    g = checkpoint_from(r, c.place.rows.protocol, c.criterion->id);
    if (st)
        return st;
    return req_redirect(r,
                        g ? checkpoint_gate_path(r, c.place.child, g->id, c.criterion->id)
                          : checkpoint_path(r, c.place.child, "/checkpoints"),
                        "Recorded.");
}

#define RECORD "/cases/:case/children/:child/record/:criterion"

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, RECORD, record_new, CAP_CHECKPOINT_RECORD, 0, "criterion",
               "Form for a record of one criterion"),
    CASE_ROUTE(METHOD_POST, RECORD, record_create, CAP_CHECKPOINT_RECORD, 0, "criterion",
               "Record how one criterion stands"),
};

PAGE_ROUTES(checkpoint_record_routes, routes);
