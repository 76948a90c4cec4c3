/* Orders as restrictions, the one question about contact, and notices to the court, through the use
 * cases, on both engines (REWEAVE_TEST_PG). */
#include "app/restriction.h"

#include "app/appointment.h"
#include "app/caseload.h"
#include "app/contact.h"
#include "app/court.h"
#include "app/court_notice.h"
#include "app/note.h"
#include "support/checkpoint_kit.h"

#include <string.h>

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    CHECK(date_parse(str_of(iso), &d));
    return d;
}

static struct str make_order(struct desk *d, const char *kind, const char *title, const char *from)
{
    struct matter_input court = { .court = STR("Superior Court"), .docket = STR("26-0117") };
    struct order_input in = { .matter = &court,
                              .kind = str_of(kind),
                              .title = str_of(title),
                              .signed_on = RW_NO_DATE,
                              .effective_on = day(from),
                              .expires_on = RW_NO_DATE,
                              .report_rule = STR("none"),
                              .report_every_days = DB_NULL_I64,
                              .report_before_days = DB_NULL_I64 };
    struct act a = kit_act(d, d->ana);
    struct str id = STR_NULL;

    CHECK_ACT(a, order_add(&a, d->case_id, &in, &id));
    return id;
}

static struct restriction_input term(struct desk *d, struct str order, const char *says)
{
    return (struct restriction_input){ .order_id = order,
                                       .child_id = d->maya,
                                       .person_id = d->dana,
                                       .says = str_of(says),
                                       .effective_on = RW_NO_DATE,
                                       .expires_on = RW_NO_DATE };
}

static struct str enter(struct desk *d, const struct restriction_input *in)
{
    struct act a = kit_act(d, d->ana);
    struct str id = STR_NULL;

    CHECK_ACT(a, restriction_add(&a, d->case_id, in, &id));
    return id;
}

static struct contact_reply ask(struct desk *d, struct str person, enum contact_channel channel,
                                const char *level)
{
    struct act a = kit_act(d, d->ana);
    struct contact_asked q = { .child_id = d->maya,
                               .person_id = person,
                               .channel = channel,
                               .level = str_of(level),
                               .day = a.today };
    struct contact_reply r = { 0 };

    CHECK_ACT(a, contact_ask(&a, d->case_id, &q, &r));
    return r;
}

static const struct court_notice_row *notices(struct desk *d, size_t *n)
{
    struct act a = kit_act(d, d->ana);
    struct court_notice_row *rows = NULL;

    CHECK_ACT(a, court_notice_list(&a, d->case_id, &rows, n));
    return rows;
}

static enum rw_status open_sign(struct desk *d, const char *code, struct str person)
{
    struct act a = kit_act(d, d->ana);
    struct sign_open one = { .code = str_of(code), .person_id = person };
    struct signs_input in = { .child_id = d->maya,
                              .open = &one,
                              .nopen = 1,
                              .on = a.today,
                              .statement = STR("Seen today."),
                              .conduct = true };

    return checkpoint_signs(&a, d->case_id, &in);
}

static enum rw_status book(struct desk *d, struct act *a, struct str account, const char *kind)
{
    struct str who[2] = { d->maya, d->dana };
    struct appointment_input in = { .clinician = d->ana,
                                    .on = day("2026-03-04"),
                                    .at_min = 600,
                                    .minutes = 45,
                                    .kind = str_of(kind),
                                    .room = STR("Room 2"),
                                    .people = who,
                                    .npeople = 2 };
    struct str id;

    *a = kit_act(d, account);
    return appointment_book(a, d->case_id, STR_NULL, &in, &id);
}

