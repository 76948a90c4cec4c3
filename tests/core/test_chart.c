/* test_chart.c -- geometry of the timeline. */
#include "test.h"

#include "core/chart.h"

#include <string.h>

#define ITEMS 60

static struct arena mem;

static const struct chart_lane lanes[] = {
    { STR("Orders and court"), true },
    { STR("Phase"), true },
    { STR("Contact session"), false },
};

static struct date day(int32_t y, int32_t m, int32_t d)
{
    return date_of((struct ymd){ y, m, d });
}

static struct chart_spec spec(const struct chart_item *it, size_t n)
{
    return (struct chart_spec){
        .lane = lanes,
        .nlane = 3,
        .item = it,
        .nitem = n,
        .from = day(2026, 1, 1),
        .to = day(2026, 12, 31),
        .today = RW_NO_DATE,
        .width = 800,
        .char_w = 6,
        .line_h = 14,
    };
}

static struct chart lay(const struct chart_spec *s)
{
    struct chart c;
    struct rw_err e;

    if (!mem.base)
        CHECK(arena_make(&mem, 1 << 20));
    arena_reset(&mem);
    CHECK(chart_lay(s, &mem, &c, &e) == RW_OK);
    return c;
}

TEST(chart_keeps_labels_of_one_lane_apart)
{
    struct chart_item it[ITEMS];

    for (int32_t i = 0; i < ITEMS; i++)
        it[i] = (struct chart_item){ .on = date_add(day(2026, 3, 1), i * 2),
                                     .kind = CHART_COURT,
                                     .label = STR("Review hearing") };
    struct chart_spec s = spec(it, ITEMS);
    struct chart c = lay(&s);
    size_t shown = 0;

    CHECK(c.nmark == ITEMS);
    for (size_t i = 0; i < c.nmark; i++) {
        const struct chart_mark *a = &c.mark[i];
        shown += a->label.len > 0;
        CHECK(a->title.len > 0);
        for (size_t k = i + 1; k < c.nmark; k++) {
            const struct chart_mark *b = &c.mark[k];
            if (a->label.len == 0 || b->label.len == 0 || a->label_y != b->label_y)
                continue;
            CHECK(a->label_x + a->label_w <= b->label_x || b->label_x + b->label_w <= a->label_x);
        }
    }
    CHECK(shown > 0 && shown < ITEMS);
}

TEST(chart_keeps_every_mark_and_label_inside_the_plot)
{
    struct chart_item it[] = {
        { day(2026, 1, 1), RW_NO_DATE, 0, CHART_COURT, STR("Order") },
        { day(2026, 12, 31), RW_NO_DATE, 0, CHART_COURT, STR("Hearing at the end") },
        { day(2025, 6, 1), day(2026, 2, 1), 1, CHART_PHASE, STR("Assessment") },
        { day(2026, 2, 2), RW_NO_DATE, 1, CHART_PHASE, STR("Preparation") },
    };
    struct chart_spec s = spec(it, 4);
    struct chart c = lay(&s);

    CHECK(c.nmark == 4);
    for (size_t i = 0; i < c.nmark; i++) {
        const struct chart_mark *m = &c.mark[i];
        int32_t left = m->band ? m->x : m->x - m->w / 2;
        CHECK(left >= c.plot_x && left + m->w <= c.plot_x + c.plot_w);
        CHECK(m->label_x >= c.plot_x && m->label_x + m->label_w <= c.plot_x + c.plot_w);
        CHECK(m->y >= c.plot_y && m->y + (m->band ? m->h : m->h / 2) <= c.plot_y + c.plot_h);
    }
    CHECK(c.h > c.axis_y && c.axis_y > c.plot_y + c.plot_h);
}

TEST(chart_bands_that_follow_each_other_touch_and_do_not_overlap)
{
    struct chart_item it[] = {
        { day(2026, 3, 1), RW_NO_DATE, 1, CHART_PHASE, STR("Second") },
        { day(2026, 1, 1), day(2026, 2, 28), 1, CHART_PHASE, STR("First") },
    };
    struct chart_spec s = spec(it, 2);
    struct chart c = lay(&s);

    CHECK(c.mark[0].item == 1 && c.mark[1].item == 0);
    CHECK(c.mark[0].x == c.plot_x);
    CHECK(c.mark[0].x + c.mark[0].w == c.mark[1].x);
    CHECK(c.mark[1].x + c.mark[1].w == c.plot_x + c.plot_w);
    CHECK(c.mark[0].y == c.mark[1].y);
}

