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

/* Inside apply: its line of the chronology. */
enum rw_status report_chronology_put(struct act *a, struct str case_id, struct str id,
                                     struct str kind, struct date on, const char *state) RW_MUST;

/*
 * report_doc_of -- what a draft would print now, with what is missing said; of a signed one, the
 * text as it was signed, whatever the record says today.
 *
 * out     *doc    of one signed before texts were kept: no section; its file says it all
 * errors  RW_EINPUT  a protected address, telephone number or e-mail stands in the draft; a->bad
 *                    names the section
 */
enum rw_status report_doc_of(struct act *a, struct str case_id, const struct filed_report_row *row,
                             struct report_doc *doc) RW_MUST;

/* Of the text, to be posted back with the signature; NULL where it is too long. */
struct str report_doc_hash(struct act *a, const struct report_doc *doc);

/* The same as a PDF, appended to *pdf. A signed report is read from its frozen file instead. */
enum rw_status report_pdf_of(struct act *a, struct str case_id, const struct filed_report_row *row,
                             struct out *pdf) RW_MUST;

/*
 * report_sign_shown -- draw it, store the sealed file, lock the row. Everything in it is read in
 * one moment.
 *
 * in      version  of the draft that the person has just seen
 *         shown    report_doc_hash of what the person has just seen
 * errors  RW_EDENIED    password and code were not given within five minutes
 *         RW_EINPUT     no licence, or as report_doc_of; a->bad says so
 *         RW_ECONFLICT  the draft or the record behind it changed since, or it is signed
 */
enum rw_status report_sign_shown(struct act *a, struct str case_id, struct str id, int64_t version,
                                 struct str shown) RW_MUST;

/* The same for a verb that shows nothing first and hands over what it signed. */
enum rw_status report_sign(struct act *a, struct str case_id, struct str id,
                           int64_t version) RW_MUST;

#endif
