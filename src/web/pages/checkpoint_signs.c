/* checkpoint_signs.c -- a look at the whole register of warning signs for one child. Nothing is read
 * into silence: every sign asks for an answer. */
#include "web/pages/sign_parts.h"

/* After one field for each sign of the protocol: */
enum { ON, STATEMENT, EVIDENCE, CONDUCT, REVIEW_ON, NFIELDS };

static const struct field signs_form[NFIELDS] = {
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Looked at on" },
    [STATEMENT] = { .name = "statement",
                    .kind = FIELD_AREA,
                    .min = 1,
                    .max = 4000,
                    .rows = 3,
                    .required = true,
                    .label = "In one sentence",
                    .hint = "What it rests on, and what follows for the next days." },
    [EVIDENCE] = { .name = "evidence",
                   .kind = FIELD_MULTI,
                   .label = "Evidence for what is open",
                   .hint =
                       "Papers and signed notes of the case. Asked for with every sign; some are "
                       "opened only with it.",
                   .set = "Of the signs that are open" },
    [CONDUCT] = { .name = "conduct",
                  .kind = FIELD_CHECK,
                  .label = "A sign about somebody's conduct rests on conduct alone",
                  .hint =
                      "A report about safety, made in good faith, opens no sign against whoever "
                      "made it.",
                  .set = "Of the signs that are open" },
    [REVIEW_ON] = { .name = "review_on",
                    .kind = FIELD_DATE,
                    .label = "Look at them again by",
                    .set = "Of the signs that are open" },
};

struct looking {
    struct checkpoint_place place;
    struct field *fields; /* of the signs, then of signs_form */
    struct value *v;
    struct form_option *evidence;
    size_t nsigns, n;
};

#define NOT_OPEN "no"
#define OPEN_ANY "yes" /* open, and whom it concerns is not known; otherwise an adult's id */

static struct form_option concerning(struct req *r, const char *how, struct str id, struct str name)
{
    return (struct form_option){
        str_z(r->mem, id),
        str_z(r->mem, str_fmt(r->mem, "%s, concerning %.*s", how, STR_ARG(name))),
    };
}

/* An open sign stays with whom it concerns, or is widened to everybody; it is never moved. */
static struct form_option *sign_options(struct req *r, const struct checkpoint_place *c,
                                        const struct sign_state *s, size_t *n)
{
    const struct fact_adult *adults;
    size_t nadults = case_adults(&r->act, &c->rows, c->child->id, PER_PARENT_EACH, &adults), i;
    struct form_option *o = arena_array(r->mem, struct form_option, nadults + 2);
    struct str whom = s->open ? s->record->person_id : STR_NULL;

    *n = 0;
    if (!s->open)
        o[(*n)++] = (struct form_option){ NOT_OPEN, "Not open" };
    for (i = 0; !s->open && i < nadults; i++)
        o[(*n)++] = concerning(r, "Open", adults[i].id, adults[i].name);
    if (whom.len)
        o[(*n)++] = concerning(r, "Still open", whom,
                               case_person_words(&r->act, &c->rows, whom, c->child->id));
    o[(*n)++] = (struct form_option){ OPEN_ANY, s->open ? "Still open, whomever it concerns"
                                                        : "Open, whomever it concerns" };
    return o;
}

static struct value sign_value(const struct sign_state *s)
{
    if (!s->open)
        return (struct value){ .date = RW_NO_DATE };
    return value_text(s->record->person_id.len ? s->record->person_id : STR(OPEN_ANY));
}

static void add_sign(struct req *r, struct looking *l, const struct sign_kind *k)
{
    struct sign_state s = case_sign(&r->act, &l->place.rows, k, l->place.child->id);
    struct field *f = &l->fields[l->n];

    *f = (struct field){ .name = str_z(r->mem, k->code),
                         .kind = FIELD_CHOICE,
                         .required = true,
                         .label = str_z(r->mem, checkpoint_sign_title(r, k)),
                         .hint = k->note.len ? str_z(r->mem, k->note) : NULL,
                         .none = "Please choose" };
    f->choices = sign_options(r, &l->place, &s, &f->nchoices);
    l->v[l->n++] = sign_value(&s);
}

static enum rw_status load(struct req *r, struct looking *l)
{
    const struct protocol *p;
    size_t i;
    enum rw_status st;

