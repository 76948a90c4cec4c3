/* allegation.c -- what somebody reported, as it came; and what was made of it. */
#include "web/pages/safety_parts.h"

enum { FROM, FROM_OTHER, ABOUT, CHILD, ON, WORDS, NFIELDS };

static const struct field new_form[NFIELDS] = {
    [FROM] = { .name = "from",
               .kind = FIELD_CHOICE,
               .label = "From whom",
               .none = "somebody else" },
    [FROM_OTHER] = { .name = "from_other",
                     .kind = FIELD_TEXT,
                     .max = 200,
                     .label = "Who, where it was somebody else" },
    [ABOUT] = { .name = "about", .kind = FIELD_CHOICE, .label = "About whom", .none = "not known" },
    [CHILD] = { .name = "child",
                .kind = FIELD_CHOICE,
                .label = "Which child it concerns",
                .none = "every child" },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Reported on" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .max = 8000,
                .rows = 6,
                .required = true,
                .label = "What was said",
                .hint = "As it was said, without what anybody thinks of it." },
};

static struct field *new_fields(struct req *r, const struct case_rows *c)
{
    struct field *f = form_copy(r->mem, new_form, NFIELDS);
    struct form_option *o;
    size_t n;

    o = safety_people(r, c, &n);
    form_choices(f, NFIELDS, "from", o, n);
    form_choices(f, NFIELDS, "about", o, n);
    o = safety_children(r, c, &n);
    form_choices(f, NFIELDS, "child", o, n);
    return f;
}

static enum rw_status new_page(struct req *r, struct field *f, const struct value *v)
{
    return safety_form_page(
        r, &(struct safety_page){
               .title = STR("Something was reported"),
               .intro = STR("Written down first, judged later: within two business days, with a "
                            "colleague. Contact with whom it is about waits until then. If there "
                            "is reasonable cause to suspect harm, report it "
                            "now; reporting never waits for this page."),
               .fields = f,
               .n = NFIELDS,
               .values = v,
               .action = safety_path(r, "/allegations/new"),
               .submit = STR("Record") });
}

static enum rw_status allegation_new(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct case_rows c;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    v[ON] = value_date(r->mem, r->act.today);
    return new_page(r, new_fields(r, &c), v);
}

static struct str allegation_path(struct req *r, struct str id)
{
    return page_path(r, "/cases/%.*s/safety/allegations/%.*s", STR_ARG(req_arg(r, "case")),
                     STR_ARG(id));
}

static enum rw_status allegation_create(struct req *r)
{
    struct allegation_input in;
    struct value v[NFIELDS];
    struct case_rows c;
    struct field *f;
    struct str id;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    f = new_fields(r, &c);
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return new_page(r, f, v);
    in = (struct allegation_input){ .from_person = v[FROM].text,
                                    .from_other = v[FROM_OTHER].text,
                                    .about_person = v[ABOUT].text,
                                    .child_id = v[CHILD].text,
                                    .on = v[ON].date,
                                    .words = v[WORDS].text };
    st = allegation_add(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return new_page(r, f, v);
    return st ? st : req_redirect(r, allegation_path(r, id), "Recorded.");
}

/* ---- one of them, and what was made of it ---- */

enum { OUTCOME, REASONS, WHOSE, SAME_AS, CONSULTED_ON, CONSULTED, CONSULT_WORDS, NTRIAGE };

static const struct form_option outcomes[] = {
    { "concern", "Reasonable cause: a concern about a child opens now, and its clock is yours" },
    { "same_facts", "The same facts were looked into already" },
    { "monitored", "Not enough; it is watched" },
};

#define SET_CONSULT "Consultation, within two business days"

static const struct field triage_form[NTRIAGE] = {
    [OUTCOME] = { .name = "outcome",
                  .kind = FIELD_RADIO,
                  .required = true,
                  .label = "What it is",
                  .choices = outcomes,
                  .nchoices = FORM_N(outcomes) },
    [REASONS] = { .name = "reasons",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 4,
                  .required = true,
                  .label = "Why" },
    [WHOSE] = { .name = "child",
                .kind = FIELD_CHOICE,
                .label = "Whom a concern is about",
                .none = "the child that the report names" },
    [SAME_AS] = { .name = "same_as",
                  .kind = FIELD_CHOICE,
                  .label = "Which report it repeats",
                  .none = "none" },
    [CONSULTED_ON] = { .name = "consulted_on",
                       .kind = FIELD_DATE,
                       .set = SET_CONSULT,
                       .label = "Consulted on",
                       .hint = "May come later; then record it here once more." },
    [CONSULTED] = { .name = "consulted",
                    .kind = FIELD_TEXT,
                    .max = 200,
                    .set = SET_CONSULT,
                    .label = "With whom, and their licence" },
    [CONSULT_WORDS] = { .name = "consult_words",
                        .kind = FIELD_AREA,
                        .max = 4000,
                        .rows = 3,
                        .set = SET_CONSULT,
                        .label = "Their view, in their words" },
};

struct triage {
    struct safety_overview o;
    const struct allegation_row *row;
    struct field *fields;
};

static struct str report_words(struct req *r, const struct safety_overview *o,
                               const struct allegation_row *x)
{
    return str_fmt(
        r->mem, "Reported by %.*s, %.*s",
        STR_ARG(x->from_person.p ? safety_name(r, &o->rows, x->from_person) : x->from_other),
        STR_ARG(page_date(r, x->received_on)));
}

static enum rw_status triage_load(struct req *r, struct triage *t)
{
    struct form_option *others;
    size_t n = 0, i;
    enum rw_status st = safety_overview(&r->act, req_arg(r, "case"), &t->o);

