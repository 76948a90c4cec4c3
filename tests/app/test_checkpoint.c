/* From what is recorded to what a checkpoint says of it, on both engines (REWEAVE_TEST_PG). */
#include "app/person.h"
#include "gen/queries.h"
#include "support/checkpoint_kit.h"

static const struct gate *next_of(struct desk *d, struct str child)
{
    struct person_row row = kit_child(d, child);
    struct act a = kit_act(d, d->ana);

    CHECK_ACT(a, act_allow(&a, row.case_id, CAP_CHECKPOINT_READ, CLASS_S, false));
    return checkpoint_next(&a, &row);
}

TEST_BOTH(checkpoint_lets_a_child_from_intake_to_preparation_by_records_and_decisions)
{
    struct person_row kid;
    struct str id;
    struct desk d;

    desk_open(&d, k);
    CHECK_STR(next_of(&d, d.maya)->id, "G0");
    CHECK(kit_check(&d, d.maya, "G0").outcome == GATE_BLOCKED);
    CHECK(kit_decide(&d, d.maya, "G0", "advance", &id) == RW_EINPUT);
    CHECK(!kit_child(&d, d.maya).phase.p);
    kit_all_yes(&d, d.maya, "G0");
    CHECK(kit_check(&d, d.maya, "G0").outcome == GATE_ELIGIBLE);
    CHECK(!kit_child(&d, d.maya).phase.p);
    CHECK(kit_decide(&d, d.maya, "G0", "advance", &id) == RW_OK);
    CHECK_STR(kit_child(&d, d.maya).phase, "P1");
    CHECK_STR(next_of(&d, d.maya)->id, "G1");
    kit_pass(&d, d.maya, "G1");
    kid = kit_child(&d, d.maya);
    CHECK_STR(kid.phase, "P2");
    CHECK_STR(kid.passed, "G0 G1");
    CHECK_STR(next_of(&d, d.maya)->id, "G2");
    desk_close(&d);
}

TEST_BOTH(checkpoint_blocks_on_what_is_not_recorded)
{
    const struct criterion_result *x;
    struct gate_result r;
    struct desk d;

    desk_open(&d, k);
    r = kit_check(&d, d.maya, "G0");
    CHECK(r.nblocking == r.nresults - 3 && r.recommendation == RECOMMEND_HOLD);
    CHECK(kit_result(&r, "G0.f", STR_NULL)->state == CRITERION_PASS); /* the lead's own record */
    CHECK(kit_result(&r, "G0.a", STR_NULL)->state == CRITERION_PASS); /* no case without referral */
    CHECK(kit_result(&r, "G0.b", STR_NULL)->state == CRITERION_PASS); /* everybody is there */
    CHECK(kit_record(&d, "G1.e", d.maya, d.dana, "yes") == RW_OK);
    r = kit_check(&d, d.maya, "G1");
    x = kit_result(&r, "G1.e", d.dana);
    CHECK(x->state == CRITERION_PASS && !x->blocks);
    CHECK_STR(x->adult->name, "Dana, mother");
    x = kit_result(&r, "G1.e", d.robin);
    CHECK(x->state == CRITERION_UNKNOWN && x->blocks);
    CHECK(kit_record(&d, "G1.e", d.maya, d.robin, "no") == RW_OK);
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.e", d.robin)->state == CRITERION_FAIL);
    desk_close(&d);
}

TEST_BOTH(checkpoint_never_reads_the_silence_of_the_register_as_good_news)
{
    struct gate_result r;
    struct desk d;

    desk_open(&d, k);
    CHECK(kit_record(&d, "G1.c", d.maya, STR_NULL, "yes") == RW_EINPUT); /* the register says it */
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.c", STR_NULL)->state == CRITERION_UNKNOWN);
    CHECK(kit_signs(&d, d.maya, NULL) == RW_OK);
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.c", STR_NULL)->state == CRITERION_PASS);
    desk_close(&d);
}

TEST_BOTH(checkpoint_sign_opens_at_once_and_is_not_closed_by_a_look)
{
    struct person_input kid = { .kind = STR("child"), .name = STR("Leo") };
    struct gate_result r;
    struct str leo = STR_NULL;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK(date_parse(STR("2013-05-01"), &kid.birth));
    CHECK_ACT(a, person_add(&a, d.case_id, &kid, &leo));
    CHECK(kit_signs(&d, d.maya, "CI1") == RW_OK);
    CHECK(kit_signs(&d, leo, NULL) == RW_OK);
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.c", STR_NULL)->state == CRITERION_FAIL);
    CHECK(kit_result(&r, "G1.c", STR_NULL)->nevidence == 1);
    r = kit_check(&d, leo, "G1");
    CHECK(kit_result(&r, "G1.c", STR_NULL)->state == CRITERION_PASS);
    CHECK(kit_signs(&d, d.maya, NULL) == RW_EINPUT);
    CHECK(kit_signs(&d, d.maya, "CI1") == RW_OK);
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.c", STR_NULL)->blocks);
    desk_close(&d);
}

