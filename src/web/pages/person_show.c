/* person_show.c -- one person: details, roles for each child over time, and, on request and on the
 * log, phone and address. */
#include "app/document.h"
#include "app/lists.h"
#include "app/person.h"
#include "app/protection.h"
#include "web/pages/page.h"
#include "web/route.h"

#define FACTS 8

static void add_fact(struct fact_view *rows, size_t *n, const char *label, struct str value)
{
    rows[(*n)++] = (struct fact_view){ .label = str_of(label), .value = value };
}

static struct str yes_no(int64_t v)
{
    return v ? STR("yes") : STR("no");
}

static void fill_facts(struct req *r, const struct person_row *p, struct facts_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, FACTS);
    size_t n = 0;

    if (str_is(p->kind, "professional")) {
        add_fact(rows, &n, "Profession", list_label(r->act.app, "professions", p->profession));
        add_fact(rows, &n, "Organisation", p->organisation);
    } else {
        struct str born = page_date(r, p->birth);
        struct str age = page_age(r, p->birth);

        add_fact(rows, &n, "Date of birth", str_join(r->mem, born, STR(", "), age));
        add_fact(rows, &n, "Languages", p->language);
        add_fact(rows, &n, "Interpreter needed", yes_no(p->interpreter));
        add_fact(rows, &n, "Access needs", p->access_needs);
    }
    if (!str_is(p->kind, "child"))
        add_fact(rows, &n, "Safe way to reach", p->safe_contact);
    *v = (struct facts_view){ .rows = rows, .nrows = n };
}

static struct str name_of(const struct person_row *people, size_t n, struct str id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(people[i].id, id))
            return people[i].name;
    return STR("the family");
}

static enum rw_status fill_roles(struct req *r, struct str id, struct person_show_view *v)
{
    struct str case_id = req_arg(r, "case");
    struct person_role_row *roles;
    struct person_row *people;
    struct role_row_view *rows;
    size_t nroles, npeople, i;
    enum rw_status st = person_role_list(&r->act, case_id, &roles, &nroles);

    if (!st)
        st = person_list(&r->act, case_id, &people, &npeople);
    if (st)
        return st;
    rows = arena_array(r->mem, struct role_row_view, nroles + 1);
    for (i = 0; i < nroles; i++) {
        struct str label = list_label(r->act.app, "roles", roles[i].role);

        if (!str_eq(roles[i].person_id, id))
            continue;
        rows[v->nroles++] = (struct role_row_view){
            .child = name_of(people, npeople, roles[i].child_id),
            .role = str_join(r->mem, roles[i].relation, STR("; "), label),
            .from = page_date(r, roles[i].from_on),
            .until = page_date(r, roles[i].to_on),
        };
        if (!roles[i].to_on.p) {
            v->relation = roles[i].relation;
            v->chip = label;
        }
    }
    v->roles = rows;
    return RW_OK;
}

static void fill_reach(struct req *r, const struct person_contact_row *c, struct facts_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, 4);
    size_t n = 0;

    add_fact(rows, &n, "Phone", c->phone);
    add_fact(rows, &n, "E-mail", c->email);
    add_fact(rows, &n, "Address", c->address);
    rows[n++] =
        (struct fact_view){ .label = STR("Wrong or changed?"),
                            .value = STR("Correct phone and address"),
                            .href = page_path(r, "/cases/%.*s/people/%.*s/contact/edit",
                                              STR_ARG(req_arg(r, "case")), STR_ARG(c->id)) };
    *v = (struct facts_view){ .rows = rows, .nrows = n };
}

/* Papers that belong to this person, for those who may read papers at all. */
static enum rw_status fill_papers(struct req *r, struct str id, struct records_view *v)
{
    struct document_person_list_row *papers;
    struct record_row_view *rows;
    size_t n, i;
    enum rw_status st;

