/* caseload.h -- dated lines over one case or over everything that a person works on. */
#ifndef RW_APP_CASELOAD_H
#define RW_APP_CASELOAD_H

#include "app/app.h"

/*
 * case_chronology -- the newest lines of one case up to a day, newest first.
 *
 * out     rows[n]  only classes that the viewer may see; others leave no trace
 */
enum rw_status case_chronology(struct act *a, struct str case_id, struct date until, int64_t limit,
                               struct chronology_row **rows, size_t *n) RW_MUST;

/* The lines of one case between two days, oldest first: what a report lists. */
enum rw_status case_chronology_between(struct act *a, struct str case_id, struct date from,
                                       struct date to, struct chronology_row **rows,
                                       size_t *n) RW_MUST;

/* Appointments, hearings and reports due of the viewer's whole caseload between two days, by day and
 * hour. One statement. */
enum rw_status caseload_lines(struct act *a, struct date from, struct date to,
                              struct caseload_chronology_row **rows, size_t *n) RW_MUST;

#endif
