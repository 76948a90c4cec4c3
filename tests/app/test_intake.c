/* An intake through its use cases, on both engines (REWEAVE_TEST_PG): nothing is asked twice, both
 * parents are treated alike, and a family that was not taken begins nowhere. */
#include "app/caseload.h"
#include "app/document.h"
#include "app/family_case.h"
#include "app/intake.h"
#include "app/person.h"
#include "support/checkpoint_kit.h"
#include "support/consent_kit.h"

#define DAY INT64_C(86400)

static enum criterion_state state_of(struct desk *d, const char *criterion)
{
    struct gate_result r = kit_check(d, d->maya, "G0");

    return kit_result(&r, criterion, STR_NULL)->state;
}

static enum rw_status offer(struct desk *d, struct str person, int days_ago)
{
    struct act a = kit_act(d, d->ana);
    struct intake_offer_input in = { .person_id = person,
                                     .kind = STR("offered"),
                                     .way = STR("phone"),
                                     .on = date_add(a.today, -days_ago) };

    return intake_offer_add(&a, d->case_id, &in);
}

static struct intake_parent parent_of(struct desk *d, struct str person)
{
    struct act a = kit_act(d, d->ana);
    struct intake_parent *list;
    struct case_rows rows;
    size_t n, i;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    CHECK_ACT(a, intake_parents(&a, &rows, &list, &n));
    for (i = 0; i < n; i++)
        if (str_eq(list[i].person_id, person))
            return list[i];
    fail_msg("no such parent");
    return (struct intake_parent){ 0 };
}

/* State of the line of the agenda about an offer to this person, or NULL. */
static struct str due_state(struct desk *d, struct str person)
{
    struct act a = kit_act(d, d->ana);
    struct agenda_row *rows;
    size_t n, i;

    CHECK_ACT(a, caseload_lines(&a, date_add(a.today, -400), date_add(a.today, 400), &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, "intake_due") && str_eq(rows[i].ref_id, person))
            return rows[i].state;
    return STR_NULL;
}

TEST_BOTH(the_referral_and_the_people_are_known_and_asked_nowhere_again)
{
    struct person_input kid = { .kind = STR("child"), .name = STR("Ivo") };
    struct desk d;
    struct act a;
    struct str id;

    desk_open(&d, k);
    CHECK(state_of(&d, "G0.a") == CRITERION_PASS);
    CHECK(state_of(&d, "G0.b") == CRITERION_PASS);
    a = kit_act(&d, d.ana);
    kid.birth = date_add(a.today, -2000);
    CHECK_ACT(a, person_add(&a, d.case_id, &kid, &id));
    CHECK(state_of(&d, "G0.b") == CRITERION_FAIL); /* nobody stands at a side of Ivo */
    desk_close(&d);
}

TEST_BOTH(a_plain_record_no_longer_answers_what_the_intake_answers)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(kit_record(&d, "G0.j", d.maya, STR_NULL, "yes") != RW_OK ||
          state_of(&d, "G0.j") == CRITERION_UNKNOWN);
    CHECK(state_of(&d, "G0.h") == CRITERION_UNKNOWN);
    desk_close(&d);
}

TEST_BOTH(everybody_is_asked_and_help_that_is_not_arranged_stands_in_the_way)
{
    struct desk d;

    desk_open(&d, k);
    kit_ask(&d, d.maya, "none");
    kit_ask(&d, d.dana, "none");
    CHECK(state_of(&d, "G0.h") == CRITERION_UNKNOWN);
    kit_ask(&d, d.robin, "open");
    CHECK(state_of(&d, "G0.h") == CRITERION_PASS);
    CHECK(state_of(&d, "G0.i") == CRITERION_FAIL);
    kit_ask(&d, d.robin, "arranged");
    CHECK(state_of(&d, "G0.i") == CRITERION_PASS);
    desk_close(&d);
}

