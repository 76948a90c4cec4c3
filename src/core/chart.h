/* chart.h -- geometry of the case timeline: lanes, months, marks, labels; shared by SVG and PDF.
 *
 * Pure arithmetic in whole units; a renderer decides what a unit is (a CSS pixel, 3/4 of a point)
 * and what each kind looks like. Nothing here knows about colour or fonts. */
#ifndef RW_CORE_CHART_H
#define RW_CORE_CHART_H

#include "base/date.h"
#include "base/err.h"

enum chart_kind {
    CHART_COURT = 0, /* an order or a hearing */
    CHART_SESSION,
    CHART_PHASE, /* a band from `on` to `until` */
    CHART_CONTACT,
    CHART_DOCUMENT,
    CHART_HOLD, /* a band: nothing was offered */
    CHART_DECISION,
    CHART_KIND_COUNT
};

struct chart_lane {
    struct str label;
    bool labels; /* whether its marks carry labels; dense lanes show marks only */
};

struct chart_item {
    struct date on;
    struct date until; /* bands only; unknown: still running at the chart's end */
    size_t lane; /* index into the lanes */
    enum chart_kind kind;
    struct str label;
};

struct chart_spec {
    const struct chart_lane *lane;
    size_t nlane;
    const struct chart_item *item; /* in any order */
    size_t nitem;
    struct date from, to; /* both known, from <= to */
    struct date today; /* a line is drawn there; unknown: none */
    int32_t width; /* of the whole picture */
    int32_t char_w, line_h; /* mean width of a letter and height of a line of label text */
};

struct chart_row {
    struct str label;
    int32_t y, h; /* top and height of the lane */
};

struct chart_tick {
    int32_t x;
    struct str label; /* "" for an unlabelled tick */
    bool year; /* first of a calendar year */
};

struct chart_mark {
    size_t item; /* index into spec.item */
    enum chart_kind kind;
    bool band;
    int32_t x, y, w, h; /* a band's box; a point's centre (w and h are its diameter) */
    struct str label; /* as shown, perhaps shortened; "" where there was no room */
    struct str title; /* the whole label with its date */
    int32_t label_x, label_y; /* left end of the baseline */
    int32_t label_w;
};

struct chart {
    int32_t w, h;
    int32_t plot_x, plot_y, plot_w, plot_h;
    int32_t today_x; /* -1: none */
    int32_t axis_y; /* baseline of the tick labels */
    int32_t line_h;
    const struct chart_row *row;
    size_t nrow;
    const struct chart_tick *tick;
    size_t ntick;
    const struct chart_mark *mark; /* by lane, then date */
    size_t nmark;
};

/*
 * chart_lay -- place everything of a timeline.
 *
 * in      *s      items outside from..to are cut at the edge (bands) or left out (points)
 * out     *c      labels of one lane never overlap; one that finds no room is "" and stays in title
 * errors  RW_EINPUT  no lane, unknown or reversed dates, an item's lane that does not exist,
 *                    or a width too small to hold a plot
 * owns    nothing; memory from a
 */
enum rw_status chart_lay(const struct chart_spec *s, struct arena *a, struct chart *c,
                         struct rw_err *e) RW_MUST;

#endif
