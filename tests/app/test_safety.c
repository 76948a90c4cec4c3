/* Screens, re-checks, reviews and allegations through the use cases, on both engines. */
#include "app/appointment.h"
#include "app/caseload.h"
#include "app/concern.h"
#include "support/checkpoint_kit.h"
#include "support/safety_kit.h"

#define DAY INT64_C(86400)

static enum criterion_state state_of(struct desk *d, const char *gate, const char *criterion,
                                     struct str person)
{
    struct gate_result r = kit_check(d, d->maya, gate);

    return kit_result(&r, criterion, person)->state;
}

static struct str report_it(struct desk *d, const char *words)
{
    struct act a = kit_act(d, d->ana);
    struct allegation_input in = { .from_person = d->robin,
                                   .about_person = d->dana,
                                   .child_id = d->maya,
                                   .on = a.today,
                                   .words = str_of(words) };
    struct str id = STR_NULL;

    CHECK_ACT(a, allegation_add(&a, d->case_id, &in, &id));
    return id;
}

/* State of the line of the agenda about this, or NULL. */
static struct str due_state(struct desk *d, struct str ref_id)
{
    struct act a = kit_act(d, d->ana);
    struct agenda_row *rows;
    size_t n, i;

    CHECK_ACT(a, caseload_lines(&a, date_add(a.today, -400), date_add(a.today, 400), &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].kind, "safety_due") && str_eq(rows[i].ref_id, ref_id))
            return rows[i].state;
    return STR_NULL;
}

static void press_concern(struct desk *d, struct str person)
{
    struct act a = kit_act(d, d->ana);
    struct concern_input in = { .child_id = d->maya,
                                .person_id = person,
                                .words = STR("She told of a belt."),
                                .cause_utc = a.now_utc };
    struct str id;

    CHECK_ACT(a, concern_open(&a, d->case_id, &in, &id));
}

TEST_BOTH(a_screen_stays_open_until_each_item_is_answered_and_signed)
{
    struct desk d;
    struct safety_screen s;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = kit_screen_begin(&d, d.dana);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, safety_screen_get(&a, d.case_id, id, &s));
    CHECK(s.nopen == 18);
    CHECK(kit_screen_sign(&d, id) == RW_EINPUT);
    CHECK(state_of(&d, "G0", "G0.g", d.dana) == CRITERION_UNKNOWN);
    kit_screen_none(&d, id);
    CHECK(kit_screen_sign(&d, id) == RW_OK);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, safety_screen_get(&a, d.case_id, id, &s));
    CHECK(safety_screen_intact(&a, &s));
    CHECK(state_of(&d, "G0", "G0.g", d.dana) == CRITERION_PASS);
    CHECK(state_of(&d, "G1", "G1.b", d.dana) == CRITERION_PASS);
    CHECK(state_of(&d, "G1", "G1.b", d.robin) == CRITERION_UNKNOWN);
    CHECK_STR(due_state(&d, d.dana), "due");
    desk_close(&d);
}

TEST_BOTH(no_marker_of_danger_is_said_only_once_each_was_asked)
{
    struct str weapon = STR("weapon");
    struct safety_answer_input in = { .item = STR("V16"),
                                      .said = STR("none"),
                                      .fear = DB_NULL_I64 };
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = kit_screen_begin(&d, d.dana);
    a = kit_act(&d, d.ana);
    CHECK(safety_answers_save(&a, d.case_id, id, &in, 1) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("each_asked")).len);
    in.each_asked = true;
    in.markers = &weapon;
    in.nmarkers = 1;
    a = kit_act(&d, d.ana);
    CHECK(safety_answers_save(&a, d.case_id, id, &in, 1) == RW_EINPUT); /* one is ticked */
    in.nmarkers = 0;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, safety_answers_save(&a, d.case_id, id, &in, 1));
    desk_close(&d);
}

