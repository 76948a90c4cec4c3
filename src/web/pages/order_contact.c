/* order_contact.c -- an order clause by clause, and beside each clause what is entered of it. Six
 * statements: order, clauses, entries, two for people, notices. */
#include "app/court_notice.h"
#include "app/lists.h"
#include "app/restriction.h"
#include "web/pages/court_parts.h"
#include "web/pages/restriction_words.h"

struct reading {
    struct court_order_row order;
    struct clause_row *clauses;
    struct restriction_row *rows;
    struct court_notice_row *notices;
    size_t nclauses, nrows, nnotices;
    struct case_people people;
};

static enum rw_status load(struct req *r, struct reading *x)
{
    struct str case_id = req_arg(r, "case"), id = req_arg(r, "order");
    enum rw_status st = order_get(&r->act, case_id, id, &x->order);

    if (!st)
        st = clause_list(&r->act, case_id, id, &x->clauses, &x->nclauses);
    if (!st)
        st = restriction_list(&r->act, case_id, &x->rows, &x->nrows);
    if (!st)
        st = court_notice_list(&r->act, case_id, &x->notices, &x->nnotices);
    return st ? st : case_people_load(&r->act, case_id, &x->people);
}

static bool is_of(const struct reading *x, const struct restriction_row *t)
{
    return t->order_id.p && str_eq(t->order_id, x->order.id);
}

static struct term_row_view line_of(struct req *r, const struct reading *x,
                                    const struct restriction_row *t)
{
    struct term_row_view v = { .text = restriction_words(r, t, &x->people),
                               .by = restriction_by(r, t) };

    if (t->ended_utc.p || !court_may_edit(r))
        return v;
    v.end = page_path(r, "/cases/%.*s/restrictions/%.*s/end", STR_ARG(t->case_id), STR_ARG(t->id));
    if (str_is(t->kind, "contact"))
        v.change = page_path(r, "/cases/%.*s/orders/%.*s/restrictions/new?old=%.*s",
                             STR_ARG(t->case_id), STR_ARG(x->order.id), STR_ARG(t->id));
    return v;
}

/* Those that still hold, of one clause, or with clause NULL of the order as a whole. */
static size_t fill_terms(struct req *r, const struct reading *x, const struct clause_row *c,
                         const struct term_row_view **list)
{
    struct term_row_view *rows = arena_array(r->mem, struct term_row_view, x->nrows + 1);
    size_t n = 0, i;

    for (i = 0; i < x->nrows; i++) {
        const struct restriction_row *t = &x->rows[i];
        bool here = c ? t->clause_id.p && str_eq(t->clause_id, c->id) : !t->clause_id.p;

        if (is_of(x, t) && here && !t->ended_utc.p)
            rows[n++] = line_of(r, x, t);
    }
    *list = rows;
    return n;
}

static void fill_ended(struct req *r, const struct reading *x, struct order_contact_view *v)
{
    struct term_row_view *rows = arena_array(r->mem, struct term_row_view, x->nrows + 1);
    size_t i;

    for (i = 0; i < x->nrows; i++)
        if (is_of(x, &x->rows[i]) && x->rows[i].ended_utc.p)
            rows[v->nended++] = line_of(r, x, &x->rows[i]);
    v->ended = rows;
}

static void fill_clauses(struct req *r, const struct reading *x, struct order_contact_view *v)
{
    struct clause_terms_view *rows = arena_array(r->mem, struct clause_terms_view, x->nclauses + 1);
    size_t i;

    for (i = 0; i < x->nclauses; i++) {
        const struct clause_row *c = &x->clauses[i];

        rows[i] = (struct clause_terms_view){
            .kind = list_label(r->act.app, "clause-kinds", c->kind),
            .text = c->words,
        };
        if (c->page != DB_NULL_I64)
            rows[i].page = str_fmt(r->mem, "page %lld", (long long)c->page);
        rows[i].nterms = fill_terms(r, x, c, &rows[i].terms);
        if (court_may_edit(r))
            rows[i].add = page_path(r, "/cases/%.*s/orders/%.*s/restrictions/new?clause=%.*s",
                                    STR_ARG(c->case_id), STR_ARG(x->order.id), STR_ARG(c->id));
    }
    v->clauses = rows;
    v->nclauses = x->nclauses;
}

static void fill_notices(struct req *r, const struct reading *x, struct order_contact_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, x->nnotices + 1);
    size_t n = 0, i;

    for (i = 0; i < x->nnotices; i++) {
        const struct court_notice_row *m = &x->notices[i];
        bool open = str_is(m->state, "open");

        if (!str_eq(m->order_id, x->order.id))
            continue;
        rows[n++] = (struct record_row_view){
            .when = page_date(r, m->due_on),
            .title = str_is(m->kind, "conflict") ? STR("Notice to the court")
                                                 : STR("Clarification asked of the court"),
            .sub = m->words,
            .state = open ? STR("due") : m->state,
            .attention = open,
            .href = page_path(r, "/cases/%.*s/notices/%.*s", STR_ARG(m->case_id), STR_ARG(m->id)),
        };
    }
    v->notices = (struct records_view){ .heading = STR("Told or asked of the court"),
                                        .id = STR("notices"),
                                        .rows = rows,
                                        .nrows = n,
                                        .none = STR("Nothing yet.") };
}

static enum rw_status order_contact(struct req *r)
{
    struct order_contact_view v = { 0 };
    struct reading x = { 0 };
    size_t i, entered = 0;
    enum rw_status st = load(r, &x);

    if (st)
        return st;
    page_shell(r, STR("What it says about contact"), "cases", &v.shell);
    court_crumbs(r, &x.order, &v.crumbs);
    v.title = x.order.title;
    v.contact = page_case_path(r, "/contact");
    fill_clauses(r, &x, &v);
    v.nothers = fill_terms(r, &x, NULL, &v.others);
    fill_ended(r, &x, &v);
    fill_notices(r, &x, &v);
    for (i = 0; i < x.nrows; i++)
        entered += is_of(&x, &x.rows[i]) && !x.rows[i].ended_utc.p;
    if (court_may_edit(r)) {
        v.add = court_order_path(r, x.order.id, "/restrictions/new");
        v.notice = court_order_path(r, x.order.id, "/notices/new");
        if (!entered)
            v.nothing = court_order_path(r, x.order.id, "/nothing");
    }
    tpl_order_contact(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, "/cases/:case/orders/:order/contact", order_contact, CAP_COURT_READ, 0,
                "order", "An order's clauses with what each says about contact"),
};

PAGE_ROUTES(order_contact_routes, routes);
