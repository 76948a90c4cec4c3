#include "web/pages/report_view.h"

static bool lacks(struct str s)
{
    return str_is(s, "Not recorded.") || str_is(s, "not recorded");
}

static void fill_items(struct req *r, const struct report_block *b, struct report_block_view *v)
{
    struct report_item_view *items = arena_array(r->mem, struct report_item_view, b->nrow + 1);
    size_t i;

    for (i = 0; i < b->nrow; i++)
        items[i].text = b->row[i].ncell ? b->row[i].cell[0] : STR_NULL;
    v->items = items;
    v->nitems = b->nrow;
}

static void fill_facts(struct req *r, const struct report_block *b, struct report_block_view *v)
{
    struct report_fact_view *facts = arena_array(r->mem, struct report_fact_view, b->nrow + 1);
    size_t i;

    for (i = 0; i < b->nrow; i++)
        if (b->row[i].ncell > 1)
            facts[v->nfacts++] = (struct report_fact_view){ b->row[i].cell[0], b->row[i].cell[1] };
    v->facts = facts;
}

static bool number_at(const struct report_block *b, size_t column)
{
    return column < 32 && (b->right >> column & 1);
}

static void fill_table(struct req *r, const struct report_block *b, struct report_block_view *v)
{
    struct report_head_view *head = arena_array(r->mem, struct report_head_view, b->head.ncell + 1);
    struct report_line_view *rows = arena_array(r->mem, struct report_line_view, b->nrow + 1);
    size_t i, k;

    for (i = 0; i < b->head.ncell; i++)
        head[i] = (struct report_head_view){ b->head.cell[i], number_at(b, i) };
    for (i = 0; i < b->nrow; i++) {
        const struct report_row *row = &b->row[i];
        struct report_cell_view *cells =
            arena_array(r->mem, struct report_cell_view, row->ncell + 1);

        for (k = 0; k < row->ncell; k++)
            cells[k] = (struct report_cell_view){ row->cell[k], k == 0, number_at(b, k) };
        rows[i] = (struct report_line_view){ cells, row->ncell };
    }
    v->head = head;
    v->nhead = b->head.ncell;
    v->rows = rows;
    v->nrows = b->nrow;
}

static struct report_block_view block_of(struct req *r, const struct report_section *s,
                                         const struct report_block *b)
{
    struct report_block_view v = { .text = b->text,
                                   .quiet = b->quiet,
                                   .lacking = lacks(b->text),
                                   .named = b->text.len ? b->text : s->heading };

    switch (b->kind) {
    case REPORT_LIST:
    case REPORT_SIGN:
        fill_items(r, b, &v);
        break;
    case REPORT_FACTS:
        fill_facts(r, b, &v);
        break;
    case REPORT_TABLE:
        fill_table(r, b, &v);
        break;
    case REPORT_PARA:
    case REPORT_FIGURE:
        break;
    }
    return v;
}

static struct report_part_view part_of(struct req *r, const struct report_section *s, size_t at)
{
    struct report_block_view *blocks = arena_array(r->mem, struct report_block_view, s->nblock + 1);
    size_t i;

    for (i = 0; i < s->nblock; i++)
        blocks[i] = block_of(r, s, &s->block[i]);
    return (struct report_part_view){ .id = str_fmt(r->mem, "part-%zu", at + 1),
                                      .heading = s->heading,
                                      .sub = s->level > 2,
                                      .blocks = blocks,
                                      .nblocks = s->nblock };
}

void report_sections(struct req *r, const struct report_doc *doc, struct report_preview_view *v)
{
    struct report_part_view *parts =
        arena_array(r->mem, struct report_part_view, doc->nsection + 1);
    size_t i;

    for (i = 0; i < doc->nsection; i++)
        parts[i] = part_of(r, &doc->section[i], i);
    v->sections = parts;
    v->nsections = doc->nsection;
}
