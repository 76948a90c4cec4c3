#include "app/concern_parts.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "gen/queries.h"

#define DAY 86400

struct concern_job {
    const struct concern_input *in;
    const struct concern_step_input *step;
    struct str case_id, id;
};

/* ---- rows ---- */

static enum rw_status add_step(struct act *a, const struct concern_job *j,
                               const struct concern_step_input *s)
{
    return q_concern_step_add(
        a->db, a->mem,
        &(struct q_concern_step_add_in){ .case_id = j->case_id,
                                         .id = id_new(a->mem),
                                         .concern_id = j->id,
                                         .kind = concern_step_word(s->kind),
                                         .at_utc = utc_iso(a->mem, s->at_utc),
                                         .agency = str_or(s->agency, NULL),
                                         .person = str_or(s->person, NULL),
                                         .method = str_or(s->method, NULL),
                                         .reference = str_or(s->reference, NULL),
                                         .words = str_or(s->words, NULL),
                                         .document = str_or(s->document_id, NULL),
                                         .recorded_utc = utc_iso(a->mem, a->now_utc),
                                         .recorded_by = a->viewer.account_id,
                                         .recorded_name = a->viewer.name },
        &a->err);
}

static enum rw_status log_it(struct act *a, const struct concern_job *j, const char *action)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "concern",
                                         .object_id = j->id,
                                         .case_id = j->case_id,
                                         .object_version = 1 });
}

/* ---- opening ---- */

static enum rw_status add_concern(struct act *a, const struct concern_job *j)
{
    return q_concern_add(a->db, a->mem,
                         &(struct q_concern_add_in){ .case_id = j->case_id,
                                                     .id = j->id,
                                                     .reporter_id = a->viewer.account_id,
                                                     .reporter_name = a->viewer.name,
                                                     .child = j->in->child_id,
                                                     .person = str_or(j->in->person_id, NULL),
                                                     .words = j->in->words,
                                                     .pressed_utc = utc_iso(a->mem, a->now_utc),
                                                     .unsettled = 1 },
                         &a->err);
}

enum rw_status concern_put(struct act *a, const struct case_rows *rows,
                           const struct concern_input *in, struct str id)
{
    struct concern_job j = { .in = in, .case_id = rows->case_id, .id = id };
    struct concern_step_input cause = { .kind = STEP_CAUSE, .at_utc = in->cause_utc };
    enum rw_status st = add_concern(a, &j);

    if (!st)
        st = add_step(a, &j, &cause);
    if (!st)
        st = checkpoint_sign_raise(a, rows, list_label(a->app, LIST_CONCERN, STR("sign")),
                                   in->person_id,
                                   list_label(a->app, LIST_CONCERN, STR("statement")));
    return st ? st : log_it(a, &j, "concern-open");
}

static enum rw_status apply_open(struct act *a, void *arg)
{
    const struct concern_job *j = arg;
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, j->case_id, &rows);

    return st ? st : concern_put(a, &rows, j->in, j->id);
}

static void check_when(struct act *a, int64_t at_utc)
{
    if (at_utc == RW_NO_TIME)
        problem_add(&a->bad, "on", STR("Please give day and time."));
    else if (at_utc > a->now_utc)
        problem_add(&a->bad, "on", STR("Please give a time that is not after now."));
}

enum rw_status concern_open(struct act *a, struct str case_id, const struct concern_input *in,
                            struct str *id)
{
    struct concern_job j = { .in = in, .case_id = case_id };
    const struct person_row *person;
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, case_id, &rows);

    if (!st)
        st = act_allow(a, case_id, CAP_CONCERN_PRESS, CLASS_R, true);
    if (st)
        return st;
    person = case_person(&rows, in->person_id);
    if (in->child_id.len && !case_child(&rows, in->child_id))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such child");
    if (in->person_id.len && (!person || str_is(person->kind, "child")))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such person");
    if (!in->child_id.len)
        problem_add(&a->bad, "child", STR("Please choose the child."));
    check_text(a, "words", in->words, REQUIRED);
    check_when(a, in->cause_utc);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_open, &j);
    if (!st)
        *id = j.id;
    return st;
}

/* ---- what comes after ---- */

enum { AGENCY = 1, PERSON = 2, METHOD = 4, REFERENCE = 8, WORDS = 16, PAPER = 32 };

static const struct step_rule {
    bool reporter; /* the reporter's own; otherwise whoever may clear the way */
    unsigned needs;
    const char *action;
} step_rules[STEP_KINDS] = {
    [STEP_CAUSE] = { true, WORDS, "concern-cause" },
    [STEP_REPORT] = { true, AGENCY | PERSON | METHOD | REFERENCE, "concern-report" },
    [STEP_WRITTEN] = { true, AGENCY | PERSON | METHOD | REFERENCE, "concern-report" },
    [STEP_NO_CAUSE] = { true, PERSON | WORDS, "concern-end" },
    [STEP_REQUEST] = { false, AGENCY | METHOD, "concern-request" },
    [STEP_CLOSURE] = { false, AGENCY | PAPER, "concern-clear" },
    [STEP_SCREENED_OUT] = { false, AGENCY | PERSON, "concern-clear" },
    [STEP_COURT_ORDER] = { false, PAPER, "concern-clear" },
    [STEP_CONSULTATION] = { false, PERSON | WORDS | PAPER, "concern-clear" },
};

