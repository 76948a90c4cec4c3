/* checkpoint_override.c -- setting a criterion aside, or closing a warning sign, as its class asks;
 * and the second signature of another member. */
#include "app/consult.h"
#include "web/pages/checkpoint_parts.h"
#include "web/pages/consultation_form.h"

/* From NAME to SHEET: consultation_fields. */
enum { RATIONALE, UNTIL, DOCUMENT, NAME, LICENCE, HELD, WORDS, SHEET, PERSON, GATE, ASK, NFIELDS };

static const struct field override_form[NFIELDS] = {
    [RATIONALE] = { .name = "rationale",
                    .kind = FIELD_AREA,
                    .min = 1,
                    .max = 4000,
                    .rows = 3,
                    .required = true,
                    .label = "Why",
                    .hint = "One sentence is enough." },
    [UNTIL] = { .name = "until", .kind = FIELD_DATE, .label = "Until, that day included" },
    [DOCUMENT] = { .name = "document",
                   .kind = FIELD_CHOICE,
                   .required = true,
                   .label = "Document from outside",
                   .hint = "An order or an agency's finding, among the papers of this case.",
                   .none = "Please choose" },
    [PERSON] = { .name = "person", .kind = FIELD_HIDDEN, .max = 40 },
    [GATE] = { .name = "gate", .kind = FIELD_HIDDEN, .max = 40 },
    [ASK] = { .name = "ask", .kind = FIELD_HIDDEN, .max = 1 },
};

struct asking {
    struct checkpoint_place place;
    struct aside aside;
    struct str criterion; /* id or code of the path */
    bool ask; /* a colleague from outside is asked next; no consultation is recorded here */
    struct field *fields;
    size_t n, at[NFIELDS]; /* where each field of override_form stands in fields, plus 1 */
    struct value v[NFIELDS];
};

static bool is_second(const struct asking *c)
{
    return c->aside.override == OVERRIDE_DOCUMENT || c->aside.override == OVERRIDE_SECOND;
}

static void make_fields(struct req *r, struct asking *c)
{
    bool record = is_second(c) && r->act.app->solo && !c->ask;
    bool shown[NFIELDS] = { [RATIONALE] = true,
                            [UNTIL] = c->aside.criterion != NULL,
                            [DOCUMENT] =
                                c->aside.override == OVERRIDE_DOCUMENT && !c->aside.answered,
                            [NAME] = record,
                            [LICENCE] = record,
                            [HELD] = record,
                            [WORDS] = record,
                            [SHEET] = record,
                            [PERSON] = true,
                            [GATE] = true,
                            [ASK] = c->ask };
    struct field *all = form_copy(r->mem, override_form, NFIELDS);
    struct form_option *papers = checkpoint_paper_options(r, &c->place);
    int32_t days = c->place.rows.protocol->override_max_days;
    size_t i;

    consultation_fields(&all[NAME]);
    if (date_known(c->aside.since))
        all[DOCUMENT].hint = str_z(
            r->mem,
            str_fmt(r->mem,
                    "An order or an agency's finding, among the papers of this case, dated not "
                    "before %.*s.",
                    STR_ARG(date_words(r->mem, c->aside.since))));
    form_choices(all, NFIELDS, "document", papers, c->place.npapers);
    form_choices(all, NFIELDS, "second_sheet", papers, c->place.npapers);
    if (c->aside.override == OVERRIDE_SECOND) {
        all[UNTIL].required = true;
        all[UNTIL].hint =
            str_z(r->mem, str_fmt(r->mem, "Up to %.*s.",
                                  STR_ARG(date_words(r->mem, date_add(r->act.today, days)))));
    }
    c->fields = arena_array(r->mem, struct field, NFIELDS);
    for (i = 0; i < NFIELDS; i++)
        if (shown[i]) {
            c->fields[c->n] = all[i];
            c->at[i] = ++c->n;
        }
}

static struct value got(const struct asking *c, size_t field)
{
    return c->at[field] ? c->v[c->at[field] - 1] : (struct value){ .date = RW_NO_DATE };
}

static void prefill(struct asking *c, size_t field, struct value v)
{
    if (c->at[field])
        c->v[c->at[field] - 1] = v;
}

static enum rw_status load(struct req *r, struct asking *c)
{
    struct str person = r->method == METHOD_GET ? req_query(r, "person") : req_form(r, "person");
    enum rw_status st;

