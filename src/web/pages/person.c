/* person.c -- people of a case: add, show, correct; phone and address on a page of their own. */
#include "app/person.h"
#include "app/lists.h"
#include "app/protection.h"
#include "app/protocols.h"
#include "web/pages/page.h"
#include "web/route.h"

enum {
    KIND,
    NAME,
    BIRTH,
    PROFESSION,
    ORGANISATION,
    LANGUAGE,
    INTERPRETER,
    NEEDS,
    SAFE,
    PROTECTED,
    PHASE,
    TRACK,
    LEVEL,
    NFIELDS
};

static const struct field person_form[NFIELDS] = {
    [KIND] = { .name = "kind", .kind = FIELD_HIDDEN },
    [NAME] = { .name = "name", .kind = FIELD_TEXT, .max = 120, .required = true, .label = "Name" },
    [BIRTH] = { .name = "birth", .kind = FIELD_DATE, .label = "Date of birth" },
    [PROFESSION] = { .name = "profession",
                     .kind = FIELD_CHOICE,
                     .label = "Profession",
                     .none = "Please choose" },
    [ORGANISATION] = { .name = "organisation",
                       .kind = FIELD_TEXT,
                       .max = 160,
                       .label = "Organisation" },
    [LANGUAGE] = { .name = "language", .kind = FIELD_TEXT, .max = 80, .label = "Languages" },
    [INTERPRETER] = { .name = "interpreter",
                      .kind = FIELD_CHECK,
                      .label = "An interpreter is needed" },
    [NEEDS] = { .name = "access_needs",
                .kind = FIELD_AREA,
                .max = 2000,
                .rows = 2,
                .label = "Access needs",
                .hint = "Hearing, sight, movement, reading, anything else." },
    [SAFE] = { .name = "safe_contact",
               .kind = FIELD_TEXT,
               .max = 200,
               .label = "Safe way to reach this person",
               .hint = "Shown to the front desk. Nothing that is protected belongs here." },
    [PROTECTED] = { .name = "protected",
                    .kind = FIELD_CHECK,
                    .label = "Phone and address are protected",
                    .hint =
                        "They then appear on no list, letter or export. Taking this off asks for "
                        "password and code, and does not end it at once." },
    [PHASE] = { .name = "phase",
                .kind = FIELD_CHOICE,
                .set = "Where the child stands",
                .label = "Phase",
                .none = "Before the first phase" },
    [TRACK] = { .name = "track",
                .kind = FIELD_CHOICE,
                .set = "Where the child stands",
                .label = "Kind of situation",
                .none = "Not chosen yet" },
    [LEVEL] = { .name = "level",
                .kind = FIELD_CHOICE,
                .set = "Where the child stands",
                .label = "Contact as it is now",
                .none = "Not recorded yet" },
};

static struct form_option *option(struct req *r, struct form_option *o, struct str id,
                                  struct str title)
{
    *o = (struct form_option){ str_z(r->mem, id), str_z(r->mem, title) };
    return o;
}

/* Only a family that comes in under way says where a child stands; otherwise decisions do. */
static void place_choices(struct req *r, struct field *f)
{
    const struct protocol *p = protocol_for_words(&r->act);
    struct form_option *phases = arena_array(r->mem, struct form_option, p->nphases + 1);
    struct form_option *tracks = arena_array(r->mem, struct form_option, p->ntracks + 1);
    struct form_option *levels = arena_array(r->mem, struct form_option, p->nlevels + 1);
    size_t i;

    for (i = 0; i < p->nphases; i++)
        option(r, &phases[i], p->phases[i].id, p->phases[i].title);
    for (i = 0; i < p->ntracks; i++)
        option(r, &tracks[i], p->tracks[i].id, p->tracks[i].title);
    for (i = 0; i < p->nlevels; i++)
        option(r, &levels[i], p->levels[i].id, p->levels[i].title);
    form_choices(f, NFIELDS, "phase", phases, p->nphases);
    form_choices(f, NFIELDS, "track", tracks, p->ntracks);
    form_choices(f, NFIELDS, "level", levels, p->nlevels);
}

