/* allegation.c -- what somebody reported, and what a clinician makes of it. No finding: contact waits
 * until it was looked at, and either it becomes a concern about a child or it does not. */
#include "app/audit.h"
#include "app/check.h"
#include "app/concern.h"
#include "app/contact.h"
#include "app/safety.h"
#include "gen/queries.h"

static const char *const outcomes[] = { "concern", "same_facts", "monitored", NULL };

static void check_person(struct act *a, const struct case_rows *c, const char *field, struct str id,
                         const char *kind)
{
    const struct person_row *p = case_person(c, id);

    if (!p || (kind && !str_is(p->kind, kind)))
        problem_add(&a->bad, field, STR("Please choose somebody of this family."));
}

static enum rw_status log_it(struct act *a, struct str case_id, struct str id, const char *action)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "allegation",
                                         .object_id = id,
                                         .case_id = case_id,
                                         .object_version = 1 });
}

/* ---- as it came ---- */

struct report_job {
    const struct allegation_input *in;
    struct str case_id, id;
};

static enum rw_status put_report(struct act *a, const struct report_job *j)
{
    const struct allegation_input *in = j->in;

    return q_allegation_add(
        a->db, a->mem,
        &(struct q_allegation_add_in){ .case_id = j->case_id,
                                       .id = j->id,
                                       .from_person = str_or(in->from_person, NULL),
                                       .from_other = str_or(in->from_other, NULL),
                                       .about_person = str_or(in->about_person, NULL),
                                       .child_id = str_or(in->child_id, NULL),
                                       .received_on = date_iso(a->mem, in->on),
                                       .words = in->words,
                                       .recorded_utc = utc_iso(a->mem, a->now_utc),
                                       .recorded_by = a->viewer.account_id,
                                       .recorded_name = a->viewer.name },
        &a->err);
}

static enum rw_status apply_report(struct act *a, void *arg)
{
    const struct report_job *j = arg;
    enum rw_status st = put_report(a, j);

    if (!st)
        st = contact_stop_planned(a, j->case_id);
    if (!st)
        st = safety_due_refresh(a, j->case_id);
    return st ? st : log_it(a, j->case_id, j->id, "allegation-add");
}

enum rw_status allegation_add(struct act *a, struct str case_id, const struct allegation_input *in,
                              struct str *id)
{
    struct report_job j = { .in = in, .case_id = case_id };
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, true);
    if (st)
        return st;
    if (in->from_person.len)
        check_person(a, &c, "from", in->from_person, NULL);
    else
        check_line(a, "from_other", in->from_other, REQUIRED);
    if (in->about_person.len)
        check_person(a, &c, "about", in->about_person, NULL);
    if (in->child_id.len)
        check_person(a, &c, "child", in->child_id, "child");
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "words", in->words, REQUIRED);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    st = act_write(a, apply_report, &j);
    if (!st)
        *id = j.id;
    return st;
}

/* ---- what is made of it ---- */

struct triage_job {
    const struct triage_input *in;
    const struct allegation_row *row;
    struct str case_id, id, concern_id;
};

static enum rw_status put_triage(struct act *a, const struct triage_job *j)
{
    const struct triage_input *in = j->in;
    bool same = str_is(in->outcome, "same_facts"), asked = date_known(in->consulted_on);

    return q_allegation_triage_add(
        a->db, a->mem,
        &(struct q_allegation_triage_add_in){
            .case_id = j->case_id,
            .id = j->id,
            .allegation_id = in->allegation_id,
            .outcome = in->outcome,
            .reasons = in->reasons,
            .same_as = same ? str_or(in->same_as, NULL) : STR_NULL,
            .concern_id = str_or(j->concern_id, NULL),
            .consulted_on = str_or(date_iso(a->mem, in->consulted_on), NULL),
            .consulted = asked ? in->consulted : STR_NULL,
            .consult_words = asked ? str_or(in->consult_words, NULL) : STR_NULL,
            .recorded_utc = utc_iso(a->mem, a->now_utc),
            .recorded_by = a->viewer.account_id,
            .recorded_name = a->viewer.name },
        &a->err);
}

/* Reporting never waits: the clock of whoever finds cause runs from this minute, whole as forms give
 * theirs, so that a report of the same minute is not taken for one from before. */
