/* report_attendance.c -- one sheet: what was offered, what took place, who came. */
#include "core/report_parts.h"

/* What fits beside the other parts on one sheet of Letter; more is given by month. */
#define ATTENDANCE_ROWS 12

void attendance_lines(const struct attendance *r, struct arena *a, struct report_doc *doc)
{
    struct report_build b = { .a = a };

    part_cover(&r->base, "Attendance statement", a, doc);
    doc->tight = true;
    part_matter(&r->base, true, &b);
    build_section(&b, "services", "Attendance");
    part_services(&r->base, &b, ATTENDANCE_ROWS);
    build_note(&b, STR("This sheet states attendance only. It says nothing about progress, causes, "
                       "custody or parenting time."));
    part_signature(&r->base, &b);
    build_end(&b, doc);
}
