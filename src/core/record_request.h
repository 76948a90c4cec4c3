/* record_request.h -- a request for access to somebody's record: what may be answered, how many
 * signatures that takes, and by when the letter has to be out. */
#ifndef RW_CORE_RECORD_REQUEST_H
#define RW_CORE_RECORD_REQUEST_H

#include "base/date.h"
#include "base/str.h"

enum request_step_kind {
    REQUEST_EXTENDED, /* once, in writing, within the first time */
    REQUEST_AGREED, /* the young person agrees that their own part is given */
    REQUEST_DECIDED,
    REQUEST_SECOND, /* another licensed member's name under the decision */
    REQUEST_LETTER, /* signed and frozen */
    REQUEST_SENT,
    REQUEST_STEP_KINDS
};

enum request_outcome { REQUEST_GIVEN, REQUEST_PART, REQUEST_DENIED, REQUEST_OUTCOMES };

/* Codes of content/lists/request-grounds. */
#define GROUND_NOT_REPRESENTATIVE "not_representative"
#define GROUND_MINOR "minor_consent"
#define GROUND_PRIVILEGE "privilege"
#define GROUND_NO_AUTHORITY "no_authority"

/* What the record says about asker and record on the day of the decision. */
struct request_facts {
    bool child; /* the record is a child's */
    bool own; /* it is the asker's own */
    bool authority; /* the asker may act for the child: legal custody today, by a document */
    bool undetermined; /* who holds the privilege is not settled */
    bool own_consent; /* the young person consented alone, so part of it is theirs */
    bool agreed; /* and agrees */
};

struct request_choice {
    enum request_outcome outcome;
    const struct str *grounds;
    size_t ngrounds;
    size_t ngives; /* parts that are given */
};

enum request_refusal {
    REQUEST_MAY,
    REQUEST_NO_GROUND, /* denied, in whole or in part, without one */
    REQUEST_GROUND_NOT_ASKED, /* given as a whole, and a ground chosen */
    REQUEST_NOTHING_GIVEN, /* given, and no part named */
    REQUEST_SOMETHING_GIVEN, /* denied as a whole, and parts named */
    REQUEST_NO_AUTHORITY, /* nothing is given to whom no paper authorises */
    REQUEST_ONLY_NO_AUTHORITY, /* and denied to them on no other ground, which would confirm a record */
    REQUEST_UNDETERMINED, /* nothing is given while the privilege is not settled */
    REQUEST_NOT_AGREED, /* the young person's part is neither agreed to nor kept back */
    REQUEST_NO_REPRESENTATIVE /* (g)(5) is about somebody who acts for a child */
};

/* Does the choice of the first of these stand in the way? The first is named. Everything may always
 * be denied with its ground: what is kept back is not given by mistake. Who may not ask is denied for
 * that alone, so that no answer confirms or denies that there is a record.
 *
 * source  clinical.md 10.2 (164.524, 164.502(g)(3) and (5)), R-CON-3, R-PRV-1 */
enum request_refusal request_check(const struct request_facts *f, const struct request_choice *c);

/* May this person ask for this record at all? If not, the answer names nobody whose record it would be. */
bool request_may_ask(const struct request_facts *f);

bool request_grounds_have(const struct request_choice *c, const char *code);

/* Not to treat somebody as representative takes two names. */
bool request_takes_two(const struct request_choice *c);

/* One step, in the order of recording. */
struct request_line {
    enum request_step_kind kind;
    int64_t recorded_utc;
    struct date on;
    struct date due; /* of REQUEST_EXTENDED */
    bool two; /* of REQUEST_DECIDED: it takes two names */
    int64_t
        consulted_utc; /* of it: an outside consultation in place of the second; RW_NO_TIME: none */
};

enum request_stage {
    REQUEST_OPEN, /* nothing is decided */
    REQUEST_WAITS_NAME, /* decided; a second name is missing */
    REQUEST_WAITS_TIME, /* decided; the waiting time of a consultation runs */
    REQUEST_READY, /* the letter can be signed */
    REQUEST_SIGNED, /* signed, not sent */
    REQUEST_ANSWERED,
    REQUEST_STAGES
};

struct request_state {
    enum request_stage stage;
    struct date due;
    bool extended, agreed;
    bool late; /* not answered, or answered, after the last day */
    int32_t days_left; /* of what is not answered; negative: late */
    size_t decision, letter, sent; /* index of the step that counts; n: none */
};

/*
 * request_state_of -- how it stands. Only a letter that went out stops the clock.
 *
 * in      due        the last day as it was set on receipt
 *         wait_hours before an outside consultation counts, from its day or its recording, whichever
 *                    is later
 */
void request_state_of(struct date due, const struct request_line *lines, size_t n, int64_t now_utc,
                      struct date today, int64_t wait_hours, struct request_state *s);

const char *request_stage_word(enum request_stage s); /* "waits_name" */
const char *request_step_word(enum request_step_kind k); /* "extended"; as the store keeps it */
const char *request_outcome_word(enum request_outcome o); /* "given"; as the store keeps it */

#endif
