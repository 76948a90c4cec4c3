/* pdf.c -- styled text, rules and tags on a cairo PDF surface that lives in memory. */
#include "report/pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>

/* Each family names its fallbacks by script, so that no name is drawn in a font picked by chance. */
#define SERIF                                                                                      \
    "Noto Serif, Noto Naskh Arabic, Noto Serif Hebrew, Noto Serif Devanagari, Noto Serif CJK SC"
#define SANS "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, Noto Sans Devanagari, Noto Sans CJK SC"

static const struct {
    const char *family;
    PangoWeight weight;
    double size, leading; /* points; leading in line heights of the font */
    enum pdf_ink ink;
} styles[PDF_STYLE_COUNT] = {
    [PDF_PRACTICE] = { SANS, PANGO_WEIGHT_BOLD, 10.5, 1.0, PDF_INK_STRONG },
    [PDF_TITLE] = { SERIF, PANGO_WEIGHT_NORMAL, 22, 1.0, PDF_INK_STRONG },
    [PDF_SUBTITLE] = { SANS, PANGO_WEIGHT_NORMAL, 10.5, 1.0, PDF_INK_QUIET },
    [PDF_HEADING] = { SANS, PANGO_WEIGHT_BOLD, 11.5, 1.0, PDF_INK_STRONG },
    [PDF_SUBHEADING] = { SANS, PANGO_WEIGHT_BOLD, 9, 1.0, PDF_INK_STRONG },
    [PDF_BODY] = { SERIF, PANGO_WEIGHT_NORMAL, 9.6, 1.08, PDF_INK_TEXT },
    [PDF_NOTE] = { SANS, PANGO_WEIGHT_NORMAL, 8, 1.05, PDF_INK_QUIET },
    [PDF_CELL] = { SANS, PANGO_WEIGHT_NORMAL, 8.5, 1.0, PDF_INK_TEXT },
    [PDF_CELL_HEAD] = { SANS, PANGO_WEIGHT_BOLD, 8, 1.0, PDF_INK_STRONG },
    [PDF_RUNNING] = { SANS, PANGO_WEIGHT_NORMAL, 7.5, 1.0, PDF_INK_QUIET },
    [PDF_BANNER] = { SANS, PANGO_WEIGHT_BOLD, 7.5, 1.0, PDF_INK_ALERT },
    [PDF_CHART] = { SANS, PANGO_WEIGHT_NORMAL, 7, 1.0, PDF_INK_TEXT },
};

static const double inks[PDF_INK_COUNT][3] = {
    [PDF_INK_TEXT] = { .11, .13, .15 },  [PDF_INK_STRONG] = { .11, .24, .33 },
    [PDF_INK_QUIET] = { .32, .36, .40 }, [PDF_INK_RULE] = { .80, .84, .87 },
    [PDF_INK_SHADE] = { .95, .96, .97 }, [PDF_INK_ALERT] = { .54, .25, .05 },
    [PDF_INK_BAND] = { .80, .88, .91 },  [PDF_INK_HOLD] = { .90, .89, .85 },
};

void pdf_thread_init(void)
{
    /* pango keeps this map per thread; to load one font is what takes the time */
    PangoContext *c = pango_font_map_create_context(pango_cairo_font_map_get_default());
    PangoFontDescription *d = pango_font_description_from_string(SANS " 9");
    PangoFont *f = pango_context_load_font(c, d);

    if (f)
        g_object_unref(f);
    pango_font_description_free(d);
    g_object_unref(c);
}

void pdf_thread_done(void)
{
    pango_cairo_font_map_set_default(NULL);
}

static cairo_status_t to_sink(void *closure, const unsigned char *p, unsigned n)
{
    struct out *o = closure;

    out_bytes(o, p, n);
    return o->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static bool set_properties(struct pdf *p, const struct report_doc *d, struct arena *a)
{
    char *title = str_z(a, str_fmt(a, "%.*s, %.*s, %.*s", STR_ARG(d->title), STR_ARG(d->running),
                                   STR_ARG(d->subtitle)));
    char *author = str_z(a, d->author);
    char *made = str_z(a, utc_iso(a, d->made_utc));

    if (a->spent)
        return false;
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_AUTHOR, author);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "Reweave");
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_MOD_DATE, made);
    return true;
}

static void set_fonts(struct pdf *p)
{
    cairo_font_options_t *o = cairo_font_options_create();

    p->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    /* a printed page must not depend on the hinting of the machine that made it */
    cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(p->context, o);
    cairo_font_options_destroy(o);
    pango_context_set_round_glyph_positions(p->context, FALSE);
    pango_context_set_base_dir(p->context, PANGO_DIRECTION_LTR);
    pango_context_set_language(p->context, pango_language_from_string("en"));
    p->attrs = pango_attr_list_new();
    pango_attr_list_insert(p->attrs,
                           pango_attr_font_features_new("liga=0, clig=0, dlig=0, tnum=1, lnum=1"));
    for (size_t i = 0; i < PDF_STYLE_COUNT; i++) {
        p->font[i] = pango_font_description_new();
        pango_font_description_set_family_static(p->font[i], styles[i].family);
        pango_font_description_set_weight(p->font[i], styles[i].weight);
        pango_font_description_set_absolute_size(p->font[i], styles[i].size * PANGO_SCALE);
    }
}

enum rw_status pdf_open(struct pdf *p, const struct report_doc *d, struct arena *a,
                        struct out *sink, struct rw_err *e)
{
    bool letter = d->paper == REPORT_LETTER;

