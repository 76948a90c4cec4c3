/* checkpoint_aside.c -- a criterion set aside, or an open warning sign closed: who, why, and whose
 * second signature. */
#include "app/checkpoint.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/concern.h"
#include "app/consultation.h"
#include "app/credential.h"
#include "app/criterion_tool.h"
#include "app/sign_register.h"
#include "gen/queries.h"

/* ---- what stands in the way, and what it takes ---- */

static const struct gate *gate_of(const struct protocol *p, const struct criterion *c)
{
    size_t i, k;

    for (i = 0; i < p->ngates; i++)
        for (k = 0; k < p->gates[i].ncriteria; k++)
            if (str_eq(p->gates[i].criteria[k].id, c->id))
                return &p->gates[i];
    return NULL;
}

static bool is_result_of(const struct criterion_result *r, const struct criterion *c,
                         struct str person_id)
{
    return str_eq(r->criterion->id, c->id) &&
           (r->adult ? str_eq(r->adult->id, person_id) : !person_id.len);
}

static enum rw_status aside_criterion(struct act *a, const struct case_rows *rows,
                                      const struct person_row *child, const struct criterion *c,
                                      struct str person_id, struct aside *x)
{
    const struct gate *g = gate_of(rows->protocol, c);
    struct gate_result r;
    enum rw_status st;
    size_t i;

    if (!g)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no checkpoint asks for it");
    st = checkpoint_check(a, rows, child, g, &r);
    if (st)
        return st;
    for (i = 0; i < r.nresults; i++)
        if (is_result_of(&r.results[i], c, person_id)) {
            *x = (struct aside){ .criterion = c,
                                 .adult = r.results[i].adult,
                                 .override = r.results[i].override,
                                 .needed = r.results[i].blocks };
            return RW_OK;
        }
    return RW_FAIL(&a->err, RW_ENOTFOUND, "it is not asked about this person");
}

/* The word by which the sign is open here was about every child, and is the last one wherever it is
 * open. */
static bool about_all(struct act *a, const struct case_rows *c, const struct sign_kind *sign,
                      struct str child_id)
{
    struct sign_state here = case_sign(a, c, sign, child_id);
    size_t i;

    if (here.record->child_id.p)
        return false;
    for (i = 0; i < c->npeople; i++)
        if (str_is(c->people[i].kind, "child")) {
            struct sign_state s = case_sign(a, c, sign, c->people[i].id);

            if (s.open && s.record != here.record)
                return false;
        }
    return true;
}

enum rw_status checkpoint_aside(struct act *a, const struct case_rows *c, struct str child_id,
                                struct str criterion, struct str person_id, struct aside *x)
{
    const struct person_row *child = case_child(c, child_id);
    const struct protocol *p = c->protocol;
    const struct criterion *k;

    if (!p || !child)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such child");
    k = protocol_criterion(p, criterion);
    if (k)
        return aside_criterion(a, c, child, k, person_id, x);
    *x = (struct aside){ .sign = protocol_sign(p, criterion) };
    if (!x->sign || person_id.len)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such criterion");
    x->override = x->sign->closing;
    x->needed = case_sign(a, c, x->sign, child_id).open;
    x->whole = x->needed && about_all(a, c, x->sign, child_id);
    return concern_closing(a, c, child_id, x);
}

/* ---- asking for it ---- */

struct override_job {
    const struct override_input *in;
    struct aside aside;
    struct str case_id, id;
    bool record; /* with a consultation record */
};

static enum rw_status add_override(struct act *a, const struct override_job *j)
{
    const struct override_input *in = j->in;
    struct local day = { .date = in->second_on, .minutes = 0 };
    const struct aside *x = &j->aside;
    bool record = j->record;
    bool whole = x->criterion ? x->criterion->per == PER_CASE : x->whole;

    return q_criterion_override_add(
        a->db, a->mem,
        &(struct q_criterion_override_add_in){
            .case_id = j->case_id,
            .id = j->id,
            .criterion = in->criterion,
            .child_id = whole ? STR_NULL : in->child_id,
            .person_id = j->aside.adult ? j->aside.adult->id : STR_NULL,
            .on_date = date_iso(a->mem, a->today),
            .rationale = in->rationale,
            .until_on = str_or(date_iso(a->mem, in->until), NULL),
            .document_id = str_or(in->document_id, NULL),
            .second_form = record ? STR("record") : STR("none"),
            .second_name = record ? in->second_name : STR_NULL,
            .second_licence = record ? in->second_licence : STR_NULL,
            .second_words = record ? in->second_words : STR_NULL,
            .second_utc = record ? utc_iso(a->mem, clock_utc(day)) : STR_NULL,
            .second_sheet = record ? in->second_sheet : STR_NULL,
            .recorded_utc = utc_iso(a->mem, a->now_utc),
            .recorded_by = a->viewer.account_id,
            .recorded_name = a->viewer.name,
            .stands_on = x->criterion  ? STR_NULL
                         : x->answered ? STR(STANDS_ON_CONCERN)
                                       : STR(STANDS_ON_PAPER),
        },
        &a->err);
}

