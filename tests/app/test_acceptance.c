/* Whole stories through the use cases, as a practice lives them: from what happens to what then can and
 * cannot be done; on both engines (REWEAVE_TEST_PG). What one room does alone is tested beside it. */
#include "app/appointment.h"
#include "app/concern.h"
#include "app/contact.h"
#include "app/court.h"
#include "app/credential.h"
#include "app/lists.h"
#include "app/note.h"
#include "app/person.h"
#include "app/restriction.h"
#include "app/safety.h"
#include "support/cast_kit.h"
#include "support/consent_kit.h"

#include <string.h>

static struct str press(struct desk *d, struct str account)
{
    struct act a = kit_act(d, account);
    struct concern_input in = { .child_id = d->maya,
                                .person_id = d->dana,
                                .words = STR("Maya told of a hit."),
                                .cause_utc = a.now_utc };
    struct str id = STR_NULL;

    CHECK_ACT(a, concern_open(&a, d->case_id, &in, &id));
    return id;
}

static enum rw_status step(struct desk *d, struct act a, struct str id, enum concern_step_kind kind,
                           struct str paper)
{
    struct concern_step_input in = { .kind = kind,
                                     .at_utc = d->now_utc,
                                     .agency = STR("County hotline"),
                                     .person = STR("Worker 17"),
                                     .method = STR("telephone"),
                                     .reference = STR("R-2026-9"),
                                     .words = STR("Told as it was."),
                                     .document_id = paper };

    return concern_step_add(&a, d->case_id, id, &in);
}

static enum rw_status book(struct act *a, const struct desk *d, struct str kind, struct str with,
                           int32_t in_days, struct str *id)
{
    struct str who[] = { d->maya, with };
    struct appointment_input in = { .clinician = d->ana,
                                    .on = date_add(a->today, in_days),
                                    .at_min = 600,
                                    .minutes = 45,
                                    .kind = kind,
                                    .people = who,
                                    .npeople = with.p ? 2 : 1 };

    return appointment_book(a, d->case_id, STR_NULL, &in, id);
}

static enum appointment_state state_of(struct desk *d, struct str id)
{
    struct act a = desk_act(d, d->ana, false);
    struct appointment p = { 0 };

    CHECK_ACT(a, appointment_find(&a, d->case_id, id, &p));
    return p.state;
}

static enum contact_answer may(struct desk *d, struct str person, enum contact_channel channel)
{
    struct act a = kit_act(d, d->ana);
    struct contact_asked q = {
        .child_id = d->maya, .person_id = person, .channel = channel, .day = a.today
    };
    struct contact_reply r = { 0 };

    CHECK_ACT(a, contact_ask(&a, d->case_id, &q, &r));
    return r.answer;
}

static struct str protective_order(struct desk *d)
{
    struct matter_input court = { .court = STR("Superior Court"), .docket = STR("26-0117") };
    struct act a = kit_act(d, d->ana);
    struct order_input in = { .matter = &court,
                              .kind = STR("protective"),
                              .title = STR("Protective order"),
                              .signed_on = RW_NO_DATE,
                              .effective_on = a.today,
                              .expires_on = RW_NO_DATE,
                              .report_rule = STR("none"),
                              .report_every_days = DB_NULL_I64,
                              .report_before_days = DB_NULL_I64 };
    struct str id = STR_NULL;

    CHECK_ACT(a, order_add(&a, d->case_id, &in, &id));
    return id;
}

/* Every kind of appointment, every way of contact, everybody who works here. */
TEST_BOTH(under_a_protective_order_every_channel_is_closed_to_everybody)
{
    struct desk d;
    struct cast c;
    const struct choice_list *kinds;
    size_t i, w;

    desk_open(&d, k);
    cast_make(&d, &c);
    CHECK(may(&d, d.dana, CHANNEL_MAIL) == CONTACT_NOT_KNOWN);
    protective_order(&d);
    for (i = 0; i < CONTACT_CHANNELS; i++)
        CHECK(may(&d, d.dana, (enum contact_channel)i) == CONTACT_NO);
    kinds = list_of(&d.app, LIST_APPOINTMENT_KINDS);
    for (w = 0; w < CAST_MAX; w++)
        for (i = 0; i < kinds->nitems; i++) {
            struct act a = cast_act(&d, &c, w);
            struct str id;

            if (book(&a, &d, kinds->items[i].code, d.dana, 2, &id) == RW_OK)
                fail_msg("%s: %.*s", c.all[w].who, STR_ARG(kinds->items[i].code));
        }
    desk_close(&d);
}

