/* The clock of a report: what stops it, what marks it, and hours as they pass over a change of the
 * wall clock. */
#include "core/report_clock.h"
#include "test.h"

static int64_t at(const char *iso)
{
    int64_t t = RW_NO_TIME;

    CHECK(utc_parse(str_of(iso), &t));
    return t;
}

static const struct clock_rules at_once = {
    .oral_hours = 0, .written_hours = -1, .amber_min = 60, .red_min = 240, .escalate_min = 720
};

static struct report_made call(const char *by, const char *when)
{
    return (struct report_made){ .by = str_of(by),
                                 .agency = STR("County hotline"),
                                 .person = STR("Worker 17"),
                                 .method = STR("telephone"),
                                 .reference = STR("R-1"),
                                 .at_utc = at(when) };
}

static struct clock_reading read_at(const struct clock_rules *r, const struct report_made *list,
                                    size_t n, const char *now)
{
    int64_t cause = at("2026-03-02T10:00:00Z");
    struct clock_case c = {
        .reporter = STR("ana"), .causes = &cause, .ncauses = 1, .reports = list, .nreports = n
    };

    return report_clock_read(r, &c, at(now));
}

TEST(report_clock_marks_by_the_practices_own_numbers)
{
    static const struct {
        const char *now;
        enum clock_state state;
        bool escalated;
    } rows[] = {
        { "2026-03-02T09:59:00Z", CLOCK_RUNNING, false },
        { "2026-03-02T10:59:59Z", CLOCK_RUNNING, false },
        { "2026-03-02T11:00:00Z", CLOCK_AMBER, false },
        { "2026-03-02T13:59:59Z", CLOCK_AMBER, false },
        { "2026-03-02T14:00:00Z", CLOCK_RED, false },
        { "2026-03-02T21:59:59Z", CLOCK_RED, false },
        { "2026-03-02T22:00:00Z", CLOCK_RED, true },
        { "2027-03-02T22:00:00Z", CLOCK_RED, true },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct clock_reading k = read_at(&at_once, NULL, 0, rows[i].now);

        if (k.state != rows[i].state || k.escalated != rows[i].escalated)
            fail_msg("row %zu: state %d, escalated %d", i, (int)k.state, k.escalated);
    }
}

TEST(report_clock_stops_only_with_the_reporters_own_whole_report)
{
    struct report_made full = call("ana", "2026-03-02T10:30:00Z"), less = full;
    struct report_made other = call("sue", "2026-03-02T10:20:00Z");

    CHECK(read_at(&at_once, &full, 1, "2026-03-03T10:00:00Z").state == CLOCK_REPORTED);
    CHECK(read_at(&at_once, &full, 1, "2026-03-03T10:00:00Z").elapsed_min == 30);
    CHECK(read_at(&at_once, &other, 1, "2026-03-02T10:40:00Z").state == CLOCK_RUNNING);
    less.agency = STR("");
    CHECK(read_at(&at_once, &less, 1, "2026-03-02T10:40:00Z").state == CLOCK_RUNNING);
    less = full;
    less.person = STR("");
    CHECK(read_at(&at_once, &less, 1, "2026-03-02T10:40:00Z").state == CLOCK_RUNNING);
    less = full;
    less.method = STR_NULL;
    CHECK(read_at(&at_once, &less, 1, "2026-03-02T10:40:00Z").state == CLOCK_RUNNING);
    less = full;
    less.reference = STR("");
    CHECK(read_at(&at_once, &less, 1, "2026-03-02T10:40:00Z").state == CLOCK_RUNNING);
    less = full;
    less.at_utc = RW_NO_TIME;
    CHECK(read_at(&at_once, &less, 1, "2026-03-02T10:40:00Z").state == CLOCK_RUNNING);
}

