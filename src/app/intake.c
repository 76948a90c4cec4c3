#include "app/intake.h"

#include "app/audit.h"
#include "app/caseload.h"
#include "app/check.h"
#include "app/family_case.h"
#include "app/kept.h"
#include "app/lists.h"
#include "app/person.h"
#include "app/protection.h"
#include "app/release.h"
#include "app/safety.h"
#include "gen/queries.h"

static const char *const outcomes[] = { "asked", "not_asked", NULL };
static const char *const yes_no[] = { "yes", "no", NULL };
static const char *const need_states[] = { "none", "arranged", "open", NULL };
static const char *const offer_kinds[] = { "offered", "uneven", NULL };
static const char *const ways[] = { "in_person", "phone", "mail", "email", "lawyer", NULL };
static const char *const reasons[] = { "court_order", "safety", "privilege", "not_party", NULL };
static const char *const decisions[] = { "accepted", "waiting", "declined", NULL };

#define INTAKE_KEPT(what, of_event, how, from, of, next)                                           \
    {                                                                                              \
        .object = (of_event), .action = (what), .may = { CAP_CASE_EDIT, (of), false },             \
        .put = (how), .after = (next), .in = (from)                                                \
    }

static enum rw_status get_person(struct act *a, struct str case_id, struct str id,
                                 struct person_row *row)
{
    return q_person_get(a->db, a->mem, &(struct q_person_get_in){ .case_id = case_id, .id = id },
                        row, &a->err);
}

/* ---- the questions of a scenario ---- */

size_t intake_questions(const struct act *a, struct str scenario, const struct choice **list)
{
    const struct choice_list *all = list_of(a->app, LIST_INTAKE_QUESTIONS);
    size_t i, n = 0;

    for (i = 0; i < all->nitems && n < INTAKE_QUESTIONS_MAX; i++)
        if (str_eq(all->items[i].group, scenario))
            list[n++] = &all->items[i];
    return n;
}

static enum rw_status put_answers(struct act *a, const struct kept *k, const void *arg)
{
    const struct intake_answers_input *in = arg;
    const struct choice *list[INTAKE_QUESTIONS_MAX];
    size_t n = intake_questions(a, in->scenario, list), i;
    enum rw_status st = RW_OK;

    for (i = 0; !st && i < n; i++)
        if (in->words[i].len)
            st = q_intake_answer_add(
                a->db, a->mem,
                &(struct q_intake_answer_add_in){ .case_id = k->case_id,
                                                  .id = id_new(a->mem),
                                                  .scenario = in->scenario,
                                                  .question = list[i]->code,
                                                  .words = in->words[i],
                                                  .told_by = in->told_by,
                                                  .on_date = date_iso(a->mem, in->on),
                                                  .recorded_utc = k->utc,
                                                  .recorded_by = k->by,
                                                  .recorded_name = k->name },
                &a->err);
    return st;
}

/* Only what the case was referred for opens its questions. */
static enum rw_status referred_for(struct act *a, struct str case_id, struct str scenario)
{
    struct referral_scenario_list_row *rows;
    size_t n, i;
    enum rw_status st = family_case_scenarios(a, case_id, &rows, &n);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].code, scenario))
            return RW_OK;
    return st ? st : RW_FAIL(&a->err, RW_ENOTFOUND, "not among the scenarios of the case");
}

enum rw_status intake_answers_add(struct act *a, struct str case_id,
                                  const struct intake_answers_input *in)
{
    struct kept_job j =
        INTAKE_KEPT("intake-answer", "intake-answer", put_answers, in, CLASS_C, NULL);
    const struct choice *list[INTAKE_QUESTIONS_MAX];
    size_t n = intake_questions(a, in->scenario, list), i, given = 0;
    enum rw_status st = referred_for(a, case_id, in->scenario);

    if (!st)
        st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_C, false);
    if (st)
        return st;
    for (i = 0; i < n; i++) {
        check_text(a, str_z(a->mem, list[i]->code), in->words[i], OPTIONAL);
        given += in->words[i].len > 0;
    }
    if (!given)
        problem_add(&a->bad, "", STR("Please answer one of the questions."));
    check_line(a, "told_by", in->told_by, REQUIRED);
    check_past(a, "on", in->on, REQUIRED);
    return kept_add(a, case_id, &j, NULL);
}

enum rw_status intake_answer_list(struct act *a, struct str case_id,
                                  struct intake_answer_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_C, false);

    return st ? st
              : q_intake_answer_list(a->db, a->mem,
                                     &(struct q_intake_answer_list_in){ .case_id = case_id }, rows,
                                     n, &a->err);
}

/* ---- asked ---- */