    *c = (struct asking){ .criterion = req_arg(r, "criterion") };
    c->ask = r->act.app->solo &&
             str_is(r->method == METHOD_GET ? req_query(r, "ask") : req_form(r, "ask"), "1");
    st = checkpoint_place(r, &c->place);
    if (!st)
        st = checkpoint_papers(r, &c->place);
    if (!st)
        st = checkpoint_aside(&r->act, &c->place.rows, c->place.child->id, c->criterion, person,
                              &c->aside);
    if (st)
        return st;
    make_fields(r, c);
    prefill(c, PERSON, value_text(person));
    prefill(c, GATE, value_text(req_query(r, "gate")));
    prefill(c, ASK, value_text(STR("1")));
    return RW_OK;
}

static struct str title_of(struct req *r, const struct aside *x)
{
    if (x->sign)
        return str_fmt(r->mem, "Close a warning sign: %.*s", STR_ARG(x->sign->title));
    return str_fmt(r->mem, "Set aside: %.*s", STR_ARG(x->criterion->title));
}

static struct str intro_of(struct req *r, const struct asking *c)
{
    struct str class_words =
        checkpoint_class_words(r, c->aside.answered ? OVERRIDE_SECOND : c->aside.override);

    if (!is_second(c))
        return str_fmt(r->mem, "This is %.*s.", STR_ARG(class_words));
    if (c->ask)
        return str_fmt(r->mem,
                       "This %.*s. Record it here; on the next page you put it before a colleague "
                       "who has an account for that. It counts once they have signed.",
                       STR_ARG(class_words));
    if (r->act.app->solo)
        return str_fmt(
            r->mem,
            "This %.*s. It counts %d hours after it is recorded, and is named in reports "
            "as one clinician with outside consultation.",
            STR_ARG(class_words), c->place.rows.protocol->consult_record_hours);
    return str_fmt(r->mem, "This %.*s. It counts once another licensed member has signed it too.",
                   STR_ARG(class_words));
}

/* Whoever may not, or what nobody can, gets the reason and no form. */
static struct str barred(const struct asking *c)
{
    if (c->aside.override == OVERRIDE_NEVER)
        return STR("This cannot be set aside, by anybody, in any role.");
    if (c->aside.override == OVERRIDE_HUMAN)
        return STR("This is itself a decision. Record the decision instead.");
    if (!c->aside.needed)
        return STR("This does not stand in the way; nothing is to be set aside.");
    if (c->aside.waits.p)
        return c->aside.waits;
    if (!c->place.rows.licensed)
        return STR("Only a licensed clinician can set this aside.");
    return STR_NULL;
}

static struct str back_path(struct req *r, const struct asking *c)
{
    const struct gate *g = checkpoint_from(r, c->place.rows.protocol, c->criterion);

    if (c->aside.sign)
        return page_case_path(r, "/signs");
    if (!g)
        return checkpoint_path(r, c->place.child, "/checkpoints");
    return checkpoint_gate_path(r, c->place.child, g->id, c->criterion);
}

/* In a practice of one there are two ways to a second view. */
static void fill_ways(struct req *r, const struct asking *c, struct detail_view *v)
{
    struct link_view *way = arena_new(r->mem, struct link_view);

    if (!is_second(c) || !r->act.app->solo)
        return;
    *way = (struct link_view){
        .href = str_fmt(r->mem, "%.*s?person=%.*s&gate=%.*s%s", STR_ARG(r->path),
                        STR_ARG(got(c, PERSON).text), STR_ARG(got(c, GATE).text),
                        c->ask ? "" : "&ask=1"),
        .label = c->ask ? STR("Record a consultation instead")
                        : STR("Ask a colleague with an account instead"),
    };
    v->tools = way;
    v->ntools = 1;
}

