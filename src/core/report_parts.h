/* report_parts.h -- the parts that every kind of report shares. */
#ifndef RW_CORE_REPORT_PARTS_H
#define RW_CORE_REPORT_PARTS_H

#include "core/report_build.h"

/* "Dana Reed"; "Dana Reed, mother"; each "not recorded" where the index points at no one. A name
 * written from right to left is isolated, so that it does not turn the words around it. */
struct str part_name(struct arena *a, const struct report_base *r, int32_t who);
struct str part_name_relation(struct arena *a, const struct report_base *r, int32_t who);

/* Letterhead, title, running head, banner, file properties. */
void part_cover(const struct report_base *r, const char *title, struct arena *a,
                struct report_doc *doc);

/* The caption as facts; brief: only what tells the case from another. */
void part_matter(const struct report_base *r, bool brief, struct report_build *b);
void part_author(const struct report_base *r, struct report_build *b);
void part_limits(struct report_build *b);
void part_signature(const struct report_base *r, struct report_build *b);

/* report_services.c: counts in a sentence, reasons, each adult's part, the list of sessions.
 * max_rows: a longer list is given by month instead. */
void part_services(const struct report_base *r, struct report_build *b, size_t max_rows);

/* report_picture.c: orders, phases and sessions held of the period; nothing where it would be
 * empty. source  clinical.md A6 (the report's picture shows no stop and no refusal) */
void part_picture(const struct status_report *r, struct report_build *b);

#endif
