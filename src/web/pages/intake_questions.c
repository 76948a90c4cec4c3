/* intake_questions.c -- what each scenario of a referral needs to know: every answer with its day, who
 * said so and who wrote it down; an answer is added to and never changed. */
#include "app/family_case.h"
#include "app/lists.h"
#include "web/pages/intake_parts.h"

#define OWN 2 /* fields besides the questions */
#define FIELDS_MAX (INTAKE_QUESTIONS_MAX + OWN)

static struct str scenario_path(struct req *r, struct str scenario)
{
    return page_path(r, "/cases/%.*s/intake/questions/%.*s", STR_ARG(req_arg(r, "case")),
                     STR_ARG(scenario));
}

/* -- what was answered -- */

static size_t fill_answers(struct req *r, const struct choice *question,
                           const struct intake_answer_row *rows, size_t n,
                           struct text_part_view *parts)
{
    size_t i, found = 0;

    for (i = 0; i < n; i++) {
        struct str on = page_date(r, rows[i].on_date), when = page_when(r, rows[i].recorded_utc);

        if (!str_eq(rows[i].question, question->code))
            continue;
        parts[found++] = (struct text_part_view){
            .label = question->label,
            .text = str_fmt(r->mem, "%.*s\n(%.*s, %.*s; written down by %.*s, %.*s)",
                            STR_ARG(rows[i].words), STR_ARG(rows[i].told_by), STR_ARG(on),
                            STR_ARG(rows[i].recorded_name), STR_ARG(when)),
        };
    }
    return found;
}

/* One scenario: what is open as a line that leads to its form, what is answered below. */
static struct record_row_view scenario_row(struct req *r, struct str code, size_t asked,
                                           size_t given)
{
    const struct choice *s = choice_find(list_of(r->act.app, LIST_SCENARIOS), code);

    return (struct record_row_view){
        .title = s ? s->label : STR("A scenario of another list"),
        .sub = s ? s->note : STR(""),
        .state = str_fmt(r->mem, "%zu of %zu answered", given, asked),
        .attention = given < asked,
        .href = asked ? scenario_path(r, code) : STR_NULL,
    };
}

static enum rw_status questions_page(struct req *r)
{
    struct detail_view v = {
        .title = STR("What this referral needs to know"),
        .sub = STR("Several scenarios may apply; each opens its own questions. What the court, "
                   "custody or a person's page keeps is not asked here."),
    };
    const struct choice *list[INTAKE_QUESTIONS_MAX];
    struct referral_scenario_list_row *scenarios;
    struct intake_answer_row *answers;
    struct record_row_view *rows;
    struct records_view *lists = arena_array(r->mem, struct records_view, 1);
    struct text_part_view *parts;
    size_t nscenarios, nanswers, i, k;
    enum rw_status st = family_case_scenarios(&r->act, req_arg(r, "case"), &scenarios, &nscenarios);

