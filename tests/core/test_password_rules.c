#include "core/password_rules.h"
#include "test.h"

#include <string.h>

static const struct str names[] = { { "ruth.alder", 10 },
                                    { "Ruth Alder", 10 },
                                    { "Willow Bend Practice", 20 } };
static const struct password_context context = {
    .common = { "# a comment\nsunshine1\nreweave2026\n", 34 }, .names = names, .nnames = 3
};

static enum password_fault judge(const char *z)
{
    return password_judge(str_of(z), &context);
}

TEST(length_is_counted_in_code_points)
{
    char z[600];

    CHECK(judge("1f8k2m9") == PASSWORD_SHORT);
    CHECK(judge("1f8k2m9q") == PASSWORD_GOOD);
    CHECK(judge("héßäöü7") == PASSWORD_SHORT);
    CHECK(judge("héßäöü7ñ") == PASSWORD_GOOD);
    memset(z, 'x', sizeof z);
    CHECK(password_judge((struct str){ z, 128 }, &context) == PASSWORD_GOOD);
    CHECK(password_judge((struct str){ z, 129 }, &context) == PASSWORD_LONG);
}

TEST(any_kinds_of_characters_will_do)
{
    CHECK(judge("four ordinary words") == PASSWORD_GOOD);
    CHECK(judge("\xF0\x9F\x8C\xB3 willow tree song") == PASSWORD_GOOD);
    CHECK(judge("        . ") == PASSWORD_GOOD);
}

TEST(bytes_that_nobody_types_are_refused)
{
    CHECK(password_judge((struct str){ "abc\0defghi", 10 }, &context) == PASSWORD_BYTES);
    CHECK(judge("abcdefgh\xff") == PASSWORD_BYTES);
    CHECK(judge("abcdefgh\n") == PASSWORD_BYTES);
}

TEST(a_common_password_is_refused_as_a_whole_only)
{
    CHECK(judge("Sunshine1") == PASSWORD_COMMON);
    CHECK(judge("REWEAVE2026") == PASSWORD_COMMON);
    CHECK(judge("sunshine1 after rain") == PASSWORD_GOOD);
    CHECK(judge("# a comment") == PASSWORD_GOOD);
}

TEST(ones_own_names_are_refused_with_and_without_blanks)
{
    CHECK(judge("Ruth.Alder") == PASSWORD_NAMED);
    CHECK(judge("ruthalder") == PASSWORD_NAMED);
    CHECK(judge("willowbendpractice") == PASSWORD_NAMED);
    CHECK(judge("ruthalders") == PASSWORD_GOOD);
}

TEST(each_fault_says_what_to_do)
{
    enum password_fault f;

    for (f = PASSWORD_SHORT; f <= PASSWORD_NAMED; f++)
        CHECK(strlen(password_fault_words(f)) > 20);
    CHECK(strcmp(password_fault_words(PASSWORD_GOOD), "") == 0);
}
