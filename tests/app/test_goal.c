/* Goals of the plan: in use, or not now with a reason; some stay in use after the assessment. Both
 * engines (REWEAVE_TEST_PG). */
#include "app/family_case.h"
#include "support/checkpoint_kit.h"

static enum rw_status set_aside(struct desk *d, const char *code, const char *why, struct act *a)
{
    struct goal_input in = { .use = STR("not_now"), .reason = str_of(why) };
    struct goal_row *rows;
    size_t n, i;

    *a = kit_act(d, d->ana);
    CHECK_ACT(*a, goal_list(a, d->case_id, &rows, &n));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].code, code)) {
            in.id = rows[i].id;
            in.version = rows[i].version;
        }
    CHECK(in.id.p);
    return goal_save(a, d->case_id, &in);
}

TEST_BOTH(goal_not_now_needs_a_reason)
{
    struct desk d;
    struct act a;

    desk_open(&d, k);
    CHECK(set_aside(&d, "G1", "", &a) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("reason")).p);
    CHECK(set_aside(&d, "G1", "Later.", &a) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(goal_of_safety_and_of_the_childs_say_stay_in_use_after_the_assessment)
{
    struct desk d;
    struct act a;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    CHECK(set_aside(&d, "G6", "Not in the assessment.", &a) == RW_OK);
    kit_pass(&d, d.maya, "G1");
    CHECK_STR(kit_child(&d, d.maya).phase, "P2");
    CHECK(set_aside(&d, "G1", "Later.", &a) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("use")).p && !problem_of(&a.bad, STR("reason")).p);
    CHECK(set_aside(&d, "G6", "Later.", &a) == RW_EINPUT);
    CHECK(set_aside(&d, "G2", "Later.", &a) == RW_OK);
    desk_close(&d);
}

TEST_BOTH(goal_stays_in_use_while_the_child_pauses_after_the_assessment)
{
    struct str id;
    struct desk d;
    struct act a;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_pass(&d, d.maya, "G1");
    CHECK(kit_decide(&d, d.maya, "G-PAUSE", "pause", &id) == RW_OK);
    CHECK(set_aside(&d, "G1", "Later.", &a) == RW_EINPUT);
    desk_close(&d);
}
