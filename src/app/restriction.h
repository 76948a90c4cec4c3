/* restriction.h -- what an order says about contact, one statement a row; and that it says nothing, or
 * that no order is in force. Rows are ended and replaced, never changed. */
#ifndef RW_APP_RESTRICTION_H
#define RW_APP_RESTRICTION_H

#include "app/app.h"
#include "core/contact.h"
#include "gen/rows.h"

/* What is empty or 0 is not stated by the order; something must be. */
struct restriction_input {
    struct str order_id, clause_id; /* clause_id may be empty */
    struct str child_id; /* empty: each child */
    struct str person_id; /* empty: every adult of the case */
    uint32_t channels; /* bits; 0: all */
    struct str says, supervision; /* words of core/contact.h */
    struct str ceiling; /* id of a contact step */
    int64_t minutes_max, days_between;
    struct str places;
    struct date effective_on, expires_on; /* of its own; else those of the order */
    struct str replaces; /* a row of this order that ends with this one; may be empty */
};

/* errors  RW_EINPUT  a->bad; RW_ENOTFOUND  no such order, clause, child or person of this case;
 *         RW_ECONFLICT  what it replaces was ended by somebody else */
enum rw_status restriction_add(struct act *a, struct str case_id,
                               const struct restriction_input *in, struct str *id) RW_MUST;

/* The order says nothing about contact; refused while something of it is entered. */
enum rw_status restriction_nothing(struct act *a, struct str case_id, struct str order_id,
                                   struct str statement, struct str *id) RW_MUST;

/* No order is in force; refused while one is. Beside a later order it no longer counts. */
enum rw_status restriction_no_order(struct act *a, struct str case_id, struct str statement,
                                    struct str *id) RW_MUST;

/* It was entered wrongly, or no longer holds. errors  RW_ECONFLICT  it has ended already */
enum rw_status restriction_end(struct act *a, struct str case_id, struct str id,
                               struct str reason) RW_MUST;

/* Ended ones too, oldest first. */
enum rw_status restriction_list(struct act *a, struct str case_id, struct restriction_row **rows,
                                size_t *n) RW_MUST;

#endif