TEST_BOTH(
    the_reporters_clock_stops_with_the_agencys_reference_and_not_with_a_word_to_the_supervisor)
{
    struct desk d;
    struct cast c;
    struct concern seen;
    struct act a;
    struct str id;
    size_t i;

    desk_open(&d, k);
    cast_make(&d, &c);
    d.now_utc += 8 * 3600 + 5 * 60; /* five past five in the afternoon */
    id = press(&d, d.sam);
    d.now_utc += 3600;
    a = cast_act(&d, &c, 3); /* the supervisor reads it, and so knows */
    CHECK_ACT(a, concern_get(&a, d.case_id, id, &seen));
    CHECK(seen.clock.state == CLOCK_RUNNING || seen.clock.state == CLOCK_AMBER);
    CHECK(!concern_may_add(&a, &seen, STEP_REPORT));
    CHECK(step(&d, a, id, STEP_REPORT, STR_NULL) == RW_ENOTFOUND);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, concern_get(&a, d.case_id, id, &seen));
    CHECK(seen.clock.state != CLOCK_REPORTED);
    CHECK(step(&d, a, id, STEP_REPORT, STR_NULL) == RW_OK);
    CHECK_ACT(a, concern_get(&a, d.case_id, id, &seen));
    CHECK(seen.clock.state == CLOCK_REPORTED);
    for (i = 0; i < CAST_MAX; i++) {
        /* lead, reporter, supervisor of the case, who stands in */
        bool told = i == 0 || i == 1 || i == 3 || i == CAST_MAX - 1;

        a = cast_act(&d, &c, i);
        if ((concern_get(&a, d.case_id, id, &seen) == RW_OK) != told)
            fail_msg("%s", c.all[i].who);
    }
    desk_close(&d);
}

TEST_BOTH(where_both_must_consent_and_one_has_signed_no_session_of_the_child_can_be_booked)
{
    static const char *const kinds[] = { "child", "child_remote", "contact", "family" };
    struct desk d;
    struct cast c;
    struct act a;
    struct str id;
    size_t i, w;

    desk_open(&d, k);
    cast_make(&d, &c);
    CHECK(consent_kit_word(&d, d.robin, "withdrawn") == RW_OK);
    for (w = 0; w < CAST_MAX; w++)
        for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            a = cast_act(&d, &c, w);
            if (book(&a, &d, str_of(kinds[i]), i < 2 ? STR_NULL : d.dana, 2, &id) == RW_OK)
                fail_msg("%s: %s", c.all[w].who, kinds[i]);
        }
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, book(&a, &d, STR("safety"), STR_NULL, 3, &id)); /* safety waits for nobody */
    desk_close(&d);
}

static bool sign_is_open(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    return case_sign(&a, &rows, protocol_sign(&d->protocol, STR("CI1")), d->maya).open;
}

static enum rw_status close_sign(struct desk *d, struct str paper)
{
    struct act a = kit_act(d, d->ana);
    struct override_input in = { .criterion = STR("CI1"),
                                 .child_id = d->maya,
                                 .rationale = STR("The agency closed it."),
                                 .until = RW_NO_DATE,
                                 .second_on = RW_NO_DATE,
                                 .document_id = paper };

    return checkpoint_override(&a, d->case_id, &in);
}

static enum rw_status sign_second(struct desk *d, struct str account)
{
    struct act a = kit_act(d, account);
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    CHECK(rows.noverrides > 0);
    return checkpoint_second(&a, d->case_id, rows.overrides[rows.noverrides - 1].id,
                             STR("I have read the agency's letter."));
}

/* The family meets in the office when it happens. */
static void to_the_office(struct desk *d)
{
    static const char *const way[] = { "G0", "G1", "G2", "G3", "G3b" };
    size_t i;

    for (i = 0; i < sizeof way / sizeof *way; i++)
        kit_pass(d, d->maya, way[i]);
    CHECK_STR(kit_child(d, d->maya).level, "L4");
}

