/* svg.c -- one timeline as inline SVG. */
#include "core/svg.h"

static const char *const kind_class[CHART_KIND_COUNT] = {
    [CHART_COURT] = "tl-court",       [CHART_SESSION] = "tl-session",   [CHART_PHASE] = "tl-phase",
    [CHART_CONTACT] = "tl-contact",   [CHART_DOCUMENT] = "tl-document", [CHART_HOLD] = "tl-hold",
    [CHART_DECISION] = "tl-decision",
};

static void text_at(struct out *o, const char *class, int32_t x, int32_t y, struct str s)
{
    if (str_empty(s))
        return;
    out_fmt(o, "<text class=\"%s\" x=\"%d\" y=\"%d\">", class, (int)x, (int)y);
    out_html(o, s);
    out_z(o, "</text>");
}

static void lines(const struct chart *c, struct out *o)
{
    for (size_t i = 0; i < c->nrow; i++) {
        const struct chart_row *r = &c->row[i];
        out_fmt(o, "<path class=\"tl-lane\" d=\"M0 %dH%d\"/>", (int)r->y, (int)c->w);
        text_at(o, "tl-lane-name", 0, r->y + c->line_h, r->label);
    }
    for (size_t i = 0; i < c->ntick; i++) {
        const struct chart_tick *t = &c->tick[i];
        out_fmt(o, "<path class=\"%s\" d=\"M%d %dv%d\"/>", t->year ? "tl-tick-year" : "tl-tick",
                (int)t->x, (int)c->plot_y, (int)c->plot_h);
        text_at(o, "tl-tick-name", t->x, c->axis_y, t->label);
    }
    if (c->today_x >= 0)
        out_fmt(o, "<path class=\"tl-today\" d=\"M%d %dv%d\"/>", (int)c->today_x, (int)c->plot_y,
                (int)c->plot_h);
}

/* A court date is a diamond and a decision a square, so that shape and not colour alone tells. */
static void point(const struct chart_mark *m, struct out *o)
{
    int r = (int)m->w / 2;

    if (m->kind == CHART_COURT)
        out_fmt(o, "<path d=\"M%d %dl%d %dl%d %dl%d %dz\"/>", (int)m->x, (int)m->y - r, r, r, -r, r,
                -r, -r);
    else if (m->kind == CHART_DECISION || m->kind == CHART_DOCUMENT)
        out_fmt(o, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", (int)m->x - r,
                (int)m->y - r, 2 * r, 2 * r);
    else
        out_fmt(o, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\"/>", (int)m->x, (int)m->y, r);
}

static void mark(const struct chart_mark *m, struct out *o)
{
    bool known = (unsigned)m->kind < CHART_KIND_COUNT;

    out_fmt(o, "<g class=\"tl-mark %s\"><title>", known ? kind_class[m->kind] : "");
    out_html(o, m->title);
    out_z(o, "</title>");
    if (m->band)
        out_fmt(o, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\"/>", (int)m->x,
                (int)m->y, (int)m->w, (int)m->h);
    else
        point(m, o);
    text_at(o, "tl-label", m->label_x, m->label_y, m->label);
    out_z(o, "</g>");
}

void svg_chart(const struct chart *c, const struct svg_text *t, struct out *o)
{
    out_fmt(o, "<svg class=\"tl\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"", (int)c->w,
            (int)c->h);
    out_html(o, t->id);
    out_z(o, "-t ");
    out_html(o, t->id);
    out_z(o, "-d\"><title id=\"");
    out_html(o, t->id);
    out_z(o, "-t\">");
    out_html(o, t->title);
    out_z(o, "</title><desc id=\"");
    out_html(o, t->id);
    out_z(o, "-d\">");
    out_html(o, t->desc);
    out_z(o, "</desc>");
    lines(c, o);
    for (size_t i = 0; i < c->nmark; i++)
        mark(&c->mark[i], o);
    out_z(o, "</svg>");
}
