/* Custody, consent, agreement and the child's answer through the use cases, on both engines
 * (REWEAVE_TEST_PG). */
#include "app/appointment.h"
#include "app/caseload.h"
#include "app/consent.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"
#include "support/consent_kit.h"

#include <string.h>

static enum rw_status book(struct desk *d, struct str account, const char *kind,
                           const struct str *people, size_t n, struct act *a, struct str *id)
{
    static int32_t hour;
    struct appointment_input in = { .clinician = d->ana,
                                    .at_min = 9 * 60,
                                    .minutes = 50,
                                    .kind = str_of(kind),
                                    .people = people,
                                    .npeople = n };

    *a = desk_act(d, account, false);
    in.on = date_add(a->today, 2 + hour++);
    return appointment_book(a, d->case_id, STR(""), &in, id);
}

static bool refused_with(const struct act *a, const char *field, const char *words)
{
    size_t i;

    for (i = 0; i < a->bad.n; i++)
        if (str_is(str_of(a->bad.list[i].field), field) &&
            strstr(str_z(a->mem, a->bad.list[i].text), words))
            return true;
    return false;
}

static enum criterion_state state_of(struct desk *d, const char *gate, const char *criterion,
                                     struct str person)
{
    struct gate_result r = kit_check(d, d->maya, gate);

    return kit_result(&r, criterion, person)->state;
}

