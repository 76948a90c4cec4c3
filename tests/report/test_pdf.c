/* test_pdf.c -- the drawing face: glyphs, lines, slices. */
#include "test.h"

#include "report/pdf.h"

struct face {
    struct arena a;
    struct out sink;
    struct pdf pdf;
};

static void open_face(struct face *f)
{
    static const struct report_doc doc = { .title = STR("T"), .made_utc = 0 };
    struct rw_err e;

    CHECK(arena_make(&f->a, 1 << 20));
    out_init(&f->sink, 1 << 20);
    CHECK(pdf_open(&f->pdf, &doc, &f->a, &f->sink, &e) == RW_OK);
}

static void close_face(struct face *f)
{
    pdf_close(&f->pdf);
    out_free(&f->sink);
    arena_free(&f->a);
}

static int glyphs(const struct pdf_text *t)
{
    PangoLayoutLine *line = pango_layout_get_line_readonly(t->layout, 0);
    int n = 0;

    for (GSList *run = line->runs; run; run = run->next)
        n += ((PangoGlyphItem *)run->data)->glyphs->num_glyphs;
    return n;
}

TEST(pdf_text_draws_each_letter_by_itself_in_every_style)
{
    struct face f;

    open_face(&f);
    for (int s = 0; s < PDF_STYLE_COUNT; s++) {
        struct pdf_text t =
            pdf_text(&f.pdf, &f.a, (enum pdf_style)s, STR("office flag fjord"), 0, false);
        CHECK(t.nline == 1);
        CHECK(glyphs(&t) == 17);
        pdf_text_free(&t);
    }
    close_face(&f);
}

TEST(pdf_text_lines_follow_each_other_down_to_its_height)
{
    struct face f;

    open_face(&f);
    struct pdf_text t =
        pdf_text(&f.pdf, &f.a, PDF_BODY, STR("one two three four five six seven"), 60, false);
    CHECK(t.nline > 2);
    for (size_t i = 0; i < t.nline; i++) {
        CHECK(t.line[i].top < t.line[i].base && t.line[i].base < t.line[i].bottom);
        CHECK(i == 0 || t.line[i].top > t.line[i - 1].base);
    }
    CHECK(pdf_lines_h(&t, 0, t.nline) > t.h - .1 && pdf_lines_h(&t, 0, t.nline) < t.h + .1);
    CHECK(pdf_lines_h(&t, 1, 1) <= 0 && pdf_lines_h(&t, 0, t.nline + 1) <= 0);
    pdf_text_free(&t);
    close_face(&f);
}

TEST(pdf_text_of_an_arabic_name_starts_at_the_left)
{
    struct face f;

    open_face(&f);
    struct pdf_text t =
        pdf_text(&f.pdf, &f.a, PDF_CELL, STR("\xD8\xB3\xD9\x84\xD9\x85\xD9\x89"), 300, false);
    CHECK(t.nline == 1 && t.line[0].x < 1);
    pdf_text_free(&t);
    close_face(&f);
}

TEST(pdf_end_reports_a_full_sink)
{
    static const struct report_doc doc = { .title = STR("T") };
    struct arena a;
    struct out sink;
    struct pdf p;
    struct rw_err e;

    CHECK(arena_make(&a, 1 << 16));
    out_init(&sink, 16);
    CHECK(pdf_open(&p, &doc, &a, &sink, &e) == RW_OK);
    pdf_page(&p);
    CHECK(pdf_end(&p, &e) == RW_ELIMIT);
    pdf_close(&p);
    out_free(&sink);
    arena_free(&a);
}
