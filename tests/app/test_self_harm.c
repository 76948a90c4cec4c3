/* A sign of self-harm, what it stops and what it takes to go on, on both engines (REWEAVE_TEST_PG).
 * The first test is acceptance scenario 18. */
#include "app/appointment.h"
#include "app/caseload.h"
#include "app/coping.h"
#include "app/hold.h"
#include "app/person.h"
#include "app/safety.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"
#include "support/ready_kit.h"

#include <string.h>

static bool says(struct desk *d, struct str text, const char *word)
{
    return strstr(str_z(&d->mem, text), word) != NULL;
}

static struct str book(struct desk *d, struct str account, const char *kind, const struct str *who,
                       size_t n, struct act *a, enum rw_status *st)
{
    struct appointment_input in = { .clinician = d->ana,
                                    .at_min = 9 * 60,
                                    .minutes = 45,
                                    .kind = str_of(kind),
                                    .people = who,
                                    .npeople = n };
    struct str id = STR_NULL;

    *a = desk_act(d, account, false);
    in.on = date_add(a->today, 1);
    *st = appointment_book(a, d->case_id, STR_NULL, &in, &id);
    return id;
}

static enum appointment_state state_of(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment p = { 0 };

    CHECK_ACT(a, appointment_find(&a, d->case_id, id, &p));
    return p.state;
}

static enum rw_status cope(struct desk *d, struct str account, struct str person,
                           const char *pattern)
{
    struct act a = ready_kit_act(d, account);
    struct coping_input in = { .person_id = person,
                               .pattern = str_of(pattern),
                               .served = STR("It made the noise stop."),
                               .stage = STR("noticing"),
                               .last_on = a.today };

    return coping_add(&a, d->case_id, &in);
}

/* The line on somebody's Today; NULL: they see none. */
static struct agenda_row *task_of(struct desk *d, struct str account, const char *kind)
{
    struct act a = kit_act(d, account);
    struct agenda_row *rows;
    size_t n, i;

    CHECK_ACT(a, caseload_lines(&a, date_add(a.today, -30), date_add(a.today, 60), &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, kind))
            return &rows[i];
    return NULL;
}

static struct hold_state only_hold(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct hold_state *list;
    size_t n;

    CHECK_ACT(a, hold_list(&a, d->case_id, &list, &n));
    CHECK(n == 1);
    return list[0];
}

TEST_BOTH(self_harm_freezes_contact_asks_for_a_screen_now_and_tells_the_front_desk_nothing)
{
    struct str planned, alone;
    enum rw_status st;
    struct desk d;
    struct act a;
    size_t i;

    desk_open(&d, k);
    struct str both[] = { d.maya, d.dana };
    planned = book(&d, d.ana, "contact", both, 2, &a, &st);
    CHECK(st == RW_OK);
    CHECK(cope(&d, d.ana, d.maya, "self_harm") == RW_OK);
    CHECK(state_of(&d, planned) == APPOINTMENT_STOPPED);
    (void)book(&d, d.ana, "contact", both, 2, &a, &st);
    CHECK(st == RW_EINPUT);
    alone = book(&d, d.ana, "child", &d.maya, 1, &a, &st);
    CHECK(st == RW_OK && state_of(&d, alone) == APPOINTMENT_PLANNED);
    CHECK_STR(task_of(&d, d.ana, "clinical_due")->line,
              "Maya: suicide screen now, safety plan, decide about telling the guardians");
    CHECK(task_of(&d, d.sam, "clinical_due"));
    CHECK(!task_of(&d, d.olga, "clinical_due"));
    (void)book(&d, d.olga, "contact", both, 2, &a, &st);
    CHECK(st == RW_EINPUT);
    for (i = 0; i < a.bad.n; i++) {
        CHECK(!says(&d, a.bad.list[i].text, "review"));
        CHECK(!says(&d, a.bad.list[i].text, "harm"));
    }
    desk_close(&d);
}

TEST_BOTH(hold_of_a_clinical_review_takes_two_and_its_reason_is_one_phrase)
{
    struct hold_state h;
    struct desk d;
    struct act a;
    bool alone = true;

    desk_open(&d, k);
    CHECK(ready_kit_review(&d, d.maya, REVIEW_SIGN, NULL, 0) == RW_OK);
    h = only_hold(&d);
    CHECK(h.stands);
    CHECK_STR(h.row.reason, "Clinical review.");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, hold_alone(&a, &h, &alone));
    CHECK(!alone);
    CHECK(ready_kit_screen(&d, d.maya, "no yes no no no") == RW_OK);
    (void)only_hold(&d); /* one is enough */
    desk_close(&d);
}