static enum rw_status put_person(struct act *a, const struct kept *k,
                                 const struct intake_ask_input *in, const struct person_row *old,
                                 const struct protection_next *next)
{
    bool asked = str_is(in->outcome, "asked");

    return q_person_save(
        a->db, a->mem,
        &(struct q_person_save_in){ .case_id = k->case_id,
                                    .id = in->person_id,
                                    .version = in->version,
                                    .name = old->name,
                                    .birth = old->birth,
                                    .language = asked ? str_or(in->language, NULL) : old->language,
                                    .interpreter = asked ? in->interpreter : old->interpreter != 0,
                                    .access_needs =
                                        asked ? str_or(in->access_needs, NULL) : old->access_needs,
                                    .protected = next->is_protected,
                                    .unprotect_utc = next->unprotect_utc,
                                    .safe_contact = old->safe_contact,
                                    .organisation = old->organisation,
                                    .profession = old->profession },
        &a->err);
}

static enum rw_status put_ask(struct act *a, const struct kept *k, const void *arg)
{
    const struct intake_ask_input *in = arg;
    bool asked = str_is(in->outcome, "asked");
    struct protection_next next;
    struct person_row old;
    enum rw_status st = get_person(a, k->case_id, in->person_id, &old);

    if (!st)
        st = protection_next(a, &old, !asked || str_is(in->protect, "yes"), true, &next);
    if (!st)
        st = put_person(a, k, in, &old, &next);
    if (!st)
        st = caseload_keep(a, k->case_id);
    if (!st)
        st = q_intake_ask_add(
            a->db, a->mem,
            &(struct q_intake_ask_add_in){ .case_id = k->case_id,
                                           .id = k->id,
                                           .person_id = in->person_id,
                                           .outcome = in->outcome,
                                           .needs = asked ? in->needs : STR("open"),
                                           .words = asked ? STR_NULL : in->words,
                                           .on_date = date_iso(a->mem, in->on),
                                           .recorded_utc = k->utc,
                                           .recorded_by = k->by,
                                           .recorded_name = k->name },
            &a->err);
    return st ? st
              : audit_add(a, &(struct audit){ .action = "person-save",
                                              .object_type = "person",
                                              .object_id = in->person_id,
                                              .case_id = k->case_id,
                                              .object_version = in->version + 1 });
}

/* An interpreter, or a need in words, is a need: somebody says whether it is arranged. */
static void check_needs(struct act *a, const struct intake_ask_input *in)
{
    bool any = in->interpreter || in->access_needs.len;

    check_one_of(a, "needs", in->needs, need_states);
    if (any && str_is(in->needs, "none"))
        problem_add(&a->bad, "needs",
                    STR("There is something that is needed. Please say whether it is arranged."));
    if (!any && in->needs.len && !str_is(in->needs, "none"))
        problem_add(&a->bad, "access_needs", STR("Please say what is needed."));
}

enum rw_status intake_ask(struct act *a, struct str case_id, const struct intake_ask_input *in)
{
    struct kept_job j = INTAKE_KEPT("intake-ask", "intake-ask", put_ask, in, CLASS_S, NULL);
    struct person_row p;
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);

    if (!st)
        st = get_person(a, case_id, in->person_id, &p);
    if (st)
        return st;
    if (str_is(p.kind, "professional"))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "professionals are not asked");
    check_one_of(a, "outcome", in->outcome, outcomes);
    check_past(a, "on", in->on, REQUIRED);
    if (str_is(in->outcome, "not_asked")) {
        check_text(a, "words", in->words, REQUIRED);
    } else if (str_is(in->outcome, "asked")) {
        check_one_of(a, "protect", in->protect, yes_no);
        check_line(a, "language", in->language, REQUIRED);
        check_text(a, "access_needs", in->access_needs, OPTIONAL);
        check_needs(a, in);
    }
    return kept_add(a, case_id, &j, NULL);
}

/* ---- offers ---- */

static enum rw_status put_offer(struct act *a, const struct kept *k, const void *arg)
{
    const struct intake_offer_input *in = arg;
    bool offered = str_is(in->kind, "offered");

    return q_intake_offer_add(
        a->db, a->mem,
        &(struct q_intake_offer_add_in){ .case_id = k->case_id,
                                         .id = k->id,
                                         .person_id = in->person_id,
                                         .kind = in->kind,
                                         .way = offered ? in->way : STR_NULL,
                                         .reason = offered ? STR_NULL : in->reason,
                                         .words = str_or(in->words, NULL),
                                         .on_date = date_iso(a->mem, in->on),
                                         .recorded_utc = k->utc,
                                         .recorded_by = k->by,
                                         .recorded_name = k->name },
        &a->err);
}

