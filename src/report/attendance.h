/* attendance.h -- a one-page attendance statement as a tagged PDF. */
#ifndef RW_REPORT_ATTENDANCE_H
#define RW_REPORT_ATTENDANCE_H

#include "base/err.h"
#include "base/out.h"
#include "core/report_model.h"

/* attendance_pdf -- as status_report_pdf (status_report.h), for an attendance statement. */
enum rw_status attendance_pdf(const struct attendance *r, struct arena *a, struct out *pdf,
                              struct rw_err *e) RW_MUST;

#endif
