/* report_doc.c -- a report as plain text. */
#include "core/report_doc.h"

/* Enough letters to tell two versions apart by eye; the whole digest stands at the signature. */
#define HASH_SHORT 12

static void line(struct out *o, const char *mark, struct str s)
{
    out_z(o, mark);
    out_str(o, s);
    out_char(o, '\n');
}

static void row_text(struct out *o, const struct report_row *r)
{
    for (size_t i = 0; i < r->ncell; i++) {
        out_z(o, i > 0 ? " | " : "| ");
        out_str(o, r->cell[i]);
    }
    out_z(o, " |\n");
}

static void rows_text(struct out *o, const struct report_block *b)
{
    for (size_t i = 0; i < b->nrow; i++) {
        const struct report_row *r = &b->row[i];
        if (b->kind == REPORT_TABLE) {
            row_text(o, r);
        } else if (b->kind == REPORT_FACTS) {
            out_str(o, r->cell[0]);
            line(o, ": ", r->cell[1]);
        } else {
            line(o, b->kind == REPORT_LIST ? "- " : "", r->cell[0]);
        }
    }
}

static void block_text(struct out *o, const struct report_block *b)
{
    if (b->kind == REPORT_FIGURE)
        out_z(o, "Figure: ");
    if (!str_empty(b->text))
        line(o, "", b->text);
    if (b->kind == REPORT_TABLE)
        row_text(o, &b->head);
    rows_text(o, b);
    out_char(o, '\n');
}

void report_doc_text(const struct report_doc *d, struct out *o)
{
    line(o, "# ", d->title);
    line(o, "", d->subtitle);
    if (!str_empty(d->banner))
        line(o, "! ", d->banner);
    line(o, "", d->practice);
    line(o, "", d->office);
    line(o, "", d->running);
    out_char(o, '\n');
    for (size_t i = 0; i < d->nsection; i++) {
        const struct report_section *s = &d->section[i];
        line(o, s->level == 2 ? "## " : "### ", s->heading);
        for (size_t k = 0; k < s->nblock; k++)
            block_text(o, &s->block[k]);
    }
}

struct str report_hash_short(struct arena *a, struct str hash)
{
    if (hash.len < HASH_SHORT)
        return STR("not yet sealed");
    return str_fmt(a, "%.4s %.4s %.4s", hash.p, hash.p + 4, hash.p + 8);
}
