/* court_notice.c -- what the court must be told or asked: written down, sent, answered. */
#include "app/court_notice.h"

#include "app/case_people.h"
#include "web/pages/court_parts.h"

enum { KIND, CHILD, WORDS, NFIELDS };

static const struct form_option kind_options[] = {
    { "clarification", "Ask: the order can be read in two ways" },
    { "conflict", "Tell: contact that the order requires does not take place" },
};

static const struct field notice_form[NFIELDS] = {
    [KIND] = { .name = "kind",
               .kind = FIELD_RADIO,
               .required = true,
               .choices = kind_options,
               .nchoices = FORM_N(kind_options),
               .label = "What it is" },
    [CHILD] = { .name = "child", .kind = FIELD_CHOICE, .none = "Each child", .label = "Child" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .min = 1,
                .max = 4000,
                .rows = 4,
                .required = true,
                .label = "What the court is told or asked",
                .hint = "Facts alone. Until the answer, temporary terms hold only where both "
                        "parents agree." },
};

enum { ON, STEP_WORDS, NSTEP };

static const struct field sent_form[NSTEP] = {
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Sent on" },
    [STEP_WORDS] = { .name = "words",
                     .kind = FIELD_AREA,
                     .min = 1,
                     .max = 1000,
                     .rows = 2,
                     .required = true,
                     .label = "To whom",
                     .hint = "The same to both sides." },
};

static const struct field answer_form[NSTEP] = {
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Answered on" },
    [STEP_WORDS] = { .name = "words",
                     .kind = FIELD_AREA,
                     .min = 1,
                     .max = 4000,
                     .rows = 3,
                     .required = true,
                     .label = "The answer",
                     .hint = "A new order is recorded by itself." },
};

static enum rw_status load_form(struct req *r, struct court_order_row *o, struct field **f)
{
    struct case_people people;
    struct form_option *kids;
    size_t n = 0, i;
    enum rw_status st = order_get(&r->act, req_arg(r, "case"), req_arg(r, "order"), o);

    if (!st)
        st = case_people_load(&r->act, req_arg(r, "case"), &people);
    if (st)
        return st;
    kids = arena_array(r->mem, struct form_option, people.n + 1);
    for (i = 0; i < people.n; i++)
        if (str_is(people.list[i].kind, "child"))
            kids[n++] = (struct form_option){ str_z(r->mem, people.list[i].id),
                                              str_z(r->mem, people.list[i].label) };
    *f = form_copy(r->mem, notice_form, NFIELDS);
    form_choices(*f, NFIELDS, "child", kids, n);
    return RW_OK;
}

static enum rw_status show_form(struct req *r, const struct court_order_row *o,
                                const struct field *f, const struct value *v)
{
    struct crumbs_view up;

    court_crumbs(r, o, &up);
    return page_form(r, "cases",
                     &(struct form_page){
                         .title = STR("Ask or tell the court"),
                         .intro = STR("It stands on Today until it is sent."),
                         .crumbs = up.rows,
                         .ncrumbs = up.nrows,
                         .fields = f,
                         .n = NFIELDS,
                         .state = { .values = v, .problems = &r->act.bad },
                         .action = r->path,
                         .submit = STR("Record"),
                         .cancel = court_order_path(r, o->id, "/contact"),
                     });
}

static enum rw_status notice_new(struct req *r)
{
    struct court_order_row o;
    struct field *f;
    enum rw_status st = load_form(r, &o, &f);

    return st ? st : show_form(r, &o, f, NULL);
}

static enum rw_status notice_create(struct req *r)
{
    struct court_notice_input in;
    struct court_order_row o;
    struct value v[NFIELDS];
    struct field *f;
    struct str id;
    enum rw_status st = load_form(r, &o, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show_form(r, &o, f, v);
    in = (struct court_notice_input){
        .kind = v[KIND].text, .order_id = o.id, .child_id = v[CHILD].text, .words = v[WORDS].text
    };
    st = court_notice_add(&r->act, o.case_id, &in, &id);
    if (st == RW_EINPUT)
        return show_form(r, &o, f, v);
    return st ? st
              : req_redirect(
                    r, page_path(r, "/cases/%.*s/notices/%.*s", STR_ARG(o.case_id), STR_ARG(id)),
                    "Recorded.");
}

/* ---- one of them ---- */

static enum rw_status find(struct req *r, struct court_notice_row *m)
{
    struct court_notice_row *rows;
    size_t n, i;
    enum rw_status st = court_notice_list(&r->act, req_arg(r, "case"), &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, req_arg(r, "notice"))) {
            *m = rows[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such notice");
}

static struct str name_of(const struct case_people *people, struct str id)
{
    const struct case_person *p = id.len ? case_person_find(people, id) : NULL;

