/* rating.h -- sheets of answers about one person on one day: readiness, the week of the commitments,
 * what happened when the child came back. Rows are added and never changed; nothing is added up. */
#ifndef RW_APP_RATING_H
#define RW_APP_RATING_H

#include "app/checkpoint.h"
#include "core/choice.h"
#include "gen/rows.h"

#define LIST_READINESS "readiness-items"
#define LIST_COMMITMENTS "commitment-items"
#define RATING_ROWS 1000 /* the newest of one form that a page or checkpoint looks at */

enum sheet_form { SHEET_READINESS, SHEET_COMMITMENT, SHEET_RETURNING };

/* How an item is answered. */
enum item_kind { ITEM_LEVEL, ITEM_WILLINGNESS, ITEM_WEEK, ITEM_YES_NO, ITEM_WORDS };
enum item_kind sheet_item_kind(enum sheet_form form, const struct choice *item);

/* The list of content that its values come from; NULL for yes, no and words. */
const char *sheet_values(enum item_kind kind);

/*
 * sheet_items -- what is asked of this person on such a sheet, in the order of the list.
 *
 * Both parents are asked the same, and as much of each: only a group of equal length follows the side
 * of a child at which they stand.
 */
size_t sheet_items(struct act *a, const struct case_rows *c, enum sheet_form form,
                   const struct person_row *person, const struct choice *const **items);

struct sheet_line {
    struct str item; /* code */
    struct str value; /* code of its list; "yes" "no"; empty: not answered, and not kept */
    struct str words; /* of ITEM_WORDS */
};

struct sheet_input {
    enum sheet_form form;
    struct str person_id;
    struct str source; /* self clinician; of a child also observed; of an adult also other */
    struct date on;
    struct str rests_on; /* who said or saw it, and when */
    const struct sheet_line *lines;
    size_t n;
    struct str good_faith; /* a safety concern that this adult raised; kept apart, or empty */
};

/* errors  RW_EINPUT  a->bad: each item's problem stands under its code */
enum rw_status sheet_record(struct act *a, struct str case_id,
                            const struct sheet_input *in) RW_MUST;

/* Newest first. */
enum rw_status rating_list(struct act *a, struct str case_id, enum sheet_form form,
                           struct rating_row **rows, size_t *n) RW_MUST;
enum rw_status good_faith_list(struct act *a, struct str case_id,
                               struct good_faith_report_row **rows, size_t *n) RW_MUST;

/* ---- commitments ---- */

struct commitment_input {
    struct str person_id;
    struct str child_id; /* empty: for every child */
    struct str how; /* signed paper declined */
    struct date on;
    struct str typed_name; /* of "signed": as the adult typed it, the viewer looking on */
    struct str document_id; /* of "paper" */
    struct str reason; /* of "declined"; may be empty */
};

/* errors  RW_EDENIED  "signed", and password and code were not given within five minutes */
enum rw_status commitment_sign(struct act *a, struct str case_id,
                               const struct commitment_input *in) RW_MUST;
enum rw_status commitment_list(struct act *a, struct str case_id,
                               struct commitment_signature_row **rows, size_t *n) RW_MUST;

/* The newest word of this adult for this child; NULL: not asked yet. */
const struct commitment_signature_row *commitment_of(const struct commitment_signature_row *rows,
                                                     size_t n, struct str person_id,
                                                     struct str child_id);

/* Rows of criterion_tool.c; commitments run after safety, which knows of a parent who is not there. */
enum rw_status readiness_tell(struct act *a, struct case_rows *c) RW_MUST;
enum rw_status commitments_tell(struct act *a, struct case_rows *c) RW_MUST;

#endif