    if (!act_allows(&r->act, CAP_COURT_READ, CLASS_L, false))
        return RW_OK;
    st = document_person_list(&r->act, req_arg(r, "case"), id, &papers, &n);
    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++)
        rows[i] = (struct record_row_view){
            .when =
                page_date(r, papers[i].dated_on.p ? papers[i].dated_on : papers[i].received_utc),
            .title = papers[i].name,
            .href = page_path(r, "/cases/%.*s/documents/%.*s", STR_ARG(papers[i].case_id),
                              STR_ARG(papers[i].document_id)),
        };
    *v = (struct records_view){ .heading = STR("Papers"),
                                .id = STR("papers"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("No paper belongs to this person yet.") };
    if (act_allows(&r->act, CAP_COURT_EDIT, CLASS_L, false)) {
        v->add = page_path(r, "/cases/%.*s/people/%.*s/papers", STR_ARG(req_arg(r, "case")),
                           STR_ARG(id));
        v->add_label = STR("Choose papers");
    }
    return RW_OK;
}

/* That it is to end is said where it is protected, with the way to keep it. */
static enum rw_status fill_protection(struct req *r, const struct person_row *p,
                                      struct person_show_view *v)
{
    struct protection_end x;
    enum rw_status st;

    if (!protection_holds(&r->act, p))
        return RW_OK;
    v->protected = STR("Protected: never to be given to anybody without a second look.");
    st = protection_end_of(&r->act, p, &x);
    if (st || !x.open)
        return st;
    v->ending = x.row.ends_utc.p
                    ? str_fmt(r->mem, "Protection ends on %.*s, as %.*s asked.",
                              STR_ARG(page_when(r, x.row.ends_utc)), STR_ARG(x.row.by_name))
                    : str_fmt(r->mem,
                              "%.*s asked that the protection end. It goes on until another "
                              "licensed colleague of this family signs.",
                              STR_ARG(x.row.by_name));
    v->asking = page_path(r, "/cases/%.*s/protection/%.*s", STR_ARG(p->case_id), STR_ARG(x.row.id));
    if (act_allows(&r->act, CAP_CASE_EDIT, CLASS_A, false))
        v->keep = v->asking;
    return RW_OK;
}

static enum rw_status show(struct req *r, bool reach)
{
    struct str case_id = req_arg(r, "case"), id = req_arg(r, "person");
    struct person_show_view v = { 0 };
    struct person_contact_row contact;
    struct fact_view *ask;
    struct person_row p;
    enum rw_status st = person_get(&r->act, case_id, id, &p);

    if (!st)
        st = fill_roles(r, id, &v);
    if (!st)
        st = fill_papers(r, id, &v.records);
    if (!st)
        st = fill_protection(r, &p, &v);
    if (!st && reach)
        st = person_contact(&r->act, case_id, id, &contact);
    if (st)
        return st;
    page_shell(r, p.name, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    v.name = p.name;
    if (!v.relation.p)
        v.relation = str_is(p.kind, "child") ? STR("child")
                     : str_is(p.kind, "professional")
                         ? list_label(r->act.app, "professions", p.profession)
                         : STR("no role recorded yet");
    if (!v.nroles)
        v.no_role = str_is(p.kind, "child") ? STR("Child of this family.")
                                            : STR("No role is recorded yet.");
    v.edit = page_path(r, "/cases/%.*s/people/%.*s/edit", STR_ARG(case_id), STR_ARG(id));
    if (!str_is(p.kind, "professional"))
        v.intake = page_path(r, "/cases/%.*s/people/%.*s/intake", STR_ARG(case_id), STR_ARG(id));
    if (str_is(p.kind, "adult"))
        v.add_role =
            page_path(r, "/cases/%.*s/roles/new?person=%.*s", STR_ARG(case_id), STR_ARG(id));
    fill_facts(r, &p, &v.facts);
    if (reach) {
        fill_reach(r, &contact, &v.reach);
    } else {
        ask = arena_new(r->mem, struct fact_view);
        *ask = (struct fact_view){
            .label = STR("Kept apart"),
            .value = STR("Show phone and address"),
            .href = page_path(r, "/cases/%.*s/people/%.*s/contact", STR_ARG(case_id), STR_ARG(id)),
        };
        v.reach = (struct facts_view){ .rows = ask, .nrows = 1 };
    }
    tpl_person_show(r->out, &v);
    return RW_OK;
}

static enum rw_status person_show(struct req *r)
{
    return show(r, false);
}

static enum rw_status person_contact_show(struct req *r)
{
    return show(r, true);
}

enum { PHONE, EMAIL, ADDRESS, NFIELDS };

static const struct field contact_form[NFIELDS] = {
    [PHONE] = { .name = "phone", .kind = FIELD_PHONE, .max = 60, .label = "Phone" },
    [EMAIL] = { .name = "email", .kind = FIELD_EMAIL, .max = 120, .label = "E-mail" },
    [ADDRESS] = { .name = "address",
                  .kind = FIELD_AREA,
                  .max = 600,
                  .rows = 3,
                  .label = "Address" },
};

static struct form_page contact_page(struct req *r, const struct value *v,
                                     const struct crumbs_view *up, const struct pair *version)
{
    struct str path = page_path(r, "/cases/%.*s/people/%.*s/contact", STR_ARG(req_arg(r, "case")),
                                STR_ARG(req_arg(r, "person")));

    return (struct form_page){
        .title = STR("Phone and address"),
        .intro = STR("Kept apart from everything else; each look is on the log. A change sends "
                     "nothing to anybody."),
        .crumbs = up->rows,
        .ncrumbs = up->nrows,
        .fields = contact_form,
        .n = NFIELDS,
        .state = { .values = v, .problems = &r->act.bad },
        .action = str_fmt(r->mem, "%.*s/edit", STR_ARG(path)),
        .submit = STR("Save"),
        .cancel = path,
        .hidden = version,
        .nhidden = 1,
    };
}

static enum rw_status stored_contact(struct req *r, struct value *v, int64_t *version)
{
    struct person_contact_row c;
    enum rw_status st = person_contact(&r->act, req_arg(r, "case"), req_arg(r, "person"), &c);

