/* share.c -- which part each adult pays under an order. */
#include "app/case_people.h"
#include "web/pages/court_parts.h"

/* One percent field for each adult of the case; its name carries the person's id. */
struct share_form {
    struct court_order_row order;
    struct field *fields;
    struct value *values;
    struct str *people;
    size_t n;
};

static enum rw_status load_form(struct req *r, struct share_form *f)
{
    struct case_people people;
    size_t i;
    enum rw_status st = order_get(&r->act, req_arg(r, "case"), req_arg(r, "order"), &f->order);

    if (!st)
        st = case_people_load(&r->act, req_arg(r, "case"), &people);
    if (st)
        return st;
    f->fields = arena_array(r->mem, struct field, people.n + 1);
    f->values = arena_array(r->mem, struct value, people.n + 1);
    f->people = arena_array(r->mem, struct str, people.n + 1);
    f->n = 0;
    for (i = 0; i < people.n; i++) {
        const struct case_person *p = &people.list[i];

        if (!str_is(p->kind, "adult"))
            continue;
        f->people[f->n] = p->id;
        f->fields[f->n++] =
            (struct field){ .name = str_z(r->mem, str_fmt(r->mem, "share-%.*s", STR_ARG(p->id))),
                            .kind = FIELD_PERCENT,
                            .label = str_z(r->mem, p->label) };
    }
    return RW_OK;
}

static enum rw_status stored_values(struct req *r, const struct share_form *f, struct value *v)
{
    struct payer_share_row *rows;
    size_t n, i, k;
    enum rw_status st = shares_list(&r->act, f->order.case_id, f->order.id, &rows, &n);

    for (i = 0; !st && i < n; i++)
        for (k = 0; k < f->n; k++)
            if (str_eq(f->people[k], rows[i].person_id))
                v[k] = value_percent(r->mem, rows[i].share_bp);
    return st;
}

static enum rw_status show(struct req *r, const struct share_form *f, const struct value *saved,
                           int64_t n)
{
    struct pair version = page_version_pair(r, n);
    struct crumbs_view up;
    struct form_page p;

    court_crumbs(r, &f->order, &up);
    p = (struct form_page){
        .title = STR("Who pays"),
        .intro = f->n ? STR("What the order says, in percent. Together it comes to 100; leave all "
                            "empty where the order says nothing.")
                      : STR("No adult is recorded on this case yet."),
        .crumbs = up.rows,
        .ncrumbs = up.nrows,
        .fields = f->fields,
        .n = f->n,
        .state = { .values = f->values, .problems = &r->act.bad },
        .action = r->path,
        .submit = STR("Save"),
        .cancel = court_order_path(r, f->order.id, ""),
        .hidden = &version,
        .nhidden = 1,
    };
    if (saved)
        return page_conflict(r, "cases", &p, saved, STR("who pays"));
    return page_form(r, "cases", &p);
}

static enum rw_status shares_edit(struct req *r)
{
    struct share_form f;
    enum rw_status st = load_form(r, &f);

    if (!st)
        st = stored_values(r, &f, f.values);
    return st ? st : show(r, &f, NULL, f.order.version);
}

static enum rw_status shares_change(struct req *r)
{
    struct share_form f;
    struct share_input *in;
    struct value *saved;
    size_t i, n = 0;
    enum rw_status st = load_form(r, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f.fields, f.n, &r->form, f.values, &r->act.bad))
        return show(r, &f, NULL, page_version(r));
    in = arena_array(r->mem, struct share_input, f.n + 1);
    for (i = 0; i < f.n; i++)
        if (f.values[i].given)
            in[n++] = (struct share_input){ f.people[i], f.values[i].num };
    st = shares_set(&r->act, f.order.case_id, f.order.id, page_version(r), in, n);
    if (st == RW_EINPUT)
        return show(r, &f, NULL, page_version(r));
    if (st == RW_ECONFLICT) {
        saved = arena_array(r->mem, struct value, f.n + 1);
        st = stored_values(r, &f, saved);
        return st ? st : show(r, &f, saved, f.order.version);
    }
    return st ? st : req_redirect(r, court_order_path(r, f.order.id, ""), "Saved.");
}

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, "/cases/:case/orders/:order/shares", shares_edit, CAP_COURT_EDIT, 0,
                "share", "Form for who pays under an order"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/orders/:order/shares", shares_change, CAP_COURT_EDIT, 0,
                "share", "Record who pays under an order"),
};

PAGE_ROUTES(share_routes, routes);
