/* court.c -- the courts of a case with docket and judge, their hearings and orders. */
#include "app/lists.h"
#include "web/pages/court_parts.h"

enum { COURT, DOCKET, JUDGE, NFIELDS };

static const struct field matter_form[NFIELDS] = {
    [COURT] = { .name = "court",
                .kind = FIELD_TEXT,
                .max = 160,
                .required = true,
                .label = "Court" },
    [DOCKET] = { .name = "docket",
                 .kind = FIELD_TEXT,
                 .max = 80,
                 .required = true,
                 .label = "Docket or case number" },
    [JUDGE] = { .name = "judge", .kind = FIELD_TEXT, .max = 120, .label = "Judge" },
};

struct court_rows {
    struct matter_row *matters;
    struct hearing_row *hearings;
    struct court_order_row *orders;
    size_t nmatters, nhearings, norders;
};

static enum rw_status load_rows(struct req *r, struct court_rows *c)
{
    struct str case_id = req_arg(r, "case");
    enum rw_status st = matter_list(&r->act, case_id, &c->matters, &c->nmatters);

    if (!st)
        st = hearing_list(&r->act, case_id, &c->hearings, &c->nhearings);
    if (!st)
        st = order_list(&r->act, case_id, &c->orders, &c->norders);
    return st;
}

static struct court_line_view hearing_line(struct req *r, const struct hearing_row *h)
{
    struct court_line_view v = {
        .id = h->id,
        .when = page_date(r, h->on_date),
        .title = court_hearing_title(r, h),
        .sub = court_hearing_about(r, h),
        .state = h->state,
        .on = court_ahead(r, h) && str_is(h->state, "set"),
    };

    if (court_may_edit(r))
        v.href =
            page_path(r, "/cases/%.*s/hearings/%.*s/edit", STR_ARG(h->case_id), STR_ARG(h->id));
    return v;
}

static void fill_hearings(struct req *r, const struct court_rows *c, struct str matter_id,
                          struct court_matter_view *v)
{
    size_t n, i;
    const struct hearing_row **rows = court_hearings(r, c->hearings, c->nhearings, matter_id, &n);
    struct court_line_view *lines = arena_array(r->mem, struct court_line_view, n + 1);

    for (i = 0; i < n; i++)
        lines[i] = hearing_line(r, rows[i]);
    v->hearings = lines;
    v->nhearings = n;
}

static void fill_orders(struct req *r, const struct court_rows *c, struct str matter_id,
                        struct court_matter_view *v)
{
    struct court_line_view *lines = arena_array(r->mem, struct court_line_view, c->norders + 1);
    size_t i;

    for (i = c->norders; i > 0; i--) {
        const struct court_order_row *o = &c->orders[i - 1];

        if (str_eq(o->matter_id, matter_id))
            lines[v->norders++] = (struct court_line_view){
                .id = o->id,
                .when = page_date(r, o->effective_on),
                .title = o->title,
                .sub = list_label(r->act.app, "order-kinds", o->kind),
                .state = court_order_state(o->state),
                .on = str_is(o->state, "in_force"),
                .href = court_order_path(r, o->id, ""),
            };
    }
    v->orders = lines;
}

static void fill_matter(struct req *r, const struct court_rows *c, size_t at,
                        struct court_matter_view *v)
{
    const struct matter_row *m = &c->matters[at];

    *v = (struct court_matter_view){
        .id = str_fmt(r->mem, "matter-%zu", at + 1),
        .court = m->court,
        .docket = m->docket,
        .judge = m->judge,
    };
    fill_hearings(r, c, m->id, v);
    fill_orders(r, c, m->id, v);
    if (!court_may_edit(r))
        return;
    v->edit = page_path(r, "/cases/%.*s/matters/%.*s/edit", STR_ARG(m->case_id), STR_ARG(m->id));
    v->add_hearing =
        page_path(r, "/cases/%.*s/hearings/new?matter=%.*s", STR_ARG(m->case_id), STR_ARG(m->id));
}

static enum rw_status court_show(struct req *r)
{
    struct court_view v = { 0 };
    struct court_matter_view *matters;
    struct court_rows c;
    size_t i;
    enum rw_status st = load_rows(r, &c);

