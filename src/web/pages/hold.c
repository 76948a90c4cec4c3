/* hold.c -- contact stopped at once: the press, what it stopped, why, and taking it back. */
#include "app/hold.h"
#include "app/appointment.h"
#include "app/document.h"
#include "app/lists.h"
#include "app/person.h"
#include "web/pages/checkpoint_parts.h"
#include "web/pages/consultation_form.h"
#include "web/pages/session_row.h"

#define NO_CHANGE                                                                                  \
    "Sessions, letters and calls between them wait. The child's own sessions go on, and "          \
    "parenting "                                                                                   \
    "time under an order is not changed by this."

enum { CHILD, PERSON, REASON, NPRESS };

static const struct field press_form[NPRESS] = {
    [CHILD] = { .name = "child", .kind = FIELD_CHOICE, .label = "Child", .none = "Every child" },
    [PERSON] = { .name = "person",
                 .kind = FIELD_CHOICE,
                 .label = "Adult",
                 .none = "All adults of the family" },
    [REASON] = { .name = "reason",
                 .kind = FIELD_AREA,
                 .max = 4000,
                 .rows = 3,
                 .label = "Why",
                 .hint = "May be said later." },
};

static struct str hold_path(struct req *r, struct str id, const char *rest)
{
    return page_path(r, "/cases/%.*s/holds/%.*s%s", STR_ARG(req_arg(r, "case")), STR_ARG(id), rest);
}

/* -- pressing ----------------------------------------------------------------------------------- */

static enum rw_status press_fields(struct req *r, struct field **f)
{
    bool desk = !act_allows(&r->act, CAP_HOLD, CLASS_S, false);
    struct person_row *people;
    struct form_option *kids, *adults;
    size_t n, nkids, nadults;
    enum rw_status st = person_list(&r->act, req_arg(r, "case"), &people, &n);

    if (st)
        return st;
    kids = page_people(r, people, n, "child", &nkids);
    adults = page_people(r, people, n, "adult", &nadults);
    *f = form_copy(r->mem, press_form, NPRESS);
    form_choices(*f, NPRESS, "child", kids, nkids);
    form_choices(*f, NPRESS, "person", adults, nadults);
    if (desk)
        (*f)[REASON] = (struct field){ .name = "reason", .kind = FIELD_HIDDEN, .max = 1 };
    return RW_OK;
}

static enum rw_status press_show(struct req *r, const struct field *f, const struct value *v)
{
    struct crumbs_view up;

    page_case_crumbs(r, &up);
    return page_form(r, "cases",
                     &(struct form_page){ .title = STR("Hold contact"),
                                          .intro = STR(NO_CHANGE),
                                          .crumbs = up.rows,
                                          .ncrumbs = up.nrows,
                                          .fields = f,
                                          .n = NPRESS,
                                          .state = { .values = v, .problems = &r->act.bad },
                                          .action = page_case_path(r, "/holds"),
                                          .submit = STR("Hold contact now"),
                                          .cancel = page_case_home(r) });
}

static enum rw_status hold_new(struct req *r)
{
    struct field *f;
    enum rw_status st = press_fields(r, &f);

    return st ? st : press_show(r, f, NULL);
}

static enum rw_status hold_create(struct req *r)
{
    struct value v[NPRESS];
    struct hold_input in;
    struct field *f;
    struct str id;
    enum rw_status st = press_fields(r, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, NPRESS, &r->form, v, &r->act.bad))
        return press_show(r, f, v);
    in = (struct hold_input){ .child_id = v[CHILD].text,
                              .person_id = v[PERSON].text,
                              .reason = v[REASON].text };
    st = hold_press(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return press_show(r, f, v);
    return st ? st : req_redirect(r, hold_path(r, id, ""), "Contact is on hold.");
}

/* -- one hold ----------------------------------------------------------------------------------- */

struct showing {
    struct hold_state h;
    struct case_people people;
};

static enum rw_status load(struct req *r, struct showing *s)
{
    enum rw_status st = hold_find(&r->act, req_arg(r, "case"), req_arg(r, "hold"), &s->h);

    return st ? st : case_people_load(&r->act, req_arg(r, "case"), &s->people);
}

static struct str name_or(const struct case_people *p, struct str id, const char *all)
{
    const struct case_person *who = case_person_find(p, id);

    return who ? who->label : str_of(all);
}

static struct str scope_of(struct req *r, const struct showing *s)
{
    return str_join(r->mem, name_or(&s->people, s->h.row.child_id, "every child"), STR(" and "),
                    name_or(&s->people, s->h.row.person_id, "all adults of the family"));
}

static struct str standing_words(struct req *r, const struct hold_state *h)
{
    struct str by = h->row.lift_name;

