/* order.c -- record an order on one page, with its court where that is new and with its paper. */
#include "web/file_form.h"
#include "web/pages/court_parts.h"

enum {
    COURT,
    DOCKET,
    JUDGE,
    MATTER,
    KIND,
    TITLE,
    SIGNED,
    EFFECTIVE,
    EXPIRES,
    STATE,
    RULE,
    EVERY,
    BEFORE,
    TO,
    PAPER,
    NFIELDS
};

static const struct form_option rules[] = {
    { "none", "The order asks for no report" },
    { "every_days", "Every so many days" },
    { "before_hearing", "So many days before each hearing" },
    { "both", "Both" },
};

#define SET_COURT "Court"
#define SET_ORDER "The order"
#define SET_REPORT "Reports to the court"

static const struct field order_form[NFIELDS] = {
    [COURT] = { .name = "court",
                .kind = FIELD_TEXT,
                .max = 160,
                .required = true,
                .set = SET_COURT,
                .label = "Court" },
    [DOCKET] = { .name = "docket",
                 .kind = FIELD_TEXT,
                 .max = 80,
                 .required = true,
                 .set = SET_COURT,
                 .label = "Docket or case number" },
    [JUDGE] = { .name = "judge",
                .kind = FIELD_TEXT,
                .max = 120,
                .set = SET_COURT,
                .label = "Judge" },
    [MATTER] = { .name = "matter",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .set = SET_COURT,
                 .label = "Court and docket" },
    [KIND] = { .name = "kind",
               .kind = FIELD_CHOICE,
               .required = true,
               .set = SET_ORDER,
               .label = "Kind of order" },
    [TITLE] = { .name = "title",
                .kind = FIELD_TEXT,
                .max = 160,
                .required = true,
                .set = SET_ORDER,
                .label = "Title",
                .hint = "As it stands on the order." },
    [SIGNED] = { .name = "signed_on", .kind = FIELD_DATE, .set = SET_ORDER, .label = "Signed on" },
    [EFFECTIVE] = { .name = "effective_on",
                    .kind = FIELD_DATE,
                    .required = true,
                    .set = SET_ORDER,
                    .label = "In effect from" },
    [EXPIRES] = { .name = "expires_on",
                  .kind = FIELD_DATE,
                  .set = SET_ORDER,
                  .label = "In effect until",
                  .hint = "Only where the order names an end." },
    [STATE] = { .name = "state",
                .kind = FIELD_CHOICE,
                .required = true,
                .set = SET_ORDER,
                .label = "This order is",
                .choices = court_order_states,
                .nchoices = FORM_N(court_order_states) },
    [PAPER] = { .name = "file",
                .kind = FIELD_FILE,
                .set = SET_ORDER,
                .label = "The paper itself",
                .hint = "PDF, Word document, PNG, JPEG or plain text." },
    [RULE] = { .name = "report_rule",
               .kind = FIELD_RADIO,
               .required = true,
               .set = SET_REPORT,
               .label = "A report is due",
               .choices = rules,
               .nchoices = FORM_N(rules) },
    [EVERY] = { .name = "report_every_days",
                .kind = FIELD_I64,
                .min = 1,
                .max = 3650,
                .set = SET_REPORT,
                .label = "Days between reports" },
    [BEFORE] = { .name = "report_before_days",
                 .kind = FIELD_I64,
                 .min = 1,
                 .max = 3650,
                 .set = SET_REPORT,
                 .label = "Days before a hearing" },
    [TO] = { .name = "report_to",
             .kind = FIELD_AREA,
             .max = 2000,
             .rows = 2,
             .set = SET_REPORT,
             .label = "Reports go to",
             .hint = "Those whom the order names." },
};

/* The order on the page: the paper stands with the order's own facts. */
static const int places[] = { COURT,   DOCKET, JUDGE, MATTER, KIND,  TITLE,  SIGNED, EFFECTIVE,
                              EXPIRES, STATE,  PAPER, RULE,   EVERY, BEFORE, TO };

enum variant { NEW_COURT, KNOWN_COURT, SAVED };

/* Those of the fields that one variant of the page shows, and where each stands among them. */
struct order_page {
    struct field fields[NFIELDS];
    struct value values[NFIELDS], saved[NFIELDS];
    size_t n, at[NFIELDS];
    bool has[NFIELDS];
    enum variant variant;
};

static bool shown(enum variant variant, int which)
{
    if (which == MATTER)
        return variant == KNOWN_COURT;
    return variant == NEW_COURT || which > MATTER;
}

static enum rw_status load_page(struct req *r, enum variant variant, struct order_page **page)
{
    struct order_page *p = arena_new(r->mem, struct order_page);
    struct field *all = form_copy(r->mem, order_form, NFIELDS);
    struct form_option *courts, *kinds;
    struct matter_row *matters;
    size_t nmatters, nkinds, i;
    enum rw_status st = matter_list(&r->act, req_arg(r, "case"), &matters, &nmatters);

