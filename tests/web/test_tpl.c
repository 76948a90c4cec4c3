/* test_tpl.c -- what templates write: escaping by place and type, addresses, the shell, fields. */
#include "test.h"

#include "gen/tpl.h"

#include <string.h>

static struct out page;

static const char *text_of(struct out *o)
{
    out_char(o, '\0');
    return o->p ? o->p : "";
}

static bool has(const char *what)
{
    return strstr(text_of(&page), what) != NULL;
}

static void start(void)
{
    out_free(&page);
    out_init(&page, 1 << 20);
}

static const char *url_written(const char *url)
{
    start();
    tpl_put_url(&page, str_of(url));
    return text_of(&page);
}

TEST(text_is_escaped_in_content_and_attributes)
{
    struct text_part_view part = { .label = STR("a<b>"), .text = STR("\"x\" & 'y'") };
    struct texts_view v = { &part, 1 };

    start();
    tpl_texts(&page, &v);
    CHECK(has("<h2>a&lt;b&gt;</h2>"));
    CHECK(has("&quot;x&quot; &amp; &#39;y&#39;"));
    CHECK(!has("a<b>"));
}

TEST(an_address_of_this_site_passes)
{
    assert_string_equal(url_written("/cases/1?page=2&x=1"), "/cases/1?page=2&amp;x=1");
    assert_string_equal(url_written("#notes"), "#notes");
    assert_string_equal(url_written(""), "");
    assert_string_equal(url_written("/"), "/");
}

TEST(an_address_that_leads_elsewhere_becomes_harmless)
{
    static const char *const bad[] = { "//evil.example/x",
                                       "http://evil.example",
                                       "javascript:x()",
                                       "/\\evil.example",
                                       "/\t/evil.example",
                                       "/\n/evil.example",
                                       "cases",
                                       " /cases",
                                       "data:text/html,x",
                                       "\\\\evil.example",
                                       "/a b" };
    size_t i;

    for (i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_string_equal(url_written(bad[i]), "#");
}

TEST(ready_made_html_stands_as_it_is)
{
    struct enroll_totp_view v = { .qr = html_from_svg(STR("<svg id=\"q\"></svg>")) };

    start();
    tpl_enroll_totp(&page, &v);
    CHECK(has("<svg id=\"q\"></svg>"));
}

TEST(the_shell_shows_no_menu_before_sign_in)
{
    struct message_view v = { .shell = { .lang = STR("en"), .dir = STR("ltr") },
                              .heading = STR("Nothing here") };

    start();
    tpl_message(&page, &v);
    CHECK(has("<html lang=\"en\" dir=\"ltr\""));
    CHECK(has("href=\"#main\""));
    CHECK(has("<main id=\"main\""));
    CHECK(has("Not an emergency service"));
    CHECK(!has("<nav"));
    CHECK(!has("Sign out"));
    CHECK(!has("invented"));
}

TEST(the_shell_of_a_signed_in_person_marks_the_current_page)
{
    struct nav_item_view nav[] = { { STR("/today"), STR("Today"), true },
                                   { STR("/cases"), STR("Families"), false } };
    struct message_view v = { .shell = { .signed_in = true,
                                         .nav = nav,
                                         .nnav = 2,
                                         .demo = true,
                                         .csrf = STR("t\"k"),
                                         .flash = STR("Saved.") } };

    start();
    tpl_message(&page, &v);
    CHECK(has("<a href=\"/today\" aria-current=\"page\">Today</a>"));
    CHECK(has("<a href=\"/cases\">Families</a>"));
    CHECK(has("value=\"t&quot;k\""));
    CHECK(has("role=\"status\""));
    CHECK(has("invented"));
}

TEST(an_empty_list_says_so_in_words)
{
    struct list_view v = {
        .title = STR("Notes"),
        .records = { .heading = STR("All"), .id = STR("n"), .none = STR("No note yet.") }
    };

    start();
    tpl_list(&page, &v);
    CHECK(has("No note yet."));
    CHECK(!has("<ul class=\"records\">"));
}

TEST(a_fact_without_value_is_not_recorded_yet)
{
    struct fact_view f[] = { { STR("Judge"), STR(""), STR("") } };
    struct facts_view v = { f, 1 };

    start();
    tpl_facts(&page, &v);
    CHECK(has("not recorded yet"));
}

TEST(an_autosave_answer_carries_the_next_version)
{
    struct draft_saved_view v = { STR("saved 10:42"), 7 };

    start();
    tpl_draft_saved(&page, &v);
    CHECK(has("saved 10:42"));
    CHECK(has("id=\"draft-version\" value=\"7\" hx-swap-oob=\"true\""));
}

TEST(no_page_holds_inline_style_or_script)
{
    struct case_show_view v = { .name = STR("Alder family") };

    start();
    tpl_case_show(&page, &v);
    CHECK(!has(" style="));
    CHECK(!has(" onclick="));
    CHECK(has("<script src=\"\" defer></script>"));
}