    if (!st)
        st = intake_answer_list(&r->act, req_arg(r, "case"), &answers, &nanswers);
    if (st)
        return st;
    rows = arena_array(r->mem, struct record_row_view, nscenarios + 1);
    parts = arena_array(r->mem, struct text_part_view, nanswers + 1);
    for (i = 0; i < nscenarios; i++) {
        size_t n = intake_questions(&r->act, scenarios[i].code, list), given = 0;

        for (k = 0; k < n; k++) {
            size_t found = fill_answers(r, list[k], answers, nanswers, &parts[v.parts.nrows]);

            v.parts.nrows += found;
            given += found > 0;
        }
        rows[i] = scenario_row(r, scenarios[i].code, n, given);
    }
    v.parts.rows = parts;
    lists[0] = (struct records_view){ .heading = STR("Scenarios of this referral"),
                                      .id = STR("scenarios"),
                                      .rows = rows,
                                      .nrows = nscenarios,
                                      .none = STR("No scenario is chosen yet.") };
    if (act_allows(&r->act, CAP_CASE_EDIT, CLASS_S, false)) {
        lists[0].add = page_case_path(r, "/edit");
        lists[0].add_label = STR("Choose scenarios");
    }
    v.lists = lists;
    v.nlists = 1;
    intake_crumbs(r, NULL, &v.crumbs);
    page_shell(r, v.title, "cases", &v.shell);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* -- answering -- */

static size_t fields_of(struct req *r, struct field *f)
{
    const struct choice *list[INTAKE_QUESTIONS_MAX];
    size_t n = intake_questions(&r->act, req_arg(r, "scenario"), list), i;

    for (i = 0; i < n; i++)
        f[i] = (struct field){ .name = str_z(r->mem, list[i]->code),
                               .kind = FIELD_AREA,
                               .rows = 3,
                               .max = 4000,
                               .label = str_z(r->mem, list[i]->label),
                               .hint = list[i]->note.len ? str_z(r->mem, list[i]->note) : NULL };
    f[n] = (struct field){ .name = "told_by",
                           .kind = FIELD_TEXT,
                           .max = 200,
                           .required = true,
                           .label = "Who says so, or where it stands",
                           .hint = "One source at a time; another source is another entry." };
    f[n + 1] = (struct field){
        .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day on which it was said"
    };
    return n + OWN;
}

static enum rw_status show(struct req *r, const struct field *f, size_t n, const struct value *v)
{
    struct form_page p = {
        .intro = STR("Leave empty what this source says nothing about. Answers are kept as they "
                     "are; a later one stands beside them."),
        .fields = f,
        .n = n,
        .state = { .values = v },
        .action = scenario_path(r, req_arg(r, "scenario")),
        .submit = STR("Keep these answers"),
    };

    p.title = list_label(r->act.app, LIST_SCENARIOS, req_arg(r, "scenario"));
    return intake_form(r, NULL, &p);
}

/* Only a scenario of this case has a form. */
static enum rw_status find(struct req *r)
{
    struct referral_scenario_list_row *rows;
    size_t n, i;
    enum rw_status st = family_case_scenarios(&r->act, req_arg(r, "case"), &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].code, req_arg(r, "scenario")))
            return RW_OK;
    return st ? st : RW_FAIL(&r->act.err, RW_ENOTFOUND, "not among the scenarios of the case");
}

static enum rw_status answers_ask(struct req *r)
{
    struct field f[FIELDS_MAX] = { 0 };
    struct value v[FIELDS_MAX] = { 0 };
    size_t n;
    enum rw_status st = find(r);

    if (st)
        return st;
    n = fields_of(r, f);
    v[n - 1] = value_date(r->mem, r->act.today);
    return show(r, f, n, v);
}

static enum rw_status answers_save(struct req *r)
{
    struct intake_answers_input in = { .scenario = req_arg(r, "scenario") };
    struct field f[FIELDS_MAX] = { 0 };
    struct value v[FIELDS_MAX] = { 0 };
    size_t n, i;
    enum rw_status st = find(r);

    if (st)
        return st;
    n = fields_of(r, f);
    if (!form_read(r->mem, f, n, &r->form, v, &r->act.bad))
        return show(r, f, n, v);
    for (i = 0; i + OWN < n; i++)
        in.words[i] = v[i].text;
    in.told_by = v[n - 2].text;
    in.on = v[n - 1].date;
    st = intake_answers_add(&r->act, req_arg(r, "case"), &in);
    if (st == RW_EINPUT)
        return show(r, f, n, v);
    return st ? st : req_redirect(r, page_case_path(r, "/intake/questions"), "Kept.");
}

static const struct route routes[] = {
    INTAKE_ROUTE(METHOD_GET, "/cases/:case/intake/questions", questions_page, CAP_CASE_READ,
                 "intake-answers", "Questions of each scenario of a referral, and the answers"),
    INTAKE_ROUTE(METHOD_GET, "/cases/:case/intake/questions/:scenario", answers_ask, CAP_CASE_EDIT,
                 "intake-answers", "Form for answers about one scenario"),
    INTAKE_ROUTE(METHOD_POST, "/cases/:case/intake/questions/:scenario", answers_save,
                 CAP_CASE_EDIT, "intake-answers", "Keep answers about one scenario"),
};

PAGE_ROUTES(intake_questions_routes, routes);
