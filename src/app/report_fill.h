/* report_fill.h -- from rows to the report model: the one place where a record becomes something
 * that a court may read. Only statements of store/sql/report.sql and lists without narrative. */
#ifndef RW_APP_REPORT_FILL_H
#define RW_APP_REPORT_FILL_H

#include "app/app.h"
#include "core/report_model.h"
#include "gen/rows.h"

/* Everything that the parts of a report are made from, read once. */
struct report_rows {
    struct str case_id;
    const struct filed_report_row *report;
    struct person_row *people;
    size_t npeople;
    struct person_role_row *roles;
    size_t nroles;
    struct appointment_row *appointments;
    size_t nappointments;
    struct case_appointment_people_row *expected;
    size_t nexpected;
    struct report_notes_row *notes;
    size_t nnotes;
    struct report_note_people_row *present;
    size_t npresent;
    struct court_order_row *orders;
    size_t norders;
    struct matter_row *matters;
    size_t nmatters;
    struct hearing_row *hearings;
    size_t nhearings;
    struct order_clauses_row *clauses;
    size_t nclauses;
    struct document_list_row *documents;
    size_t ndocuments;
    struct phase_span_row *phases;
    size_t nphases;
    struct decision_snapshots_row *decisions;
    size_t ndecisions;
    struct report_consultations_row *consultations;
    size_t nconsultations;
    struct goal_row *goals;
    size_t ngoals;
    struct report_protected_row *protected; /* what the text is searched for; never printed */
    size_t nprotected;
};

enum rw_status report_rows_load(struct act *a, struct str case_id,
                                const struct filed_report_row *report,
                                struct report_rows *rows) RW_MUST;

/* Both live in a->mem and borrow from rows. */
void report_fill_base(struct act *a, const struct report_rows *rows, struct report_base *b);
enum rw_status report_fill_status(struct act *a, const struct report_rows *rows,
                                  struct status_report *r) RW_MUST;

/* Parts that stand in report_fill_court.c, report_fill_work.c and report_fill_changes.c. */
void report_fill_court(struct act *a, const struct report_rows *rows, struct status_report *r);
void report_fill_services(struct act *a, const struct report_rows *rows, struct report_base *b);
enum rw_status report_fill_changes(struct act *a, const struct report_rows *rows,
                                   struct status_report *r) RW_MUST;

/* Whether a decision of the period, or something that was set aside, closed or lifted in it, rested on
 * an outside consultation; then the signature says so, with no word on what it was about. It stands in
 * report_fill_second.c. source clinical.md A1 */
enum rw_status report_fill_second(struct act *a, const struct report_rows *rows,
                                  struct report_signature *s) RW_MUST;

/* Index of a person in report_base.person; REPORT_NOBODY where there is none. */
int32_t report_person_at(const struct report_rows *rows, struct str person_id);
struct date report_day(struct str iso);

#endif
