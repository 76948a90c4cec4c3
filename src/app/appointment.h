/* appointment.h -- who meets when, where and for what: book, change, mark, list.
 *
 * A problem's field is the name of the member of struct appointment_input that it is about. */
#ifndef RW_APP_APPOINTMENT_H
#define RW_APP_APPOINTMENT_H

#include "app/app.h"
#include "app/case_people.h"
#include "app/clock.h"
#include "core/appointment.h"
#include "gen/rows.h"

/* Names of the content lists that are chosen from, and of their numbers. */
#define LIST_APPOINTMENT_KINDS "appointment-kinds"
#define LIST_CANCEL_REASONS "cancel-reasons"
#define NUMBER_PARENTS_APART "parents_apart_minutes"

struct appointment_input {
    struct str clinician; /* account id; at work on the case, or standing in on that day */
    struct date on;
    int32_t at_min; /* of the day, in the practice's time zone */
    int64_t minutes;
    struct str kind, room;
    const struct str *people; /* person ids */
    size_t npeople;
    int64_t version; /* of the row that the person saw; not for a new one */
};

struct appointment {
    struct appointment_row row;
    enum appointment_state state;
    int64_t starts_utc;
    struct local starts;
    struct str kind, reason; /* labels; reason is empty unless something came of it */
    struct str clinician;
    struct str names; /* "Maya and Dana" */
    struct str *people;
    size_t npeople;
};

/*
 * appointment_book -- a new one, or with id a change of one that is still planned.
 *
 * in      id      empty: new
 * out     *saved  its id, in a->mem
 * errors  RW_EINPUT     a->bad says where; among it: the clinician or a person is elsewhere then,
 *                       two people who are kept apart would meet, the clocks skip that hour
 *         RW_ECONFLICT  somebody changed it since in->version
 */
enum rw_status appointment_book(struct act *a, struct str case_id, struct str id,
                                const struct appointment_input *in, struct str *saved) RW_MUST;

/*
 * appointment_mark -- held, cancelled, not started, or back to planned after a mistake.
 *
 * in      reason  a code of the list, for CANCEL and NOT_START
 * errors  RW_EINPUT     what may not follow its present state; no reason; not begun yet; held on a
 *                       day on which no licence of its clinician holds
 *         RW_ECONFLICT  somebody changed it since version
 */
enum rw_status appointment_mark(struct act *a, struct str case_id, struct str id,
                                enum appointment_event event, int64_t version,
                                struct str reason) RW_MUST;

/* Pieces of appointment_book and appointment_mark for a use case that brings in several at once and
 * has asked act_allow: problems into a->bad; then, inside apply, all the rest. How long before it
 * was cancelled is not known to appointment_mark_put, and so not recorded. */
void appointment_check(struct act *a, const struct appointment_input *in);
void appointment_mark_check(struct act *a, enum appointment_event event, struct str reason);
enum rw_status appointment_put(struct act *a, struct str case_id, struct str id,
                               const struct appointment_input *in) RW_MUST;
enum rw_status appointment_mark_put(struct act *a, struct str case_id, struct str id,
                                    enum appointment_event event, int64_t version,
                                    struct str reason) RW_MUST;

/* Some people on some day, for an appointment of that kind. */
struct meeting {
    struct str case_id, kind;
    struct date on;
    const struct case_people *people;
    const struct str *ids;
    size_t n;
    bool agreed_elsewhere; /* brought in with its family: consent was asked before */
};

/* Whether they may meet so: consent, holds, orders, warning signs. A problem under field, and
 * RW_EINPUT, where they may not. Inside apply. */
enum rw_status appointment_may_meet(struct act *a, const char *field,
                                    const struct meeting *m) RW_MUST;

/* A hold on contact stops a planned one, inside apply, and stays its reason. */
enum rw_status appointment_stop_put(struct act *a, struct str case_id, struct str id,
                                    int64_t version, struct str hold_id) RW_MUST;

/* A signed note stands on the appointment, inside apply: a planned one was thereby held, where its
 * clinician was licensed that day. Nothing happens to one that has not begun: whatever the note tells
 * of, it was not this. */
enum rw_status appointment_note_put(struct act *a, struct str case_id, struct str id,
                                    struct str note_id) RW_MUST;

/* Seals the reasons that stand in an old plain column; once, after the schema came forward. */
enum rw_status appointment_reasons_seal(struct db *db, struct arena *mem, struct rw_err *e) RW_MUST;

enum rw_status appointment_find(struct act *a, struct str case_id, struct str id,
                                struct appointment *found) RW_MUST;

/* One line of the calendar. */
struct appointment_line {
    struct str case_id, id, family, clinician, kind, room, names, child;
    struct local starts;
    int64_t starts_utc, minutes;
    enum appointment_state state;
    struct str apart; /* "Robin is here at 10:15; Dana and Robin must not meet."; empty: nobody */
    struct str clinician_id;
    bool unlicensed; /* planned for a day on which no licence of its clinician holds */
    bool on_site; /* brings people to the practice */
    bool mine; /* the viewer is its clinician */
    bool clinical; /* the viewer may write the note of it */
    bool has_note; /* a signed one; always false for those who may not read notes */
};

/*
 * appointment_between -- those of the viewer's whole caseload on some days, in order of time.
 * Three statements, and a fourth where something is planned, however many cases.
 */
enum rw_status appointment_between(struct act *a, struct date from, struct date to,
                                   struct appointment_line **rows, size_t *n) RW_MUST;

/* Whether a kind brings people to the practice; an unknown one does. */
bool appointment_on_site(const struct app *app, struct str kind);

/* What the form chooses from: everybody of the case, the clinicians at work on it, and who stands in
 * today or later. */
struct appointment_choices {
    struct case_people people;
    struct case_clinician *clinicians;
    size_t nclinicians;
};
enum rw_status appointment_choices(struct act *a, struct str case_id,
                                   struct appointment_choices *c) RW_MUST;

#endif
