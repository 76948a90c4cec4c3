/* What a decision asks for in its own form: the track at the end of the assessment, and the reason and
 * day of a pause; on both engines (REWEAVE_TEST_PG). */
#include "app/caseload.h"
#include "app/criterion_tool.h"
#include "support/checkpoint_kit.h"

#include <string.h>

TEST_BOTH(assessment_ends_with_a_track_that_is_chosen_with_the_decision_and_no_record_stands_for_it)
{
    struct decision_input in = { .gate = STR("G1"),
                                 .outcome = STR("advance"),
                                 .rationale = STR("Both are ready.") };
    const char *list[CHECKPOINT_OUTCOMES];
    struct gate_result r;
    struct case_rows rows;
    struct desk d;
    struct act a;
    struct str id;
    size_t n;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    kit_all_yes(&d, d.maya, "G1");
    CHECK(kit_record(&d, "G1.j", d.maya, STR_NULL, "yes") == RW_EINPUT);
    r = kit_check(&d, d.maya, "G1");
    CHECK(r.nblocking == 1 && kit_result(&r, "G1.j", STR_NULL)->state == CRITERION_UNKNOWN);
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, case_rows_load(&a, d.case_id, &rows));
    n = checkpoint_outcomes(&a, &rows, case_child(&rows, d.maya), &r, false, list);
    CHECK(n > 0 && strcmp(list[0], "advance") == 0);
    in.child_id = d.maya;
    in.shown = kit_shown(&d, d.maya, "G1", NULL);
    a = kit_act(&d, d.ana);
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK_STR(str_of(a.bad.list[0].field), "track");
    CHECK_STR(kit_child(&d, d.maya).phase, "P1");
    in.track = STR("C");
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, checkpoint_decide(&a, d.case_id, &in, &id));
    CHECK_STR(kit_child(&d, d.maya).track, "C");
    r = kit_check(&d, d.maya, "G1");
    CHECK(kit_result(&r, "G1.j", STR_NULL)->state == CRITERION_PASS);
    desk_close(&d);
}

/* Lines of Today about a pause. */
static size_t pauses_on_today(struct desk *d, struct date from, struct agenda_row *first)
{
    struct act a = kit_act(d, d->ana);
    struct agenda_row *lines;
    size_t n, i, found = 0;

    CHECK_ACT(a, caseload_open_lines(&a, date_add(from, 60), &lines, &n));
    for (i = 0; i < n; i++)
        if (str_is(lines[i].state, "paused")) {
            *first = lines[i];
            found++;
        }
    return found;
}

TEST_BOTH(decision_to_pause_gives_its_reason_once_and_a_day_within_thirty)
{
    static const int32_t wrong[] = { -1, 0, 31 };
    struct decision_input in = { .gate = STR("G-PAUSE"),
                                 .outcome = STR("pause"),
                                 .rationale = STR("Exams."),
                                 .review_on = RW_NO_DATE };
    struct decision_get_row row;
    struct decision_snapshot shot;
    struct agenda_row line;
    struct date today;
    struct desk d;
    struct str id = STR_NULL;
    struct act a;
    size_t i, met = 0;

    desk_open(&d, k);
    kit_pass(&d, d.maya, "G0");
    in.child_id = d.maya;
    in.shown = kit_shown(&d, d.maya, "G-PAUSE", NULL);
    a = kit_act(&d, d.ana);
    today = a.today;
    CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_EINPUT);
    CHECK(problem_of(&a.bad, STR("review_on")).len);
    for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        a = kit_act(&d, d.ana);
        in.review_on = date_add(today, wrong[i]);
        CHECK(checkpoint_decide(&a, d.case_id, &in, &id) == RW_EINPUT);
        CHECK(problem_of(&a.bad, STR("review_on")).len);
    }
    CHECK(pauses_on_today(&d, today, &line) == 0);
    a = kit_act(&d, d.ana);
    in.review_on = date_add(today, 30);
    CHECK_ACT(a, checkpoint_decide(&a, d.case_id, &in, &id));
    a = kit_act(&d, d.ana);
    CHECK_ACT(a, decision_get(&a, d.case_id, id, &row));
    CHECK_STR(row.review_on, str_z(&d.mem, date_iso(&d.mem, in.review_on)));
    CHECK_ACT(a, decision_read(&a, row.snapshot, &shot));
    for (i = 0; i < shot.ncriteria; i++)
        met += str_is(shot.criteria[i].state, "pass");
    CHECK(met == 2); /* the reason and the day; what must be there to go on is asked on its own */
    CHECK(pauses_on_today(&d, today, &line) == 1 && str_eq(line.ref_id, id));
    CHECK(str_eq(line.on_date, row.review_on));
    d.now_utc += INT64_C(60) * 86400; /* nobody looked */
    CHECK(pauses_on_today(&d, today, &line) == 1);
    kit_all_yes(&d, d.maya, "G-RES");
    CHECK(kit_decide(&d, d.maya, "G-RES", "resume", &id) == RW_OK);
    CHECK(pauses_on_today(&d, today, &line) == 0);
    desk_close(&d);
}
