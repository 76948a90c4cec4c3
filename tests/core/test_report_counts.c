/* test_report_counts.c -- what was offered and held; whose absence counts for whom. */
#include "test.h"

#include "core/report_counts.h"

#define MOTHER 1
#define FATHER 2
#define BIT(i) (UINT64_C(1) << (i))

static struct report_service held(int32_t min)
{
    return (struct report_service){ .outcome = REPORT_HELD,
                                    .expected = BIT(MOTHER) | BIT(FATHER),
                                    .attended = BIT(MOTHER) | BIT(FATHER),
                                    .offered_min = 60,
                                    .held_min = min,
                                    .by = REPORT_NOBODY };
}

static struct report_service not_held(enum report_outcome o, int32_t by)
{
    return (struct report_service){ .outcome = o,
                                    .expected = BIT(MOTHER) | BIT(FATHER),
                                    .offered_min = 60,
                                    .held_min = -1,
                                    .by = by };
}

TEST(report_count_gives_the_worked_example_of_eight_sessions)
{
    struct report_service s[8];
    struct arena a;

    for (int i = 0; i < 5; i++)
        s[i] = held(60);
    s[5] = held(45);
    s[6] = not_held(REPORT_CANCELLED_BY, FATHER);
    s[7] = not_held(REPORT_CLINICAL_REVIEW, REPORT_NOBODY);
    struct report_counts c = report_count(s, 8);

    CHECK(c.offered == 8 && c.held == 6 && c.full == 5);
    CHECK(c.offered_min == 480 && c.held_min == 345 && c.minutes_known);
    CHECK(c.outcome[REPORT_CANCELLED_BY] == 1 && c.outcome[REPORT_CLINICAL_REVIEW] == 1);
    CHECK(arena_make(&a, 4096));
    CHECK_STR(report_count_words(&a, &c),
              "6 of 8 offered sessions took place, 5 of them in full length; 345 of 480 offered "
              "minutes.");
    arena_free(&a);
}

TEST(report_count_part_leaves_out_what_is_nobodys_doing)
{
    static const enum report_outcome nobody[] = { REPORT_CHILD_NOT_THERE, REPORT_CHILD_ILL,
                                                  REPORT_OFFICE,          REPORT_WEATHER,
                                                  REPORT_COURT,           REPORT_CLINICAL_REVIEW,
                                                  REPORT_OUTCOME_UNKNOWN };

    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++) {
        /* even with a name beside it */
        struct report_service s[] = { held(60), not_held(nobody[i], FATHER) };
        struct report_part p = report_count_part(s, 2, FATHER);
        CHECK(p.counted == 1 && p.attended == 1 && p.cancelled == 0 && p.no_show == 0);
    }
}

TEST(report_count_part_charges_a_failure_to_its_author_alone)
{
    struct report_service s[] = { held(60), not_held(REPORT_CANCELLED_BY, FATHER),
                                  not_held(REPORT_NO_SHOW, FATHER) };
    struct report_part father = report_count_part(s, 3, FATHER);
    struct report_part mother = report_count_part(s, 3, MOTHER);

    CHECK(father.counted == 3 && father.attended == 1);
    CHECK(father.cancelled == 1 && father.no_show == 1);
    CHECK(mother.counted == 1 && mother.attended == 1);
    CHECK(mother.cancelled == 0 && mother.no_show == 0);
}

TEST(report_count_says_when_minutes_are_not_recorded)
{
    struct report_service s[] = { held(60), held(-1) };
    struct report_counts c = report_count(s, 2);
    struct arena a;

    CHECK(!c.minutes_known);
    CHECK(arena_make(&a, 4096));
    CHECK_STR(report_count_words(&a, &c), "2 of 2 offered sessions took place. Minutes: not "
                                          "recorded for every session.");
    arena_free(&a);
}

TEST(report_count_of_nothing_is_a_sentence)
{
    struct report_counts c = report_count(NULL, 0);
    struct arena a;

    CHECK(arena_make(&a, 4096));
    CHECK_STR(report_count_words(&a, &c), "No session of this period is recorded.");
    arena_free(&a);
}

TEST(report_count_part_leaves_out_a_session_of_which_nobody_recorded_who_came)
{
    struct report_service s[2] = { held(60), held(60) };

    s[1].attended = 0;
    struct report_part p = report_count_part(s, 2, MOTHER);
    CHECK(p.counted == 1 && p.attended == 1);
}
