/* What stops, stops what is planned as well, on both engines (REWEAVE_TEST_PG). */
#include "app/appointment.h"
#include "app/concern.h"
#include "app/consent.h"
#include "app/contact.h"
#include "app/court.h"
#include "app/hold.h"
#include "app/restriction.h"
#include "app/safety.h"
#include "app/step_bar.h"
#include "support/checkpoint_kit.h"
#include "support/consent_kit.h"

static struct str book(struct desk *d, const char *kind, const struct str *who, size_t n,
                       int32_t at_min)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment_input in = { .clinician = d->ana,
                                    .on = date_add(a.today, 1),
                                    .at_min = at_min,
                                    .minutes = 45,
                                    .kind = str_of(kind),
                                    .people = who,
                                    .npeople = n };
    struct str id = STR_NULL;

    CHECK_ACT(a, appointment_book(&a, d->case_id, STR_NULL, &in, &id));
    return id;
}

static enum appointment_state state_of(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment p = { 0 };

    CHECK_ACT(a, appointment_find(&a, d->case_id, id, &p));
    return p.state;
}

static enum rw_status look(struct desk *d, const char *code, struct str person)
{
    struct act a = (d->now_utc++, kit_act(d, d->ana));
    struct sign_open one = { .code = str_of(code), .person_id = person };
    struct signs_input in = { .child_id = d->maya,
                              .open = &one,
                              .nopen = 1,
                              .on = a.today,
                              .statement = STR("Each looked at."),
                              .conduct = true };

    return checkpoint_signs(&a, d->case_id, &in);
}

TEST_BOTH(sign_that_opens_stops_what_is_planned_with_whom_it_concerns)
{
    struct desk d;
    struct str with_dana, with_robin, alone;

    desk_open(&d, k);
    struct str dana[] = { d.maya, d.dana }, robin[] = { d.maya, d.robin };
    with_dana = book(&d, "contact", dana, 2, 9 * 60);
    with_robin = book(&d, "family", robin, 2, 11 * 60);
    alone = book(&d, "child", &d.maya, 1, 13 * 60);
    CHECK(look(&d, "CI1", d.dana) == RW_OK);
    CHECK(state_of(&d, with_dana) == APPOINTMENT_STOPPED);
    CHECK(state_of(&d, with_robin) == APPOINTMENT_PLANNED);
    CHECK(state_of(&d, alone) == APPOINTMENT_PLANNED);
    desk_close(&d);
}

