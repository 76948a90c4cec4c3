/* concern_parts.h -- pieces that the pages of concerns share. */
#ifndef RW_WEB_PAGES_CONCERN_PARTS_H
#define RW_WEB_PAGES_CONCERN_PARTS_H

#include "app/concern.h"
#include "web/pages/page.h"
#include "web/route.h"

/* "/cases/<case>/concerns/<id>" + rest */
struct str concern_path(struct req *r, struct str case_id, struct str id, const char *rest);

/* Families › Alder family › Safety reports, and › the concern where it is named. */
void concern_crumbs(struct req *r, struct str id, struct crumbs_view *v);

/* "Amber: not reported yet, 1 h 20 min"; late: it needs somebody now. */
struct str concern_clock_words(struct req *r, const struct clock_reading *k, bool *late);

/* Day and time of a form as a moment; RW_NO_TIME where one of them is missing. */
int64_t concern_moment(const struct value *day, const struct value *minutes);

#define CONCERN_ROUTE(verb, where, page, cap, what, words)                                         \
    CASE_ROUTE(verb, where, page, cap, 0, what, words)

#endif
