/* case_show.h -- the two halves of the case page: who and where (case_show.c), what and when
 * (case_events.c). */
#ifndef RW_WEB_PAGES_CASE_SHOW_H
#define RW_WEB_PAGES_CASE_SHOW_H

#include "app/checkpoint.h"
#include "gen/tpl.h"
#include "web/req.h"

/* Open warning signs of the register. */
void case_show_signs(struct req *r, const struct case_rows *rows, struct case_show_view *v);

/* Everything with a date: orders in force, next appointments, due reports, last decision, the
 * timeline as picture and as list, and the newest notes, papers, orders and reports. */
void case_show_events(struct req *r, const struct chronology_row *events, size_t n,
                      struct case_show_view *v);

/* Where a line of the chronology leads. */
struct str event_href(struct req *r, struct str case_id, const struct chronology_row *e);

#endif
