/* test_hold.c -- whom a hold covers, how long it stands, and who lifts it alone. */
#include "base/date.h"
#include "core/hold.h"
#include "test.h"

#define HOURS(n) ((int64_t)(n)*3600)
#define WAIT 24

static struct hold pressed(const char *child, const char *person)
{
    return (struct hold){ .id = STR("h"),
                          .child = str_of(child),
                          .person = str_of(person),
                          .by = STR("ana"),
                          .asked_utc = RW_NO_TIME,
                          .second_utc = RW_NO_TIME };
}

TEST(hold_covers_the_pair_it_names_and_everybody_where_it_names_nobody)
{
    static const struct {
        const char *child, *person, *of, *with;
        bool covered;
    } cases[] = {
        { "", "", "maya", "dana", true },           { "maya", "", "maya", "robin", true },
        { "maya", "", "jonas", "dana", false },     { "", "dana", "jonas", "dana", true },
        { "", "dana", "jonas", "robin", false },    { "maya", "dana", "maya", "dana", true },
        { "maya", "dana", "maya", "robin", false },
    };
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hold h = pressed(cases[i].child, cases[i].person);

        if (hold_covers(&h, str_of(cases[i].of), str_of(cases[i].with)) != cases[i].covered)
            fail_msg("%s and %s: %s with %s", cases[i].child, cases[i].person, cases[i].of,
                     cases[i].with);
    }
}

TEST(hold_stands_until_it_is_lifted_as_its_form_asks)
{
    static const struct {
        enum hold_lift lift;
        int64_t asked, second; /* hours; -1 none */
        int64_t now;
        bool stands;
    } cases[] = {
        { HOLD_LIFT_NONE, -1, -1, 1000, true },   { HOLD_LIFT_OWN, 2, -1, 2, false },
        { HOLD_LIFT_MEMBER, 2, -1, 1000, true },  { HOLD_LIFT_MEMBER, 2, 3, 3, false },
        { HOLD_LIFT_RECORD, 10, -1, 1000, true }, { HOLD_LIFT_RECORD, 10, 2, 33, true },
        { HOLD_LIFT_RECORD, 10, 2, 34, false },   { HOLD_LIFT_RECORD, 10, 12, 35, true },
        { HOLD_LIFT_RECORD, 10, 12, 36, false },
    };
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct hold h = pressed("", "");

        h.lift = cases[i].lift;
        h.asked_utc = cases[i].asked < 0 ? RW_NO_TIME : HOURS(cases[i].asked);
        h.second_utc = cases[i].second < 0 ? RW_NO_TIME : HOURS(cases[i].second);
        if (hold_stands(&h, HOURS(cases[i].now), WAIT) != cases[i].stands)
            fail_msg("row %zu", i);
        CHECK((hold_between(&h, 1, STR("maya"), STR("dana"), HOURS(cases[i].now), WAIT) != NULL) ==
              cases[i].stands);
    }
}

TEST(hold_is_lifted_alone_by_whoever_pressed_it_within_its_hours_and_nothing_behind)
{
    struct hold h = pressed("", "");

    CHECK(hold_lifts_alone(&h, STR("ana"), HOURS(24), 24, false));
    CHECK(!hold_lifts_alone(&h, STR("ana"), HOURS(24) + 1, 24, false));
    CHECK(!hold_lifts_alone(&h, STR("sam"), HOURS(1), 24, false));
    CHECK(!hold_lifts_alone(&h, STR("ana"), HOURS(1), 24, true));
}