/* ---- a paper from outside, and its day ---- */

enum rw_status case_paper_since(struct act *a, struct str case_id, struct str document_id,
                                struct date since, const char *field)
{
    struct q_document_get_in in = { .case_id = case_id, .id = document_id };
    struct document_get_row row;
    struct date on = RW_NO_DATE;
    enum rw_status st = q_document_get(a->db, a->mem, &in, &row, &a->err);

    if (st)
        return st;
    if (!row.dated_on.p || !date_parse(row.dated_on, &on))
        problem_add(&a->bad, field,
                    STR("This paper has no day on record, so that nobody can tell whether it is "
                        "an answer to what came up. Please keep it again with its day."));
    else if (date_known(since) && on.day < since.day)
        problem_add(&a->bad, field,
                    str_fmt(a->mem,
                            "This paper is of %.*s; what came up is of %.*s. A paper from before "
                            "says nothing about it.",
                            STR_ARG(date_words(a->mem, on)), STR_ARG(date_words(a->mem, since))));
    return RW_OK;
}

static void check_consultation(struct act *a, const struct override_input *in)
{
    struct consultation c = { .name = in->second_name,
                              .licence = in->second_licence,
                              .words = in->second_words,
                              .on = in->second_on,
                              .sheet = in->second_sheet };

    consultation_check(a, &c);
}

static void check_until(struct act *a, const struct protocol *p, const struct override_input *in,
                        const struct aside *x)
{
    bool limited = x->criterion && x->override == OVERRIDE_SECOND;
    struct date last = date_add(a->today, p->override_max_days);

    if (!date_known(in->until)) {
        if (limited)
            problem_add(&a->bad, "until", STR("Please give the day on which this ends."));
        return;
    }
    if (in->until.day < a->today.day)
        problem_add(&a->bad, "until", STR("Please give a day that is not over."));
    else if (limited && in->until.day > last.day)
        problem_add(
            &a->bad, "until",
            str_fmt(a->mem, "Please give a day up to %.*s.", STR_ARG(date_words(a->mem, last))));
}

static void check_aside(struct act *a, const struct aside *x, bool licensed)
{
    if (!x->needed)
        problem_add(&a->bad, "",
                    STR("This does not stand in the way; nothing is to be set aside."));
    else if (x->override == OVERRIDE_NEVER)
        problem_add(&a->bad, "", STR("This cannot be set aside, by anybody."));
    else if (x->override == OVERRIDE_HUMAN)
        problem_add(&a->bad, "", STR("This is itself a decision. Record the decision instead."));
    if (!licensed)
        problem_add(&a->bad, "", STR("Only a licensed clinician can set this aside."));
}

/* In a practice of one: a consultation that is recorded now, or a colleague who is asked next. */
static void check_form(struct act *a, const struct override_input *in, bool outside)
{
    bool record = str_is(in->second_form, "record"), account = str_is(in->second_form, "account");

    if (outside && record)
        check_consultation(a, in);
    else if (outside && !account)
        problem_add(&a->bad, "second_form",
                    STR("In a practice of one this needs an outside colleague: record the "
                        "consultation, or ask one who has an account here."));
    else if (!outside && in->second_form.len)
        problem_add(&a->bad, "", STR("An outside colleague has no place here."));
}

static void check_override(struct act *a, const struct case_rows *rows,
                           const struct override_input *in, const struct aside *x)
{
    bool second = x->override == OVERRIDE_DOCUMENT || x->override == OVERRIDE_SECOND;

    if (x->criterion && criterion_tool_stands(rows, x->criterion->id))
        problem_add(&a->bad, "",
                    STR("The practice has not taken this family. That changes with a decision on "
                        "the referral, under Intake."));
    check_aside(a, x, rows->licensed);
    check_text(a, "rationale", in->rationale, REQUIRED);
    check_until(a, rows->protocol, in, x);
    if (x->waits.p)
        problem_add(&a->bad, "", x->waits);
    if (x->override == OVERRIDE_DOCUMENT && !x->answered && !in->document_id.len)
        problem_add(&a->bad, "document", STR("Please attach the outside document."));
    check_form(a, in, second && a->app->solo);
}

static enum rw_status check_papers(struct act *a, const struct override_job *j)
{
    struct str papers[2];
    size_t n = 0;

    if (j->in->document_id.len)
        papers[n++] = j->in->document_id;
    if (j->in->second_sheet.len)
        papers[n++] = j->in->second_sheet;
    return case_papers_belong(a, j->case_id, papers, n);
}

/* As it stands where it is written: of two who set the same thing aside at once, the second finds that
 * it is no longer in the way. */
static enum rw_status judge_override(struct act *a, struct override_job *j)
{
    const struct override_input *in = j->in;
    struct case_rows rows;
    enum rw_status st = case_rows_load(a, j->case_id, &rows);

