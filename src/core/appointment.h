/* appointment.h -- the invariants of who meets when: what may follow what, and who may not overlap.
 * Times come in as seconds UTC; no clock and no time zone here. */
#ifndef RW_CORE_APPOINTMENT_H
#define RW_CORE_APPOINTMENT_H

#include "base/str.h"

enum appointment_state {
    APPOINTMENT_PLANNED,
    APPOINTMENT_HELD,
    APPOINTMENT_CANCELLED,
    APPOINTMENT_NOT_STARTED, /* people came, or were due to, and it did not begin */
    APPOINTMENT_STOPPED, /* by a hold on contact, before it began */
    APPOINTMENT_STATES
};

enum appointment_event {
    APPOINTMENT_EDIT, /* another time, room or people */
    APPOINTMENT_HOLD, /* it took place */
    APPOINTMENT_CANCEL,
    APPOINTMENT_NOT_START,
    APPOINTMENT_REOPEN, /* somebody marked it by mistake, or a hold is over; refused once a signed
                           note stands on it */
    APPOINTMENT_STOP /* a hold on contact; never by hand */
};

const char *appointment_state_word(enum appointment_state s); /* as stored: "not_started" */
bool appointment_state_of(struct str word, enum appointment_state *s);

/* Whether the event may follow; *to untouched otherwise. */
bool appointment_move(enum appointment_state from, enum appointment_event on,
                      enum appointment_state *to);

/* Whole hours from the moment of cancelling to the start; 0 when it had begun. */
int64_t appointment_notice_hours(int64_t starts_utc, int64_t cancelled_utc);

/* One appointment as the rules see it. */
struct booking {
    struct str id; /* empty: not stored yet */
    struct str clinician; /* account id */
    int64_t starts_utc;
    int32_t minutes;
    bool on_site;
    bool live; /* takes room in the day: planned or held */
    const struct str *people; /* person ids */
    size_t npeople;
};

/* Two people who may not be on the same site at the same time. */
struct apart {
    struct str one, other;
};

enum clash_kind {
    CLASH_NONE,
    CLASH_CLINICIAN, /* the clinician is with somebody else */
    CLASH_PERSON, /* that person is somewhere else */
    CLASH_APART, /* person and other would overlap on site, or stand too close */
    CLASH_TOGETHER /* person and other are both asked to this very appointment, on site */
};

struct clash {
    enum clash_kind kind;
    struct str person, other; /* of CLASH_PERSON (person alone), APART and TOGETHER */
    const struct booking *with; /* the other appointment; NULL for TOGETHER */
};

/*
 * booking_clash -- the first reason why a new booking cannot stand beside the others.
 *
 * in      b        the new or changed one; compared with every live one of others[n] but itself
 *         pairs    who must be kept apart; buffer_min minutes must lie between their times on site
 *         together both people of a pair may be asked to one appointment (a kind made for it)
 * out     kind CLASH_NONE where nothing stands against it
 * owns    borrows from its arguments
 * source  clinical.md R-NEU-1, R-CT-1; buffer_min comes from content
 */
struct clash booking_clash(const struct booking *b, const struct booking *others, size_t n,
                           const struct apart *pairs, size_t npairs, int32_t buffer_min,
                           bool together);

#endif
