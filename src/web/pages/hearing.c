/* hearing.c -- a hearing: when, what kind, and whether it took place. */
#include "web/pages/court_parts.h"

enum { MATTER, KIND, ON, AT, PURPOSE, STATE, NFIELDS };

static const struct field hearing_form[NFIELDS] = {
    [MATTER] = { .name = "matter",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "Court and docket" },
    [KIND] = { .name = "kind", .kind = FIELD_CHOICE, .required = true, .label = "Kind of hearing" },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [AT] = { .name = "at_clock", .kind = FIELD_TIME, .label = "Time" },
    [PURPOSE] = { .name = "purpose", .kind = FIELD_TEXT, .max = 200, .label = "What it is about" },
    [STATE] = { .name = "state",
                .kind = FIELD_RADIO,
                .required = true,
                .label = "This hearing is",
                .choices = court_hearing_states,
                .nchoices = FORM_N(court_hearing_states) },
};

/* A saved hearing stays with its court, so that its form begins after that field. */
struct hearing_fields {
    struct field *list;
    size_t first;
};

static enum rw_status load_fields(struct req *r, bool fresh, struct hearing_fields *f)
{
    struct form_option *kinds, *courts;
    struct matter_row *matters;
    size_t nkinds, nmatters;
    enum rw_status st = matter_list(&r->act, req_arg(r, "case"), &matters, &nmatters);

    if (st)
        return st;
    kinds = page_options(r, "hearing-kinds", &nkinds);
    courts = court_matters(r, matters, nmatters);
    f->list = form_copy(r->mem, hearing_form, NFIELDS);
    f->first = fresh ? MATTER : KIND;
    form_choices(f->list, NFIELDS, "matter", courts, nmatters);
    form_choices(f->list, NFIELDS, "kind", kinds, nkinds);
    return RW_OK;
}

static struct form_page hearing_page(struct req *r, const struct hearing_fields *f,
                                     const struct value *v, const struct crumbs_view *up)
{
    return (struct form_page){
        .title = f->first == MATTER ? STR("Add a hearing") : STR("Hearing"),
        .crumbs = up->rows,
        .ncrumbs = up->nrows,
        .fields = f->list + f->first,
        .n = NFIELDS - f->first,
        .state = { .values = v + f->first, .problems = &r->act.bad },
        .action = r->path,
        .submit = STR("Save"),
        .cancel = page_case_path(r, "/court"),
    };
}

static bool read_form(struct req *r, const struct hearing_fields *f, struct value *v,
                      struct hearing_input *in)
{
    bool good = form_read(r->mem, f->list + f->first, NFIELDS - f->first, &r->form, v + f->first,
                          &r->act.bad);

    *in = (struct hearing_input){ .matter_id = v[MATTER].text,
                                  .kind = v[KIND].text,
                                  .on = v[ON].date,
                                  .at_clock = v[AT].text,
                                  .purpose = v[PURPOSE].text,
                                  .state = v[STATE].text,
                                  .version = page_version(r) };
    return good;
}

static enum rw_status hearing_new(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct hearing_fields f;
    struct crumbs_view up;
    struct form_page p;
    enum rw_status st = load_fields(r, true, &f);

    if (st)
        return st;
    if (f.list[MATTER].nchoices == 0)
        return req_redirect(r, page_case_path(r, "/matters/new"),
                            "First the court and docket that the hearing belongs to.");
    v[MATTER] = value_text(req_query(r, "matter"));
    if (f.list[MATTER].nchoices == 1)
        v[MATTER] = value_text(str_of(f.list[MATTER].choices[0].value));
    v[STATE] = value_text(STR("set"));
    court_crumbs(r, NULL, &up);
    p = hearing_page(r, &f, v, &up);
    return page_form(r, "cases", &p);
}

static enum rw_status hearing_create(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct hearing_fields f;
    struct hearing_input in;
    struct crumbs_view up;
    struct form_page p;
    struct str id;
    enum rw_status st = load_fields(r, true, &f);

    if (st)
        return st;
    court_crumbs(r, NULL, &up);
    p = hearing_page(r, &f, v, &up);
    if (!read_form(r, &f, v, &in))
        return page_form(r, "cases", &p);
    st = hearing_add(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    return st ? st : req_redirect(r, p.cancel, "Hearing recorded.");
}

static enum rw_status find_hearing(struct req *r, struct hearing_row *h)
{
    struct hearing_row *rows;
    size_t n, i;
    enum rw_status st = hearing_list(&r->act, req_arg(r, "case"), &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, req_arg(r, "hearing"))) {
            *h = rows[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such hearing");
}

static void stored_values(struct req *r, const struct hearing_row *h, struct value *v)
{
    v[KIND] = value_text(h->kind);
    v[ON] = value_date(r->mem, page_day(h->on_date));
    v[AT] = value_text(h->at_clock);
    v[PURPOSE] = value_text(h->purpose);
    v[STATE] = value_text(h->state);
}

static enum rw_status hearing_edit(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct hearing_fields f;
    struct hearing_row h;
    struct crumbs_view up;
    struct pair version;
    struct form_page p;
    enum rw_status st = find_hearing(r, &h);

    if (!st)
        st = load_fields(r, false, &f);
    if (st)
        return st;
    stored_values(r, &h, v);
    court_crumbs(r, NULL, &up);
    p = hearing_page(r, &f, v, &up);
    version = page_version_pair(r, h.version);
    p.hidden = &version;
    p.nhidden = 1;
    return page_form(r, "cases", &p);
}

static enum rw_status hearing_change(struct req *r)
{
    struct value v[NFIELDS] = { 0 }, saved[NFIELDS] = { 0 };
    struct pair version = page_version_pair(r, page_version(r));
    struct hearing_fields f;
    struct hearing_input in;
    struct hearing_row h;
    struct crumbs_view up;
    struct form_page p;
    enum rw_status st = find_hearing(r, &h);

    if (!st)
        st = load_fields(r, false, &f);
    if (st)
        return st;
    court_crumbs(r, NULL, &up);
    p = hearing_page(r, &f, v, &up);
    p.hidden = &version;
    p.nhidden = 1;
    if (!read_form(r, &f, v, &in))
        return page_form(r, "cases", &p);
    st = hearing_save(&r->act, req_arg(r, "case"), h.id, &in);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    if (st == RW_ECONFLICT) {
        st = find_hearing(r, &h);
        if (st)
            return st;
        stored_values(r, &h, saved);
        version = page_version_pair(r, h.version);
        return page_conflict(r, "cases", &p, saved + KIND, STR("this hearing"));
    }
    return st ? st : req_redirect(r, p.cancel, "Saved.");
}

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, "/cases/:case/hearings/new", hearing_new, CAP_COURT_EDIT, 0, "hearing",
                "Form for a hearing"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/hearings/new", hearing_create, CAP_COURT_EDIT, 0,
                "hearing", "Record a hearing"),
    COURT_ROUTE(METHOD_GET, "/cases/:case/hearings/:hearing/edit", hearing_edit, CAP_COURT_EDIT, 0,
                "hearing", "Form for a hearing as it stands"),
    COURT_ROUTE(METHOD_POST, "/cases/:case/hearings/:hearing/edit", hearing_change, CAP_COURT_EDIT,
                0, "hearing", "Change a hearing"),
};

PAGE_ROUTES(hearing_routes, routes);
