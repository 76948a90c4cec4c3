#include "test.h"

#include "base/err.h"

#include <string.h>

static enum rw_status fails(struct rw_err *e)
{
    return RW_FAIL(e, RW_ELIMIT, "item %d of %d", 3, 2);
}

TEST(a_failure_says_what_where_and_in_which_words)
{
    struct rw_err e = { 0 };

    CHECK(fails(&e) == RW_ELIMIT);
    CHECK(e.status == RW_ELIMIT);
    assert_string_equal(e.func, "fails");
    assert_string_equal(e.note, "item 3 of 2");
}

TEST(a_failure_without_a_record_is_still_a_status)
{
    CHECK(fails(NULL) == RW_ELIMIT);
}

TEST(a_long_note_is_cut_and_ended)
{
    struct rw_err e;
    char text[400];

    memset(text, 'n', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    memset(&e, 0xFF, sizeof e);
    CHECK(rw_fail(&e, RW_EBUG, __func__, "%s", text) == RW_EBUG);
    CHECK(strlen(e.note) == sizeof e.note - 1);
}

TEST(every_status_has_a_word_of_its_own)
{
    int i, j;

    for (i = 0; i < RW_STATUS_COUNT; i++) {
        CHECK(rw_status_word((enum rw_status)i) != NULL);
        for (j = 0; j < i; j++)
            CHECK(strcmp(rw_status_word((enum rw_status)i), rw_status_word((enum rw_status)j)));
    }
    assert_string_equal(rw_status_word(RW_STATUS_COUNT), "unknown");
}
