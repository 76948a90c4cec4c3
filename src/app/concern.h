/* concern.h -- "Concern about a child": contact is held at once, and the clock of the one who saw it
 * runs until that person has reported, or says why there is no reasonable cause.
 *
 * Safety reports (class R). The reporter, the lead and the clinical supervisor of the case may read;
 * to everybody else a concern is not there. No list, chronology, agenda, report or export holds one;
 * the register of warning signs says only that a question of safety is open. */
#ifndef RW_APP_CONCERN_H
#define RW_APP_CONCERN_H

#include "app/app.h"
#include "app/checkpoint.h"
#include "app/jurisdictions.h"
#include "core/report_clock.h"

#define LIST_CONCERN "concern-words"
#define LIST_REPORT_METHODS "report-methods"

struct concern_input {
    struct str child_id;
    struct str person_id; /* whom it concerns; empty: not known, so everybody */
    struct str words; /* what was seen or said */
    int64_t cause_utc; /* when; not after now */
};

/*
 * concern_open -- record it, hold contact, start the clock; one transaction.
 *
 * out     *id; contact with that person (with everybody, where not known) waits for every child of
 *         the family
 * errors  RW_ENOTFOUND  no clinical place on the case, no such child or person
 */
enum rw_status concern_open(struct act *a, struct str case_id, const struct concern_input *in,
                            struct str *id) RW_MUST;

/* The same without its checks, inside apply of act_write; rows: of the case, loaded. */
enum rw_status concern_put(struct act *a, const struct case_rows *rows,
                           const struct concern_input *in, struct str id) RW_MUST;

enum concern_step_kind {
    STEP_CAUSE, /* there was cause earlier than said before: when, and why that is known now */
    STEP_REPORT, /* agency, person, method, reference */
    STEP_WRITTEN, /* the same, in writing */
    STEP_NO_CAUSE, /* why, and who was consulted */
    STEP_REQUEST, /* the agency was asked what became of it */
    STEP_CLOSURE, /* clearance: the agency closed it */
    STEP_SCREENED_OUT, /* clearance: it was not taken up; worker and day */
    STEP_COURT_ORDER, /* clearance */
    STEP_CONSULTATION, /* clearance without an answer: return at supervised steps only */
    STEP_KINDS
};

struct concern_step_input {
    enum concern_step_kind kind;
    int64_t at_utc;
    struct str agency, person, method, reference, words, document_id;
};

/* One step as recorded. */
struct concern_step {
    enum concern_step_kind kind;
    int64_t at_utc;
    const struct concern_step_row *row;
};

struct concern {
    struct concern_row row;
    const struct concern_step *steps; /* in the order of recording */
    size_t nsteps;
    const struct jurisdiction *law;
    const struct reporter_rule *rule;
    struct clock_reading clock;
    bool mine; /* the viewer is the reporter */
    bool cleared, supervised_only; /* the latter: a consultation alone */
};

/* Concerns of the case that the viewer may see, oldest first. */
enum rw_status concern_list(struct act *a, struct str case_id, struct concern **list,
                            size_t *n) RW_MUST;

/* errors  RW_ENOTFOUND  there is none, or not for this viewer: the same work and the same answer */
enum rw_status concern_get(struct act *a, struct str case_id, struct str id,
                           struct concern *c) RW_MUST;

/* What may be added to it now by the viewer. */
bool concern_may_add(const struct act *a, const struct concern *c, enum concern_step_kind kind);

/*
 * concern_step_add -- one more word on it; nothing is ever changed.
 *
 * errors  RW_ENOTFOUND  as concern_get, and where concern_may_add says no; RW_EINPUT  a->bad
 */
enum rw_status concern_step_add(struct act *a, struct str case_id, struct str id,
                                const struct concern_step_input *in) RW_MUST;

/* Open clocks for Today: the viewer's own; as a supervisor those of others that were passed on. */
struct concern_due {
    struct str case_id, id, title;
    bool mine;
    struct clock_reading clock;
};
enum rw_status concern_due(struct act *a, struct concern_due **list, size_t *n) RW_MUST;

/*
 * concern_closing -- may the viewer close the sign of this code in this case?
 *
 * out     x->waits     NULL text: yes. The sign of a concern is closed by those alone who may read
 *                      concerns, and only while none is without an end, or without clearance where
 *                      there was a report
 *         x->answered  the sign was opened and carried on by concerns alone: their ends are the answer
 *         x->since     the day on which it was opened, where it is the sign of a concern
 */
enum rw_status concern_closing(struct act *a, const struct case_rows *c, struct str child_id,
                               struct aside *x) RW_MUST;

/* For contact_stops.c: with whom contact came back by a consultation alone, so that somebody else stays
 * present; an empty id: everybody. No statement where the concern's sign was never opened. */
enum rw_status concern_supervised(struct act *a, const struct case_rows *c, struct str **persons,
                                  size_t *n) RW_MUST;

/* The reporter's clock still runs: their place on the case can't end. For app/ alone. */
enum rw_status concern_keeps_place(struct act *a, struct str case_id, struct str account_id,
                                   bool *keeps) RW_MUST;

#endif