TEST_BOTH(what_is_signed_stays_and_a_draft_is_its_authors)
{
    struct desk d;
    struct safety_answer_input in = { .item = STR("V1"), .said = STR("none"), .fear = DB_NULL_I64 };
    struct safety_screen s;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = kit_screen_begin(&d, d.dana);
    a = kit_act(&d, d.sam);
    CHECK(safety_screen_get(&a, d.case_id, id, &s) == RW_ENOTFOUND);
    a = kit_act(&d, d.sam);
    CHECK(safety_answers_save(&a, d.case_id, id, &in, 1) == RW_ENOTFOUND);
    a = kit_act(&d, d.olga);
    CHECK(safety_screen_get(&a, d.case_id, id, &s) == RW_ENOTFOUND);
    kit_screen_none(&d, id);
    a = desk_act(&d, d.ana, false);
    CHECK(safety_screen_sign(&a, d.case_id, id, 2) == RW_EDENIED);
    a = kit_act(&d, d.ana);
    CHECK(safety_screen_sign(&a, d.case_id, id, 1) == RW_ECONFLICT);
    CHECK(kit_screen_sign(&d, id) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK(safety_answers_save(&a, d.case_id, id, &in, 1) == RW_ECONFLICT);
    CHECK(kit_screen_sign(&d, id) == RW_ECONFLICT);
    desk_close(&d);
}

TEST_BOTH(a_screen_asks_for_somebody_alone_or_for_two_offers)
{
    struct desk d;
    struct safety_screen_input in = { .way = STR("in_person"),
                                      .completed = STR("interview"),
                                      .offer_one = RW_NO_DATE,
                                      .offer_two = RW_NO_DATE };
    struct safety_overview o;
    struct str id;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    in.person_id = d.maya;
    in.on = a.today;
    CHECK(safety_screen_begin(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("person")).len && problem_of(&a.bad, STR("alone")).len);
    in.person_id = d.dana;
    in.completed = STR("records");
    in.offer_one = date_add(in.on, -3);
    in.offer_two = in.offer_one;
    a = kit_act(&d, d.ana);
    CHECK(safety_screen_begin(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("offer_two")).len && a.bad.n == 1);
    in.offer_two = date_add(in.on, -1);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, safety_screen_begin(&a, d.case_id, &in, &id));
    kit_screen_none(&d, id);
    CHECK(kit_screen_sign(&d, id) == RW_OK);
    o = kit_safety_overview(&d);
    a = kit_act(&d, d.ana);
    CHECK(safety_of_adult(&o.asked, d.dana, STR_NULL).declined);
    CHECK(safety_supervised_only(&a, &o.rows, d.maya));
    d.now_utc += 60;
    kit_screen(&d, d.dana);
    o = kit_safety_overview(&d);
    a = kit_act(&d, d.ana);
    CHECK(!safety_supervised_only(&a, &o.rows, d.maya));
    desk_close(&d);
}

TEST_BOTH(danger_comes_before_anything_else_until_it_is_reviewed)
{
    struct desk d;
    struct danger_review_input in = { .reviewer = STR("Priya Larch, LCSW"),
                                      .competence = STR("Trained in partner violence"),
                                      .outcome = STR("Come by separate doors."),
                                      .scheduling = true };
    struct safety_overview o;
    struct str id;
    struct act a;

    desk_open(&d, k);
    id = kit_screen_begin(&d, d.dana);
    kit_screen_none(&d, id);
    kit_screen_report(&d, id, "V6", d.robin, d.dana);
    CHECK(kit_screen_sign(&d, id) == RW_OK);
    d.now_utc += 60;
    CHECK(state_of(&d, "G1", "G1.b", d.dana) == CRITERION_FAIL);
    CHECK_STR(due_state(&d, id), "due");
    o = kit_safety_overview(&d);
    a = kit_act(&d, d.ana);
    CHECK_STR(safety_result_of(&a, &o, d.robin, d.dana), "unverified");
    CHECK(!safety_result_of(&a, &o, d.dana, d.robin).len); /* he was not asked */
    in.screen_id = id;
    a = kit_act(&d, d.ana);
    in.on = a.today;
    CHECK_ACT(a, danger_review_add(&a, d.case_id, &in));
    CHECK(state_of(&d, "G1", "G1.b", d.dana) == CRITERION_PASS);
    CHECK_STR(due_state(&d, id), "done");
    desk_close(&d);
}