static enum rw_status show(struct req *r, const struct asking *c)
{
    struct str no = barred(c);
    struct detail_view v = { .title = title_of(r, &c->aside),
                             .has_form = !no.p,
                             .form_title = STR("Reasons and signatures") };
    struct form_page page = {
        .title = v.title,
        .fields = c->fields,
        .n = c->n,
        .state = { .values = c->v, .problems = &r->act.bad },
        .action =
            page_path(r, "/cases/%.*s/children/%.*s/set-aside/%.*s", STR_ARG(c->place.rows.case_id),
                      STR_ARG(c->place.child->id), STR_ARG(c->criterion)),
        .submit = STR("Record"),
        .cancel = back_path(r, c),
    };
    struct fact_view facts[] = {
        { .label = STR("Child"),
          .value = c->aside.whole
                       ? STR("every child for whom it is open; one step closes it for all")
                       : c->place.child->name },
        { .label = STR("About"), .value = c->aside.adult ? c->aside.adult->name : STR_NULL },
    };

    page_shell(r, v.title, "cases", &v.shell);
    checkpoint_crumbs(
        r, c->place.child,
        c->aside.sign ? NULL : checkpoint_from(r, c->place.rows.protocol, c->criterion), &v.crumbs);
    v.sub = no.p ? no : intro_of(r, c);
    if (!no.p)
        fill_ways(r, c, &v);
    v.facts = (struct facts_view){ .rows = facts, .nrows = c->aside.adult ? 2 : 1 };
    form_body_view(r->mem, &page, r->csrf, &v.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &v);
    return RW_OK;
}

static enum rw_status aside_new(struct req *r)
{
    struct asking c;
    enum rw_status st = load(r, &c);

    return st ? st : show(r, &c);
}

static enum rw_status aside_create(struct req *r)
{
    struct override_input in;
    struct asking c;
    struct str id;
    enum rw_status st = load(r, &c);

    if (st)
        return st;
    if (!form_read(r->mem, c.fields, c.n, &r->form, c.v, &r->act.bad))
        return show(r, &c);
    in = (struct override_input){
        .criterion = c.criterion,
        .child_id = c.place.child->id,
        .person_id = got(&c, PERSON).text,
        .rationale = got(&c, RATIONALE).text,
        .until = got(&c, UNTIL).date,
        .document_id = got(&c, DOCUMENT).text,
        .second_form = c.at[NAME]               ? STR("record")
                       : c.ask && is_second(&c) ? STR("account")
                                                : STR_NULL,
        .second_name = got(&c, NAME).text,
        .second_licence = got(&c, LICENCE).text,
        .second_on = got(&c, HELD).date,
        .second_words = got(&c, WORDS).text,
        .second_sheet = got(&c, SHEET).text,
    };
    st = checkpoint_override_add(&r->act, c.place.rows.case_id, &in, &id);
    if (st == RW_EINPUT)
        return show(r, &c);
    if (!st && c.ask && is_second(&c))
        return req_redirect(r,
                            page_path(r, "/cases/%.*s/overrides/%.*s/ask",
                                      STR_ARG(c.place.rows.case_id), STR_ARG(id)),
                            "Recorded. Now choose whom you ask.");
    return st ? st
              : req_redirect(r, back_path(r, &c),
                             !is_second(&c)     ? "Set aside."
                             : r->act.app->solo ? "Recorded. It counts after the waiting time."
                                                : "Recorded. It waits for a second signature.");
}

/* ---- the second signature ---- */

enum { SECOND_WORDS, NSECOND };

static const struct field second_form[NSECOND] = {
    [SECOND_WORDS] = { .name = "words",
                       .kind = FIELD_AREA,
                       .min = 1,
                       .max = 4000,
                       .rows = 3,
                       .required = true,
                       .label = "Your view",
                       .hint = "One sentence is enough. Your name goes under it." },
};

struct seconding {
    struct checkpoint_place place; /* its child is NULL for a criterion of the case */
    const struct criterion_override_row *row;
    struct consult_request_row *asked; /* outside colleagues, of the whole case */
    size_t nasked;
};

static enum rw_status load_second(struct req *r, struct seconding *s)
{
    size_t i;
    enum rw_status st;

    *s = (struct seconding){ 0 };
    st = case_rows_load(&r->act, req_arg(r, "case"), &s->place.rows);
    if (st)
        return st;
    for (i = 0; i < s->place.rows.noverrides; i++)
        if (str_eq(s->place.rows.overrides[i].id, req_arg(r, "override")))
            s->row = &s->place.rows.overrides[i];
    if (!s->row || !s->place.rows.protocol)
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "nothing of that id was set aside");
    s->place.child = case_child(&s->place.rows, s->row->child_id);
    st = consult_list(&r->act, s->row->case_id, &s->asked, &s->nasked);
    return st ? st : checkpoint_papers(r, &s->place);
}