    if (st)
        return st;
    others = arena_array(r->mem, struct form_option, t->o.nallegations + 1);
    for (i = 0; i < t->o.nallegations; i++) {
        const struct allegation_row *x = &t->o.allegations[i];

        if (str_eq(x->id, req_arg(r, "allegation")))
            t->row = x;
        else
            others[n++] = (struct form_option){ str_z(r->mem, x->id),
                                                str_z(r->mem, report_words(r, &t->o, x)) };
    }
    if (!t->row)
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such report");
    t->fields = form_copy(r->mem, triage_form, NTRIAGE);
    form_choices(t->fields, NTRIAGE, "same_as", others, n);
    others = safety_children(r, &t->o.rows, &n);
    form_choices(t->fields, NTRIAGE, "child", others, n);
    return RW_OK;
}

static struct str outcome_words(struct str code)
{
    size_t i;

    for (i = 0; i < FORM_N(outcomes); i++)
        if (str_is(code, outcomes[i].value))
            return str_of(outcomes[i].label);
    return STR_NULL;
}

/* Its words, then what was made of it each time. */
static void triage_parts(struct req *r, const struct triage *t, struct texts_view *v)
{
    struct text_part_view *p = arena_array(r->mem, struct text_part_view, 2 * t->o.ntriages + 1);
    size_t n = 0, i;

    p[n++] = (struct text_part_view){ .label = STR("What was said"), .text = t->row->words };
    for (i = 0; i < t->o.ntriages; i++) {
        const struct allegation_triage_row *x = &t->o.triages[i];

        if (!str_eq(x->allegation_id, t->row->id))
            continue;
        p[n++] = (struct text_part_view){
            .label = str_fmt(r->mem, "%.*s (%.*s, %.*s)",
                             STR_ARG(x->outcome.p ? outcome_words(x->outcome) : STR("Looked at")),
                             STR_ARG(x->recorded_name), STR_ARG(page_when(r, x->recorded_utc))),
            .text = x->reasons,
        };
        if (x->consulted_on.p)
            p[n++] = (struct text_part_view){
                .label = str_fmt(r->mem, "Consulted %.*s, %.*s", STR_ARG(x->consulted),
                                 STR_ARG(page_date(r, x->consulted_on))),
                .text = x->consult_words,
            };
    }
    v->rows = p;
    v->nrows = n;
}

static void triage_facts(struct req *r, const struct triage *t, struct facts_view *v)
{
    struct fact_view *f = arena_array(r->mem, struct fact_view, 4);
    const struct case_rows *c = &t->o.rows;
    const struct allegation_row *x = t->row;

    f[0] = (struct fact_view){ .label = STR("About"),
                               .value = x->about_person.p ? safety_name(r, c, x->about_person)
                                                          : STR("not known") };
    f[1] = (struct fact_view){ .label = STR("Child"),
                               .value = x->child_id.p ? safety_name(r, c, x->child_id)
                                                      : STR("every child") };
    f[2] = (struct fact_view){ .label = STR("Written down by"), .value = x->recorded_name };
    f[3] = (struct fact_view){ .label = STR("To be looked at, with a colleague, by"),
                               .value =
                                   page_date(r, date_iso(r->mem, safety_triage_due(&r->act, x))) };
    v->rows = f;
    v->nrows = 4;
}

static enum rw_status triage_page(struct req *r, const struct triage *t, const struct value *values)
{
    struct detail_view v = { .title = report_words(r, &t->o, t->row),
                             .sub =
                                 STR("What is reported is no finding. Contact waits until it was "
                                     "looked at. Each parent and the child are asked about "
                                     "safety anew, unless it repeats what was looked into.") };
    struct form_page f = { .fields = t->fields,
                           .n = NTRIAGE,
                           .state = { .values = values, .problems = &r->act.bad },
                           .action = allegation_path(r, t->row->id),
                           .submit = STR("Record"),
                           .cancel = safety_path(r, "") };

