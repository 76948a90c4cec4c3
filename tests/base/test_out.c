#include "test.h"

#include "base/out.h"

#include <string.h>

TEST(what_is_written_can_be_seen_in_order)
{
    struct out o;

    out_init(&o, 4096);
    CHECK_STR(out_view(&o), "");
    out_str(&o, STR("case "));
    out_i64(&o, INT64_MIN);
    out_char(&o, ' ');
    out_fmt(&o, "%s-%03d", "n", 7);
    out_z(&o, NULL);
    out_str(&o, STR_NULL);
    CHECK_STR(out_view(&o), "case -9223372036854775808 n-007");
    CHECK(!o.over);
    out_free(&o);
}

TEST(a_full_buffer_marks_itself_and_takes_nothing_more)
{
    struct out o;

    out_init(&o, 8);
    out_z(&o, "12345678");
    CHECK(!o.over && o.len == 8);
    out_char(&o, '9');
    CHECK(o.over && o.len == 8);
    out_z(&o, "");
    CHECK_STR(out_view(&o), "12345678");
    out_clear(&o);
    CHECK(!o.over && o.len == 0);
    out_z(&o, "again");
    CHECK_STR(out_view(&o), "again");
    out_free(&o);
}

TEST(a_piece_that_does_not_fit_is_left_out_whole)
{
    struct out o;

    out_init(&o, 8);
    out_z(&o, "12345");
    out_z(&o, "6789");
    CHECK(o.over);
    CHECK_STR(out_view(&o), "12345");
    out_z(&o, "6");
    CHECK_STR(out_view(&o), "12345");
    out_free(&o);
}

TEST(a_buffer_grows_far_beyond_its_first_piece)
{
    struct out o;
    int i;

    out_init(&o, 1 << 20);
    for (i = 0; i < 100000; i++)
        out_z(&o, "0123456789");
    CHECK(!o.over && o.len == 1000000);
    CHECK(memcmp(o.p + 999990, "0123456789", 10) == 0);
    out_free(&o);
    CHECK(o.p == NULL && o.len == 0);
}

TEST(clearing_wipes_the_bytes_that_were_there)
{
    struct out o;
    size_t i;

    out_init(&o, 64);
    out_z(&o, "what a child said");
    out_clear(&o);
    for (i = 0; i < sizeof "what a child said" - 1; i++)
        CHECK(o.p[i] == 0);
    out_free(&o);
}

TEST(text_can_not_open_a_tag_or_leave_an_attribute)
{
    struct out o;

    out_init(&o, 4096);
    out_html(&o, STR("<b title=\"x\" id='y'>R&D \xC3\xA9</b>"));
    CHECK_STR(out_view(&o),
              "&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;R&amp;D \xC3\xA9&lt;/b&gt;");
    out_clear(&o);
    out_html(&o, STR_NULL);
    CHECK_STR(out_view(&o), "");
    out_free(&o);
}

TEST(a_json_text_is_quoted_and_safe_inside_a_page)
{
    struct out o;

    out_init(&o, 4096);
    out_json(&o, STR("a\"b\\c\n\t\x01</script>\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAF\x7F"));
    CHECK_STR(out_view(&o), "\"a\\\"b\\\\c\\n\\u0009\\u0001\\u003c/script>\\u2028\\u2029"
                            "\xE2\x80\xAF\\u007f\"");
    out_clear(&o);
    out_json(&o, STR("ends in \xE2\x80"));
    CHECK(o.len == 12);
    out_free(&o);
}

TEST(an_address_keeps_its_unreserved_bytes_and_encodes_the_rest)
{
    struct out o;

    out_init(&o, 4096);
    out_url(&o, STR("aZ09-._~/?&=%+ \xC3\xA9\0"));
    CHECK_STR(out_view(&o), "aZ09-._~%2F%3F%26%3D%25%2B%20%C3%A9%00");
    out_free(&o);
}
