/* restriction.c -- what an order says about contact: the form for one statement, its end, and the two
 * statements that there is nothing to enter. */
#include "app/restriction.h"

#include "app/case_people.h"
#include "app/protocols.h"
#include "core/protocol.h"
#include "web/pages/court_parts.h"

enum {
    CHILD,
    PERSON,
    CHANNELS,
    SAYS,
    SUPERVISION,
    CEILING,
    MINUTES,
    DAYS,
    PLACES,
    FROM,
    UNTIL,
    NFIELDS
};

#define ALL "all"
#define SET_WHO "Whom it is about"
#define SET_WHAT "What the order states"
#define SET_WHEN "Days of its own"

static const struct form_option says_options[] = {
    { "allowed", "This contact is allowed" },
    { "required", "This contact is required" },
    { "forbidden", "This contact is forbidden" },
};

static const struct form_option supervision_options[] = {
    { "none", "No supervision is needed" },
    { "visit_monitor", "A visit monitor" },
    { "therapist_near", "A therapist near" },
    { "therapist_in_room", "A therapist in the room" },
};

static const struct form_option channel_options[] = {
    { "in_person", "In person" }, { "phone", "By telephone" },
    { "video", "By video" },      { "text", "By text message" },
    { "mail", "By letter" },      { "third_party", "Through another person" },
};

static const struct field term_form[NFIELDS] = {
    [CHILD] = { .name = "child",
                .kind = FIELD_CHOICE,
                .required = true,
                .set = SET_WHO,
                .none = "Please choose",
                .label = "Child" },
    [PERSON] = { .name = "person",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .set = SET_WHO,
                 .none = "Please choose",
                 .label = "Adult" },
    [CHANNELS] = { .name = "channels",
                   .kind = FIELD_MULTI,
                   .set = SET_WHO,
                   .choices = channel_options,
                   .nchoices = FORM_N(channel_options),
                   .label = "Ways of contact",
                   .hint = "Choose none where the order speaks of contact of every kind." },
    [SAYS] = { .name = "says",
               .kind = FIELD_CHOICE,
               .set = SET_WHAT,
               .none = "Not stated",
               .choices = says_options,
               .nchoices = FORM_N(says_options),
               .label = "Allowed or forbidden" },
    [SUPERVISION] = { .name = "supervision",
                      .kind = FIELD_CHOICE,
                      .set = SET_WHAT,
                      .none = "Not stated",
                      .choices = supervision_options,
                      .nchoices = FORM_N(supervision_options),
                      .label = "Least supervision" },
    [CEILING] = { .name = "ceiling",
                  .kind = FIELD_CHOICE,
                  .set = SET_WHAT,
                  .none = "Not stated",
                  .label = "Highest contact step" },
    [MINUTES] = { .name = "minutes_max",
                  .kind = FIELD_I64,
                  .min = 1,
                  .max = 10080,
                  .set = SET_WHAT,
                  .suffix = "minutes",
                  .label = "Longest contact" },
    [DAYS] = { .name = "days_between",
               .kind = FIELD_I64,
               .min = 1,
               .max = 3650,
               .set = SET_WHAT,
               .suffix = "days",
               .label = "Least time between contacts" },
    [PLACES] = { .name = "places",
                 .kind = FIELD_AREA,
                 .max = 1000,
                 .rows = 2,
                 .set = SET_WHAT,
                 .label = "Places" },
    [FROM] = { .name = "effective_on",
               .kind = FIELD_DATE,
               .set = SET_WHEN,
               .label = "From",
               .hint = "Only where it differs from the order's own days." },
    [UNTIL] = { .name = "expires_on", .kind = FIELD_DATE, .set = SET_WHEN, .label = "Until" },
};

struct term_page {
    struct court_order_row order;
    struct clause_row clause; /* with an id only where it comes from one */
    struct restriction_row old; /* likewise: what a newer entry takes the place of */
    struct crumbs_view up;
    struct field *fields;
    struct value v[NFIELDS];
};

static enum rw_status load_people(struct req *r, struct term_page *t)
{
    struct case_people people;
    struct form_option *kids, *adults;
    size_t nkids = 0, nadults = 0, i;
    enum rw_status st = case_people_load(&r->act, req_arg(r, "case"), &people);

