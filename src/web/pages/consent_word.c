/* consent_word.c -- what one adult says about the treatment of one child: signed here before the
 * clinician, signed on paper, declined, withdrawn; what stands in for it, or why it is not needed. */
#include "app/court.h"
#include "web/pages/consent_parts.h"

enum { HOW, ON, AGREEMENT, PAPER, ORDER, CLAUSE, SERVED, DELIVERED, REASON, NFIELDS };

#define SET_ORDER "An order that stands in"

static const struct form_option hows[] = {
    { "paper", "Signed on paper" },     { "declined", "Declined" },
    { "withdrawn", "Withdrawn" },       { "order", "Informed, did not sign; an order stands in" },
    { "not_applicable", "Not needed" },
};

static const struct field word_form[NFIELDS] = {
    [HOW] = { .name = "how",
              .kind = FIELD_RADIO,
              .required = true,
              .label = "What is recorded",
              .choices = hows,
              .nchoices = FORM_N(hows) },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [AGREEMENT] = { .name = "agreement",
                    .kind = FIELD_CHECK,
                    .label = "The signature is under the newest treatment agreement too" },
    [PAPER] = { .name = "document",
                .kind = FIELD_CHOICE,
                .label = "Paper",
                .hint = "Needed for a signature on paper; among the papers of this case.",
                .none = "None" },
    [REASON] = { .name = "reason",
                 .kind = FIELD_AREA,
                 .max = 2000,
                 .rows = 2,
                 .label = "Reason",
                 .hint =
                     "Needed where consent is not needed: has died, is unknown, is barred, does "
                     "not exist. Nobody has to give a reason for declining or withdrawing." },
    [ORDER] = { .name = "order",
                .kind = FIELD_CHOICE,
                .set = SET_ORDER,
                .label = "Order that authorises the treatment",
                .none = "None" },
    [CLAUSE] = { .name = "page",
                 .kind = FIELD_I64,
                 .min = 1,
                 .max = 9999,
                 .set = SET_ORDER,
                 .label = "Page of the clause" },
    [SERVED] = { .name = "served",
                 .kind = FIELD_DATE,
                 .set = SET_ORDER,
                 .label = "Terms served on" },
    [DELIVERED] = { .name = "delivered",
                    .kind = FIELD_DATE,
                    .set = SET_ORDER,
                    .label = "Delivered on" },
};

enum { NAME, SIGNED_TOO, NSIGN };

static const struct field sign_form[NSIGN] = {
    [NAME] = { .name = "typed_name",
               .kind = FIELD_TEXT,
               .max = 120,
               .required = true,
               .label = "Name, typed by the adult who consents" },
    [SIGNED_TOO] = { .name = "agreement",
                     .kind = FIELD_CHECK,
                     .label = "The signature is under the newest treatment agreement too" },
};

struct word_place {
    struct checkpoint_place c;
    const struct person_row *adult;
    struct str who;
};

static enum rw_status load_place(struct req *r, struct word_place *p)
{
    enum rw_status st = checkpoint_place(r, &p->c);

    if (!st)
        st = consent_adult(r, &p->c.rows, &p->adult);
    if (!st)
        p->who = case_person_words(&r->act, &p->c.rows, p->adult->id, p->c.child->id);
    return st;
}

static enum rw_status load_fields(struct req *r, struct word_place *p, struct field **f)
{
    struct court_order_row *orders;
    struct form_option *list;
    size_t n, i;
    enum rw_status st = checkpoint_papers(r, &p->c);

    if (!st)
        st = order_list(&r->act, p->c.rows.case_id, &orders, &n);
    if (st)
        return st;
    list = arena_array(r->mem, struct form_option, n + 1);
    for (i = 0; i < n; i++)
        list[i] =
            (struct form_option){ str_z(r->mem, orders[i].id), str_z(r->mem, orders[i].title) };
    *f = form_copy(r->mem, word_form, NFIELDS);
    form_choices(*f, NFIELDS, "order", list, n);
    form_choices(*f, NFIELDS, "document", checkpoint_paper_options(r, &p->c), p->c.npapers);
    return RW_OK;
}

static struct str sign_path(struct req *r, const struct word_place *p)
{
    return page_path(r, "/cases/%.*s/children/%.*s/consent/%.*s/sign", STR_ARG(p->c.rows.case_id),
                     STR_ARG(p->c.child->id), STR_ARG(p->adult->id));
}

static struct str title_of(struct req *r, const struct word_place *p)
{
    return str_fmt(r->mem, "Consent of %.*s for %.*s", STR_ARG(p->who), STR_ARG(p->c.child->name));
}

static struct str line_words(struct req *r, const struct consent_row *c)
{
    static const struct {
        const char *how, *words;
    } list[] = {
        { "signed", "Signed here" },
        { "paper", "Signed on paper" },
        { "declined", "Declined" },
        { "withdrawn", "Withdrawn" },
        { "order", "Informed, did not sign; an order stands in" },
    };
    size_t i;

    for (i = 0; i < sizeof list / sizeof *list; i++)
        if (str_is(c->how, list[i].how))
            return c->agreement_id.len ? str_fmt(r->mem, "%s, with the agreement", list[i].words)
                                       : str_of(list[i].words);
    return STR("Not needed");
}

/* What this adult said so far, newest first. */
static enum rw_status history(struct req *r, const struct word_place *p, struct records_view *v)
{
    struct record_row_view *list;
    struct consent_row *rows;
    size_t n, i;
    enum rw_status st = consent_list(&r->act, p->c.rows.case_id, &rows, &n);