    if (!h->stands)
        return str_fmt(r->mem, "Lifted.");
    if (str_is(h->row.lift_form, "member"))
        return str_fmt(r->mem,
                       "It stands. %.*s asked that it end; it waits for a second signature.",
                       STR_ARG(by));
    if (str_is(h->row.lift_form, "record"))
        return STR("It stands until the outside consultation has waited its hours.");
    return STR("It stands.");
}

static void fill_facts(struct req *r, const struct showing *s, struct facts_view *v)
{
    const struct hold_row *h = &s->h.row;
    struct fact_view *f = arena_array(r->mem, struct fact_view, 5);
    size_t n = 0;

    f[n++] = (struct fact_view){ .label = STR("Between"), .value = scope_of(r, s) };
    f[n++] = (struct fact_view){ .label = STR("Since"),
                                 .value = str_join(r->mem, page_when(r, h->began_utc), STR(", "),
                                                   h->began_name) };
    f[n++] = (struct fact_view){ .label = STR("Now"), .value = standing_words(r, &s->h) };
    if (h->lift_utc.p)
        f[n++] = (struct fact_view){ .label = STR("Asked to lift"),
                                     .value = str_join(r->mem, page_when(r, h->lift_utc), STR(", "),
                                                       h->lift_name) };
    if (h->second_utc.p)
        f[n++] = (struct fact_view){
            .label = str_is(h->lift_form, "member") ? STR("Second signature")
                                                    : STR("Outside consultation"),
            .value = str_join(r->mem, h->second_name, STR(", "), h->second_licence),
        };
    *v = (struct facts_view){ .rows = f, .nrows = n };
}

static void fill_parts(struct req *r, const struct hold_row *h, struct texts_view *v)
{
    const struct {
        const char *label;
        struct str text;
    } all[] = { { "Why", h->reason },
                { "Why contact may go on", h->lift_words },
                { "The second view", h->second_words } };
    struct text_part_view *list = arena_array(r->mem, struct text_part_view, 3);
    size_t i;

    for (i = 0; i < 3; i++)
        if (all[i].text.len)
            list[v->nrows++] =
                (struct text_part_view){ .label = str_of(all[i].label), .text = all[i].text };
    v->rows = list;
}

/* Alone, one asks outside; unless one may lift it alone. */
static bool asks_outside(struct req *r, const struct hold_state *h)
{
    bool alone = true;

    if (!r->act.app->solo || !h->stands || h->row.lift_form.p ||
        !act_allows(&r->act, CAP_DECIDE, CLASS_S, false))
        return false;
    return hold_alone(&r->act, h, &alone) == RW_OK && !alone;
}

static void fill_tools(struct req *r, const struct hold_state *h, struct detail_view *v)
{
    struct link_view *t = arena_array(r->mem, struct link_view, 4);
    bool clinical = act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false);

    if (clinical && !h->row.reason.p)
        t[v->ntools++] = (struct link_view){ hold_path(r, h->row.id, "/reason"), STR("Say why") };
    if (clinical && h->stands && !h->row.lift_form.p)
        t[v->ntools++] = (struct link_view){ hold_path(r, h->row.id, "/lift"), STR("Lift it") };
    if (clinical && h->stands && str_is(h->row.lift_form, "member") &&
        !str_eq(h->row.lift_by, r->act.viewer.account_id))
        t[v->ntools++] =
            (struct link_view){ hold_path(r, h->row.id, "/lift"), STR("Sign as second") };
    if (asks_outside(r, h))
        t[v->ntools++] =
            (struct link_view){ hold_path(r, h->row.id, "/ask"), STR("Ask an outside colleague") };
    v->tools = t;
}

static void fill_stopped(struct req *r, const struct hold_stopped_row *list, size_t n, bool stands,
                         struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++) {
        enum appointment_state state = APPOINTMENT_STOPPED;

        (void)appointment_state_of(list[i].state, &state);
        rows[i] = (struct record_row_view){
            .when = page_when(r, list[i].starts_utc),
            .title = list_label(r->act.app, LIST_APPOINTMENT_KINDS, list[i].kind),
            .state = session_state_words(state),
            .attention = !stands && state == APPOINTMENT_STOPPED,
            .href = page_path(r, "/cases/%.*s/appointments/%.*s", STR_ARG(list[i].case_id),
                              STR_ARG(list[i].id)),
        };
    }
    *v = (struct records_view){ .heading = STR("What it stopped"),
                                .id = STR("stopped"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("No appointment was planned between them.") };
}

static enum rw_status hold_show(struct req *r)
{
    struct detail_view v = { .title = STR("Hold on contact"), .sub = STR(NO_CHANGE) };
    struct records_view *lists = arena_new(r->mem, struct records_view);
    struct hold_stopped_row *stopped;
    struct showing s;
    size_t n;
    enum rw_status st = load(r, &s);

