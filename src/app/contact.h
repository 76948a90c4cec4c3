/* contact.h -- may this child and this person be in contact, by all that is on record; for every
 * room that writes, calls, shows or books one with the other. */
#ifndef RW_APP_CONTACT_H
#define RW_APP_CONTACT_H

#include "app/case_people.h"
#include "app/checkpoint.h"
#include "core/contact.h"

/* Everything that contact of one case rests on. */
struct contact_case {
    struct str case_id;
    struct contact_basis in;
    const struct contact_terms_row *rows; /* as read: orders with what is entered of them */
    size_t nrows;
    struct contact_stop *stops; /* in.stops, to be added to */
};

/*
 * contact_orders -- the orders and what they say; one statement. No stop is in it yet.
 *
 * in      a   act_allow has let the viewer into the case, or a use case asks that may be shown less
 *             than it must know; p may be NULL: then an order's highest step is read as the strictest
 */
enum rw_status contact_orders(struct act *a, struct str case_id, const struct protocol *p,
                              struct contact_case *c) RW_MUST;

/* Adds everything else that stops contact: each room with such records has a line in the table of
 * contact_stops.c. rows: loaded. */
enum rw_status contact_stops(struct act *a, const struct case_rows *rows,
                             struct contact_case *c) RW_MUST;

/* For such a room: one stop. errors  RW_ELIMIT  the arena is spent */
enum rw_status contact_stop_add(struct act *a, struct contact_case *c,
                                const struct contact_stop *s) RW_MUST;

/* One line of that table: contact with the adults whose contact is in question waits while the work
 * with a child is paused or over; after a child's newest answer that was no yes it goes no further
 * than the contact step at which the child stands. rows: with roles and consent. */
enum rw_status contact_place_stops(struct act *a, const struct case_rows *rows,
                                   struct contact_case *c) RW_MUST;

/* Adds that somebody else is to be present at contact for now. rows: as far as they are loaded. */
enum rw_status contact_supervision(struct act *a, const struct case_rows *rows,
                                   struct contact_case *c) RW_MUST;

/* A step without supervision where somebody else is to be present for now. rows: of case_rows_load. */
bool contact_stays_supervised(struct act *a, const struct case_rows *rows, struct str child_id,
                              struct str level);

/* Both, for the rows of a case that are loaded already. */
enum rw_status contact_case_load(struct act *a, const struct case_rows *rows,
                                 struct contact_case *c) RW_MUST;

/* What stops and orders rest on where the viewer may not read them: the office books too. Of the
 * rows only people, roles, records, overrides and consent are loaded. */
enum rw_status contact_rows_load(struct act *a, struct str case_id, struct case_rows *rows) RW_MUST;

/* A step of the protocol with what it brings; NULL: the protocol has no such step. */
const struct contact_step *contact_step_of(struct act *a, const struct protocol *p,
                                           struct str level);

/*
 * contact_ask -- the one question.
 *
 * in      level  id of a contact step, or empty: none in question; then `channel` is not asked but
 *                every channel by which the step may take place
 * errors  RW_ENOTFOUND  not the viewer's case, no such child, person or step
 */
struct contact_asked {
    struct str child_id, person_id;
    enum contact_channel channel;
    struct str level;
    struct date day;
};
enum rw_status contact_ask(struct act *a, struct str case_id, const struct contact_asked *q,
                           struct contact_reply *r) RW_MUST;

/*
 * contact_booking -- whether these people may be brought together on that day.
 *
 * in      channels  bits: by which they may meet; one that is not barred is enough
 * out     a->bad gains one problem under `field` for each child and adult who may not meet: with every
 *         reason where the viewer may read orders and signs, else with none
 */
enum rw_status contact_booking(struct act *a, struct str case_id, const char *field,
                               const struct str *people, size_t n, struct date day,
                               uint32_t channels) RW_MUST;

/* What keeps two adults of the family apart from each other: the parents and carers of one child at its
 * two sides (app/case_people.h), where an order or something told about safety speaks against it. */
struct contact_adults {
    struct case_people people;
    struct contact_case c; /* the orders */
    struct safety_reported_row *reported;
    size_t nreported;
    struct safety_result_row *results;
    size_t nresults;
};
enum rw_status contact_adults_load(struct act *a, struct str case_id,
                                   struct contact_adults *x) RW_MUST;

/* Two of these who must not meet that day, and why; NULL: none. */
const struct apart *contact_adults_apart(struct act *a, const struct contact_adults *x,
                                         const struct str *ids, size_t n, struct date day,
                                         struct str *why);

/* Whether two of these stand at the two sides of a child. */
bool contact_adults_any(const struct case_people *people, const struct str *ids, size_t n);

/* As contact_booking, of two adults: at whatever kind of appointment. No statement where no two of them
 * stand at the two sides of a child. */
enum rw_status contact_adults_booking(struct act *a, struct str case_id, const char *field,
                                      const struct case_people *people, const struct str *ids,
                                      size_t n, struct date day) RW_MUST;

/* By which an appointment of that kind takes place. */
uint32_t contact_channels_of(const struct app *app, struct str kind);

/* Something new stops contact, inside apply: what is planned between a child and an adult, or two
 * adults, who may no longer meet that day is stopped. Permission that is merely not known stops nothing. */
enum rw_status contact_stop_planned(struct act *a, struct str case_id) RW_MUST;

/* criterion_tool_fn: what each order says is entered; the orders allow the step ahead. */
enum rw_status contact_facts(struct act *a, struct case_rows *c) RW_MUST;

#endif