TEST(report_clock_keeps_the_laws_window_beside_the_practices_marks)
{
    struct clock_rules day = at_once;
    struct report_made late = call("ana", "2026-03-03T10:00:01Z");
    struct clock_reading k;

    day.oral_hours = 24;
    k = read_at(&day, NULL, 0, "2026-03-03T10:00:00Z");
    CHECK(k.due_utc == at("2026-03-03T10:00:00Z") && !k.overdue);
    CHECK(read_at(&day, NULL, 0, "2026-03-03T10:00:01Z").overdue);
    CHECK(read_at(&day, &late, 1, "2026-03-05T10:00:00Z").overdue);
    CHECK(!read_at(&at_once, NULL, 0, "2026-03-05T10:00:00Z").overdue);
    day.oral_hours = 2; /* a window shorter than the red mark */
    CHECK(read_at(&day, NULL, 0, "2026-03-02T12:00:00Z").state == CLOCK_AMBER);
    CHECK(read_at(&day, NULL, 0, "2026-03-02T12:00:01Z").state == CLOCK_RED);
}

TEST(report_clock_runs_a_second_one_for_the_report_in_writing)
{
    struct clock_rules ca = at_once;
    struct report_made two[2] = { call("ana", "2026-03-02T10:30:00Z"),
                                  call("ana", "2026-03-03T09:00:00Z") };
    struct clock_reading k;

    CHECK(read_at(&at_once, two, 1, "2026-03-09T10:00:00Z").written == WRITTEN_NOT_ASKED);
    ca.written_hours = 36;
    two[1].written = true;
    k = read_at(&ca, two, 1, "2026-03-03T22:00:00Z");
    CHECK(k.written == WRITTEN_OPEN && k.written_due_utc == at("2026-03-03T22:00:00Z"));
    CHECK(read_at(&ca, two, 1, "2026-03-03T22:00:01Z").written == WRITTEN_LATE);
    CHECK(read_at(&ca, two, 2, "2026-03-09T10:00:00Z").written == WRITTEN_DONE);
    two[1].by = STR("sue");
    CHECK(read_at(&ca, two, 2, "2026-03-09T10:00:00Z").written == WRITTEN_LATE);
}

TEST(report_clock_ends_without_a_report_only_by_the_reporters_word)
{
    int64_t cause = at("2026-03-02T10:00:00Z");
    struct clock_rules ca = at_once;
    struct clock_case c = {
        .reporter = STR("ana"), .causes = &cause, .ncauses = 1, .no_cause = true
    };
    struct clock_reading k;

    ca.written_hours = 36;
    k = report_clock_read(&ca, &c, at("2026-03-09T10:00:00Z"));
    CHECK(k.state == CLOCK_NO_CAUSE && !k.escalated && k.written == WRITTEN_NOT_ASKED);
}

TEST(report_clock_start_moves_only_to_an_earlier_time)
{
    int64_t causes[2] = { at("2026-03-02T10:00:00Z"), at("2026-03-02T08:00:00Z") };
    struct clock_case c = { .reporter = STR("ana"), .causes = causes, .ncauses = 2 };

    CHECK(report_cause_may_move(causes, 1, at("2026-03-02T09:59:59Z")));
    CHECK(!report_cause_may_move(causes, 1, at("2026-03-02T10:00:00Z")));
    CHECK(!report_cause_may_move(causes, 2, at("2026-03-02T09:00:00Z")));
    CHECK(report_clock_read(&at_once, &c, at("2026-03-02T10:00:00Z")).elapsed_min == 120);
}

/* Los Angeles springs forward on 8 March 2026 at 10:00 UTC and falls back on 1 November at 09:00. */
TEST(report_clock_counts_hours_as_they_pass_over_a_change_of_the_wall_clock)
{
    static const struct {
        const char *cause; /* Saturday 18:00 there */
        const char *due; /* 36 hours later: Monday 07:00 in spring, 05:00 in autumn */
    } rows[] = {
        { "2026-03-08T02:00:00Z", "2026-03-09T14:00:00Z" },
        { "2026-11-01T01:00:00Z", "2026-11-02T13:00:00Z" },
    };
    struct clock_rules ca = at_once;

    ca.written_hours = 36;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t cause = at(rows[i].cause);
        struct clock_case c = { .reporter = STR("ana"), .causes = &cause, .ncauses = 1 };
        struct clock_reading k = report_clock_read(&ca, &c, cause);

        CHECK(k.written_due_utc == at(rows[i].due));
    }
}