TEST_BOTH(a_concern_is_closed_with_the_agencys_paper_and_two_signatures_and_contact_restarts_lower)
{
    struct desk d;
    struct str id, paper;

    desk_open(&d, k);
    to_the_office(&d);
    id = press(&d, d.ana);
    CHECK(sign_is_open(&d));
    d.now_utc += 60;
    CHECK(close_sign(&d, STR_NULL) == RW_EINPUT); /* alone, without a paper */
    paper = kit_paper(&d, "letter.pdf");
    CHECK(close_sign(&d, paper) == RW_EINPUT); /* a paper, and nothing reported */
    CHECK(step(&d, kit_act(&d, d.ana), id, STEP_REPORT, STR_NULL) == RW_OK);
    CHECK(close_sign(&d, paper) == RW_EINPUT); /* reported, and not cleared */
    CHECK(step(&d, kit_act(&d, d.ana), id, STEP_CLOSURE, paper) == RW_OK);
    d.now_utc += 60;
    CHECK(close_sign(&d, paper) == RW_OK);
    CHECK(sign_is_open(&d));
    CHECK(sign_second(&d, d.ana) == RW_EINPUT); /* one's own second is none */
    CHECK(sign_is_open(&d));
    CHECK(sign_second(&d, d.sam) == RW_OK);
    CHECK(!sign_is_open(&d));
    kit_all_yes(&d, d.maya, "G-PAUSE");
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK);
    kit_all_yes(&d, d.maya, "G-RES");
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).level, "L3");
    desk_close(&d);
}

/* The only licence of that account ends on this day. */
static void licensed_to(struct desk *d, struct str account, struct date until)
{
    struct licence_input in = { .type = STR("lcsw"),
                                .number = STR("7730"),
                                .region = STR("Oregon"),
                                .issued_on = RW_NO_DATE,
                                .expires_on = until };
    struct act a;

    kit_unlicense(d, account);
    a = desk_act(d, account, true);
    CHECK_ACT(a, licence_add(&a, STR_NULL, &in, NULL));
}

TEST_BOTH(a_licence_that_ends_tonight_lets_its_lead_begin_and_sign_nothing_tomorrow)
{
    struct licence_line *lines;
    struct desk d;
    struct act a;
    struct str id;
    size_t n;

    desk_open(&d, k);
    kit_all_yes(&d, d.maya, "G0");
    a = kit_act(&d, d.ana);
    licensed_to(&d, d.ana, a.today);
    CHECK(kit_check(&d, d.maya, "G0").outcome == GATE_ELIGIBLE);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, licence_warnings(&a, &lines, &n));
    CHECK(n == 1 && lines[0].notice.days == 0);
    CHECK(book(&a, &d, STR("contact"), d.dana, 1, &id) == RW_EINPUT);
    CHECK_STR(str_of(a.bad.list[0].field), "clinician");
    d.now_utc += 86400;
    a = desk_act(&d, d.ana, true);
    CHECK(credential_must_sign(&a, a.today) == RW_EINPUT);
    CHECK(kit_decide(&d, d.maya, "G0", "advance", &id) == RW_EINPUT);
    CHECK(kit_check(&d, d.maya, "G0").outcome == GATE_BLOCKED);
    CHECK(!kit_child(&d, d.maya).phase.p);
    desk_close(&d);
}

/* A family that came in under way: contact in the office, the clinician near. */
static void near_by(struct desk *d)
{
    struct person_input adult = { .kind = STR("adult"), .name = STR("Dana"), .birth = RW_NO_DATE };
    struct role_input role = { .role = STR("contact_parent"),
                               .relation = STR("mother"),
                               .reason = STR("As the papers say.") };
    struct act a;

    d->case_id = kit_under_way(d, "P4", "L5", &d->maya);
    a = kit_act(d, d->ana);
    CHECK_ACT(a, person_add(&a, d->case_id, &adult, &d->dana));
    role.person_id = d->dana;
    role.child_id = d->maya;
    role.from_on = date_add(a.today, -3);
    CHECK_ACT(a, person_role_add(&a, d->case_id, &role));
    CHECK_ACT(a, assignment_add(&a, d->case_id, d->sam, STR("co")));
    CHECK(consent_kit_custody(d, "sole", &d->dana, 1, consent_kit_paper(d), false) == RW_OK);
    CHECK(consent_kit_word(d, d->dana, "paper") == RW_OK);
    CHECK_STR(kit_child(d, d->maya).level, "L5");
}

/* Somebody outside reports it; the clinician finds reasonable cause. Answers the concern. */
static struct str reported(struct desk *d, struct str planned)
{
    struct act a = (d->now_utc += 60, kit_act(d, d->sam));
    struct allegation_input in = { .from_other = STR("A teacher"),
                                   .about_person = d->dana,
                                   .child_id = d->maya,
                                   .on = a.today,
                                   .words = STR("Touched under the clothes.") };
    struct triage_input made = { .outcome = STR("concern"),
                                 .reasons = STR("Told unasked, and in detail."),
                                 .consulted_on = RW_NO_DATE };
    struct str id = STR_NULL;

