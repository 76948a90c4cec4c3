/* concern.c -- "Concern about a child": one short form, and the list for those who may see it. */
#include "app/case_people.h"
#include "web/pages/concern_parts.h"

#define EVERYBODY "everybody"

enum { CHILD, PERSON, WORDS, ON, AT, NFIELDS };

static const struct field concern_form[NFIELDS] = {
    [CHILD] = { .name = "child",
                .kind = FIELD_CHOICE,
                .required = true,
                .label = "Child",
                .none = "Please choose" },
    [PERSON] = { .name = "person",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "Whom it concerns",
                 .hint = "Contact between the children and this person waits from now on.",
                 .none = "Please choose" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .min = 1,
                .max = 8000,
                .rows = 5,
                .required = true,
                .label = "What was seen or said",
                .hint = "As it was; the child is not asked again for this form." },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [AT] = { .name = "at",
             .kind = FIELD_TIME,
             .required = true,
             .label = "Time",
             .hint = "When there was reasonable cause. It can be moved to an earlier time later." },
};

static struct field *fields_of(struct req *r, const struct case_people *p)
{
    struct field *f = form_copy(r->mem, concern_form, NFIELDS);
    struct form_option *kids = arena_array(r->mem, struct form_option, p->n + 1);
    struct form_option *adults = arena_array(r->mem, struct form_option, p->n + 1);
    size_t i, nkids = 0, nadults = 0;

    for (i = 0; i < p->n; i++) {
        struct form_option o = { str_z(r->mem, p->list[i].id), str_z(r->mem, p->list[i].label) };

        if (str_is(p->list[i].kind, "child"))
            kids[nkids++] = o;
        else if (str_is(p->list[i].kind, "adult"))
            adults[nadults++] = o;
    }
    adults[nadults++] = (struct form_option){ EVERYBODY, "Not known, or somebody else: all contact "
                                                         "waits" };
    form_choices(f, NFIELDS, "child", kids, nkids);
    form_choices(f, NFIELDS, "person", adults, nadults);
    return f;
}

static enum rw_status show(struct req *r, const struct field *f, const struct value *v)
{
    struct crumbs_view up;

    concern_crumbs(r, STR_NULL, &up);
    return page_form(
        r, "cases",
        &(struct form_page){
            .title = STR("Concern about a child"),
            .intro = STR("A concern is not a verdict. Contact waits at once, and a clock begins "
                         "that only your own report ends, or your word that there is no "
                         "reasonable cause. You, the lead and the clinical supervisor of this "
                         "family see it, and nobody else."),
            .crumbs = up.rows,
            .ncrumbs = up.nrows,
            .fields = f,
            .n = NFIELDS,
            .state = { .values = v, .problems = &r->act.bad },
            .action = page_case_path(r, "/concerns/new"),
            .submit = STR("Hold contact and start the clock"),
            .cancel = page_case_path(r, ""),
        });
}

static enum rw_status concern_new(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct local now = clock_local(r->act.now_utc);
    struct case_people people;
    struct field *f;
    enum rw_status st = act_allow(&r->act, req_arg(r, "case"), CAP_CASE_READ, CLASS_A, false);

    if (!st)
        st = case_people_load(&r->act, req_arg(r, "case"), &people);
    if (st)
        return st;
    f = fields_of(r, &people);
    if (f[CHILD].nchoices == 1)
        v[CHILD] = value_text(str_of(f[CHILD].choices[0].value));
    v[ON] = value_date(r->mem, now.date);
    v[AT] = value_time(r->mem, now.minutes);
    return show(r, f, v);
}

static enum rw_status concern_create(struct req *r)
{
    struct value v[NFIELDS] = { 0 };
    struct concern_input in;
    struct case_people people;
    struct field *f;
    struct str id;
    enum rw_status st = act_allow(&r->act, req_arg(r, "case"), CAP_CASE_READ, CLASS_A, false);

    if (!st)
        st = case_people_load(&r->act, req_arg(r, "case"), &people);
    if (st)
        return st;
    f = fields_of(r, &people);
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show(r, f, v);
    in = (struct concern_input){
        .child_id = v[CHILD].text,
        .person_id = str_is(v[PERSON].text, EVERYBODY) ? STR_NULL : v[PERSON].text,
        .words = v[WORDS].text,
        .cause_utc = concern_moment(&v[ON], &v[AT]),
    };
    st = concern_open(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return show(r, f, v);
    return st ? st
              : req_redirect(r, concern_path(r, req_arg(r, "case"), id, ""),
                             "Contact waits. The clock runs until you have reported.");
}

/* ---- the list ---- */

static enum rw_status concern_index(struct req *r)
{
    struct list_view v = { .title = STR("Safety reports") };
    struct record_row_view *rows;
    struct concern *list;
    size_t n, i;
    enum rw_status st = concern_list(&r->act, req_arg(r, "case"), &list, &n);

    if (st)
        return st;
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    v.intro = STR("You see the concerns that you recorded yourself; the lead and the clinical "
                  "supervisor see all of them.");
    rows = arena_array(r->mem, struct record_row_view, n + 1);
    for (i = 0; i < n; i++) {
        const struct concern *c = &list[n - 1 - i];
        struct record_row_view *row = &rows[i];

        *row = (struct record_row_view){ .when = clock_words(r->mem, c->clock.cause_utc),
                                         .title = STR("Concern about a child"),
                                         .sub = c->row.reporter_name,
                                         .href = concern_path(r, c->row.case_id, c->row.id, "") };
        row->state = concern_clock_words(r, &c->clock, &row->attention);
    }
    v.records = (struct records_view){ .heading = STR("Concerns"),
                                       .id = STR("concerns"),
                                       .rows = rows,
                                       .nrows = n,
                                       .none = STR("None recorded.") };
    if (r->act.access.relation != REL_REPORTER) {
        v.records.add = page_case_path(r, "/concerns/new");
        v.records.add_label = STR("Concern about a child");
    }
    tpl_list(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    CONCERN_ROUTE(METHOD_GET, "/cases/:case/concerns", concern_index, CAP_CONCERN_READ, "concern",
                  "Concerns of a case, for those who may see them"),
    CONCERN_ROUTE(METHOD_GET, "/cases/:case/concerns/new", concern_new, CAP_CONCERN_PRESS,
                  "concern", "Form for a concern about a child"),
    CONCERN_ROUTE(METHOD_POST, "/cases/:case/concerns/new", concern_create, CAP_CONCERN_PRESS,
                  "concern", "Record a concern about a child: contact waits, the clock runs"),
};

PAGE_ROUTES(concern_routes, routes);