TEST_BOTH(contact_is_not_known_until_somebody_says_whether_there_is_an_order)
{
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    CHECK(ask(&d, d.dana, CHANNEL_IN_PERSON, NULL).answer == CONTACT_NOT_KNOWN);
    a = kit_act(&d, d.ana);
    CHECK(restriction_no_order(&a, d.case_id, STR(" "), &id) == RW_EINPUT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, restriction_no_order(&a, d.case_id, STR("Both say so."), &id));
    CHECK(ask(&d, d.dana, CHANNEL_IN_PERSON, NULL).answer == CONTACT_YES);
    (void)make_order(&d, "therapy", "Order for therapy", "2026-02-01");
    CHECK(ask(&d, d.dana, CHANNEL_IN_PERSON, NULL).answer == CONTACT_NOT_KNOWN);
    a = kit_act(&d, d.ana);
    CHECK(restriction_no_order(&a, d.case_id, STR("Both say so."), &id) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(contact_that_an_order_forbids_is_refused_with_its_sentence)
{
    struct desk d;
    struct restriction_input in;
    struct contact_reply r;

    desk_open(&d, k);
    in = term(&d, make_order(&d, "therapy", "Order for therapy", "2026-02-01"), "forbidden");
    in.channels = CHANNEL_BIT(CHANNEL_IN_PERSON);
    enter(&d, &in);
    r = ask(&d, d.dana, CHANNEL_IN_PERSON, NULL);
    CHECK(r.answer == CONTACT_NO && r.nsources == 1);
    CHECK_STR(r.sentence,
              "“Order for therapy”, in effect from 1 Feb 2026, forbids contact in person.");
    CHECK(str_eq(r.sources[0].order_id, in.order_id));
    CHECK(ask(&d, d.dana, CHANNEL_MAIL, NULL).answer == CONTACT_YES);
    CHECK(ask(&d, d.robin, CHANNEL_IN_PERSON, NULL).answer == CONTACT_YES);
    CHECK(ask(&d, d.dana, CHANNEL_MAIL, "L1").answer == CONTACT_YES);
    CHECK(ask(&d, d.dana, CHANNEL_MAIL, "L4").answer == CONTACT_NO);
    desk_close(&d);
}

TEST_BOTH(contact_under_a_protective_order_is_closed_by_every_channel_until_a_later_one)
{
    struct desk d;
    struct restriction_input in;
    unsigned c;

    desk_open(&d, k);
    (void)make_order(&d, "protective", "Protective order", "2026-01-10");
    CHECK(ask(&d, d.robin, CHANNEL_MAIL, NULL).answer == CONTACT_NO);
    in = term(&d, make_order(&d, "no_contact", "Bail terms", "2026-01-20"), "forbidden");
    in.channels = CHANNEL_BIT(CHANNEL_PHONE);
    enter(&d, &in);
    for (c = 0; c < CONTACT_CHANNELS; c++)
        CHECK(ask(&d, d.dana, (enum contact_channel)c, NULL).answer == CONTACT_NO);
    in = term(&d, make_order(&d, "therapy", "Order for therapy", "2026-02-01"), "allowed");
    enter(&d, &in);
    for (c = 0; c < CONTACT_CHANNELS; c++)
        CHECK(ask(&d, d.dana, (enum contact_channel)c, NULL).answer == CONTACT_NO);
    desk_close(&d);
}

TEST_BOTH(contact_follows_the_later_order_only_in_what_it_states)
{
    struct desk d;
    struct restriction_input in;
    struct contact_reply r;

    desk_open(&d, k);
    in = term(&d, make_order(&d, "therapy", "First order", "2026-01-10"), "forbidden");
    in.channels = CHANNEL_BIT(CHANNEL_IN_PERSON);
    in.supervision = STR("therapist_in_room");
    enter(&d, &in);
    in = term(&d, make_order(&d, "custody", "Second order", "2026-02-10"), "allowed");
    in.channels = CHANNEL_BIT(CHANNEL_IN_PERSON);
    enter(&d, &in);
    r = ask(&d, d.dana, CHANNEL_IN_PERSON, "L4");
    CHECK(r.answer == CONTACT_YES && r.nsources == 2);
    CHECK_STR(r.sources[1].sentence, "“First order”, in effect from 10 Jan 2026, asks for a "
                                     "therapist in the room at least.");
    CHECK(ask(&d, d.dana, CHANNEL_IN_PERSON, "L5").answer == CONTACT_NO);
    desk_close(&d);
}

TEST_BOTH(booking_refuses_who_may_not_meet_and_tells_the_office_no_reason)
{
    struct desk d;
    struct restriction_input in;
    struct str why;
    struct act a;

    desk_open(&d, k);
    in = term(&d, make_order(&d, "therapy", "Order for therapy", "2026-02-01"), "forbidden");
    in.channels = CHANNEL_BIT(CHANNEL_IN_PERSON);
    enter(&d, &in);
    CHECK(book(&d, &a, d.ana, "contact") == RW_EINPUT);
    CHECK_STR(problem_of(&a.bad, STR("people")),
              "Maya and Dana may not be in contact that day. “Order for therapy”, in effect from "
              "1 Feb 2026, forbids contact in person.");
    CHECK(book(&d, &a, d.ana, "child") == RW_EINPUT);
    CHECK(book(&d, &a, d.olga, "contact") == RW_EINPUT);
    why = problem_of(&a.bad, STR("people"));
    CHECK_STR(why, "Maya and Dana may not be in contact that day. Please ask the clinician of this "
                   "case.");
    CHECK_ACT(a, book(&d, &a, d.ana, "contact_remote"));
    desk_close(&d);
}

TEST_BOTH(what_happened_all_the_same_is_written_down)
{
    struct desk d;
    struct restriction_input in;
    struct note_person who[2] = { 0 };
    struct note_input note;
    struct note_saved saved;
    struct act a;

    desk_open(&d, k);
    in = term(&d, make_order(&d, "therapy", "Order for therapy", "2026-02-01"), "forbidden");
    enter(&d, &in);
    a = kit_act(&d, d.ana);
    who[0].person_id = d.maya;
    who[1].person_id = d.dana;
    note = (struct note_input){ .kind = STR("contact"),
                                .cls = STR("S"),
                                .on = a.today,
                                .at_min = 480,
                                .minutes = 20,
                                .people = who,
                                .npeople = 2,
                                .body = STR("They met in the street.") };
    CHECK_ACT(a, note_save(&a, d.case_id, note_new_id(&a, d.case_id), &note, &saved));
    desk_close(&d);
}

TEST_BOTH(a_warning_sign_stops_contact_with_whom_it_concerns)
{
    struct desk d;
    struct contact_reply r;
    struct str id;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, restriction_no_order(&a, d.case_id, STR("Both say so."), &id));
    CHECK(open_sign(&d, "CI2", d.dana) == RW_OK);
    r = ask(&d, d.dana, CHANNEL_VIDEO, NULL);
    CHECK(r.answer == CONTACT_NO && r.sources[0].stop);
    CHECK_STR(r.sentence, "A warning sign is open since 2 Mar 2026: illness of mind that is "
                          "untreated or unstable now.");
    CHECK(ask(&d, d.dana, CHANNEL_MAIL, NULL).answer == CONTACT_YES);
    CHECK(ask(&d, d.robin, CHANNEL_VIDEO, NULL).answer == CONTACT_YES);
    CHECK(book(&d, &a, d.ana, "contact") == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(a_sign_about_accountability_alone_stops_no_contact)
{
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, restriction_no_order(&a, d.case_id, STR("Both say so."), &id));
    CHECK(open_sign(&d, "CI5", d.dana) == RW_OK);
    CHECK(ask(&d, d.dana, CHANNEL_MAIL, NULL).answer == CONTACT_YES);
    desk_close(&d);
}

TEST_BOTH(a_sign_without_a_person_stops_contact_with_everyone)
{
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, restriction_no_order(&a, d.case_id, STR("Both say so."), &id));
    CHECK(open_sign(&d, "CI1", STR_NULL) == RW_OK);
    CHECK(ask(&d, d.dana, CHANNEL_MAIL, NULL).answer == CONTACT_NO);
    CHECK(ask(&d, d.robin, CHANNEL_MAIL, NULL).answer == CONTACT_NO);
    desk_close(&d);
}

/* Acceptance: the court orders contact while a sign is open. */
TEST_BOTH(an_order_that_requires_stopped_contact_makes_one_notice_due_the_next_working_day)
{
    struct desk d;
    struct restriction_input in;
    const struct court_notice_row *rows;
    struct court_notice_step step;
    struct agenda_row *lines;
    struct act a;
    size_t n, i, seen = 0;

    desk_open(&d, k);
    CHECK(open_sign(&d, "CI4", d.dana) == RW_OK);
    in = term(&d, make_order(&d, "custody", "Order for contact", "2026-03-01"), "required");
    in.channels = CHANNEL_BIT(CHANNEL_IN_PERSON);
    in.ceiling = STR("L6");
    enter(&d, &in);
    CHECK(ask(&d, d.dana, CHANNEL_IN_PERSON, "L6").answer == CONTACT_NO);
    CHECK(ask(&d, d.dana, CHANNEL_IN_PERSON, "L6").conflict);
    rows = notices(&d, &n);
    CHECK(n == 1);
    CHECK_STR(rows[0].kind, "conflict");
    CHECK_STR(rows[0].due_on, "2026-03-03");
    CHECK(!strstr(str_z(&d.mem, rows[0].words), "distress"));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, caseload_lines(&a, a.today, day("2026-03-09"), &lines, &i));
    while (i > 0)
        seen += str_is(lines[--i].kind, "court_notice") && str_is(lines[i].state, "open");
    CHECK(seen == 1);
    CHECK(open_sign(&d, "CI4", d.dana) == RW_OK);
    (void)notices(&d, &n);
    CHECK(n == 1);
    step = (struct court_notice_step){ .id = rows[0].id,
                                       .version = rows[0].version,
                                       .on = a.today,
                                       .words = STR("Court and both counsel") };
    CHECK_ACT(a, court_notice_sent(&a, d.case_id, &step));
    a = kit_act(&d, d.ana);
    CHECK(court_notice_sent(&a, d.case_id, &step) == RW_ECONFLICT);
    step.version++;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, court_notice_answered(&a, d.case_id, &step));
    rows = notices(&d, &n);
    CHECK_STR(rows[0].state, "answered");
    CHECK_STR(rows[0].sent_to, "Court and both counsel");
    desk_close(&d);
}

