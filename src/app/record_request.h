/* record_request.h -- somebody asks for access to a person's record: recorded with its clock, decided
 * with its ground, answered by a letter that is signed, frozen and sent. Steps are added, never changed;
 * what may be answered and how it stands is core/record_request.h. */
#ifndef RW_APP_RECORD_REQUEST_H
#define RW_APP_RECORD_REQUEST_H

#include "app/checkpoint.h"
#include "base/out.h"
#include "core/record_request.h"
#include "core/report_doc.h"

#define LIST_REQUEST_GROUNDS "request-grounds"
#define LIST_REQUEST_PARTS "request-parts"
#define LIST_REQUEST_WAYS "request-ways"
#define REQUEST_REVIEWABLE                                                                         \
    "May be reviewed by another licensed professional" /* group of a ground */
#define REQUEST_PARTS_MAX 16
#define REQUEST_GROUNDS_MAX 16

struct request_input {
    struct str subject_id; /* whose record: a child or an adult of the case */
    struct str asker_id; /* somebody of the case; or: */
    struct str asker_name; /* anybody else */
    struct date received;
    struct str way; /* code of the list */
    const struct str *parts; /* codes of the list */
    size_t nparts;
    struct str words; /* as they put it; may be empty; never printed */
};

/* Due some days after it was received (content/lists/practice-numbers). */
enum rw_status request_add(struct act *a, struct str case_id, const struct request_input *in,
                           struct str *id) RW_MUST;

struct request_item {
    struct record_request_row row;
    const struct record_request_step_row *steps; /* in order */
    size_t nsteps;
    struct request_state state;
};

/* In the order of recording. */
enum rw_status request_list(struct act *a, struct str case_id, struct request_item **list,
                            size_t *n) RW_MUST;
enum rw_status request_get(struct act *a, struct str case_id, struct str id,
                           struct request_item *x) RW_MUST;

/* What core/record_request.h asks, as of today. In: rows were loaded by case_rows_load. */
enum rw_status request_facts_of(struct act *a, const struct case_rows *c,
                                const struct request_item *x, struct request_facts *f) RW_MUST;

/* Once, within the first time; the reason went out in writing on that day.
 * All of the following: RW_ENOTFOUND  not for the viewer, or there is nothing of the kind to do now;
 * RW_EINPUT  a->bad; RW_ECONFLICT  somebody was first */
enum rw_status request_extend(struct act *a, struct str case_id, struct str id, struct date on,
                              struct str reason) RW_MUST;

/* The young person who consented alone agrees that their own part is given. */
enum rw_status request_agreed(struct act *a, struct str case_id, struct str id, struct date on,
                              struct str words) RW_MUST;

struct request_decision_input {
    enum request_outcome outcome;
    const struct str *grounds, *gives; /* codes of the lists */
    size_t ngrounds, ngives;
    struct str words; /* why, in facts; needed unless all is given; never printed */
    struct str
        belief; /* where the person is not treated as representative: abuse or endangerment */
    struct str interest; /* and why it is not in the child's best interest */
    struct str second_name, second_licence, second_words; /* of an outside consultation */
    struct date second_on;
    struct str second_sheet;
};

/* A later decision takes the place of an earlier one, until the letter is signed.
 * errors  RW_EDENIED  password and code were not given within five minutes */
enum rw_status request_decide(struct act *a, struct str case_id, struct str id,
                              const struct request_decision_input *in) RW_MUST;

/* Another licensed member's name. errors  as request_decide */
enum rw_status request_second(struct act *a, struct str case_id, struct str id,
                              struct str words) RW_MUST;

/* The letter as it would print now; once it is signed, its document is the letter.
 * errors  RW_ENOTFOUND  nothing is decided */
enum rw_status request_letter_doc(struct act *a, const struct request_item *x,
                                  struct report_doc *doc) RW_MUST;
enum rw_status request_letter_pdf(struct act *a, const struct request_item *x,
                                  struct out *pdf) RW_MUST;

/* Signed, frozen, and kept among the papers of the case. What the record says about who asks is looked at
 * once more: a decision that may no longer be given is decided anew first.
 * errors  as request_decide; RW_EINPUT  a->bad, one sentence for the page */
enum rw_status request_letter_sign(struct act *a, struct str case_id, struct str id) RW_MUST;

/* It went out: only now does the clock stop. */
enum rw_status request_sent(struct act *a, struct str case_id, struct str id, struct date on,
                            struct str way, struct str words) RW_MUST;

/* -- pieces that the files of this room share ---------------------------------------------------- */

/* Does the record stand in the way of this answer? The reason in words goes to a->bad. */
bool request_refused(struct act *a, const struct request_facts *f, const struct request_choice *c);

struct request_step_job {
    struct q_record_request_step_add_in *row;
    const struct request_item *item;
    const char *action;
    bool answered; /* the line on Today ends */
    struct date due; /* and moves to this day; RW_NO_DATE: it stays */
};

/* A row with everything empty but who records it and when. */
struct q_record_request_step_add_in;
struct q_record_request_step_add_in *request_step_row(struct act *a, const struct request_item *x,
                                                      enum request_step_kind kind, struct date on);

/* Inside apply: the step, its line and its event. */
enum rw_status request_step_put(struct act *a, const struct request_step_job *j) RW_MUST;

/* Codes with blanks between them, as rows keep them. */
struct str request_codes_join(struct arena *mem, const struct str *codes, size_t n);
size_t request_codes(struct arena *mem, struct str codes, const struct str **list);

#endif