static struct str what_of(struct req *r, const struct seconding *s)
{
    const struct criterion *c = protocol_criterion(s->place.rows.protocol, s->row->criterion);
    const struct sign_kind *k = protocol_sign(s->place.rows.protocol, s->row->criterion);

    return c ? c->title : k ? checkpoint_sign_title(r, k) : STR("not recorded yet");
}

static bool takes_two(const struct seconding *s)
{
    const struct criterion *c = protocol_criterion(s->place.rows.protocol, s->row->criterion);
    const struct sign_kind *k = protocol_sign(s->place.rows.protocol, s->row->criterion);
    enum override_class class = c ? c->override : k ? k->closing : OVERRIDE_NEVER;

    return class == OVERRIDE_DOCUMENT || class == OVERRIDE_SECOND;
}

static void fill_second(struct req *r, const struct criterion_override_row *o,
                        struct fact_view *rows, size_t *n)
{
    struct str who = str_join(r->mem, o->second_name, STR(", "), o->second_licence);

    rows[(*n)++] = (struct fact_view){
        .label = str_is(o->second_form, "member") ? STR("Second signature")
                                                  : STR("Outside consultation"),
        .value = str_join(r->mem, who, STR(", "),
                          str_is(o->second_form, "record") ? page_date(r, o->second_utc)
                                                           : page_when(r, o->second_utc)),
    };
}

static void fill_facts(struct req *r, const struct seconding *s, struct facts_view *v)
{
    const struct criterion_override_row *o = s->row;
    struct fact_view *rows = arena_array(r->mem, struct fact_view, 8);
    struct link_view paper = { 0 };
    size_t n = 0;

    rows[n++] = (struct fact_view){ .label = STR("What"), .value = what_of(r, s) };
    if (s->place.child)
        rows[n++] = (struct fact_view){ .label = STR("Child"), .value = s->place.child->name };
    if (o->person_id.p)
        rows[n++] = (struct fact_view){ .label = STR("About"),
                                        .value = case_person_words(&r->act, &s->place.rows,
                                                                   o->person_id, o->child_id) };
    rows[n++] = (struct fact_view){
        .label = STR("Asked for by"),
        .value = str_join(r->mem, o->recorded_name, STR(", "), page_when(r, o->recorded_utc)),
    };
    if (o->until_on.p)
        rows[n++] = (struct fact_view){ .label = STR("Until"), .value = page_date(r, o->until_on) };
    if (o->document_id.p && checkpoint_evidence(r, &s->place, &o->document_id, 1, &paper))
        rows[n++] = (struct fact_view){ .label = STR("Document from outside"),
                                        .value = paper.label,
                                        .href = paper.href };
    if (!str_is(o->second_form, "none"))
        fill_second(r, o, rows, &n);
    if (o->second_sheet.p && checkpoint_evidence(r, &s->place, &o->second_sheet, 1, &paper))
        rows[n++] = (struct fact_view){ .label = STR("Signed sheet"),
                                        .value = paper.label,
                                        .href = paper.href };
    *v = (struct facts_view){ .rows = rows, .nrows = n };
}

static struct str second_barred(struct req *r, const struct seconding *s)
{
    if (!str_is(s->row->second_form, "none"))
        return STR("Both names stand under it.");
    if (!takes_two(s))
        return STR("The treating clinician's decision; it needs no second signature.");
    if (r->act.app->solo)
        return STR("In a practice of one the second view comes from outside.");
    if (str_eq(s->row->recorded_by, r->act.viewer.account_id))
        return STR("It waits for a second signature. That comes from somebody else.");
    if (!s->place.rows.licensed)
        return STR("Only a licensed clinician can sign as second.");
    return STR_NULL;
}

static struct str after_second(struct req *r, const struct seconding *s)
{
    if (protocol_sign(s->place.rows.protocol, s->row->criterion))
        return page_case_path(r, "/signs");
    return s->place.child ? checkpoint_path(r, s->place.child, "/checkpoints")
                          : page_case_path(r, "");
}