TEST_BOTH(open_sign_is_widened_but_never_narrowed_or_moved)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(look(&d, "CI1", d.dana) == RW_OK);
    CHECK(look(&d, "CI1", d.robin) == RW_EINPUT);
    CHECK(look(&d, "CI1", d.dana) == RW_OK);
    CHECK(look(&d, "CI1", STR_NULL) == RW_OK);
    CHECK(look(&d, "CI1", d.dana) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(consent_taken_back_stops_every_session_of_the_child)
{
    struct desk d;
    struct str alone, parent;

    desk_open(&d, k);
    alone = book(&d, "child", &d.maya, 1, 9 * 60);
    parent = book(&d, "parent", &d.dana, 1, 11 * 60);
    d.now_utc++;
    CHECK(consent_kit_word(&d, d.dana, "withdrawn") == RW_OK);
    CHECK(state_of(&d, alone) == APPOINTMENT_STOPPED);
    CHECK(state_of(&d, parent) == APPOINTMENT_PLANNED);
    desk_close(&d);
}

TEST_BOTH(step_toward_contact_waits_for_consent_that_was_taken_back)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_pass(&d, d.maya, "G1");
    kit_pass(&d, d.maya, "G2");
    kit_all_yes(&d, d.maya, "G3");
    d.now_utc++;
    CHECK(consent_kit_word(&d, d.dana, "withdrawn") == RW_OK);
    CHECK(kit_check(&d, d.maya, "G3").outcome == GATE_ELIGIBLE);
    CHECK(kit_decide(&d, d.maya, "G3", "advance", &id) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(cancelled_session_is_planned_again_only_where_it_could_be_booked)
{
    struct desk d;
    struct act a;
    struct str id;

    desk_open(&d, k);
    struct str both[] = { d.maya, d.dana };
    id = book(&d, "contact", both, 2, 9 * 60);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, appointment_mark(&a, d.case_id, id, APPOINTMENT_CANCEL, 1, STR("provider")));
    CHECK(look(&d, "CI1", d.dana) == RW_OK);
    a = desk_act(&d, d.ana, false);
    CHECK(appointment_mark(&a, d.case_id, id, APPOINTMENT_REOPEN, 2, STR_NULL) == RW_EINPUT);
    desk_close(&d);
}

/* ---- what somebody reports ---- */

static struct str report_it(struct desk *d, struct str child, struct str about)
{
    struct act a = (d->now_utc++, kit_act(d, d->ana));
    struct allegation_input in = { .from_person = d->robin,
                                   .about_person = about,
                                   .child_id = child,
                                   .on = a.today,
                                   .words = STR("A bruise on the arm.") };
    struct str id = STR_NULL;

    CHECK_ACT(a, allegation_add(&a, d->case_id, &in, &id));
    return id;
}

static enum rw_status make_of_it(struct desk *d, struct str account, struct str id,
                                 const char *outcome, struct str *concern)
{
    struct act a = (d->now_utc++, kit_act(d, account));
    struct triage_input in = { .allegation_id = id,
                               .outcome = str_of(outcome),
                               .reasons = STR("The doctor saw a fall."),
                               .consulted_on = RW_NO_DATE };

    return allegation_triage_add(&a, d->case_id, &in, concern);
}

static enum contact_answer may_meet(struct desk *d, struct str child, struct str person)
{
    struct act a = kit_act(d, d->ana);
    struct contact_asked q = {
        .child_id = child, .person_id = person, .channel = CHANNEL_MAIL, .day = a.today
    };
    struct contact_reply r = { 0 };

    CHECK_ACT(a, contact_ask(&a, d->case_id, &q, &r));
    return r.answer;
}

TEST_BOTH(a_report_about_a_parent_lets_contact_wait_until_somebody_looked_at_it)
{
    struct desk d;
    struct str with_dana, with_robin, alone, report, concern;

    desk_open(&d, k);
    struct str dana[] = { d.maya, d.dana }, robin[] = { d.maya, d.robin };
    with_dana = book(&d, "contact", dana, 2, 9 * 60);
    with_robin = book(&d, "family", robin, 2, 11 * 60);
    alone = book(&d, "child", &d.maya, 1, 13 * 60);
    report = report_it(&d, d.maya, d.dana);
    CHECK(state_of(&d, with_dana) == APPOINTMENT_STOPPED);
    CHECK(state_of(&d, with_robin) == APPOINTMENT_PLANNED);
    CHECK(state_of(&d, alone) == APPOINTMENT_PLANNED);
    CHECK(may_meet(&d, d.maya, d.dana) == CONTACT_NO);
    CHECK(may_meet(&d, d.maya, d.robin) != CONTACT_NO);
    CHECK(make_of_it(&d, d.ana, report, "monitored", &concern) == RW_OK && !concern.len);
    CHECK(may_meet(&d, d.maya, d.dana) != CONTACT_NO);
    desk_close(&d);
}

TEST_BOTH(step_toward_contact_waits_for_a_report_that_nobody_looked_at)
{
    struct desk d;
    struct str report, concern, id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_pass(&d, d.maya, "G1");
    kit_pass(&d, d.maya, "G2");
    report = report_it(&d, d.maya, d.dana);
    d.now_utc += 60;
    kit_all_yes(&d, d.maya, "G3"); /* everybody was asked about safety anew */
    CHECK(kit_check(&d, d.maya, "G3").outcome == GATE_ELIGIBLE);
    CHECK(kit_decide(&d, d.maya, "G3", "advance", &id) == RW_EINPUT);
    CHECK(make_of_it(&d, d.ana, report, "monitored", &concern) == RW_OK);
    CHECK(kit_decide(&d, d.maya, "G3", "advance", &id) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(reasonable_cause_opens_the_concern_and_starts_the_clock_of_whoever_found_it)
{
    struct desk d;
    struct concern c = { 0 };
    struct act a;
    struct str id;

    desk_open(&d, k);
    CHECK(make_of_it(&d, d.ana, report_it(&d, d.maya, d.dana), "concern", &id) == RW_OK && id.len);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, concern_get(&a, d.case_id, id, &c));
    CHECK(c.mine && c.clock.state != CLOCK_REPORTED);
    CHECK(str_eq(c.row.child, d.maya));
    CHECK(may_meet(&d, d.maya, d.dana) == CONTACT_NO);
    desk_close(&d);
}

TEST_BOTH(report_to_the_agency_in_the_very_minute_of_its_cause_is_not_before_it)
{
    struct concern_step_input call = { .kind = STEP_REPORT,
                                       .agency = STR("County hotline"),
                                       .person = STR("Worker 17"),
                                       .method = STR("telephone"),
                                       .reference = STR("R-2026-9") };
    struct desk d;
    struct act a;
    struct str id;

    desk_open(&d, k);
    CHECK(make_of_it(&d, d.ana, report_it(&d, d.maya, d.dana), "concern", &id) == RW_OK);
    CHECK(d.now_utc % 60 != 0);
    a = kit_act(&d, d.ana);
    call.at_utc = d.now_utc - d.now_utc % 60; /* a form gives whole minutes */
    CHECK_ACT(a, concern_step_add(&a, d.case_id, id, &call));
    desk_close(&d);
}

TEST_BOTH(concern_from_a_report_without_a_child_asks_whom_it_is_about)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    CHECK(make_of_it(&d, d.ana, report_it(&d, STR_NULL, d.dana), "concern", &id) == RW_EINPUT);
    desk_close(&d);
}

/* ---- what the court says later ---- */

TEST_BOTH(restriction_that_is_entered_later_stops_what_is_booked)
{
    struct desk d;
    struct matter_input court = { .court = STR("Superior Court"), .docket = STR("26-0117") };
    struct order_input order = { .matter = &court,
                                 .kind = STR("therapy"),
                                 .title = STR("Order for therapy"),
                                 .signed_on = RW_NO_DATE,
                                 .expires_on = RW_NO_DATE,
                                 .report_rule = STR("none"),
                                 .report_every_days = DB_NULL_I64,
                                 .report_before_days = DB_NULL_I64 };
    struct restriction_input says = { .says = STR("forbidden"),
                                      .effective_on = RW_NO_DATE,
                                      .expires_on = RW_NO_DATE };
    struct str with_dana, with_robin, id;
    struct act a;

    desk_open(&d, k);
    struct str dana[] = { d.maya, d.dana }, robin[] = { d.maya, d.robin };
    with_dana = book(&d, "contact", dana, 2, 9 * 60);
    with_robin = book(&d, "family", robin, 2, 11 * 60);
    a = kit_act(&d, d.ana);
    order.effective_on = a.today;
    CHECK_ACT(a, order_add(&a, d.case_id, &order, &says.order_id));
    CHECK(state_of(&d, with_dana) == APPOINTMENT_PLANNED); /* what it says is not entered yet */
    says.child_id = d.maya;
    says.person_id = d.dana;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, restriction_add(&a, d.case_id, &says, &id));
    CHECK(state_of(&d, with_dana) == APPOINTMENT_STOPPED);
    CHECK(state_of(&d, with_robin) == APPOINTMENT_PLANNED);
    desk_close(&d);
}

