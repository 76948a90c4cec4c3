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

/* Appointments, hearings, reports due and what is due about safety, of the viewer's whole caseload
 * between two days, by day and hour. One statement. */
enum rw_status caseload_lines(struct act *a, struct date from, struct date to,
                              struct agenda_row **rows, size_t *n) RW_MUST;

/* For Today: the same from today on, and before them whatever is open from earlier days, however old;
 * lines that are done or over stay away. One statement, which no history makes longer. */
enum rw_status caseload_open_lines(struct act *a, struct date to, struct agenda_row **rows,
                                   size_t *n) RW_MUST;

/*
 * What these lists show is kept once more by person: the tables caseload, caseload_child and agenda.
 * Each of the following brings copies up to date, inside apply of act_write, after the change.
 *
 * caseload_keep       a title, number, state or origin changed, or a child's name, birth or phase
 * caseload_staff_keep somebody works on the case now, or no longer
 */
enum rw_status caseload_keep(struct act *a, struct str case_id) RW_MUST;
enum rw_status caseload_staff_keep(struct act *a, struct str case_id) RW_MUST;

/* The copies of one line of the chronology: dropped before the line changes, put after it. A line of
 * a kind that no agenda shows has none. */
enum rw_status agenda_drop(struct act *a, struct str case_id, struct str ref_id,
                           struct str kind) RW_MUST;
enum rw_status agenda_put(struct act *a, struct str case_id, struct str ref_id,
                          struct str kind) RW_MUST;

#endif
