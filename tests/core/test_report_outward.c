/* test_report_outward.c -- which results may stand in a report, by what they rest on. */
#include "test.h"

#include "core/report_outward.h"

static const struct predicate closed = { .kind = PRED_NOT_OPEN, .name = STR("S") };
static const struct predicate both[] = { { .kind = PRED_FACT, .name = STR("f") },
                                         { .kind = PRED_NOT_OPEN, .name = STR("S") } };
static const struct criterion first[] = {
    { .id = STR("plain"), .when = { .kind = PRED_FACT, .name = STR("plain") } },
    { .id = STR("child"), .about_child = true, .when = { .kind = PRED_FACT, .name = STR("c") } },
};
static const struct criterion second[] = {
    { .id = STR("sign"), .when = { .kind = PRED_ANY, .of = both, .nof = 2 } },
    { .id = STR("then"), .when = { .kind = PRED_STILL_TRUE, .name = STR("first") } },
};
static const struct criterion third[] = {
    { .id = STR("chain"), .when = { .kind = PRED_STILL_TRUE, .name = STR("second") } },
    { .id = STR("nowhere"), .when = { .kind = PRED_STILL_TRUE, .name = STR("gone") } },
    { .id = STR("round"), .when = { .kind = PRED_STILL_TRUE, .name = STR("third") } },
};
static const struct gate gates[] = {
    { .id = STR("first"), .to = STR("P"), .criteria = first, .ncriteria = 2 },
    { .id = STR("second"), .to = STR("P"), .criteria = second, .ncriteria = 2 },
    { .id = STR("third"), .to = STR("P"), .criteria = third, .ncriteria = 3 },
    { .id = STR("stop"), .to = STR("SAFE"), .criteria = first, .ncriteria = 2 },
};
static const struct place places[] = {
    { .id = STR("SAFE"), .title = STR("Closed for safety"), .is_end = true, .for_safety = true },
    { .id = STR("END"), .title = STR("Closed"), .is_end = true },
};
static const struct protocol p = { .gates = gates, .ngates = 4, .places = places, .nplaces = 2 };

static enum report_outward ask(const char *gate, const char *criterion)
{
    return report_outward_of(&p, protocol_gate(&p, str_of(gate)),
                             protocol_criterion(&p, str_of(criterion)));
}

TEST(report_outward_gives_a_line_to_what_rests_on_a_record_alone)
{
    CHECK(ask("first", "plain") == REPORT_OUTWARD_LINE);
    CHECK(ask("first", "child") == REPORT_OUTWARD_CHILD);
}

TEST(report_outward_leaves_out_what_reads_the_register_of_signs)
{
    struct criterion c = { .id = STR("x"), .when = closed };

    CHECK(report_outward_of(&p, &gates[0], &c) == REPORT_OUTWARD_NOT);
    c.about_child = true;
    CHECK(report_outward_of(&p, &gates[0], &c) == REPORT_OUTWARD_NOT);
    CHECK(ask("second", "sign") == REPORT_OUTWARD_NOT);
}

TEST(report_outward_follows_one_checkpoint_into_another)
{
    CHECK(ask("second", "then") == REPORT_OUTWARD_CHILD);
    CHECK(ask("third", "chain") == REPORT_OUTWARD_NOT);
    CHECK(ask("third", "round") == REPORT_OUTWARD_NOT);
}

TEST(report_outward_leaves_out_what_it_cannot_tell)
{
    CHECK(ask("third", "nowhere") == REPORT_OUTWARD_NOT);
    CHECK(ask("third", "no such criterion") == REPORT_OUTWARD_NOT);
    CHECK(report_outward_of(NULL, &gates[0], &first[0]) == REPORT_OUTWARD_NOT);
}

TEST(report_outward_tells_one_closing_from_another_no_more)
{
    CHECK(report_outward_of(&p, &gates[3], &first[0]) == REPORT_OUTWARD_NOT);
    CHECK_STR(report_phase_title(&p, STR("SAFE")), "Closed");
    CHECK_STR(report_phase_title(&p, STR("END")), "Closed");
}