TEST(chart_leaves_out_points_outside_the_period_and_unknown_days)
{
    struct chart_item it[] = {
        { day(2025, 12, 31), RW_NO_DATE, 2, CHART_SESSION, STR("before") },
        { day(2027, 1, 1), RW_NO_DATE, 2, CHART_SESSION, STR("after") },
        { RW_NO_DATE, RW_NO_DATE, 2, CHART_SESSION, STR("unknown") },
        { day(2026, 5, 5), RW_NO_DATE, 2, CHART_SESSION, STR("in") },
    };
    struct chart_spec s = spec(it, 4);
    struct chart c = lay(&s);

    CHECK(c.nmark == 1);
    CHECK(c.mark[0].item == 3);
    CHECK_STR(c.mark[0].label, "");
    CHECK_STR(c.mark[0].title, "5 May 2026: in");
}

TEST(chart_labels_months_and_names_the_year_once)
{
    struct chart_spec s = spec(NULL, 0);
    struct chart c = lay(&s);

    CHECK(c.ntick == 12);
    CHECK_STR(c.tick[0].label, "2026");
    CHECK(c.tick[0].year && !c.tick[1].year);
    CHECK_STR(c.tick[1].label, "Feb");
    CHECK(c.tick[0].x == c.plot_x);
}

TEST(chart_of_forty_years_has_ticks_that_do_not_collide)
{
    struct chart_spec s = spec(NULL, 0);
    s.from = day(1985, 4, 7);
    s.to = day(2025, 4, 6);
    struct chart c = lay(&s);

    CHECK(c.ntick > 2);
    for (size_t i = 1; i < c.ntick; i++)
        CHECK(c.tick[i].x - c.tick[i - 1].x >= (int32_t)c.tick[i - 1].label.len * s.char_w);
}

TEST(chart_of_a_few_weeks_counts_weeks)
{
    struct chart_spec s = spec(NULL, 0);
    s.from = day(2026, 3, 2);
    s.to = day(2026, 4, 5);
    struct chart c = lay(&s);

    CHECK(c.ntick == 5);
    CHECK_STR(c.tick[0].label, "2 Mar 2026");
    CHECK_STR(c.tick[4].label, "30 Mar");
}

TEST(chart_of_one_day_is_a_chart)
{
    struct chart_item it = { day(2026, 3, 2), RW_NO_DATE, 2, CHART_SESSION, STR("only") };
    struct chart_spec s = spec(&it, 1);
    s.from = s.to = s.today = it.on;
    struct chart c = lay(&s);

    CHECK(c.nmark == 1 && c.today_x == c.plot_x);
}

TEST(chart_shortens_a_long_label_without_cutting_a_letter)
{
    struct chart_item it = { day(2026, 3, 1), day(2026, 4, 20), 1, CHART_PHASE,
                             STR("\xC3\xA9t\xC3\xA9 \xC3\xA9t\xC3\xA9 \xC3\xA9t\xC3\xA9 "
                                 "\xC3\xA9t\xC3\xA9 \xC3\xA9t\xC3\xA9") };
    struct chart_spec s = spec(&it, 1);
    struct chart c = lay(&s);

    CHECK(c.mark[0].label.len > 0 && c.mark[0].label.len < it.label.len);
    CHECK(str_utf8(c.mark[0].label));
    CHECK(c.mark[0].label_w <= c.mark[0].w);
}

TEST(chart_refuses_what_is_no_period_or_no_lane)
{
    struct chart_item it = { day(2026, 3, 1), RW_NO_DATE, 3, CHART_COURT, STR("nowhere") };
    struct chart_spec s = spec(&it, 1);
    struct chart c;
    struct rw_err e;

    CHECK(chart_lay(&s, &mem, &c, &e) == RW_EINPUT);
    s = spec(NULL, 0);
    s.to = date_add(s.from, -1);
    CHECK(chart_lay(&s, &mem, &c, &e) == RW_EINPUT);
    s = spec(NULL, 0);
    s.width = 20;
    CHECK(chart_lay(&s, &mem, &c, &e) == RW_EINPUT);
    s = spec(NULL, 0);
    s.from = RW_NO_DATE;
    CHECK(chart_lay(&s, &mem, &c, &e) == RW_EINPUT);
}

TEST(chart_says_so_when_memory_is_short)
{
    struct arena small = { 0 };
    struct chart_item it[ITEMS] = { 0 };
    struct chart_spec s = spec(it, ITEMS);
    struct chart c;
    struct rw_err e;

    CHECK(arena_make(&small, 600));
    CHECK(chart_lay(&s, &small, &c, &e) == RW_ELIMIT);
    arena_free(&small);
}
