/* status_report.c -- content from core, pages from render. */
#include "report/status_report.h"

#include "report/render.h"

enum rw_status status_report_pdf(const struct status_report *r, struct arena *a, struct out *pdf,
                                 struct rw_err *e)
{
    struct report_doc doc;

    status_report_lines(r, a, &doc);
    return render_pdf(&doc, a, pdf, e);
}