/* As Sam or Ana, with whatever each may read. */
static struct str stands_between(struct desk *d, struct str account, struct str by,
                                 struct str about)
{
    struct act a = kit_act(d, account);
    struct safety_overview o;

    CHECK_ACT(a, safety_overview(&a, d->case_id, &o));
    CHECK_ACT(a, safety_overview_concerns(&a, &o));
    return safety_result_of(&a, &o, by, about);
}

TEST_BOTH(none_is_reported_only_where_each_parent_was_asked_and_nobody_reported_anything)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(!stands_between(&d, d.ana, d.robin, d.maya).len);
    kit_screen(&d, d.dana);
    CHECK(!stands_between(&d, d.ana, d.robin, d.maya).len);
    kit_screen(&d, d.robin);
    CHECK_STR(stands_between(&d, d.ana, d.robin, d.maya), "none_reported");
    CHECK_STR(stands_between(&d, d.ana, d.dana, d.maya), "none_reported");
    d.now_utc += 60;
    (void)report_it(&d, "A belt, on Sunday.");
    CHECK_STR(stands_between(&d, d.ana, d.dana, d.maya), "unverified");
    CHECK_STR(stands_between(&d, d.ana, d.robin, d.maya), "none_reported");
    desk_close(&d);
}

TEST_BOTH(a_concern_shows_between_two_people_to_those_alone_who_may_read_it)
{
    struct desk d;

    desk_open(&d, k);
    kit_screen(&d, d.dana);
    kit_screen(&d, d.robin);
    d.now_utc += 60;
    press_concern(&d, d.robin);
    CHECK_STR(stands_between(&d, d.ana, d.robin, d.maya), "unverified");
    CHECK_STR(stands_between(&d, d.sam, d.robin, d.maya), "none_reported");
    desk_close(&d);
}

TEST_BOTH(a_result_between_two_people_is_the_newest_and_keeps_the_older_ones)
{
    struct desk d;
    struct safety_result_input in = { .result = STR("investigated"),
                                      .reason = STR("The agency wrote on Monday.") };
    struct safety_overview o;
    struct act a;

    desk_open(&d, k);
    in.by_person = d.robin;
    in.about_person = d.robin;
    a = kit_act(&d, d.ana);
    in.on = a.today;
    CHECK(safety_result_add(&a, d.case_id, &in) == RW_EINPUT);
    in.about_person = d.maya;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, safety_result_add(&a, d.case_id, &in));
    d.now_utc += 60;
    in.result = STR("retracted");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, safety_result_add(&a, d.case_id, &in));
    o = kit_safety_overview(&d);
    CHECK(o.nresults == 2);
    a = kit_act(&d, d.ana);
    CHECK_STR(safety_result_of(&a, &o, d.robin, d.maya), "retracted");
    desk_close(&d);
}

TEST_BOTH(a_re_check_that_tells_something_new_asks_for_the_full_screen)
{
    struct desk d;
    struct act a;

    desk_open(&d, k);
    kit_safety(&d, d.maya);
    CHECK(state_of(&d, "G2", "ALL.a", d.dana) == CRITERION_PASS);
    CHECK(state_of(&d, "G2", "ALL.b", STR_NULL) == CRITERION_PASS);
    d.now_utc += 60;
    a = kit_act(&d, d.ana);
    CHECK(safety_recheck_add(&a, d.case_id,
                             &(struct safety_recheck_input){ .person_id = d.dana,
                                                             .on = a.today,
                                                             .anything_new = STR("yes"),
                                                             .safe_now = STR("yes"),
                                                             .alone = true }) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("words")).len);
    CHECK(kit_recheck(&d, d.dana, "yes", "yes") == RW_OK);
    CHECK(state_of(&d, "G2", "ALL.a", d.dana) == CRITERION_FAIL);
    CHECK(state_of(&d, "G2", "ALL.a", d.robin) == CRITERION_PASS);
    d.now_utc += 60;
    kit_screen(&d, d.dana);
    CHECK(state_of(&d, "G2", "ALL.a", d.dana) == CRITERION_PASS);
    d.now_utc += 91 * DAY;
    CHECK(state_of(&d, "G2", "ALL.a", d.dana) == CRITERION_UNKNOWN);
    CHECK(state_of(&d, "G2", "ALL.b", STR_NULL) == CRITERION_UNKNOWN);
    CHECK(kit_talk(&d, d.maya, "unsure") == RW_OK);
    CHECK(state_of(&d, "G2", "ALL.b", STR_NULL) == CRITERION_FAIL);
    desk_close(&d);
}

