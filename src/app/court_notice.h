/* court_notice.h -- what the court must be told or asked, and by when: an order that requires contact
 * which something stops, an order that can be read in two ways. The program forces no contact and
 * drops no question. */
#ifndef RW_APP_COURT_NOTICE_H
#define RW_APP_COURT_NOTICE_H

#include "app/app.h"
#include "gen/rows.h"

struct court_notice_input {
    struct str kind; /* clarification conflict */
    struct str order_id;
    struct str child_id; /* may be empty */
    struct str words; /* what is unclear, or what can't be done */
};

/* Due some working days from today: content/lists/practice-numbers. */
enum rw_status court_notice_add(struct act *a, struct str case_id,
                                const struct court_notice_input *in, struct str *id) RW_MUST;

/* errors  RW_ECONFLICT  somebody was first */
struct court_notice_step {
    struct str id;
    int64_t version;
    struct date on;
    struct str words; /* to whom it went; what the answer is */
};
enum rw_status court_notice_sent(struct act *a, struct str case_id,
                                 const struct court_notice_step *in) RW_MUST;
enum rw_status court_notice_answered(struct act *a, struct str case_id,
                                     const struct court_notice_step *in) RW_MUST;

enum rw_status court_notice_list(struct act *a, struct str case_id, struct court_notice_row **rows,
                                 size_t *n) RW_MUST;

/*
 * court_notices_refresh -- a conflict notice for each order and child where contact that the order
 * requires is stopped today and no notice of it is open or sent.
 *
 * in      a  inside apply; called by whatever enters what an order says or adds a stop. Never takes a
 *            notice back: that the stop is gone is part of its answer
 */
enum rw_status court_notices_refresh(struct act *a, struct str case_id) RW_MUST;

#endif
