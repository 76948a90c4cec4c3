/* report.h -- status reports and attendance statements: drafted, shown as they would print, signed
 * and frozen. Filled only from the members of core/report_model.h. */
#ifndef RW_APP_REPORT_H
#define RW_APP_REPORT_H

#include "app/app.h"
#include "base/out.h"
#include "core/report_doc.h"
#include "core/report_model.h"
#include "gen/rows.h"

struct report_input {
    struct str kind; /* status attendance */
    struct date from, to; /* the period, both ends included */
    struct str order_id; /* the order that asks for it; may be empty */
    struct str safety, wellbeing, relationship, coparenting; /* typed for this report */
    struct str plan, asked; /* for the next period; what needs clarifying by the court */
    struct str recipients; /* one a line: "Name, role" */
    int64_t version;
};

enum rw_status report_add(struct act *a, struct str case_id, const struct report_input *in,
                          struct str *id) RW_MUST;

/* errors  RW_ECONFLICT  saved or signed since in->version */
enum rw_status report_save(struct act *a, struct str case_id, struct str id,
                           const struct report_input *in) RW_MUST;
enum rw_status report_get(struct act *a, struct str case_id, struct str id,
                          struct filed_report_row *row) RW_MUST;
enum rw_status report_list(struct act *a, struct str case_id, struct report_list_row **rows,
                           size_t *n) RW_MUST;

/* What it would print now: sections for a page, with what is missing said. */
enum rw_status report_doc_of(struct act *a, struct str case_id, const struct filed_report_row *row,
                             struct report_doc *doc) RW_MUST;

/* The same as a PDF, appended to *pdf. A signed report is read from its frozen file instead. */
enum rw_status report_pdf_of(struct act *a, struct str case_id, const struct filed_report_row *row,
                             struct out *pdf) RW_MUST;

/*
 * report_sign -- draw it, store the sealed file, lock the row.
 *
 * in      version  of the draft that the person has just seen
 * errors  RW_EDENIED    password and code were not given within five minutes, or no licence
 *         RW_ECONFLICT  it was changed or signed since
 */
enum rw_status report_sign(struct act *a, struct str case_id, struct str id,
                           int64_t version) RW_MUST;

#endif