/* ---- who learns what ---- */

TEST_BOTH(
    sign_of_a_concern_is_closed_by_the_lead_and_says_the_same_to_others_whatever_stands_behind)
{
    struct desk d;
    struct override_input in = { .criterion = STR("CI1"), .rationale = STR("Settled.") };
    struct str with, without;
    struct act a;

    desk_open(&d, k);
    in.child_id = d.maya;
    in.until = RW_NO_DATE;
    in.document_id = kit_paper(&d, "Agency letter");
    CHECK(look(&d, "CI1", d.dana) == RW_OK);
    a = (d.now_utc++, kit_act(&d, d.sam));
    CHECK(checkpoint_override(&a, d.case_id, &in) == RW_EINPUT);
    without = problem_of(&a.bad, STR(""));
    a = (d.now_utc++, kit_act(&d, d.ana));
    CHECK_ACT(a, concern_open(&a, d.case_id,
                              &(struct concern_input){ .child_id = d.maya,
                                                       .person_id = d.dana,
                                                       .words = STR("Seen."),
                                                       .cause_utc = a.now_utc },
                              &with));
    a = (d.now_utc++, kit_act(&d, d.sam));
    CHECK(checkpoint_override(&a, d.case_id, &in) == RW_EINPUT);
    with = problem_of(&a.bad, STR(""));
    CHECK(with.len && str_eq(with, without));
    desk_close(&d);
}

