#include "app/coping.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/checkpoint.h"
#include "app/lists.h"
#include "app/self_harm.h"
#include "gen/queries.h"

struct coping_job {
    const struct coping_input *in;
    struct str case_id, person_id, pattern_id;
    bool fresh, child, again; /* again: it happened, and a review begins */
};

static enum rw_status add_pattern(struct act *a, const struct coping_job *j)
{
    return q_coping_pattern_add(
        a->db, a->mem,
        &(struct q_coping_pattern_add_in){ .case_id = j->case_id,
                                           .id = j->pattern_id,
                                           .person_id = j->person_id,
                                           .of_child = j->child,
                                           .pattern = j->in->pattern,
                                           .served = j->in->served,
                                           .replacement = str_or(j->in->replacement, NULL),
                                           .recorded_utc = utc_iso(a->mem, a->now_utc),
                                           .recorded_by = a->viewer.account_id,
                                           .recorded_name = a->viewer.name },
        &a->err);
}

static enum rw_status add_step(struct act *a, const struct coping_job *j)
{
    return q_coping_step_add(
        a->db, a->mem,
        &(struct q_coping_step_add_in){ .case_id = j->case_id,
                                        .id = id_new(a->mem),
                                        .pattern_id = j->pattern_id,
                                        .stage = j->in->stage,
                                        .last_on = str_or(date_iso(a->mem, j->in->last_on), NULL),
                                        .words = str_or(j->in->words, NULL),
                                        .recorded_utc = utc_iso(a->mem, a->now_utc),
                                        .recorded_by = a->viewer.account_id,
                                        .recorded_name = a->viewer.name },
        &a->err);
}

/* An adult's words stay with their author: the review of the team says only that there is one. */
static enum rw_status begin_review(struct act *a, const struct coping_job *j)
{
    struct review_input in = { .kind = REVIEW_SIGN,
                               .person_id = j->person_id,
                               .on = date_known(j->in->last_on) ? j->in->last_on : a->today,
                               .until = RW_NO_DATE,
                               .words = STR("Recorded as a way of coping.") };

    return j->again ? review_put(a, j->case_id, &in) : RW_OK;
}

static enum rw_status apply(struct act *a, void *arg)
{
    const struct coping_job *j = arg;
    enum rw_status st = j->fresh ? add_pattern(a, j) : RW_OK;

    if (!st)
        st = add_step(a, j);
    if (!st)
        st = begin_review(a, j);
    return st ? st
              : audit_add(a, &(struct audit){ .action = j->fresh ? "coping-add" : "coping-look",
                                              .object_type = "coping",
                                              .object_id = j->pattern_id,
                                              .case_id = j->case_id,
                                              .object_version = 1 });
}

static void check_word(struct act *a, const char *field, const char *group, struct str code)
{
    const struct choice *c = choice_find(list_of(a->app, LIST_COPING), code);

    if (!c || !str_is(c->group, group))
        problem_add(&a->bad, field, STR("Please choose one from the list."));
}

static enum rw_status check_step(struct act *a, const struct coping_input *in)
{
    check_word(a, "stage", COPING_STAGES, in->stage);
    check_past(a, "last_on", in->last_on, OPTIONAL);
    check_text(a, "words", in->words, OPTIONAL);
    return check_done(a);
}

enum rw_status coping_add(struct act *a, struct str case_id, const struct coping_input *in)
{
    struct coping_job j = { .in = in,
                            .case_id = case_id,
                            .person_id = in->person_id,
                            .fresh = true,
                            .again = str_is(in->pattern, COPING_SELF_HARM) };
    const struct person_row *who;
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (st)
        return st;
    who = case_person(&c, in->person_id);
    j.child = who && str_is(who->kind, "child");
    st = act_allow(a, case_id, CAP_NOTE_WRITE, j.child ? CLASS_C : CLASS_P, true);
    if (st)
        return st;
    if (!who || str_is(who->kind, "professional"))
        problem_add(&a->bad, "person", STR("Please choose somebody of this family."));
    check_word(a, "pattern", COPING_PATTERNS, in->pattern);
    check_text(a, "served", in->served, REQUIRED);
    check_text(a, "replacement", in->replacement, OPTIONAL);
    st = check_step(a, in);
    j.pattern_id = id_new(a->mem);
    return st ? st : act_write(a, apply, &j);
}

/* It happened on a day that no earlier look knew of. */
static bool happened_since(const struct coping_input *in, const struct coping_step_row *steps,
                           size_t n)
{
    struct date known;
    size_t i;

    if (!date_known(in->last_on))
        return false;
    for (i = 0; i < n; i++)
        if (str_eq(steps[i].pattern_id, in->pattern_id) && date_parse(steps[i].last_on, &known) &&
            known.day >= in->last_on.day)
            return false;
    return true;
}

enum rw_status coping_look(struct act *a, struct str case_id, const struct coping_input *in)
{
    struct coping_job j = { .in = in, .case_id = case_id, .pattern_id = in->pattern_id };
    struct coping_pattern_row *rows;
    struct coping_step_row *steps;
    size_t n, nsteps, i;
    enum rw_status st = coping_list(a, case_id, &rows, &n, &steps, &nsteps);

    for (i = 0; !st && i < n && !str_eq(rows[i].id, in->pattern_id); i++)
        ;
    if (!st && i == n)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no such way of coping");
    if (!st)
        st = act_allow(a, case_id, CAP_NOTE_WRITE, rows[i].of_child ? CLASS_C : CLASS_P, true);
    if (!st)
        st = check_step(a, in);
    if (st)
        return st;
    j.person_id = rows[i].person_id;
    j.child = rows[i].of_child != 0;
    j.again = str_is(rows[i].pattern, COPING_SELF_HARM) && happened_since(in, steps, nsteps);
    return act_write(a, apply, &j);
}

enum rw_status coping_list(struct act *a, struct str case_id, struct coping_pattern_row **rows,
                           size_t *n, struct coping_step_row **steps, size_t *nsteps)
{
    enum rw_status st = act_allow(a, case_id, CAP_NOTE_READ, CLASS_C, false);

    if (!st)
        st = q_coping_pattern_list(a->db, a->mem,
                                   &(struct q_coping_pattern_list_in){
                                       .case_id = case_id, .viewer_id = a->viewer.account_id },
                                   rows, n, &a->err);
    return st ? st
              : q_coping_step_list(a->db, a->mem,
                                   &(struct q_coping_step_list_in){
                                       .case_id = case_id, .viewer_id = a->viewer.account_id },
                                   steps, nsteps, &a->err);
}
