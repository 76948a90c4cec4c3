/* flow.c -- headings, paragraphs, lists, signature; head and foot of each page. */
#include "report/flow.h"

#include "core/report_build.h"

#define MARGIN_X 64.0
#define MARGIN_TOP 70.0
#define MARGIN_BOTTOM 66.0
#define LIST_INDENT 13.0

struct pdf_text flow_text(struct flow *f, enum pdf_style style, struct str s, double width,
                          bool right)
{
    static const struct pdf_text none = { 0 };

    if (!f->dry)
        return f->next < f->ntext ? f->text[f->next++] : none;
    void *list = report_grow(f->a, f->text, f->ntext, &f->text_cap, sizeof *f->text);
    if (!list)
        return none;
    f->text = list;
    f->text[f->ntext] = pdf_text(f->pdf, f->a, style, s, width, right);
    return f->text[f->ntext++];
}

void flow_free(struct flow *f)
{
    for (size_t i = 0; i < f->ntext; i++)
        pdf_text_free(&f->text[i]);
    f->ntext = 0;
}

void flow_tag(struct flow *f, const char *tag)
{
    if (!f->dry)
        pdf_tag(f->pdf, tag);
}

void flow_untag(struct flow *f, const char *tag)
{
    if (!f->dry)
        pdf_untag(f->pdf, tag);
}

void flow_draw(struct flow *f, const struct pdf_text *t, size_t from, size_t to, double x, double y)
{
    if (!f->dry)
        pdf_draw(f->pdf, t, from, to, x, y);
}

void flow_rule(struct flow *f, double x, double y, double w, double thick, enum pdf_ink ink)
{
    void *list =
        f->dry ? NULL : report_grow(f->a, f->rule, f->nrule, &f->rule_cap, sizeof *f->rule);

    if (!list)
        return;
    f->rule = list;
    f->rule[f->nrule++] = (struct flow_rule){ x, y, w, thick, ink };
}

/* One artifact for all rules of a page: each would cost an element of its own. */
static void draw_rules(struct flow *f)
{
    if (f->nrule == 0)
        return;
    pdf_tag(f->pdf, PDF_ARTIFACT);
    for (size_t i = 0; i < f->nrule; i++) {
        const struct flow_rule *r = &f->rule[i];
        pdf_rule(f->pdf, r->x, r->y, r->w, r->thick, r->ink);
    }
    pdf_untag(f->pdf, PDF_ARTIFACT);
    f->nrule = 0;
}

/* Text of head and foot is shaped on the spot, since it knows the page. */
static double running(struct flow *f, enum pdf_style style, struct str s, bool right, double y)
{
    struct pdf_text t = pdf_text(f->pdf, f->a, style, s, f->width, right);
    double h = t.h;

    pdf_draw(f->pdf, &t, 0, t.nline, f->left, y);
    pdf_text_free(&t);
    return h;
}

static void head_and_foot(struct flow *f)
{
    const struct report_doc *d = f->doc;
    double foot = f->bottom + 20;
    struct str sealed =
        str_join(f->a, STR("Content hash"), STR(" "), report_hash_short(f->a, d->hash));

    pdf_tag(f->pdf, PDF_ARTIFACT);
    running(f, PDF_RUNNING, d->running, false, 34);
    running(f, PDF_RUNNING, d->running_what, true, 34);
    pdf_rule(f->pdf, f->left, 48, f->width, .5, PDF_INK_RULE);
    if (!str_empty(d->banner))
        running(f, PDF_BANNER, d->banner, false, 51);
    pdf_rule(f->pdf, f->left, foot - 5, f->width, .5, PDF_INK_RULE);
    running(f, PDF_RUNNING, sealed, false, foot);
    running(f, PDF_RUNNING, str_fmt(f->a, "Page %d of %d", f->page, f->pages), true, foot);
    pdf_untag(f->pdf, PDF_ARTIFACT);
}

