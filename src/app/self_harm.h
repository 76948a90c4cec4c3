/* self_harm.h -- a sign of self-harm, the suicide screen, and the clinical review that they begin.
 *
 * What is written down here stops contact in the same transaction, and asks the team for a screen, a
 * safety plan and a decision about the guardians. To the front desk and in every outward text it is
 * one phrase, "clinical review", or nothing. The questions of the screen are read from its own sheet:
 * only their numbers and answers are here. */
#ifndef RW_APP_SELF_HARM_H
#define RW_APP_SELF_HARM_H

#include "app/contact.h"
#include "core/hold.h"
#include "core/self_harm.h"
#include "gen/rows.h"

#define LIST_REVIEW "review-words"

struct review_input {
    enum review_kind kind;
    struct str person_id;
    struct date on;
    struct date until; /* of a plan */
    struct str
        answers[SCREEN_QUESTIONS + 1]; /* of a screen: yes no refused; the fifth may be empty */
    struct str outcome; /* of an evaluation: clear risk; of the decision: told not_told later */
    struct str words; /* needed but for a screen */
};

/*
 * review_add -- one word more; a sign, a screen that is not clear and an evaluation that finds risk
 * hold contact before anything else.
 *
 * errors  RW_EINPUT  a->bad
 */
enum rw_status review_add(struct act *a, struct str case_id, const struct review_input *in) RW_MUST;

/* The same inside apply, for the room of ways of coping; checked there, without a->bad. */
enum rw_status review_put(struct act *a, struct str case_id, const struct review_input *in) RW_MUST;

/* Everything of one case, and how it stands for each of its people. */
struct review_case {
    struct clinical_review_row *rows; /* in the order of recording */
    struct review_event *events; /* parallel to rows */
    size_t n;
    const struct person_row *people;
    const struct review_stand *stands; /* parallel to people */
    size_t npeople;
};

/* One statement; whoever asks: nothing of it is shown before review_overview allows it. */
enum rw_status review_load(struct act *a, struct str case_id, const struct person_row *people,
                           size_t npeople, struct review_case *c) RW_MUST;
const struct review_stand *review_stand_of(const struct review_case *c, struct str person_id);

/* Under the age of the screen on that day; an unknown birthday is not. */
enum rw_status review_under_age(struct act *a, const struct person_row *p, struct date on,
                                bool *under) RW_MUST;

/* For its page. */
enum rw_status review_overview(struct act *a, struct str case_id, struct case_rows *rows) RW_MUST;

/* The lines "clinical_due" of the agenda brought up to date, inside apply. */
enum rw_status review_refresh(struct act *a, struct str case_id) RW_MUST;

/* Severe distress of a child that is open in the register of warning signs. It asks for an evaluation
 * recorded since; contact waits by the sign itself, also once that is there. */
struct distress {
    const struct person_row *child;
    struct str record_id; /* of the record that opened it */
    struct date since, due;
    bool reviewed;
};
/* c: people, records and overrides are loaded. rows: as review_load has them. */
enum rw_status distress_load(struct act *a, const struct case_rows *c, const struct review_case *r,
                             struct distress **list, size_t *n) RW_MUST;

/* Their lines "clinical_due", inside apply, whoever asks. */
enum rw_status distress_refresh(struct act *a, const struct case_rows *c) RW_MUST;

/* ---- for the rooms beside this one ---- */

/* A review of the child, or of an adult at one of its sides, is not finished: no step toward contact. */
bool review_bars(struct act *a, const struct case_rows *rows, struct str child_id);
bool review_backs_hold(const struct case_rows *rows, const struct hold *h);

/* A row of contact_stops.c. */
enum rw_status review_stops(struct act *a, const struct case_rows *rows,
                            struct contact_case *c) RW_MUST;

/* A row of criterion_tool.c; fills c->reviews. */
enum rw_status review_tell(struct act *a, struct case_rows *c) RW_MUST;

#endif
