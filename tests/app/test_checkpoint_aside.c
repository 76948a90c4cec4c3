/* What may be set aside, by whom and with whose second signature, on both engines
 * (REWEAVE_TEST_PG). */
#include "support/checkpoint_kit.h"
#include "support/ready_kit.h"

struct ask {
    const char *criterion;
    struct str person, document;
    int until_days; /* 0: none */
};

static struct override_input input_of(struct desk *d, const struct act *a, struct ask q)
{
    return (struct override_input){
        .criterion = str_of(q.criterion),
        .child_id = d->maya,
        .person_id = q.person,
        .rationale = STR("The school answers next week."),
        .until = q.until_days ? date_add(a->today, q.until_days) : RW_NO_DATE,
        .document_id = q.document,
        .second_on = RW_NO_DATE,
    };
}

static enum rw_status set_aside(struct desk *d, struct ask q)
{
    struct act a = kit_act(d, d->ana);
    struct override_input in = input_of(d, &a, q);

    return checkpoint_override(&a, d->case_id, &in);
}

static enum criterion_state state_of(struct desk *d, const char *gate, const char *criterion)
{
    struct gate_result r = kit_check(d, d->maya, gate);

    return kit_result(&r, criterion, STR_NULL)->state;
}

/* The newest row; there must be one. */
static struct str newest(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    CHECK(rows.noverrides > 0);
    return rows.overrides[rows.noverrides - 1].id;
}

TEST_BOTH(aside_by_the_treating_clinician_counts_at_once_where_the_class_allows)
{
    struct override_input in;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G0.i" }) == RW_OK);
    CHECK(state_of(&d, "G0", "G0.i") == CRITERION_OVERRIDDEN);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G0.i" }) == RW_EINPUT);
    kit_unlicense(&d, d.ana);
    a = kit_act(&d, d.ana);
    in = input_of(&d, &a, (struct ask){ .criterion = "G0.j" });
    CHECK(checkpoint_override(&a, d.case_id, &in) == RW_EINPUT);
    CHECK_STR(a.bad.list[0].text, "Only a licensed clinician can set this aside.");
    desk_credentials(&d, d.ana);
    a = kit_act(&d, d.ana);
    in.rationale = STR(" ");
    CHECK(checkpoint_override(&a, d.case_id, &in) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("rationale")).p);
    desk_close(&d);
}

TEST_BOTH(aside_is_refused_for_what_nobody_may_set_aside)
{
    struct desk d;

    desk_open(&d, k);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G0.e" }) == RW_EINPUT);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G0.g", .person = d.dana }) == RW_EINPUT);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G3.b" }) == RW_EINPUT);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G1.k" }) == RW_EINPUT);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G9.z" }) == RW_ENOTFOUND);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G0.i", .person = d.dana }) == RW_ENOTFOUND);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G2.d" }) == RW_ENOTFOUND);
    desk_close(&d);
}

TEST_BOTH(aside_in_a_group_waits_for_another_licensed_member)
{
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G1.a" }) == RW_EINPUT);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G1.a", .until_days = 31 }) == RW_EINPUT);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G1.a", .until_days = -1 }) == RW_EINPUT);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G1.a", .until_days = 30 }) == RW_OK);
    CHECK(state_of(&d, "G1", "G1.a") == CRITERION_UNKNOWN);
    a = kit_act(&d, d.ana);
    CHECK(checkpoint_second(&a, d.case_id, newest(&d), STR("Agreed.")) == RW_EINPUT);
    CHECK(state_of(&d, "G1", "G1.a") == CRITERION_UNKNOWN);
    a = kit_act(&d, d.sam);
    a.viewer.reauth_utc = RW_NO_TIME;
    CHECK(checkpoint_second(&a, d.case_id, newest(&d), STR("Agreed.")) == RW_EDENIED);
    kit_unlicense(&d, d.sam);
    a = kit_act(&d, d.sam);
    CHECK(checkpoint_second(&a, d.case_id, newest(&d), STR("Agreed.")) == RW_EINPUT);
    desk_credentials(&d, d.sam);
    a = kit_act(&d, d.sam);
    CHECK(checkpoint_second(&a, d.case_id, id_new(a.mem), STR("Agreed.")) == RW_ENOTFOUND);
    CHECK_ACT(a, checkpoint_second(&a, d.case_id, newest(&d), STR("Agreed.")));
    CHECK(state_of(&d, "G1", "G1.a") == CRITERION_OVERRIDDEN);
    CHECK(checkpoint_second(&a, d.case_id, newest(&d), STR("Again.")) == RW_ECONFLICT);
    d.now_utc += INT64_C(31) * 86400;
    CHECK(state_of(&d, "G1", "G1.a") == CRITERION_UNKNOWN);
    desk_close(&d);
}

