/* hold.h -- contact between a child and adults of the family stopped at once, by anybody at work on
 * the case: sessions, letters and calls. Never the child's own sessions, and never parenting time
 * under an order: of that no program decides. */
#ifndef RW_APP_HOLD_H
#define RW_APP_HOLD_H

#include "app/checkpoint.h"
#include "core/hold.h"
#include "gen/rows.h"

#define NUMBER_HOLD_OWN_LIFT "hold_own_lift_hours"

struct hold_input {
    struct str child_id; /* empty: every child */
    struct str person_id; /* empty: every adult of the family */
    struct str reason; /* may wait: hold_reason */
    bool own_too; /* of hold_stop_planned alone: sessions of the child by itself as well */
};

/*
 * hold_press -- from this moment on, without anybody's second signature.
 *
 * out     *id  of the hold; of the one that stands where the viewer pressed the same before and nobody
 *              asked since that it end. Planned appointments that it covers are stopped with it, and everybody
 *              on the case finds it on Today
 * errors  RW_EINPUT  a->bad
 */
enum rw_status hold_press(struct act *a, struct str case_id, const struct hold_input *in,
                          struct str *id) RW_MUST;

/* The same inside apply, for a room whose own record stops contact; the viewer may write that record. */
enum rw_status hold_put(struct act *a, struct str case_id, const struct hold_input *in,
                        struct str id) RW_MUST;

/* What is planned between them stops, inside apply; hold_id NULL where something else than a hold stops
 * it: an open warning sign, a consent that was withdrawn. */
enum rw_status hold_stop_planned(struct act *a, struct str case_id, const struct hold_input *in,
                                 struct str hold_id) RW_MUST;

/* Why, said once. errors  RW_ECONFLICT  it was said already */
enum rw_status hold_reason(struct act *a, struct str case_id, struct str id,
                           struct str reason) RW_MUST;

struct hold_state {
    struct hold_row row;
    struct hold rule;
    bool stands;
};

/* For rooms that must know whoever asks: nothing of it is shown before hold_list allows it. */
enum rw_status hold_load(struct act *a, struct str case_id, struct hold_state **list,
                         size_t *n) RW_MUST;

/* Newest first. Reasons and words only for who reads the record; the front desk sees that it is. */
enum rw_status hold_list(struct act *a, struct str case_id, struct hold_state **list,
                         size_t *n) RW_MUST;
enum rw_status hold_find(struct act *a, struct str case_id, struct str id,
                         struct hold_state *h) RW_MUST;
enum rw_status hold_appointments(struct act *a, struct str case_id, struct str id,
                                 struct hold_stopped_row **rows, size_t *n) RW_MUST;

/* Whether something stands behind it, so that one signature does not lift it: an open warning sign
 * of a child and an adult that it covers, or a clinical review of one of them. Rows were loaded by
 * case_rows_load. */
bool hold_is_backed(struct act *a, const struct case_rows *rows, const struct hold *h);

/* Whether the viewer may lift it alone now. */
enum rw_status hold_alone(struct act *a, const struct hold_state *h, bool *alone) RW_MUST;

struct hold_lift_input {
    struct str words; /* why contact may go on */
    struct str second_name, second_licence, second_words; /* of an outside consultation */
    struct date second_on;
    struct str second_sheet;
};

/*
 * hold_lift -- ask that it end. It ends at once where hold_alone says so; in a group with another
 * member's name (hold_second); in a practice of one some hours after the consultation is recorded.
 * What it stopped stays stopped until somebody plans it again.
 *
 * errors  RW_EDENIED  password and code were not given; RW_EINPUT; RW_ECONFLICT  asked before
 */
enum rw_status hold_lift(struct act *a, struct str case_id, struct str id,
                         const struct hold_lift_input *in) RW_MUST;
enum rw_status hold_second(struct act *a, struct str case_id, struct str id,
                           struct str words) RW_MUST;

/* What an outside colleague agreed to through an account for that (app/consult.h), inside apply: the
 * viewer is the colleague, and the hold ends at once.
 *
 * errors  RW_ECONFLICT  somebody asked for the lift in another way meanwhile */
struct hold_account_lift {
    struct str case_id, id;
    struct str asked_by, asked_name; /* who treats the child */
    struct str words, view; /* why contact may go on; the colleague's view */
};
enum rw_status hold_lift_by_account(struct act *a, const struct hold_account_lift *in) RW_MUST;

/* For bookings, inside apply: a problem for field where a hold stands between a child and an adult
 * who would meet. */
enum rw_status hold_check(struct act *a, struct str case_id, const char *field,
                          const struct case_people *people, const struct str *ids,
                          size_t n) RW_MUST;

/* Whether any adult at one of this child's sides is kept from it now. */
bool hold_keeps_child(const struct hold_state *list, size_t n, struct str child_id);

#endif
