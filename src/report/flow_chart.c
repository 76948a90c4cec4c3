/* flow_chart.c -- the timeline of core/chart.h as vector drawing, one tagged figure. */
#include "report/flow.h"

static const enum pdf_ink kind_ink[CHART_KIND_COUNT] = {
    [CHART_COURT] = PDF_INK_ALERT,   [CHART_SESSION] = PDF_INK_STRONG,
    [CHART_PHASE] = PDF_INK_BAND,    [CHART_CONTACT] = PDF_INK_STRONG,
    [CHART_DOCUMENT] = PDF_INK_TEXT, [CHART_HOLD] = PDF_INK_HOLD,
    [CHART_DECISION] = PDF_INK_TEXT,
};

struct canvas {
    struct flow *f;
    const struct chart *c;
    double scale, x, y; /* points per unit; upper left corner */
};

static double px(const struct canvas *k, int32_t x)
{
    return k->x + x * k->scale;
}

static double py(const struct canvas *k, int32_t y)
{
    return k->y + y * k->scale;
}

/* s with its left end at x and its baseline at y, in units of the chart. */
static void words(const struct canvas *k, struct str s, int32_t x, int32_t y)
{
    if (str_empty(s))
        return;
    struct pdf_text t = pdf_text(k->f->pdf, k->f->a, PDF_CHART, s, 0, false);
    if (t.nline > 0)
        pdf_draw(k->f->pdf, &t, 0, t.nline, px(k, x), py(k, y) - t.line[0].base);
    pdf_text_free(&t);
}

static void grid(const struct canvas *k)
{
    const struct chart *c = k->c;
    struct pdf *p = k->f->pdf;

    for (size_t i = 0; i < c->ntick; i++) {
        pdf_box(p, px(k, c->tick[i].x), py(k, c->plot_y), c->tick[i].year ? .8 : .4,
                c->plot_h * k->scale, PDF_INK_RULE);
        words(k, c->tick[i].label, c->tick[i].x, c->axis_y);
    }
    for (size_t i = 0; i < c->nrow; i++) {
        const struct chart_row *r = &c->row[i];
        pdf_rule(p, k->x, py(k, r->y), c->w * k->scale, .4, PDF_INK_RULE);
        words(k, r->label, 0, r->y + c->line_h);
    }
    pdf_rule(p, k->x, py(k, c->plot_y + c->plot_h), c->w * k->scale, .4, PDF_INK_RULE);
}

static void point(const struct canvas *k, const struct chart_mark *m)
{
    cairo_t *cr = k->f->pdf->cr;
    double x = px(k, m->x), y = py(k, m->y), r = m->w * k->scale / 2;

    pdf_ink(k->f->pdf, kind_ink[m->kind]);
    if (m->kind == CHART_COURT) {
        cairo_move_to(cr, x, y - r);
        cairo_line_to(cr, x + r, y);
        cairo_line_to(cr, x, y + r);
        cairo_line_to(cr, x - r, y);
        cairo_close_path(cr);
    } else if (m->kind == CHART_DECISION || m->kind == CHART_DOCUMENT) {
        cairo_rectangle(cr, x - r, y - r, 2 * r, 2 * r);
    } else {
        cairo_new_sub_path(cr);
        cairo_arc(cr, x, y, r * .8, 0, 6.283185307179586);
    }
    cairo_fill(cr);
}

static void mark(const struct canvas *k, const struct chart_mark *m)
{
    if ((unsigned)m->kind >= CHART_KIND_COUNT)
        return;
    if (m->band)
        pdf_box(k->f->pdf, px(k, m->x), py(k, m->y), m->w * k->scale - 1.5, m->h * k->scale,
                kind_ink[m->kind]);
    else
        point(k, m);
    words(k, m->label, m->label_x, m->label_y);
}

void flow_chart(struct flow *f, const struct report_block *b)
{
    const struct chart *c = b->chart;
    struct canvas k = { .f = f, .c = c, .scale = f->width / c->w, .x = f->left };
    double h = c->h * k.scale;

    flow_need(f, h + 6);
    k.y = f->y;
    f->y += h + 8;
    if (f->dry)
        return;
    pdf_tag(f->pdf, "Figure");
    grid(&k);
    for (size_t i = 0; i < c->nmark; i++)
        mark(&k, &c->mark[i]);
    pdf_untag(f->pdf, "Figure");
}
