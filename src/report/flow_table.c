/* flow_table.c -- tables and facts: rows that stay whole where they can, heads that come again. */
#include "report/flow.h"

#define PAD_X 5.0

/* Share of the width that names what a fact is about. */
#define FACT_NAME .27

/* More columns than any report has; a wider table is cut here. */
#define COLUMNS 8

struct grid {
    struct flow *f;
    size_t n;
    double x[COLUMNS], w[COLUMNS];
    bool facts;
    struct pdf_text head[COLUMNS];
    double head_h; /* 0: no head */
};

static void columns(struct grid *g, const struct report_block *b)
{
    double total = 0, x = g->f->left;

    g->n = b->kind == REPORT_FACTS ? 2 : b->head.ncell;
    g->n = g->n < COLUMNS ? g->n : COLUMNS;
    for (size_t i = 0; b->share && i < g->n; i++)
        total += b->share[i];
    for (size_t i = 0; i < g->n; i++) {
        double part = total > 0 ? b->share[i] / total : 1 / (double)g->n;
        if (g->facts)
            part = i == 0 ? FACT_NAME : 1 - FACT_NAME;
        g->x[i] = x;
        g->w[i] = g->f->width * part;
        x += g->w[i];
    }
}

/* The lowest first baseline of a row; every cell is lowered to stand on it. */
static double baseline(const struct grid *g, const struct pdf_text *cell)
{
    double base = 0;

    for (size_t i = 0; i < g->n; i++)
        if (cell[i].nline > 0 && cell[i].line[0].base > base)
            base = cell[i].line[0].base;
    return base;
}

static double drop_of(const struct pdf_text *t, double base)
{
    return t->nline > 0 ? base - t->line[0].base : 0;
}

static double shape(struct grid *g, const struct report_block *b, const struct report_row *r,
                    bool head, struct pdf_text *cell)
{
    double h = 0;

    for (size_t i = 0; i < g->n; i++) {
        bool strong = head || (g->facts && i == 0);
        struct str s = i < r->ncell ? r->cell[i] : STR_NULL;
        cell[i] = flow_text(g->f, strong ? PDF_CELL_HEAD : PDF_CELL, s, g->w[i] - 2 * PAD_X,
                            b->right >> i & 1);
    }
    for (size_t i = 0; i < g->n; i++) {
        double one = cell[i].h + drop_of(&cell[i], baseline(g, cell));
        h = one > h ? one : h;
    }
    return h + 2 * flow_pad(g->f);
}

/* drop: how far the first line is lowered. */
static void cell(struct grid *g, const struct pdf_text *t, size_t i, size_t from, size_t to,
                 const char *tag, double drop)
{
    if (tag)
        flow_tag(g->f, tag);
    flow_draw(g->f, t, from, to, g->x[i] + PAD_X, g->f->y + flow_pad(g->f) + drop);
    if (tag)
        flow_untag(g->f, tag);
}

/* Drawn with its tags the first time, and again as decoration on each further page. */
static void draw_head(struct grid *g, bool again)
{
    struct flow *f = g->f;

    if (g->head_h <= 0)
        return;
    flow_tag(f, PDF_ARTIFACT);
    if (!f->dry)
        pdf_box(f->pdf, f->left, f->y, f->width, g->head_h, PDF_INK_SHADE);
    for (size_t i = 0; again && i < g->n; i++)
        cell(g, &g->head[i], i, 0, g->head[i].nline, NULL, 0);
    flow_untag(f, PDF_ARTIFACT);
    if (!again) {
        flow_tag(f, "TR");
        for (size_t i = 0; i < g->n; i++)
            cell(g, &g->head[i], i, 0, g->head[i].nline, "TH", 0);
        flow_untag(f, "TR");
    }
    f->y += g->head_h;
    flow_rule(f, f->left, f->y, f->width, .6, PDF_INK_STRONG);
}

static void break_in_table(struct grid *g)
{
    flow_break(g->f);
    draw_head(g, true);
}

/* As much of a row as this page takes, as one table row; true when all of it is drawn. */
static bool draw_slice(struct grid *g, const struct pdf_text *t, size_t *from)
{
    struct flow *f = g->f;
    double room = f->bottom - f->y - 2 * flow_pad(g->f), h = 0;
    double base = baseline(g, t);
    bool all = true;

    flow_tag(f, "TR");
    for (size_t i = 0; i < g->n; i++) {
        double drop = from[i] == 0 ? drop_of(&t[i], base) : 0, part;
        size_t to = flow_fit(&t[i], from[i], room - drop);
        if (to == from[i] && to < t[i].nline)
            to++;
        part = drop + pdf_lines_h(&t[i], from[i], to);
        cell(g, &t[i], i, from[i], to, g->facts && i == 0 ? "TH" : "TD", drop);
        h = part > h ? part : h;
        from[i] = to;
        all = all && to == t[i].nline;
    }
    flow_untag(f, "TR");
    f->y += h + 2 * flow_pad(g->f);
    flow_rule(f, f->left, f->y, f->width, .4, PDF_INK_RULE);
    return all;
}

static void draw_row(struct grid *g, const struct pdf_text *t, double h)
{
    struct flow *f = g->f;
    size_t from[COLUMNS] = { 0 };
    double sheet = f->bottom - f->top - g->head_h;
    /* a row longer than a page begins where it stands, if a few lines of it fit */
    bool start_here = h > sheet && f->bottom - f->y > 60;

    if (f->y + h > f->bottom && !start_here)
        break_in_table(g);
    while (!draw_slice(g, t, from))
        break_in_table(g);
}

struct line {
    struct pdf_text cell[COLUMNS];
    double h;
};

/* Rows in their order; two at the end stay together, so that no page begins with a lonely one. */
static void draw_rows(struct grid *g, const struct line *row, size_t n)
{
    struct flow *f = g->f;

    for (size_t i = 0; i < n; i++) {
        bool last_but_one = n > 2 && i == n - 2;
        double pair = last_but_one ? row[i].h + row[i + 1].h : 0;
        if (last_but_one && pair < FLOW_WHOLE && f->y + pair > f->bottom)
            break_in_table(g);
        draw_row(g, row[i].cell, row[i].h);
    }
}

static void draw_caption(struct flow *f, const struct pdf_text *name)
{
    if (name->nline == 0)
        return;
    flow_tag(f, "Caption");
    flow_draw(f, name, 0, name->nline, f->left, f->y);
    flow_untag(f, "Caption");
    f->y += name->h + 3;
}

void flow_table(struct flow *f, const struct report_block *b)
{
    struct grid g = { .f = f, .facts = b->kind == REPORT_FACTS };
    struct line *row = arena_array(f->a, struct line, b->nrow);
    struct pdf_text name = { 0 };
    double all = 0;

    if (f->a->spent)
        return;
    columns(&g, b);
    if (!g.facts && !str_empty(b->text))
        name = flow_text(f, PDF_CELL_HEAD, b->text, f->width, false);
    if (!g.facts)
        g.head_h = shape(&g, b, &b->head, true, g.head);
    for (size_t i = 0; i < b->nrow; i++)
        all += row[i].h = shape(&g, b, &b->row[i], false, row[i].cell);
    f->y += name.nline > 0 ? 3 : 0;
    all += name.h + 3 + g.head_h;
    flow_need(f, b->nrow <= FLOW_WHOLE_ROWS && all <= FLOW_WHOLE ? all : name.h + g.head_h + 40);
    flow_tag(f, "Table");
    draw_caption(f, &name);
    draw_head(&g, false);
    draw_rows(&g, row, b->nrow);
    flow_untag(f, "Table");
    f->y += 7;
}
