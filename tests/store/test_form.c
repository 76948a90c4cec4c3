/* The closed forms that make plain text safe: everything else stays out of plain columns. */
#include "store/db_engine.h"
#include "test.h"

static bool holds(enum q_kind kind, const char *text)
{
    struct q_item item = { .name = "x", .kind = kind, .one_of = "yes no not_applicable" };

    return form_holds(&item, str_of(text));
}

TEST(an_id_has_26_letters_and_digits_of_ours)
{
    CHECK(holds(QK_ID, "abcdefghijklmnopqrstuvwx27"));
    CHECK(holds(QK_ID, DB_PRACTICE_ID));
    CHECK(!holds(QK_ID, "abcdefghijklmnopqrstuvwx2"));
    CHECK(!holds(QK_ID, "abcdefghijklmnopqrstuvwx277"));
    CHECK(!holds(QK_ID, "Abcdefghijklmnopqrstuvwx27"));
    CHECK(!holds(QK_ID, "abcdefghijklmnopqrstuvwx18"));
    CHECK(!holds(QK_ID, ""));
}

TEST(hex_is_even_lower_case_and_bounded)
{
    char longest[131];
    size_t i;

    for (i = 0; i < 130; i++)
        longest[i] = 'a';
    longest[130] = 0;
    CHECK(holds(QK_HEX, "00ff"));
    CHECK(!holds(QK_HEX, "00f"));
    CHECK(!holds(QK_HEX, "00FF"));
    CHECK(!holds(QK_HEX, "0x00"));
    CHECK(!holds(QK_HEX, ""));
    CHECK(!holds(QK_HEX, longest));
    longest[128] = 0;
    CHECK(holds(QK_HEX, longest));
}

TEST(dates_and_times_are_real_ones_in_one_form)
{
    CHECK(holds(QK_DATE, "2028-02-29"));
    CHECK(!holds(QK_DATE, "2027-02-29"));
    CHECK(!holds(QK_DATE, "2027-2-9"));
    CHECK(!holds(QK_DATE, "2027-02-09 "));
    CHECK(holds(QK_UTC, "2026-11-22T23:59:59Z"));
    CHECK(!holds(QK_UTC, "2026-11-22T24:00:00Z"));
    CHECK(!holds(QK_UTC, "2026-11-22T10:00:00"));
    CHECK(!holds(QK_UTC, "2026-11-22T10:00:00+01:00"));
}

TEST(a_code_is_one_word)
{
    CHECK(holds(QK_CODE, "us-il"));
    CHECK(holds(QK_CODE, "gate.G1_2026-01"));
    CHECK(!holds(QK_CODE, "two words"));
    CHECK(!holds(QK_CODE, "caf\xC3\xA9"));
    CHECK(!holds(QK_CODE, "a:b"));
    CHECK(!holds(QK_CODE, ""));
    CHECK(holds(QK_CODE, "123456789012345678901234567890123456789012345678901234567890"));
    CHECK(!holds(QK_CODE, "1234567890123456789012345678901234567890123456789012345678901"));
}

TEST(one_of_a_list_is_one_of_it)
{
    CHECK(holds(QK_ONE_OF, "yes"));
    CHECK(holds(QK_ONE_OF, "not_applicable"));
    CHECK(!holds(QK_ONE_OF, "not"));
    CHECK(!holds(QK_ONE_OF, "yes no"));
    CHECK(!holds(QK_ONE_OF, "Yes"));
    CHECK(!holds(QK_ONE_OF, ""));
}

TEST(no_other_kind_takes_text)
{
    CHECK(!holds(QK_TEXT, "words"));
    CHECK(!holds(QK_I64, "1"));
    CHECK(!holds(QK_SEALED, "words"));
    CHECK(!holds(QK_WRAPPED, "words"));
}