    *p = (struct pdf){ .w = letter ? 612 : 595.276, .h = letter ? 792 : 841.89 };
    p->surface = cairo_pdf_surface_create_for_stream(to_sink, sink, p->w, p->h);
    p->cr = cairo_create(p->surface);
    if (cairo_status(p->cr) != CAIRO_STATUS_SUCCESS)
        return RW_FAIL(e, RW_EDEP, "%s", cairo_status_to_string(cairo_status(p->cr)));
    cairo_pdf_surface_restrict_to_version(p->surface, CAIRO_PDF_VERSION_1_5);
    if (!set_properties(p, d, a))
        return RW_FAIL(e, RW_ELIMIT, "arena spent");
    set_fonts(p);
    pango_cairo_update_context(p->cr, p->context);
    return RW_OK;
}

enum rw_status pdf_end(struct pdf *p, struct rw_err *e)
{
    cairo_status_t s = cairo_status(p->cr);

    cairo_surface_finish(p->surface);
    if (s == CAIRO_STATUS_SUCCESS)
        s = cairo_surface_status(p->surface);
    if (s == CAIRO_STATUS_WRITE_ERROR)
        return RW_FAIL(e, RW_ELIMIT, "the file exceeds its ceiling");
    if (s != CAIRO_STATUS_SUCCESS)
        return RW_FAIL(e, RW_EDEP, "%s", cairo_status_to_string(s));
    return RW_OK;
}

void pdf_close(struct pdf *p)
{
    for (size_t i = 0; i < PDF_STYLE_COUNT; i++)
        if (p->font[i])
            pango_font_description_free(p->font[i]);
    if (p->attrs)
        pango_attr_list_unref(p->attrs);
    if (p->context)
        g_object_unref(p->context);
    if (p->cr)
        cairo_destroy(p->cr);
    if (p->surface)
        cairo_surface_destroy(p->surface);
    *p = (struct pdf){ 0 };
}

static double points(int units)
{
    return (double)units / PANGO_SCALE;
}

static void measure(struct pdf_text *t, struct arena *a)
{
    PangoLayoutIter *it = pango_layout_get_iter(t->layout);

    t->nline = (size_t)pango_layout_get_line_count(t->layout);
    t->line = arena_array(a, struct pdf_line, t->nline);
    for (size_t i = 0; !a->spent && i < t->nline; i++) {
        PangoRectangle box;
        int top, bottom;
        pango_layout_iter_get_line_extents(it, NULL, &box);
        pango_layout_iter_get_line_yrange(it, &top, &bottom);
        t->line[i] = (struct pdf_line){ points(top), points(bottom),
                                        points(pango_layout_iter_get_baseline(it)), points(box.x) };
        t->h = t->line[i].bottom;
        if (!pango_layout_iter_next_line(it))
            t->nline = i + 1;
    }
    if (a->spent)
        t->nline = 0;
    pango_layout_iter_free(it);
}

struct pdf_text pdf_text(struct pdf *p, struct arena *a, enum pdf_style style, struct str s,
                         double width, bool right)
{
    struct pdf_text t = { .layout = pango_layout_new(p->context), .style = style };

    if (!str_utf8(s))
        s = STR("\xEF\xBF\xBD");
    pango_layout_set_font_description(t.layout, p->font[style]);
    pango_layout_set_attributes(t.layout, p->attrs);
    pango_layout_set_line_spacing(t.layout, (float)styles[style].leading);
    pango_layout_set_wrap(t.layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(t.layout, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    /* the page reads from left to right, also where a cell holds nothing but an Arabic name */
    pango_layout_set_auto_dir(t.layout, FALSE);
    pango_layout_set_width(t.layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    pango_layout_set_text(t.layout, s.p ? s.p : "", (int)s.len);
    measure(&t, a);
    return t;
}

void pdf_text_free(struct pdf_text *t)
{
    if (t->layout)
        g_object_unref(t->layout);
    t->layout = NULL;
    t->nline = 0;
}

double pdf_lines_h(const struct pdf_text *t, size_t from, size_t to)
{
    return from < to && to <= t->nline ? t->line[to - 1].bottom - t->line[from].top : 0;
}

void pdf_draw(struct pdf *p, const struct pdf_text *t, size_t from, size_t to, double x, double y)
{
    pdf_ink(p, styles[t->style].ink);
    for (size_t i = from; i < to && i < t->nline; i++) {
        const struct pdf_line *l = &t->line[i];
        cairo_move_to(p->cr, x + l->x, y + l->base - t->line[from].top);
        pango_cairo_show_layout_line(p->cr, pango_layout_get_line_readonly(t->layout, (int)i));
    }
}

void pdf_ink(struct pdf *p, enum pdf_ink ink)
{
    cairo_set_source_rgb(p->cr, inks[ink][0], inks[ink][1], inks[ink][2]);
}

void pdf_rule(struct pdf *p, double x, double y, double w, double thick, enum pdf_ink ink)
{
    pdf_box(p, x, y - thick / 2, w, thick, ink);
}

void pdf_box(struct pdf *p, double x, double y, double w, double h, enum pdf_ink ink)
{
    pdf_ink(p, ink);
    cairo_rectangle(p->cr, x, y, w, h);
    cairo_fill(p->cr);
}

void pdf_tag(struct pdf *p, const char *tag)
{
    cairo_tag_begin(p->cr, tag, NULL);
}

void pdf_untag(struct pdf *p, const char *tag)
{
    cairo_tag_end(p->cr, tag);
}

int pdf_bookmark(struct pdf *p, int parent, const char *title, int page, double y)
{
    char place[64];

    snprintf(place, sizeof place, "page=%d pos=[0 %d]", page, (int)y);
    return cairo_pdf_surface_add_outline(p->surface, parent ? parent : CAIRO_PDF_OUTLINE_ROOT,
                                         title, place, CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

void pdf_page(struct pdf *p)
{
    cairo_show_page(p->cr);
}
