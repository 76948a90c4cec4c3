#include "core/fact.h"
#include "test.h"

#define DAY(n) ((struct date){ 20000 + (n) })

static const struct fact many[] = {
    { .id = STR("a"), .name = STR("x"), .child = STR("maya"), .value = FACT_YES, .on = DAY(1) },
    { .id = STR("b"), .name = STR("x"), .child = STR("maya"), .value = FACT_YES, .on = DAY(2) },
    { .id = STR("c"), .name = STR("x"), .child = STR("maya"), .value = FACT_NO, .on = DAY(2) },
    { .id = STR("d"), .name = STR("x"), .child = STR("ben"), .value = FACT_YES, .on = DAY(3) },
    { .id = STR("e"), .name = STR("x"), .person = STR("dana"), .value = FACT_YES, .on = DAY(4) },
    { .id = STR("f"), .name = STR("x"), .value = FACT_NO, .on = DAY(5) },
    { .id = STR("g"), .name = STR("x"), .child = STR("maya"), .value = FACT_YES, .on = DAY(30) },
    { .id = STR("h"), .name = STR("x"), .child = STR("maya"), .value = FACT_YES },
};

static struct facts maya(void)
{
    static struct fact own[sizeof many / sizeof *many];

    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        own[i] = many[i];
    own[7].on = RW_NO_DATE;
    return (struct facts){
        .today = DAY(10), .child = STR("maya"), .facts = own, .nfacts = sizeof many / sizeof *many
    };
}

TEST(the_latest_record_of_the_child_speaks_and_ties_go_to_the_greater_id)
{
    struct facts f = maya();
    const struct fact *x =
        fact_latest(&f, (struct fact_key){ .name = STR("x"), .child = STR("maya") });

    CHECK_STR(x->id, "c");
}

TEST(a_record_of_the_case_answers_for_an_adult_but_not_for_a_child)
{
    struct facts f = maya();
    struct fact_key adult = { STR("x"), STR("maya"), STR("dana") };
    struct fact_key whole = { STR("x"), STR_NULL, STR_NULL };

    CHECK_STR(fact_latest(&f, adult)->id, "e");
    CHECK_STR(fact_latest(&f, whole)->id, "f");
}

TEST(days_are_counted_once_and_only_where_the_day_ends_in_yes)
{
    struct facts f = maya();

    CHECK(fact_days_yes(&f, (struct fact_key){ .name = STR("x"), .child = STR("maya") }) == 1);
}

TEST(records_of_tomorrow_and_of_no_day_do_not_count)
{
    struct facts f = maya();

    f.facts += 6;
    f.nfacts = 2;
    CHECK(!fact_latest(&f, (struct fact_key){ .name = STR("x"), .child = STR("maya") }));
}

TEST(a_sign_is_open_from_its_day_until_its_closing_day)
{
    struct fact_sign s = {
        .id = STR("s"), .code = STR("CI1"), .opened = DAY(10), .closed = RW_NO_DATE
    };
    struct facts f = { .today = DAY(10), .child = STR("maya"), .signs = &s, .nsigns = 1 };

    CHECK(fact_open_sign(&f, STR("CI1"), STR_NULL));
    CHECK(!fact_open_sign(&f, STR("CI2"), STR_NULL));
    s.opened = DAY(11);
    CHECK(!fact_open_sign(&f, STR("CI1"), STR_NULL));
    s.opened = RW_NO_DATE;
    CHECK(fact_open_sign(&f, STR("CI1"), STR_NULL));
    s.closed = DAY(11);
    CHECK(fact_open_sign(&f, STR("CI1"), STR_NULL));
    s.closed = DAY(10);
    CHECK(!fact_open_sign(&f, STR("CI1"), STR_NULL));
}

TEST(a_sign_about_one_adult_does_not_touch_the_question_about_another)
{
    struct fact_adult adults[] = { { .id = STR("dana") }, { .id = STR("lee") } };
    struct fact_sign s = { .id = STR("s"),
                           .code = STR("CI1"),
                           .person = STR("dana"),
                           .opened = DAY(1),
                           .closed = RW_NO_DATE };
    struct facts f = { .today = DAY(10),
                       .child = STR("maya"),
                       .adults = adults,
                       .nadults = 2,
                       .signs = &s,
                       .nsigns = 1 };

    CHECK(fact_open_sign(&f, STR("CI1"), STR_NULL));
    CHECK(fact_open_sign(&f, STR("CI1"), STR("dana")));
    CHECK(!fact_open_sign(&f, STR("CI1"), STR("lee")));
    s.child = STR("ben");
    CHECK(!fact_open_sign(&f, STR("CI1"), STR_NULL));
}
