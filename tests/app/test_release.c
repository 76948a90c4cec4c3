/* Releases, privilege and a young person's own consent through the use cases, on both engines
 * (REWEAVE_TEST_PG). */
#include "app/appointment.h"
#include "app/consent.h"
#include "app/intake.h"
#include "app/minor_consent.h"
#include "app/parity.h"
#include "support/consent_kit.h"
#include "support/request_kit.h"

static enum release_state state_of(struct desk *d, struct str id)
{
    struct act a = kit_act(d, d->ana);
    struct release_item x = { .state = RELEASE_CLOSED };

    CHECK_ACT(a, release_get(&a, d->case_id, id, &x));
    return x.state;
}

TEST_BOTH(a_release_by_one_parent_covers_that_parents_own_record)
{
    struct problems bad;
    struct desk d;
    struct str lee, id;

    desk_open(&d, k);
    lee = request_kit_professional(&d, "Lee Osei");
    CHECK(release_kit_add(&d, d.dana, lee, &d.dana, 1, &bad, &id) == RW_OK);
    CHECK(state_of(&d, id) == RELEASE_RUNS);
    CHECK(release_kit_add(&d, d.dana, lee, &d.robin, 1, &bad, &id) == RW_EINPUT);
    CHECK(problem_of(&bad, STR("signers")).p);
    CHECK(release_kit_add(&d, d.dana, d.dana, &d.dana, 1, &bad, &id) == RW_OK);
    CHECK(release_kit_add(&d, d.dana, d.maya, &d.dana, 1, &bad, &id) == RW_EINPUT);
    CHECK(problem_of(&bad, STR("recipient")).p);
    desk_close(&d);
}

