#include "test.h"

#include "base/limits.h"
#include "base/str.h"

#include <string.h>

TEST(a_view_of_no_string_is_not_recorded_and_differs_from_an_empty_text)
{
    CHECK(str_of(NULL).p == NULL);
    CHECK(STR("").p != NULL);
    CHECK(str_empty(STR_NULL) && str_empty(STR("")) && !str_empty(STR(" ")));
}

TEST(equal_views_have_the_same_bytes_and_the_same_length)
{
    CHECK(str_eq(STR("Mara"), STR("Mara")));
    CHECK(!str_eq(STR("Mara"), STR("Mar")));
    CHECK(!str_eq(STR("Mara"), STR("mara")));
    CHECK(str_eq(STR("a\0b"), STR("a\0b")) && !str_eq(STR("a\0b"), STR("a\0c")));
    CHECK(str_eq(STR_NULL, STR("")));
}

TEST(order_is_bytewise_and_a_prefix_comes_first)
{
    CHECK(str_cmp(STR("a"), STR("b")) < 0);
    CHECK(str_cmp(STR("ab"), STR("a")) > 0);
    CHECK(str_cmp(STR("ab"), STR("ab")) == 0);
    CHECK(str_cmp(STR("\xC3\xA9"), STR("z")) > 0);
    CHECK(str_cmp(STR_NULL, STR("a")) < 0);
}

TEST(a_prefix_is_found_only_at_the_start)
{
    CHECK(str_starts(STR("case-12"), "case-"));
    CHECK(!str_starts(STR("my case-12"), "case-"));
    CHECK(!str_starts(STR("cas"), "case-"));
    CHECK(str_starts(STR_NULL, ""));
}

TEST(trimming_takes_blanks_at_both_ends_and_none_inside)
{
    CHECK_STR(str_trim(STR(" \t\r\n two words \n")), "two words");
    CHECK_STR(str_trim(STR(" \t ")), "");
    CHECK_STR(str_trim(STR_NULL), "");
}

TEST(a_fallback_stands_in_for_null_and_for_empty)
{
    CHECK_STR(str_or(STR_NULL, "not recorded yet"), "not recorded yet");
    CHECK_STR(str_or(STR(""), "not recorded yet"), "not recorded yet");
    CHECK_STR(str_or(STR("Ana"), "not recorded yet"), "Ana");
}

TEST(a_copy_is_another_piece_of_memory_and_null_stays_null)
{
    struct arena a;
    char text[] = "first words";
    struct str copy;

    CHECK(arena_make(&a, 256));
    copy = str_copy(&a, str_of(text));
    memset(text, 'x', sizeof text - 1);
    CHECK_STR(copy, "first words");
    CHECK(copy.p[copy.len] == '\0');
    CHECK(str_copy(&a, STR_NULL).p == NULL);
    CHECK(str_copy(&a, STR("")).p != NULL);
    arena_free(&a);
}

TEST(joining_leaves_the_separator_out_where_a_side_is_empty)
{
    struct arena a;

    CHECK(arena_make(&a, 256));
    CHECK_STR(str_join(&a, STR("Ana"), STR(", "), STR("Ben")), "Ana, Ben");
    CHECK_STR(str_join(&a, STR(""), STR(", "), STR("Ben")), "Ben");
    CHECK_STR(str_join(&a, STR("Ana"), STR(", "), STR_NULL), "Ana");
    arena_free(&a);
}

TEST(formatting_into_a_spent_arena_gives_an_empty_text)
{
    struct arena a;

    CHECK(arena_make(&a, 8));
    CHECK_STR(str_fmt(&a, "%d", 1234567), "1234567");
    CHECK_STR(str_fmt(&a, "%s", "far too long for what is left"), "");
    CHECK(a.spent);
    arena_free(&a);
}

TEST(whole_numbers_are_read_up_to_their_last_value)
{
    int64_t v = 7;

    CHECK(str_i64(STR("0"), &v) && v == 0);
    CHECK(str_i64(STR("-12"), &v) && v == -12);
    CHECK(str_i64(STR("9223372036854775807"), &v) && v == INT64_MAX);
    CHECK(str_i64(STR("-9223372036854775808"), &v) && v == INT64_MIN);
}

TEST(what_is_no_whole_number_leaves_the_value_untouched)
{
    static const char *const wrong[] = { "",
                                         "-",
                                         "+1",
                                         " 1",
                                         "1 ",
                                         "1a",
                                         "1.0",
                                         "9223372036854775808",
                                         "0x1",
                                         "--1",
                                         "-9223372036854775809" };
    int64_t v = 7;
    size_t i;

    for (i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(!str_i64(str_of(wrong[i]), &v));
    CHECK(!str_i64(STR("1\0"), &v));
    CHECK(!str_i64(STR_NULL, &v));
    CHECK(v == 7);
}

TEST(cutting_gives_every_piece_even_the_empty_ones)
{
    struct str rest = STR("a,,b,"), piece;

    CHECK(str_cut(&rest, ',', &piece) && str_is(piece, "a"));
    CHECK(str_cut(&rest, ',', &piece) && str_is(piece, ""));
    CHECK(str_cut(&rest, ',', &piece) && str_is(piece, "b"));
    CHECK(str_cut(&rest, ',', &piece) && str_is(piece, ""));
    CHECK(!str_cut(&rest, ',', &piece));
}

TEST(well_formed_text_of_any_script_passes)
{
    CHECK(str_utf8(STR("Zo\xC3\xAB")));
    CHECK(str_utf8(STR("\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85")));
    CHECK(str_utf8(STR("\xE6\x97\xA5\xE6\x9C\xAC")));
    CHECK(str_utf8(STR("\xF0\x9F\x8C\xB1")));
    CHECK(str_utf8(STR("\xEF\xBF\xBF\xF4\x8F\xBF\xBF\xED\x9F\xBF\xEE\x80\x80")));
    CHECK(str_utf8(STR_NULL));
}

TEST(ill_formed_text_is_refused_wherever_it_stands)
{
    static const char *const wrong[] = {
        "\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x9F\xBF", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80", "\xFF",
        "\xC3",         "\xE2\x82",         "\xF0\x9F\x8C",     "\xE2\x28\xA1", "\xF0\x9F\x28\xB1",
        "\xC3\xC3",
    };
    struct arena a;
    size_t i;

    CHECK(arena_make(&a, 4096));
    for (i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!str_utf8(str_of(wrong[i])));
        CHECK(!str_utf8(str_fmt(&a, "before %s", wrong[i])));
        CHECK(!str_utf8(str_fmt(&a, "%s after", wrong[i])));
    }
    arena_free(&a);
}

TEST(control_bytes_are_not_clean_and_a_line_end_only_where_allowed)
{
    CHECK(str_clean(STR("one\tline"), false));
    CHECK(!str_clean(STR("two\nlines"), false));
    CHECK(str_clean(STR("two\r\nlines"), true));
    CHECK(!str_clean(STR("a\0b"), true));
    CHECK(!str_clean(STR("\x1B[2J"), true));
    CHECK(!str_clean(STR("del\x7F"), true));
    CHECK(str_clean(STR("\xC2\x85"), false));
}
