/* report_build.h -- the brush with which report_status.c and report_attendance.c write a document.
 *
 * Every call may be made blindly: once the arena is spent, calls do nothing. */
#ifndef RW_CORE_REPORT_BUILD_H
#define RW_CORE_REPORT_BUILD_H

#include "core/report_doc.h"

struct report_build {
    struct arena *a;
    struct report_section *section;
    size_t nsection, section_cap;
    struct report_block *block; /* of the section being written */
    size_t nblock, block_cap;
    struct report_row *row; /* of the block being written */
    size_t nrow, row_cap;
    int32_t number; /* of the last numbered heading */
};

/* A numbered heading of level 2, or an unnumbered one of level 3 below it. */
void build_section(struct report_build *b, const char *id, const char *heading);
void build_subsection(struct report_build *b, const char *id, struct str heading);

void build_para(struct report_build *b, struct str text);
void build_note(struct report_build *b, struct str text); /* quiet */
void build_words(struct report_build *b, struct report_words w); /* "Not recorded." where empty */

/* Opens a block to which build_row adds. head NULL: a list, facts or a signature block. */
void build_block(struct report_build *b, enum report_block_kind kind, struct str text);
void build_table(struct report_build *b, const char *caption, const char *const *head, size_t ncol,
                 const uint8_t *share, uint32_t right);
void build_row(struct report_build *b, const struct str *cell, size_t ncell);
void build_figure(struct report_build *b, const struct chart *c, struct str alternative);

/* Closes what is open and hands the sections over. */
void build_end(struct report_build *b, struct report_doc *doc);

#define BUILD_ROW(b, ...)                                                                          \
    build_row((b), (const struct str[]){ __VA_ARGS__ },                                            \
              sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

/*
 * report_grow -- room for one more item in a list that lives in an arena.
 *
 * in      list[n] with *cap places of `size` bytes
 * out     the list, moved where it had to be; NULL (and the arena spent) when there is no room
 */
void *report_grow(struct arena *a, void *list, size_t n, size_t *cap, size_t size);

#endif