TEST_BOTH(a_clarification_waits_five_working_days_and_says_what_is_missing)
{
    struct desk d;
    struct court_notice_input in = { .kind = STR("clarification") };
    const struct court_notice_row *rows;
    struct str id;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in.order_id = make_order(&d, "therapy", "Order for therapy", "2026-02-01");
    a = kit_act(&d, d.ana);
    CHECK(court_notice_add(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("words")).len);
    in.words = STR("How often, and for how long?");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, court_notice_add(&a, d.case_id, &in, &id));
    rows = notices(&d, &n);
    CHECK(n == 1);
    CHECK_STR(rows[0].due_on, "2026-03-09");
    in.order_id = id;
    a = kit_act(&d, d.ana);
    CHECK(court_notice_add(&a, d.case_id, &in, &id) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(what_was_entered_ends_once_and_is_never_changed)
{
    struct desk d;
    struct restriction_input in;
    struct restriction_row *rows;
    struct str first;
    struct act a;
    size_t n;

    desk_open(&d, k);
    in = term(&d, make_order(&d, "therapy", "Order for therapy", "2026-02-01"), "forbidden");
    first = enter(&d, &in);
    d.now_utc++;
    in.replaces = first;
    in.says = STR("allowed");
    enter(&d, &in);
    CHECK(ask(&d, d.dana, CHANNEL_MAIL, NULL).answer == CONTACT_YES);
    a = kit_act(&d, d.ana);
    CHECK(restriction_add(&a, d.case_id, &in, &first) == RW_ECONFLICT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, restriction_list(&a, d.case_id, &rows, &n));
    CHECK(n == 2 && rows[0].ended_utc.p && !rows[1].ended_utc.p);
    CHECK_STR(rows[0].says, "forbidden");
    a = kit_act(&d, d.ana);
    CHECK(restriction_end(&a, d.case_id, rows[1].id, STR("")) == RW_EINPUT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, restriction_end(&a, d.case_id, rows[1].id, STR("Entered by mistake.")));
    a = kit_act(&d, d.ana);
    CHECK(restriction_end(&a, d.case_id, rows[1].id, STR("Again.")) == RW_ECONFLICT);
    desk_close(&d);
}

TEST_BOTH(what_an_order_says_is_checked_before_it_is_kept)
{
    struct desk d;
    struct restriction_input in;
    struct str id;
    struct act a;

    desk_open(&d, k);
    in = term(&d, make_order(&d, "therapy", "Order for therapy", "2026-02-01"), "perhaps");
    in.supervision = STR("a dog");
    in.ceiling = STR("L99");
    in.minutes_max = -1;
    in.effective_on = day("2026-03-02");
    in.expires_on = day("2026-03-01");
    a = kit_act(&d, d.ana);
    CHECK(restriction_add(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("says")).len && problem_of(&a.bad, STR("supervision")).len);
    CHECK(problem_of(&a.bad, STR("ceiling")).len && problem_of(&a.bad, STR("minutes_max")).len);
    CHECK(problem_of(&a.bad, STR("expires_on")).len && a.bad.n == 5);
    in = term(&d, in.order_id, NULL);
    a = kit_act(&d, d.ana);
    CHECK(restriction_add(&a, d.case_id, &in, &id) == RW_EINPUT);
    in.says = STR("allowed");
    in.child_id = d.dana;
    a = kit_act(&d, d.ana);
    CHECK(restriction_add(&a, d.case_id, &in, &id) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(orders_and_what_they_say_are_no_business_of_the_office_or_of_strangers)
{
    struct desk d;
    struct restriction_input in;
    struct restriction_row *rows;
    struct contact_reply r;
    struct contact_asked q;
    struct str id, child, other;
    struct act a;
    size_t n;

    desk_open(&d, k);
    other = desk_family(&d, d.sam, "Beech", &child);
    in = term(&d, make_order(&d, "therapy", "Order for therapy", "2026-02-01"), "forbidden");
    a = kit_act(&d, d.olga);
    CHECK(restriction_add(&a, d.case_id, &in, &id) == RW_ENOTFOUND);
    a = kit_act(&d, d.olga);
    CHECK(restriction_list(&a, d.case_id, &rows, &n) == RW_ENOTFOUND);
    a = kit_act(&d, d.ana);
    CHECK(restriction_list(&a, other, &rows, &n) == RW_ENOTFOUND);
    q = (struct contact_asked){ .child_id = child, .person_id = d.dana, .day = a.today };
    a = kit_act(&d, d.ana);
    CHECK(contact_ask(&a, d.case_id, &q, &r) == RW_ENOTFOUND);
    desk_close(&d);
}

/* ---- checkpoints ---- */

static enum criterion_state stands(struct desk *d, const char *gate, const char *criterion)
{
    struct gate_result r = kit_check(d, d->maya, gate);

    return kit_result(&r, criterion, STR_NULL)->state;
}

TEST_BOTH(a_checkpoint_asks_whether_each_order_is_entered)
{
    struct desk d;
    struct str order, id;
    struct act a;

    desk_open(&d, k);
    CHECK(kit_record(&d, "G0.d", STR_NULL, STR_NULL, "yes") != RW_OK);
    CHECK(stands(&d, "G0", "G0.d") == CRITERION_UNKNOWN);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, restriction_no_order(&a, d.case_id, STR("Both say so."), &id));
    CHECK(stands(&d, "G0", "G0.d") == CRITERION_PASS);
    order = make_order(&d, "sealing", "Sealing order", "2026-02-01");
    CHECK(stands(&d, "G0", "G0.d") == CRITERION_FAIL);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, restriction_nothing(&a, d.case_id, order, STR("About the file alone."), &id));
    CHECK(stands(&d, "G0", "G0.d") == CRITERION_PASS);
    a = kit_act(&d, d.ana);
    CHECK(restriction_nothing(&a, d.case_id, order, STR("Once more."), &id) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(a_checkpoint_asks_the_orders_themselves_whether_they_allow_the_step)
{
    struct desk d;
    struct restriction_input in;

    desk_open(&d, k);
    CHECK(stands(&d, "G3", "G3.g") == CRITERION_UNKNOWN);
    in = term(&d, make_order(&d, "therapy", "Order for therapy", "2026-02-01"), "allowed");
    CHECK(stands(&d, "G3", "G3.g") == CRITERION_UNKNOWN);
    enter(&d, &in);
    CHECK(stands(&d, "G3", "G3.g") == CRITERION_PASS);
    CHECK(stands(&d, "G4", "G4.b") == CRITERION_UNKNOWN);
    in.says = STR_NULL;
    in.ceiling = STR("L6");
    enter(&d, &in);
    CHECK(stands(&d, "G4", "G4.b") == CRITERION_FAIL);
    in.ceiling = STR_NULL;
    in.says = STR("forbidden");
    in.channels =
        CHANNEL_BIT(CHANNEL_MAIL) | CHANNEL_BIT(CHANNEL_TEXT) | CHANNEL_BIT(CHANNEL_PORTAL);
    enter(&d, &in);
    CHECK(stands(&d, "G3", "G3.g") == CRITERION_FAIL);
    desk_close(&d);
}