    return p ? p->label : STR("each child");
}

static void fill_facts(struct req *r, const struct court_notice_row *m,
                       const struct court_order_row *o, const struct case_people *people,
                       struct detail_view *v)
{
    struct fact_view *f = arena_array(r->mem, struct fact_view, 6);
    struct text_part_view *parts = arena_array(r->mem, struct text_part_view, 2);

    f[0] = (struct fact_view){ STR("Order"), o->title, court_order_path(r, o->id, "/contact") };
    f[1] = (struct fact_view){ STR("Child"), name_of(people, m->child_id), STR_NULL };
    f[2] = (struct fact_view){ STR("Due"), page_date(r, m->due_on), STR_NULL };
    f[3] = (struct fact_view){ STR("Recorded by"), m->recorded_name, STR_NULL };
    f[4] = (struct fact_view){ STR("Sent"),
                               str_join(r->mem, page_date(r, m->sent_on), STR(", "), m->sent_to),
                               STR_NULL };
    f[5] = (struct fact_view){ STR("Answered"), page_date(r, m->answered_on), STR_NULL };
    v->facts.rows = f;
    v->facts.nrows = 6;
    parts[0] = (struct text_part_view){ STR("What the court is told or asked"), m->words };
    parts[1] = (struct text_part_view){ STR("The answer"), m->answer };
    v->parts.rows = parts;
    v->parts.nrows = m->answer.len ? 2 : 1;
}

static enum rw_status show(struct req *r, const struct court_notice_row *m, const struct value *v)
{
    bool open = str_is(m->state, "open"), conflict = str_is(m->kind, "conflict");
    struct pair version = page_version_pair(r, m->version);
    struct detail_view d = { .title = conflict ? STR("Notice to the court")
                                               : STR("Clarification asked of the court") };
    struct court_order_row o;
    struct case_people people;
    struct form_page p;
    enum rw_status st = order_get(&r->act, m->case_id, m->order_id, &o);

    if (!st)
        st = case_people_load(&r->act, m->case_id, &people);
    if (st)
        return st;
    page_shell(r, d.title, "cases", &d.shell);
    court_crumbs(r, &o, &d.crumbs);
    fill_facts(r, m, &o, &people, &d);
    d.has_form = court_may_edit(r) && !str_is(m->state, "answered");
    d.form_title = open ? STR("It was sent") : STR("It was answered");
    p = (struct form_page){ .fields = open ? sent_form : answer_form,
                            .n = NSTEP,
                            .state = { .values = v, .problems = &r->act.bad },
                            .action = r->path,
                            .submit = STR("Record"),
                            .hidden = &version,
                            .nhidden = 1 };
    form_body_view(r->mem, &p, d.shell.csrf, &d.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &d);
    return RW_OK;
}

static enum rw_status notice_show(struct req *r)
{
    struct value v[NSTEP] = { [ON] = value_date(r->mem, r->act.today) };
    struct court_notice_row m;
    enum rw_status st = find(r, &m);

    return st ? st : show(r, &m, v);
}

static enum rw_status notice_step(struct req *r)
{
    struct court_notice_step in;
    struct court_notice_row m;
    struct value v[NSTEP];
    bool open;
    enum rw_status st = find(r, &m);

    if (st)
        return st;
    open = str_is(m.state, "open");
    if (!form_read(r->mem, open ? sent_form : answer_form, NSTEP, &r->form, v, &r->act.bad))
        return show(r, &m, v);
    in = (struct court_notice_step){
        .id = m.id, .version = page_version(r), .on = v[ON].date, .words = v[STEP_WORDS].text
    };
    st = (open ? court_notice_sent : court_notice_answered)(&r->act, m.case_id, &in);
    if (st == RW_ECONFLICT)
        problem_add(
            &r->act.bad, "",
            STR("Somebody else changed this meanwhile. It is shown as it stands now; please "
                "look at it and record again."));
    if (st == RW_EINPUT || st == RW_ECONFLICT)
        return show(r, &m, v);
    return st ? st : req_redirect(r, r->path, "Recorded.");
}

#define NEW "/cases/:case/orders/:order/notices/new"
#define ONE "/cases/:case/notices/:notice"

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, NEW, notice_new, CAP_COURT_EDIT, 0, "court-notice",
                "Form for what the court is told or asked"),
    COURT_ROUTE(METHOD_POST, NEW, notice_create, CAP_COURT_EDIT, 0, "court-notice",
                "Record what the court is told or asked"),
    COURT_ROUTE(METHOD_GET, ONE, notice_show, CAP_COURT_READ, 0, "court-notice",
                "What the court was told or asked, and what became of it"),
    COURT_ROUTE(METHOD_POST, ONE, notice_step, CAP_COURT_EDIT, 0, "court-notice",
                "Record that it was sent or answered"),
};

PAGE_ROUTES(court_notice_routes, routes);
