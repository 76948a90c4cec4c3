/* test_svg.c -- the timeline as inline SVG. */
#include "test.h"

#include "core/svg.h"

#include <string.h>

static const struct chart_lane lanes[] = { { STR("Court & orders"), true },
                                           { STR("Phase"), true } };

static const struct svg_text words = { STR("tl-1"), STR("Timeline"), STR("Two <events>.") };

/* One order and one phase as NUL-ended SVG text, in memory of a and o. */
static const char *draw(struct arena *a, struct out *o)
{
    struct date from = date_of((struct ymd){ 2026, 3, 1 });
    struct chart_item it[] = {
        { date_add(from, 9), RW_NO_DATE, 0, CHART_COURT, STR("\"Order\" <b>") },
        { from, RW_NO_DATE, 1, CHART_PHASE, STR("Assessment") },
    };
    struct chart_spec s = { .lane = lanes,
                            .nlane = 2,
                            .item = it,
                            .nitem = 2,
                            .from = from,
                            .to = date_add(from, 90),
                            .today = date_add(from, 80),
                            .width = 800,
                            .char_w = 6,
                            .line_h = 14 };
    struct chart c;
    struct rw_err e;

    CHECK(chart_lay(&s, a, &c, &e) == RW_OK);
    svg_chart(&c, &words, o);
    out_char(o, '\0');
    return o->p;
}

static size_t count(const char *hay, const char *needle)
{
    size_t n = 0;

    for (const char *p = hay; (p = strstr(p, needle)) != NULL; p++)
        n++;
    return n;
}

TEST(svg_has_title_description_and_no_style_attribute)
{
    struct arena a;
    struct out o;

    CHECK(arena_make(&a, 1 << 20));
    out_init(&o, 1 << 20);
    const char *s = draw(&a, &o);
    CHECK(strstr(s, "role=\"img\" aria-labelledby=\"tl-1-t tl-1-d\"") != NULL);
    CHECK(strstr(s, "<title id=\"tl-1-t\">Timeline</title>") != NULL);
    CHECK(strstr(s, "<desc id=\"tl-1-d\">Two &lt;events&gt;.</desc>") != NULL);
    CHECK(strstr(s, "style=") == NULL && strstr(s, "fill=") == NULL && strstr(s, " on") == NULL);
    out_free(&o);
    arena_free(&a);
}

TEST(svg_escapes_every_text)
{
    struct arena a;
    struct out o;

    CHECK(arena_make(&a, 1 << 20));
    out_init(&o, 1 << 20);
    const char *s = draw(&a, &o);
    CHECK(strstr(s, "<b>") == NULL);
    CHECK(count(s, "&lt;b&gt;") == 2);
    CHECK(strstr(s, "Court &amp; orders") != NULL);
    out_free(&o);
    arena_free(&a);
}

TEST(svg_closes_what_it_opens_and_marks_each_kind)
{
    struct arena a;
    struct out o;

    CHECK(arena_make(&a, 1 << 20));
    out_init(&o, 1 << 20);
    const char *s = draw(&a, &o);
    CHECK(count(s, "<svg") == 1 && count(s, "</svg>") == 1);
    CHECK(count(s, "<g ") == count(s, "</g>"));
    CHECK(count(s, "<text") == count(s, "</text>"));
    CHECK(count(s, "tl-mark tl-court") == 1 && count(s, "tl-mark tl-phase") == 1);
    CHECK(count(s, "tl-today") == 1);
    out_free(&o);
    arena_free(&a);
}