    if (st)
        return st;
    kids = arena_array(r->mem, struct form_option, people.n + 1);
    adults = arena_array(r->mem, struct form_option, people.n + 1);
    kids[nkids++] = (struct form_option){ ALL, "Each child" };
    adults[nadults++] = (struct form_option){ ALL, "Every adult of this case" };
    for (i = 0; i < people.n; i++) {
        const struct case_person *p = &people.list[i];
        struct form_option o = { str_z(r->mem, p->id), str_z(r->mem, p->label) };

        if (str_is(p->kind, "child"))
            kids[nkids++] = o;
        else if (str_is(p->kind, "adult"))
            adults[nadults++] = o;
    }
    form_choices(t->fields, NFIELDS, "child", kids, nkids);
    form_choices(t->fields, NFIELDS, "person", adults, nadults);
    return RW_OK;
}

static void load_steps(struct req *r, struct term_page *t)
{
    const struct protocol *p = protocol_for_words(&r->act);
    struct form_option *o = arena_array(r->mem, struct form_option, p->nlevels + 1);
    size_t i;

    for (i = 0; i < p->nlevels; i++)
        o[i] = (struct form_option){ str_z(r->mem, p->levels[i].id),
                                     str_z(r->mem, p->levels[i].title) };
    form_choices(t->fields, NFIELDS, "ceiling", o, p->nlevels);
}

static enum rw_status find_clause(struct req *r, struct str id, struct clause_row *c)
{
    struct clause_row *rows;
    size_t n, i;
    enum rw_status st;