static void not_asked(struct desk *d, struct str person)
{
    struct act a = kit_act(d, d->ana);
    struct intake_ask_input in = {
        .person_id = person, .outcome = STR("not_asked"), .words = STR("Away."), .on = a.today
    };
    struct person_row p;

    a.now_utc = ++d->now_utc;
    CHECK_ACT(a, person_get(&a, d->case_id, person, &p));
    in.version = p.version;
    CHECK_ACT(a, intake_ask(&a, d->case_id, &in));
}

static enum rw_status say_protected(struct desk *d, bool yes, bool reauthed)
{
    struct act a = desk_act(d, d->ana, reauthed);
    struct person_input in = { .kind = STR("adult"), .is_protected = yes, .birth = RW_NO_DATE };
    struct person_row p;

    CHECK_ACT(a, person_get(&a, d->case_id, d->dana, &p));
    in.name = p.name;
    in.version = p.version;
    return person_save(&a, d->case_id, d->dana, &in);
}

TEST_BOTH(a_protection_is_taken_off_with_password_and_code_and_everybody_reads_it)
{
    struct intake_ask_input in = { .outcome = STR("asked"),
                                   .protect = STR("no"),
                                   .language = STR("English"),
                                   .needs = STR("none") };
    struct chronology_row *rows;
    struct person_row p;
    struct desk d;
    struct act a;
    size_t n, i, lines = 0;

    desk_open(&d, k);
    CHECK(say_protected(&d, true, false) == RW_OK);
    CHECK(say_protected(&d, false, false) == RW_EDENIED);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, person_get(&a, d.case_id, d.dana, &p));
    CHECK(p.protected == 1);
    in.person_id = d.dana;
    in.on = a.today;
    in.version = p.version;
    CHECK(intake_ask(&a, d.case_id, &in) == RW_EDENIED);
    CHECK(say_protected(&d, false, true) == RW_OK);
    CHECK(say_protected(&d, false, false) == RW_OK); /* it is asked already */
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, case_chronology_between(&a, d.case_id, a.today, a.today, &rows, &n));
    for (i = 0; i < n; i++)
        lines += str_is(rows[i].kind, "protection");
    CHECK(lines == 1);
    desk_close(&d);
}

TEST_BOTH(what_somebody_needs_is_not_known_before_they_were_asked)
{
    struct desk d;

    desk_open(&d, k);
    kit_ask(&d, d.maya, "none");
    kit_ask(&d, d.dana, "none");
    not_asked(&d, d.robin);
    CHECK(state_of(&d, "G0.h") == CRITERION_PASS); /* kept protected until then */
    CHECK(state_of(&d, "G0.i") == CRITERION_UNKNOWN);
    kit_ask(&d, d.dana, "open");
    CHECK(state_of(&d, "G0.i") == CRITERION_FAIL);
    kit_ask(&d, d.dana, "none");
    CHECK(consent_kit_word(&d, d.robin, "not_applicable") == RW_OK); /* takes no part */
    CHECK(state_of(&d, "G0.i") == CRITERION_PASS);
    desk_close(&d);
}

TEST_BOTH(an_answer_stands_with_the_person_and_who_cannot_be_asked_is_protected)
{
    struct desk d;
    struct person_row p;
    struct act a;
    struct intake_ask_input in;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, person_get(&a, d.case_id, d.dana, &p));
    in = (struct intake_ask_input){ .person_id = d.dana,
                                    .outcome = STR("asked"),
                                    .protect = STR("yes"),
                                    .language = STR("Spanish"),
                                    .interpreter = true,
                                    .needs = STR("none"),
                                    .on = a.today,
                                    .version = p.version };
    CHECK(intake_ask(&a, d.case_id, &in) == RW_EINPUT); /* an interpreter is a need */
    CHECK(problem_of(&a.bad, STR("needs")).p);
    a = kit_act(&d, d.ana);
    in.needs = STR("arranged");
    CHECK_ACT(a, intake_ask(&a, d.case_id, &in));
    CHECK(intake_ask(&a, d.case_id, &in) == RW_ECONFLICT); /* somebody saved since */
    CHECK_ACT(a, person_get(&a, d.case_id, d.dana, &p));
    CHECK_STR(p.language, "Spanish");
    CHECK(p.interpreter == 1 && p.protected == 1);
    CHECK_ACT(a, person_get(&a, d.case_id, d.robin, &p));
    in = (struct intake_ask_input){
        .person_id = d.robin, .outcome = STR("not_asked"), .on = a.today, .version = p.version
    };
    CHECK(intake_ask(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("words")).p);
    a = kit_act(&d, d.ana);
    in.words = STR("Not found yet.");
    CHECK_ACT(a, intake_ask(&a, d.case_id, &in));
    CHECK_ACT(a, person_get(&a, d.case_id, d.robin, &p));
    CHECK(p.protected == 1);
    desk_close(&d);
}