static enum rw_status open_concern(struct act *a, const struct triage_job *j)
{
    struct concern_input in = { .child_id =
                                    j->row->child_id.len ? j->row->child_id : j->in->child_id,
                                .person_id = j->row->about_person,
                                .words = j->row->words,
                                .cause_utc = a->now_utc - a->now_utc % 60 };
    struct case_rows rows;
    const struct person_row *about;
    enum rw_status st = case_rows_load(a, j->case_id, &rows);

    if (st)
        return st;
    about = case_person(&rows, in.person_id);
    if (!about || !str_is(about->kind, "adult"))
        in.person_id = STR_NULL;
    return concern_put(a, &rows, &in, j->concern_id);
}

/* What it repeats was looked at in its own right: two reports never clear each other. */
static enum rw_status check_same(struct act *a, const struct triage_job *j)
{
    struct allegation_triage_row *rows;
    size_t n, i;
    enum rw_status st;

    if (!str_is(j->in->outcome, "same_facts"))
        return RW_OK;
    st = q_allegation_triage_list(a->db, a->mem,
                                  &(struct q_allegation_triage_list_in){ .case_id = j->case_id },
                                  &rows, &n, &a->err);
    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].allegation_id, j->in->same_as) && !str_is(rows[i].outcome, "same_facts"))
            return RW_OK;
    if (!st)
        problem_add(&a->bad, "same_as", STR("That report was not looked at itself yet."));
    return st ? st : check_done(a);
}

static enum rw_status apply_triage(struct act *a, void *arg)
{
    const struct triage_job *j = arg;
    enum rw_status st = check_same(a, j);

    if (!st && j->concern_id.len)
        st = open_concern(a, j);
    if (!st)
        st = put_triage(a, j);
    if (!st)
        st = safety_due_refresh(a, j->case_id);
    return st ? st : log_it(a, j->case_id, j->id, "allegation-triage");
}

static const struct allegation_row *report_of(const struct allegation_row *rows, size_t n,
                                              struct str id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].id, id))
            return &rows[i];
    return NULL;
}

static void check_consulted(struct act *a, const struct triage_input *in)
{
    if (str_empty(str_trim(in->consulted)) && !date_known(in->consulted_on) &&
        str_empty(str_trim(in->consult_words)))
        return;
    check_past(a, "consulted_on", in->consulted_on, REQUIRED);
    check_line(a, "consulted", in->consulted, REQUIRED);
    check_text(a, "consult_words", in->consult_words, REQUIRED);
}

static void check_triage(struct act *a, const struct case_rows *c, const struct triage_input *in,
                         const struct allegation_row *rows, size_t n)
{
    const struct allegation_row *row = report_of(rows, n, in->allegation_id);

    check_one_of(a, "outcome", in->outcome, outcomes);
    check_text(a, "reasons", in->reasons, REQUIRED);
    if (str_is(in->outcome, "same_facts") &&
        (!report_of(rows, n, in->same_as) || str_eq(in->same_as, in->allegation_id)))
        problem_add(&a->bad, "same_as", STR("Please choose which report it repeats."));
    if (str_is(in->outcome, "concern") && !row->child_id.len && !case_child(c, in->child_id))
        problem_add(&a->bad, "child", STR("Please choose the child whom the concern is about."));
    check_consulted(a, in);
}

enum rw_status allegation_triage_add(struct act *a, struct str case_id,
                                     const struct triage_input *in, struct str *concern_id)
{
    struct triage_job j = { .in = in, .case_id = case_id };
    struct allegation_row *rows;
    struct case_rows c;
    size_t n;
    bool concern = str_is(in->outcome, "concern");
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, true);
    if (!st && concern)
        st = act_allow(a, case_id, CAP_CONCERN_PRESS, CLASS_R, true);
    if (!st)
        st = q_allegation_list(a->db, a->mem, &(struct q_allegation_list_in){ .case_id = case_id },
                               &rows, &n, &a->err);
    if (st)
        return st;
    j.row = report_of(rows, n, in->allegation_id);
    if (!j.row)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such report");
    check_triage(a, &c, in, rows, n);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    j.concern_id = concern ? id_new(a->mem) : STR_NULL;
    st = act_write(a, apply_triage, &j);
    if (!st)
        *concern_id = j.concern_id;
    return st;
}
