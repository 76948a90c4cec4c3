/* Rules of a state on a day: which holds, whether anybody vouches for it, what a plan runs into. */
#include "core/jurisdiction.h"
#include "test.h"

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    if (iso)
        CHECK(date_parse(str_of(iso), &d));
    return d;
}

static struct law_basis basis(const char *from, const char *to)
{
    return (struct law_basis){
        .source = STR("s"), .from = day(from), .to = day(to), .verified_on = RW_NO_DATE
    };
}

TEST(a_rule_holds_from_its_first_day_to_its_last)
{
    struct reporter_rule list[2] = {
        { .oral_hours = 48, .basis = basis(NULL, "2025-06-19") },
        { .oral_hours = 24, .basis = basis("2025-06-20", NULL) },
    };
    struct jurisdiction j = { .verify_months = 12, .reporter = list, .nreporter = 2 };

    CHECK(jurisdiction_reporter(&j, day("2025-06-19"))->oral_hours == 48);
    CHECK(jurisdiction_reporter(&j, day("2025-06-20"))->oral_hours == 24);
    j.nreporter = 1;
    CHECK(!jurisdiction_reporter(&j, day("2025-06-20")));
}

TEST(a_value_is_vouched_for_twelve_months_by_somebody)
{
    struct jurisdiction j = { .verify_months = 12 };
    struct law_basis b = basis(NULL, NULL);

    CHECK(law_unverified(&j, &b, day("2026-03-01")));
    b.verified_on = day("2025-03-01");
    CHECK(law_unverified(&j, &b, day("2026-03-01")));
    b.verified_by = STR("R. Vale, attorney");
    CHECK(!law_unverified(&j, &b, day("2026-03-01")));
    CHECK(law_unverified(&j, &b, day("2026-03-02")));
    CHECK(law_unverified(&j, &b, day("2025-02-28")));
}

TEST(a_minor_may_consent_from_the_birthday_on_and_nobody_guesses)
{
    struct consent_rule r = { .age = 12, .basis = basis("2024-01-01", NULL) };
    struct jurisdiction j = { .verify_months = 12, .consent = &r, .nconsent = 1 };

    CHECK(jurisdiction_may_consent(&j, day("2014-03-02"), day("2026-03-01")) == 0);
    CHECK(jurisdiction_may_consent(&j, day("2014-03-02"), day("2026-03-02")) == 1);
    CHECK(jurisdiction_may_consent(&j, RW_NO_DATE, day("2026-03-02")) == -1);
    CHECK(jurisdiction_may_consent(&j, day("2000-03-02"), day("2023-12-31")) == -1);
}

TEST(a_plan_runs_into_a_rule_in_force_unless_both_parents_may_agree)
{
    struct barred_rule list[2] = {
        { .condition = CONDITION_PRIVATE_TRANSPORT, .basis = basis("2024-01-01", NULL) },
        { .condition = CONDITION_OVERNIGHT, .unless_both_agree = true, .basis = basis(NULL, NULL) },
    };
    struct jurisdiction j = { .verify_months = 12, .barred = list, .nbarred = 2 };
    struct programme_plan p = { 0 };

    CHECK(jurisdiction_asks_plan(&j, day("2026-03-01")));
    CHECK(!jurisdiction_bars(&j, &p, day("2026-03-01")));
    p.asks[CONDITION_CUSTODY_TRANSFER] = true;
    CHECK(!jurisdiction_bars(&j, &p, day("2026-03-01")));
    p.asks[CONDITION_PRIVATE_TRANSPORT] = true;
    p.both_agree = true;
    CHECK(jurisdiction_bars(&j, &p, day("2026-03-01")) == &list[0]);
    CHECK(!jurisdiction_bars(&j, &p, day("2023-12-31")));
    p.asks[CONDITION_PRIVATE_TRANSPORT] = false;
    p.asks[CONDITION_OVERNIGHT] = true;
    CHECK(!jurisdiction_bars(&j, &p, day("2026-03-01")));
    p.both_agree = false;
    CHECK(jurisdiction_bars(&j, &p, day("2026-03-01")) == &list[1]);
    CHECK(!jurisdiction_asks_plan(&(struct jurisdiction){ 0 }, day("2026-03-01")));
}
