/* safety_put.c -- what is added about safety: re-check, review, a child's talk, results. */
#include "app/check.h"
#include "app/contact.h"
#include "app/kept.h"
#include "app/safety.h"
#include "gen/queries.h"

static const char *const yes_no[] = { "yes", "no", NULL };
static const char *const yes_no_unsure[] = { "yes", "no", "unsure", NULL };
static const char *const talk_ways[] = { "talk", "other_helper", "observed", NULL };

/* What is planned is stopped at once where somebody is not safe. */
static enum rw_status told(struct act *a, struct str case_id)
{
    enum rw_status st = contact_stop_planned(a, case_id);

    return st ? st : safety_due_refresh(a, case_id);
}

/* A row about safety; its event is named like what it is. */
#define SAFETY_KEPT(what, how, from, of)                                                           \
    {                                                                                              \
        .object = (what), .action = (what), .may = { CAP_CHECKPOINT_RECORD, (of), true },          \
        .put = (how), .after = told, .in = (from)                                                  \
    }

static void check_person(struct act *a, const struct case_rows *c, const char *field, struct str id,
                         const char *kind)
{
    const struct person_row *p = case_person(c, id);

    if (!p || (kind && !str_is(p->kind, kind)))
        problem_add(&a->bad, field, STR("Please choose somebody of this family."));
}

/* ---- the re-check ---- */

struct recheck {
    const struct safety_recheck_input *in;
    struct str since; /* day of the last talk */
};

static enum rw_status put_recheck(struct act *a, const struct kept *k, const void *arg)
{
    const struct recheck *x = arg;
    const struct safety_recheck_input *in = x->in;

    return q_safety_recheck_add(
        a->db, a->mem,
        &(struct q_safety_recheck_add_in){ .case_id = k->case_id,
                                           .id = k->id,
                                           .person_id = in->person_id,
                                           .about_person = str_or(in->about_person, NULL),
                                           .on_date = date_iso(a->mem, in->on),
                                           .since_on = str_or(x->since, NULL),
                                           .anything_new = str_is(in->anything_new, "yes"),
                                           .safe_now = str_is(in->safe_now, "yes"),
                                           .words = str_or(in->words, NULL),
                                           .recorded_utc = k->utc,
                                           .recorded_by = k->by,
                                           .recorded_name = k->name },
        &a->err);
}

enum rw_status safety_recheck_add(struct act *a, struct str case_id,
                                  const struct safety_recheck_input *in)
{
    struct recheck x = { .in = in };
    struct kept_job j = SAFETY_KEPT("safety-recheck", put_recheck, &x, CLASS_S);
    struct safety_stand stand;
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (st)
        return st;
    stand = safety_of_adult(c.safety, in->person_id, STR_NULL);
    if (stand.last)
        x.since = date_iso(a->mem, stand.last->on);
    check_person(a, &c, "person", in->person_id, "adult");
    check_past(a, "on", in->on, REQUIRED);
    if (in->about_person.len)
        check_person(a, &c, "about", in->about_person, "adult");
    check_one_of(a, "anything_new", in->anything_new, yes_no);
    check_one_of(a, "safe_now", in->safe_now, yes_no);
    check_text(a, "words", in->words,
               str_is(in->anything_new, "yes") || str_is(in->safe_now, "no") ? REQUIRED : OPTIONAL);
    if (!in->alone)
        problem_add(&a->bad, "alone",
                    STR("This talk takes place alone: without the other parent and the children."));
    return kept_add(a, case_id, &j, NULL);
}

/* ---- the review of danger ---- */

static enum rw_status put_review(struct act *a, const struct kept *k, const void *arg)
{
    const struct danger_review_input *in = arg;

    return q_danger_review_add(
        a->db, a->mem,
        &(struct q_danger_review_add_in){ .case_id = k->case_id,
                                          .id = k->id,
                                          .screen_id = in->screen_id,
                                          .on_date = date_iso(a->mem, in->on),
                                          .reviewer = in->reviewer,
                                          .competence = in->competence,
                                          .outcome = in->outcome,
                                          .scheduling = in->scheduling,
                                          .address = in->address,
                                          .planning = in->planning,
                                          .referral = in->referral,
                                          .recorded_utc = k->utc,
                                          .recorded_by = k->by,
                                          .recorded_name = k->name },
        &a->err);
}