TEST_BOTH(contact_stays_refused_until_screen_plan_and_days_are_there_also_without_a_hold)
{
    struct review_stand s;
    enum rw_status st;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    struct str both[] = { d.maya, d.dana };
    CHECK(ready_kit_review(&d, d.maya, REVIEW_SIGN, NULL, 0) == RW_OK);
    CHECK(ready_kit_screen(&d, d.maya, "no yes no no no") == RW_OK);
    CHECK(ready_kit_stand(&d, d.maya).assess_due);
    CHECK(ready_kit_review(&d, d.maya, REVIEW_EVALUATION, "clear", 0) == RW_OK);
    CHECK(ready_kit_review(&d, d.maya, REVIEW_PLAN, NULL, 60) == RW_OK);
    CHECK(ready_kit_review(&d, d.maya, REVIEW_GUARDIANS, "told", 0) == RW_OK);
    s = ready_kit_stand(&d, d.maya);
    CHECK(s.open && s.again_due && !s.plan_due && !s.guardians_due && !s.screen_due);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, hold_lift(&a, d.case_id, only_hold(&d).row.id,
                           &(struct hold_lift_input){ .words = STR("Asked for.") }));
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, hold_second(&a, d.case_id, only_hold(&d).row.id, STR("Agreed.")));
    CHECK(!only_hold(&d).stands);
    (void)book(&d, d.ana, "contact", both, 2, &a, &st);
    CHECK(st == RW_EINPUT);
    CHECK(says(&d, a.bad.list[0].text, "clinical review"));
    d.now_utc += 14 * 86400;
    CHECK(ready_kit_stand(&d, d.maya).open); /* not screened again yet */
    CHECK(ready_kit_screen(&d, d.maya, "no no no no") == RW_OK);
    CHECK(!ready_kit_stand(&d, d.maya).open);
    (void)book(&d, d.ana, "contact", both, 2, &a, &st);
    CHECK(st == RW_OK);
    /* what is left is the plan: the day after its last contact waits again */
    CHECK_STR(task_of(&d, d.ana, "clinical_due")->line, "Maya: look at the safety plan again");
    CHECK(task_of(&d, d.ana, "clinical_due")->on_date.len &&
          str_cmp(task_of(&d, d.ana, "clinical_due")->on_date, date_iso(a.mem, a.today)) > 0);
    desk_close(&d);
}

TEST_BOTH(an_open_review_bars_steps_toward_contact_and_fails_the_screen_of_the_checkpoint)
{
    struct gate_result r;
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_pass(&d, d.maya, "G1");
    kit_pass(&d, d.maya, "G2");
    kit_all_yes(&d, d.maya, "G3");
    CHECK(ready_kit_screen(&d, d.maya, "no no no no") == RW_OK);
    r = kit_check(&d, d.maya, "G3b");
    CHECK(kit_result(&r, "G3b.d", STR_NULL)->state == CRITERION_PASS);
    CHECK(ready_kit_review(&d, d.maya, REVIEW_SIGN, NULL, 0) == RW_OK);
    r = kit_check(&d, d.maya, "G3b");
    CHECK(kit_result(&r, "G3b.d", STR_NULL)->state == CRITERION_FAIL);
    CHECK(kit_decide(&d, d.maya, "G3", "advance", &id) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G3", "hold", &id) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(a_screen_asks_the_fifth_after_a_yes_or_a_refusal_and_only_then)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(ready_kit_screen(&d, d.maya, "no no no") == RW_EINPUT);
    CHECK(ready_kit_screen(&d, d.maya, "no no no no no") == RW_EINPUT);
    CHECK(ready_kit_screen(&d, d.maya, "no yes no no") == RW_EINPUT);
    CHECK(ready_kit_screen(&d, d.maya, "no perhaps no no no") == RW_EINPUT);
    CHECK(!ready_kit_stand(&d, d.maya).since);
    CHECK(ready_kit_screen(&d, d.maya, "no no no no") == RW_OK);
    CHECK(!ready_kit_stand(&d, d.maya).open);
    CHECK(ready_kit_screen(&d, d.maya, "no refused no no yes") == RW_OK);
    CHECK(ready_kit_stand(&d, d.maya).acute && only_hold(&d).stands);
    CHECK_STR(task_of(&d, d.ana, "clinical_due")->line,
              "Maya: stay with them, safety assessment today, safety plan, decide about telling "
              "the guardians");
    desk_close(&d);
}

TEST_BOTH(self_harm_again_begins_the_review_anew)
{
    struct coping_pattern_row *rows;
    struct coping_step_row *steps;
    struct coping_input in;
    struct review_stand s;
    struct desk d;
    struct act a;
    size_t n, nsteps;

    desk_open(&d, k);
    CHECK(cope(&d, d.ana, d.maya, "self_harm") == RW_OK);
    d.now_utc += 5 * 86400;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, coping_list(&a, d.case_id, &rows, &n, &steps, &nsteps));
    CHECK(n == 1 && nsteps == 1);
    in = (struct coping_input){ .pattern_id = rows[0].id,
                                .stage = STR("reducing"),
                                .last_on = RW_NO_DATE };
    CHECK_ACT(a, coping_look(&a, d.case_id, &in));
    s = ready_kit_stand(&d, d.maya);
    CHECK(date_diff(a.today, s.since->on) == 5);
    in.last_on = date_add(a.today, -1);
    d.now_utc++;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, coping_look(&a, d.case_id, &in));
    s = ready_kit_stand(&d, d.maya);
    CHECK(date_diff(a.today, s.since->on) == 1);
    desk_close(&d);
}

