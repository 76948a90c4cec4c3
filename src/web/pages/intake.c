/* intake.c -- an intake in its order: what each room has, what is missing, and where it is done; the
 * decision on the referral, and the letter about it. */
#include "app/family_case.h"
#include "app/lists.h"
#include "app/packet.h"
#include "app/protection.h"
#include "web/pages/intake_parts.h"

/* -- the page -- */

static const struct step {
    const char *title, *sub, *path;
    const char *criteria; /* of the first checkpoint; all of them make it done */
} steps[] = {
    { "Who referred the family, and why", "Source, day, reason", "/edit", "G0.a" },
    { "What this referral needs to know", "Questions of each scenario", "/intake/questions", NULL },
    { "The people", "Each child with a date of birth and an adult at each side", "#people",
      "G0.b" },
    { "Everybody asked about protection and help", "Address, language, access", "#people",
      "G0.h G0.i" },
    { "Intake offered to each parent alike", "Within the same time", "#people", NULL },
    { "Who may decide for each child", "With paper and dates", "/consent", "G0.c" },
    { "What the orders say", "Clause by clause, or that there is none", "/contact", "G0.d" },
    { "First talk about safety with each parent, apart", "Before anything else is asked", "/safety",
      "G0.g" },
    { "Conflicts of interest", "Each clinician signs", "/independence", "G0.e" },
    { "The lead's licence and training", "As of today", "/team", "G0.f" },
    { "The decision on the referral", "Taken, waiting or not taken", "/intake/decision", "G0.j" },
};

#define NSTEPS (sizeof steps / sizeof *steps)

struct intake_page {
    struct case_rows c;
    struct family_case_get_row head;
    struct intake_parent *parents;
    size_t nparents;
    struct referral_scenario_list_row *scenarios;
    size_t nscenarios;
    struct intake_answer_row *answers;
    size_t nanswers;
};

static enum rw_status load(struct req *r, struct intake_page *p)
{
    struct str case_id = req_arg(r, "case");
    enum rw_status st = case_rows_load(&r->act, case_id, &p->c);

    if (!st)
        st = family_case_get(&r->act, case_id, &p->head);
    if (!st)
        st = intake_parents(&r->act, &p->c, &p->parents, &p->nparents);
    if (!st)
        st = family_case_scenarios(&r->act, case_id, &p->scenarios, &p->nscenarios);
    return st ? st : intake_answer_list(&r->act, case_id, &p->answers, &p->nanswers);
}

static enum intake_state worst(struct req *r, const struct intake_page *p, const char *criteria)
{
    struct str rest = str_of(criteria), one;
    enum intake_state s = INTAKE_DONE;

    while (rest.len && str_cut(&rest, ' ', &one)) {
        enum intake_state x = intake_criterion(&r->act, &p->c, str_z(r->mem, one));

        s = x == INTAKE_DONE || s == INTAKE_MISSING ? s : x;
    }
    return s;
}

/* How many questions that are opened have an answer. */
static void count_answers(struct req *r, const struct intake_page *p, size_t *asked, size_t *given)
{
    const struct choice *list[INTAKE_QUESTIONS_MAX];
    size_t i, k, m;

    *asked = *given = 0;
    for (i = 0; i < p->nscenarios; i++) {
        size_t n = intake_questions(&r->act, p->scenarios[i].code, list);

        *asked += n;
        for (k = 0; k < n; k++) {
            for (m = 0; m < p->nanswers && !str_eq(p->answers[m].question, list[k]->code); m++)
                ;
            *given += m < p->nanswers;
        }
    }
}

static void say(struct record_row_view *row, const char *state, bool attention)
{
    row->state = str_of(state);
    row->attention = attention;
}

static void say_offers(const struct intake_page *p, struct record_row_view *row)
{
    bool open = false, none = p->nparents == 0;
    size_t i;

    for (i = 0; i < p->nparents; i++) {
        open = open || intake_offer_open(&p->parents[i]);
        none = none || p->parents[i].offer.state == INTAKE_NOBODY_OFFERED;
    }
    say(row, open ? "something is open" : none ? "not yet" : "done", open || none);
}

static void fill_step(struct req *r, const struct intake_page *p, size_t at,
                      struct record_row_view *row)
{
    const struct step *s = &steps[at];
    size_t asked, given;

