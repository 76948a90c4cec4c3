/* chart.c -- where everything of a timeline stands. */
#include "core/chart.h"

/* Label rows of one lane; what finds no place in them stays in the mark's title. */
#define LABEL_ROWS 3

struct plot {
    const struct chart_spec *s;
    struct arena *a;
    struct chart *c;
    int32_t gap; /* white space around text */
    int32_t dot; /* diameter of a point */
    struct chart_mark *mark; /* c->mark, writable */
};

static int32_t min32(int32_t x, int32_t y)
{
    return x < y ? x : y;
}

static int32_t max32(int32_t x, int32_t y)
{
    return x > y ? x : y;
}

static int32_t letters(struct str s)
{
    int32_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

static int32_t text_w(const struct chart_spec *s, struct str t)
{
    return letters(t) * s->char_w;
}

/* At most max letters, the last of them an ellipsis where something was cut; "" below four. */
static struct str shorten(struct arena *a, struct str t, int32_t max)
{
    int32_t n = 0;

    if (letters(t) <= max)
        return t;
    if (max < 4)
        return STR("");
    for (size_t i = 0; i < t.len; i++) {
        n += ((unsigned char)t.p[i] & 0xc0) != 0x80;
        if (n == max)
            return str_join(a, str_trim((struct str){ t.p, i }), STR(""), STR("\xE2\x80\xA6"));
    }
    return t;
}

/* Left edge of a day; `to` + 1 is the plot's right edge. */
static int32_t x_of(const struct plot *p, struct date d)
{
    int64_t days = (int64_t)p->s->to.day - p->s->from.day + 1;
    int64_t at = (int64_t)d.day - p->s->from.day;

    return p->c->plot_x + (int32_t)(at * p->c->plot_w / days);
}

static void place_plot(struct plot *p)
{
    const struct chart_spec *s = p->s;
    struct chart *c = p->c;
    int32_t gutter = 0;

    for (size_t i = 0; i < s->nlane; i++)
        gutter = max32(gutter, text_w(s, s->lane[i].label));
    gutter = min32(gutter + 2 * p->gap, s->width / 4);
    c->w = s->width;
    c->line_h = s->line_h;
    c->plot_x = gutter;
    c->plot_y = 0;
    c->plot_w = s->width - gutter;
}

static bool is_band(const struct chart_item *it)
{
    return it->kind == CHART_PHASE || it->kind == CHART_HOLD;
}

static bool in_view(const struct chart_spec *s, const struct chart_item *it)
{
    if (!date_known(it->on) || it->on.day > s->to.day)
        return false;
    if (!is_band(it))
        return it->on.day >= s->from.day;
    return !date_known(it->until) || it->until.day >= s->from.day;
}

static struct str title_of(struct arena *a, const struct chart_item *it)
{
    struct str when = date_words(a, it->on);

    if (is_band(it) && date_known(it->until))
        when = str_join(a, when, STR(" to "), date_words(a, it->until));
    else if (is_band(it))
        when = str_join(a, STR("since"), STR(" "), when);
    return str_join(a, when, STR(": "), it->label);
}

/* The items in view, by lane and date, as marks that know only their item. */
static size_t gather(struct plot *p)
{
    size_t n = 0;

    for (size_t lane = 0; lane < p->s->nlane; lane++) {
        size_t first = n;
        for (size_t i = 0; i < p->s->nitem; i++) {
            const struct chart_item *it = &p->s->item[i];
            size_t at = n;
            if (it->lane != lane || !in_view(p->s, it))
                continue;
            /* few per lane and nearly sorted: an insertion keeps equal days in given order */
            for (; at > first && p->s->item[p->mark[at - 1].item].on.day > it->on.day; at--)
                p->mark[at] = p->mark[at - 1];
            p->mark[at] = (struct chart_mark){
                .item = i, .kind = it->kind, .band = is_band(it), .label = STR("")
            };
            p->mark[at].title = title_of(p->a, it);
            n++;
        }
    }
    return n;
}

/* First row that is free left of x; LABEL_ROWS when none is. */
static size_t free_row(const int32_t *taken, int32_t x)
{
    size_t row = 0;

    while (row < LABEL_ROWS && taken[row] > x)
        row++;
    return row;
}

static void band(struct plot *p, struct chart_mark *m, int32_t y, int32_t *taken, size_t *rows)
{
    const struct chart_item *it = &p->s->item[m->item];
    struct date from = it->on.day < p->s->from.day ? p->s->from : it->on;
    struct date to = p->s->to;
    int32_t row_h = p->s->line_h + 2 * p->gap;

    if (date_known(it->until) && it->until.day < to.day)
        to = it->until;
    m->x = x_of(p, from);
    m->w = max32(x_of(p, date_add(to, 1)) - m->x, p->dot / 2);
    m->h = p->s->line_h + p->gap;
    size_t row = free_row(taken, m->x);
    if (row == LABEL_ROWS)
        row = LABEL_ROWS - 1;
    taken[row] = m->x + m->w;
    m->y = y + p->gap / 2 + (int32_t)row * row_h;
    m->label = shorten(p->a, it->label, (m->w - 2 * p->gap) / p->s->char_w);
    m->label_x = m->x + p->gap;
    m->label_y = m->y + p->s->line_h;
    m->label_w = text_w(p->s, m->label);
    *rows = row + 1 > *rows ? row + 1 : *rows;
}

static void point(struct plot *p, struct chart_mark *m, int32_t y, int32_t *taken, size_t *rows)
{
    const struct chart_item *it = &p->s->item[m->item];
    int32_t right = p->c->plot_x + p->c->plot_w;

    m->x = (x_of(p, it->on) + x_of(p, date_add(it->on, 1))) / 2;
    m->x = min32(max32(m->x, p->c->plot_x + p->dot / 2), right - p->dot / 2);
    m->y = y + p->gap + p->dot / 2;
    m->w = m->h = p->dot;
    if (!p->s->lane[it->lane].labels)
        return;
    struct str text = shorten(p->a, it->label, p->c->plot_w / 3 / p->s->char_w);
    int32_t w = text_w(p->s, text);
    int32_t x = max32(min32(m->x - p->dot / 2, right - w), p->c->plot_x);
    size_t row = free_row(taken, x);
    if (row == LABEL_ROWS)
        return;
    taken[row] = x + w + 2 * p->gap;
    m->label = text;
    m->label_x = x;
    m->label_y = y + p->gap + p->dot + (int32_t)(row + 1) * p->s->line_h;
    m->label_w = w;
    *rows = row + 1 > *rows ? row + 1 : *rows;
}

static int32_t lane_height(const struct plot *p, bool bands, size_t rows)
{
    int32_t n = (int32_t)rows;

    if (bands)
        return max32(n, 1) * (p->s->line_h + 2 * p->gap);
    return max32(2 * p->gap + p->dot + n * p->s->line_h + (n > 0 ? p->gap : 0),
                 p->s->line_h + 2 * p->gap);
}

static void place_lanes(struct plot *p)
{
    struct chart *c = p->c;
    struct chart_row *row = arena_array(p->a, struct chart_row, p->s->nlane);
    int32_t y = c->plot_y;
    size_t k = 0;

    if (p->a->spent)
        return;
    for (size_t lane = 0; lane < p->s->nlane; lane++) {
        int32_t taken[LABEL_ROWS] = { 0 };
        size_t rows = 0;
        bool bands = false;
        for (; k < c->nmark && p->s->item[p->mark[k].item].lane == lane; k++) {
            bands = bands || p->mark[k].band;
            (p->mark[k].band ? band : point)(p, &p->mark[k], y, taken, &rows);
        }
        row[lane] = (struct chart_row){
            .label = shorten(p->a, p->s->lane[lane].label, (c->plot_x - p->gap) / p->s->char_w),
            .y = y,
            .h = lane_height(p, bands, rows),
        };
        y += row[lane].h;
    }
    c->row = row;
    c->nrow = p->s->nlane;
    c->plot_h = y - c->plot_y;
    c->axis_y = y + p->gap + p->s->line_h;
    c->h = c->axis_y + p->gap;
}

/* Months between two labels, so that the widest label ("Mar 2026") has room. */
static int32_t month_step(const struct plot *p)
{
    static const int32_t steps[] = { 1, 2, 3, 6, 12, 24, 60, 120 };
    int64_t days = (int64_t)p->s->to.day - p->s->from.day + 1;
    int64_t need = (int64_t)p->s->char_w * 6;
    size_t i = 0;

    while (i + 1 < sizeof steps / sizeof *steps &&
           (int64_t)p->c->plot_w * 30 * steps[i] / days < need)
        i++;
    return steps[i];
}

static struct str tick_label(struct plot *p, struct date d, struct date step, bool first)
{
    static const char month[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    struct ymd c = date_ymd(d);
    struct str full = str_fmt(p->a, "%s %d", month[c.month - 1], (int)c.year);

    if (c.month == 1)
        return str_fmt(p->a, "%d", (int)c.year);
    if (first && x_of(p, step) - x_of(p, d) >= text_w(p->s, full) + p->gap)
        return full;
    return str_of(month[c.month - 1]);
}

static void place_month_ticks(struct plot *p)
{
    int32_t step = month_step(p);
    struct ymd c = date_ymd(p->s->from);
    int32_t m = c.year * 12 + c.month - 1 + (c.day > 1);
    size_t most = (size_t)((p->s->to.day - p->s->from.day) / 28 / step) + 2, n = 0;
    struct chart_tick *tick = arena_array(p->a, struct chart_tick, most);

    if (p->a->spent)
        return;
    m = (m + step - 1) / step * step;
    for (; n < most; m += step, n++) {
        struct date d = date_of((struct ymd){ m / 12, m % 12 + 1, 1 });
        if (d.day > p->s->to.day)
            break;
        tick[n].x = x_of(p, d);
        tick[n].label = tick_label(p, d, date_add_months(d, step), n == 0);
        tick[n].year = m % 12 == 0;
        if (tick[n].x + text_w(p->s, tick[n].label) > p->c->w)
            tick[n].label = STR("");
    }
    p->c->tick = tick;
    p->c->ntick = n;
}

/* Under two months, firsts of a month are too few to read a date from: weeks instead. */
static void place_week_ticks(struct plot *p)
{
    int32_t days = p->s->to.day - p->s->from.day + 1;
    size_t most = (size_t)(days / 7) + 1, n = 0;
    struct chart_tick *tick = arena_array(p->a, struct chart_tick, most);

    if (p->a->spent)
        return;
    for (struct date d = p->s->from; d.day <= p->s->to.day && n < most; d = date_add(d, 7), n++) {
        struct str day = date_words(p->a, d), month, words = day;
        str_cut(&words, ' ', &day);
        str_cut(&words, ' ', &month);
        tick[n].x = x_of(p, d);
        tick[n].label = n == 0 ? date_words(p->a, d) : str_join(p->a, day, STR(" "), month);
        if (tick[n].x + text_w(p->s, tick[n].label) > p->c->w ||
            (n > 0 && tick[n].x < tick[0].x + text_w(p->s, tick[0].label) + p->gap))
            tick[n].label = STR("");
    }
    p->c->tick = tick;
    p->c->ntick = n;
}

static enum rw_status check(const struct chart_spec *s, struct rw_err *e)
{
    if (s->nlane == 0 || s->char_w < 1 || s->line_h < 1)
        return RW_FAIL(e, RW_EINPUT, "no lane or no letter size");
    if (!date_known(s->from) || !date_known(s->to) || s->to.day < s->from.day)
        return RW_FAIL(e, RW_EINPUT, "from and to are not a period");
    if (s->width < 24 * s->char_w)
        return RW_FAIL(e, RW_EINPUT, "width %d holds no plot", (int)s->width);
    for (size_t i = 0; i < s->nitem; i++)
        if (s->item[i].lane >= s->nlane)
            return RW_FAIL(e, RW_EINPUT, "item %zu: no such lane", i);
    return RW_OK;
}

enum rw_status chart_lay(const struct chart_spec *s, struct arena *a, struct chart *c,
                         struct rw_err *e)
{
    enum rw_status st = check(s, e);
    struct plot p = { .s = s, .a = a, .c = c, .gap = s->line_h / 3 };

    if (st)
        return st;
    *c = (struct chart){ .today_x = -1 };
    p.dot = s->line_h * 7 / 10 / 2 * 2;
    p.mark = arena_array(a, struct chart_mark, s->nitem + 1);
    if (a->spent)
        return RW_FAIL(e, RW_ELIMIT, "chart of %zu items", s->nitem);
    place_plot(&p);
    c->nmark = gather(&p);
    c->mark = p.mark;
    place_lanes(&p);
    if (s->to.day - s->from.day < 62)
        place_week_ticks(&p);
    else
        place_month_ticks(&p);
    if (date_known(s->today) && s->today.day >= s->from.day && s->today.day <= s->to.day)
        c->today_x = x_of(&p, s->today);
    return a->spent ? RW_FAIL(e, RW_ELIMIT, "chart of %zu items", s->nitem) : RW_OK;
}