TEST_BOTH(the_second_offer_is_due_on_today_until_it_is_made_or_a_reason_is_written)
{
    struct desk d;
    struct act a;
    struct intake_offer_input in;

    desk_open(&d, k);
    CHECK(due_state(&d, d.robin).p == NULL);
    CHECK(offer(&d, d.dana, 0) == RW_OK);
    CHECK_STR(due_state(&d, d.dana), "done");
    CHECK_STR(due_state(&d, d.robin), "due");
    CHECK(parent_of(&d, d.robin).offer.state == INTAKE_OFFER_DUE);
    d.now_utc += 15 * DAY; /* 17 March: ten working days after 2 March are over */
    CHECK(parent_of(&d, d.robin).offer.state == INTAKE_OFFER_OVERDUE);
    CHECK(offer(&d, d.robin, 0) == RW_OK);
    CHECK_STR(due_state(&d, d.robin), "done");
    CHECK(parent_of(&d, d.robin).offer.state == INTAKE_OFFERED_LATE);
    a = kit_act(&d, d.ana);
    in = (struct intake_offer_input){
        .person_id = d.robin, .kind = STR("uneven"), .reason = STR("safety"), .on = a.today
    };
    CHECK(intake_offer_add(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("words")).p);
    a = kit_act(&d, d.ana);
    in.words = STR("A plan for safe arrival came first.");
    CHECK_ACT(a, intake_offer_add(&a, d.case_id, &in));
    CHECK(parent_of(&d, d.robin).offer.state == INTAKE_OFFERED);
    a = kit_act(&d, d.ana);
    in.person_id = d.maya;
    CHECK(intake_offer_add(&a, d.case_id, &in) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(a_family_that_waits_or_was_declined_cannot_begin_even_with_a_reason)
{
    struct override_input aside = { .criterion = STR("G0.j"),
                                    .rationale = STR("We begin all the same."),
                                    .until = RW_NO_DATE,
                                    .second_on = RW_NO_DATE };
    struct desk d;
    struct act a;
    struct str id;

    desk_open(&d, k);
    aside.child_id = d.maya;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, checkpoint_override(&a, d.case_id, &aside)); /* nothing is decided: T */
    CHECK(state_of(&d, "G0.j") == CRITERION_OVERRIDDEN);
    kit_all_yes(&d, d.maya, "G0");
    CHECK(kit_intake(&d, "waiting") == RW_OK);
    CHECK(state_of(&d, "G0.j") == CRITERION_FAIL); /* what was set aside no longer counts */
    CHECK(kit_decide(&d, d.maya, "G0", "advance", &id) == RW_EINPUT);
    CHECK(kit_intake(&d, "declined") == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK(checkpoint_override(&a, d.case_id, &aside) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G0", "advance", &id) == RW_EINPUT);
    CHECK(kit_intake(&d, "accepted") == RW_OK);
    CHECK(state_of(&d, "G0.j") == CRITERION_PASS);
    CHECK(kit_decide(&d, d.maya, "G0", "advance", &id) == RW_OK);
    CHECK(kit_intake(&d, "declined") == RW_EINPUT); /* the work has begun */
    desk_close(&d);
}

TEST_BOTH(a_decision_moves_the_case_and_needs_its_reason)
{
    struct family_case_get_row row;
    struct intake_decision_row *list;
    struct intake_decision_input in = { .outcome = STR("declined") };
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    in.on = a.today;
    CHECK(intake_decide(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("words")).p);
    CHECK(kit_intake(&d, "waiting") == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, family_case_get(&a, d.case_id, &row));
    CHECK_STR(row.state, "wait_listed");
    d.now_utc++;
    CHECK(kit_intake(&d, "accepted") == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, family_case_get(&a, d.case_id, &row));
    CHECK_STR(row.state, "active");
    CHECK_ACT(a, intake_decision_list(&a, d.case_id, &list, &n));
    CHECK(n == 2);
    CHECK_STR(list[0].outcome, "waiting");
    desk_close(&d);
}

TEST_BOTH(only_what_the_case_was_referred_for_opens_its_questions)
{
    const struct choice *asked[INTAKE_QUESTIONS_MAX];
    struct intake_answers_input in = { .scenario = STR("RS1"),
                                       .told_by = STR("Letter of the court") };
    struct intake_answer_row *rows;
    struct family_case_get_row row;
    struct case_input change;
    struct str rs1 = STR("RS1");
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    in.on = a.today;
    CHECK_ACT(a, family_case_get(&a, d.case_id, &row));
    change = (struct case_input){ .title = row.title,
                                  .origin = row.origin,
                                  .referred_on = a.today,
                                  .source = row.referral_source,
                                  .reason = row.referral_reason,
                                  .scenarios = &rs1,
                                  .nscenarios = 1,
                                  .version = row.version };
    CHECK_ACT(a, family_case_save(&a, d.case_id, &change));
    CHECK(intake_questions(&a, in.scenario, asked) == 4);
    CHECK(intake_answers_add(&a, d.case_id, &in) == RW_EINPUT); /* no answer at all */
    a = kit_act(&d, d.ana);
    in.words[1] = STR("A call in the spring.");
    CHECK_ACT(a, intake_answers_add(&a, d.case_id, &in));
    CHECK_ACT(a, intake_answer_list(&a, d.case_id, &rows, &n));
    CHECK(n == 1);
    CHECK(str_eq(rows[0].question, asked[1]->code));
    CHECK_STR(rows[0].words, "A call in the spring.");
    in.scenario = STR("RS6");
    CHECK(intake_answers_add(&a, d.case_id, &in) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(papers_belong_to_a_person_and_are_taken_off_again)
{
    struct document_person_list_row *rows;
    struct str ids[2];
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    ids[0] = kit_paper(&d, "one.pdf");
    ids[1] = kit_paper(&d, "two.pdf");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, document_person_set(&a, d.case_id, d.dana, ids, 2));
    CHECK_ACT(a, document_person_list(&a, d.case_id, d.dana, &rows, &n));
    CHECK(n == 2);
    CHECK_ACT(a, document_person_set(&a, d.case_id, d.dana, &ids[1], 1));
    CHECK_ACT(a, document_person_list(&a, d.case_id, d.dana, &rows, &n));
    CHECK(n == 1);
    CHECK_STR(rows[0].name, "two.pdf");
    CHECK_ACT(a, document_person_list(&a, d.case_id, d.robin, &rows, &n));
    CHECK(n == 0);
    ids[0] = d.maya;
    CHECK(document_person_set(&a, d.case_id, d.dana, ids, 1) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(the_office_and_strangers_see_nothing_of_an_intake)
{
    struct intake_decision_input in = { .outcome = STR("accepted") };
    struct intake_answer_row *rows;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    a = desk_act(&d, d.olga, true);
    in.on = a.today;
    CHECK(intake_answer_list(&a, d.case_id, &rows, &n) == RW_ENOTFOUND);
    CHECK(intake_decide(&a, d.case_id, &in) == RW_ENOTFOUND);
    desk_close(&d);
}
