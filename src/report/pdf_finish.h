/* pdf_finish.h -- what cairo cannot say about a file, added by libqpdf in memory. */
#ifndef RW_REPORT_PDF_FINISH_H
#define RW_REPORT_PDF_FINISH_H

#include "base/err.h"
#include "core/report_doc.h"

/*
 * pdf_finish -- language, title shown in the window, scope of table headings, alternatives of
 * figures, reading order by structure; running heads become artifacts; an id made of the content.
 *
 * in      raw     a PDF as pdf_end left it; d the document it was drawn from
 * out     *pdf    appended: the finished PDF; the same input gives the same bytes
 * errors  RW_EDEP  qpdf refuses the file;  RW_ELIMIT  *pdf too small
 * owns    nothing
 */
enum rw_status pdf_finish(struct str raw, const struct report_doc *d, struct out *pdf,
                          struct rw_err *e) RW_MUST;

#endif
