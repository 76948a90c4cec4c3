/* report_doc.h -- a report as headings, paragraphs, lists and tables: one builder, many renderers. */
#ifndef RW_CORE_REPORT_DOC_H
#define RW_CORE_REPORT_DOC_H

#include "base/out.h"
#include "core/chart.h"
#include "core/report_model.h"

enum report_block_kind {
    REPORT_PARA, /* text */
    REPORT_LIST, /* row[i].cell[0] is an item; text, where given, leads in */
    REPORT_FACTS, /* two columns: row[i].cell[0] names (a row heading), cell[1] says */
    REPORT_TABLE, /* head and rows; text is the caption */
    REPORT_FIGURE, /* chart; text is its alternative */
    REPORT_SIGN /* row[i].cell[0] is a line of the signature block; the renderer adds the hash */
};

struct report_row {
    const struct str *cell;
    size_t ncell; /* the same for each row of a table */
};

struct report_block {
    enum report_block_kind kind;
    struct str text;
    struct report_row head;
    const struct report_row *row;
    size_t nrow;
    const uint8_t *share; /* relative column widths, ncell of them; NULL: equal */
    uint32_t right; /* bit i: column i holds numbers, set flush right */
    const struct chart *chart;
    bool quiet; /* a note: smaller, greyer */
};

struct report_section {
    struct str id; /* stable: "safety", "services"; an anchor and a bookmark */
    struct str heading;
    int32_t level; /* 2 or 3; the title is 1 */
    const struct report_block *block;
    size_t nblock;
};

struct report_doc {
    struct str title; /* "Status report" */
    struct str subtitle; /* family, period */
    struct str lang; /* BCP 47 */
    struct str practice, office; /* letterhead */
    struct str running; /* head of each page, left: "Case 2026-014 · Docket 24-DR-1881" */
    struct str running_what; /* the same, right: "Status report · 1 Mar 2026 to 31 May 2026" */
    struct str banner; /* "" or a short warning for every page: invented data, draft */
    struct str author; /* for the file's properties */
    struct str hash; /* full hex digest or NULL */
    enum report_paper paper;
    bool tight; /* meant for one sheet: set close */
    int64_t made_utc;
    const struct report_section *section;
    size_t nsection;
};

/*
 * report_doc_text -- the same content as plain text, for golden tests, for the terminal and as the
 * bytes over which the caller computes the hash that is then printed.
 *
 * out     *o      UTF-8 lines; says neither hash nor page, so that a hash can be taken over it
 */
void report_doc_text(const struct report_doc *d, struct out *o);

/* The first 12 hex digits of the hash in groups of four, or "not yet sealed". */
struct str report_hash_short(struct arena *a, struct str hash);

#endif