    *l = (struct looking){ 0 };
    st = checkpoint_place(r, &l->place);
    if (st)
        return st;
    p = l->place.rows.protocol;
    l->fields = arena_array(r->mem, struct field, p->nsigns + NFIELDS);
    l->v = arena_array(r->mem, struct value, p->nsigns + NFIELDS);
    for (i = 0; i < p->nsigns; i++)
        add_sign(r, l, &p->signs[i]);
    l->nsigns = l->n;
    for (i = 0; i < NFIELDS; i++)
        l->fields[l->n++] = signs_form[i];
    st = sign_evidence_options(r, &l->evidence, &l->fields[l->nsigns + EVIDENCE].nchoices);
    l->fields[l->nsigns + EVIDENCE].choices = st ? NULL : l->evidence;
    return st;
}

static enum rw_status show(struct req *r, const struct looking *l)
{
    struct crumbs_view up;

    checkpoint_crumbs(r, l->place.child, NULL, &up);
    return page_form(
        r, "cases",
        &(struct form_page){
            .title = str_fmt(r->mem, "Warning signs for %.*s", STR_ARG(l->place.child->name)),
            .intro =
                STR("Anybody who works with the family may open one; that takes no second "
                    "signature. An open one is closed by a step of its own, from the register of "
                    "signs. A diagnosis, poverty or a good-faith report is none."),
            .crumbs = up.rows,
            .ncrumbs = up.nrows,
            .fields = l->fields,
            .n = l->n,
            .state = { .values = l->v, .problems = &r->act.bad },
            .action = checkpoint_path(r, l->place.child, "/signs"),
            .submit = STR("Record"),
            .cancel = checkpoint_path(r, l->place.child, "/checkpoints"),
        });
}

static enum rw_status signs_new(struct req *r)
{
    struct looking l;
    enum rw_status st = load(r, &l);

    if (st)
        return st;
    l.v[l.nsigns + ON] = value_date(r->mem, r->act.today);
    l.v[l.nsigns + REVIEW_ON] = sign_review_value(r);
    return show(r, &l);
}

static enum rw_status signs_create(struct req *r)
{
    struct signs_input in;
    struct sign_evidence rests;
    struct sign_open *open;
    struct looking l;
    size_t i;
    enum rw_status st = load(r, &l);

    if (st)
        return st;
    if (!form_read(r->mem, l.fields, l.n, &r->form, l.v, &r->act.bad))
        return show(r, &l);
    rests = sign_evidence_chosen(r, &l.v[l.nsigns + EVIDENCE]);
    in = (struct signs_input){ .child_id = l.place.child->id,
                               .on = l.v[l.nsigns + ON].date,
                               .statement = l.v[l.nsigns + STATEMENT].text,
                               .documents = rests.documents,
                               .ndocuments = rests.ndocuments,
                               .notes = rests.notes,
                               .nnotes = rests.nnotes,
                               .conduct = l.v[l.nsigns + CONDUCT].num != 0 };
    if (date_known(l.v[l.nsigns + REVIEW_ON].date))
        in.review_on = &l.v[l.nsigns + REVIEW_ON].date;
    open = arena_array(r->mem, struct sign_open, l.nsigns + 1);
    for (i = 0; i < l.nsigns; i++)
        if (!str_is(l.v[i].text, NOT_OPEN))
            open[in.nopen++] = (struct sign_open){
                .code = l.place.rows.protocol->signs[i].code,
                .person_id = str_is(l.v[i].text, OPEN_ANY) ? STR_NULL : l.v[i].text,
            };
    in.open = open;
    st = checkpoint_signs(&r->act, l.place.rows.case_id, &in);
    if (st == RW_EINPUT)
        return show(r, &l);
    return st ? st
              : req_redirect(r, checkpoint_path(r, l.place.child, "/checkpoints"),
                             "The warning signs are recorded.");
}

#define SIGNS "/cases/:case/children/:child/signs"

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, SIGNS, signs_new, CAP_CHECKPOINT_RECORD, 0, "child",
               "Form for a look at the warning signs of a child"),
    CASE_ROUTE(METHOD_POST, SIGNS, signs_create, CAP_CHECKPOINT_RECORD, 0, "child",
               "Record a look at the warning signs of a child"),
};

PAGE_ROUTES(checkpoint_signs_routes, routes);
