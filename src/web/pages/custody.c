/* custody.c -- who may decide for a child, by which paper; and what the child answered. */
#include "web/pages/consent_parts.h"

#include "app/appointment.h"
#include "app/lists.h"

enum { KIND, HOLDERS, PAPER, FROM, UNTIL, NONE, WORDS, NFIELDS };

static const struct form_option kinds[] = {
    { "sole", "Sole custody of one adult" },      { "joint_either", "Joint: either may consent" },
    { "joint_both", "Joint: both must consent" }, { "agency", "An agency or a guardian" },
    { "other", "Another arrangement" },
};

static const struct field custody_form[NFIELDS] = {
    [KIND] = { .name = "kind",
               .kind = FIELD_RADIO,
               .required = true,
               .label = "Legal custody",
               .choices = kinds,
               .nchoices = FORM_N(kinds) },
    [HOLDERS] = { .name = "holders",
                  .kind = FIELD_MULTI,
                  .label = "Who may consent",
                  .hint = "Everybody who holds legal custody." },
    [PAPER] = { .name = "document",
                .kind = FIELD_CHOICE,
                .label = "Document that says so",
                .hint = "Among the papers of this case. Until there is one, consent is awaited.",
                .none = "Not here yet" },
    [FROM] = { .name = "from", .kind = FIELD_DATE, .required = true, .label = "From this day on" },
    [UNTIL] = { .name = "to", .kind = FIELD_DATE, .label = "Until", .hint = "If an end is named." },
    [NONE] = { .name = "no_orders",
               .kind = FIELD_CHECK,
               .label = "No order of a court about contact or treatment is in force" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .max = 2000,
                .rows = 2,
                .label = "In words",
                .hint = "Needed for another arrangement." },
};

static enum rw_status load(struct req *r, struct checkpoint_place *c, struct field **f)
{
    struct form_option *people;
    size_t n = 0, i;
    enum rw_status st = checkpoint_place(r, c);

    if (!st)
        st = checkpoint_papers(r, c);
    if (st)
        return st;
    people = arena_array(r->mem, struct form_option, c->rows.npeople + 1);
    for (i = 0; i < c->rows.npeople; i++)
        if (!str_is(c->rows.people[i].kind, "child"))
            people[n++] = (struct form_option){
                str_z(r->mem, c->rows.people[i].id),
                str_z(r->mem,
                      case_person_words(&r->act, &c->rows, c->rows.people[i].id, c->child->id)),
            };
    *f = form_copy(r->mem, custody_form, NFIELDS);
    form_choices(*f, NFIELDS, "holders", people, n);
    form_choices(*f, NFIELDS, "document", checkpoint_paper_options(r, c), c->npapers);
    return RW_OK;
}

static enum rw_status show(struct req *r, const struct checkpoint_place *c, const struct field *f,
                           const struct value *v)
{
    return consent_form(r, str_fmt(r->mem, "Legal custody of %.*s", STR_ARG(c->child->name)),
                        STR("As it is on paper today. What was recorded before is kept."), f,
                        NFIELDS, v, STR("Record"));
}

static enum rw_status custody_new(struct req *r)
{
    struct checkpoint_place c;
    struct field *f;
    enum rw_status st = load(r, &c, &f);

    return st ? st : show(r, &c, f, NULL);
}