/* Books contact of Maya with one adult for another day each time. */
static enum rw_status book(struct desk *d, struct str adult, struct str *id)
{
    struct str who[] = { d->maya, adult };
    struct appointment_input in = { .clinician = d->ana,
                                    .at_min = 9 * 60,
                                    .minutes = 45,
                                    .kind = STR("contact"),
                                    .people = who,
                                    .npeople = 2 };
    struct act a = desk_act(d, d->ana, false);

    in.on = date_add(a.today, 1 + (int32_t)(d->now_utc / 60 % 20));
    return appointment_book(&a, d->case_id, STR_NULL, &in, id);
}

static enum appointment_state planned_state(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment p = { 0 };

    CHECK_ACT(a, appointment_find(&a, d->case_id, id, &p));
    return p.state;
}

static enum rw_status not_safe_because_of(struct desk *d, struct str person, struct str about)
{
    struct act a = kit_act(d, d->ana);

    return safety_recheck_add(&a, d->case_id,
                              &(struct safety_recheck_input){ .person_id = person,
                                                              .about_person = about,
                                                              .on = a.today,
                                                              .anything_new = STR("no"),
                                                              .safe_now = STR("no"),
                                                              .alone = true,
                                                              .words = STR("As it was said.") });
}

TEST_BOTH(a_child_that_is_not_safe_stops_its_contact_until_a_look_says_safe)
{
    static const char *const said[] = { "no", "unsure" };
    struct str planned, again;
    struct desk d;
    size_t i;

    desk_open(&d, k);
    kit_safety(&d, d.maya);
    for (i = 0; i < 2; i++) {
        d.now_utc += 60;
        CHECK(book(&d, d.dana, &planned) == RW_OK);
        d.now_utc += 60;
        CHECK(kit_talk(&d, d.maya, said[i]) == RW_OK);
        CHECK(planned_state(&d, planned) == APPOINTMENT_STOPPED);
        CHECK_STR(due_state(&d, d.maya), "open");
        CHECK(book(&d, d.dana, &again) == RW_EINPUT);
        CHECK(book(&d, d.robin, &again) == RW_EINPUT);
        CHECK(state_of(&d, "G2", "ALL.b", STR_NULL) == CRITERION_FAIL);
        d.now_utc += 60;
        CHECK(kit_talk(&d, d.maya, "yes") == RW_OK);
        CHECK_STR(due_state(&d, d.maya), "due");
        CHECK(book(&d, d.dana, &again) == RW_OK);
    }
    desk_close(&d);
}

