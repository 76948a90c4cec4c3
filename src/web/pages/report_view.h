/* report_view.h -- a report's text as sections, lists and tables of a page. */
#ifndef RW_WEB_PAGES_REPORT_VIEW_H
#define RW_WEB_PAGES_REPORT_VIEW_H

#include "core/report_doc.h"
#include "web/pages/page.h"

/* The same sections, in the same order, as on paper; a picture by the words that stand for it. */
void report_sections(struct req *r, const struct report_doc *doc, struct report_preview_view *v);

#endif
