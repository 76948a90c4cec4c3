/* role.c -- what a person is to a child, from a day on; history is kept. */
#include "app/person.h"
#include "web/pages/page.h"
#include "web/route.h"

enum { PERSON, CHILD, ROLE, RELATION, FROM, REASON, NFIELDS };

static const struct field role_form[NFIELDS] = {
    [PERSON] = { .name = "person",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "Who",
                 .none = "Please choose" },
    [CHILD] = { .name = "child",
                .kind = FIELD_MULTI,
                .label = "To which children",
                .hint = "One role for each child that is ticked; none: to the family as a whole." },
    [ROLE] = { .name = "role",
               .kind = FIELD_RADIO,
               .required = true,
               .label = "Where contact stands",
               .hint = "Seen by staff only. It says nothing about fault." },
    [RELATION] = { .name = "relation",
                   .kind = FIELD_TEXT,
                   .max = 60,
                   .required = true,
                   .label = "Relation",
                   .hint = "In the family's own word: mother, father, aunt." },
    [FROM] = { .name = "from_on",
               .kind = FIELD_DATE,
               .required = true,
               .label = "From this day on",
               .hint = "A role that holds now ends the day before." },
    [REASON] = { .name = "reason",
                 .kind = FIELD_AREA,
                 .max = 2000,
                 .rows = 2,
                 .label = "Why it changed" },
};

static enum rw_status load_fields(struct req *r, struct field **f)
{
    struct person_row *people;
    struct form_option *adults, *kids, *roles;
    size_t n, nadults, nkids, nroles;
    enum rw_status st = person_list(&r->act, req_arg(r, "case"), &people, &n);

    if (st)
        return st;
    adults = page_people(r, people, n, "adult", &nadults);
    kids = page_people(r, people, n, "child", &nkids);
    roles = page_options(r, "roles", &nroles);
    *f = form_copy(r->mem, role_form, NFIELDS);
    form_choices(*f, NFIELDS, "person", adults, nadults);
    form_choices(*f, NFIELDS, "child", kids, nkids);
    form_choices(*f, NFIELDS, "role", roles, nroles);
    return RW_OK;
}

static enum rw_status show(struct req *r, const struct field *f, const struct value *v)
{
    struct crumbs_view up;

    page_case_crumbs(r, &up);
    return page_form(r, "cases",
                     &(struct form_page){
                         .title = STR("What this person is to each child"),
                         .crumbs = up.rows,
                         .ncrumbs = up.nrows,
                         .fields = f,
                         .n = NFIELDS,
                         .state = { .values = v, .problems = &r->act.bad },
                         .action = page_case_path(r, "/roles/new"),
                         .submit = STR("Record"),
                         .cancel = page_case_path(r, ""),
                     });
}

static enum rw_status role_new(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct field *f;
    enum rw_status st = load_fields(r, &f);

    if (st)
        return st;
    v[PERSON] = value_text(req_query(r, "person"));
    v[FROM] = value_date(r->mem, r->act.today);
    return show(r, f, v);
}

static enum rw_status role_create(struct req *r)
{
    static const struct str family = { "", 0 };
    struct value v[NFIELDS];
    struct role_input in;
    struct field *f;
    enum rw_status st = load_fields(r, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show(r, f, v);
    in = (struct role_input){ .person_id = v[PERSON].text,
                              .role = v[ROLE].text,
                              .relation = v[RELATION].text,
                              .from_on = v[FROM].date,
                              .reason = v[REASON].text };
    st =
        person_roles_add(&r->act, req_arg(r, "case"), &in, v[CHILD].nmany ? v[CHILD].many : &family,
                         v[CHILD].nmany ? v[CHILD].nmany : 1);
    if (st == RW_EINPUT)
        return show(r, f, v);
    return st ? st : req_redirect(r, page_case_path(r, ""), "Recorded.");
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases/:case/roles/new",
      .run = role_new,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "role",
      .about = "Form for what a person is to each child" },
    { .method = METHOD_POST,
      .path = "/cases/:case/roles/new",
      .run = role_create,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "role",
      .about = "Record what a person is to each child" },
};

PAGE_ROUTES(role_routes, routes);