TEST_BOTH(what_came_of_a_report_is_for_those_who_may_read_concerns)
{
    static const char *const outcomes[] = { "monitored", "concern" };
    struct safety_overview o;
    struct str id;
    struct desk d;
    struct act a;
    size_t i;

    desk_open(&d, k);
    for (i = 0; i < 2; i++) {
        struct str report = report_it(&d, d.maya, d.dana);
        const struct allegation_triage_row *t;

        CHECK(make_of_it(&d, d.ana, report, outcomes[i], &id) == RW_OK);
        a = kit_act(&d, d.sam);
        CHECK_ACT(a, safety_overview(&a, d.case_id, &o));
        t = safety_triage_of(&o, report);
        CHECK(t && !t->outcome.p && !t->reasons.p && !t->concern_id.p);
        a = kit_act(&d, d.ana);
        CHECK_ACT(a, safety_overview(&a, d.case_id, &o));
        CHECK_STR(safety_triage_of(&o, report)->outcome, outcomes[i]);
    }
    desk_close(&d);
}

/* ---- signs at a step up ---- */

/* What keeps Maya from passing it; r: what the criteria say already. */
static size_t waits(struct desk *d, const char *gate, const struct gate_result *r,
                    struct step_wait *list)
{
    struct act a = kit_act(d, d->ana);
    struct step_rows told = { 0 };
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    CHECK_ACT(a, step_rows_load(&a, &rows, &told));
    return step_waits(&a, &rows, &told, case_child(&rows, d->maya),
                      protocol_gate(&d->protocol, str_of(gate)), r, list);
}

static bool bars(struct desk *d, const char *gate)
{
    struct step_wait list[STEP_WAITS];

    return waits(d, gate, NULL, list) > 0;
}

TEST_BOTH(step_up_and_return_wait_for_a_sign_that_their_own_checkpoint_does_not_ask_about)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(!bars(&d, "G4") && !bars(&d, "G5") && !bars(&d, "G-RES"));
    CHECK(look(&d, "CI4", STR_NULL) == RW_OK);
    CHECK(bars(&d, "G4") && bars(&d, "G5") && bars(&d, "G-RES"));
    desk_close(&d);
}

TEST_BOTH(untreated_illness_keeps_live_contact_waiting_and_lets_letters_begin)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(look(&d, "CI2", d.dana) == RW_OK);
    CHECK(!bars(&d, "G3") && bars(&d, "G3b"));
    desk_close(&d);
}

TEST_BOTH(conduct_keeps_a_step_up_waiting_with_whom_it_concerns_and_stops_no_contact)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(look(&d, "CI5", d.dana) == RW_OK);
    CHECK(bars(&d, "G4") && !bars(&d, "G-RES") && !bars(&d, "G1"));
    CHECK(may_meet(&d, d.maya, d.dana) != CONTACT_NO);
    desk_close(&d);
}

TEST_BOTH(conduct_of_the_other_parent_never_lets_contact_wait)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(look(&d, "CI5", d.robin) == RW_OK);
    CHECK(!bars(&d, "G4"));
    desk_close(&d);
}

TEST_BOTH(everything_that_keeps_a_step_waiting_is_told_at_once_and_nothing_twice)
{
    struct hold_input press = { 0 };
    struct step_wait list[STEP_WAITS];
    struct gate_result r;
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    press.person_id = d.dana;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, hold_press(&a, d.case_id, &press, &id));
    CHECK(look(&d, "CI4", STR_NULL) == RW_OK);
    CHECK(waits(&d, "G3", NULL, list) == 2);
    CHECK_STR(str_of(list[0].name), "A hold");
    CHECK_STR(str_of(list[1].name), "Warning signs");
    r = kit_check(&d, d.maya, "G3");
    CHECK(r.nblocking > 0);
    CHECK(waits(&d, "G3", &r, list) == 1); /* a criterion asks about the signs */
    CHECK_STR(str_of(list[0].name), "A hold");
    CHECK(waits(&d, "G-PAUSE", NULL, list) == 0);
    CHECK(waits(&d, "G-STOP", NULL, list) == 0);
    desk_close(&d);
}