    CHECK_ACT(a, allegation_add(&a, d->case_id, &in, &made.allegation_id));
    CHECK(state_of(d, planned) == APPOINTMENT_STOPPED);
    a = (d->now_utc += 60, kit_act(d, d->ana));
    CHECK(book(&a, d, STR("contact"), d->dana, 4, &id) == RW_EINPUT);
    a = kit_act(d, d->ana);
    CHECK_ACT(a, allegation_triage_add(&a, d->case_id, &made, &id));
    return id;
}

/* Neither the practice nor its lead alone lets contact go on: the court, or somebody who knows abuse. */
TEST_BOTH(a_report_of_sexual_abuse_during_contact_suspends_it_until_order_or_expert_are_on_paper)
{
    struct str planned, alone, id, paper;
    struct desk d;
    struct act a;
    unsigned c;

    desk_open(&d, k);
    near_by(&d);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, book(&a, &d, STR("contact"), d.dana, 2, &planned));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, book(&a, &d, STR("child"), STR_NULL, 3, &alone));
    id = reported(&d, planned);
    CHECK(sign_is_open(&d));
    CHECK(state_of(&d, alone) == APPOINTMENT_PLANNED);
    for (c = 0; c < CONTACT_CHANNELS; c++)
        CHECK(may(&d, d.dana, (enum contact_channel)c) == CONTACT_NO);
    a = kit_act(&d, d.ana);
    CHECK(book(&a, &d, STR("contact_remote"), d.dana, 4, &planned) == RW_EINPUT);
    CHECK(step(&d, kit_act(&d, d.ana), id, STEP_REPORT, STR_NULL) == RW_OK);
    CHECK(step(&d, kit_act(&d, d.ana), id, STEP_COURT_ORDER, STR_NULL) == RW_EINPUT);
    CHECK(step(&d, kit_act(&d, d.ana), id, STEP_CONSULTATION, STR_NULL) == RW_EINPUT);
    paper = kit_paper(&d, "order.pdf");
    CHECK(step(&d, kit_act(&d, d.ana), id, STEP_CONSULTATION, paper) ==
          RW_EINPUT); /* not asked yet */
    d.now_utc += 60;
    CHECK(close_sign(&d, paper) == RW_EINPUT);
    CHECK(step(&d, kit_act(&d, d.ana), id, STEP_COURT_ORDER, paper) == RW_OK);
    CHECK(close_sign(&d, paper) == RW_OK);
    CHECK(sign_is_open(&d));
    CHECK(sign_second(&d, d.sam) == RW_OK);
    CHECK(!sign_is_open(&d));
    CHECK(state_of(&d, planned) == APPOINTMENT_STOPPED); /* nothing comes back by itself */
    desk_close(&d);
}

TEST_BOTH(a_concern_during_contact_in_the_office_stops_what_is_planned_and_asks_for_outside_papers)
{
    struct desk d;
    struct act a;
    struct str planned, alone, id;
    unsigned c;

    desk_open(&d, k);
    to_the_office(&d);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, book(&a, &d, STR("contact"), d.dana, 2, &planned));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, book(&a, &d, STR("child"), STR_NULL, 3, &alone));
    d.now_utc += 60;
    id = press(&d, d.sam);
    CHECK(state_of(&d, planned) == APPOINTMENT_STOPPED);
    CHECK(state_of(&d, alone) == APPOINTMENT_PLANNED);
    for (c = 0; c < CONTACT_CHANNELS; c++)
        CHECK(may(&d, d.dana, (enum contact_channel)c) == CONTACT_NO);
    a = kit_act(&d, d.ana);
    CHECK(book(&a, &d, STR("contact"), d.dana, 4, &planned) == RW_EINPUT);
    CHECK(step(&d, kit_act(&d, d.sam), id, STEP_REPORT, STR_NULL) == RW_OK);
    CHECK(step(&d, kit_act(&d, d.sam), id, STEP_COURT_ORDER, STR_NULL) == RW_EINPUT);
    CHECK(step(&d, kit_act(&d, d.sam), id, STEP_CONSULTATION, STR_NULL) == RW_EINPUT);
    desk_close(&d);
}