TEST_BOTH(an_adults_way_of_coping_is_its_authors_alone_and_the_risk_is_the_teams)
{
    struct coping_pattern_row *rows;
    struct coping_step_row *steps;
    struct coping_input in;
    struct desk d;
    struct act a;
    size_t n, nsteps;

    desk_open(&d, k);
    CHECK(cope(&d, d.ana, d.dana, "avoidance") == RW_OK);
    CHECK(cope(&d, d.ana, d.maya, "withdrawal") == RW_OK);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, coping_list(&a, d.case_id, &rows, &n, &steps, &nsteps));
    CHECK(n == 1 && nsteps == 1 && str_eq(rows[0].person_id, d.maya));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, coping_list(&a, d.case_id, &rows, &n, &steps, &nsteps));
    CHECK(n == 2);
    in = (struct coping_input){ .pattern_id = rows[0].id,
                                .stage = STR("reducing"),
                                .last_on = RW_NO_DATE };
    a = kit_act(&d, d.sam);
    CHECK(coping_look(&a, d.case_id, &in) == RW_ENOTFOUND);
    CHECK(!task_of(&d, d.ana, "clinical_due"));
    CHECK(cope(&d, d.ana, d.dana, "self_harm") == RW_OK);
    CHECK(task_of(&d, d.sam, "clinical_due"));
    CHECK(ready_kit_stand(&d, d.dana).open);
    a = kit_act(&d, d.olga);
    CHECK(coping_list(&a, d.case_id, &rows, &n, &steps, &nsteps) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(under_the_age_of_the_screen_a_full_evaluation_stands_in_its_place)
{
    struct person_input in = { .kind = STR("child"), .name = STR("Ida") };
    struct str ida = STR_NULL;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK(date_parse(STR("2019-06-01"), &in.birth));
    CHECK_ACT(a, person_add(&a, d.case_id, &in, &ida));
    CHECK(ready_kit_review(&d, ida, REVIEW_SIGN, NULL, 0) == RW_OK);
    CHECK_STR(task_of(&d, d.ana, "clinical_due")->line,
              "Ida: full evaluation now, safety plan, decide about telling the guardians");
    CHECK(ready_kit_screen(&d, ida, "no no no no") == RW_EINPUT);
    CHECK(ready_kit_review(&d, ida, REVIEW_EVALUATION, "clear", 0) == RW_OK);
    CHECK(!ready_kit_stand(&d, ida).screen_due);
    desk_close(&d);
}

TEST_BOTH(a_review_says_what_is_wrong_and_keeps_nothing)
{
    struct review_input in = { .kind = REVIEW_PLAN, .words = STR("Who to call.") };
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    in.person_id = d.maya;
    in.on = a.today;
    in.until = date_add(a.today, -1);
    CHECK(review_add(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(ready_kit_review(&d, d.maya, REVIEW_EVALUATION, "perhaps", 0) == RW_EINPUT);
    CHECK(ready_kit_review(&d, d.maya, REVIEW_GUARDIANS, NULL, 0) == RW_EINPUT);
    CHECK(ready_kit_review(&d, id_new(&d.mem), REVIEW_SIGN, NULL, 0) == RW_EINPUT);
    in.kind = REVIEW_SIGN;
    in.words = STR("");
    a = kit_act(&d, d.ana);
    CHECK(review_add(&a, d.case_id, &in) == RW_EINPUT);
    in.words = STR("Seen at school.");
    a = kit_act(&d, d.olga);
    CHECK(review_add(&a, d.case_id, &in) == RW_ENOTFOUND);
    CHECK(!ready_kit_stand(&d, d.maya).since);
    desk_close(&d);
}

TEST_BOTH(severe_distress_makes_a_clinical_review_due_in_two_business_days_until_it_is_evaluated)
{
    struct date due;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK(!task_of(&d, d.ana, "clinical_due"));
    CHECK(kit_signs(&d, d.maya, "CI4") == RW_OK);
    a = kit_act(&d, d.ana);
    due = safety_business_days(a.today, 2);
    CHECK_STR(task_of(&d, d.ana, "clinical_due")->state, "due");
    CHECK_STR(task_of(&d, d.ana, "clinical_due")->on_date, str_z(&d.mem, date_iso(&d.mem, due)));
    CHECK(!task_of(&d, d.olga, "clinical_due"));
    d.now_utc += 60;
    CHECK(ready_kit_review(&d, d.maya, REVIEW_PLAN, NULL, 60) == RW_OK);
    CHECK_STR(task_of(&d, d.ana, "clinical_due")->state, "due");
    CHECK(ready_kit_review(&d, d.maya, REVIEW_EVALUATION, "clear", 0) == RW_OK);
    CHECK_STR(task_of(&d, d.ana, "clinical_due")->state, "done");
    desk_close(&d);
}