    *row = (struct record_row_view){
        .when = str_fmt(r->mem, "%zu", at + 1),
        .title = str_of(s->title),
        .sub = str_of(s->sub),
        .href = s->path[0] == '#'
                    ? page_case_path(r, str_z(r->mem, str_join(r->mem, STR("/intake"), STR(""),
                                                               str_of(s->path))))
                    : page_case_path(r, s->path),
    };
    if (s->criteria) {
        enum intake_state state = worst(r, p, s->criteria);

        say(row,
            state == INTAKE_DONE      ? "done"
            : state == INTAKE_MISSING ? "something is missing"
                                      : "not yet",
            state != INTAKE_DONE);
        if (str_is(str_of(s->criteria), "G0.j"))
            row->state = intake_outcome(p->c.intake->outcome);
    } else if (str_is(str_of(s->path), "/intake/questions")) {
        count_answers(r, p, &asked, &given);
        row->state = asked ? str_fmt(r->mem, "%zu of %zu answered", given, asked)
                           : STR("no scenario chosen");
        row->attention = asked == 0;
    } else {
        say_offers(p, row);
    }
}

static void fill_steps(struct req *r, const struct intake_page *p, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, NSTEPS);
    size_t i;

    for (i = 0; i < NSTEPS; i++)
        fill_step(r, p, i, &rows[i]);
    *v = (struct records_view){
        .heading = STR("In this order"), .id = STR("steps"), .rows = rows, .nrows = NSTEPS
    };
}

static struct str relation_words(struct req *r, const struct intake_page *p,
                                 const struct person_row *person)
{
    size_t i;

    for (i = p->c.nroles; i > 0; i--)
        if (str_eq(p->c.roles[i - 1].person_id, person->id) && !p->c.roles[i - 1].to_on.p)
            return str_join(r->mem, person->name, STR(", "), p->c.roles[i - 1].relation);
    return str_is(person->kind, "child") ? str_join(r->mem, person->name, STR(", "), STR("child"))
                                         : person->name;
}

static void fill_person(struct req *r, const struct intake_page *p, const struct person_row *person,
                        struct record_row_view *row)
{
    const struct intake_events_row *asked = intake_asked(p->c.intake, person->id);
    bool open = asked && str_is(asked->code, "asked") && str_is(asked->detail, "open");
    bool could_not = asked && str_is(asked->code, "not_asked");
    bool safe = protection_holds(&r->act, person);
    size_t i;

    *row = (struct record_row_view){
        .title = relation_words(r, p, person),
        .when = asked ? page_date(r, asked->on_date) : STR_NULL,
        .state = !asked              ? STR("not asked yet")
                 : could_not && safe ? STR("could not be asked; the address is kept protected")
                 : could_not         ? STR("could not be asked, and the address is not protected")
                 : open              ? STR("help not arranged yet")
                                     : STR("asked"),
        .attention = !asked || open || (could_not && !safe),
        .href = intake_person_path(r, person->id, "/intake"),
    };
    for (i = 0; i < p->nparents; i++)
        if (str_eq(p->parents[i].person_id, person->id))
            row->sub = intake_offer_words(r, &p->parents[i]);
}

static void fill_people(struct req *r, const struct intake_page *p, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, p->c.npeople + 1);
    size_t i, n = 0;

    for (i = 0; i < p->c.npeople; i++)
        if (!str_is(p->c.people[i].kind, "professional"))
            fill_person(r, p, &p->c.people[i], &rows[n++]);
    *v = (struct records_view){ .heading = STR("Everybody of the family"),
                                .id = STR("people"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("Nobody is recorded yet.") };
    if (act_allows(&r->act, CAP_CASE_EDIT, CLASS_A, false)) {
        v->add = page_case_path(r, "/people/new?kind=adult");
        v->add_label = STR("Add an adult");
        v->all = page_case_path(r, "/people/new?kind=child");
        v->all_label = STR("Add a child");
    }
}

static void fill_facts(struct req *r, const struct intake_page *p, struct facts_view *v)
{
    struct fact_view *rows = arena_array(r->mem, struct fact_view, 4);

    rows[0] = (struct fact_view){ .label = STR("Referred by"), .value = p->head.referral_source };
    rows[1] = (struct fact_view){ .label = STR("Day of the referral"),
                                  .value = page_date(r, p->head.referred_on) };
    rows[2] = (struct fact_view){ .label = STR("Reason"), .value = p->head.referral_reason };
    rows[3] = (struct fact_view){ .label = STR("Decision"),
                                  .value = intake_outcome(p->c.intake->outcome) };
    if (date_known(p->c.intake->decided_on))
        rows[3].value =
            str_join(r->mem, rows[3].value, STR(", "), date_words(r->mem, p->c.intake->decided_on));
    *v = (struct facts_view){ .rows = rows, .nrows = 4 };
}

