/* test_credential.c -- licences, renewals and competence, day by day, as a table. */
#include "core/credential.h"
#include "test.h"

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    if (iso)
        CHECK(date_parse(str_of(iso), &d));
    return d;
}

static struct credential licence(const char *issued, const char *expires, const char *ended)
{
    return (struct credential){ .kind = CREDENTIAL_LICENCE,
                                .type = STR("lmft"),
                                .issued = day(issued),
                                .expires = day(expires),
                                .ended = day(ended) };
}

static struct credential area(const char *code, int64_t hours, bool evidenced)
{
    return (struct credential){ .kind = CREDENTIAL_COMPETENCE,
                                .type = str_of(code),
                                .issued = RW_NO_DATE,
                                .expires = RW_NO_DATE,
                                .ended = RW_NO_DATE,
                                .hours = hours,
                                .evidenced = evidenced };
}

TEST(a_licence_holds_from_its_first_to_its_last_day)
{
    static const struct {
        const char *issued, *expires, *ended, *on;
        bool holds;
    } rows[] = {
        { "2024-01-01", "2026-03-02", NULL, "2026-03-02", true },
        { "2024-01-01", "2026-03-02", NULL, "2026-03-03", false },
        { "2024-01-01", "2026-03-02", NULL, "2024-01-01", true },
        { "2024-01-01", "2026-03-02", NULL, "2023-12-31", false },
        { NULL, "2026-03-02", NULL, "1999-01-01", true },
        { "2024-01-01", NULL, NULL, "2025-01-01", false },
        { "2024-01-01", "2026-03-02", "2025-06-01", "2025-05-31", true },
        { "2024-01-01", "2026-03-02", "2025-06-01", "2025-06-01", false },
        { "2024-01-01", "2026-03-02", NULL, NULL, false },
    };
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct credential c = licence(rows[i].issued, rows[i].expires, rows[i].ended);

        if (licensed_on(&c, 1, day(rows[i].on)) != rows[i].holds)
            fail_msg("row %zu", i);
    }
}

TEST(nobody_is_licensed_by_an_area_of_competence)
{
    struct credential c = area("child_development", 40, true);

    CHECK(!licensed_on(&c, 1, day("2026-03-02")) && !licensed_on(NULL, 0, day("2026-03-02")));
}

TEST(a_renewal_without_a_gap_carries_on_and_one_with_a_gap_does_not)
{
    struct credential list[] = { licence("2026-03-03", "2028-03-02", NULL),
                                 licence("2024-01-01", "2026-03-02", NULL) };

    CHECK(licensed_until(list, 2, day("2026-02-01")).day == day("2028-03-02").day);
    list[0].issued = day("2026-03-04");
    CHECK(licensed_until(list, 2, day("2026-02-01")).day == day("2026-03-02").day);
    CHECK(!date_known(licensed_until(list, 2, day("2026-03-03"))));
}

TEST(an_area_counts_with_evidence_and_hours_alone)
{
    struct str need[] = { STR("child_development"), STR("high_conflict"), STR("trauma_informed") };
    struct credential list[] = { area("child_development", 40, true),
                                 area("high_conflict", 0, true),
                                 area("trauma_informed", 12, false) };
    struct str missing[3];

    CHECK(competence_missing(list, 3, need, 3, day("2026-03-02"), missing) == 2);
    CHECK(str_is(missing[0], "high_conflict") && str_is(missing[1], "trauma_informed"));
    list[1].hours = 8;
    list[2].evidenced = true;
    CHECK(competence_missing(list, 3, need, 3, day("2026-03-02"), missing) == 0);
    list[0].expires = day("2026-03-01");
    CHECK(competence_missing(list, 3, need, 3, day("2026-03-02"), missing) == 1);
}

TEST(a_warning_comes_sixty_thirty_and_seven_days_ahead_and_afterwards)
{
    static const int64_t stages[] = { 60, 30, 7 };
    static const struct {
        const char *today;
        enum licence_state state;
        int32_t days;
        int64_t stage;
    } rows[] = {
        { "2025-12-31", LICENCE_HOLDS, 61, 0 },   { "2026-01-01", LICENCE_ENDING, 60, 60 },
        { "2026-01-31", LICENCE_ENDING, 30, 30 }, { "2026-02-22", LICENCE_ENDING, 8, 30 },
        { "2026-02-23", LICENCE_ENDING, 7, 7 },   { "2026-03-02", LICENCE_ENDING, 0, 7 },
        { "2026-03-03", LICENCE_OVER, -1, 0 },
    };
    struct credential c = licence("2024-01-01", "2026-03-02", NULL);
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct licence_notice r = licence_notice(&c, 1, day(rows[i].today), stages, 3);

        if (r.state != rows[i].state || r.days != rows[i].days || r.stage != rows[i].stage)
            fail_msg("row %zu", i);
    }
    CHECK(licence_notice(NULL, 0, day("2026-03-02"), stages, 3).state == LICENCE_NONE);
}
