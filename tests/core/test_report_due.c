/* The day a report is due, from the order's own rule and the reports that were signed under it. */
#include "core/report_due.h"
#include "test.h"

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    CHECK(date_parse(str_of(iso), &d));
    return d;
}

static struct hearing_day set_on(const char *iso)
{
    return (struct hearing_day){ .on = day(iso) };
}

static struct report_rule every(int64_t days)
{
    return (struct report_rule){ .effective_on = day("2026-01-10"),
                                 .expires_on = RW_NO_DATE,
                                 .recorded_on = day("2026-01-12"),
                                 .reported_on = RW_NO_DATE,
                                 .every_days = days };
}

static struct report_rule before(int64_t days, const struct hearing_day *h, size_t n)
{
    struct report_rule r = every(0);

    r.before_days = days;
    r.hearings = h;
    r.nhearings = n;
    return r;
}

static bool is_due(const struct report_rule *r, const char *today, const char *wanted)
{
    struct date due = report_due(r, day(today));

    return wanted[0] ? due.day == day(wanted).day : !date_known(due);
}

#define CHECK_DUE(r, today, wanted) CHECK(is_due(&(r), today, wanted))

TEST(report_due_is_never_where_the_order_asks_for_none)
{
    struct hearing_day h = set_on("2026-05-01");
    struct report_rule r = every(0);

    r.hearings = &h;
    r.nhearings = 1;
    CHECK_DUE(r, "2026-01-12", "");
}

TEST(report_due_counts_the_interval_from_the_effective_day)
{
    struct report_rule r = every(90);

    CHECK_DUE(r, "2026-01-12", "2026-04-10");
    CHECK_DUE(r, "2026-04-10", "2026-04-10");
}

TEST(report_due_stays_in_the_past_until_a_report_is_signed)
{
    struct report_rule r = every(90);

    CHECK_DUE(r, "2026-06-01", "2026-04-10");
    r.reported_on = day("2026-06-02");
    CHECK_DUE(r, "2026-06-03", "2026-08-31");
}

TEST(report_due_asks_nothing_for_the_time_before_the_order_was_recorded)
{
    struct report_rule r = every(90);

    r.recorded_on = day("2026-10-01");
    CHECK_DUE(r, "2026-10-01", "2026-10-07");
    r.recorded_on = day("2026-10-07");
    CHECK_DUE(r, "2026-10-07", "2026-10-07");
    r.recorded_on = day("2026-10-08");
    CHECK_DUE(r, "2026-10-08", "2027-01-05");
}

TEST(report_due_ignores_a_report_from_before_the_order)
{
    struct report_rule r = every(30);

    r.reported_on = day("2026-01-09");
    CHECK_DUE(r, "2026-01-12", "2026-02-09");
    r.reported_on = day("2026-01-10");
    CHECK_DUE(r, "2026-01-12", "2026-02-09");
    r.reported_on = day("2026-01-20");
    CHECK_DUE(r, "2026-01-20", "2026-02-19");
}

TEST(report_due_ends_with_the_order)
{
    struct report_rule r = every(90);

    r.expires_on = day("2026-04-09");
    CHECK_DUE(r, "2026-01-12", "");
    r.expires_on = day("2026-04-10");
    CHECK_DUE(r, "2026-01-12", "2026-04-10");
}

TEST(report_due_goes_before_the_next_hearing_in_any_order)
{
    struct hearing_day h[] = { set_on("2026-09-01"), set_on("2026-05-01"), set_on("2026-02-01") };
    struct report_rule r = before(10, h, 3);

    CHECK_DUE(r, "2026-02-02", "2026-04-21");
    CHECK_DUE(r, "2026-04-25", "2026-04-21");
    CHECK_DUE(r, "2026-05-01", "2026-04-21");
    CHECK_DUE(r, "2026-05-02", "2026-08-22");
    CHECK_DUE(r, "2026-09-02", "");
}

TEST(report_due_skips_a_hearing_that_was_held)
{
    struct hearing_day h[] = { set_on("2026-05-01"), set_on("2026-09-01") };
    struct report_rule r = before(10, h, 2);

    h[0].held = true;
    CHECK_DUE(r, "2026-05-01", "2026-08-22");
}

TEST(report_due_counts_a_report_for_the_first_hearing_after_it)
{
    struct hearing_day h[] = { set_on("2026-05-01"), set_on("2026-09-01") };
    struct report_rule r = before(10, h, 2);

    r.reported_on = day("2026-03-01");
    CHECK_DUE(r, "2026-03-02", "2026-08-22");
    r.reported_on = day("2026-05-01");
    CHECK_DUE(r, "2026-05-01", "2026-08-22");
    r.reported_on = day("2026-05-02");
    CHECK_DUE(r, "2026-05-02", "");
}

TEST(report_due_wants_a_fresh_report_before_a_hearing_where_there_is_an_interval_too)
{
    struct hearing_day h = set_on("2026-06-01");
    struct report_rule r = before(10, &h, 1);

    r.every_days = 90;
    CHECK_DUE(r, "2026-01-12", "2026-04-10");
    r.reported_on = day("2026-04-09");
    CHECK_DUE(r, "2026-04-10", "2026-05-22");
    r.reported_on = day("2026-05-11");
    CHECK_DUE(r, "2026-05-12", "2026-05-22");
    r.reported_on = day("2026-05-12");
    CHECK_DUE(r, "2026-05-12", "2026-08-10");
}

TEST(report_due_takes_the_earlier_of_both_days)
{
    struct hearing_day h = set_on("2026-03-01");
    struct report_rule r = before(10, &h, 1);

    r.every_days = 90;
    CHECK_DUE(r, "2026-01-12", "2026-02-19");
    r.expires_on = day("2026-02-10");
    CHECK_DUE(r, "2026-01-12", "");
}

TEST(report_due_survives_numbers_beyond_any_calendar)
{
    struct hearing_day h = set_on("2026-03-01");
    struct report_rule r = before(INT64_MAX, &h, 1);

    CHECK(!date_known(report_due(&r, day("2026-01-12"))));
    r = every(INT64_MAX);
    CHECK(!date_known(report_due(&r, day("2026-01-12"))));
    r = every(INT32_MAX);
    CHECK(!date_known(report_due(&r, day("2026-01-12"))));
}