    if (st)
        return st;
    courts = court_matters(r, matters, nmatters);
    kinds = page_options(r, "order-kinds", &nkinds);
    form_choices(all, NFIELDS, "matter", courts, nmatters);
    form_choices(all, NFIELDS, "kind", kinds, nkinds);
    p->variant = variant == KNOWN_COURT && !nmatters ? NEW_COURT : variant;
    for (i = 0; i < FORM_N(places); i++) {
        int which = places[i];

        p->has[which] = shown(p->variant, which);
        p->at[which] = p->n;
        if (p->has[which])
            p->fields[p->n++] = all[which];
    }
    *page = p;
    return RW_OK;
}

static const struct value *value_of(const struct order_page *p, int which)
{
    static const struct value none = { .date = { INT32_MIN } };

    return p->has[which] ? &p->values[p->at[which]] : &none;
}

static void put(struct order_page *p, struct value *values, int which, struct value v)
{
    if (p->has[which])
        values[p->at[which]] = v;
}

static struct form_page form_of(struct req *r, struct order_page *p, const struct crumbs_view *up)
{
    bool saved = p->variant == SAVED;

    return (struct form_page){
        .title = saved ? STR("Edit the order") : STR("Record an order"),
        .crumbs = up->rows,
        .ncrumbs = up->nrows,
        .fields = p->fields,
        .n = p->n,
        .state = { .values = p->values, .problems = &r->act.bad },
        .action = r->path,
        .submit = saved ? STR("Save") : STR("Record the order"),
        .cancel =
            saved ? court_order_path(r, req_arg(r, "order"), "") : page_case_path(r, "/court"),
        .upload = true,
    };
}

/* What came, and the same as the use case takes it. */
struct order_sent {
    struct order_input in;
    struct matter_input matter;
    struct document_input document;
    const struct upload *file;
};

static int64_t days_of(const struct value *v)
{
    return v->given ? v->num : DB_NULL_I64;
}

static bool read_page(struct req *r, struct order_page *p, struct order_sent *s)
{
    struct pairs posted = file_form(r);
    bool good = form_read(r->mem, p->fields, p->n, &posted, p->values, &r->act.bad);

    *s = (struct order_sent){
        .in = { .matter_id = value_of(p, MATTER)->text,
                .kind = value_of(p, KIND)->text,
                .title = value_of(p, TITLE)->text,
                .signed_on = value_of(p, SIGNED)->date,
                .effective_on = value_of(p, EFFECTIVE)->date,
                .expires_on = value_of(p, EXPIRES)->date,
                .state = value_of(p, STATE)->text,
                .report_rule = value_of(p, RULE)->text,
                .report_every_days = days_of(value_of(p, EVERY)),
                .report_before_days = days_of(value_of(p, BEFORE)),
                .report_to = value_of(p, TO)->text,
                .version = page_version(r) },
        .matter = { .court = value_of(p, COURT)->text,
                    .docket = value_of(p, DOCKET)->text,
                    .judge = value_of(p, JUDGE)->text },
        .file = file_of(r, "file"),
    };
    if (p->variant == NEW_COURT)
        s->in.matter = &s->matter;
    if (s->file) {
        s->document = court_document(s->file, STR("order"), s->in.signed_on);
        s->in.document = &s->document;
    }
    return good;
}

static enum rw_status show(struct req *r, struct order_page *p, const struct order_sent *s,
                           const struct crumbs_view *up, const struct pair *version)
{
    struct form_page f = form_of(r, p, up);

    if (s)
        court_choose_again(r, s->file);
    f.hidden = version;
    f.nhidden = version ? 1 : 0;
    return page_form(r, "cases", &f);
}

static enum rw_status order_new(struct req *r)
{
    struct crumbs_view up;
    struct order_page *p;
    enum rw_status st = load_page(r, KNOWN_COURT, &p);

    if (st)
        return st;
    court_crumbs(r, NULL, &up);
    if (p->has[MATTER]) {
        const struct field *f = &p->fields[p->at[MATTER]];
        struct str only = f->nchoices == 1 ? str_of(f->choices[0].value) : STR_NULL;

        put(p, p->values, MATTER, value_text(only.p ? only : req_query(r, "matter")));
    }
    put(p, p->values, STATE, value_text(STR("in_force")));
    return show(r, p, NULL, &up, NULL);
}

static enum rw_status order_create(struct req *r)
{
    enum variant variant = req_form(r, "court").p ? NEW_COURT : KNOWN_COURT;
    struct crumbs_view up;
    struct order_sent s;
    struct order_page *p;
    struct str id;
    enum rw_status st = load_page(r, variant, &p);

