/* Readiness and commitments through the use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/lists.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"
#include "support/ready_kit.h"

static enum criterion_state state_of(struct desk *d, const char *gate, const char *criterion,
                                     struct str person)
{
    struct gate_result r = kit_check(d, d->maya, gate);

    return kit_result(&r, criterion, person)->state;
}

static size_t items_of(struct desk *d, enum sheet_form form, struct str person,
                       const struct choice *const **items)
{
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    return sheet_items(&a, &rows, form, case_person(&rows, person), items);
}

static size_t ratings(struct desk *d, enum sheet_form form, struct rating_row **rows)
{
    struct act a = kit_act(d, d->ana);
    size_t n = 0;

    CHECK_ACT(a, rating_list(&a, d->case_id, form, rows, &n));
    return n;
}

TEST_BOTH(both_parents_are_asked_the_same_and_promise_the_same)
{
    const struct choice *const *one, *const *other;
    struct desk d;
    size_t n, i, shared = 0;

    desk_open(&d, k);
    CHECK(items_of(&d, SHEET_READINESS, d.dana, &one) ==
          items_of(&d, SHEET_READINESS, d.robin, &other));
    n = items_of(&d, SHEET_READINESS, d.dana, &one);
    for (i = 0; i < n; i++)
        shared += str_eq(one[i]->label, other[i]->label);
    CHECK(shared == 7); /* six of both, and willingness */
    n = items_of(&d, SHEET_COMMITMENT, d.dana, &one);
    CHECK(n == 11 && n == items_of(&d, SHEET_COMMITMENT, d.robin, &other));
    for (i = 0; i < n; i++)
        CHECK_STR(one[i]->label, str_z(&d.mem, other[i]->label));
    n = items_of(&d, SHEET_RETURNING, d.dana, &one);
    CHECK(n == 8 && n == items_of(&d, SHEET_RETURNING, d.robin, &other));
    desk_close(&d);
}

