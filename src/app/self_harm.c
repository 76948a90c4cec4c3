#include "app/self_harm.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/hold.h"
#include "app/lists.h"
#include "gen/queries.h"

static const struct {
    const char *word, *action;
} kinds[REVIEW_KINDS] = {
    [REVIEW_SIGN] = { "sign", "review-begin" },
    [REVIEW_SCREEN] = { "screen", "review-screen" },
    [REVIEW_EVALUATION] = { "evaluation", "review-evaluation" },
    [REVIEW_PLAN] = { "plan", "review-plan" },
    [REVIEW_GUARDIANS] = { "guardians", "review-guardians" },
};

static const char *const yes_no_refused[] = { "yes", "no", "refused", NULL };
static const char *const found[] = { "clear", "risk", NULL };
static const char *const decided[] = { "told", "not_told", "later", NULL };
static const char *const fields[] = { "q1", "q2", "q3", "q4", "q5" };

static enum screen_answer answer_of(struct str w)
{
    return str_is(w, "no")        ? ANSWER_NO
           : str_is(w, "yes")     ? ANSWER_YES
           : str_is(w, "refused") ? ANSWER_REFUSED
                                  : ANSWER_NONE;
}

static void answers_of(const struct review_input *in, enum screen_answer *q)
{
    size_t i;

    for (i = 0; i <= SCREEN_QUESTIONS; i++)
        q[i] = answer_of(in->answers[i]);
}

static bool begins(const struct review_input *in)
{
    enum screen_answer q[SCREEN_QUESTIONS + 1];

    answers_of(in, q);
    return in->kind == REVIEW_SIGN ||
           (in->kind == REVIEW_EVALUATION && str_is(in->outcome, "risk")) ||
           (in->kind == REVIEW_SCREEN && screen_result(q, q[SCREEN_QUESTIONS]) != SCREEN_CLEAR);
}

/* ---- writing ---- */

/* "no yes no no no"; an answer that was not given is "-". */
static struct str kept(struct act *a, const struct review_input *in)
{
    struct str s = STR("");
    size_t i;

    if (in->kind != REVIEW_SCREEN)
        return str_or(in->outcome, NULL);
    for (i = 0; i <= SCREEN_QUESTIONS; i++)
        s = str_fmt(a->mem, "%.*s%s%.*s", STR_ARG(s), i ? " " : "",
                    STR_ARG(in->answers[i].len ? in->answers[i] : STR("-")));
    return s;
}

static enum rw_status add_row(struct act *a, struct str case_id, struct str id,
                              const struct review_input *in)
{
    return q_clinical_review_add(a->db, a->mem,
                                 &(struct q_clinical_review_add_in){
                                     .case_id = case_id,
                                     .id = id,
                                     .person_id = in->person_id,
                                     .kind = str_of(kinds[in->kind].word),
                                     .answers = kept(a, in),
                                     .on_date = date_iso(a->mem, in->on),
                                     .until_on = in->kind == REVIEW_PLAN
                                                     ? str_or(date_iso(a->mem, in->until), NULL)
                                                     : STR_NULL,
                                     .words = str_or(in->words, NULL),
                                     .recorded_utc = utc_iso(a->mem, a->now_utc),
                                     .recorded_by = a->viewer.account_id,
                                     .recorded_name = a->viewer.name },
                                 &a->err);
}

/* One that stands already, as wide or wider, is enough. */
static enum rw_status is_held(struct act *a, struct str case_id, const struct hold_input *in,
                              bool *held)
{
    struct hold_state *list;
    size_t i, n;
    enum rw_status st = hold_load(a, case_id, &list, &n);

    *held = false;
    for (i = 0; !st && i < n; i++) {
        const struct hold *h = &list[i].rule;

        *held = *held || (list[i].stands && (!h->child.len || str_eq(h->child, in->child_id)) &&
                          (!h->person.len || str_eq(h->person, in->person_id)));
    }
    return st;
}