    if (st)
        return st;
    page_shell(r, STR("Court"), "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    matters = arena_array(r->mem, struct court_matter_view, c.nmatters + 1);
    for (i = 0; i < c.nmatters; i++)
        fill_matter(r, &c, i, &matters[i]);
    v.matters = matters;
    v.nmatters = c.nmatters;
    v.documents = page_case_path(r, "/documents");
    v.contact = page_case_path(r, "/contact");
    if (court_may_edit(r)) {
        v.add_order = page_case_path(r, "/orders/new");
        v.add_matter = page_case_path(r, "/matters/new");
    }
    tpl_court(r->out, &v);
    return RW_OK;
}

static struct matter_input input_of(struct req *r, const struct value *v)
{
    return (struct matter_input){ .court = v[COURT].text,
                                  .docket = v[DOCKET].text,
                                  .judge = v[JUDGE].text,
                                  .version = page_version(r) };
}

static struct form_page matter_page(struct req *r, const char *title, const struct value *v,
                                    const struct crumbs_view *up)
{
    return (struct form_page){
        .title = str_of(title),
        .crumbs = up->rows,
        .ncrumbs = up->nrows,
        .fields = matter_form,
        .n = NFIELDS,
        .state = { .values = v, .problems = &r->act.bad },
        .action = r->path,
        .submit = STR("Save"),
        .cancel = page_case_path(r, "/court"),
    };
}

static enum rw_status matter_new(struct req *r)
{
    struct crumbs_view up;
    struct form_page p;

    court_crumbs(r, NULL, &up);
    p = matter_page(r, "Add a court or docket", NULL, &up);
    return page_form(r, "cases", &p);
}

static enum rw_status matter_create(struct req *r)
{
    struct value v[NFIELDS];
    struct matter_input in;
    struct crumbs_view up;
    struct form_page p;
    struct str id;
    enum rw_status st;

    court_crumbs(r, NULL, &up);
    p = matter_page(r, "Add a court or docket", v, &up);
    if (!form_read(r->mem, matter_form, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "cases", &p);
    in = input_of(r, v);
    st = matter_add(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    return st ? st : req_redirect(r, p.cancel, "Recorded.");
}

static enum rw_status find_matter(struct req *r, struct matter_row *m)
{
    const struct matter_row *found;
    struct matter_row *rows;
    size_t n;
    enum rw_status st = matter_list(&r->act, req_arg(r, "case"), &rows, &n);

    if (st)
        return st;
    found = court_matter_find(rows, n, req_arg(r, "matter"));
    if (!found)
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such matter");
    *m = *found;
    return RW_OK;
}

static void stored_values(const struct matter_row *m, struct value *v)
{
    v[COURT] = value_text(m->court);
    v[DOCKET] = value_text(m->docket);
    v[JUDGE] = value_text(m->judge);
}

static enum rw_status matter_edit(struct req *r)
{
    struct value v[NFIELDS];
    struct crumbs_view up;
    struct pair version;
    struct form_page p;
    struct matter_row m;
    enum rw_status st = find_matter(r, &m);

    if (st)
        return st;
    stored_values(&m, v);
    court_crumbs(r, NULL, &up);
    p = matter_page(r, "Court and docket", v, &up);
    version = page_version_pair(r, m.version);
    p.hidden = &version;
    p.nhidden = 1;
    return page_form(r, "cases", &p);
}

static enum rw_status matter_change(struct req *r)
{
    struct value v[NFIELDS], saved[NFIELDS];
    struct pair version = page_version_pair(r, page_version(r));
    struct matter_input in;
    struct crumbs_view up;
    struct form_page p;
    struct matter_row m;
    enum rw_status st = find_matter(r, &m);

    if (st)
        return st;
    court_crumbs(r, NULL, &up);
    p = matter_page(r, "Court and docket", v, &up);
    p.hidden = &version;
    p.nhidden = 1;
    if (!form_read(r->mem, matter_form, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "cases", &p);
    in = input_of(r, v);
    st = matter_save(&r->act, req_arg(r, "case"), m.id, &in);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    if (st == RW_ECONFLICT) {
        st = find_matter(r, &m);
        if (st)
            return st;
        stored_values(&m, saved);
        version = page_version_pair(r, m.version);
        return page_conflict(r, "cases", &p, saved, STR("this court"));
    }
    return st ? st : req_redirect(r, p.cancel, "Saved.");
}

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, "/cases/:case/court", court_show, CAP_COURT_READ, 0, "court",
                "The courts of a case with their hearings and orders"),
    COURT_ROUTE(METHOD_GET, "/cases/:case/matters/new", matter_new, CAP_COURT_EDIT, 0, "matter",
                "Form for a court and docket"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/matters/new", matter_create, CAP_COURT_EDIT, 0, "matter",
                "Record a court and docket"),
    COURT_ROUTE(METHOD_GET, "/cases/:case/matters/:matter/edit", matter_edit, CAP_COURT_EDIT, 0,
                "matter", "Form for a court and docket as they stand"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/matters/:matter/edit", matter_change, CAP_COURT_EDIT, 0,
                "matter", "Correct a court and docket"),
};

PAGE_ROUTES(court_routes, routes);