TEST_BOTH(a_parent_who_is_not_safe_stops_contact_with_whom_it_is_about_the_same_for_both)
{
    struct desk d;
    struct str id;
    int side;

    desk_open(&d, k);
    kit_safety(&d, d.maya);
    for (side = 0; side < 2; side++) {
        struct str says = side ? d.robin : d.dana, about = side ? d.dana : d.robin;

        d.now_utc += 60;
        CHECK(not_safe_because_of(&d, says, d.maya) == RW_EINPUT); /* an adult */
        CHECK(not_safe_because_of(&d, says, about) == RW_OK);
        CHECK_STR(due_state(&d, says), "open");
        CHECK_STR(due_state(&d, about), "due"); /* no mark against anybody */
        CHECK(state_of(&d, "G0", "G0.g", says) == CRITERION_FAIL);
        CHECK(state_of(&d, "G0", "G0.g", about) == CRITERION_PASS);
        CHECK(book(&d, about, &id) == RW_EINPUT);
        CHECK(book(&d, says, &id) == RW_OK);
        d.now_utc += 60;
        kit_screen(&d, says);
        CHECK(state_of(&d, "G0", "G0.g", says) == CRITERION_PASS);
        CHECK_STR(due_state(&d, says), "due");
        CHECK(book(&d, about, &id) == RW_OK);
    }
    desk_close(&d);
}

TEST_BOTH(something_new_of_nobody_knows_whom_stops_all_contact_until_it_is_answered)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_safety(&d, d.maya);
    d.now_utc += 60;
    CHECK(kit_recheck(&d, d.robin, "yes", "yes") == RW_OK);
    CHECK(book(&d, d.dana, &id) == RW_EINPUT);
    CHECK(book(&d, d.robin, &id) == RW_EINPUT);
    CHECK_STR(due_state(&d, d.robin), "open");
    d.now_utc += 60;
    press_concern(&d, d.robin);
    CHECK_STR(due_state(&d, d.robin), "due");
    CHECK(book(&d, d.dana, &id) == RW_OK);
    CHECK(book(&d, d.robin, &id) == RW_EINPUT); /* the sign of the concern */
    desk_close(&d);
}

static void look_at(struct desk *d, struct str report)
{
    struct act a = kit_act(d, d->ana);
    struct triage_input t = { .allegation_id = report,
                              .outcome = STR("monitored"),
                              .reasons = STR("The doctor saw a fall."),
                              .consulted_on = RW_NO_DATE };
    struct str concern;

    CHECK_ACT(a, allegation_triage_add(&a, d->case_id, &t, &concern));
}

TEST_BOTH(a_report_that_was_looked_at_answers_what_was_said_before_it_alone)
{
    struct desk d;
    struct str earlier, later, id;

    desk_open(&d, k);
    kit_safety(&d, d.maya);
    d.now_utc += 60;
    earlier = report_it(&d, "A bruise on the arm.");
    d.now_utc += 60;
    CHECK(kit_talk(&d, d.maya, "no") == RW_OK);
    d.now_utc += 60;
    look_at(&d, earlier);
    CHECK_STR(due_state(&d, d.maya), "open");
    d.now_utc += 60;
    later = report_it(&d, "Maya said that she was hit.");
    CHECK_STR(due_state(&d, d.maya), "open");
    CHECK(book(&d, d.dana, &id) == RW_EINPUT);
    d.now_utc += 60;
    look_at(&d, later);
    CHECK_STR(due_state(&d, d.maya), "due");
    CHECK(state_of(&d, "G2", "ALL.b", STR_NULL) == CRITERION_FAIL); /* she was not seen since */
    CHECK(book(&d, d.dana, &id) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(an_allegation_asks_for_a_new_look_and_the_same_facts_do_not)
{
    struct desk d;
    struct triage_input t = { .outcome = STR("same_facts"),
                              .reasons = STR("Looked into in March."),
                              .consulted_on = RW_NO_DATE };
    struct str first, second, concern;
    struct act a;

    desk_open(&d, k);
    kit_safety(&d, d.maya);
    d.now_utc += DAY;
    first = report_it(&d, "A bruise on the arm.");
    CHECK(state_of(&d, "G2", "ALL.a", d.robin) == CRITERION_UNKNOWN);
    CHECK(state_of(&d, "G2", "ALL.b", STR_NULL) == CRITERION_UNKNOWN);
    d.now_utc += 60;
    kit_safety(&d, d.maya);
    CHECK(state_of(&d, "G2", "ALL.a", d.robin) == CRITERION_PASS);
    d.now_utc += DAY;
    second = report_it(&d, "The bruise of last week.");
    CHECK_STR(due_state(&d, second), "due");
    CHECK(state_of(&d, "G2", "ALL.b", STR_NULL) == CRITERION_UNKNOWN);
    t.allegation_id = second;
    a = kit_act(&d, d.ana);
    CHECK(allegation_triage_add(&a, d.case_id, &t, &concern) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("same_as")).len && a.bad.n == 1);
    t.same_as = first;
    a = kit_act(&d, d.ana);
    CHECK(allegation_triage_add(&a, d.case_id, &t, &concern) ==
          RW_EINPUT); /* not looked at itself */
    look_at(&d, first);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, allegation_triage_add(&a, d.case_id, &t, &concern));
    CHECK(state_of(&d, "G2", "ALL.b", STR_NULL) == CRITERION_PASS);
    CHECK_STR(due_state(&d, second), "due");
    d.now_utc += 60;
    a = kit_act(&d, d.ana);
    t.consulted_on = a.today;
    CHECK(allegation_triage_add(&a, d.case_id, &t, &concern) == RW_EINPUT);
    t.consulted = STR("Sam Birch, LCSW");
    t.consult_words = STR("Agrees that nothing is new.");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, allegation_triage_add(&a, d.case_id, &t, &concern));
    CHECK_STR(due_state(&d, second), "done");
    desk_close(&d);
}

