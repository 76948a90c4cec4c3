/* sample_report.h -- invented reports for tests: short, long, and one where nothing is recorded. */
#ifndef RW_TESTS_SAMPLE_REPORT_H
#define RW_TESTS_SAMPLE_REPORT_H

#include "core/report_model.h"

struct status_report sample_short(void); /* about two pages, signed */
struct status_report sample_long(struct arena *a); /* about six pages, draft of a demo practice */
struct status_report sample_empty(void); /* nothing but a date */
struct attendance sample_attendance(void);

#endif