TEST_BOTH(aside_with_an_outside_document_asks_for_both)
{
    struct str other, noor = STR_NULL, own, foreign, paper;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    own = d.case_id;
    other = desk_family(&d, d.ana, "Birch", &noor);
    d.case_id = other;
    foreign = kit_paper(&d, "finding.pdf");
    d.case_id = own;
    paper = kit_paper(&d, "order.pdf");
    CHECK(set_aside(&d, (struct ask){ .criterion = "G0.c" }) == RW_EINPUT);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G0.c", .document = foreign }) == RW_ENOTFOUND);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G0.c", .document = paper }) == RW_OK);
    CHECK(state_of(&d, "G0", "G0.c") == CRITERION_UNKNOWN);
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, checkpoint_second(&a, d.case_id, newest(&d), STR("Read it; agreed.")));
    CHECK(state_of(&d, "G0", "G0.c") == CRITERION_OVERRIDDEN);
    desk_close(&d);
}

static struct override_input consultation(struct desk *d, const struct act *a, struct str sheet)
{
    struct override_input in =
        input_of(d, a, (struct ask){ .criterion = "G1.a", .until_days = 14 });

    in.second_form = STR("record");
    in.second_name = STR("Noa Pine");
    in.second_licence = STR("PSY 900");
    in.second_words = STR("Put: may it wait? Her view: two weeks are fine.");
    in.second_on = date_add(a->today, -2);
    in.second_sheet = sheet;
    return in;
}

