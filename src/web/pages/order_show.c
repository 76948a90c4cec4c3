/* order_show.c -- one order: its facts, its clauses in order, its hearings, who pays. */
#include "app/lists.h"
#include "web/pages/court_parts.h"

#define FACTS 9

static void add_fact(struct facts_view *v, struct fact_view *rows, const char *label,
                     struct str value)
{
    rows[v->nrows++] = (struct fact_view){ .label = str_of(label), .value = value };
}

static struct str days_words(struct req *r, int64_t days)
{
    return days == 1 ? STR("1 day") : str_fmt(r->mem, "%lld days", (long long)days);
}

static struct str rule_words(struct req *r, const struct court_order_row *o)
{
    struct str every = STR_NULL, before = STR_NULL;

    if (str_is(o->report_rule, "none"))
        return STR("none asked for");
    if (o->report_every_days == 1)
        every = STR("every day");
    else if (o->report_every_days != DB_NULL_I64)
        every = str_fmt(r->mem, "every %lld days", (long long)o->report_every_days);
    if (o->report_before_days != DB_NULL_I64)
        before = str_fmt(r->mem, "%.*s before each hearing",
                         STR_ARG(days_words(r, o->report_before_days)));
    return str_join(r->mem, every, STR(", and "), before);
}

static struct str due_words(struct req *r, struct date due)
{
    struct str day = date_words(r->mem, due);

    if (!date_known(due))
        return STR("none at present");
    return due.day < r->act.today.day ? str_fmt(r->mem, "%.*s: late", STR_ARG(day)) : day;
}

static enum rw_status fill_facts(struct req *r, const struct court_order_row *o,
                                 const struct matter_row *m, struct order_show_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, FACTS);
    struct date due;
    enum rw_status st = order_report_due(&r->act, o->case_id, o->id, &due);

    if (st)
        return st;
    v->facts.rows = rows;
    add_fact(&v->facts, rows, "Court", m ? m->court : STR_NULL);
    add_fact(&v->facts, rows, "Docket", m ? m->docket : STR_NULL);
    add_fact(&v->facts, rows, "Judge", m ? m->judge : STR_NULL);
    add_fact(&v->facts, rows, "Kind of order", list_label(r->act.app, "order-kinds", o->kind));
    add_fact(&v->facts, rows, "Signed on", page_date(r, o->signed_on));
    add_fact(&v->facts, rows, "In effect until",
             o->expires_on.len ? page_date(r, o->expires_on) : STR("no end recorded"));
    add_fact(&v->facts, rows, "Reports", rule_words(r, o));
    if (!str_is(o->report_rule, "none")) {
        add_fact(&v->facts, rows, "Reports go to", o->report_to);
        add_fact(&v->facts, rows, "Next report due", due_words(r, due));
    }
    return RW_OK;
}

static enum rw_status fill_clauses(struct req *r, const struct court_order_row *o,
                                   struct order_show_view *v)
{
    struct clause_row_view *rows;
    struct clause_row *clauses;
    size_t n, i;
    enum rw_status st = clause_list(&r->act, o->case_id, o->id, &clauses, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct clause_row_view, n + 1);
    for (i = 0; i < n; i++) {
        rows[i] = (struct clause_row_view){
            .kind = list_label(r->act.app, "clause-kinds", clauses[i].kind),
            .text = clauses[i].words,
        };
        if (clauses[i].page != DB_NULL_I64)
            rows[i].page = str_fmt(r->mem, "page %lld", (long long)clauses[i].page);
        if (court_may_edit(r))
            rows[i].edit = page_path(r, "/cases/%.*s/orders/%.*s/clauses/%.*s/edit",
                                     STR_ARG(o->case_id), STR_ARG(o->id), STR_ARG(clauses[i].id));
    }
    v->clauses = rows;
    v->nclauses = n;
    return RW_OK;
}

static struct record_row_view hearing_row_of(struct req *r, const struct hearing_row *h)
{
    return (struct record_row_view){
        .when = page_date(r, h->on_date),
        .title = court_hearing_title(r, h),
        .sub = court_hearing_about(r, h),
        .state = h->state,
        .href = court_may_edit(r) ? page_path(r, "/cases/%.*s/hearings/%.*s/edit",
                                              STR_ARG(h->case_id), STR_ARG(h->id))
                                  : page_case_path(r, "/court"),
    };
}