    if (st)
        return st;
    court_crumbs(r, NULL, &up);
    if (!read_page(r, p, &s))
        return show(r, p, &s, &up, NULL);
    st = order_add(&r->act, req_arg(r, "case"), &s.in, &id);
    if (st == RW_EINPUT)
        return show(r, p, &s, &up, NULL);
    return st ? st
              : req_redirect(r, court_order_path(r, id, ""),
                             "Order recorded. Its clauses can be added below.");
}

static enum rw_status stored_values(struct req *r, const struct court_order_row *o,
                                    struct order_page *p, struct value *v)
{
    struct document_list_row *documents;
    size_t n, i;
    enum rw_status st = document_list(&r->act, o->case_id, &documents, &n);

    put(p, v, KIND, value_text(o->kind));
    put(p, v, TITLE, value_text(o->title));
    put(p, v, SIGNED, value_date(r->mem, page_day(o->signed_on)));
    put(p, v, EFFECTIVE, value_date(r->mem, page_day(o->effective_on)));
    put(p, v, EXPIRES, value_date(r->mem, page_day(o->expires_on)));
    put(p, v, STATE, value_text(o->state));
    put(p, v, RULE, value_text(o->report_rule));
    if (o->report_every_days != DB_NULL_I64)
        put(p, v, EVERY, value_i64(r->mem, o->report_every_days));
    if (o->report_before_days != DB_NULL_I64)
        put(p, v, BEFORE, value_i64(r->mem, o->report_before_days));
    put(p, v, TO, value_text(o->report_to));
    for (i = 0; !st && i < n; i++)
        if (str_eq(documents[i].id, o->document_id))
            put(p, v, PAPER, value_text(documents[i].name));
    return st;
}

/* The order as it stands, with the page for it. */
static enum rw_status load_saved(struct req *r, struct court_order_row *o, struct order_page **p,
                                 struct crumbs_view *up)
{
    enum rw_status st = order_get(&r->act, req_arg(r, "case"), req_arg(r, "order"), o);

    if (!st)
        st = load_page(r, SAVED, p);
    if (st)
        return st;
    court_crumbs(r, o, up);
    if (o->document_id.len) {
        (*p)->fields[(*p)->at[PAPER]].label = "A different paper";
        (*p)->fields[(*p)->at[PAPER]].hint = "The one that is kept stays among the documents.";
    }
    return RW_OK;
}

static enum rw_status order_edit(struct req *r)
{
    struct court_order_row o;
    struct crumbs_view up;
    struct order_page *p;
    struct pair version;
    enum rw_status st = load_saved(r, &o, &p, &up);

    if (!st)
        st = stored_values(r, &o, p, p->values);
    if (st)
        return st;
    version = page_version_pair(r, o.version);
    return show(r, p, NULL, &up, &version);
}

static enum rw_status order_conflict(struct req *r, struct order_page *p,
                                     const struct order_sent *s)
{
    struct court_order_row o;
    struct crumbs_view up;
    struct form_page f;
    struct pair version;
    enum rw_status st = order_get(&r->act, req_arg(r, "case"), req_arg(r, "order"), &o);

    if (!st)
        st = stored_values(r, &o, p, p->saved);
    if (st)
        return st;
    if (!s->file)
        p->saved[p->at[PAPER]] = p->values[p->at[PAPER]];
    court_crumbs(r, &o, &up);
    version = page_version_pair(r, o.version);
    f = form_of(r, p, &up);
    f.hidden = &version;
    f.nhidden = 1;
    return page_conflict(r, "cases", &f, p->saved, STR("this order"));
}

static enum rw_status order_change(struct req *r)
{
    struct pair version = page_version_pair(r, page_version(r));
    struct court_order_row o;
    struct crumbs_view up;
    struct order_sent s;
    struct order_page *p;
    enum rw_status st = load_saved(r, &o, &p, &up);

    if (st)
        return st;
    if (!read_page(r, p, &s))
        return show(r, p, &s, &up, &version);
    s.in.document_id = o.document_id;
    st = order_save(&r->act, req_arg(r, "case"), o.id, &s.in);
    if (st == RW_EINPUT)
        return show(r, p, &s, &up, &version);
    if (st == RW_ECONFLICT)
        return order_conflict(r, p, &s);
    return st ? st : req_redirect(r, court_order_path(r, o.id, ""), "Saved.");
}

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, "/cases/:case/orders/new", order_new, CAP_COURT_EDIT, 0, "order",
                "Form for an order of the court"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/orders/new", order_create, CAP_COURT_EDIT, ROUTE_UPLOAD,
                "order", "Record an order of the court"),
    COURT_ROUTE(METHOD_GET, "/cases/:case/orders/:order/edit", order_edit, CAP_COURT_EDIT, 0,
                "order", "Form for an order as it stands"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/orders/:order/edit", order_change, CAP_COURT_EDIT,
                ROUTE_UPLOAD, "order", "Change an order"),
};

PAGE_ROUTES(order_routes, routes);
