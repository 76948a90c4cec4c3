/* papers.c -- which papers belong to one person of the case. */
#include "app/person.h"
#include "web/pages/court_parts.h"

static const struct field papers_form[] = {
    { .name = "papers",
      .kind = FIELD_MULTI,
      .label = "Papers of this family",
      .hint = "What is not chosen stays with the case." },
};

static struct str person_path(struct req *r, const char *rest)
{
    return page_path(r, "/cases/%.*s/people/%.*s%s", STR_ARG(req_arg(r, "case")),
                     STR_ARG(req_arg(r, "person")), rest);
}

static enum rw_status fields_of(struct req *r, struct person_row *p, struct field **f)
{
    struct document_list_row *rows;
    struct form_option *o;
    size_t n, i;
    enum rw_status st = person_get(&r->act, req_arg(r, "case"), req_arg(r, "person"), p);

    if (!st)
        st = document_list(&r->act, req_arg(r, "case"), &rows, &n);
    if (st)
        return st;
    o = arena_array(r->mem, struct form_option, n + 1);
    for (i = 0; i < n; i++)
        o[i] = (struct form_option){ str_z(r->mem, rows[i].id), str_z(r->mem, rows[i].name) };
    *f = form_copy(r->mem, papers_form, 1);
    form_choices(*f, 1, "papers", o, n);
    return RW_OK;
}

static enum rw_status show(struct req *r, const struct person_row *p, const struct field *f,
                           const struct value *v)
{
    struct crumbs_view up;
    struct link_view rows[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = person_path(r, ""), .label = p->name },
    };
    struct form_page page = {
        .title = str_join(r->mem, STR("Papers of"), STR(" "), p->name),
        .intro = f[0].nchoices ? STR("A paper may belong to several people.")
                               : STR("The case has no paper yet. Add one under Documents."),
        .fields = f,
        .n = 1,
        .state = { .values = v, .problems = &r->act.bad },
        .action = person_path(r, "/papers"),
        .submit = STR("Save"),
        .cancel = person_path(r, ""),
    };

    page_crumbs(r, rows, 3, &up);
    page.crumbs = up.rows;
    page.ncrumbs = up.nrows;
    return page_form(r, "cases", &page);
}

static enum rw_status papers_ask(struct req *r)
{
    struct document_person_list_row *rows;
    struct value v = { 0 };
    struct person_row p;
    struct field *f;
    struct str *ids;
    size_t n, i;
    enum rw_status st = fields_of(r, &p, &f);

    if (!st)
        st = document_person_list(&r->act, req_arg(r, "case"), p.id, &rows, &n);
    if (st)
        return st;
    ids = arena_array(r->mem, struct str, n + 1);
    for (i = 0; i < n; i++)
        ids[i] = rows[i].document_id;
    v = value_many(ids, n);
    return show(r, &p, f, &v);
}

static enum rw_status papers_save(struct req *r)
{
    struct value v = { 0 };
    struct person_row p;
    struct field *f;
    enum rw_status st = fields_of(r, &p, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, 1, &r->form, &v, &r->act.bad))
        return show(r, &p, f, &v);
    st = document_person_set(&r->act, req_arg(r, "case"), p.id, v.many, v.nmany);
    if (st == RW_EINPUT)
        return show(r, &p, f, &v);
    return st ? st : req_redirect(r, person_path(r, ""), "Saved.");
}

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, "/cases/:case/people/:person/papers", papers_ask, CAP_COURT_EDIT, 0,
                "documents", "Form for the papers of one person"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/people/:person/papers", papers_save, CAP_COURT_EDIT, 0,
                "documents", "Attach papers to one person"),
};

PAGE_ROUTES(papers_routes, routes);