TEST_BOTH(a_checkpoint_asks_anew_what_was_asked_before_the_last_one)
{
    struct desk d;
    struct str id;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_pass(&d, d.maya, "G1");
    CHECK(state_of(&d, "G2", "ALL.a", d.dana) == CRITERION_UNKNOWN);
    d.now_utc += DAY;
    kit_all_yes(&d, d.maya, "G2");
    d.now_utc += 60;
    CHECK(kit_decide(&d, d.maya, "G2", "advance", &id) == RW_OK);
    d.now_utc += DAY;
    CHECK(state_of(&d, "G3", "ALL.a", d.dana) == CRITERION_UNKNOWN);
    CHECK(kit_recheck(&d, d.dana, "no", "yes") == RW_OK);
    CHECK(state_of(&d, "G3", "ALL.a", d.dana) == CRITERION_PASS);
    CHECK(state_of(&d, "G3", "ALL.b", STR_NULL) == CRITERION_UNKNOWN);
    desk_close(&d);
}

TEST_BOTH(nobody_at_one_side_is_said_with_a_reason)
{
    struct desk d;
    struct gate_result r;
    struct str child;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK(safety_absence_add(&a, d.case_id, d.maya, STR("He died in 2020.")) == RW_EINPUT);
    d.case_id = desk_family(&d, d.ana, "Beech", &child);
    r = kit_check(&d, child, "G0");
    CHECK(kit_result(&r, "G0.g", STR_NULL)->state == CRITERION_UNKNOWN);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, safety_absence_add(&a, d.case_id, child, STR("He died in 2020.")));
    r = kit_check(&d, child, "G0");
    CHECK(kit_result(&r, "G0.g", STR_NULL)->state == CRITERION_PASS);
    CHECK(kit_result(&r, "G0.g", STR_NULL)->not_applicable);
    desk_close(&d);
}

TEST_BOTH(safety_is_closed_to_the_office_and_to_other_therapists)
{
    struct desk d;
    struct safety_overview o;
    struct str other, child, id;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.olga);
    CHECK(safety_overview(&a, d.case_id, &o) == RW_ENOTFOUND);
    other = desk_family(&d, d.sam, "Beech", &child);
    a = kit_act(&d, d.ana);
    CHECK(safety_overview(&a, other, &o) == RW_ENOTFOUND);
    CHECK(allegation_add(&a, other,
                         &(struct allegation_input){ .from_other = STR("A neighbour"),
                                                     .on = a.today,
                                                     .words = STR("Shouting.") },
                         &id) == RW_ENOTFOUND);
    desk_close(&d);
}