TEST_BOTH(aside_in_a_practice_of_one_waits_a_day_after_an_outside_consultation)
{
    struct override_input in;
    struct gate_result r;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    d.app.solo = true;
    a = kit_act(&d, d.ana);
    in = consultation(&d, &a, kit_paper(&d, "sheet.pdf"));
    CHECK_ACT(a, checkpoint_override(&a, d.case_id, &in));
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.a", STR_NULL)->state == CRITERION_UNKNOWN);
    CHECK_STR(kit_result(&r, "G1.a", STR_NULL)->ignored_why,
              "The outside consultation does not count yet.");
    d.now_utc += 24 * 3600 - 1;
    CHECK(state_of(&d, "G1", "G1.a") == CRITERION_UNKNOWN);
    d.now_utc += 1;
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.a", STR_NULL)->state == CRITERION_OVERRIDDEN);
    a = kit_act(&d, d.sam);
    CHECK(checkpoint_second(&a, d.case_id, newest(&d), STR("Agreed.")) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(aside_in_a_practice_of_one_asks_for_the_whole_consultation)
{
    static const char *const fields[] = { "second_name", "second_licence", "second_words",
                                          "second_on", "second_sheet" };
    struct override_input in;
    struct desk d;
    struct act a;
    size_t i;

    desk_open(&d, k);
    d.app.solo = true;
    CHECK(set_aside(&d, (struct ask){ .criterion = "G1.a", .until_days = 14 }) == RW_EINPUT);
    a = kit_act(&d, d.ana);
    in = input_of(&d, &a, (struct ask){ .criterion = "G1.a", .until_days = 14 });
    in.second_form = STR("record");
    CHECK(checkpoint_override(&a, d.case_id, &in) == RW_EINPUT);
    for (i = 0; i < sizeof fields / sizeof *fields; i++)
        CHECK(problem_of(&a.bad, str_of(fields[i])).p);
    a = kit_act(&d, d.ana);
    in = consultation(&d, &a, kit_paper(&d, "sheet.pdf"));
    in.second_licence = STR(" lmft 11 ");
    CHECK(checkpoint_override(&a, d.case_id, &in) == RW_EINPUT);
    d.app.solo = false;
    a = kit_act(&d, d.ana);
    in.second_licence = STR("PSY 900");
    CHECK(checkpoint_override(&a, d.case_id, &in) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(aside_of_an_adults_duty_alone_is_the_clinicians)
{
    struct gate_result r;
    struct desk d;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_pass(&d, d.maya, "G1");
    kit_all_yes(&d, d.maya, "G2");
    d.now_utc += 60;
    CHECK(ready_kit_sign(&d, d.robin, "declined") == RW_OK);
    r = kit_check(&d, d.maya, "G2");
    CHECK(r.duty_only && r.nblocking == 1);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G2.d", .person = d.dana }) == RW_EINPUT);
    CHECK(set_aside(&d, (struct ask){ .criterion = "G2.d", .person = d.robin }) == RW_OK);
    CHECK(kit_check(&d, d.maya, "G2").outcome == GATE_ELIGIBLE);
    desk_close(&d);
}

static bool is_open(struct desk *d, const char *code)
{
    struct act a = kit_act(d, d->ana);
    struct case_rows rows;

    CHECK_ACT(a, case_rows_load(&a, d->case_id, &rows));
    return case_sign(&a, &rows, protocol_sign(rows.protocol, str_of(code)), d->maya).open;
}

TEST_BOTH(aside_closes_a_warning_sign_as_its_class_asks)
{
    struct str paper;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    paper = kit_paper(&d, "closure.pdf");
    CHECK(kit_signs(&d, d.maya, NULL) == RW_OK);
    CHECK(set_aside(&d, (struct ask){ .criterion = "CI5" }) == RW_EINPUT);
    CHECK(kit_signs(&d, d.maya, "CI5") == RW_OK);
    CHECK(is_open(&d, "CI5")); /* in the same second as the word that it was not */
    d.now_utc += 60;
    CHECK(set_aside(&d, (struct ask){ .criterion = "CI5" }) == RW_OK);
    CHECK(!is_open(&d, "CI5"));
    d.now_utc += 60;
    CHECK(kit_signs(&d, d.maya, "CI1") == RW_OK);
    CHECK(set_aside(&d, (struct ask){ .criterion = "CI1" }) == RW_EINPUT);
    CHECK(set_aside(&d, (struct ask){ .criterion = "CI1", .document = paper }) == RW_OK);
    CHECK(is_open(&d, "CI1"));
    a = kit_act(&d, d.sam);
    CHECK_ACT(a, checkpoint_second(&a, d.case_id, newest(&d), STR("The agency closed it.")));
    CHECK(!is_open(&d, "CI1"));
    d.now_utc += INT64_C(90) * 86400;
    CHECK(!is_open(&d, "CI1"));
    CHECK(kit_signs(&d, d.maya, "CI1") == RW_OK);
    CHECK(is_open(&d, "CI1"));
    desk_close(&d);
}

TEST_BOTH(aside_is_not_for_a_supervisor_alone_nor_for_the_front_desk)
{
    struct override_input in;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    a = kit_act(&d, d.olga);
    in = input_of(&d, &a, (struct ask){ .criterion = "G0.i" });
    CHECK(checkpoint_override(&a, d.case_id, &in) == RW_ENOTFOUND);
    CHECK(checkpoint_second(&a, d.case_id, id_new(a.mem), STR("x")) == RW_ENOTFOUND);
    a = kit_act(&d, d.ana);
    in.child_id = d.dana;
    CHECK(checkpoint_override(&a, d.case_id, &in) == RW_ENOTFOUND);
    in.child_id = id_new(a.mem);
    CHECK(checkpoint_override(&a, d.case_id, &in) == RW_ENOTFOUND);
    desk_close(&d);
}

/* Two windows at once: what the second one read is older than what the first one wrote. */
TEST_BOTH(aside_is_judged_where_it_is_written_and_not_as_it_was_read)
{
    struct override_input in;
    struct case_rows before;
    struct desk d;
    struct act first, second;

    desk_open(&d, k);
    second = kit_act(&d, d.ana);
    in = input_of(&d, &second, (struct ask){ .criterion = "G0.i" });
    CHECK_ACT(second, act_page_begin(&second));
    CHECK_ACT(second, case_rows_load(&second, d.case_id, &before));
    first = kit_act(&d, d.ana);
    CHECK_ACT(first, checkpoint_override(&first, d.case_id, &in));
    CHECK(checkpoint_override(&second, d.case_id, &in) == RW_EINPUT);
    act_page_end(&second);
    CHECK_STR(second.bad.list[0].text,
              "This does not stand in the way; nothing is to be set aside.");
    desk_close(&d);
}