    if (st)
        return st;
    list = arena_array(r->mem, struct record_row_view, n + 1);
    *v = (struct records_view){ .heading = STR("Recorded so far"),
                                .id = STR("history"),
                                .none = STR("Nothing is recorded yet.") };
    for (i = n; i > 0; i--)
        if (str_eq(rows[i - 1].child_id, p->c.child->id) &&
            str_eq(rows[i - 1].person_id, p->adult->id))
            list[v->nrows++] = (struct record_row_view){
                .when = page_date(r, rows[i - 1].on_date),
                .title = line_words(r, &rows[i - 1]),
                .sub = str_join(
                    r->mem, rows[i - 1].reason, STR(" "),
                    str_fmt(r->mem, "Recorded by %.*s.", STR_ARG(rows[i - 1].recorded_name))),
            };
    v->rows = list;
    return RW_OK;
}

static enum rw_status show(struct req *r, const struct word_place *p, const struct field *f,
                           const struct value *v)
{
    struct link_view tool = { .href = sign_path(r, p), .label = STR("Sign here") };
    struct form_page page = { .title = title_of(r, p),
                              .fields = f,
                              .n = NFIELDS,
                              .state = { .values = v, .problems = &r->act.bad },
                              .action = r->path,
                              .submit = STR("Record"),
                              .cancel = page_case_path(r, "/consent") };
    struct detail_view view = { .title = page.title,
                                .sub = STR("Withdrawing is as easy as signing. What was recorded "
                                           "before is kept."),
                                .tools = &tool,
                                .ntools = 1,
                                .has_form = true,
                                .form_title = STR("Record a word, or what stands in") };
    struct records_view list;
    enum rw_status st = history(r, p, &list);

    if (st)
        return st;
    page_shell(r, view.title, "cases", &view.shell);
    consent_crumbs(r, &view.crumbs);
    view.lists = &list;
    view.nlists = 1;
    form_body_view(r->mem, &page, r->csrf, &view.body);
    if (r->act.bad.n)
        r->status = 422;
    tpl_detail(r->out, &view);
    return RW_OK;
}

static enum rw_status word_new(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct word_place p;
    struct field *f;
    enum rw_status st = load_place(r, &p);

    if (!st)
        st = load_fields(r, &p, &f);
    if (st)
        return st;
    v[ON] = value_date(r->mem, r->act.today);
    return show(r, &p, f, v);
}

static enum rw_status word_create(struct req *r)
{
    struct value v[NFIELDS];
    struct consent_input in;
    struct word_place p;
    struct field *f;
    enum rw_status st = load_place(r, &p);

    if (!st)
        st = load_fields(r, &p, &f);
    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show(r, &p, f, v);
    in = (struct consent_input){ .child_id = p.c.child->id,
                                 .person_id = p.adult->id,
                                 .how = v[HOW].text,
                                 .agreement = v[AGREEMENT].num != 0,
                                 .order_id = v[ORDER].text,
                                 .page = v[CLAUSE].given ? v[CLAUSE].num : 0,
                                 .served = v[SERVED].date,
                                 .delivered = v[DELIVERED].date,
                                 .document_id = v[PAPER].text,
                                 .on = v[ON].date,
                                 .reason = v[REASON].text };
    st = consent_record(&r->act, p.c.rows.case_id, &in);
    if (st == RW_EINPUT)
        return show(r, &p, f, v);
    return st ? st : req_redirect(r, page_case_path(r, "/consent"), "Recorded.");
}

static enum rw_status sign_show(struct req *r, const struct word_place *p, const struct value *v)
{
    struct str intro =
        str_fmt(r->mem,
                "%.*s consents to the treatment of %.*s, may withdraw at any time, and has had the "
                "agreement to read. You look on and confirm it with your own password and code.",
                STR_ARG(p->who), STR_ARG(p->c.child->name));

    return consent_form(r, title_of(r, p), intro, sign_form, NSIGN, v, STR("Sign"));
}

static enum rw_status sign_new(struct req *r)
{
    struct word_place p;
    enum rw_status st = load_place(r, &p);

    return st ? st : sign_show(r, &p, NULL);
}

static enum rw_status sign_create(struct req *r)
{
    struct value v[NSIGN];
    struct consent_input in;
    struct word_place p;
    enum rw_status st = load_place(r, &p);

    if (st)
        return st;
    if (!form_read(r->mem, sign_form, NSIGN, &r->form, v, &r->act.bad))
        return sign_show(r, &p, v);
    in = (struct consent_input){ .child_id = p.c.child->id,
                                 .person_id = p.adult->id,
                                 .how = STR("signed"),
                                 .agreement = v[SIGNED_TOO].num != 0,
                                 .served = RW_NO_DATE,
                                 .delivered = RW_NO_DATE,
                                 .on = r->act.today,
                                 .typed_name = v[NAME].text };
    st = consent_record(&r->act, p.c.rows.case_id, &in);
    if (st == RW_EINPUT)
        return sign_show(r, &p, v);
    return st ? st : req_redirect(r, page_case_path(r, "/consent"), "Signed.");
}

#define WHERE "/cases/:case/children/:child/consent/:adult"

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, WHERE, word_new, CAP_COURT_EDIT, 0, "consent",
               "What one adult said about the treatment of a child, and a form for more"),
    CASE_ROUTE(METHOD_POST, WHERE, word_create, CAP_COURT_EDIT, 0, "consent",
               "Record a consent, a refusal, a withdrawal or what stands in"),
    CASE_ROUTE(METHOD_GET, WHERE "/sign", sign_new, CAP_COURT_EDIT, 0, "consent",
               "Form for the signature of an adult"),
    CASE_ROUTE(METHOD_POST, WHERE "/sign", sign_create, CAP_COURT_EDIT, ROUTE_REAUTH, "consent",
               "Sign before the clinician"),
};

PAGE_ROUTES(consent_word_routes, routes);