static enum rw_status fill_hearings(struct req *r, const struct court_order_row *o,
                                    struct order_show_view *v)
{
    const struct hearing_row **sorted;
    struct record_row_view *rows;
    struct hearing_row *hearings;
    size_t n, i;
    enum rw_status st = hearing_list(&r->act, o->case_id, &hearings, &n);

    if (st)
        return st;
    sorted = court_hearings(r, hearings, n, o->matter_id, &n);
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++)
        rows[i] = hearing_row_of(r, sorted[i]);
    v->hearings = (struct records_view){ .heading = STR("Hearings of this docket"),
                                         .id = STR("hearings"),
                                         .rows = rows,
                                         .nrows = n,
                                         .none = STR("No hearing is recorded yet.") };
    if (court_may_edit(r)) {
        v->hearings.add = page_path(r, "/cases/%.*s/hearings/new?matter=%.*s", STR_ARG(o->case_id),
                                    STR_ARG(o->matter_id));
        v->hearings.add_label = STR("Add a hearing");
    }
    return RW_OK;
}

static enum rw_status fill_shares(struct req *r, const struct court_order_row *o,
                                  struct order_show_view *v)
{
    struct share_row_view *rows;
    struct payer *payers;
    size_t n, i;
    enum rw_status st = payers_list(&r->act, o->case_id, o->id, &payers, &n);

    if (st)
        return st;
    rows = arena_array(r->mem, struct share_row_view, n + 1);
    for (i = 0; i < n; i++) {
        struct str percent = value_percent(r->mem, payers[i].share_bp).text;

        rows[i] = (struct share_row_view){
            .who = payers[i].label,
            .percent = str_fmt(r->mem, "%.*s %%", STR_ARG(percent)),
        };
    }
    v->shares = rows;
    v->nshares = n;
    return RW_OK;
}

static struct str status_words(struct req *r, const struct court_order_row *o)
{
    struct str all =
        str_join(r->mem, STR("In effect from"), STR(" "), page_date(r, o->effective_on));

    if (o->expires_on.len)
        all = str_join(r->mem, all, STR(" until "), page_date(r, o->expires_on));
    if (!str_is(o->state, "in_force"))
        return str_join(r->mem, all, STR("; "), court_order_state(o->state));
    if (o->expires_on.len && page_day(o->expires_on).day < r->act.today.day)
        return str_join(r->mem, all, STR("; "), STR("that day has passed"));
    return all;
}

static void fill_head(struct req *r, const struct court_order_row *o, struct order_show_view *v)
{
    page_shell(r, o->title, "cases", &v->shell);
    court_crumbs(r, NULL, &v->crumbs);
    v->title = o->title;
    v->status = status_words(r, o);
    v->contact = court_order_path(r, o->id, "/contact");
    if (o->document_id.len) {
        v->file = page_path(r, "/cases/%.*s/documents/%.*s", STR_ARG(o->case_id),
                            STR_ARG(o->document_id));
        v->file_label = STR("Download the order");
    }
    if (!court_may_edit(r))
        return;
    v->edit = court_order_path(r, o->id, "/edit");
    v->add_clause = court_order_path(r, o->id, "/clauses/new");
    v->edit_shares = court_order_path(r, o->id, "/shares");
}

static enum rw_status order_show(struct req *r)
{
    struct order_show_view v = { 0 };
    struct court_order_row o;
    struct matter_row *matters;
    size_t n;
    enum rw_status st = order_get(&r->act, req_arg(r, "case"), req_arg(r, "order"), &o);

    if (!st)
        st = matter_list(&r->act, o.case_id, &matters, &n);
    if (!st)
        st = fill_facts(r, &o, court_matter_find(matters, n, o.matter_id), &v);
    if (!st)
        st = fill_clauses(r, &o, &v);
    if (!st)
        st = fill_hearings(r, &o, &v);
    if (!st)
        st = fill_shares(r, &o, &v);
    if (st)
        return st;
    fill_head(r, &o, &v);
    tpl_order_show(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, "/cases/:case/orders/:order", order_show, CAP_COURT_READ, 0, "order",
                "One order with its clauses, hearings and shares"),
};

PAGE_ROUTES(order_show_routes, routes);