static bool is_parent(struct act *a, const struct case_rows *c, struct str id)
{
    const struct str *ids;
    size_t n = safety_adults(a, c, &ids), i;

    for (i = 0; i < n; i++)
        if (str_eq(ids[i], id))
            return true;
    return false;
}

enum rw_status intake_offer_add(struct act *a, struct str case_id,
                                const struct intake_offer_input *in)
{
    struct kept_job j =
        INTAKE_KEPT("intake-offer", "intake-offer", put_offer, in, CLASS_S, intake_due_refresh);
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (!st)
        st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);
    if (st)
        return st;
    if (!is_parent(a, &c, in->person_id))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no parent of a child of the case");
    check_one_of(a, "kind", in->kind, offer_kinds);
    if (str_is(in->kind, "offered"))
        check_one_of(a, "way", in->way, ways);
    else if (str_is(in->kind, "uneven"))
        check_one_of(a, "reason", in->reason, reasons);
    check_text(a, "words", in->words, str_is(in->kind, "uneven") ? REQUIRED : OPTIONAL);
    check_past(a, "on", in->on, REQUIRED);
    return kept_add(a, case_id, &j, NULL);
}

/* ---- the decision on the referral ---- */

static struct str state_of(struct str outcome)
{
    return str_is(outcome, "accepted")  ? STR("active")
           : str_is(outcome, "waiting") ? STR("wait_listed")
                                        : STR("closed");
}

static enum rw_status put_decision(struct act *a, const struct kept *k, const void *arg)
{
    const struct intake_decision_input *in = arg;
    enum rw_status st = q_intake_decision_add(
        a->db, a->mem,
        &(struct q_intake_decision_add_in){ .case_id = k->case_id,
                                            .id = k->id,
                                            .outcome = in->outcome,
                                            .words = str_or(in->words, NULL),
                                            .on_date = date_iso(a->mem, in->on),
                                            .recorded_utc = k->utc,
                                            .recorded_by = k->by,
                                            .recorded_name = k->name,
                                            .licence = str_or(a->viewer.licence, NULL) },
        &a->err);

    if (!st)
        st = q_family_case_state_set(a->db, a->mem,
                                     &(struct q_family_case_state_set_in){
                                         .id = k->case_id, .state = state_of(in->outcome) },
                                     &a->err);
    if (!st && str_is(in->outcome, "declined"))
        st = release_close_all(a, k->case_id);
    return st ? st : caseload_keep(a, k->case_id);
}

/* Once a child is in treatment, the case is ended by its own checkpoint. */
static void check_not_begun(struct act *a, const struct case_rows *c,
                            const struct intake_decision_input *in)
{
    size_t i;

    for (i = 0; !str_is(in->outcome, "accepted") && i < c->npeople; i++)
        if (c->people[i].phase.len) {
            problem_add(&a->bad, "outcome",
                        STR("The work with a child has begun. It is paused or ended at that "
                            "child's checkpoint."));
            return;
        }
}

/* A case that was declined or closed comes back by a licensed clinician's signature and a reason. */
static enum rw_status check_again(struct act *a, const struct case_rows *c,
                                  const struct intake_decision_input *in)
{
    if (!str_is(a->access.head.state, "closed") || str_is(in->outcome, "declined"))
        return check_done(a);
    check_text(a, "words", in->words, REQUIRED);
    if (!c->licensed)
        problem_add(&a->bad, "outcome",
                    STR("This case was declined or closed. Only a licensed clinician can take it "
                        "up again."));
    if (!a->bad.n && !act_reauthed(a))
        return RW_FAIL(&a->err, RW_EDENIED, "taking a case up again asks for password and code");
    return check_done(a);
}

enum rw_status intake_decide(struct act *a, struct str case_id,
                             const struct intake_decision_input *in)
{
    struct kept_job j = INTAKE_KEPT("intake-decide", "intake-decision", put_decision, in, CLASS_S,
                                    intake_due_refresh);
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (!st)
        st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);
    if (st)
        return st;
    check_one_of(a, "outcome", in->outcome, decisions);
    check_text(a, "words", in->words, str_is(in->outcome, "declined") ? REQUIRED : OPTIONAL);
    check_past(a, "on", in->on, REQUIRED);
    check_not_begun(a, &c, in);
    st = check_again(a, &c, in);
    return st ? st : kept_add(a, case_id, &j, NULL);
}

enum rw_status intake_decision_list(struct act *a, struct str case_id,
                                    struct intake_decision_row **rows, size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_S, false);

    return st ? st
              : q_intake_decision_list(a->db, a->mem,
                                       &(struct q_intake_decision_list_in){ .case_id = case_id },
                                       rows, n, &a->err);
}