/* Every word that an adviser or a reporter may still add, from where the concern stands. */
bool concern_may_add(const struct act *a, const struct concern *c, enum concern_step_kind kind)
{
    bool open = c->clock.state < CLOCK_REPORTED;

    if ((unsigned)kind >= STEP_KINDS)
        return false;
    if (step_rules[kind].reporter)
        return c->mine && act_allows(a, CAP_CONCERN_PRESS, CLASS_R, true) &&
               (kind == STEP_NO_CAUSE || kind == STEP_CAUSE ? open : true);
    return c->clock.state == CLOCK_REPORTED && act_allows(a, CAP_CONCERN_CLEAR, CLASS_R, c->mine);
}

static void check_needs(struct act *a, const struct concern_step_input *s)
{
    unsigned needs = step_rules[s->kind].needs;

    check_line(a, "agency", s->agency, needs & AGENCY ? REQUIRED : OPTIONAL);
    check_line(a, "person", s->person, needs & PERSON ? REQUIRED : OPTIONAL);
    check_line(a, "reference", s->reference, needs & REFERENCE ? REQUIRED : OPTIONAL);
    check_text(a, "words", s->words, needs & WORDS ? REQUIRED : OPTIONAL);
    if (needs & METHOD)
        check_choice(a, "method", list_of(a->app, LIST_REPORT_METHODS), s->method);
    if ((needs & PAPER) && !s->document_id.len)
        problem_add(&a->bad, "document", STR("Please attach the paper."));
    check_when(a, s->at_utc);
}

/* A consultation stands in for an agency that was asked often and long enough and said nothing. */
static enum rw_status check_silence(struct act *a, const struct concern *c)
{
    int64_t wanted = 0, days = 0, first = RW_NO_TIME;
    enum rw_status st = number_of(a, "clearance_requests", &wanted);
    int64_t asked = 0;
    size_t i;

    if (!st)
        st = number_of(a, "clearance_wait_days", &days);
    for (i = 0; !st && i < c->nsteps; i++)
        if (c->steps[i].kind == STEP_REQUEST) {
            asked++;
            if (first == RW_NO_TIME || c->steps[i].at_utc < first)
                first = c->steps[i].at_utc;
        }
    if (st)
        return st;
    if (asked < wanted || a->now_utc - first < days * DAY)
        problem_add(&a->bad, "",
                    str_fmt(a->mem,
                            "A consultation stands in only after %lld requests to the agency, and "
                            "%lld days after the first.",
                            (long long)wanted, (long long)days));
    return RW_OK;
}

static enum rw_status check_step(struct act *a, const struct concern *c,
                                 const struct concern_step_input *s)
{
    enum rw_status st = RW_OK;

    check_needs(a, s);
    if (s->at_utc != RW_NO_TIME && s->kind == STEP_CAUSE && s->at_utc >= c->clock.cause_utc)
        problem_add(&a->bad, "on", STR("The start may only be moved to an earlier time."));
    if (s->at_utc != RW_NO_TIME && s->kind != STEP_CAUSE && s->at_utc < c->clock.cause_utc)
        problem_add(
            &a->bad, "on",
            STR("This lies before there was cause. Move the start to an earlier time first."));
    if (s->kind == STEP_CONSULTATION)
        st = check_silence(a, c);
    if (!st && s->document_id.len)
        st = case_papers_belong(a, c->row.case_id, &s->document_id, 1);
    if (!st && s->document_id.len && concern_is_clearance(s->kind))
        st = case_paper_since(a, c->row.case_id, s->document_id,
                              clock_local(c->clock.cause_utc).date, "document");
    return st ? st : check_done(a);
}

/* Read and judged once more inside the transaction: what was shown may be over. */
static enum rw_status apply_step(struct act *a, void *arg)
{
    const struct concern_job *j = arg;
    struct concern c;
    enum rw_status st = concern_get(a, j->case_id, j->id, &c);

    if (!st && !concern_may_add(a, &c, j->step->kind))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such row");
    if (!st)
        st = check_step(a, &c, j->step);
    if (!st)
        st = add_step(a, j, j->step);
    if (!st)
        st = concern_get(a, j->case_id, j->id, &c);
    if (!st)
        st = q_concern_settle(
            a->db, a->mem,
            &(struct q_concern_settle_in){
                .case_id = j->case_id, .id = j->id, .unsettled = concern_unsettled(&c.clock) },
            &a->err);
    return st ? st : log_it(a, j, step_rules[j->step->kind].action);
}

enum rw_status concern_step_add(struct act *a, struct str case_id, struct str id,
                                const struct concern_step_input *in)
{
    struct concern_job j = { .step = in, .case_id = case_id, .id = id };
    struct concern c;
    enum rw_status st = concern_get(a, case_id, id, &c);

    if (!st && !concern_may_add(a, &c, in->kind))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such row");
    if (!st)
        st = check_step(a, &c, in);
    return st ? st : act_write(a, apply_step, &j);
}