TEST_BOTH(a_childs_record_needs_everybody_who_holds_custody_and_a_settled_privilege)
{
    struct problems bad;
    struct desk d;
    struct str lee, id, both[2];

    desk_open(&d, k);
    lee = request_kit_professional(&d, "Lee Osei");
    both[0] = d.dana;
    both[1] = d.robin;
    CHECK(release_kit_add(&d, d.maya, lee, both, 2, &bad, &id) == RW_EINPUT);
    CHECK(problem_of(&bad, STR("subject")).p);
    request_kit_settle(&d);
    CHECK(release_kit_add(&d, d.maya, lee, both, 1, &bad, &id) == RW_EINPUT);
    CHECK(problem_of(&bad, STR("signers")).p);
    CHECK(release_kit_add(&d, d.maya, lee, both, 2, &bad, &id) == RW_OK);
    both[1] = lee;
    CHECK(release_kit_add(&d, d.maya, lee, both, 2, &bad, &id) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(a_parent_whose_consent_is_not_needed_is_not_waited_for)
{
    struct desk d;
    struct str lee;

    desk_open(&d, k);
    lee = request_kit_professional(&d, "Lee Osei");
    request_kit_settle(&d);
    CHECK(release_kit_add(&d, d.maya, lee, &d.dana, 1, NULL, NULL) == RW_EINPUT);
    d.now_utc++;
    CHECK(consent_kit_word(&d, d.robin, "not_applicable") == RW_OK);
    CHECK(release_kit_add(&d, d.maya, lee, &d.robin, 1, NULL, NULL) == RW_EINPUT);
    CHECK(release_kit_add(&d, d.maya, lee, &d.dana, 1, NULL, NULL) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(a_holder_whom_the_court_named_signs_too)
{
    struct privilege_input in = { .holder = STR("gal"), .waiver = STR("not_waived") };
    struct problems bad;
    struct desk d;
    struct str lee, id, all[3];
    struct act a;

    desk_open(&d, k);
    lee = request_kit_professional(&d, "Lee Osei");
    in.person_id = d.maya;
    a = kit_act(&d, d.ana);
    in.on = a.today;
    CHECK(privilege_record(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("holder_id")).p);
    in.holder_id = lee;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, privilege_record(&a, d.case_id, &in));
    all[0] = d.dana;
    all[1] = d.robin;
    all[2] = lee;
    CHECK(release_kit_add(&d, d.maya, lee, all, 2, &bad, NULL) == RW_EINPUT);
    CHECK(problem_of(&bad, STR("subject")).p); /* without its document it settles nothing */
    in.document_id = kit_paper(&d, "Order.pdf");
    d.now_utc++;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, privilege_record(&a, d.case_id, &in));
    CHECK(release_kit_add(&d, d.maya, lee, all, 2, &bad, NULL) == RW_EINPUT);
    CHECK(problem_of(&bad, STR("signers")).p);
    CHECK(release_kit_add(&d, d.maya, lee, all, 3, &bad, &id) == RW_OK);
    desk_close(&d);
}

/* Two windows at once: what the second one read is older than what the first one wrote. */
TEST_BOTH(a_release_is_judged_where_it_is_written_and_not_as_it_was_read)
{
    struct privilege_input later = { .holder = STR("gal"), .waiver = STR("not_waived") };
    struct str parts[] = { STR("progress") }, id = STR_NULL, both[2], lee;
    struct release_input in = { .purpose = STR("coordination"),
                                .parts = parts,
                                .nparts = 1,
                                .to = RW_NO_DATE,
                                .expires = RW_NO_DATE,
                                .signers = both,
                                .nsigners = 2,
                                .method = STR("paper") };
    struct release_item *list;
    struct desk d;
    struct act first, second;
    size_t n;

    desk_open(&d, k);
    lee = request_kit_professional(&d, "Lee Osei");
    request_kit_settle(&d);
    both[0] = d.dana;
    both[1] = d.robin;
    in.subject_id = d.maya;
    in.recipient_id = lee;
    in.document_id = kit_paper(&d, "Release.pdf");
    later.holder_id = lee;
    later.document_id = kit_paper(&d, "Order.pdf");
    d.now_utc += 60;
    second = kit_act(&d, d.ana);
    in.from = in.signed_on = in.copy_on = second.today;
    CHECK_ACT(second, act_page_begin(&second));
    CHECK_ACT(second, release_list(&second, d.case_id, &list, &n));
    first = kit_act(&d, d.ana);
    later.person_id = d.maya;
    later.on = first.today;
    CHECK_ACT(first, privilege_record(&first, d.case_id, &later));
    CHECK(release_add(&second, d.case_id, &in, &id) == RW_EINPUT);
    act_page_end(&second);
    CHECK(problem_of(&second.bad, STR("signers")).p && !id.p); /* who holds the privilege now */
    first = kit_act(&d, d.ana);
    CHECK_ACT(first, release_list(&first, d.case_id, &list, &n));
    CHECK(n == 0);
    desk_close(&d);
}

TEST_BOTH(a_release_runs_out_or_is_taken_back_and_reads_so)
{
    struct desk d;
    struct str lee, id, other;
    struct act a;

    desk_open(&d, k);
    lee = request_kit_professional(&d, "Lee Osei");
    CHECK(release_kit_add(&d, d.dana, lee, &d.dana, 1, NULL, &id) == RW_OK);
    CHECK(release_kit_add(&d, d.robin, lee, &d.robin, 1, NULL, &other) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK(release_end(&a, d.case_id, other, a.today, STR("")) == RW_EINPUT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, release_end(&a, d.case_id, other, a.today, STR("By letter.")));
    CHECK(state_of(&d, other) == RELEASE_REVOKED);
    CHECK(release_end(&a, d.case_id, other, a.today, STR("Again.")) == RW_ECONFLICT);
    d.now_utc += INT64_C(180) * 86400;
    CHECK(state_of(&d, id) == RELEASE_RUNS);
    d.now_utc += 86400;
    CHECK(state_of(&d, id) == RELEASE_EXPIRED);
    desk_close(&d);
}

TEST_BOTH(closing_asks_that_no_release_runs)
{
    struct gate_result r;
    struct desk d;
    struct str lee, id;
    struct act a;

    desk_open(&d, k);
    lee = request_kit_professional(&d, "Lee Osei");
    r = kit_check(&d, d.maya, "G6");
    CHECK(kit_result(&r, "G6.e", STR_NULL)->state == CRITERION_UNKNOWN);
    CHECK(kit_record(&d, "G6.e", STR_NULL, STR_NULL, "yes") == RW_EINPUT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, release_none(&a, d.case_id, STR("Each parent says so.")));
    r = kit_check(&d, d.maya, "G6");
    CHECK(kit_result(&r, "G6.e", STR_NULL)->state == CRITERION_PASS);
    d.now_utc++;
    CHECK(release_kit_add(&d, d.dana, lee, &d.dana, 1, NULL, &id) == RW_OK);
    r = kit_check(&d, d.maya, "G6");
    CHECK(kit_result(&r, "G6.e", STR_NULL)->state == CRITERION_FAIL);
    a = kit_act(&d, d.ana);
    CHECK(release_none(&a, d.case_id, STR("None.")) == RW_EINPUT);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, release_end(&a, d.case_id, id, a.today, STR("The work is done.")));
    r = kit_check(&d, d.maya, "G6");
    CHECK(kit_result(&r, "G6.e", STR_NULL)->state == CRITERION_PASS);
    desk_close(&d);
}

static enum rw_status decide_on_referral(struct desk *d, struct str who, const char *outcome,
                                         const char *words, bool reauthed)
{
    struct act a = desk_act(d, who, reauthed);
    struct intake_decision_input in = { .outcome = str_of(outcome),
                                        .words = str_of(words),
                                        .on = a.today };

    d->now_utc++;
    return intake_decide(&a, d->case_id, &in);
}

TEST_BOTH(what_ended_with_the_case_stays_ended_when_it_is_taken_up_again)
{
    struct desk d;
    struct str lee, id;

    desk_open(&d, k);
    lee = request_kit_professional(&d, "Lee Osei");
    CHECK(release_kit_add(&d, d.dana, lee, &d.dana, 1, NULL, &id) == RW_OK);
    CHECK(decide_on_referral(&d, d.ana, "declined", "No room.", false) == RW_OK);
    CHECK(state_of(&d, id) == RELEASE_CLOSED);
    CHECK(decide_on_referral(&d, d.ana, "accepted", "", true) == RW_EINPUT);
    CHECK(decide_on_referral(&d, d.ana, "accepted", "Room again.", false) == RW_EDENIED);
    CHECK(decide_on_referral(&d, d.ana, "accepted", "Room again.", true) == RW_OK);
    CHECK(state_of(&d, id) == RELEASE_CLOSED);
    CHECK(release_kit_add(&d, d.dana, lee, &d.dana, 1, NULL, &id) == RW_OK);
    CHECK(state_of(&d, id) == RELEASE_RUNS);
    CHECK(decide_on_referral(&d, d.ana, "accepted", "", false) == RW_OK); /* it is open */
    desk_close(&d);
}

TEST_BOTH(a_case_is_taken_up_again_by_a_licensed_clinician)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(decide_on_referral(&d, d.ana, "declined", "No room.", false) == RW_OK);
    d.now_utc += INT64_C(3700) * 86400; /* no licence runs that long */
    CHECK(decide_on_referral(&d, d.ana, "accepted", "Room again.", true) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(the_closing_of_the_last_child_ends_every_release)
{
    struct desk d;
    struct str lee, id, decision;

    desk_open(&d, k);
    lee = request_kit_professional(&d, "Lee Osei");
    CHECK(release_kit_add(&d, d.dana, lee, &d.dana, 1, NULL, &id) == RW_OK);
    kit_all_yes(&d, d.maya, "G0");
    CHECK(kit_decide(&d, d.maya, "G0", "advance", &decision) == RW_OK);
    CHECK(state_of(&d, id) == RELEASE_RUNS);
    CHECK(kit_decide(&d, d.maya, "G-STOP", "stop", &decision) == RW_OK);
    CHECK(state_of(&d, id) == RELEASE_CLOSED);
    desk_close(&d);
}

/* -- a young person's own consent -------------------------------------------------------------- */

static enum rw_status own_consent(struct desk *d, struct str child, const char *name,
                                  bool withdrawn, struct problems *bad)
{
    struct act a = kit_act(d, d->ana);
    struct minor_consent_input in = {
        .child_id = child, .withdrawn = withdrawn, .on = a.today, .typed_name = str_of(name)
    };
    enum rw_status st = minor_consent_record(&a, d->case_id, &in);

    if (bad)
        *bad = a.bad;
    return st;
}

/* On paper, of an earlier day. */
static enum rw_status own_consent_on(struct desk *d, bool withdrawn, struct date on)
{
    struct act a = kit_act(d, d->ana);
    struct minor_consent_input in = { .child_id = d->maya,
                                      .withdrawn = withdrawn,
                                      .on = on,
                                      .document_id = kit_paper(d, "Own consent.pdf") };

    return minor_consent_record(&a, d->case_id, &in);
}

static bool own_stands(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct minor_consent_row *rows;
    size_t n;

    CHECK_ACT(a, minor_consent_list(&a, d->case_id, &rows, &n));
    return minor_consent_of(&a, rows, n, d->maya) != NULL;
}

static enum rw_status book(struct desk *d, const char *kind, const struct str *people, size_t n)
{
    struct act a = kit_act(d, d->ana);
    struct appointment_input in = { .clinician = d->ana,
                                    .on = date_add(a.today, 3),
                                    .at_min = 600,
                                    .minutes = 50,
                                    .kind = str_of(kind),
                                    .people = people,
                                    .npeople = n };
    struct str id;

    return appointment_book(&a, d->case_id, STR_NULL, &in, &id);
}

/* Maya was born on 2015-05-01. */
#define TWELVE INT64_C(1809190800) /* 2027-05-01T17:00:00Z */

TEST_BOTH(a_young_person_consents_alone_from_the_age_of_the_state)
{
    struct problems bad;
    struct desk d;

    desk_open(&d, k);
    d.app.region = STR("US-CA");
    CHECK(own_consent(&d, d.maya, "Maya", false, &bad) == RW_EINPUT);
    d.now_utc = TWELVE;
    CHECK(own_consent(&d, d.maya, "Mia", false, &bad) == RW_EINPUT);
    CHECK(problem_of(&bad, STR("typed_name")).p);
    CHECK(own_consent(&d, d.maya, "Maya", false, &bad) == RW_OK);
    d.app.region = STR("US-VT"); /* no rule of its own is carried: not known */
    CHECK(own_consent(&d, d.maya, "Maya", false, &bad) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(their_own_sessions_wait_for_no_adult_and_others_do)
{
    struct desk d;
    struct str two[2];

    desk_open(&d, k);
    d.app.region = STR("US-CA");
    d.now_utc = TWELVE;
    CHECK(consent_kit_word(&d, d.dana, "withdrawn") == RW_OK);
    two[0] = d.maya;
    two[1] = d.robin;
    CHECK(book(&d, "child", &d.maya, 1) == RW_EINPUT);
    CHECK(own_consent(&d, d.maya, "Maya", false, NULL) == RW_OK);
    CHECK(book(&d, "child", two, 2) == RW_EINPUT);
    CHECK(book(&d, "family", two, 2) == RW_EINPUT);
    CHECK(book(&d, "child", &d.maya, 1) == RW_OK);
    d.now_utc++;
    CHECK(own_consent(&d, d.maya, "", true, NULL) == RW_OK);
    d.now_utc += 86400;
    CHECK(book(&d, "child", &d.maya, 1) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(an_older_paper_found_later_does_not_undo_what_they_took_back)
{
    struct date first;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    d.app.region = STR("US-CA");
    d.now_utc = TWELVE + 20 * 86400;
    a = kit_act(&d, d.ana);
    first = date_add(a.today, -15);
    CHECK(own_consent_on(&d, true, date_add(first, 9)) == RW_OK);
    d.now_utc += 86400;
    CHECK(own_consent_on(&d, false, first) == RW_OK);
    CHECK(!own_stands(&d));
    CHECK(own_consent_on(&d, false, date_add(first, 10)) == RW_OK);
    CHECK(own_stands(&d));
    d.now_utc += 86400;
    CHECK(own_consent_on(&d, true, date_add(first, 1)) == RW_OK);
    CHECK(own_stands(&d));
    CHECK(own_consent_on(&d, true, date_add(first, 10)) == RW_OK);
    CHECK(!own_stands(&d));
    desk_close(&d);
}

TEST_BOTH(the_age_is_that_of_the_day_on_which_they_consented)
{
    struct desk d;
    struct act a;

    desk_open(&d, k);
    d.app.region = STR("US-CA");
    d.now_utc = TWELVE + 2 * 86400;
    a = kit_act(&d, d.ana);
    CHECK(own_consent_on(&d, false, date_add(a.today, -3)) == RW_EINPUT);
    CHECK(own_consent_on(&d, false, date_add(a.today, -2)) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(their_part_of_the_record_is_given_when_they_agree)
{
    struct problems bad;
    struct desk d;
    struct str id;
    struct act a;

    desk_open(&d, k);
    d.app.region = STR("US-CA");
    d.now_utc = TWELVE;
    request_kit_settle(&d);
    id = request_kit_ask(&d, d.robin);
    a = kit_act(&d, d.ana);
    CHECK(request_agreed(&a, d.case_id, id, a.today, STR("Yes.")) == RW_ENOTFOUND);
    CHECK(own_consent(&d, d.maya, "Maya", false, NULL) == RW_OK);
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, NULL, &bad) == RW_EINPUT);
    CHECK(request_kit_decide(&d, id, REQUEST_PART, "minor_consent", NULL) == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, request_agreed(&a, d.case_id, id, a.today, STR("She said yes to all of it.")));
    CHECK(request_kit_decide(&d, id, REQUEST_GIVEN, NULL, NULL) == RW_OK);
    desk_close(&d);
}

/* -- parity ------------------------------------------------------------------------------------ */

static void hold_session(struct desk *d, struct str person)
{
    struct act a = kit_act(d, d->ana);
    struct appointment_input in = { .clinician = d->ana,
                                    .on = a.today,
                                    .at_min = 480,
                                    .minutes = 50,
                                    .kind = STR("parent"),
                                    .people = &person,
                                    .npeople = 1 };
    struct str id;

    CHECK_ACT(a, appointment_book(&a, d->case_id, STR_NULL, &in, &id));
    CHECK_ACT(a, appointment_mark(&a, d->case_id, id, APPOINTMENT_HOLD, 1, STR_NULL));
}

TEST_BOTH(what_each_parent_was_offered_is_for_who_leads_or_supervises)
{
    struct parity_reason_input in = { .measure = STR("minutes"), .reason = STR("other") };
    struct parity_sheet s;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    hold_session(&d, d.dana);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, parity_sheet_of(&a, d.case_id, &s));
    CHECK(s.n == 2);
    CHECK_STR(s.names[0].label, "Dana, mother");
    CHECK(s.columns[0].figure[PARITY_MINUTES] == 50 && s.columns[1].figure[PARITY_MINUTES] == 0);
    CHECK(s.columns[0].figure[PARITY_INTERVIEW] == 50);
    CHECK(s.apart[PARITY_MINUTES] && s.apart[PARITY_OFFERED] && !s.apart[PARITY_LETTERS]);
    CHECK(parity_reason_record(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("words")).p);
    a = kit_act(&d, d.ana);
    in.words = STR("Robin comes next week.");
    CHECK_ACT(a, parity_reason_record(&a, d.case_id, &in));
    CHECK_ACT(a, parity_sheet_of(&a, d.case_id, &s));
    CHECK(s.nreasons == 1);
    a = kit_act(&d, d.sam);
    CHECK(parity_sheet_of(&a, d.case_id, &s) == RW_ENOTFOUND);
    a = desk_act(&d, d.olga, true);
    CHECK(parity_sheet_of(&a, d.case_id, &s) == RW_ENOTFOUND);
    desk_close(&d);
}
