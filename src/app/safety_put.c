/* safety_put.c -- what is added about safety: re-check, review, a child's talk, results. */
#include "app/audit.h"
#include "app/check.h"
#include "app/safety.h"
#include "gen/queries.h"

static const char *const yes_no[] = { "yes", "no", NULL };
static const char *const yes_no_unsure[] = { "yes", "no", "unsure", NULL };
static const char *const talk_ways[] = { "talk", "other_helper", "observed", NULL };

/* One row on its way in. */
struct put_job {
    struct str case_id, id;
    const void *in;
    const char *action, *object;
    enum rw_status (*put)(struct act *a, const struct put_job *j);
    struct str extra;
    struct str when, by, name; /* recorded_utc and so on */
};

static enum rw_status apply_put(struct act *a, void *arg)
{
    const struct put_job *j = arg;
    enum rw_status st = j->put(a, j);

    if (!st)
        st = safety_due_refresh(a, j->case_id);
    return st ? st
              : audit_add(a, &(struct audit){ .action = j->action,
                                              .object_type = j->object,
                                              .object_id = j->id,
                                              .case_id = j->case_id,
                                              .object_version = 1 });
}

static enum rw_status begin(struct act *a, struct put_job *j, enum info_class cls,
                            struct case_rows *c)
{
    enum rw_status st = case_rows_load(a, j->case_id, c);

    j->id = id_new(a->mem);
    j->when = utc_iso(a->mem, a->now_utc);
    j->by = a->viewer.account_id;
    j->name = a->viewer.name;
    return st ? st : act_allow(a, j->case_id, CAP_CHECKPOINT_RECORD, cls, true);
}

static enum rw_status finish(struct act *a, struct put_job *j)
{
    enum rw_status st = check_done(a);

    return st ? st : act_write(a, apply_put, j);
}

static void check_person(struct act *a, const struct case_rows *c, const char *field, struct str id,
                         const char *kind)
{
    const struct person_row *p = case_person(c, id);

    if (!p || (kind && !str_is(p->kind, kind)))
        problem_add(&a->bad, field, STR("Please choose somebody of this family."));
}

/* ---- the re-check ---- */

static enum rw_status put_recheck(struct act *a, const struct put_job *j)
{
    const struct safety_recheck_input *in = j->in;

    return q_safety_recheck_add(
        a->db, a->mem,
        &(struct q_safety_recheck_add_in){ .case_id = j->case_id,
                                           .id = j->id,
                                           .person_id = in->person_id,
                                           .on_date = date_iso(a->mem, in->on),
                                           .since_on = str_or(j->extra, NULL),
                                           .anything_new = str_is(in->anything_new, "yes"),
                                           .safe_now = str_is(in->safe_now, "yes"),
                                           .words = str_or(in->words, NULL),
                                           .recorded_utc = j->when,
                                           .recorded_by = j->by,
                                           .recorded_name = j->name },
        &a->err);
}

enum rw_status safety_recheck_add(struct act *a, struct str case_id,
                                  const struct safety_recheck_input *in)
{
    struct put_job j = { .case_id = case_id,
                         .in = in,
                         .put = put_recheck,
                         .action = "safety-recheck",
                         .object = "safety-recheck" };
    struct safety_stand stand;
    struct case_rows c;
    enum rw_status st = begin(a, &j, CLASS_S, &c);

    if (st)
        return st;
    stand = safety_of_adult(c.safety, in->person_id, STR_NULL);
    if (stand.last)
        j.extra = date_iso(a->mem, stand.last->on);
    check_person(a, &c, "person", in->person_id, "adult");
    check_past(a, "on", in->on, REQUIRED);
    check_one_of(a, "anything_new", in->anything_new, yes_no);
    check_one_of(a, "safe_now", in->safe_now, yes_no);
    check_text(a, "words", in->words,
               str_is(in->anything_new, "yes") || str_is(in->safe_now, "no") ? REQUIRED : OPTIONAL);
    if (!in->alone)
        problem_add(&a->bad, "alone",
                    STR("This talk takes place alone: without the other parent and the children."));
    return finish(a, &j);
}

/* ---- the review of danger ---- */

static enum rw_status put_review(struct act *a, const struct put_job *j)
{
    const struct danger_review_input *in = j->in;

    return q_danger_review_add(
        a->db, a->mem,
        &(struct q_danger_review_add_in){ .case_id = j->case_id,
                                          .id = j->id,
                                          .screen_id = in->screen_id,
                                          .on_date = date_iso(a->mem, in->on),
                                          .reviewer = in->reviewer,
                                          .competence = in->competence,
                                          .outcome = in->outcome,
                                          .scheduling = in->scheduling,
                                          .address = in->address,
                                          .planning = in->planning,
                                          .referral = in->referral,
                                          .recorded_utc = j->when,
                                          .recorded_by = j->by,
                                          .recorded_name = j->name },
        &a->err);
}

