#include "core/workday.h"
#include "test.h"

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    CHECK(date_parse(str_of(iso), &d));
    return d;
}

TEST(a_working_day_after_friday_is_monday)
{
    CHECK(workday_add(day("2026-11-20"), 1).day == day("2026-11-23").day);
    CHECK(workday_add(day("2026-11-21"), 1).day == day("2026-11-23").day);
    CHECK(workday_add(day("2026-11-22"), 1).day == day("2026-11-23").day);
    CHECK(workday_add(day("2026-11-23"), 1).day == day("2026-11-24").day);
    CHECK(workday_add(day("2026-11-23"), 5).day == day("2026-11-30").day);
    CHECK(workday_add(day("2026-11-21"), 0).day == day("2026-11-21").day);
}