static enum rw_status custody_create(struct req *r)
{
    struct checkpoint_place c;
    struct value v[NFIELDS];
    struct custody_input in;
    struct field *f;
    enum rw_status st = load(r, &c, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show(r, &c, f, v);
    in = (struct custody_input){ .child_id = c.child->id,
                                 .kind = v[KIND].text,
                                 .holders = v[HOLDERS].many,
                                 .nholders = v[HOLDERS].nmany,
                                 .document_id = v[PAPER].text,
                                 .from = v[FROM].date,
                                 .to = v[UNTIL].date,
                                 .no_orders = v[NONE].num != 0,
                                 .words = v[WORDS].text };
    st = custody_record(&r->act, c.rows.case_id, &in);
    if (st == RW_EINPUT)
        return show(r, &c, f, v);
    return st ? st : req_redirect(r, page_case_path(r, "/consent"), "Custody recorded.");
}

/* -- the child's answer ------------------------------------------------------------------------ */

enum { ABOUT, ANSWER, ON, REASON, NANSWER };

static const struct form_option answers[] = {
    { "yes", "Yes" }, { "slower", "Yes, but slower" }, { "not_sure", "Not sure" },
    { "no", "No" },   { "not_asked", "Not asked" },
};

static const struct field answer_form[NANSWER] = {
    [ABOUT] = { .name = "about",
                .kind = FIELD_CHOICE,
                .label = "About",
                .hint = "A no to an appointment ends it; the schedule says no more than clinical "
                        "review.",
                .none = "The next step of contact" },
    [ANSWER] = { .name = "answer",
                 .kind = FIELD_RADIO,
                 .required = true,
                 .label = "Answer",
                 .choices = answers,
                 .nchoices = FORM_N(answers) },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [REASON] = { .name = "words",
                 .kind = FIELD_AREA,
                 .max = 2000,
                 .rows = 2,
                 .label = "In the child's words, or why not asked" },
};

/* The child's appointments of today and later, however far ahead. */
static enum rw_status answer_fields(struct req *r, const struct checkpoint_place *c,
                                    struct field **f)
{
    struct hold_planned_row *rows;
    struct form_option *list;
    size_t n, i;
    enum rw_status st = assent_choices(&r->act, c->rows.case_id, c->child->id, &rows, &n);

    if (st)
        return st;
    list = arena_array(r->mem, struct form_option, n + 1);
    for (i = 0; i < n; i++)
        list[i] = (struct form_option){
            str_z(r->mem, rows[i].id),
            str_z(r->mem, str_join(r->mem, page_when(r, rows[i].starts_utc), STR(", "),
                                   list_label(r->act.app, LIST_APPOINTMENT_KINDS, rows[i].kind))),
        };
    *f = form_copy(r->mem, answer_form, NANSWER);
    form_choices(*f, NANSWER, "about", list, n);
    return RW_OK;
}

static enum rw_status answer_show(struct req *r, const struct checkpoint_place *c,
                                  const struct field *f, const struct value *v)
{
    return consent_form(r, str_fmt(r->mem, "An answer of %.*s", STR_ARG(c->child->name)),
                        STR("Seen by the clinicians of this case alone. A no stops what was asked "
                            "about and counts against nobody."),
                        f, NANSWER, v, STR("Record"));
}

static enum rw_status answer_new(struct req *r)
{
    struct checkpoint_place c;
    struct value v[NANSWER] = { 0 };
    struct field *f;
    enum rw_status st = checkpoint_place(r, &c);

    if (!st)
        st = answer_fields(r, &c, &f);
    if (st)
        return st;
    v[ON] = value_date(r->mem, r->act.today);
    return answer_show(r, &c, f, v);
}

static enum rw_status answer_create(struct req *r)
{
    struct checkpoint_place c;
    struct value v[NANSWER];
    struct assent_input in;
    struct field *f;
    enum rw_status st = checkpoint_place(r, &c);

    if (!st)
        st = answer_fields(r, &c, &f);
    if (st)
        return st;
    if (!form_read(r->mem, f, NANSWER, &r->form, v, &r->act.bad))
        return answer_show(r, &c, f, v);
    in = (struct assent_input){ .child_id = c.child->id,
                                .appointment_id = v[ABOUT].text,
                                .answer = v[ANSWER].text,
                                .on = v[ON].date,
                                .words = v[REASON].text };
    st = assent_record(&r->act, c.rows.case_id, &in);
    if (st == RW_EINPUT)
        return answer_show(r, &c, f, v);
    return st ? st : req_redirect(r, page_case_path(r, "/consent"), "Answer recorded.");
}

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, "/cases/:case/children/:child/custody/new", custody_new, CAP_COURT_EDIT,
               0, "custody", "Form for legal custody of a child"),
    CASE_ROUTE(METHOD_POST, "/cases/:case/children/:child/custody/new", custody_create,
               CAP_COURT_EDIT, 0, "custody", "Record legal custody of a child"),
    CASE_ROUTE(METHOD_GET, "/cases/:case/children/:child/answer/new", answer_new,
               CAP_CHECKPOINT_RECORD, 0, "assent", "Form for an answer of a child"),
    CASE_ROUTE(METHOD_POST, "/cases/:case/children/:child/answer/new", answer_create,
               CAP_CHECKPOINT_RECORD, 0, "assent", "Record an answer of a child"),
};

PAGE_ROUTES(custody_routes, routes);
