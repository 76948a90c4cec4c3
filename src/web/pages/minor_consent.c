/* minor_consent.c -- a young person's own consent, with the rule of the state that it rests on. */
#include "app/minor_consent.h"

#include "web/pages/consent_parts.h"

enum { WITHDRAWN, ON, TYPED, PAPER, NFIELDS };

static const struct form_option states[] = { { "given", "Consents to own sessions" },
                                             { "withdrawn", "Takes that back" } };

static const struct field own_form[NFIELDS] = {
    [WITHDRAWN] = { .name = "state",
                    .kind = FIELD_RADIO,
                    .required = true,
                    .label = "What they say",
                    .choices = states,
                    .nchoices = FORM_N(states) },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [TYPED] = { .name = "typed_name",
                .kind = FIELD_TEXT,
                .label = "Their name, typed by themself",
                .hint = "Before you. Not needed with a signed paper, or to take it back." },
    [PAPER] = { .name = "document",
                .kind = FIELD_CHOICE,
                .label = "Signed paper",
                .none = "Signed here" },
};

static struct str law_words(struct req *r, const struct minor_law *law)
{
    if (law->age < 0)
        return STR("From which age somebody may consent alone is not known here for this state. "
                   "Ask counsel.");
    return str_fmt(r->mem, "From the age of %d in this state: %.*s. %s", (int)law->age,
                   STR_ARG(law->citation),
                   law->unverified ? "Unverified: nobody has vouched for this value. Ask counsel "
                                     "before relying on it."
                                   : "Verified.");
}

static enum rw_status load(struct req *r, struct checkpoint_place *c, struct field **f)
{
    enum rw_status st = checkpoint_place(r, c);

    if (!st)
        st = checkpoint_papers(r, c);
    if (st)
        return st;
    *f = form_copy(r->mem, own_form, NFIELDS);
    form_choices(*f, NFIELDS, "document", checkpoint_paper_options(r, c), c->npapers);
    return RW_OK;
}

static enum rw_status show(struct req *r, const struct checkpoint_place *c, const struct field *f,
                           const struct value *v)
{
    struct minor_law law = minor_law_of(&r->act, c->child->birth, r->act.today);
    struct str intro =
        str_fmt(r->mem,
                "%.*s Such a consent carries sessions of %.*s alone, and no other; that part "
                "of the record is then theirs to give.",
                STR_ARG(law_words(r, &law)), STR_ARG(c->child->name));

    return consent_form(r, str_fmt(r->mem, "Own consent of %.*s", STR_ARG(c->child->name)), intro,
                        f, NFIELDS, v, STR("Record"));
}

static enum rw_status own_new(struct req *r)
{
    struct value v[NFIELDS] = { [ON] = value_date(r->mem, r->act.today) };
    struct checkpoint_place c;
    struct field *f;
    enum rw_status st = load(r, &c, &f);

    return st ? st : show(r, &c, f, v);
}

static enum rw_status own_create(struct req *r)
{
    struct minor_consent_input in;
    struct checkpoint_place c;
    struct value v[NFIELDS];
    struct field *f;
    enum rw_status st = load(r, &c, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NFIELDS, &r->form, v, &r->act.bad))
        return show(r, &c, f, v);
    in = (struct minor_consent_input){ .child_id = c.child->id,
                                       .withdrawn = str_is(v[WITHDRAWN].text, "withdrawn"),
                                       .on = v[ON].date,
                                       .typed_name = v[TYPED].text,
                                       .document_id = v[PAPER].text };
    st = minor_consent_record(&r->act, c.rows.case_id, &in);
    if (st == RW_EINPUT)
        return show(r, &c, f, v);
    return st ? st : req_redirect(r, page_case_path(r, "/consent"), "Recorded.");
}

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, "/cases/:case/children/:child/own-consent", own_new,
               CAP_CHECKPOINT_RECORD, 0, "consent", "Form for a young person's own consent"),
    CASE_ROUTE(METHOD_POST, "/cases/:case/children/:child/own-consent", own_create,
               CAP_CHECKPOINT_RECORD, 0, "consent", "Record a young person's own consent"),
};

PAGE_ROUTES(minor_consent_routes, routes);