TEST_BOTH(readiness_of_an_adult_stands_once_the_clinician_has_every_item)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(state_of(&d, "G3", "G3.a", d.dana) == CRITERION_UNKNOWN);
    CHECK(ready_kit_rate(&d, d.dana, "self", "3") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.a", d.dana) == CRITERION_UNKNOWN);
    CHECK(ready_kit_rate(&d, d.dana, "clinician", "2") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.a", d.dana) == CRITERION_PASS);
    CHECK(state_of(&d, "G3", "G3.a-home", d.robin) == CRITERION_UNKNOWN);
    CHECK(ready_kit_one(&d, d.dana, "clinician", "accepts_pace", "1") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.a", d.dana) == CRITERION_FAIL);
    CHECK(ready_kit_one(&d, d.dana, "clinician", "accepts_pace", "not_yet") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.a", d.dana) == CRITERION_PASS);
    CHECK(ready_kit_one(&d, d.dana, "clinician", "empathy", "unknown") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.a", d.dana) == CRITERION_UNKNOWN);
    desk_close(&d);
}

TEST_BOTH(willingness_of_an_adult_is_no_veto_and_a_childs_is)
{
    struct desk d;

    desk_open(&d, k);
    ready_kit_parents(&d, d.maya, "2");
    CHECK(ready_kit_one(&d, d.robin, "self", "willingness", "0") == RW_OK);
    CHECK(ready_kit_one(&d, d.robin, "clinician", "willingness", "0") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.a-home", d.robin) == CRITERION_PASS);
    ready_kit_child(&d, d.maya, "1");
    CHECK(state_of(&d, "G3", "G3.a-child", STR_NULL) == CRITERION_PASS);
    CHECK(ready_kit_one(&d, d.maya, "self", "willingness", "0") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.a-child", STR_NULL) == CRITERION_FAIL);
    desk_close(&d);
}

static enum rw_status raise(struct desk *d, struct str person, const char *words)
{
    struct act a = ready_kit_act(d, d->ana);
    struct sheet_input in = { .form = SHEET_READINESS,
                              .person_id = person,
                              .source = STR("self"),
                              .on = a.today,
                              .rests_on = STR("Said in the session of today."),
                              .good_faith = str_of(words) };

    return sheet_record(&a, d->case_id, &in);
}

TEST_BOTH(a_concern_raised_in_good_faith_lowers_nothing_and_opens_nothing)
{
    struct good_faith_report_row *raised;
    struct rating_row *rows;
    struct case_rows c;
    struct gate_result r;
    struct desk d;
    struct act a;
    size_t n, before, records;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_pass(&d, d.maya, "G1");
    kit_pass(&d, d.maya, "G2");
    kit_all_yes(&d, d.maya, "G3");
    CHECK(kit_check(&d, d.maya, "G3").outcome == GATE_ELIGIBLE);
    before = ratings(&d, SHEET_READINESS, &rows);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, case_rows_load(&a, d.case_id, &c));
    records = c.nrecords;
    for (n = 0; n < 5; n++)
        CHECK(raise(&d, d.robin, "She is afraid of the stairs there.") == RW_OK);
    CHECK(ratings(&d, SHEET_READINESS, &rows) == before);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, case_rows_load(&a, d.case_id, &c));
    CHECK(c.nrecords == records);
    r = kit_check(&d, d.maya, "G3");
    CHECK(r.outcome == GATE_ELIGIBLE);
    CHECK(kit_result(&r, "G3.a-home", d.robin)->state == CRITERION_PASS);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, good_faith_list(&a, d.case_id, &raised, &n));
    CHECK(n == 5);
    desk_close(&d);
}

TEST_BOTH(readiness_of_one_adult_alone_missing_leaves_the_decision_to_the_clinician)
{
    struct gate_result r;
    struct desk d;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_pass(&d, d.maya, "G1");
    kit_pass(&d, d.maya, "G2");
    kit_all_yes(&d, d.maya, "G3");
    CHECK(ready_kit_one(&d, d.robin, "clinician", "may_have_contact", "0") == RW_OK);
    r = kit_check(&d, d.maya, "G3");
    CHECK(r.duty_only && r.nblocking == 1);
    CHECK(ready_kit_one(&d, d.maya, "self", "willingness", "0") == RW_OK);
    CHECK(!kit_check(&d, d.maya, "G3").duty_only);
    desk_close(&d);
}

TEST_BOTH(readiness_says_what_is_wrong_and_keeps_nothing)
{
    struct sheet_line line = { .item = STR("regulation"), .value = STR("2") };
    struct sheet_input in = { .form = SHEET_READINESS,
                              .source = STR("clinician"),
                              .rests_on = STR("Seen."),
                              .lines = &line,
                              .n = 1 };
    struct rating_row *rows;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    in.on = a.today;
    in.person_id = id_new(&d.mem);
    CHECK(sheet_record(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(ready_kit_one(&d, d.dana, "observed", "regulation", "2") == RW_EINPUT);
    CHECK(ready_kit_one(&d, d.maya, "other", "willingness", "2") == RW_EINPUT);
    CHECK(ready_kit_one(&d, d.dana, "clinician", "regulation", "4") == RW_EINPUT);
    CHECK(ready_kit_one(&d, d.dana, "clinician", "regulation", "none_identified") == RW_EINPUT);
    CHECK(ready_kit_one(&d, d.dana, "clinician", "may_have_contact", "2") == RW_EINPUT);
    CHECK(ready_kit_one(&d, d.maya, "clinician", "regulation", "2") == RW_EINPUT);
    in.person_id = d.dana;
    in.rests_on = STR(" ");
    a = kit_act(&d, d.ana);
    CHECK(sheet_record(&a, d.case_id, &in) == RW_EINPUT);
    CHECK_STR(STR("rests_on"), a.bad.list[0].field);
    in.rests_on = STR("Seen.");
    in.on = date_add(in.on, 1);
    a = kit_act(&d, d.ana);
    CHECK(sheet_record(&a, d.case_id, &in) == RW_EINPUT);
    in.on = a.today;
    line.value = STR("");
    a = kit_act(&d, d.ana);
    CHECK(sheet_record(&a, d.case_id, &in) == RW_EINPUT);
    a = kit_act(&d, d.olga);
    line.value = STR("2");
    CHECK(sheet_record(&a, d.case_id, &in) == RW_ENOTFOUND);
    CHECK(ratings(&d, SHEET_READINESS, &rows) == 0);
    desk_close(&d);
}

TEST_BOTH(accountability_may_be_none_identified_with_what_it_rests_on)
{
    struct rating_row *rows;
    struct desk d;

    desk_open(&d, k);
    CHECK(ready_kit_rate(&d, d.robin, "clinician", "2") == RW_OK);
    CHECK(ready_kit_one(&d, d.robin, "clinician", "accountability", "none_identified") == RW_OK);
    CHECK(state_of(&d, "G3", "G3.a-home", d.robin) == CRITERION_PASS);
    CHECK(ratings(&d, SHEET_READINESS, &rows) == 12);
    CHECK_STR(rows[0].state, "none_identified");
    CHECK_STR(rows[0].words, "The session of today.");
    desk_close(&d);
}

TEST_BOTH(commitments_are_signed_by_each_adult_here_or_on_paper_or_declined)
{
    struct commitment_signature_row *rows;
    struct commitment_input in;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    CHECK(ready_kit_sign(&d, d.dana, "signed") == RW_OK);
    CHECK(state_of(&d, "G2", "G2.d", d.dana) == CRITERION_PASS);
    CHECK(state_of(&d, "G2", "G2.d", d.robin) == CRITERION_UNKNOWN);
    in = (struct commitment_input){ .person_id = d.robin,
                                    .how = STR("signed"),
                                    .typed_name = STR("Robin A.") };
    a = kit_act(&d, d.ana);
    in.on = a.today;
    CHECK(commitment_sign(&a, d.case_id, &in) == RW_EINPUT);
    in.how = STR("paper");
    a = kit_act(&d, d.ana);
    CHECK(commitment_sign(&a, d.case_id, &in) == RW_EINPUT);
    in.document_id = id_new(&d.mem);
    a = kit_act(&d, d.ana);
    CHECK(commitment_sign(&a, d.case_id, &in) == RW_ENOTFOUND);
    in.document_id = kit_paper(&d, "commitments.pdf");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, commitment_sign(&a, d.case_id, &in));
    CHECK(state_of(&d, "G2", "G2.d", d.robin) == CRITERION_PASS);
    d.now_utc += 60;
    CHECK(ready_kit_sign(&d, d.robin, "declined") == RW_OK);
    CHECK(state_of(&d, "G2", "G2.d", d.robin) == CRITERION_FAIL);
    a = desk_act(&d, d.ana, false);
    in = (struct commitment_input){ .person_id = d.dana, .how = STR("signed"), .on = a.today };
    in.typed_name = STR("Dana");
    CHECK(commitment_sign(&a, d.case_id, &in) != RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, commitment_list(&a, d.case_id, &rows, &n));
    CHECK(n == 3);
    desk_close(&d);
}

TEST_BOTH(a_week_and_a_return_are_kept_answer_by_answer)
{
    struct sheet_line week[] = { { .item = STR("patience"), .value = STR("3") },
                                 { .item = STR("steady"), .value = STR("1") } };
    struct sheet_line back[] = { { .item = STR("greeting"), .value = STR("yes") },
                                 { .item = STR("no_questions"), .value = STR("no") },
                                 { .item = STR("what_i_say"),
                                   .words = STR("Less than I thought.") } };
    struct sheet_input in = { .form = SHEET_COMMITMENT,
                              .source = STR("self"),
                              .rests_on = STR("Told by phone."),
                              .lines = week,
                              .n = 2 };
    struct rating_row *rows;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    in.on = a.today;
    in.person_id = d.dana;
    CHECK_ACT(a, sheet_record(&a, d.case_id, &in));
    CHECK(ratings(&d, SHEET_COMMITMENT, &rows) == 2);
    in.form = SHEET_RETURNING;
    in.lines = back;
    in.n = 3;
    in.person_id = d.robin;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, sheet_record(&a, d.case_id, &in));
    CHECK(ratings(&d, SHEET_RETURNING, &rows) == 3);
    back[0].value = STR("often");
    a = kit_act(&d, d.ana);
    CHECK(sheet_record(&a, d.case_id, &in) == RW_EINPUT);
    in.person_id = d.maya;
    a = kit_act(&d, d.ana);
    CHECK(sheet_record(&a, d.case_id, &in) == RW_EINPUT);
    desk_close(&d);
}
