/* test_report_scan.c -- a protected address, telephone number or e-mail is found however written. */
#include "test.h"

#include "core/report_scan.h"

static const struct report_secret hidden = {
    .phone = STR("+1 (555) 201-4477 ext 5; 555 kwyjibo"),
    .email = STR("dana.fir@example.org"),
    .address = STR("12 Elmwood Road, Apt 4\nMillbrook"),
};

/* The heading of the section where the words were found; empty: nowhere. */
static struct str found_in(struct arena *a, const struct report_secret *s, const char *words)
{
    struct str cell[] = { STR("Mon"), str_of(words) }, where;
    struct report_row row[] = { { cell, 2 } };
    struct report_block quiet = { .kind = REPORT_PARA, .text = STR("All went well in Millbrook.") };
    struct report_block block[] = { quiet, { .kind = REPORT_TABLE, .row = row, .nrow = 1 } };
    struct report_section section[] = {
        { .heading = STR("1. The matter"), .block = &quiet, .nblock = 1 },
        { .heading = STR("2. Safety"), .block = block, .nblock = 2 },
    };
    struct report_doc d = { .practice = STR("12 Elmwood Road"), .section = section, .nsection = 2 };

    return report_scan(&d, s, 1, a, &where) ? where : STR("");
}

TEST(report_scan_finds_each_however_it_is_written)
{
    static const char *const there[] = {
        "She lives at 12 Elmwood Road now.",
        "12 ELMWOOD  ROAD",
        "at 12 Elmwood Rd.",
        "12\xC2\xA0\x45lmwood Road",
        "call 555 201 4477",
        "5552014477",
        "201-4477 after six",
        "(+1) 555.201.4477",
        "DANA.FIR@EXAMPLE.ORG",
        "mailto:dana.fir@example.org, ok",
        "the number 555 KWYJIBO",
    };
    struct arena a;

    CHECK(arena_make(&a, 1 << 20));
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        if (!str_is(found_in(&a, &hidden, there[i]), "2. Safety"))
            fail_msg("not found: %s", there[i]);
    arena_free(&a);
}

TEST(report_scan_lets_pass_what_only_looks_alike)
{
    static const char *const not_there[] = {
        "12 elms were planted on the road", "112 Elmwood Road", "12 Elmwoods",      "2014478",
        "20 of 14 and 477 minutes",         "Millbrook",        "dana.fir@example", "apt 4",
    };
    struct arena a;

    CHECK(arena_make(&a, 1 << 20));
    for (size_t i = 0; i < sizeof not_there / sizeof *not_there; i++)
        CHECK_STR(found_in(&a, &hidden, not_there[i]), "");
    arena_free(&a);
}

TEST(report_scan_knows_a_house_without_a_number_by_its_name)
{
    struct report_secret s = { .address = STR("R\xC3\x96SE Cottage, Hill Lane") };
    struct report_secret town = { .address = STR("Millbrook") };
    struct arena a;

    CHECK(arena_make(&a, 1 << 20));
    CHECK_STR(found_in(&a, &s, "at r\xC3\xB6se cottage"), "2. Safety");
    CHECK_STR(found_in(&a, &s, "a cottage"), "");
    CHECK_STR(found_in(&a, &town, "the court in Millbrook"), "");
    arena_free(&a);
}

TEST(report_scan_looks_at_the_head_of_the_page_but_not_at_the_letterhead)
{
    struct report_doc d = { .practice = STR("12 Elmwood Road"), .running = STR("Docket 1") };
    struct str where;
    struct arena a;

    CHECK(arena_make(&a, 1 << 20));
    CHECK(!report_scan(&d, &hidden, 1, &a, &where));
    d.running = STR("Case of 12 Elmwood Road");
    CHECK(report_scan(&d, &hidden, 1, &a, &where));
    CHECK_STR(where, "Head of the page");
    CHECK(!report_scan(&d, &hidden, 0, &a, &where));
    arena_free(&a);
}
