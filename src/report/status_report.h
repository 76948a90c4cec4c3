/* status_report.h -- a status report as a tagged PDF. */
#ifndef RW_REPORT_STATUS_REPORT_H
#define RW_REPORT_STATUS_REPORT_H

#include "base/err.h"
#include "base/out.h"
#include "core/report_model.h"

/*
 * status_report_pdf -- draw a status report.
 *
 * in      *r      everything that is printed; nothing else is read (no clock, no store)
 * out     *pdf    appended: a whole PDF; the same *r gives the same bytes
 * errors  RW_ELIMIT  arena or *pdf too small;  RW_EDEP  fonts, cairo or qpdf failed
 * owns    nothing; memory of pango, cairo and qpdf is released before it returns. One thread
 *         keeps its fonts warm until pdf_thread_done
 */
enum rw_status status_report_pdf(const struct status_report *r, struct arena *a, struct out *pdf,
                                 struct rw_err *e) RW_MUST;

#endif