static enum rw_status hold_contact(struct act *a, struct str case_id, const struct person_row *who)
{
    struct hold_input in = { .reason = list_label(a->app, LIST_REVIEW, STR("hold")) };
    bool held;
    enum rw_status st;

    if (str_is(who->kind, "child"))
        in.child_id = who->id;
    else
        in.person_id = who->id;
    st = is_held(a, case_id, &in, &held);
    return st || held ? st : hold_put(a, case_id, &in, id_new(a->mem));
}

enum rw_status review_put(struct act *a, struct str case_id, const struct review_input *in)
{
    const struct person_row *who;
    struct case_rows c;
    struct str id = id_new(a->mem);
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (st)
        return st;
    who = case_person(&c, in->person_id);
    if (!who)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such person");
    st = add_row(a, case_id, id, in);
    if (!st && begins(in))
        st = hold_contact(a, case_id, who);
    if (!st)
        st = review_refresh(a, case_id);
    return st ? st
              : audit_add(a, &(struct audit){ .action = kinds[in->kind].action,
                                              .object_type = "clinical-review",
                                              .object_id = id,
                                              .case_id = case_id,
                                              .object_version = 1 });
}

/* ---- what may be written ---- */

static enum rw_status check_screen(struct act *a, const struct person_row *who,
                                   const struct review_input *in)
{
    enum screen_answer q[SCREEN_QUESTIONS + 1];
    bool under = false;
    size_t i;
    enum rw_status st = review_under_age(a, who, in->on, &under);

    if (st)
        return st;
    if (under)
        problem_add(&a->bad, "person", list_label(a->app, LIST_REVIEW, STR("under_age")));
    for (i = 0; i < SCREEN_QUESTIONS; i++)
        check_one_of(a, fields[i], in->answers[i], yes_no_refused);
    answers_of(in, q);
    if (screen_asks_acuity(q))
        check_one_of(a, fields[SCREEN_QUESTIONS], in->answers[SCREEN_QUESTIONS], yes_no_refused);
    else if (in->answers[SCREEN_QUESTIONS].len)
        problem_add(&a->bad, fields[SCREEN_QUESTIONS],
                    STR("The fifth question is asked only after a yes or a refusal."));
    return RW_OK;
}

static enum rw_status check_review(struct act *a, const struct person_row *who,
                                   const struct review_input *in)
{
    enum rw_status st = RW_OK;

    check_past(a, "on", in->on, REQUIRED);
    check_text(a, "words", in->words, in->kind == REVIEW_SCREEN ? OPTIONAL : REQUIRED);
    if (in->kind == REVIEW_SCREEN)
        st = check_screen(a, who, in);
    else if (in->kind == REVIEW_EVALUATION)
        check_one_of(a, "outcome", in->outcome, found);
    else if (in->kind == REVIEW_GUARDIANS)
        check_one_of(a, "outcome", in->outcome, decided);
    else if (in->kind == REVIEW_PLAN) {
        check_date(a, "until", in->until, REQUIRED);
        if (date_known(in->until) && in->until.day < a->today.day)
            problem_add(&a->bad, "until", STR("Please give a day that is still to come."));
    }
    return st ? st : check_done(a);
}

struct add_job {
    struct str case_id;
    const struct review_input *in;
};

static enum rw_status apply_add(struct act *a, void *arg)
{
    const struct add_job *j = arg;

    return review_put(a, j->case_id, j->in);
}

enum rw_status review_add(struct act *a, struct str case_id, const struct review_input *in)
{
    struct add_job j = { case_id, in };
    const struct person_row *who;
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (st)
        return st;
    who = case_person(&c, in->person_id);
    if (!who || str_is(who->kind, "professional")) {
        problem_add(&a->bad, "person", STR("Please choose somebody of this family."));
        return check_done(a);
    }
    st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_C, true);
    if (!st)
        st = check_review(a, who, in);
    return st ? st : act_write(a, apply_add, &j);
}