TEST_BOTH(both_must_consent_and_one_has_not_no_child_session_can_be_booked)
{
    struct desk d;
    struct act a;
    struct str id, robin;

    desk_open(&d, k);
    robin = d.robin;
    CHECK(consent_kit_word(&d, d.robin, "withdrawn") == RW_OK);
    CHECK(book(&d, d.ana, "child", &d.maya, 1, &a, &id) == RW_EINPUT);
    CHECK(refused_with(&a, "people", "Robin, father, has withdrawn consent") ||
          refused_with(&a, "people", "Robin, father has withdrawn consent"));
    CHECK(book(&d, d.olga, "contact", &d.maya, 1, &a, &id) == RW_EINPUT);
    CHECK(refused_with(&a, "people", "awaits consent"));
    CHECK(book(&d, d.ana, "parent", &robin, 1, &a, &id) == RW_OK);
    CHECK(book(&d, d.ana, "safety", &d.maya, 1, &a, &id) == RW_OK);
    d.now_utc += 60;
    CHECK(consent_kit_word(&d, d.robin, "signed") == RW_EINPUT ||
          book(&d, d.ana, "child", &d.maya, 1, &a, &id) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(unknown_custody_awaits_consent_and_says_so)
{
    struct desk d;
    struct act a;
    struct str noor, id;
    struct appointment_input in = { .at_min = 9 * 60, .minutes = 50, .kind = STR("child") };
    struct str other;

    desk_open(&d, k);
    other = desk_family(&d, d.ana, "Birch", &noor);
    a = desk_act(&d, d.ana, false);
    in.clinician = d.ana;
    in.on = date_add(a.today, 3);
    in.people = &noor;
    in.npeople = 1;
    CHECK(appointment_book(&a, other, STR(""), &in, &id) == RW_EINPUT);
    CHECK(refused_with(&a, "people", "Who may consent for Noor is not recorded yet."));
    desk_close(&d);
}

TEST_BOTH(a_typed_signature_needs_the_whole_name_and_the_witness_with_both_factors)
{
    struct desk d;
    struct act a;
    struct consent_input in = { .how = STR("signed"),
                                .served = RW_NO_DATE,
                                .delivered = RW_NO_DATE,
                                .typed_name = STR("Danna") };

    desk_open(&d, k);
    in.child_id = d.maya;
    in.person_id = d.dana;
    a = desk_act(&d, d.ana, true);
    in.on = a.today;
    CHECK(consent_record(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(refused_with(&a, "typed_name", "Dana"));
    in.typed_name = STR("Dana");
    a = desk_act(&d, d.ana, false);
    CHECK(consent_record(&a, d.case_id, &in) == RW_EDENIED);
    a = desk_act(&d, d.ana, true);
    CHECK_ACT(a, consent_record(&a, d.case_id, &in));
    a = desk_act(&d, d.olga, true);
    CHECK(consent_record(&a, d.case_id, &in) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(custody_names_the_right_number_of_adults_of_the_case)
{
    struct desk d;
    struct str both[2], foreign = STR("aaaaaaaaaaaaaaaaaaaaaaaaaa");

    desk_open(&d, k);
    both[0] = d.dana;
    both[1] = d.robin;
    CHECK(consent_kit_custody(&d, "sole", both, 2, STR_NULL, false) == RW_EINPUT);
    CHECK(consent_kit_custody(&d, "joint_both", both, 1, STR_NULL, false) == RW_EINPUT);
    CHECK(consent_kit_custody(&d, "joint_both", both, 0, STR_NULL, false) == RW_EINPUT);
    CHECK(consent_kit_custody(&d, "split", both, 2, STR_NULL, false) == RW_EINPUT);
    CHECK(consent_kit_custody(&d, "sole", &d.maya, 1, STR_NULL, false) == RW_ENOTFOUND);
    CHECK(consent_kit_custody(&d, "sole", both, 1, foreign, false) == RW_ENOTFOUND);
    CHECK(consent_kit_custody(&d, "sole", both, 1, STR_NULL, false) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(custody_answers_its_criterion_once_it_has_a_document_and_the_orders_are_known)
{
    struct desk d;
    struct str both[2];

    desk_open(&d, k);
    both[0] = d.dana;
    both[1] = d.robin;
    CHECK(state_of(&d, "G0", "G0.c", STR_NULL) == CRITERION_UNKNOWN);
    d.now_utc += 60;
    CHECK(consent_kit_custody(&d, "joint_both", both, 2, consent_kit_paper(&d), true) == RW_OK);
    CHECK(state_of(&d, "G0", "G0.c", STR_NULL) == CRITERION_PASS);
    d.now_utc += 60;
    CHECK(consent_kit_custody(&d, "joint_both", both, 2, STR_NULL, true) == RW_OK);
    CHECK(state_of(&d, "G0", "G0.c", STR_NULL) == CRITERION_FAIL);
    CHECK(kit_record(&d, "G0.c", d.maya, STR_NULL, "yes") == RW_EINPUT);
    CHECK(state_of(&d, "G0", "G0.c", STR_NULL) == CRITERION_FAIL);
    desk_close(&d);
}

TEST_BOTH(each_parent_signs_the_newest_whole_agreement)
{
    struct desk d;
    struct act a;
    struct str id;
    struct agreement_item_input one = { .code = STR("goals"), .words = STR("As planned.") };

    desk_open(&d, k);
    CHECK(state_of(&d, "G1", "G1.i", d.dana) == CRITERION_UNKNOWN);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, agreement_add(&a, d.case_id, a.today, &one, 1, &id));
    CHECK(consent_kit_agree(&d, d.maya, d.dana) == RW_EINPUT);
    a = desk_act(&d, d.ana, false);
    CHECK(agreement_items_add(&a, d.case_id, id, &one, 1) == RW_ECONFLICT);
    consent_kit_agreement(&d);
    d.now_utc += 60;
    CHECK(consent_kit_agree(&d, d.maya, d.dana) == RW_OK);
    CHECK(state_of(&d, "G1", "G1.i", d.dana) == CRITERION_PASS);
    CHECK(state_of(&d, "G1", "G1.i", d.robin) == CRITERION_UNKNOWN);
    d.now_utc += 60;
    CHECK(consent_kit_word(&d, d.robin, "declined") == RW_OK);
    CHECK(state_of(&d, "G1", "G1.i", d.robin) == CRITERION_FAIL);
    consent_kit_agreement(&d);
    CHECK(state_of(&d, "G1", "G1.i", d.dana) == CRITERION_UNKNOWN);
    desk_close(&d);
}

TEST_BOTH(what_does_not_apply_needs_its_reason)
{
    struct desk d;
    struct act a;
    struct str id;
    struct agreement_item_input item = { .code = STR("court"), .not_applicable = true };

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    CHECK(agreement_add(&a, d.case_id, a.today, &item, 1, &id) == RW_EINPUT);
    CHECK(refused_with(&a, "court", "why this does not apply"));
    item.words = STR("No court is involved.");
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, agreement_add(&a, d.case_id, a.today, &item, 1, &id));
    desk_close(&d);
}

TEST_BOTH(the_childs_answer_to_the_next_step_counts_from_its_day)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(state_of(&d, "G3", "G3.b", STR_NULL) == CRITERION_UNKNOWN);
    CHECK(consent_kit_answer(&d, d.maya, STR_NULL, "slower") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.b", STR_NULL) == CRITERION_PASS);
    d.now_utc += 60;
    CHECK(consent_kit_answer(&d, d.maya, STR_NULL, "not_sure") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.b", STR_NULL) == CRITERION_FAIL);
    d.now_utc += 60;
    CHECK(consent_kit_answer(&d, d.maya, STR_NULL, "not_asked") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.b", STR_NULL) == CRITERION_UNKNOWN);
    d.now_utc += 60;
    CHECK(consent_kit_answer(&d, d.maya, STR_NULL, "yes") == RW_OK);
    d.now_utc += 15 * 86400;
    CHECK(state_of(&d, "G3", "G3.b", STR_NULL) != CRITERION_PASS);
    desk_close(&d);
}

TEST_BOTH(a_no_ends_the_appointment_without_saying_why_and_it_cannot_be_held)
{
    struct desk d;
    struct act a;
    struct appointment found;
    struct str id;

    desk_open(&d, k);
    CHECK(book(&d, d.ana, "child", &d.maya, 1, &a, &id) == RW_OK);
    CHECK(consent_kit_answer(&d, d.maya, id, "no") == RW_OK);
    a = desk_act(&d, d.olga, false);
    CHECK_ACT(a, appointment_find(&a, d.case_id, id, &found));
    CHECK(found.state == APPOINTMENT_CANCELLED);
    CHECK_STR(found.reason, "Clinical review");
    d.now_utc += 40 * 86400;
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a,
              appointment_mark(&a, d.case_id, id, APPOINTMENT_REOPEN, found.row.version, STR_NULL));
    a = desk_act(&d, d.ana, false);
    CHECK(appointment_mark(&a, d.case_id, id, APPOINTMENT_HOLD, found.row.version + 1, STR_NULL) ==
          RW_EINPUT);
    CHECK(refused_with(&a, "", "clinical review"));
    desk_close(&d);
}

TEST_BOTH(what_was_recorded_of_consent_stays)
{
    struct desk d;
    struct act a;
    struct consent_row *rows;
    size_t n;

    desk_open(&d, k);
    a = desk_act(&d, d.ana, false);
    CHECK_ACT(a, consent_list(&a, d.case_id, &rows, &n));
    CHECK(n == 2);
    CHECK_STR(rows[0].how, "paper");
    desk_close(&d);
}
