/* test_csv.c -- comma-separated values as RFC 4180 writes them, and as spreadsheets do. */
#include "core/csv.h"

#include "test.h"

#include <string.h>

static struct arena mem;

static enum csv_fault read_z(struct str text, struct csv *t)
{
    if (!mem.base)
        CHECK(arena_make(&mem, 4u << 20));
    arena_reset(&mem);
    return csv_read(&mem, text, csv_separator(text), (struct csv_limits){ 100, 10 }, t);
}

TEST(csv_cuts_rows_and_values_and_counts_lines)
{
    struct csv t;

    CHECK(read_z(STR("a,b\r\nc,\r\n\r\n,d"), &t) == CSV_FINE);
    CHECK(t.n == 3 && t.line == 0);
    CHECK(t.rows[0].n == 2 && t.rows[1].n == 2 && t.rows[2].n == 2);
    CHECK_STR(t.rows[0].cells[1], "b");
    CHECK_STR(t.rows[1].cells[1], "");
    CHECK_STR(t.rows[2].cells[1], "d");
    CHECK(t.rows[1].line == 2 && t.rows[2].line == 4);
}

TEST(csv_takes_each_kind_of_line_end_and_the_last_line_without_one)
{
    static const char *const texts[] = { "a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "a,b\nc,d" };
    struct csv t;
    size_t i;

    for (i = 0; i < sizeof texts / sizeof *texts; i++) {
        CHECK(read_z(str_of(texts[i]), &t) == CSV_FINE);
        CHECK(t.n == 2 && t.rows[1].line == 2);
        CHECK_STR(t.rows[1].cells[1], "d");
    }
}

TEST(csv_quoted_values_hold_commas_line_ends_and_doubled_quotes)
{
    struct csv t;

    CHECK(read_z(STR("\"a,1\",\"two\nlines\",\"say \"\"no\"\"\"\nx,\"\",z"), &t) == CSV_FINE);
    CHECK(t.n == 2);
    CHECK_STR(t.rows[0].cells[0], "a,1");
    CHECK_STR(t.rows[0].cells[1], "two\nlines");
    CHECK_STR(t.rows[0].cells[2], "say \"no\"");
    CHECK(t.rows[1].line == 3 && t.rows[1].n == 3);
    CHECK_STR(t.rows[1].cells[1], "");
}

TEST(csv_passes_over_the_mark_that_spreadsheets_put_first)
{
    struct csv t;

    CHECK(read_z(STR("\xEF\xBB\xBFname,birth\nMaya,2016-04-02"), &t) == CSV_FINE);
    CHECK_STR(t.rows[0].cells[0], "name");
    CHECK(read_z(STR("\xEF\xBB\xBF\"name\",birth\n"), &t) == CSV_FINE);
    CHECK_STR(t.rows[0].cells[0], "name");
}

TEST(csv_separator_is_found_in_the_first_line_outside_quotes)
{
    CHECK(csv_separator(STR("a,b;c,d\n;;;;")) == ',');
    CHECK(csv_separator(STR("a;b;c\n1,2,3,4,5")) == ';');
    CHECK(csv_separator(STR("\n\na\tb\n")) == '\t');
    CHECK(csv_separator(STR("\"x,y,z\";b")) == ';');
    CHECK(csv_separator(STR("alone")) == ',');
    CHECK(csv_separator(STR("")) == ',');
}

TEST(csv_says_on_which_line_a_quote_is_wrong)
{
    struct csv t;

    CHECK(read_z(STR("a,b\nc,\"d\ne,f\n"), &t) == CSV_QUOTE_OPEN);
    CHECK(t.line == 2 && t.n == 1);
    CHECK(read_z(STR("a,b\n\"two\nlines\",x\nc,d\"e\n"), &t) == CSV_QUOTE_STRAY);
    CHECK(t.line == 4 && t.n == 2);
    CHECK(read_z(STR("a,\"b\"c\n"), &t) == CSV_QUOTE_STRAY);
    CHECK(t.line == 1 && t.n == 0);
    CHECK(read_z(STR("\""), &t) == CSV_QUOTE_OPEN);
}

TEST(csv_refuses_what_is_not_text)
{
    struct csv t;

    CHECK(read_z(STR("a,b\nMa\xFFya,x\n"), &t) == CSV_NOT_TEXT);
    CHECK(t.line == 2 && t.n == 0);
    CHECK(read_z(STR("a\nb\nc\0d\n"), &t) == CSV_NOT_TEXT);
    CHECK(t.line == 3);
    CHECK(read_z(STR("a\n\xC0\x80"), &t) == CSV_NOT_TEXT);
    CHECK(read_z(STR("a\x1B[2J"), &t) == CSV_NOT_TEXT);
}

TEST(csv_keeps_ragged_rows_as_they_are)
{
    struct csv t;

    CHECK(read_z(STR("a,b,c\n1\n1,2,3,4\n"), &t) == CSV_FINE);
    CHECK(t.n == 3 && t.rows[1].n == 1 && t.rows[2].n == 4);
}

TEST(csv_keeps_what_looks_like_a_formula_as_text)
{
    struct csv t;

    CHECK(read_z(STR("=1+1,+49 1,-x,@y\n"), &t) == CSV_FINE);
    CHECK_STR(t.rows[0].cells[0], "=1+1");
    CHECK_STR(t.rows[0].cells[3], "@y");
}

TEST(csv_stops_at_its_limits)
{
    static char text[3 * 101];
    struct csv t;
    size_t i;

    for (i = 0; i < sizeof text; i += 3)
        memcpy(text + i, "a,\n", 3);
    CHECK(read_z((struct str){ text, sizeof text - 3 }, &t) == CSV_FINE);
    CHECK(t.n == 100);
    CHECK(read_z((struct str){ text, sizeof text }, &t) == CSV_TOO_MANY_ROWS);
    CHECK(t.n == 100 && t.line == 101);
    CHECK(read_z(STR("1,2,3,4,5,6,7,8,9,10\n"), &t) == CSV_FINE);
    CHECK(read_z(STR("1,2,3,4,5,6,7,8,9,10,11\n"), &t) == CSV_TOO_MANY_CELLS);
}

TEST(csv_says_so_when_the_arena_is_too_small)
{
    struct arena small;
    struct csv t;

    CHECK(arena_make(&small, 256));
    CHECK(csv_read(&small, STR("a,b,c,d,e,f,g,h\n1,2,3,4,5,6,7,8\n1,2,3,4,5,6,7,8\n"), ',',
                   (struct csv_limits){ 100, 10 }, &t) == CSV_TOO_LARGE);
    arena_free(&small);
}

TEST(csv_of_nothing_has_no_row)
{
    struct csv t;

    CHECK(read_z(STR(""), &t) == CSV_FINE && t.n == 0);
    CHECK(read_z(STR_NULL, &t) == CSV_FINE && t.n == 0);
    CHECK(read_z(STR("\r\n\n\r"), &t) == CSV_FINE && t.n == 0);
}