enum rw_status danger_review_add(struct act *a, struct str case_id,
                                 const struct danger_review_input *in)
{
    struct put_job j = { .case_id = case_id,
                         .in = in,
                         .put = put_review,
                         .action = "danger-review",
                         .object = "danger-review" };
    struct safety_screen s;
    struct case_rows c;
    enum rw_status st = begin(a, &j, CLASS_S, &c);

    if (!st)
        st = safety_screen_get(a, case_id, in->screen_id, &s);
    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, true);
    if (st)
        return st;
    if (!str_is(s.row.state, "signed"))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "a review of what is not signed");
    check_past(a, "on", in->on, REQUIRED);
    check_line(a, "reviewer", in->reviewer, REQUIRED);
    check_line(a, "competence", in->competence, REQUIRED);
    check_text(a, "outcome", in->outcome, REQUIRED);
    return finish(a, &j);
}

/* ---- a child ---- */

static enum rw_status put_talk(struct act *a, const struct put_job *j)
{
    const struct child_talk_input *in = j->in;

    return q_child_safety_talk_add(
        a->db, a->mem,
        &(struct q_child_safety_talk_add_in){ .case_id = j->case_id,
                                              .id = j->id,
                                              .child_id = in->child_id,
                                              .on_date = date_iso(a->mem, in->on),
                                              .way = in->way,
                                              .safe_now = in->safe_now,
                                              .words = str_or(in->words, NULL),
                                              .recorded_utc = j->when,
                                              .recorded_by = j->by,
                                              .recorded_name = j->name },
        &a->err);
}

enum rw_status child_safety_talk_add(struct act *a, struct str case_id,
                                     const struct child_talk_input *in)
{
    struct put_job j = { .case_id = case_id,
                         .in = in,
                         .put = put_talk,
                         .action = "child-safety-talk",
                         .object = "child-safety-talk" };
    struct case_rows c;
    enum rw_status st = begin(a, &j, CLASS_C, &c);

    if (st)
        return st;
    check_person(a, &c, "child", in->child_id, "child");
    check_past(a, "on", in->on, REQUIRED);
    check_one_of(a, "way", in->way, talk_ways);
    check_one_of(a, "safe_now", in->safe_now, yes_no_unsure);
    check_text(a, "words", in->words, str_is(in->safe_now, "yes") ? OPTIONAL : REQUIRED);
    return finish(a, &j);
}

static enum rw_status put_absence(struct act *a, const struct put_job *j)
{
    return q_safety_absence_add(
        a->db, a->mem,
        &(struct q_safety_absence_add_in){ .case_id = j->case_id,
                                           .id = j->id,
                                           .child_id = *(const struct str *)j->in,
                                           .on_date = date_iso(a->mem, a->today),
                                           .reason = j->extra,
                                           .recorded_utc = j->when,
                                           .recorded_by = j->by,
                                           .recorded_name = j->name },
        &a->err);
}

enum rw_status safety_absence_add(struct act *a, struct str case_id, struct str child_id,
                                  struct str reason)
{
    struct put_job j = { .case_id = case_id,
                         .in = &child_id,
                         .put = put_absence,
                         .extra = reason,
                         .action = "safety-absence",
                         .object = "safety-absence" };
    struct case_rows c;
    enum rw_status st = begin(a, &j, CLASS_S, &c);

    if (st)
        return st;
    check_text(a, "reason", reason, REQUIRED);
    if (!case_child(&c, child_id))
        problem_add(&a->bad, "child", STR("Please choose a child of this family."));
    else if (!case_side_missing(a, &c, child_id, PER_PARENT_EACH))
        problem_add(&a->bad, "child", STR("This child has an adult at each side."));
    return finish(a, &j);
}

/* ---- how it stands between two people ---- */

static enum rw_status put_result(struct act *a, const struct put_job *j)
{
    const struct safety_result_input *in = j->in;

    return q_safety_result_add(
        a->db, a->mem,
        &(struct q_safety_result_add_in){ .case_id = j->case_id,
                                          .id = j->id,
                                          .by_person = in->by_person,
                                          .about_person = in->about_person,
                                          .result = in->result,
                                          .on_date = date_iso(a->mem, in->on),
                                          .reason = in->reason,
                                          .recorded_utc = j->when,
                                          .recorded_by = j->by,
                                          .recorded_name = j->name },
        &a->err);
}

enum rw_status safety_result_add(struct act *a, struct str case_id,
                                 const struct safety_result_input *in)
{
    struct put_job j = { .case_id = case_id,
                         .in = in,
                         .put = put_result,
                         .action = "safety-result",
                         .object = "safety-result" };
    const struct safety_form *f = a->app->safety;
    struct case_rows c;
    enum rw_status st = begin(a, &j, CLASS_S, &c);

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
    return finish(a, &j);
}