TEST_BOTH(checkpoint_record_of_the_case_answers_for_every_child)
{
    struct criterion_record_row *rows;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    CHECK(kit_record(&d, "G2.e", d.maya, d.dana, "yes") == RW_OK);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, q_criterion_record_list(
                     a.db, a.mem, &(struct q_criterion_record_list_in){ .case_id = d.case_id },
                     &rows, &n, &a.err));
    CHECK(n == 1 && !rows[0].child_id.p && !rows[0].person_id.p);
    CHECK(kit_record(&d, "G1.e", STR_NULL, d.dana, "yes") == RW_OK);
    CHECK(kit_record(&d, "G1.a", STR_NULL, STR_NULL, "yes") == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(checkpoint_record_says_what_is_wrong_and_keeps_nothing)
{
    struct criterion_record_row *rows;
    struct desk d;
    struct act a;
    size_t n;

    desk_open(&d, k);
    CHECK(kit_record(&d, "G1.f", d.maya, STR_NULL, "na") == RW_EINPUT);
    CHECK(kit_record(&d, "G1.f", d.maya, STR_NULL, "perhaps") == RW_EINPUT);
    CHECK(kit_record(&d, "G1.f", d.maya, STR_NULL, "number") == RW_EINPUT);
    CHECK(kit_record(&d, "G1.e", d.maya, STR_NULL, "yes") == RW_EINPUT);
    CHECK(kit_record(&d, "G3.a", d.maya, d.robin, "yes") == RW_EINPUT);
    CHECK(kit_record(&d, "G1.e", d.maya, d.maya, "yes") == RW_EINPUT);
    CHECK(kit_record(&d, "ALL.c", d.maya, STR_NULL, "yes") == RW_EINPUT);
    CHECK(kit_record(&d, "CI1", d.maya, STR_NULL, "no") == RW_ENOTFOUND);
    CHECK(kit_record(&d, "G9.z", d.maya, STR_NULL, "yes") == RW_ENOTFOUND);
    CHECK(kit_record(&d, "G1.e", d.maya, id_new(&d.mem), "yes") == RW_ENOTFOUND);
    CHECK(kit_record(&d, "G1.a", d.dana, STR_NULL, "yes") == RW_ENOTFOUND);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, q_criterion_record_list(
                     a.db, a.mem, &(struct q_criterion_record_list_in){ .case_id = d.case_id },
                     &rows, &n, &a.err));
    CHECK(n == 0);
    desk_close(&d);
}

TEST_BOTH(checkpoint_record_refuses_tomorrow_no_words_and_a_paper_of_elsewhere)
{
    struct record_input in = {
        .criterion = STR("G1.f"), .result = STR("yes"), .number = DB_NULL_I64, .statement = STR(" ")
    };
    struct str stranger, paper;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    stranger = id_new(&d.mem);
    paper = kit_paper(&d, "referral.pdf");
    in.on = date_add(a.today, 1);
    CHECK(checkpoint_record(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("on")).p && problem_of(&a.bad, STR("statement")).p);
    a = kit_act(&d, d.ana);
    in.on = a.today;
    in.statement = STR("The referral.");
    in.documents = &stranger;
    in.ndocuments = 1;
    CHECK(checkpoint_record(&a, d.case_id, &in) == RW_ENOTFOUND);
    in.documents = &paper;
    CHECK_ACT(a, checkpoint_record(&a, d.case_id, &in));
    desk_close(&d);
}

/* The result about the side at which nobody is recorded. */
static const struct criterion_result *missing_of(const struct gate_result *r, const char *criterion)
{
    static const struct criterion_result none;
    size_t i;

    for (i = 0; i < r->nresults; i++)
        if (str_is(r->results[i].criterion->id, criterion) && !r->results[i].adult)
            return &r->results[i];
    fail_msg("nobody is missing for %s", criterion);
    return &none; /* never: a path for those who read every path */
}

TEST_BOTH(checkpoint_asks_about_the_adults_of_today)
{
    struct role_input role = { .role = STR("extended"), .relation = STR("mother") };
    struct person_input aunt = { .kind = STR("adult"), .name = STR("Iva"), .birth = RW_NO_DATE };
    struct gate_result r;
    struct str iva = STR_NULL;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, person_add(&a, d.case_id, &aunt, &iva));
    role.person_id = iva;
    role.role = STR("guardian");
    role.relation = STR("aunt");
    role.from_on = a.today;
    CHECK_ACT(a, person_role_add(&a, d.case_id, &role));
    r = kit_check(&d, d.maya, "G0");
    CHECK(kit_result(&r, "G0.g", iva)->blocks);
    role.from_on = date_add(a.today, 0);
    role.person_id = d.dana;
    role.child_id = d.maya;
    role.role = STR("extended");
    role.relation = STR("mother");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, person_role_add(&a, d.case_id, &role));
    r = kit_check(&d, d.maya, "G0");
    CHECK(kit_record(&d, "G1.e", d.maya, d.dana, "yes") == RW_EINPUT);
    CHECK(r.nresults == 12 && !missing_of(&r, "G0.g")->adult);
    desk_close(&d);
}