void flow_break(struct flow *f)
{
    if (!f->dry && f->page > 0) {
        draw_rules(f);
        pdf_page(f->pdf);
    }
    f->page++;
    f->y = f->top;
    if (!f->dry)
        head_and_foot(f);
}

bool flow_need(struct flow *f, double h)
{
    if (f->y + h <= f->bottom || f->y <= f->top)
        return false;
    flow_break(f);
    return true;
}

size_t flow_fit(const struct pdf_text *t, size_t from, double h)
{
    size_t to = from;

    while (to < t->nline && pdf_lines_h(t, from, to + 1) <= h + .01)
        to++;
    return to;
}

/* Where to cut so that neither page is left with a single line. */
static size_t cut(const struct flow *f, const struct pdf_text *t, size_t from)
{
    size_t to = flow_fit(t, from, f->bottom - f->y);

    if (to == t->nline || t->nline < 4)
        return to == t->nline || f->y <= f->top ? to : from;
    if (t->nline - to == 1)
        to--;
    return to - from < 2 && f->y > f->top ? from : to;
}

static void lines(struct flow *f, const struct pdf_text *t, double x, const char *tag)
{
    bool whole = f->y + t->h <= f->bottom;

    flow_tag(f, tag);
    for (size_t from = 0, to; from < t->nline; from = to) {
        to = cut(f, t, from);
        if (to == from && f->y > f->top) {
            flow_break(f);
            continue;
        }
        to = to > from ? to : from + 1;
        if (!whole)
            flow_tag(f, "Span");
        flow_draw(f, t, from, to, x, f->y);
        if (!whole)
            flow_untag(f, "Span");
        f->y += pdf_lines_h(t, from, to);
        if (to < t->nline)
            flow_break(f);
    }
    flow_untag(f, tag);
}

static void paragraph(struct flow *f, enum pdf_style style, struct str s, double after)
{
    struct pdf_text t = flow_text(f, style, s, f->width, false);

    lines(f, &t, f->left, "P");
    f->y += after;
}

static void list(struct flow *f, const struct report_block *b)
{
    if (!str_empty(b->text)) {
        flow_need(f, 30);
        paragraph(f, PDF_BODY, b->text, 2);
    }
    flow_tag(f, "L");
    for (size_t i = 0; i < b->nrow; i++) {
        struct pdf_text dot = flow_text(f, PDF_BODY, STR("\xE2\x80\xA2"), LIST_INDENT, false);
        struct pdf_text t =
            flow_text(f, PDF_BODY, b->row[i].cell[0], f->width - LIST_INDENT, false);
        flow_need(f, t.h < 40 ? t.h : 26);
        flow_tag(f, "LI");
        flow_tag(f, "Lbl");
        flow_draw(f, &dot, 0, 1, f->left + 3, f->y);
        flow_untag(f, "Lbl");
        lines(f, &t, f->left + LIST_INDENT, "LBody");
        flow_untag(f, "LI");
        f->y += 1;
    }
    flow_untag(f, "L");
    f->y += 5;
}

static void sign(struct flow *f, const struct report_block *b)
{
    flow_need(f, 60 + 16.0 * (double)b->nrow);
    f->y += f->doc->tight ? 15 : 22;
    flow_rule(f, f->left, f->y, 230, .7, PDF_INK_STRONG);
    f->y += 4;
    for (size_t i = 0; i < b->nrow; i++)
        paragraph(f, PDF_BODY, b->row[i].cell[0], 1);
    f->y += 4;
    struct str hash = str_or(f->doc->hash, "not yet sealed");
    paragraph(f, PDF_NOTE, str_join(f->a, STR("Content hash"), STR(": "), hash), 8);
}

double flow_pad(const struct flow *f)
{
    return f->squeeze ? .8 : f->doc->tight ? 1.4 : 2.1;
}

