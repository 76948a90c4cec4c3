/* safety_screen.h -- the screen for violence, abuse and control as content, what is open in one, when
 * a review of danger is due, and how fresh everybody's last word about safety is. Nothing is counted
 * or scored: no function here returns a number about anybody. */
#ifndef RW_CORE_SAFETY_SCREEN_H
#define RW_CORE_SAFETY_SCREEN_H

#include "core/protocol.h"

enum safety_kind {
    SAFETY_SUBJECT, /* none reported, reported or declined */
    SAFETY_MARKERS, /* several of a list */
    SAFETY_SCALE, /* a number as it was said */
    SAFETY_RECORDS /* a list of facts */
};

/* A code with its words: a group, a marker, a result, a frequency. */
struct safety_word {
    struct str code, label, note;
};

struct safety_item {
    struct str code, group, title, question, help;
    enum safety_kind kind;
    bool review; /* reported: a review of danger is due */
    int32_t review_markers; /* so many of its markers likewise; 0: none */
    const struct safety_word *markers;
    size_t nmarkers;
};

struct safety_form {
    struct passport pass;
    const struct protocol_number *numbers;
    size_t nnumbers;
    const struct safety_word *groups; /* one page of the interview each */
    size_t ngroups;
    const struct safety_item *items;
    size_t nitems;
    const struct safety_word *results, *frequencies;
    size_t nresults, nfrequencies;
};

const struct safety_item *safety_item_of(const struct safety_form *f, struct str code);
const struct safety_word *safety_word_of(const struct safety_word *list, size_t n, struct str code);

/* A number of the form by its id; -1 where it has none. content/safety_load.c lets no form through
 * that lacks one of these. */
int64_t safety_number(const struct safety_form *f, const char *id);
extern const char *const safety_numbers[]; /* NULL-ended */

/* ---- one screen ---- */

enum safety_said { SAFETY_OPEN, SAFETY_NONE, SAFETY_REPORTED, SAFETY_DECLINED };

struct safety_answer {
    struct str item;
    enum safety_said said;
    struct str by, about; /* person ids; empty: somebody else, or not said */
    size_t markers; /* how many were ticked; of SAFETY_MARKERS */
};

/* Items without an answer, in the order of the form; list[f->nitems]. A screen is complete at 0. */
size_t safety_open(const struct safety_form *f, const struct safety_answer *list, size_t n,
                   const struct safety_item **open);

/* Items whose answers ask for a review of danger; list[f->nitems]. None: no review is due. */
size_t safety_review(const struct safety_form *f, const struct safety_answer *list, size_t n,
                     const struct safety_item **why);

/* Who was reported to have done something to whom: each direction once, however often; of two people
 * both directions may stand. pairs[n]. Only where both are named. */
struct safety_pair {
    struct str by, about;
};
size_t safety_pairs(const struct safety_answer *list, size_t n, struct safety_pair *pairs);

/* ---- what is known over time ---- */

enum safety_event_kind {
    SAFETY_EVENT_SCREEN, /* signed, with a parent; `flag`: a review of danger is due after it */
    SAFETY_EVENT_RECHECK, /* asked a parent; `flag`: something new; `safe`: safe at present */
    SAFETY_EVENT_REVIEW, /* of danger, after what `person` told */
    SAFETY_EVENT_TALK, /* about the safety of `child`; `safe` */
    SAFETY_EVENT_ALLEGATION, /* `child` empty: any child; `flag`: same facts as looked into before */
    SAFETY_EVENT_MOVED, /* a checkpoint or pause decided for `child` */
    SAFETY_EVENT_ABSENT, /* no such adult for `child` */
    SAFETY_EVENT_SIGN /* the warning sign of danger was opened; `child` empty: for each */
};

struct safety_event {
    enum safety_event_kind kind;
    struct str id, person, child;
    struct date on; /* the day that it speaks of */
    int64_t recorded_utc;
    bool flag, safe;
    bool from_records; /* of a screen: declined, completed from records */
    struct str by; /* who recorded it, for screens */
    struct str reason; /* of an absence */
    struct str about; /* of a re-check: whom it concerns; empty: not known */
    int64_t looked_utc; /* of an allegation: when somebody looked at it; RW_NO_TIME: not yet */
};

enum safety_state {
    SAFETY_NEVER, /* nobody has asked yet */
    SAFETY_STANDS,
    SAFETY_TOO_OLD,
    SAFETY_AFTER_ALLEGATION, /* asked, but not since the last allegation */
    SAFETY_AFTER_MOVE, /* asked, but not since the last checkpoint */
    SAFETY_NEW, /* something new was told: the full screen comes next */
    SAFETY_NOT_SAFE, /* the last answer was: not safe now */
    SAFETY_REVIEW_DUE /* a review of danger comes before anything else */
};

struct safety_stand {
    enum safety_state state;
    const struct safety_event *last; /* the newest screen, re-check or talk; NULL: none */
    const struct safety_event *screen; /* the newest full screen (of a child: the first talk) */
    const struct safety_event *danger; /* the screen that a review is due for, or NULL */
    /* Not safe, not sure or something new, and nobody has answered it yet: contact waits. Answered by
     * a full screen (of an adult), a newer word that says safe and nothing new, the warning sign of
     * danger opened since, or something reported since that was looked at. */
    const struct safety_event *open;
    bool declined; /* that screen was completed from records: contact stays supervised */
    struct date due; /* of the next re-check; RW_NO_DATE where nothing was asked yet */
};

/*
 * safety_of_adult, safety_of_child -- how fresh the word of one parent, or about one child, is today.
 *
 * in      child  whose checkpoints count; empty: none do, only time and allegations
 * source  clinical.md 4.3 (re-screen rule), 5.2, A2, A8, A11, R-MR-8
 */
struct safety_asked {
    const struct safety_event *events;
    size_t n;
    struct date today;
    int64_t recheck_days;
};
struct safety_stand safety_of_adult(const struct safety_asked *q, struct str person,
                                    struct str child);
struct safety_stand safety_of_child(const struct safety_asked *q, struct str child);

/* Monday to Friday; n > 0. */
struct date safety_business_days(struct date from, int64_t n);

/* How many of them lie from the one day to the other, whichever is earlier. */
int64_t safety_business_between(struct date one, struct date other);

#endif
