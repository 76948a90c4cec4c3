/* Check-ins and plans for setbacks through the use cases, on both engines (REWEAVE_TEST_PG). */
#include "app/caseload.h"
#include "app/maintenance.h"
#include "support/checkpoint_kit.h"

#define DAY INT64_C(86400)

static enum criterion_state state_of(struct desk *d, const char *criterion)
{
    struct gate_result r = kit_check(d, d->maya, "G5");

    return kit_result(&r, criterion, STR_NULL)->state;
}

static struct maintenance load(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct maintenance m = { 0 };

    CHECK_ACT(a, maintenance_load(&a, d->case_id, &m));
    return m;
}

static void plan(struct desk *d, const char *text)
{
    struct act a = kit_act(d, d->ana);
    int64_t weeks[CHECK_INS_MAX];
    size_t n;

    CHECK(check_in_weeks_read(&a, str_of(text), weeks, &n));
    CHECK_ACT(a, check_ins_plan(&a, d->case_id, a.today, weeks, n));
}

static enum rw_status came_of(struct desk *d, struct str id, const char *outcome, const char *to)
{
    struct act a = kit_act(d, d->ana);
    struct check_in_input in = { .plan_id = id,
                                 .outcome = str_of(outcome),
                                 .on = a.today,
                                 .to = RW_NO_DATE,
                                 .words = STR("All is well.") };

    if (to)
        CHECK(date_parse(str_of(to), &in.to));
    return check_in_add(&a, d->case_id, &in);
}

static size_t due_count(struct desk *d)
{
    struct act a = kit_act(d, d->ana);
    struct agenda_row *rows;
    size_t n, i, due = 0;

    CHECK_ACT(a, caseload_lines(&a, date_add(a.today, -400), date_add(a.today, 900), &rows, &n));
    for (i = 0; i < n; i++)
        due += str_is(rows[i].kind, "review_due") && str_is(rows[i].state, "maintenance");
    return due;
}

TEST_BOTH(the_default_calendar_is_weeks_2_4_8_12_26_and_52)
{
    struct maintenance m;
    struct desk d;
    struct act a;

    desk_open(&d, k); /* 2 March 2026 */
    a = kit_act(&d, d.ana);
    CHECK_STR(check_in_weeks_default(&a), "2, 4, 8, 12, 26, 52");
    plan(&d, str_z(&d.mem, check_in_weeks_default(&a)));
    m = load(&d);
    assert_int_equal(m.nplans, 6);
    assert_int_equal(due_count(&d), 6);
    desk_close(&d);
}

TEST_BOTH(weeks_are_whole_numbers_with_commas_between)
{
    static const char *const wrong[] = { "", "two", "0", "2,,4", "2;4", "-1", "261", "2.5" };
    int64_t weeks[CHECK_INS_MAX];
    struct desk d;
    size_t i, n;

    desk_open(&d, k);
    for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct act a = kit_act(&d, d.ana);

        if (check_in_weeks_read(&a, str_of(wrong[i]), weeks, &n) ||
            !problem_of(&a.bad, STR("weeks")).p)
            fail_msg("taken: %s", wrong[i]);
    }
    desk_close(&d);
}

TEST_BOTH(a_check_in_is_held_moved_or_dropped_once)
{
    struct maintenance m;
    struct desk d;
    struct str first, second;

    desk_open(&d, k);
    plan(&d, "2, 4");
    m = load(&d);
    first = m.plans[0].id;
    second = m.plans[1].id;
    d.now_utc += 14 * DAY;
    CHECK(came_of(&d, first, "held", NULL) == RW_OK);
    CHECK(came_of(&d, first, "held", NULL) == RW_EINPUT);
    CHECK(came_of(&d, second, "moved", NULL) == RW_EINPUT);
    CHECK(came_of(&d, second, "moved", "2026-04-10") == RW_OK);
    m = load(&d);
    assert_int_equal(m.nplans, 3);
    CHECK_STR(m.plans[2].due_on, "2026-04-10");
    assert_int_equal(due_count(&d), 1);
    CHECK(came_of(&d, m.plans[2].id, "dropped", NULL) == RW_OK);
    assert_int_equal(due_count(&d), 0);
    desk_close(&d);
}

TEST_BOTH(the_checkpoint_to_daily_life_asks_for_both_and_plain_records_do_not_answer_it)
{
    struct setback_input in = { .shows = STR("Quiet for days."),
                                .does = STR("Each calls here first."),
                                .calls = STR("The practice."),
                                .back = STR("One step.") };
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK(kit_record(&d, "G5.d", d.maya, STR_NULL, "yes") == RW_EINPUT);
    CHECK(state_of(&d, "G5.d") == CRITERION_UNKNOWN);
    CHECK(state_of(&d, "G5.e") == CRITERION_UNKNOWN);
    plan(&d, "2");
    CHECK(state_of(&d, "G5.e") == CRITERION_PASS);
    CHECK(came_of(&d, load(&d).plans[0].id, "dropped", NULL) == RW_OK);
    CHECK(state_of(&d, "G5.e") == CRITERION_UNKNOWN);
    in.child_id = d.maya;
    a = desk_act(&d, d.ana, false);
    CHECK(setback_plan_sign(&a, d.case_id, &in) == RW_EDENIED);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, setback_plan_sign(&a, d.case_id, &in));
    CHECK(state_of(&d, "G5.d") == CRITERION_PASS);
    kit_unlicense(&d, d.ana);
    a = kit_act(&d, d.ana);
    CHECK(setback_plan_sign(&a, d.case_id, &in) == RW_EINPUT);
    desk_close(&d);
}

TEST_BOTH(a_newer_plan_takes_the_place_of_the_older_which_stays)
{
    struct setback_input in = {
        .shows = STR("First."), .does = STR("A."), .calls = STR("B."), .back = STR("C.")
    };
    struct maintenance m;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    in.child_id = d.maya;
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, setback_plan_sign(&a, d.case_id, &in));
    d.now_utc++;
    in.shows = STR("Second.");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, setback_plan_sign(&a, d.case_id, &in));
    m = load(&d);
    assert_int_equal(m.nsetbacks, 2);
    CHECK_STR(setback_plan_of(&m, d.maya)->shows, "Second.");
    desk_close(&d);
}
