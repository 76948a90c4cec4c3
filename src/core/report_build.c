/* report_build.c -- lists that grow in an arena, and the blocks made of them. */
#include "core/report_build.h"

#include "core/report_words.h"

#include <string.h>

void *report_grow(struct arena *a, void *list, size_t n, size_t *cap, size_t size)
{
    if (a->spent)
        return NULL;
    if (n < *cap)
        return list;
    size_t more = *cap ? *cap * 2 : 8;
    void *p = arena_take(a, more, size, alignof(max_align_t));
    if (a->spent)
        return NULL;
    if (n > 0)
        memcpy(p, list, n * size);
    *cap = more;
    return p;
}

static void close_block(struct report_build *b)
{
    if (b->nblock > 0 && b->nrow > 0) {
        b->block[b->nblock - 1].row = b->row;
        b->block[b->nblock - 1].nrow = b->nrow;
    }
    b->row = NULL;
    b->nrow = b->row_cap = 0;
}

static void close_section(struct report_build *b)
{
    close_block(b);
    if (b->nsection > 0) {
        b->section[b->nsection - 1].block = b->block;
        b->section[b->nsection - 1].nblock = b->nblock;
    }
    b->block = NULL;
    b->nblock = b->block_cap = 0;
}

static void open_section(struct report_build *b, struct report_section s)
{
    close_section(b);
    void *list = report_grow(b->a, b->section, b->nsection, &b->section_cap, sizeof s);
    if (!list)
        return;
    b->section = list;
    b->section[b->nsection++] = s;
}

void build_section(struct report_build *b, const char *id, const char *heading)
{
    b->number++;
    open_section(b, (struct report_section){
                        .id = str_of(id),
                        .heading = str_fmt(b->a, "%d. %s", (int)b->number, heading),
                        .level = 2,
                    });
}

void build_subsection(struct report_build *b, const char *id, struct str heading)
{
    open_section(b, (struct report_section){ .id = str_of(id), .heading = heading, .level = 3 });
}

static void open_block(struct report_build *b, struct report_block k)
{
    close_block(b);
    void *list = report_grow(b->a, b->block, b->nblock, &b->block_cap, sizeof k);
    if (!list)
        return;
    b->block = list;
    b->block[b->nblock++] = k;
}

void build_para(struct report_build *b, struct str text)
{
    open_block(b, (struct report_block){ .kind = REPORT_PARA, .text = text });
}

void build_note(struct report_build *b, struct str text)
{
    open_block(b, (struct report_block){ .kind = REPORT_PARA, .text = text, .quiet = true });
}

/* A line that holds nothing but blanks parts two paragraphs; single line ends become spaces. */
static struct str next_paragraph(struct arena *a, struct str *rest)
{
    struct str para = STR(""), line;

    while (str_cut(rest, '\n', &line)) {
        line = str_trim(line);
        if (!str_empty(line))
            para = para.len > 0 ? str_join(a, para, STR(" "), line) : line;
        else if (para.len > 0)
            break;
    }
    return para;
}

void build_words(struct report_build *b, struct report_words w)
{
    struct str rest = str_trim(w.text);

    if (str_empty(rest)) {
        build_para(b, STR("Not recorded."));
        return;
    }
    for (;;) {
        struct str para = next_paragraph(b->a, &rest);
        if (str_empty(para))
            return;
        build_para(b, para);
    }
}

void build_block(struct report_build *b, enum report_block_kind kind, struct str text)
{
    open_block(b, (struct report_block){ .kind = kind, .text = text });
}

void build_table(struct report_build *b, const char *caption, const char *const *head, size_t ncol,
                 const uint8_t *share, uint32_t right)
{
    struct str *cell = arena_array(b->a, struct str, ncol);

    if (b->a->spent)
        return;
    for (size_t i = 0; i < ncol; i++)
        cell[i] = str_of(head[i]);
    open_block(b, (struct report_block){
                      .kind = REPORT_TABLE,
                      .text = str_of(caption),
                      .head = { cell, ncol },
                      .share = share,
                      .right = right,
                  });
}

void build_row(struct report_build *b, const struct str *cell, size_t ncell)
{
    struct str *mine = arena_array(b->a, struct str, ncell);
    void *list = report_grow(b->a, b->row, b->nrow, &b->row_cap, sizeof *b->row);

    if (!list)
        return;
    for (size_t i = 0; i < ncell; i++)
        mine[i] = str_or(cell[i], REPORT_NOT_RECORDED);
    b->row = list;
    b->row[b->nrow++] = (struct report_row){ mine, ncell };
}

void build_figure(struct report_build *b, const struct chart *c, struct str alternative)
{
    open_block(b, (struct report_block){ .kind = REPORT_FIGURE, .text = alternative, .chart = c });
}

void build_end(struct report_build *b, struct report_doc *doc)
{
    close_section(b);
    doc->section = b->section;
    doc->nsection = b->nsection;
}