/* The table for one kind of person: what does not apply is left out, what matters is required. */
static struct field *person_fields(struct req *r, struct str kind, bool fresh, size_t *n)
{
    static const bool shown[][NFIELDS] = {
        { [KIND] = true,
          [NAME] = true,
          [BIRTH] = true,
          [LANGUAGE] = true,
          [INTERPRETER] = true,
          [NEEDS] = true,
          [PHASE] = true,
          [TRACK] = true,
          [LEVEL] = true },
        { [KIND] = true,
          [NAME] = true,
          [BIRTH] = true,
          [LANGUAGE] = true,
          [INTERPRETER] = true,
          [NEEDS] = true,
          [SAFE] = true,
          [PROTECTED] = true },
        { [KIND] = true, [NAME] = true, [PROFESSION] = true, [ORGANISATION] = true, [SAFE] = true },
    };
    size_t which = str_is(kind, "child") ? 0 : str_is(kind, "professional") ? 2 : 1, i, np;
    struct field *all = form_copy(r->mem, person_form, NFIELDS);
    struct field *f = arena_array(r->mem, struct field, NFIELDS);
    struct form_option *professions = page_options(r, "professions", &np);
    bool under_way = fresh && str_is(r->act.access.head.entered, "under_way");

    form_choices(all, NFIELDS, "profession", professions, np);
    place_choices(r, all);
    *n = 0;
    for (i = 0; i < NFIELDS; i++) {
        if (!shown[which][i] || (i >= PHASE && !under_way))
            continue;
        f[*n] = all[i];
        if ((i == BIRTH && which == 0) || i == PROFESSION)
            f[*n].required = true;
        (*n)++;
    }
    return f;
}

static struct str kind_of(struct str k)
{
    return str_is(k, "child") || str_is(k, "professional") ? k : STR("adult");
}

/* A value by name, or an empty one where this kind of person has no such field. */
static struct value pick(const struct field *f, size_t n, const struct value *v, size_t which)
{
    static const struct value none = { .date = { INT32_MIN } };
    size_t i;

    for (i = 0; i < n; i++)
        if (str_is(str_of(f[i].name), person_form[which].name))
            return v[i];
    return none;
}

static struct person_input input_of(struct req *r, const struct field *f, size_t n,
                                    const struct value *v)
{
    return (struct person_input){
        .kind = kind_of(pick(f, n, v, KIND).text),
        .name = pick(f, n, v, NAME).text,
        .birth = pick(f, n, v, BIRTH).date,
        .profession = pick(f, n, v, PROFESSION).text,
        .organisation = pick(f, n, v, ORGANISATION).text,
        .language = pick(f, n, v, LANGUAGE).text,
        .interpreter = pick(f, n, v, INTERPRETER).num,
        .access_needs = pick(f, n, v, NEEDS).text,
        .safe_contact = pick(f, n, v, SAFE).text,
        .is_protected = pick(f, n, v, PROTECTED).num,
        .phase = pick(f, n, v, PHASE).text,
        .track = pick(f, n, v, TRACK).text,
        .level = pick(f, n, v, LEVEL).text,
        .version = page_version(r),
    };
}

static const char *kind_title(struct str kind)
{
    return str_is(kind, "child")          ? "Add a child"
           : str_is(kind, "professional") ? "Add a professional"
                                          : "Add a parent or other adult";
}

static enum rw_status show_new(struct req *r, struct str kind, const struct field *f, size_t n,
                               const struct value *v)
{
    struct crumbs_view up;

    page_case_crumbs(r, &up);
    return page_form(r, "cases",
                     &(struct form_page){
                         .title = str_of(kind_title(kind)),
                         .crumbs = up.rows,
                         .ncrumbs = up.nrows,
                         .fields = f,
                         .n = n,
                         .state = { .values = v, .problems = &r->act.bad },
                         .action = page_case_path(r, "/people/new"),
                         .submit = STR("Add"),
                         .cancel = page_case_path(r, ""),
                     });
}

static enum rw_status person_new(struct req *r)
{
    struct str kind = kind_of(req_query(r, "kind"));
    struct value v[NFIELDS] = { 0 };
    size_t n;
    struct field *f = person_fields(r, kind, true, &n);

    v[0] = value_text(kind);
    return show_new(r, kind, f, n, v);
}

static enum rw_status person_create(struct req *r)
{
    struct str kind = kind_of(req_form(r, "kind")), id;
    struct value v[NFIELDS] = { 0 };
    struct person_input in;
    size_t n;
    struct field *f = person_fields(r, kind, true, &n);
    enum rw_status st;