    if (!st)
        st = checkpoint_aside(a, &rows, in->child_id, in->criterion, in->person_id, &j->aside);
    if (st)
        return st;
    check_override(a, &rows, in, &j->aside);
    st = check_done(a);
    if (!st)
        st = check_papers(a, j);
    if (!st && date_known(j->aside.since) && in->document_id.len)
        st = case_paper_since(a, j->case_id, in->document_id, j->aside.since, "document");
    if (!st)
        st = check_done(a);
    return st ? st : act_allow(a, j->case_id, CAP_DECIDE, CLASS_S, false);
}

static enum rw_status apply_override(struct act *a, void *arg)
{
    struct override_job *j = arg;
    const struct criterion *c;
    struct str line;
    enum rw_status st = judge_override(a, j);

    if (st)
        return st;
    c = j->aside.criterion;
    line = c ? str_fmt(a->mem, "Set aside: %.*s", STR_ARG(c->title)) : STR("Step to close a sign");
    st = add_override(a, j);
    if (!st)
        st = chronology_put(
            a, &(struct chronology_entry){ .case_id = j->case_id,
                                           .kind = "criterion",
                                           .ref_id = j->id,
                                           .on = a->today,
                                           .at_utc = RW_NO_TIME,
                                           .child_id = j->in->child_id,
                                           .account_id = a->viewer.account_id,
                                           .state = "set_aside",
                                           .cls = c && c->about_child ? CLASS_C : CLASS_S,
                                           .line = line });
    if (!st && !c)
        st = sign_due_refresh(a, j->case_id);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "override-add",
                                           .object_type = "override",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 1 });
    return st;
}

enum rw_status checkpoint_override_add(struct act *a, struct str case_id,
                                       const struct override_input *in, struct str *id)
{
    struct override_job j = { .in = in,
                              .case_id = case_id,
                              .record = str_is(in->second_form, "record") };
    enum rw_status st = act_allow(a, case_id, CAP_DECIDE, CLASS_S, false);

    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_override, &j);
    if (!st)
        *id = j.id;
    return st;
}

enum rw_status checkpoint_override(struct act *a, struct str case_id,
                                   const struct override_input *in)
{
    struct str id;

    return checkpoint_override_add(a, case_id, in, &id);
}

/* ---- the second signature ---- */

struct second_job {
    struct str case_id, id, words;
};

static enum rw_status find_override(struct act *a, const struct second_job *j,
                                    struct criterion_override_row *row)
{
    struct criterion_override_row *rows;
    size_t n, i;
    enum rw_status st = q_criterion_override_list(
        a->db, a->mem, &(struct q_criterion_override_list_in){ .case_id = j->case_id }, &rows, &n,
        &a->err);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, j->id)) {
            *row = rows[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "nothing of that id was set aside");
}

static enum rw_status apply_second(struct act *a, void *arg)
{
    const struct second_job *j = arg;
    struct criterion_override_row row;
    enum rw_status st = find_override(a, j, &row);

    if (st)
        return st;
    if (str_eq(row.recorded_by, a->viewer.account_id)) {
        problem_add(&a->bad, "", STR("A second signature comes from somebody else."));
        return RW_FAIL(&a->err, RW_EINPUT, "own second signature");
    }
    st = q_criterion_override_second(
        a->db, a->mem,
        &(struct q_criterion_override_second_in){ .case_id = j->case_id,
                                                  .id = j->id,
                                                  .second_form = STR("member"),
                                                  .second_by = a->viewer.account_id,
                                                  .second_name = a->viewer.name,
                                                  .second_licence = str_or(a->viewer.licence, NULL),
                                                  .second_words = j->words,
                                                  .second_utc = utc_iso(a->mem, a->now_utc) },
        &a->err);
    if (!st)
        st = sign_due_refresh(a, j->case_id);
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "override-second",
                                           .object_type = "override",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 2 });
    return st;
}

enum rw_status checkpoint_second(struct act *a, struct str case_id, struct str override_id,
                                 struct str words)
{
    struct second_job j = { .case_id = case_id, .id = override_id, .words = words };
    struct criterion_override_row row;
    bool licensed = false;
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);

    if (!st)
        st = find_override(a, &j, &row);
    if (!st)
        st = credential_licensed(a, a->viewer.account_id, a->today, &licensed);
    if (st)
        return st;
    if (!act_reauthed(a))
        return RW_FAIL(&a->err, RW_EDENIED, "a second signature asks for password and code");
    if (a->app->solo)
        problem_add(&a->bad, "", STR("In a practice of one the second view comes from outside."));
    if (!licensed)
        problem_add(&a->bad, "", STR("Only a licensed clinician can sign as second."));
    check_text(a, "words", words, REQUIRED);
    st = check_done(a);
    return st ? st : act_write(a, apply_second, &j);
}