TEST_BOTH(checkpoint_takes_it_once_with_a_reason_that_there_is_no_such_adult)
{
    struct role_input role = { .role = STR("extended"), .relation = STR("mother") };
    const struct criterion_result *x;
    struct gate_result r;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK(kit_record(&d, "G1.e", d.maya, STR_NULL, "na") == RW_EINPUT);
    a = kit_act(&d, d.ana);
    role.person_id = d.dana;
    role.child_id = d.maya;
    role.from_on = a.today;
    CHECK_ACT(a, person_role_add(&a, d.case_id, &role));
    r = kit_check(&d, d.maya, "G1");
    x = missing_of(&r, "G1.e");
    CHECK(x->blocks && x->state == CRITERION_UNKNOWN && x->override == OVERRIDE_DOCUMENT);
    CHECK(kit_record(&d, "G1.e", d.maya, STR_NULL, "yes") == RW_EINPUT);
    CHECK(kit_record(&d, "G1.e", STR_NULL, STR_NULL, "na") == RW_EINPUT);
    CHECK(kit_record(&d, "G1.e", d.maya, STR_NULL, "na") == RW_OK);
    r = kit_check(&d, d.maya, "G1");
    x = missing_of(&r, "G1.e");
    CHECK(!x->blocks && x->not_applicable && x->record);
    CHECK(kit_result(&r, "G1.e", d.robin)->blocks);
    desk_close(&d);
}

TEST_BOTH(checkpoint_is_closed_to_the_front_desk_and_to_strangers)
{
    struct record_input in = {
        .criterion = STR("G1.f"), .result = STR("yes"), .number = DB_NULL_I64, .statement = STR("x")
    };
    struct str other, noor = STR_NULL;
    struct case_rows rows;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = desk_act(&d, d.olga, true);
    in.on = a.today;
    CHECK(case_rows_load(&a, d.case_id, &rows) == RW_ENOTFOUND);
    CHECK(checkpoint_record(&a, d.case_id, &in) == RW_ENOTFOUND);
    other = desk_family(&d, d.ana, "Birch", &noor);
    a = kit_act(&d, d.sam);
    CHECK(case_rows_load(&a, other, &rows) == RW_ENOTFOUND);
    CHECK(kit_record(&d, "G1.a", noor, STR_NULL, "yes") == RW_ENOTFOUND);
    CHECK(kit_signs(&d, noor, NULL) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(checkpoint_of_a_family_under_way_begins_where_it_came_in)
{
    struct str noor = STR_NULL, id, own;
    struct gate_result r;
    struct desk d;

    desk_open(&d, k);
    own = d.case_id;
    d.case_id = kit_under_way(&d, "P4", "L5", &noor);
    CHECK_STR(next_of(&d, noor)->id, "G4");
    CHECK(kit_decide(&d, noor, "G3b", "advance", &id) == RW_EINPUT);
    r = kit_check(&d, noor, "G4");
    CHECK(kit_result(&r, "G0.j", STR_NULL)->state == CRITERION_CARRIED);
    CHECK(kit_decide(&d, noor, "G4", "step_back", &id) == RW_OK);
    CHECK_STR(kit_child(&d, noor).phase, "P3");
    CHECK_STR(kit_child(&d, noor).level, "L0");
    CHECK_STR(next_of(&d, noor)->id, "G3");
    r = kit_check(&d, noor, "G3");
    CHECK(kit_result(&r, "G3.f", STR_NULL)->state == CRITERION_UNKNOWN);
    CHECK(kit_result(&r, "G0.j", STR_NULL)->state == CRITERION_CARRIED);
    d.case_id = own;
    desk_close(&d);
}

TEST_BOTH(checkpoint_is_judged_by_the_protocol_that_the_case_pins)
{
    struct protocol other;
    struct gate_result r;
    struct case_rows rows;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    other = d.protocol;
    other.pass.sha256 = hash_sha256(&d.mem, STR("a newer one"));
    d.app.protocols = &d.protocol;
    d.app.nprotocols = 1;
    d.app.protocol = &other;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, case_rows_load(&a, d.case_id, &rows));
    CHECK(rows.protocol == &d.protocol);
    CHECK_STR(next_of(&d, d.maya)->id, "G0");
    d.app.nprotocols = 0;
    CHECK_ACT(a, case_rows_load(&a, d.case_id, &rows));
    CHECK(!rows.protocol && !next_of(&d, d.maya));
    CHECK(checkpoint_check(&a, &rows, case_child(&rows, d.maya), &d.protocol.gates[0], &r) ==
          RW_EDEP);
    d.app.protocol = &d.protocol;
    desk_close(&d);
}