    if (!form_read(r->mem, f, n, &r->form, v, &r->act.bad))
        return show_new(r, kind, f, n, v);
    in = input_of(r, f, n, v);
    st = person_add(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return show_new(r, kind, f, n, v);
    if (st)
        return st;
    if (str_is(kind, "adult"))
        return req_redirect(r,
                            page_path(r, "/cases/%.*s/roles/new?person=%.*s",
                                      STR_ARG(req_arg(r, "case")), STR_ARG(id)),
                            "Added. Now what this person is to each child.");
    return req_redirect(r, page_case_path(r, ""), "Added.");
}

static void stored_values(struct req *r, const struct field *f, size_t n,
                          const struct person_row *p, struct value *v)
{
    const struct value all[NFIELDS] = {
        [KIND] = value_text(p->kind),
        [NAME] = value_text(p->name),
        [BIRTH] = value_date(r->mem, page_day(p->birth)),
        [PROFESSION] = value_text(p->profession),
        [ORGANISATION] = value_text(p->organisation),
        [LANGUAGE] = value_text(p->language),
        [INTERPRETER] = value_check(p->interpreter),
        [NEEDS] = value_text(p->access_needs),
        [SAFE] = value_text(p->safe_contact),
        [PROTECTED] = value_check(protection_holds(&r->act, p)),
    };
    size_t i, k;

    for (i = 0; i < n; i++)
        for (k = 0; k < NFIELDS; k++)
            if (str_is(str_of(f[i].name), person_form[k].name))
                v[i] = all[k];
}

static struct form_page edit_page(struct req *r, const struct field *f, size_t n,
                                  const struct value *v, const struct crumbs_view *up,
                                  const struct pair *version)
{
    struct str path = page_path(r, "/cases/%.*s/people/%.*s", STR_ARG(req_arg(r, "case")),
                                STR_ARG(req_arg(r, "person")));

    return (struct form_page){
        .title = STR("Correct the details"),
        .crumbs = up->rows,
        .ncrumbs = up->nrows,
        .fields = f,
        .n = n,
        .state = { .values = v, .problems = &r->act.bad },
        .action = str_fmt(r->mem, "%.*s/edit", STR_ARG(path)),
        .submit = STR("Save"),
        .cancel = path,
        .hidden = version,
        .nhidden = 1,
    };
}

static enum rw_status person_edit(struct req *r)
{
    struct person_row row;
    struct value v[NFIELDS] = { 0 };
    struct crumbs_view up;
    struct pair version;
    struct form_page p;
    struct field *f;
    size_t n;
    enum rw_status st = person_get(&r->act, req_arg(r, "case"), req_arg(r, "person"), &row);

    if (st)
        return st;
    f = person_fields(r, row.kind, false, &n);
    stored_values(r, f, n, &row, v);
    page_case_crumbs(r, &up);
    version = page_version_pair(r, row.version);
    p = edit_page(r, f, n, v, &up, &version);
    return page_form(r, "cases", &p);
}

static enum rw_status person_correct(struct req *r)
{
    struct str case_id = req_arg(r, "case"), id = req_arg(r, "person");
    struct value v[NFIELDS] = { 0 }, saved[NFIELDS] = { 0 };
    struct pair version = page_version_pair(r, page_version(r));
    struct person_row row;
    struct person_input in;
    struct crumbs_view up;
    struct form_page p;
    struct field *f;
    size_t n;
    enum rw_status st = person_get(&r->act, case_id, id, &row);

    if (st)
        return st;
    f = person_fields(r, row.kind, false, &n);
    page_case_crumbs(r, &up);
    p = edit_page(r, f, n, v, &up, &version);
    if (!form_read(r->mem, f, n, &r->form, v, &r->act.bad))
        return page_form(r, "cases", &p);
    in = input_of(r, f, n, v);
    in.kind = row.kind;
    st = person_save(&r->act, case_id, id, &in);
    if (st == RW_EINPUT)
        return page_form(r, "cases", &p);
    if (st == RW_ECONFLICT) {
        st = person_get(&r->act, case_id, id, &row);
        if (st)
            return st;
        stored_values(r, f, n, &row, saved);
        version = page_version_pair(r, row.version);
        return page_conflict(r, "cases", &p, saved,
                             str_fmt(r->mem, "the details of %.*s", STR_ARG(row.name)));
    }
    return st ? st : req_redirect(r, p.cancel, "Saved.");
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases/:case/people/new",
      .run = person_new,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "person",
      .about = "Form for a person of a case" },
    { .method = METHOD_POST,
      .path = "/cases/:case/people/new",
      .run = person_create,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "person",
      .about = "Add a person to a case" },
    { .method = METHOD_GET,
      .path = "/cases/:case/people/:person/edit",
      .run = person_edit,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "person",
      .about = "Form for a person's details" },
    { .method = METHOD_POST,
      .path = "/cases/:case/people/:person/edit",
      .run = person_correct,
      .need = CAP_CASE_EDIT,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_TREATMENT,
      .object = "person",
      .about = "Correct a person's details" },
};

PAGE_ROUTES(person_routes, routes);