enum rw_status danger_review_add(struct act *a, struct str case_id,
                                 const struct danger_review_input *in)
{
    struct kept_job j = SAFETY_KEPT("danger-review", put_review, in, CLASS_S);
    struct safety_screen s;
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (!st)
        st = safety_screen_get(a, case_id, in->screen_id, &s);
    if (st)
        return st;
    if (!str_is(s.row.state, "signed"))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "a review of what is not signed");
    check_past(a, "on", in->on, REQUIRED);
    check_line(a, "reviewer", in->reviewer, REQUIRED);
    check_line(a, "competence", in->competence, REQUIRED);
    check_text(a, "outcome", in->outcome, REQUIRED);
    return kept_add(a, case_id, &j, NULL);
}

/* ---- a child ---- */

static enum rw_status put_talk(struct act *a, const struct kept *k, const void *arg)
{
    const struct child_talk_input *in = arg;

    return q_child_safety_talk_add(
        a->db, a->mem,
        &(struct q_child_safety_talk_add_in){ .case_id = k->case_id,
                                              .id = k->id,
                                              .child_id = in->child_id,
                                              .on_date = date_iso(a->mem, in->on),
                                              .way = in->way,
                                              .safe_now = in->safe_now,
                                              .words = str_or(in->words, NULL),
                                              .recorded_utc = k->utc,
                                              .recorded_by = k->by,
                                              .recorded_name = k->name },
        &a->err);
}

enum rw_status child_safety_talk_add(struct act *a, struct str case_id,
                                     const struct child_talk_input *in)
{
    struct kept_job j = SAFETY_KEPT("child-safety-talk", put_talk, in, CLASS_C);
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (st)
        return st;
    check_person(a, &c, "child", in->child_id, "child");
    check_past(a, "on", in->on, REQUIRED);
    check_one_of(a, "way", in->way, talk_ways);
    check_one_of(a, "safe_now", in->safe_now, yes_no_unsure);
    check_text(a, "words", in->words, str_is(in->safe_now, "yes") ? OPTIONAL : REQUIRED);
    return kept_add(a, case_id, &j, NULL);
}

struct absence {
    struct str child_id, reason;
};

static enum rw_status put_absence(struct act *a, const struct kept *k, const void *arg)
{
    const struct absence *in = arg;

    return q_safety_absence_add(
        a->db, a->mem,
        &(struct q_safety_absence_add_in){ .case_id = k->case_id,
                                           .id = k->id,
                                           .child_id = in->child_id,
                                           .on_date = date_iso(a->mem, a->today),
                                           .reason = in->reason,
                                           .recorded_utc = k->utc,
                                           .recorded_by = k->by,
                                           .recorded_name = k->name },
        &a->err);
}

enum rw_status safety_absence_add(struct act *a, struct str case_id, struct str child_id,
                                  struct str reason)
{
    struct absence in = { child_id, reason };
    struct kept_job j = SAFETY_KEPT("safety-absence", put_absence, &in, CLASS_S);
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (st)
        return st;
    check_text(a, "reason", reason, REQUIRED);
    if (!case_child(&c, child_id))
        problem_add(&a->bad, "child", STR("Please choose a child of this family."));
    else if (!case_side_missing(a, &c, child_id, PER_PARENT_EACH))
        problem_add(&a->bad, "child", STR("This child has an adult at each side."));
    return kept_add(a, case_id, &j, NULL);
}

/* ---- how it stands between two people ---- */

static enum rw_status put_result(struct act *a, const struct kept *k, const void *arg)
{
    const struct safety_result_input *in = arg;

    enum rw_status st =
        q_safety_result_add(a->db, a->mem,
                            &(struct q_safety_result_add_in){ .case_id = k->case_id,
                                                              .id = k->id,
                                                              .by_person = in->by_person,
                                                              .about_person = in->about_person,
                                                              .result = in->result,
                                                              .on_date = date_iso(a->mem, in->on),
                                                              .reason = in->reason,
                                                              .recorded_utc = k->utc,
                                                              .recorded_by = k->by,
                                                              .recorded_name = k->name },
                            &a->err);

    return st ? st : contact_stop_planned(a, k->case_id);
}

enum rw_status safety_result_add(struct act *a, struct str case_id,
                                 const struct safety_result_input *in)
{
    struct kept_job j = SAFETY_KEPT("safety-result", put_result, in, CLASS_S);
    const struct safety_form *f = a->app->safety;
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (st)
        return st;
    check_person(a, &c, "by", in->by_person, "adult");
    check_person(a, &c, "about", in->about_person, NULL);
    if (in->by_person.len && str_eq(in->by_person, in->about_person))
        problem_add(&a->bad, "about", STR("Please choose somebody else."));
    if (!safety_word_of(f->results, f->nresults, in->result))
        problem_add(&a->bad, "result", STR("Please choose one from the list."));
    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "reason", in->reason, REQUIRED);
    return kept_add(a, case_id, &j, NULL);
}
