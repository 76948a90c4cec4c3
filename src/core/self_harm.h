/* self_harm.h -- what the answers to a suicide screen amount to, what a clinical review still asks for,
 * and when contact may be thought of again. A clear screen never overrides judgement; whether contact
 * goes on is decided by people.
 *
 * source  clinical.md 1.11, 3.6, 4.2 (N6), 6.2 and 6.5 (ASQ) */
#ifndef RW_CORE_SELF_HARM_H
#define RW_CORE_SELF_HARM_H

#include "base/date.h"
#include "base/str.h"

#define SCREEN_QUESTIONS 4

enum screen_answer { ANSWER_NONE, ANSWER_NO, ANSWER_YES, ANSWER_REFUSED };

enum screen_result {
    SCREEN_NOT_WHOLE, /* an answer is missing, and none of the others decides */
    SCREEN_CLEAR,
    SCREEN_NOT_ACUTE, /* positive: a brief safety assessment the same day */
    SCREEN_ACUTE /* positive, and acute or not known to be otherwise: keep in sight, emergency */
};

/* Any yes, or any refusal, is positive; then the fifth question says whether it is acute. */
enum screen_result screen_result(const enum screen_answer *q, enum screen_answer acuity);

/* The fifth question is asked after a positive answer alone. */
bool screen_asks_acuity(const enum screen_answer *q);

enum review_kind {
    REVIEW_SIGN, /* a sign of self-harm was recorded */
    REVIEW_SCREEN,
    REVIEW_EVALUATION, /* full evaluation, or the safety assessment after a positive screen */
    REVIEW_PLAN, /* a safety plan, until when it is looked at again */
    REVIEW_GUARDIANS, /* whether the guardians are told, decided with a reason */
    REVIEW_KINDS
};

/* One row about one person, in the order of recording. */
struct review_event {
    struct str id, person, by;
    enum review_kind kind;
    enum screen_result result; /* of a screen */
    bool clear; /* of an evaluation: no present risk was found */
    struct date on, until; /* until: of a plan */
    int64_t recorded_utc;
};

struct review_terms {
    struct date today;
    int64_t resume_days;
    bool under_age; /* of the screen: a full evaluation stands in its place */
};

struct review_stand {
    bool open; /* contact waits */
    const struct review_event *since; /* the newest sign or positive screen; NULL: never any */
    const struct review_event *plan; /* the newest safety plan */
    const struct review_event *screen; /* the newest screen; under age the newest evaluation */
    bool acute; /* by the newest screen */
    bool screen_due, assess_due, plan_due, guardians_due; /* today, while open */
    bool again_due; /* a screen on a later day that is clear is still to come */
    struct date earliest; /* before it no contact; known while open */
};

/*
 * review_of -- how it stands for one person.
 *
 * Open from a sign or a positive screen until: a screen on a later day is clear, the plan is current,
 * and resume_days have passed since. A later sign begins it anew. Unknown is never clear.
 */
struct review_stand review_of(const struct review_event *list, size_t n, struct str person,
                              const struct review_terms *t);

#endif
