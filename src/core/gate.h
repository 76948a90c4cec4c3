/* gate.h -- may this step begin for this child, and if not, why, in words. */
#ifndef RW_CORE_GATE_H
#define RW_CORE_GATE_H

#include "base/err.h"
#include "core/fact.h"
#include "core/protocol.h"

enum criterion_state {
    CRITERION_UNKNOWN, /* not recorded: blocks like a no */
    CRITERION_FAIL,
    CRITERION_PASS,
    CRITERION_OVERRIDDEN, /* not met, validly set aside */
    CRITERION_CARRIED /* not met yet in a family that came in under way; due by a day */
};
#define CRITERION_STATES 5

/* There is no "approved" here: a person approves, elsewhere, on top of ELIGIBLE. */
enum gate_outcome { GATE_BLOCKED, GATE_ELIGIBLE };

/* The most that the program itself may recommend. */
enum gate_recommendation { RECOMMEND_NOTHING, RECOMMEND_HOLD };

/* Why an override was not counted; NULL sentence where one counted or none was given. */
struct criterion_result {
    const struct criterion *criterion;
    const struct gate *gate; /* whose criterion it is; an earlier one for what is carried over */
    const struct fact_adult *adult; /* of a criterion per adult; else NULL */
    enum criterion_state state;
    bool blocks;
    bool applies; /* false: another track or age; then the state is PASS */
    bool not_applicable; /* passed by an allowed "does not apply", or by "there is no such adult" */
    enum override_class override; /* in force here: an adult's duty may become OVERRIDE_TREATING */
    struct str sentence; /* one plain sentence, for staff */
    const struct fact *record; /* the record it rests on, or NULL */
    const struct str *evidence; /* ids: records' evidence and open signs, without repeats */
    size_t nevidence;
    const struct fact_override *set_aside; /* the override that counted, or NULL */
    const struct fact_override *ignored; /* the newest one that did not count, or NULL */
    struct str ignored_why; /* its sentence */
    struct date due; /* of CRITERION_CARRIED, and once past due; else RW_NO_DATE */
};

struct gate_result {
    const struct gate *gate;
    enum gate_outcome outcome;
    enum gate_recommendation recommendation;
    const struct criterion_result *results; /* protocol order; per adult in the order given;
                                               then what is carried over from earlier gates */
    size_t nresults;
    size_t nblocking;
    bool duty_only; /* only recorded "no"s about adults' duties block */
    bool child_criteria_met; /* every criterion about the child: the one line for outward texts */
};

/*
 * gate_check -- evaluate one checkpoint for one child as of f->today.
 *
 * in      p, g   g belongs to p
 *         f      what is recorded; today must be known
 * out     *r     BLOCKED or ELIGIBLE with every criterion explained. The same input gives the
 *                same result whatever the order of facts, signs and overrides
 * errors  RW_EINPUT  today unknown, or no child named; *r untouched
 *         RW_ELIMIT  the arena is spent
 * owns    results and sentences live in a; the rest is borrowed from p and f
 * source  content/protocols/<id>: criteria, classes and numbers, with citation
 */
enum rw_status gate_check(struct arena *a, const struct protocol *p, const struct gate *g,
                          const struct facts *f, struct gate_result *r, struct rw_err *e) RW_MUST;

/* Whether a criterion asked of adults meets a side of the child at which nobody is recorded: then it
 * is not known, whoever stands at the other side. */
bool gate_side_missing(enum criterion_per per, const struct fact_adult *adults, size_t n);

/* Whether a family that came in under way had this gate behind it on entry. */
bool gate_is_behind(const struct protocol *p, const struct gate *g, const struct fact_entry *entry);

/*
 * gate_obstacles -- "between here and the next checkpoint": the first blocking results.
 *
 * out     list[n]  n <= max and n <= nblocking; what nobody can set aside comes first, then in
 *                  the order of the results
 */
size_t gate_obstacles(const struct gate_result *r, const struct criterion_result **list,
                      size_t max);

/* The words of JSON and audit: "pass" "fail" "unknown" "overridden" "carried_over". */
const char *criterion_state_word(enum criterion_state s);
const char *gate_outcome_word(enum gate_outcome o); /* "blocked" "eligible" */

#endif
