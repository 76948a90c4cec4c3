/* clause.c -- one clause of an order: what it is about, its words as they stand, its page. */
#include "web/pages/court_parts.h"

enum { KIND, WORDS, PAGE, NFIELDS };

static const struct field clause_form[NFIELDS] = {
    [KIND] = { .name = "kind",
               .kind = FIELD_CHOICE,
               .required = true,
               .label = "What it is about" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .rows = 8,
                .required = true,
                .label = "Words of the order",
                .hint = "As they stand there, without comment." },
    [PAGE] = { .name = "page", .kind = FIELD_I64, .min = 1, .max = 9999, .label = "Page" },
};

static struct field *clause_fields(struct req *r)
{
    struct field *f = form_copy(r->mem, clause_form, NFIELDS);
    size_t n;
    struct form_option *kinds = page_options(r, "clause-kinds", &n);

    form_choices(f, NFIELDS, "kind", kinds, n);
    return f;
}

static enum rw_status find_order(struct req *r, struct court_order_row *o, struct crumbs_view *up)
{
    enum rw_status st = order_get(&r->act, req_arg(r, "case"), req_arg(r, "order"), o);

    if (!st)
        court_crumbs(r, o, up);
    return st;
}

static struct form_page clause_page(struct req *r, const char *title, const struct field *f,
                                    const struct value *v, const struct crumbs_view *up)
{
    return (struct form_page){
        .title = str_of(title),
        .crumbs = up->rows,
        .ncrumbs = up->nrows,
        .fields = f,
        .n = NFIELDS,
        .state = { .values = v, .problems = &r->act.bad },
        .action = r->path,
        .submit = STR("Save"),
        .cancel = court_order_path(r, req_arg(r, "order"), ""),
    };
}

static struct clause_input input_of(struct req *r, const struct value *v)
{
    return (struct clause_input){ .kind = v[KIND].text,
                                  .words = v[WORDS].text,
                                  .page = v[PAGE].given ? v[PAGE].num : DB_NULL_I64,
                                  .version = page_version(r) };
}

static enum rw_status clause_new(struct req *r)
{
    struct court_order_row o;
    struct crumbs_view up;
    struct form_page p;
    enum rw_status st = find_order(r, &o, &up);

    if (st)
        return st;
    p = clause_page(r, "Add a clause", clause_fields(r), NULL, &up);
    return page_form(r, "cases", &p);
}

static enum rw_status clause_create(struct req *r)
{
    struct field *f = clause_fields(r);
    struct value v[NFIELDS];
    struct court_order_row o;
    struct clause_input in;
    struct crumbs_view up;
    struct form_page p;
    enum rw_status st = find_order(r, &o, &up);

    if (st)
        return st;
    p = clause_page(r, "Add a clause", f, v, &up);
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "cases", &p);
    in = input_of(r, v);
    st = clause_add(&r->act, req_arg(r, "case"), o.id, &in);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    return st ? st : req_redirect(r, p.cancel, "Clause recorded.");
}

static enum rw_status find_clause(struct req *r, struct clause_row *c)
{
    struct clause_row *rows;
    size_t n, i;
    enum rw_status st = clause_list(&r->act, req_arg(r, "case"), req_arg(r, "order"), &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, req_arg(r, "clause"))) {
            *c = rows[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such clause");
}

static void stored_values(struct req *r, const struct clause_row *c, struct value *v)
{
    v[KIND] = value_text(c->kind);
    v[WORDS] = value_text(c->words);
    v[PAGE] = c->page == DB_NULL_I64 ? (struct value){ 0 } : value_i64(r->mem, c->page);
}

static enum rw_status clause_edit(struct req *r)
{
    struct value v[NFIELDS];
    struct court_order_row o;
    struct clause_row c;
    struct crumbs_view up;
    struct pair version;
    struct form_page p;
    enum rw_status st = find_order(r, &o, &up);

    if (!st)
        st = find_clause(r, &c);
    if (st)
        return st;
    stored_values(r, &c, v);
    p = clause_page(r, "Clause", clause_fields(r), v, &up);
    version = page_version_pair(r, c.version);
    p.hidden = &version;
    p.nhidden = 1;
    return page_form(r, "cases", &p);
}

static enum rw_status clause_conflict(struct req *r, const struct form_page *sent)
{
    struct form_page p = *sent;
    struct value saved[NFIELDS];
    struct pair version;
    struct clause_row c;
    enum rw_status st = find_clause(r, &c);

    if (st)
        return st;
    stored_values(r, &c, saved);
    version = page_version_pair(r, c.version);
    p.hidden = &version;
    return page_conflict(r, "cases", &p, saved, STR("this clause"));
}

static enum rw_status clause_change(struct req *r)
{
    struct pair version = page_version_pair(r, page_version(r));
    struct field *f = clause_fields(r);
    struct value v[NFIELDS];
    struct court_order_row o;
    struct clause_input in;
    struct clause_row c;
    struct crumbs_view up;
    struct form_page p;
    enum rw_status st = find_order(r, &o, &up);

    if (!st)
        st = find_clause(r, &c);
    if (st)
        return st;
    p = clause_page(r, "Clause", f, v, &up);
    p.hidden = &version;
    p.nhidden = 1;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "cases", &p);
    in = input_of(r, v);
    st = clause_save(&r->act, req_arg(r, "case"), c.id, &in);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    if (st == RW_ECONFLICT)
        return clause_conflict(r, &p);
    return st ? st : req_redirect(r, p.cancel, "Saved.");
}

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, "/cases/:case/orders/:order/clauses/new", clause_new, CAP_COURT_EDIT, 0,
                "clause", "Form for a clause of an order"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/orders/:order/clauses/new", clause_create,
                CAP_COURT_EDIT, 0, "clause", "Record a clause of an order"),
    COURT_ROUTE(METHOD_GET, "/cases/:case/orders/:order/clauses/:clause/edit", clause_edit,
                CAP_COURT_EDIT, 0, "clause", "Form for a clause as it stands"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/orders/:order/clauses/:clause/edit", clause_change,
                CAP_COURT_EDIT, 0, "clause", "Correct a clause"),
};

PAGE_ROUTES(clause_routes, routes);