    page_shell(r, v.title, "cases", &v.shell);
    safety_crumbs(r, &v.crumbs);
    triage_facts(r, t, &v.facts);
    triage_parts(r, t, &v.parts);
    if (act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false)) {
        v.has_form = true;
        v.form_title = STR("What is made of it");
        form_body_view(r->mem, &f, r->csrf, &v.body);
    }
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &v);
    return RW_OK;
}

static enum rw_status allegation_show(struct req *r)
{
    struct value v[NTRIAGE] = { 0 };
    struct triage t = { 0 };
    enum rw_status st = triage_load(r, &t);

    return st ? st : triage_page(r, &t, v);
}

static enum rw_status triage_save(struct req *r)
{
    struct value v[NTRIAGE];
    struct triage_input in;
    struct triage t = { 0 };
    struct str concern;
    enum rw_status st = triage_load(r, &t);

    if (st)
        return st;
    if (!form_read(r->mem, t.fields, NTRIAGE, &r->form, v, &r->act.bad))
        return triage_page(r, &t, v);
    in = (struct triage_input){ .allegation_id = t.row->id,
                                .outcome = v[OUTCOME].text,
                                .reasons = v[REASONS].text,
                                .child_id = v[WHOSE].text,
                                .same_as = v[SAME_AS].text,
                                .consulted_on = v[CONSULTED_ON].date,
                                .consulted = v[CONSULTED].text,
                                .consult_words = v[CONSULT_WORDS].text };
    st = allegation_triage_add(&r->act, req_arg(r, "case"), &in, &concern);
    if (st == RW_EINPUT)
        return triage_page(r, &t, v);
    if (!st && concern.len)
        return req_redirect(r,
                            page_path(r, "/cases/%.*s/concerns/%.*s", STR_ARG(req_arg(r, "case")),
                                      STR_ARG(concern)),
                            "The concern is open, and contact is stopped.");
    return st ? st : req_redirect(r, allegation_path(r, t.row->id), "Recorded.");
}

#define WHAT "allegation"

static const struct route routes[] = {
    SAFETY_ROUTE(METHOD_GET, "/allegations/new", allegation_new, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Form for what somebody reported"),
    SAFETY_ROUTE(METHOD_POST, "/allegations/new", allegation_create, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Record what somebody reported"),
    SAFETY_ROUTE(METHOD_GET, "/allegations/:allegation", allegation_show, CAP_CHECKPOINT_READ, 0,
                 WHAT, "What was reported, and what was made of it"),
    SAFETY_ROUTE(METHOD_POST, "/allegations/:allegation", triage_save, CAP_CHECKPOINT_RECORD, 0,
                 WHAT, "Record what was made of it"),
};

PAGE_ROUTES(allegation_routes, routes);
