/* court.h -- matters, hearings and orders with their clauses, report rule and payers' shares. */
#ifndef RW_APP_COURT_H
#define RW_APP_COURT_H

#include "app/app.h"
#include "app/document.h"
#include "gen/rows.h"

struct matter_input {
    struct str court, docket, judge;
    int64_t version;
};

struct hearing_input {
    struct str matter_id, kind; /* code of content/lists/hearing-kinds */
    struct date on;
    struct str at_clock; /* "HH:MM" or empty */
    struct str purpose;
    struct str state; /* set held vacated; empty: set */
    int64_t version;
};

struct order_input {
    struct str matter_id; /* of order_add alone: a saved order stays in its matter */
    const struct matter_input *matter; /* kept along with the order where matter_id is empty */
    struct str kind; /* code of content/lists/order-kinds */
    struct str title;
    struct date signed_on, effective_on, expires_on;
    struct str state; /* in_force superseded ended; empty: in_force */
    struct str report_rule; /* none every_days before_hearing both */
    int64_t report_every_days, report_before_days; /* DB_NULL_I64 where the rule has none */
    struct str report_to;
    struct str document_id; /* may be empty */
    const struct document_input *document; /* kept along with the order, in place of document_id */
    int64_t version;
};

struct clause_input {
    struct str kind; /* code of content/lists/clause-kinds */
    struct str words; /* as they stand in the order */
    int64_t page; /* DB_NULL_I64: not recorded */
    int64_t version;
};

struct share_input {
    struct str person_id;
    int64_t share_bp;
};

enum rw_status matter_add(struct act *a, struct str case_id, const struct matter_input *in,
                          struct str *id) RW_MUST;
enum rw_status matter_save(struct act *a, struct str case_id, struct str id,
                           const struct matter_input *in) RW_MUST;
enum rw_status matter_list(struct act *a, struct str case_id, struct matter_row **rows,
                           size_t *n) RW_MUST;

/* Pieces of order_add: problems of the input; the row and its event, inside apply. */
void matter_check(struct act *a, const struct matter_input *in);
enum rw_status matter_put(struct act *a, struct str case_id, struct str id,
                          const struct matter_input *in) RW_MUST;

enum rw_status hearing_add(struct act *a, struct str case_id, const struct hearing_input *in,
                           struct str *id) RW_MUST;
enum rw_status hearing_save(struct act *a, struct str case_id, struct str id,
                            const struct hearing_input *in) RW_MUST;
enum rw_status hearing_list(struct act *a, struct str case_id, struct hearing_row **rows,
                            size_t *n) RW_MUST;

enum rw_status order_add(struct act *a, struct str case_id, const struct order_input *in,
                         struct str *id) RW_MUST;
enum rw_status order_save(struct act *a, struct str case_id, struct str id,
                          const struct order_input *in) RW_MUST;
enum rw_status order_get(struct act *a, struct str case_id, struct str id,
                         struct court_order_row *row) RW_MUST;
enum rw_status order_list(struct act *a, struct str case_id, struct court_order_row **rows,
                          size_t *n) RW_MUST;

enum rw_status clause_add(struct act *a, struct str case_id, struct str order_id,
                          const struct clause_input *in) RW_MUST;
enum rw_status clause_save(struct act *a, struct str case_id, struct str id,
                           const struct clause_input *in) RW_MUST;
enum rw_status clause_list(struct act *a, struct str case_id, struct str order_id,
                           struct clause_row **rows, size_t *n) RW_MUST;

/*
 * shares_set -- replace the order's shares as a whole.
 *
 * in      version  of the order, which grows by one
 *         in[n]    different people of the case, 100 % together; n 0: nothing is recorded
 */
enum rw_status shares_set(struct act *a, struct str case_id, struct str order_id, int64_t version,
                          const struct share_input *in, size_t n) RW_MUST;
enum rw_status shares_list(struct act *a, struct str case_id, struct str order_id,
                           struct payer_share_row **rows, size_t *n) RW_MUST;

/* The same as a page shows it, in the order in which people stand in the case; one statement. */
struct payer {
    struct str label; /* "Robin, father" */
    int64_t share_bp;
};
enum rw_status payers_list(struct act *a, struct str case_id, struct str order_id,
                           struct payer **list, size_t *n) RW_MUST;

/*
 * report_due_refresh -- bring the line "report due" of each order of the case up to date.
 *
 * in      a   inside apply; called by whatever changes an order, a hearing or the signed reports
 * out     chronology 'report_due' with ref_id the order: state "due" on the first day for which no
 *         report is signed, "ended" where none is asked for any more
 */
enum rw_status report_due_refresh(struct act *a, struct str case_id) RW_MUST;

/* That day, or RW_NO_DATE. */
enum rw_status order_report_due(struct act *a, struct str case_id, struct str id,
                                struct date *due) RW_MUST;

/* The one order, in force on that day, that asks for reports; NULL where there is none, or more than
 * one. It is one of orders[n]. */
const struct court_order_row *order_that_asks(const struct court_order_row *orders, size_t n,
                                              struct date today);

#endif