    if (!id.len)
        return RW_OK;
    st = clause_list(&r->act, req_arg(r, "case"), req_arg(r, "order"), &rows, &n);
    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, id)) {
            *c = rows[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such clause");
}

static enum rw_status find_row(struct req *r, struct str id, struct restriction_row *x)
{
    struct restriction_row *rows;
    size_t n, i;
    enum rw_status st;

    if (!id.len)
        return RW_OK;
    st = restriction_list(&r->act, req_arg(r, "case"), &rows, &n);
    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, id) && !rows[i].ended_utc.p) {
            *x = rows[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such entry");
}

static enum rw_status load(struct req *r, struct str clause_id, struct str old_id,
                           struct term_page *t)
{
    enum rw_status st;

    *t = (struct term_page){ .fields = form_copy(r->mem, term_form, NFIELDS) };
    st = order_get(&r->act, req_arg(r, "case"), req_arg(r, "order"), &t->order);
    if (!st)
        st = find_row(r, old_id, &t->old);
    if (!st)
        st = find_clause(r, t->old.clause_id.len ? t->old.clause_id : clause_id, &t->clause);
    if (!st)
        st = load_people(r, t);
    if (st)
        return st;
    load_steps(r, t);
    court_crumbs(r, &t->order, &t->up);
    return RW_OK;
}

static enum rw_status show(struct req *r, struct term_page *t)
{
    const struct pair hidden[] = { { STR("clause"), t->clause.id }, { STR("old"), t->old.id } };

    return page_form(
        r, "cases",
        &(struct form_page){
            .title = t->old.id.len ? STR("Change what is entered") : STR("What the order says"),
            .intro = t->clause.id.len ? t->clause.words
                                      : STR("One statement at a time. Leave open what the order "
                                            "leaves open: a later order changes only what it "
                                            "states."),
            .crumbs = t->up.rows,
            .ncrumbs = t->up.nrows,
            .fields = t->fields,
            .n = NFIELDS,
            .state = { .values = t->v, .problems = &r->act.bad },
            .action = page_path(r, "/cases/%.*s/orders/%.*s/restrictions/new",
                                STR_ARG(t->order.case_id), STR_ARG(t->order.id)),
            .submit = STR("Enter"),
            .cancel = court_order_path(r, t->order.id, "/contact"),
            .hidden = hidden,
            .nhidden = 2,
        });
}

static struct value many_channels(struct req *r, int64_t set)
{
    struct str *list = arena_array(r->mem, struct str, CONTACT_CHANNELS);
    size_t n = 0;
    unsigned c;

    for (c = 0; c < CONTACT_CHANNELS; c++)
        if ((uint32_t)set & CHANNEL_BIT(c))
            list[n++] = str_of(channel_word((enum contact_channel)c));
    return value_many(list, n);
}

static void stored_values(struct req *r, const struct restriction_row *x, struct value *v)
{
    v[CHILD] = value_text(x->child_id.len ? x->child_id : STR(ALL));
    v[PERSON] = value_text(x->person_id.len ? x->person_id : STR(ALL));
    v[CHANNELS] = many_channels(r, x->channels);
    v[SAYS] = value_text(x->says);
    v[SUPERVISION] = value_text(x->supervision);
    v[CEILING] = value_text(x->ceiling);
    if (x->minutes_max != DB_NULL_I64)
        v[MINUTES] = value_i64(r->mem, x->minutes_max);
    if (x->days_between != DB_NULL_I64)
        v[DAYS] = value_i64(r->mem, x->days_between);
    v[PLACES] = value_text(x->places);
    v[FROM] = value_date(r->mem, page_day(x->effective_on));
    v[UNTIL] = value_date(r->mem, page_day(x->expires_on));
}

static enum rw_status term_new(struct req *r)
{
    struct term_page t;
    enum rw_status st = load(r, req_query(r, "clause"), req_query(r, "old"), &t);

    if (st)
        return st;
    if (t.old.id.len)
        stored_values(r, &t.old, t.v);
    return show(r, &t);
}

static uint32_t channels_of(const struct value *v)
{
    enum contact_channel c = CHANNEL_IN_PERSON;
    uint32_t set = 0;
    size_t i;

    for (i = 0; i < v->nmany; i++)
        if (channel_of(v->many[i], &c))
            set |= CHANNEL_BIT(c);
    return set;
}

static struct str one_or_all(const struct value *v)
{
    return str_is(v->text, ALL) ? STR_NULL : v->text;
}

static struct restriction_input input_of(const struct term_page *t)
{
    const struct value *v = t->v;

    return (struct restriction_input){ .order_id = t->order.id,
                                       .clause_id = t->clause.id,
                                       .child_id = one_or_all(&v[CHILD]),
                                       .person_id = one_or_all(&v[PERSON]),
                                       .channels = channels_of(&v[CHANNELS]),
                                       .says = v[SAYS].text,
                                       .supervision = v[SUPERVISION].text,
                                       .ceiling = v[CEILING].text,
                                       .minutes_max = v[MINUTES].given ? v[MINUTES].num : 0,
                                       .days_between = v[DAYS].given ? v[DAYS].num : 0,
                                       .places = v[PLACES].text,
                                       .effective_on = v[FROM].date,
                                       .expires_on = v[UNTIL].date,
                                       .replaces = t->old.id };
}

static enum rw_status term_create(struct req *r)
{
    static const char *const also[] = { "clause", "old", NULL };
    struct restriction_input in;
    struct term_page t;
    struct str id;
    enum rw_status st = load(r, req_form(r, "clause"), req_form(r, "old"), &t);

    if (st)
        return st;
    if (!form_read_also(r->mem, t.fields, NFIELDS, &r->form, also, t.v, &r->act.bad))
        return show(r, &t);
    in = input_of(&t);
    st = restriction_add(&r->act, t.order.case_id, &in, &id);
    if (st == RW_EINPUT)
        return show(r, &t);
    return st ? st
              : req_redirect(r, court_order_path(r, t.order.id, "/contact"),
                             "Entered. What follows stands under \"Who may have which contact\".");
}

/* ---- a sentence and a button ---- */

static const struct field reason_form[] = {
    { .name = "reason",
      .kind = FIELD_AREA,
      .min = 1,
      .max = 1000,
      .rows = 2,
      .required = true,
      .label = "Why it no longer holds" },
};

static const struct field statement_form[] = {
    { .name = "statement",
      .kind = FIELD_AREA,
      .min = 1,
      .max = 1000,
      .rows = 2,
      .required = true,
      .label = "What this rests on",
      .hint = "One sentence." },
};

struct sentence {
    const char *title, *intro, *submit;
    const struct field *field;
    const struct court_order_row *order;
    struct str back;
};

static enum rw_status show_sentence(struct req *r, const struct sentence *s, const struct value *v)
{
    struct crumbs_view up;

    court_crumbs(r, s->order, &up);
    return page_form(r, "cases",
                     &(struct form_page){ .title = str_of(s->title),
                                          .intro = str_of(s->intro),
                                          .crumbs = up.rows,
                                          .ncrumbs = up.nrows,
                                          .fields = s->field,
                                          .n = 1,
                                          .state = { .values = v, .problems = &r->act.bad },
                                          .action = r->path,
                                          .submit = str_of(s->submit),
                                          .cancel = s->back });
}

static enum rw_status load_end(struct req *r, struct restriction_row *x, struct sentence *s)
{
    enum rw_status st = find_row(r, req_arg(r, "restriction"), x);

    *s = (struct sentence){ .title = "End this entry",
                            .intro = "It stays on record with its reason. To correct one, enter it "
                                     "anew by \"Change\".",
                            .submit = "End it",
                            .field = reason_form,
                            .back = x->order_id.len ? court_order_path(r, x->order_id, "/contact")
                                                    : page_case_path(r, "/contact") };
    return st;
}

static enum rw_status end_form(struct req *r)
{
    struct restriction_row x = { 0 };
    struct sentence s;
    enum rw_status st = load_end(r, &x, &s);

    return st ? st : show_sentence(r, &s, NULL);
}

static enum rw_status end_create(struct req *r)
{
    struct restriction_row x = { 0 };
    struct sentence s;
    struct value v;
    enum rw_status st = load_end(r, &x, &s);

    if (st)
        return st;
    if (!form_read(r->mem, reason_form, 1, &r->form, &v, &r->act.bad))
        return show_sentence(r, &s, &v);
    st = restriction_end(&r->act, req_arg(r, "case"), x.id, v.text);
    if (st == RW_EINPUT)
        return show_sentence(r, &s, &v);
    return st ? st : req_redirect(r, s.back, "Ended.");
}

static enum rw_status load_nothing(struct req *r, struct court_order_row *o, struct sentence *s)
{
    enum rw_status st = order_get(&r->act, req_arg(r, "case"), req_arg(r, "order"), o);

    *s = (struct sentence){ .title = "The order says nothing about contact",
                            .intro = "Recorded with your name. Entering something later ends it.",
                            .submit = "Record",
                            .field = statement_form,
                            .order = o };
    if (!st)
        s->back = court_order_path(r, o->id, "/contact");
    return st;
}

static enum rw_status nothing_form(struct req *r)
{
    struct court_order_row o;
    struct sentence s;
    enum rw_status st = load_nothing(r, &o, &s);

    return st ? st : show_sentence(r, &s, NULL);
}

static enum rw_status nothing_create(struct req *r)
{
    struct court_order_row o;
    struct sentence s;
    struct value v;
    struct str id;
    enum rw_status st = load_nothing(r, &o, &s);

    if (st)
        return st;
    if (!form_read(r->mem, statement_form, 1, &r->form, &v, &r->act.bad))
        return show_sentence(r, &s, &v);
    st = restriction_nothing(&r->act, o.case_id, o.id, v.text, &id);
    if (st == RW_EINPUT)
        return show_sentence(r, &s, &v);
    return st ? st : req_redirect(r, s.back, "Recorded.");
}

static struct sentence no_order_page(struct req *r)
{
    return (struct sentence){ .title = "No order is in force",
                              .intro = "Recorded with your name. It no longer counts once an order "
                                       "is recorded.",
                              .submit = "Record",
                              .field = statement_form,
                              .back = page_case_path(r, "/contact") };
}

static enum rw_status no_order_form(struct req *r)
{
    struct sentence s = no_order_page(r);

    return show_sentence(r, &s, NULL);
}

static enum rw_status no_order_create(struct req *r)
{
    struct sentence s = no_order_page(r);
    struct value v;
    struct str id;
    enum rw_status st;

    if (!form_read(r->mem, statement_form, 1, &r->form, &v, &r->act.bad))
        return show_sentence(r, &s, &v);
    st = restriction_no_order(&r->act, req_arg(r, "case"), v.text, &id);
    if (st == RW_EINPUT)
        return show_sentence(r, &s, &v);
    return st ? st : req_redirect(r, s.back, "Recorded.");
}

#define NEW "/cases/:case/orders/:order/restrictions/new"
#define NOTHING "/cases/:case/orders/:order/nothing"
#define END "/cases/:case/restrictions/:restriction/end"
#define NO_ORDER "/cases/:case/no-order"

static const struct route routes[] = {
    COURT_ROUTE(METHOD_GET, NEW, term_new, CAP_COURT_EDIT, 0, "restriction",
                "Form for what an order says about contact"),
    COURT_ROUTE(METHOD_POST, NEW, term_create, CAP_COURT_EDIT, 0, "restriction",
                "Enter what an order says about contact"),
    COURT_ROUTE(METHOD_GET, NOTHING, nothing_form, CAP_COURT_EDIT, 0, "restriction",
                "Form for an order that says nothing about contact"),
    COURT_ROUTE(METHOD_POST, NOTHING, nothing_create, CAP_COURT_EDIT, 0, "restriction",
                "Record that an order says nothing about contact"),
    COURT_ROUTE(METHOD_GET, END, end_form, CAP_COURT_EDIT, 0, "restriction",
                "Form to end what was entered of an order"),
    COURT_ROUTE(METHOD_POST, END, end_create, CAP_COURT_EDIT, 0, "restriction",
                "End what was entered of an order"),
    COURT_ROUTE(METHOD_GET, NO_ORDER, no_order_form, CAP_COURT_EDIT, 0, "restriction",
                "Form for a case without an order"),
    COURT_ROUTE(METHOD_POST, NO_ORDER, no_order_create, CAP_COURT_EDIT, 0, "restriction",
                "Record that no order is in force"),
};

PAGE_ROUTES(restriction_routes, routes);
