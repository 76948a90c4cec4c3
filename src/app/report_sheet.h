/* report_sheet.h -- a report filled from the record, searched for what must not leave, and drawn. */
#ifndef RW_APP_REPORT_SHEET_H
#define RW_APP_REPORT_SHEET_H

#include "app/app.h"
#include "base/out.h"
#include "core/report_doc.h"
#include "core/report_model.h"
#include "gen/rows.h"

/* Either kind; the one that is not meant stays zero. */
struct report_sheet {
    bool status;
    struct status_report full;
    struct attendance short_one;
};

/*
 * report_sheet_fill -- read everything in one moment, and search the text before anybody sees it.
 *
 * out     *doc    the text as it would print now; in a->mem
 * errors  RW_EINPUT  a protected address, telephone number or e-mail stands in it; a->bad names the
 *                    section, never the value
 */
enum rw_status report_sheet_fill(struct act *a, struct str case_id,
                                 const struct filed_report_row *row, struct report_sheet *p,
                                 struct report_doc *doc) RW_MUST;

struct report_base *report_sheet_base(struct report_sheet *p);
void report_sheet_lines(struct act *a, const struct report_sheet *p, struct report_doc *doc);
struct str report_sheet_hash(struct act *a, const struct report_doc *doc);

/* Appended to *pdf. */
enum rw_status report_sheet_draw(struct act *a, const struct report_sheet *p,
                                 struct out *pdf) RW_MUST;

#endif
