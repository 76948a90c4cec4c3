/* independence.h -- each clinician signs, for each case, that nothing ties them to one side; and what
 * the checkpoint about it, and the one about the lead's licence, are told. source clinical.md
 * R-ROLE-5, R-ROLE-6 */
#ifndef RW_APP_INDEPENDENCE_H
#define RW_APP_INDEPENDENCE_H

#include "app/app.h"
#include "app/checkpoint.h"
#include "core/credential.h"
#include "gen/rows.h"

#define LIST_INTEREST_QUESTIONS "interest-questions"
#define INTEREST_QUESTIONS_MAX 16

struct interest_answer {
    struct str code; /* of content/lists/interest-questions */
    struct str answer; /* yes no */
};

struct interest_input {
    struct interest_answer answers[INTEREST_QUESTIONS_MAX];
    size_t n;
    struct str words; /* what every yes is about; needed where there is one */
};

/*
 * interest_sign -- one's own, for a case on which one works clinically; kept as it read.
 *
 * errors  RW_ENOTFOUND  no such place; RW_EDENIED  password and code were not given within five
 *         minutes; RW_EINPUT  a->bad: under the code of a question, "words", or the whole form
 */
enum rw_status interest_sign(struct act *a, struct str case_id, const struct interest_input *in,
                             struct str *id) RW_MUST;
enum rw_status interest_list(struct act *a, struct str case_id, struct interest_list_row **rows,
                             size_t *n) RW_MUST;

/* How everybody who works clinically on the case stands; one line a person. */
struct independence_line {
    struct str account_id, name, capacity;
    struct str outcome; /* clear disclosed; NULL: not signed yet */
    struct str signed_utc;
};
enum rw_status independence_lines(struct act *a, struct str case_id,
                                  struct independence_line **lines, size_t *n) RW_MUST;

/* Licence and competence of the same people today; one line a person. */
struct staff_credentials {
    struct str account_id, name, capacity;
    bool any; /* something was recorded at all */
    bool licensed;
    struct date until; /* last day of the licence without a gap */
    struct str missing[2 * INTEREST_QUESTIONS_MAX]; /* codes of required areas that are not shown */
    size_t nmissing;
    struct str newest_utc; /* when the last of it was recorded */
};
enum rw_status staff_credentials_of(struct act *a, struct str case_id,
                                    struct staff_credentials **lines, size_t *n) RW_MUST;

/* For app/criterion_tool.c. */
enum rw_status independence_tell(struct act *a, struct case_rows *c) RW_MUST;
enum rw_status lead_credentials_tell(struct act *a, struct case_rows *c) RW_MUST;

#endif
