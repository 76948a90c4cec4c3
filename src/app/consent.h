/* consent.h -- custody of each child, the treatment agreement, who signed what, and what the child
 * answered. Everything is added and nothing changed; what it amounts to is core/consent.h. */
#ifndef RW_APP_CONSENT_H
#define RW_APP_CONSENT_H

#include "app/app.h"
#include "app/case_people.h"
#include "app/checkpoint.h"
#include "core/consent.h"
#include "gen/rows.h"

#define LIST_AGREEMENT_ITEMS "agreement-items"
#define LIST_CONSENT_FREE "consent-free-kinds"
#define CONSENT_NEXT_STEP "next_step"

/* -- custody ----------------------------------------------------------------------------------- */

struct custody_input {
    struct str child_id;
    struct str kind; /* sole joint_either joint_both agency other */
    const struct str *holders; /* adults or professionals of the case */
    size_t nholders;
    struct str document_id; /* may come later; until then it does not count */
    struct date from, to; /* to: RW_NO_DATE: no end */
    bool no_orders; /* it was said that no order of a court is in force */
    struct str words; /* of "other"; else may be empty */
};
enum rw_status custody_record(struct act *a, struct str case_id,
                              const struct custody_input *in) RW_MUST;
enum rw_status custody_list(struct act *a, struct str case_id, struct custody_row **rows,
                            size_t *n) RW_MUST;

/* -- the agreement ----------------------------------------------------------------------------- */

struct agreement_item_input {
    struct str code; /* of content/lists/agreement-items */
    bool not_applicable; /* then words give the reason */
    struct str words;
};

/* A further version. It may be signed once every item of the list is in it. */
enum rw_status agreement_add(struct act *a, struct str case_id, struct date from,
                             const struct agreement_item_input *items, size_t n,
                             struct str *id) RW_MUST;

/* errors  RW_ECONFLICT  one of these items is in it already */
enum rw_status agreement_items_add(struct act *a, struct str case_id, struct str id,
                                   const struct agreement_item_input *items, size_t n) RW_MUST;
enum rw_status agreement_list(struct act *a, struct str case_id, struct agreement_row **rows,
                              size_t *n) RW_MUST;
enum rw_status agreement_items(struct act *a, struct str case_id, struct str id,
                               struct agreement_item_row **rows, size_t *n) RW_MUST;

/* -- the words of adults ----------------------------------------------------------------------- */

struct consent_input {
    struct str child_id, person_id;
    struct str how; /* signed paper order declined withdrawn not_applicable */
    bool agreement; /* what is signed is the newest whole agreement too */
    struct str order_id; /* of "order", with page, served and delivered */
    int64_t page;
    struct date served, delivered;
    struct str document_id; /* of "paper"; else may be empty */
    struct date on;
    struct str typed_name; /* of "signed": as the adult typed it, the viewer looking on */
    struct str reason; /* of "not_applicable" */
};

/* errors  RW_EDENIED  "signed", and password and code were not given within five minutes */
enum rw_status consent_record(struct act *a, struct str case_id,
                              const struct consent_input *in) RW_MUST;
enum rw_status consent_list(struct act *a, struct str case_id, struct consent_row **rows,
                            size_t *n) RW_MUST;

/* -- the child's answer ------------------------------------------------------------------------ */

struct assent_input {
    struct str child_id;
    struct str appointment_id; /* empty: the next step of contact */
    struct str answer; /* yes slower not_sure no not_asked */
    struct date on;
    struct str words; /* the reason of not_asked; else may be empty */
};

/* A "no" to an appointment of that day ends it as not started, in the same transaction. */
enum rw_status assent_record(struct act *a, struct str case_id,
                             const struct assent_input *in) RW_MUST;
/* What a "no" may be about: every appointment of that child that is planned, of today and later, one
 * row each. */
enum rw_status assent_choices(struct act *a, struct str case_id, struct str child_id,
                              struct hold_planned_row **rows, size_t *n) RW_MUST;
enum rw_status assent_list(struct act *a, struct str case_id, struct assent_row **rows,
                           size_t *n) RW_MUST;

/* -- what it amounts to ------------------------------------------------------------------------ */

/* One statement. In: act_allow or act_open_case has let the viewer into the case. */
enum rw_status consent_lines_load(struct act *a, struct str case_id, struct consent_line **lines,
                                  size_t *n) RW_MUST;

/* The record about one child, from rows that case_rows_load has read. */
struct consent_record consent_record_of(struct act *a, const struct case_rows *c,
                                        const struct person_row *child);

/* Who may act for a child today: those who hold legal custody, and whether a document says so. */
struct consent_holders {
    const struct str *ids;
    size_t n;
    bool either; /* one of them is enough */
    bool by_document;
};
struct consent_holders consent_holders_of(struct act *a, const struct case_rows *c,
                                          const struct person_row *child);

/* The newest whole agreement; STR_NULL where there is none. */
struct str consent_agreement(const struct consent_line *lines, size_t n);

/*
 * consent_book_check -- may these people be booked for an appointment of this kind?
 *
 * in      a   inside apply of a booking, before it is written
 * out     a problem under `field` naming whose signature is missing, for each child whose treatment
 *         awaits consent; nothing for parents' own sessions and for kinds that wait for nobody
 */
enum rw_status consent_book_check(struct act *a, const char *field, struct str case_id,
                                  struct str kind, const struct case_people *people,
                                  const struct str *ids, size_t n) RW_MUST;

/* May this appointment be held? Not after the "no" of a child on its day. */
enum rw_status consent_hold_check(struct act *a, struct str case_id, struct str appointment_id,
                                  bool *stopped) RW_MUST;

/* Answers of this room to checkpoints (app/criterion_tool.h); fills c->consent too. */
enum rw_status consent_tool_run(struct act *a, struct case_rows *c) RW_MUST;

#endif