/* Alone, one asks outside. */
static void fill_ask(struct req *r, const struct seconding *s, struct detail_view *v)
{
    struct link_view *ask = arena_new(r->mem, struct link_view);

    if (!r->act.app->solo || !str_is(s->row->second_form, "none") || !takes_two(s) ||
        !act_allows(&r->act, CAP_DECIDE, CLASS_S, false))
        return;
    *ask = (struct link_view){ .href = page_path(r, "/cases/%.*s/overrides/%.*s/ask",
                                                 STR_ARG(s->row->case_id), STR_ARG(s->row->id)),
                               .label = STR("Ask an outside colleague") };
    v->tools = ask;
    v->ntools = 1;
}

/* Why, what colleagues answered who did not agree, and the second view. */
static void fill_words(struct req *r, const struct seconding *s, struct texts_view *v)
{
    struct text_part_view *parts = arena_array(r->mem, struct text_part_view, s->nasked + 2);
    size_t i;

    parts[v->nrows++] = (struct text_part_view){ .label = STR("Why"), .text = s->row->rationale };
    for (i = 0; i < s->nasked; i++)
        if (str_eq(s->asked[i].object_id, s->row->id) &&
            str_is(s->asked[i].ended_form, "disagreed"))
            parts[v->nrows++] = (struct text_part_view){
                .label = str_join(r->mem, s->asked[i].account_name, STR(" "),
                                  consult_state_words(&r->act, &s->asked[i])),
                .text = s->asked[i].view,
            };
    if (s->row->second_words.len)
        parts[v->nrows++] = (struct text_part_view){ .label = STR("The second view"),
                                                     .text = s->row->second_words };
    v->rows = parts;
}

static enum rw_status show_second(struct req *r, const struct seconding *s, const struct value *val)
{
    struct str no = second_barred(r, s);
    struct detail_view v = { .title = no.p ? STR("What was set aside") : STR("Second signature"),
                             .sub = no,
                             .has_form = !no.p,
                             .form_title = STR("Sign as second") };
    struct form_page page = {
        .title = v.title,
        .fields = second_form,
        .n = NSECOND,
        .state = { .values = val, .problems = &r->act.bad },
        .action = page_path(r, "/cases/%.*s/overrides/%.*s/second", STR_ARG(s->row->case_id),
                            STR_ARG(s->row->id)),
        .submit = STR("Sign as second"),
        .cancel = after_second(r, s),
    };

    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    fill_facts(r, s, &v.facts);
    fill_ask(r, s, &v);
    fill_words(r, s, &v.parts);
    form_body_view(r->mem, &page, r->csrf, &v.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &v);
    return RW_OK;
}

static enum rw_status second_new(struct req *r)
{
    struct value v[NSECOND] = { 0 };
    struct seconding s;
    enum rw_status st = load_second(r, &s);

    return st ? st : show_second(r, &s, v);
}

static enum rw_status second_sign(struct req *r)
{
    struct value v[NSECOND] = { 0 };
    struct seconding s;
    enum rw_status st = load_second(r, &s);

    if (st)
        return st;
    if (!form_read(r->mem, second_form, NSECOND, &r->form, v, &r->act.bad))
        return show_second(r, &s, v);
    st = checkpoint_second(&r->act, s.row->case_id, s.row->id, v[SECOND_WORDS].text);
    if (st == RW_ECONFLICT)
        problem_add(&r->act.bad, "", STR("It has its second signature already."));
    if (st == RW_EINPUT || st == RW_ECONFLICT)
        return show_second(r, &s, v);
    return st ? st : req_redirect(r, after_second(r, &s), "Signed as second.");
}

#define ASIDE "/cases/:case/children/:child/set-aside/:criterion"
#define SECOND "/cases/:case/overrides/:override/second"

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, ASIDE, aside_new, CAP_DECIDE, 0, "criterion",
               "Form for setting a criterion aside or closing a warning sign"),
    CASE_ROUTE(METHOD_POST, ASIDE, aside_create, CAP_DECIDE, 0, "criterion",
               "Set a criterion aside or close a warning sign"),
    CASE_ROUTE(METHOD_GET, SECOND, second_new, CAP_CHECKPOINT_RECORD, 0, "override",
               "What was set aside, and by whose signatures"),
    CASE_ROUTE(METHOD_POST, SECOND, second_sign, CAP_CHECKPOINT_RECORD, ROUTE_REAUTH, "override",
               "Sign as second"),
};

PAGE_ROUTES(checkpoint_override_routes, routes);