    if (!st)
        st = hold_appointments(&r->act, req_arg(r, "case"), s.h.row.id, &stopped, &n);
    if (st)
        return st;
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    fill_facts(r, &s, &v.facts);
    fill_parts(r, &s.h.row, &v.parts);
    fill_tools(r, &s.h, &v);
    fill_stopped(r, stopped, n, s.h.stands, lists);
    v.lists = lists;
    v.nlists = 1;
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* -- why ---------------------------------------------------------------------------------------- */

static const struct field reason_form[1] = {
    { .name = "reason",
      .kind = FIELD_AREA,
      .min = 1,
      .max = 4000,
      .rows = 3,
      .required = true,
      .label = "Why",
      .hint = "One sentence is enough. It is said once and stays." },
};

static enum rw_status step_form(struct req *r, const struct hold_state *h, const char *title,
                                const char *submit, const struct field *f, size_t n,
                                const struct value *v)
{
    struct crumbs_view up;

    page_case_crumbs(r, &up);
    return page_form(r, "cases",
                     &(struct form_page){ .title = str_of(title),
                                          .crumbs = up.rows,
                                          .ncrumbs = up.nrows,
                                          .fields = f,
                                          .n = n,
                                          .state = { .values = v, .problems = &r->act.bad },
                                          .action = r->path,
                                          .submit = str_of(submit),
                                          .cancel = hold_path(r, h->row.id, "") });
}

/* errors  RW_ENOTFOUND  it was said already */
static enum rw_status find_unsaid(struct req *r, struct hold_state *h)
{
    enum rw_status st = hold_find(&r->act, req_arg(r, "case"), req_arg(r, "hold"), h);

    if (!st && h->row.reason.p)
        st = RW_FAIL(&r->act.err, RW_ENOTFOUND, "said already");
    return st;
}

static enum rw_status reason_new(struct req *r)
{
    struct hold_state h;
    enum rw_status st = find_unsaid(r, &h);

    return st ? st : step_form(r, &h, "Why contact is on hold", "Record", reason_form, 1, NULL);
}

static enum rw_status reason_save(struct req *r)
{
    struct value v[1];
    struct hold_state h;
    enum rw_status st = find_unsaid(r, &h);

    if (st)
        return st;
    if (!form_read(r->mem, reason_form, 1, &r->form, v, &r->act.bad))
        return step_form(r, &h, "Why contact is on hold", "Record", reason_form, 1, v);
    st = hold_reason(&r->act, h.row.case_id, h.row.id, v[0].text);
    if (st == RW_EINPUT)
        return step_form(r, &h, "Why contact is on hold", "Record", reason_form, 1, v);
    return st ? st : req_redirect(r, hold_path(r, h.row.id, ""), "Recorded.");
}

/* -- taking it back ----------------------------------------------------------------------------- */

/* After the words, where it takes one: consultation_fields. */
enum { WORDS, NAME, LICENCE, HELD, VIEW, SHEET, NLIFT };

static const struct field lift_form[NLIFT] = {
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .min = 1,
                .max = 4000,
                .rows = 3,
                .required = true,
                .label = "Why contact may go on",
                .hint = "One sentence is enough." },
};

struct lifting {
    struct hold_state h;
    struct field *fields;
    size_t n;
    bool alone;
    bool waits; /* for another member's name */
};

/* errors  RW_ENOTFOUND  it is lifted, or on its way */
static enum rw_status load_lift(struct req *r, struct lifting *l)
{
    struct checkpoint_place papers = { 0 };
    enum rw_status st = hold_find(&r->act, req_arg(r, "case"), req_arg(r, "hold"), &l->h);

    l->waits = !st && l->h.stands && str_is(l->h.row.lift_form, "member");
    if (!st && (!l->h.stands || (l->h.row.lift_form.p && !l->waits)))
        st = RW_FAIL(&r->act.err, RW_ENOTFOUND, "nothing to lift");
    if (!st)
        st = hold_alone(&r->act, &l->h, &l->alone);
    if (!st)
        st = document_list(&r->act, req_arg(r, "case"), &papers.papers, &papers.npapers);
    if (st)
        return st;
    l->fields = form_copy(r->mem, lift_form, NLIFT);
    consultation_fields(&l->fields[NAME]);
    form_choices(l->fields, NLIFT, "second_sheet", checkpoint_paper_options(r, &papers),
                 papers.npapers);
    l->n = !l->alone && r->act.app->solo ? NLIFT : 1;
    return RW_OK;
}