/* What a heading waits for, so that none is left alone at the foot of a page. */
double flow_lead(const struct flow *f, const struct report_block *b)
{
    bool table = b->kind == REPORT_TABLE || b->kind == REPORT_FACTS;

    if (b->kind == REPORT_FIGURE)
        return f->width / b->chart->w * b->chart->h + 20;
    if (b->kind == REPORT_SIGN)
        return 110;
    return !table ? 45 : b->nrow <= FLOW_WHOLE_ROWS ? FLOW_WHOLE + 8 : 76;
}

static void heading(struct flow *f, const struct report_section *s)
{
    bool main = s->level == 2;
    const char *tag = main ? "H2" : "H3";
    struct pdf_text t =
        flow_text(f, main ? PDF_HEADING : PDF_SUBHEADING, s->heading, f->width, false);

    f->y += main ? (f->doc->tight ? 6 : 10) : 4;
    flow_need(f, t.h + 8 + (s->nblock > 0 ? flow_lead(f, s->block) : 0));
    if (!f->dry && main)
        f->bookmark = pdf_bookmark(f->pdf, 0, str_z(f->a, s->heading), f->page, f->y - 4);
    else if (!f->dry)
        pdf_bookmark(f->pdf, f->bookmark, str_z(f->a, s->heading), f->page, f->y - 4);
    lines(f, &t, f->left, tag);
    f->y += main ? 2 : 1;
    if (main)
        flow_rule(f, f->left, f->y, f->width, .6, PDF_INK_RULE);
    f->y += main ? 6 : 2;
}

/* Letterhead and title, on the first page only. */
static void cover(struct flow *f)
{
    const struct report_doc *d = f->doc;
    double half = f->width * .45;
    struct pdf_text name = flow_text(f, PDF_PRACTICE, d->practice, f->width - half, false);
    struct pdf_text office = flow_text(f, PDF_NOTE, d->office, half, true);
    struct pdf_text title = flow_text(f, PDF_TITLE, d->title, f->width, false);
    double h = name.h > office.h ? name.h : office.h;

    flow_tag(f, "P");
    flow_draw(f, &name, 0, name.nline, f->left, f->y);
    flow_untag(f, "P");
    flow_tag(f, "P");
    flow_draw(f, &office, 0, office.nline, f->left + f->width - half, f->y + 2);
    flow_untag(f, "P");
    f->y += h + (f->doc->tight ? 6 : 13);
    lines(f, &title, f->left, "H1");
    f->y += 1;
    paragraph(f, PDF_SUBTITLE, d->subtitle, 0);
}

static void block(struct flow *f, const struct report_block *b)
{
    switch (b->kind) {
    case REPORT_PARA:
        paragraph(f, b->quiet ? PDF_NOTE : PDF_BODY, b->text, 5);
        break;
    case REPORT_LIST:
        list(f, b);
        break;
    case REPORT_FACTS:
    case REPORT_TABLE:
        flow_table(f, b);
        break;
    case REPORT_FIGURE:
        flow_chart(f, b);
        break;
    case REPORT_SIGN:
        sign(f, b);
        break;
    }
}

void flow_doc(struct flow *f)
{
    const struct report_doc *d = f->doc;

    f->left = MARGIN_X;
    f->width = f->pdf->w - 2 * MARGIN_X;
    f->top = f->squeeze ? MARGIN_TOP - 8 : MARGIN_TOP;
    f->bottom = f->pdf->h - (f->squeeze ? MARGIN_BOTTOM - 16 : MARGIN_BOTTOM);
    f->page = 0;
    f->next = 0;
    flow_tag(f, "Document");
    flow_break(f);
    cover(f);
    for (size_t i = 0; i < d->nsection; i++) {
        heading(f, &d->section[i]);
        for (size_t k = 0; k < d->section[i].nblock; k++)
            block(f, &d->section[i].block[k]);
    }
    draw_rules(f);
    flow_untag(f, "Document");
    f->pages = f->page;
}