static enum rw_status intake_page(struct req *r)
{
    struct detail_view v = {
        .title = STR("Intake"),
        .sub =
            STR("What is known already is not asked again: each step leads to where it is kept."),
    };
    struct records_view *lists = arena_array(r->mem, struct records_view, 2);
    struct link_view *tools = arena_array(r->mem, struct link_view, 2);
    struct intake_page p = { 0 };
    enum rw_status st = load(r, &p);

    if (st)
        return st;
    fill_facts(r, &p, &v.facts);
    fill_steps(r, &p, &lists[0]);
    fill_people(r, &p, &lists[1]);
    if (act_allows(&r->act, CAP_CASE_EDIT, CLASS_S, false)) {
        tools[v.ntools++] =
            (struct link_view){ page_case_path(r, "/intake/decision"), STR("Record the decision") };
        if (p.c.intake->outcome.p)
            tools[v.ntools++] = (struct link_view){ page_case_path(r, "/intake/letter"),
                                                    STR("Letter to the referrer (PDF)") };
    }
    v.tools = tools;
    v.lists = lists;
    v.nlists = 2;
    page_case_crumbs(r, &v.crumbs);
    page_shell(r, v.title, "cases", &v.shell);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* -- the decision -- */

enum { OUTCOME, ON, WORDS, NFIELDS };

static const struct form_option decisions[] = {
    { "accepted", "The practice takes the family" },
    { "waiting", "On the waiting list" },
    { "declined", "The practice does not take the family" },
};

static const struct field decision_form[NFIELDS] = {
    [OUTCOME] = { .name = "outcome",
                  .kind = FIELD_RADIO,
                  .required = true,
                  .label = "Decision",
                  .choices = decisions,
                  .nchoices = FORM_N(decisions) },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [WORDS] = { .name = "words",
                .kind = FIELD_AREA,
                .rows = 5,
                .max = 4000,
                .label = "For the referrer",
                .hint = "Printed in the letter as it stands here; needed where the family is not "
                        "taken. Nothing that was heard at intake, and no address." },
};

static enum rw_status decision_show(struct req *r, const struct value *v)
{
    struct form_page p = {
        .title = STR("Decision on the referral"),
        .intro = STR(
            "A family that waits or was not taken cannot begin the assessment, whatever "
            "else is there. A later decision stands beside the earlier one. To take up a case that "
            "was declined or closed asks for a licensed clinician, a reason, and your "
            "password and code."),
        .fields = decision_form,
        .n = NFIELDS,
        .state = { .values = v },
        .action = page_case_path(r, "/intake/decision"),
        .submit = STR("Record the decision"),
    };

    return intake_form(r, NULL, &p);
}

static enum rw_status decision_ask(struct req *r)
{
    struct value v[NFIELDS] = { [ON] = value_date(r->mem, r->act.today) };

    return decision_show(r, v);
}

static enum rw_status decision_save(struct req *r)
{
    struct value v[NFIELDS];
    struct intake_decision_input in;
    enum rw_status st;

    if (!form_read(r->mem, decision_form, NFIELDS, &r->form, v, &r->act.bad))
        return decision_show(r, v);
    in = (struct intake_decision_input){ .outcome = v[OUTCOME].text,
                                         .words = v[WORDS].text,
                                         .on = v[ON].date };
    st = intake_decide(&r->act, req_arg(r, "case"), &in);
    if (st == RW_EINPUT)
        return decision_show(r, v);
    return st ? st
              : req_redirect(r, page_case_path(r, "/intake"),
                             "Recorded. The letter to the referrer can be printed.");
}

static enum rw_status letter(struct req *r)
{
    enum rw_status st = referral_letter_pdf(&r->act, req_arg(r, "case"), r->out);

    if (st == RW_EINPUT)
        return intake_not_printed(r, page_case_path(r, "/intake"), STR("To the intake"));
    r->media = "application/pdf";
    r->attachment = str_fmt(r->mem, "letter-%.*s.pdf", STR_ARG(r->act.access.head.number));
    return st;
}

static const struct route routes[] = {
    INTAKE_ROUTE(METHOD_GET, "/cases/:case/intake", intake_page, CAP_CASE_READ, "intake",
                 "An intake in its order, each step with where it is done"),
    INTAKE_ROUTE(METHOD_GET, "/cases/:case/intake/decision", decision_ask, CAP_CASE_EDIT,
                 "intake-decision", "Form for the decision on a referral"),
    INTAKE_ROUTE(METHOD_POST, "/cases/:case/intake/decision", decision_save, CAP_CASE_EDIT,
                 "intake-decision", "Record the decision on a referral"),
    INTAKE_ROUTE(METHOD_GET, "/cases/:case/intake/letter", letter, CAP_CASE_EDIT, "referral-letter",
                 "The letter to whoever referred the family"),
};

PAGE_ROUTES(intake_routes, routes);