static enum rw_status lift_show(struct req *r, const struct lifting *l, const struct value *v)
{
    struct crumbs_view up;
    struct str intro =
        l->alone ? STR("You pressed it not long ago and nothing stands behind it: it "
                       "ends with your signature alone.")
        : r->act.app->solo
            ? STR("Something stands behind it, or the hours for lifting it alone are "
                  "over: a licensed colleague from outside is asked, and it ends "
                  "some hours after that is recorded.")
            : STR("It ends once another licensed member has signed it too.");

    page_case_crumbs(r, &up);
    return page_form(r, "cases",
                     &(struct form_page){ .title = STR("Lift the hold on contact"),
                                          .intro = intro,
                                          .crumbs = up.rows,
                                          .ncrumbs = up.nrows,
                                          .fields = l->fields,
                                          .n = l->n,
                                          .state = { .values = v, .problems = &r->act.bad },
                                          .action = hold_path(r, l->h.row.id, "/lift"),
                                          .submit = STR("Lift it"),
                                          .cancel = hold_path(r, l->h.row.id, "") });
}

static const struct field second_form[1] = {
    { .name = "words",
      .kind = FIELD_AREA,
      .min = 1,
      .max = 4000,
      .rows = 3,
      .required = true,
      .label = "Your view",
      .hint = "One sentence is enough. Your name goes under it." },
};

static enum rw_status second_show(struct req *r, const struct hold_state *h, const struct value *v)
{
    return step_form(r, h, "Second signature: lift the hold", "Sign as second", second_form, 1, v);
}

static enum rw_status lift_new(struct req *r)
{
    struct lifting l;
    enum rw_status st = load_lift(r, &l);

    if (!st && l.waits)
        return second_show(r, &l.h, NULL);
    return st ? st : lift_show(r, &l, NULL);
}

static enum rw_status second_save(struct req *r, const struct lifting *l)
{
    struct value v[1];
    enum rw_status st = RW_EINPUT;

    if (form_read(r->mem, second_form, 1, &r->form, v, &r->act.bad))
        st = hold_second(&r->act, l->h.row.case_id, l->h.row.id, v[0].text);
    if (st == RW_EINPUT)
        return second_show(r, &l->h, v);
    return st ? st : req_redirect(r, hold_path(r, l->h.row.id, ""), "Lifted.");
}

static const char *lift_said(const struct req *r, const struct lifting *l)
{
    return l->alone           ? "Lifted."
           : r->act.app->solo ? "Recorded. It ends after the waiting time."
                              : "Recorded. It waits for a second signature.";
}

static enum rw_status lift_save(struct req *r)
{
    struct value v[NLIFT] = { 0 };
    struct hold_lift_input in;
    struct lifting l;
    enum rw_status st = load_lift(r, &l);

    if (!st && l.waits)
        return second_save(r, &l);
    if (st)
        return st;
    if (!form_read(r->mem, l.fields, l.n, &r->form, v, &r->act.bad))
        return lift_show(r, &l, v);
    in = (struct hold_lift_input){ .words = v[WORDS].text, .second_on = RW_NO_DATE };
    if (l.n == NLIFT) {
        in.second_name = v[NAME].text;
        in.second_licence = v[LICENCE].text;
        in.second_words = v[VIEW].text;
        in.second_on = v[HELD].date;
        in.second_sheet = v[SHEET].text;
    }
    st = hold_lift(&r->act, l.h.row.case_id, l.h.row.id, &in);
    if (st == RW_EINPUT)
        return lift_show(r, &l, v);
    return st ? st : req_redirect(r, hold_path(r, l.h.row.id, ""), lift_said(r, &l));
}

#define HOLDS "/cases/:case/holds"
#define ONE HOLDS "/:hold"

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, HOLDS "/new", hold_new, CAP_HOLD, 0, "hold",
               "Choose between whom contact is held"),
    CASE_ROUTE(METHOD_POST, HOLDS, hold_create, CAP_HOLD, 0, "hold", "Hold contact at once"),
    CASE_ROUTE(METHOD_GET, ONE, hold_show, CAP_HOLD, 0, "hold",
               "A hold on contact and what it stopped"),
    CASE_ROUTE(METHOD_GET, ONE "/reason", reason_new, CAP_CHECKPOINT_RECORD, 0, "hold",
               "Form for why contact is on hold"),
    CASE_ROUTE(METHOD_POST, ONE "/reason", reason_save, CAP_CHECKPOINT_RECORD, 0, "hold",
               "Record why contact is on hold"),
    CASE_ROUTE(METHOD_GET, ONE "/lift", lift_new, CAP_CHECKPOINT_RECORD, 0, "hold",
               "Form for lifting a hold, or for the second signature under that"),
    CASE_ROUTE(METHOD_POST, ONE "/lift", lift_save, CAP_CHECKPOINT_RECORD, ROUTE_REAUTH, "hold",
               "Lift a hold, ask that it end, or sign as second"),
};

PAGE_ROUTES(hold_routes, routes);
