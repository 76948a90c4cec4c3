#include "app/report_content.h"

#include <jansson.h>

static const char *const kinds[] = {
    [REPORT_PARA] = "para",   [REPORT_LIST] = "list",     [REPORT_FACTS] = "facts",
    [REPORT_TABLE] = "table", [REPORT_FIGURE] = "figure", [REPORT_SIGN] = "sign",
};

#define NKINDS (sizeof kinds / sizeof *kinds)

static void put_text(struct out *o, const char *key, struct str s)
{
    out_fmt(o, "\"%s\":", key);
    out_json(o, s);
    out_char(o, ',');
}

static void put_cells(struct out *o, const struct report_row *r)
{
    size_t i;

    out_char(o, '[');
    for (i = 0; i < r->ncell; i++) {
        if (i)
            out_char(o, ',');
        out_json(o, r->cell[i]);
    }
    out_char(o, ']');
}

static void put_block(struct out *o, const struct report_block *b)
{
    size_t i;

    out_char(o, '{');
    put_text(o, "kind", str_of(kinds[b->kind]));
    put_text(o, "text", b->text);
    out_fmt(o, "\"right\":%u,\"quiet\":%s,\"head\":", (unsigned)b->right,
            b->quiet ? "true" : "false");
    put_cells(o, &b->head);
    out_z(o, ",\"rows\":[");
    for (i = 0; i < b->nrow; i++) {
        if (i)
            out_char(o, ',');
        put_cells(o, &b->row[i]);
    }
    out_z(o, "]}");
}

static void put_section(struct out *o, const struct report_section *s)
{
    size_t i;

    out_char(o, '{');
    put_text(o, "id", s->id);
    put_text(o, "heading", s->heading);
    out_fmt(o, "\"level\":%d,\"blocks\":[", (int)s->level);
    for (i = 0; i < s->nblock; i++) {
        if (i)
            out_char(o, ',');
        put_block(o, &s->block[i]);
    }
    out_z(o, "]}");
}

void report_content_write(const struct report_doc *d, struct out *o)
{
    size_t i;

    out_char(o, '{');
    put_text(o, "title", d->title);
    put_text(o, "subtitle", d->subtitle);
    put_text(o, "banner", d->banner);
    put_text(o, "hash", d->hash);
    out_z(o, "\"sections\":[");
    for (i = 0; i < d->nsection; i++) {
        if (i)
            out_char(o, ',');
        put_section(o, &d->section[i]);
    }
    out_z(o, "]}");
}

/* Copied, since the document is dropped. */
static struct str text_in(struct act *a, const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);

    if (!json_is_string(v))
        return STR_NULL;
    return str_copy(a->mem, (struct str){ json_string_value(v), json_string_length(v) });
}

static struct report_row cells_in(struct act *a, const json_t *list)
{
    size_t n = json_array_size(list), i;
    struct str *cell = arena_array(a->mem, struct str, n + 1);

    for (i = 0; i < n; i++) {
        const json_t *v = json_array_get(list, i);

        cell[i] = str_copy(a->mem, (struct str){ json_string_value(v), json_string_length(v) });
    }
    return (struct report_row){ cell, n };
}

static struct report_block block_in(struct act *a, const json_t *o)
{
    const json_t *list = json_object_get(o, "rows");
    size_t n = json_array_size(list), i;
    struct report_row *rows = arena_array(a->mem, struct report_row, n + 1);
    struct str kind = text_in(a, o, "kind");
    struct report_block b = { .kind = REPORT_PARA,
                              .text = text_in(a, o, "text"),
                              .head = cells_in(a, json_object_get(o, "head")),
                              .row = rows,
                              .nrow = n,
                              .right = (uint32_t)json_integer_value(json_object_get(o, "right")),
                              .quiet = json_is_true(json_object_get(o, "quiet")) };

    for (i = 0; i < NKINDS; i++)
        if (str_is(kind, kinds[i]))
            b.kind = (enum report_block_kind)i;
    for (i = 0; i < n; i++)
        rows[i] = cells_in(a, json_array_get(list, i));
    return b;
}

static struct report_section section_in(struct act *a, const json_t *o)
{
    const json_t *list = json_object_get(o, "blocks");
    size_t n = json_array_size(list), i;
    struct report_block *blocks = arena_array(a->mem, struct report_block, n + 1);

    for (i = 0; i < n; i++)
        blocks[i] = block_in(a, json_array_get(list, i));
    return (struct report_section){ .id = text_in(a, o, "id"),
                                    .heading = text_in(a, o, "heading"),
                                    .level =
                                        (int32_t)json_integer_value(json_object_get(o, "level")),
                                    .block = blocks,
                                    .nblock = n };
}

enum rw_status report_content_read(struct act *a, struct str content, struct report_doc *doc)
{
    json_error_t why;
    json_t *o = json_loadb(content.p, content.len, JSON_REJECT_DUPLICATES, &why);
    const json_t *list = json_object_get(o, "sections");
    size_t n = json_array_size(list), i;
    struct report_section *sections = arena_array(a->mem, struct report_section, n + 1);

    if (!o)
        return RW_FAIL(&a->err, RW_EDEP, "a signed report's text is no JSON, line %d", why.line);
    for (i = 0; i < n; i++)
        sections[i] = section_in(a, json_array_get(list, i));
    *doc = (struct report_doc){ .title = text_in(a, o, "title"),
                                .subtitle = text_in(a, o, "subtitle"),
                                .banner = text_in(a, o, "banner"),
                                .hash = text_in(a, o, "hash"),
                                .section = sections,
                                .nsection = n };
    json_decref(o);
    return RW_OK;
}
