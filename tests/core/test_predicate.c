#include "core/predicate.h"
#include "test.h"

#define Y TRI_YES
#define N TRI_NO
#define U TRI_UNKNOWN

TEST(all_and_any_are_three_valued)
{
    static const struct {
        enum tri a, b, all, any;
    } rows[] = {
        { Y, Y, Y, Y }, { Y, N, N, Y }, { Y, U, U, Y }, { N, Y, N, Y }, { N, N, N, N },
        { N, U, N, U }, { U, Y, U, Y }, { U, N, N, U }, { U, U, U, U },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum tri both[2] = { rows[i].a, rows[i].b };

        CHECK(tri_all(both, 2) == rows[i].all);
        CHECK(tri_any(both, 2) == rows[i].any);
    }
    CHECK(tri_all(NULL, 0) == Y && tri_any(NULL, 0) == N);
}

static struct criterion c;
static struct fact list[8];
static struct facts f;

static struct predicate_answer ask(struct predicate w)
{
    struct asking q = { .f = &f, .c = &c, .child = STR("maya") };
    struct evidence_trail trail = { 0 };

    return predicate_ask(&q, &w, &trail);
}

static void given(size_t n)
{
    f = (struct facts){
        .today = { 100 }, .child = STR("maya"), .facts = list, .nfacts = n, .signs_known = true
    };
    for (size_t i = 0; i < n; i++) {
        list[i].child = STR("maya");
        list[i].id = (struct str){ &"abcdefgh"[i], 1 };
    }
}

TEST(every_kind_of_question_is_unknown_when_nothing_is_recorded)
{
    static const enum predicate_kind kinds[] = { PRED_FACT,  PRED_AT_LEAST,    PRED_AT_MOST,
                                                 PRED_COUNT, PRED_WITHIN_DAYS, PRED_STILL_TRUE };

    given(0);
    f.signs_known = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        CHECK(ask((struct predicate){ .kind = kinds[i], .name = STR("x") }).is == U);
    CHECK(ask((struct predicate){ .kind = PRED_NOT_OPEN, .name = STR("CI1") }).is == U);
}

TEST(numbers_are_compared_at_their_edges_and_only_numbers_count)
{
    struct predicate least = { .kind = PRED_AT_LEAST, .name = STR("x"), .value = 3 };
    struct predicate most = { .kind = PRED_AT_MOST, .name = STR("x"), .value = 3 };

    list[0] = (struct fact){ .name = STR("x"), .value = FACT_NUMBER, .number = 3, .on = { 9 } };
    given(1);
    CHECK(ask(least).is == Y && ask(most).is == Y);
    list[0].number = 2;
    CHECK(ask(least).is == N && ask(most).is == Y);
    list[0].number = 4;
    CHECK(ask(least).is == Y && ask(most).is == N);
    list[0].value = FACT_YES;
    CHECK(ask(least).is == U && ask(most).is == U);
}

TEST(a_count_wants_different_days)
{
    struct predicate twice = { .kind = PRED_COUNT, .name = STR("x"), .value = 2 };

    list[0] = (struct fact){ .name = STR("x"), .value = FACT_YES, .on = { 9 } };
    list[1] = list[0];
    given(2);
    CHECK(ask(twice).is == U);
    list[1].on.day = 10;
    CHECK(ask(twice).is == Y);
    list[1].value = FACT_NO;
    CHECK(ask(twice).is == N);
}

TEST(a_yes_grows_old_but_a_no_does_not)
{
    struct predicate w = { .kind = PRED_WITHIN_DAYS, .name = STR("x"), .value = 30 };

    list[0] = (struct fact){ .name = STR("x"), .value = FACT_YES, .on = { 70 } };
    given(1);
    CHECK(ask(w).is == Y);
    list[0].on.day = 69;
    CHECK(ask(w).is == U && ask(w).why == WHY_STALE);
    list[0].value = FACT_NO;
    CHECK(ask(w).is == N);
}

TEST(does_not_apply_needs_leave_and_a_reason)
{
    struct predicate w = { .kind = PRED_FACT, .name = STR("x") };

    list[0] =
        (struct fact){ .name = STR("x"), .value = FACT_NA, .reason = STR("dead"), .on = { 70 } };
    given(1);
    c.may_be_na = false;
    CHECK(ask(w).is == U && ask(w).why == WHY_NA_REFUSED);
    c.may_be_na = true;
    CHECK(ask(w).is == Y && ask(w).na);
    list[0].reason = STR("  ");
    CHECK(ask(w).is == U);
}

TEST(the_part_that_decides_speaks_for_the_whole)
{
    struct predicate parts[] = { { .kind = PRED_FACT, .name = STR("x") },
                                 { .kind = PRED_NOT_OPEN, .name = STR("CI1") } };
    struct predicate all = { .kind = PRED_ALL, .of = parts, .nof = 2 };
    struct predicate any = { .kind = PRED_ANY, .of = parts, .nof = 2 };
    struct fact_sign s = { .id = STR("s"), .code = STR("CI1"), .closed = RW_NO_DATE };

    list[0] = (struct fact){ .name = STR("x"), .value = FACT_YES, .on = { 70 } };
    given(1);
    CHECK(ask(all).is == Y && ask(all).record == &list[0]);
    f.signs = &s;
    f.nsigns = 1;
    CHECK(ask(all).is == N && ask(all).why == WHY_SIGN_OPEN && ask(all).sign == &s);
    CHECK(ask(any).is == Y);
    list[0].value = FACT_UNKNOWN;
    CHECK(ask(all).is == N && ask(any).is == U);
}
