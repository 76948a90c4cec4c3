/* render.h -- any report_doc as a finished PDF. */
#ifndef RW_REPORT_RENDER_H
#define RW_REPORT_RENDER_H

#include "base/err.h"
#include "core/report_doc.h"

/*
 * render_pdf -- pour a document into pages, then add what cairo cannot say.
 *
 * in      *d
 * out     *pdf    appended: a whole PDF
 * errors  RW_ELIMIT  arena or *pdf too small;  RW_EDEP  cairo, pango or qpdf failed
 * owns    nothing when it returns
 */
enum rw_status render_pdf(const struct report_doc *d, struct arena *a, struct out *pdf,
                          struct rw_err *e) RW_MUST;

#endif
