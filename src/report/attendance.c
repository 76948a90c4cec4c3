/* attendance.c -- content from core, pages from render. */
#include "report/attendance.h"

#include "report/render.h"

enum rw_status attendance_pdf(const struct attendance *r, struct arena *a, struct out *pdf,
                              struct rw_err *e)
{
    struct report_doc doc;

    attendance_lines(r, a, &doc);
    return render_pdf(&doc, a, pdf, e);
}