    if (st)
        return st;
    v[PHONE] = value_text(c.phone);
    v[EMAIL] = value_text(c.email);
    v[ADDRESS] = value_text(c.address);
    *version = c.version;
    return RW_OK;
}

static enum rw_status person_contact_edit(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct crumbs_view up;
    struct pair version;
    struct form_page p;
    int64_t n;
    enum rw_status st = stored_contact(r, v, &n);

    if (st)
        return st;
    page_case_crumbs(r, &up);
    version = page_version_pair(r, n);
    p = contact_page(r, v, &up, &version);
    return page_form(r, "cases", &p);
}

static enum rw_status person_contact_correct(struct req *r)
{
    struct value v[NFIELDS] = { 0 }, saved[NFIELDS] = { 0 };
    struct pair version = page_version_pair(r, page_version(r));
    struct contact_input in;
    struct crumbs_view up;
    struct form_page p;
    int64_t n;
    enum rw_status st;

    page_case_crumbs(r, &up);
    p = contact_page(r, v, &up, &version);
    if (!form_read(r->mem, contact_form, NFIELDS, &r->form, v, &r->act.bad))
        return page_form(r, "cases", &p);
    in = (struct contact_input){ .phone = v[PHONE].text,
                                 .email = v[EMAIL].text,
                                 .address = v[ADDRESS].text,
                                 .version = page_version(r) };
    st = person_contact_save(&r->act, req_arg(r, "case"), req_arg(r, "person"), &in);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    if (st == RW_ECONFLICT) {
        st = stored_contact(r, saved, &n);
        if (st)
            return st;
        version = page_version_pair(r, n);
        return page_conflict(r, "cases", &p, saved, STR("phone and address"));
    }
    return st ? st : req_redirect(r, p.cancel, "Saved.");
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases/:case/people/:person",
      .run = person_show,
      .need = CAP_CASE_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "person",
      .about = "One person and their roles for each child" },
    { .method = METHOD_GET,
      .path = "/cases/:case/people/:person/contact",
      .run = person_contact_show,
      .need = CAP_ADDRESS_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .object = "person-contact",
      .about = "A person's phone and address" },
    { .method = METHOD_GET,
      .path = "/cases/:case/people/:person/contact/edit",
      .run = person_contact_edit,
      .need = CAP_ADDRESS_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .object = "person-contact",
      .about = "Form for a person's phone and address" },
    { .method = METHOD_POST,
      .path = "/cases/:case/people/:person/contact/edit",
      .run = person_contact_correct,
      .need = CAP_ADDRESS_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .object = "person-contact",
      .about = "Correct a person's phone and address" },
};

PAGE_ROUTES(person_show_routes, routes);
