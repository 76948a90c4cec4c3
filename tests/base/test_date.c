#include "test.h"

#include "base/date.h"

static struct date day(int32_t year, int32_t month, int32_t d)
{
    return date_of((struct ymd){ year, month, d });
}

TEST(days_are_counted_from_the_first_of_january_1970)
{
    CHECK(day(1970, 1, 1).day == 0);
    CHECK(day(1969, 12, 31).day == -1);
    CHECK(day(2000, 3, 1).day == 11017);
    CHECK(day(2026, 11, 22).day == 20779);
}

TEST(every_day_of_three_centuries_survives_the_way_there_and_back)
{
    struct date d = day(1900, 1, 1), last = day(2199, 12, 31);
    struct ymd before = { 1899, 12, 31 };

    for (; d.day <= last.day; d.day++) {
        struct ymd c = date_ymd(d);

        CHECK(ymd_valid(c));
        CHECK(date_of(c).day == d.day);
        CHECK(c.day == before.day + 1 || c.day == 1);
        before = c;
    }
}

TEST(only_real_days_are_valid)
{
    CHECK(ymd_valid((struct ymd){ 2024, 2, 29 }));
    CHECK(!ymd_valid((struct ymd){ 2023, 2, 29 }));
    CHECK(ymd_valid((struct ymd){ 2000, 2, 29 }));
    CHECK(!ymd_valid((struct ymd){ 2100, 2, 29 }));
    CHECK(!ymd_valid((struct ymd){ 2024, 4, 31 }));
    CHECK(!ymd_valid((struct ymd){ 2024, 0, 1 }) && !ymd_valid((struct ymd){ 2024, 13, 1 }));
    CHECK(!ymd_valid((struct ymd){ 2024, 1, 0 }) && !ymd_valid((struct ymd){ 1899, 12, 31 }));
    CHECK(!ymd_valid((struct ymd){ 2200, 1, 1 }));
}

TEST(a_date_is_read_in_one_form_only)
{
    static const char *const wrong[] = { "",           "2026-3-12",  "12.03.2026", "2026-03-12 ",
                                         " 2026-03-1", "2026/03/12", "2026-13-01", "2026-02-30",
                                         "1899-12-31", "2026-+3-12", "2026-03-1x" };
    struct date d = { 5 };
    size_t i;

    for (i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(!date_parse(str_of(wrong[i]), &d));
    CHECK(d.day == 5);
    CHECK(date_parse(STR("2026-03-12"), &d) && d.day == day(2026, 3, 12).day);
}

TEST(an_unknown_date_says_so_and_stays_unknown)
{
    struct arena a;

    CHECK(arena_make(&a, 256));
    CHECK(!date_known(RW_NO_DATE));
    CHECK_STR(date_iso(&a, RW_NO_DATE), "");
    CHECK_STR(date_words(&a, RW_NO_DATE), "not recorded");
    CHECK_STR(date_words_day(&a, RW_NO_DATE), "not recorded");
    CHECK(!date_known(date_add(RW_NO_DATE, 30)));
    CHECK(!date_known(date_add_months(RW_NO_DATE, 1)));
    arena_free(&a);
}

TEST(a_date_is_written_for_machines_and_for_people)
{
    struct arena a;

    CHECK(arena_make(&a, 256));
    CHECK_STR(date_iso(&a, day(2026, 3, 2)), "2026-03-02");
    CHECK_STR(date_words(&a, day(2026, 3, 2)), "2 Mar 2026");
    CHECK_STR(date_words_day(&a, day(2026, 3, 12)), "Thu 12 Mar 2026");
    arena_free(&a);
}

TEST(weekdays_run_from_monday_also_before_1970)
{
    CHECK(date_weekday(day(1970, 1, 1)) == 3);
    CHECK(date_weekday(day(1969, 12, 29)) == 0);
    CHECK(date_weekday(day(1969, 12, 28)) == 6);
    CHECK(date_weekday(day(2026, 11, 22)) == 6);
}

TEST(months_are_added_and_end_on_the_last_day_they_have)
{
    CHECK(date_add_months(day(2026, 1, 31), 1).day == day(2026, 2, 28).day);
    CHECK(date_add_months(day(2024, 1, 31), 1).day == day(2024, 2, 29).day);
    CHECK(date_add_months(day(2026, 11, 30), 3).day == day(2027, 2, 28).day);
    CHECK(date_add_months(day(2026, 1, 15), -1).day == day(2025, 12, 15).day);
    CHECK(date_add_months(day(2026, 12, 1), 12).day == day(2027, 12, 1).day);
    CHECK(date_add(day(2026, 2, 28), 1).day == day(2026, 3, 1).day);
    CHECK(date_diff(day(2026, 3, 1), day(2026, 2, 1)) == 28);
}

TEST(an_age_changes_on_the_birthday_and_not_a_day_before)
{
    CHECK(date_age_years(day(2015, 6, 10), day(2026, 6, 9)) == 10);
    CHECK(date_age_years(day(2015, 6, 10), day(2026, 6, 10)) == 11);
    CHECK(date_age_years(day(2012, 2, 29), day(2026, 2, 28)) == 13);
    CHECK(date_age_years(day(2012, 2, 29), day(2026, 3, 1)) == 14);
    CHECK(date_age_years(day(2026, 6, 10), day(2026, 6, 10)) == 0);
    CHECK(date_age_years(day(2026, 6, 10), day(2026, 6, 9)) == -1);
    CHECK(date_age_years(RW_NO_DATE, day(2026, 6, 9)) == -1);
    CHECK(date_age_years(day(2015, 6, 10), RW_NO_DATE) == -1);
}

TEST(a_clock_time_is_minutes_of_the_day)
{
    int32_t m = -1;

    CHECK(clock_parse(STR("00:00"), &m) && m == 0);
    CHECK(clock_parse(STR("23:59"), &m) && m == 1439);
    CHECK(!clock_parse(STR("24:00"), &m) && !clock_parse(STR("12:60"), &m));
    CHECK(!clock_parse(STR("9:30"), &m) && !clock_parse(STR("09-30"), &m));
    CHECK(!clock_parse(STR_NULL, &m));
    CHECK(m == 1439);
}

TEST(an_instant_is_written_as_it_was_read_also_before_1970)
{
    static const char *const texts[] = { "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
                                         "2026-11-22T03:04:05Z", "2199-12-31T23:59:59Z" };
    struct arena a;
    int64_t t;
    size_t i;

    CHECK(arena_make(&a, 1024));
    for (i = 0; i < sizeof texts / sizeof *texts; i++) {
        CHECK(utc_parse(str_of(texts[i]), &t));
        CHECK_STR(utc_iso(&a, t), texts[i]);
    }
    CHECK(utc_parse(STR("1970-01-02T00:00:01Z"), &t) && t == 86401);
    CHECK_STR(utc_iso(&a, RW_NO_TIME), "");
    arena_free(&a);
}

TEST(an_instant_without_its_zone_or_with_a_leap_second_is_refused)
{
    int64_t t = 9;

    CHECK(!utc_parse(STR("2026-11-22T03:04:05"), &t));
    CHECK(!utc_parse(STR("2026-11-22 03:04:05Z"), &t));
    CHECK(!utc_parse(STR("2026-11-22T03:04:60Z"), &t));
    CHECK(!utc_parse(STR("2026-11-22T03:04:05+"), &t));
    CHECK(!utc_parse(STR("2026-02-30T03:04:05Z"), &t));
    CHECK(!utc_parse(STR_NULL, &t));
    CHECK(t == 9);
}
