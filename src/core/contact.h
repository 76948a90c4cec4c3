/* contact.h -- may this child and this person be in contact over this channel on this day?
 *
 * What the orders of the court say comes as terms: one term is one statement of one order, each of
 * its fields stated or not. Whatever else stops contact comes as stops. How they are read:
 *
 * - Orders that are not in force that day (not yet in effect, expired, ended, replaced) say nothing;
 *   neither does a term outside its own days.
 * - Of several orders the later one (by the day it takes effect) has the word on each field that it
 *   states, per child, person and channel; what it leaves open stays as the earlier one has it.
 *   Within one order, and between orders of one day, the stricter statement holds.
 * - A term without a child is about each child, one without a person about every adult of the case,
 *   one without channels about all of them.
 * - A protective or no-contact order that forbids anything between two people closes every channel
 *   between them, in both directions. Only a later order of that kind opens any of it again, never
 *   an order of another kind. While what it says is not entered yet it closes contact with everyone.
 * - Any stop is a no, whatever an order allows or requires; one that asks for somebody else's presence
 *   is a no to a step without it, and a condition otherwise. An order that requires contact which
 *   something stops is a conflict: for the court, not for the child.
 * - Silence is no permission for a step: a step with live contact (in person, call, video) needs an
 *   order that allows the channel or a step as high, where any order is in force; a step without
 *   supervision needs an order that says so. Writing needs only not to be barred. Without a step in
 *   question silence bars nothing; a highest step bars every channel that begins above it.
 * - Who is to be present is asked of live contact alone; writing has nobody beside it.
 * - Where nobody recorded whether there is an order, or what an order in force says is not entered,
 *   the answer is "not known": no step up rests on it.
 *
 * source  clinical.md 2.2 R-ORD-1, R-ORD-3; 3.2, column of permissions; 4.2 N1; A2, A5 */
#ifndef RW_CORE_CONTACT_H
#define RW_CORE_CONTACT_H

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

/* The numbers are bits of restriction.channels: never reordered. */
enum contact_channel {
    CHANNEL_IN_PERSON,
    CHANNEL_PHONE,
    CHANNEL_VIDEO,
    CHANNEL_TEXT,
    CHANNEL_MAIL,
    CHANNEL_THIRD_PARTY,
    CHANNEL_PORTAL
};
#define CONTACT_CHANNELS 7
#define CHANNEL_BIT(c) (UINT32_C(1) << (c))
#define CHANNELS_ALL ((UINT32_C(1) << CONTACT_CHANNELS) - 1)

/* In order of strictness; what is required is allowed too. */
enum contact_say { SAY_NOTHING, SAY_ALLOWED, SAY_REQUIRED, SAY_FORBIDDEN };
enum contact_supervision {
    SUPERVISION_NOT_STATED,
    SUPERVISION_NONE,
    SUPERVISION_MONITOR,
    SUPERVISION_NEAR,
    SUPERVISION_IN_ROOM
};

/* As they are stored: "in_person", "forbidden", "therapist_near"; NULL where out of range. */
const char *channel_word(enum contact_channel c);
const char *say_word(enum contact_say s); /* NULL for SAY_NOTHING */
const char *supervision_word(enum contact_supervision s); /* NULL for SUPERVISION_NOT_STATED */
bool channel_of(struct str word, enum contact_channel *c);
bool say_of(struct str word, enum contact_say *s);
bool supervision_of(struct str word, enum contact_supervision *s);

/* For screens: "in person", "a visit monitor". */
const char *channel_label(enum contact_channel c);
const char *supervision_label(enum contact_supervision s);

/* "in person, by telephone"; "every channel" */
struct str channels_words(struct arena *a, uint32_t channels);

/* A contact step of the protocol, as far as an order may speak of it. */
struct contact_step {
    struct str id, title;
    int32_t rank; /* from no contact upward */
    enum contact_supervision supervision; /* what the step itself brings */
    uint32_t channels; /* ways in which it may take place */
};

struct contact_order {
    struct str id, title;
    bool closing_kind; /* protective or no-contact order */
    bool in_force; /* neither ended nor replaced */
    bool entered; /* what it says about contact is entered, or that it says nothing */
    struct date effective, expires; /* expires RW_NO_DATE: no end */
};

/* One statement of one order; whatever is empty is not stated. */
struct contact_term {
    struct str id, order_id;
    struct str child, person;
    uint32_t channels; /* 0: all */
    enum contact_say say;
    enum contact_supervision supervision; /* the least */
    const struct contact_step *ceiling; /* the highest step; NULL */
    int64_t minutes_max, days_between; /* 0: not stated */
    struct str places;
    struct date effective, expires; /* of its own; RW_NO_DATE: those of the order */
};

enum contact_stop_kind {
    STOP_SIGN,
    STOP_HOLD,
    STOP_REPORTED,
    STOP_SUPERVISED,
    STOP_PLACE, /* where the child stands: paused, ended */
    STOP_OTHER,
    STOP_REVIEW, /* a clinical review is not finished */
    STOP_ANSWER /* an answer about safety waits */
};

/* Anything else that stops contact, or asks that somebody else be present at it. */
struct contact_stop {
    enum contact_stop_kind kind;
    struct str child; /* empty: each */
    struct str person; /* empty: everyone, also where it is not known whom it concerns */
    bool live_only; /* leaves writing open */
    uint32_t leaves; /* channels that stay open where no step is in question */
    const struct contact_step *upto; /* with leaves: what stays open where one is; NULL: nothing */
    enum contact_supervision
        least; /* bars only a step that brings less, and no writing; NOT_STATED: bars contact */
    struct date from; /* RW_NO_DATE: always */
    struct str words; /* one plain sentence */
    struct str source_id;
};

struct contact_basis {
    const struct contact_order *orders;
    size_t norders;
    const struct contact_term *terms;
    size_t nterms;
    const struct contact_stop *stops;
    size_t nstops;
    bool none; /* it is recorded that no order is in force */
    const struct contact_step *steps; /* of the protocol: which channel begins at which step */
    size_t nsteps;
};

enum contact_answer { CONTACT_NOT_KNOWN, CONTACT_NO, CONTACT_YES };

enum contact_field {
    SAYS_STOP, /* no order: a stop */
    SAYS_CHANNEL,
    SAYS_CEILING,
    SAYS_SUPERVISION,
    SAYS_MINUTES,
    SAYS_DAYS,
    SAYS_PLACES,
    SAYS_NOT_ENTERED, /* an order of which nothing is entered */
    SAYS_SILENCE /* what no order says, or that there is none */
};

/* One reason of an answer. */
struct contact_source {
    enum contact_field field;
    enum contact_answer speaks; /* for CONTACT_YES it is a condition or a permission */
    struct str order_id, term_id; /* of an order's field */
    const struct contact_stop *stop; /* of SAYS_STOP */
    struct str sentence; /* one plain sentence without codes */
};

struct contact_question {
    struct str child, person;
    enum contact_channel channel;
    const struct contact_step *step; /* NULL: no step in question */
    struct date day;
};

struct contact_reply {
    enum contact_answer answer;
    const struct contact_source *sources; /* what speaks against it, what is not known, the rest */
    size_t nsources;
    struct str sentence; /* of the first source */
    bool conflict; /* an order requires what something else stops */
    struct str requiring_order;
};

/*
 * contact_permitted -- the one question that every room asks before contact.
 *
 * in      in   any order; child and person known, day known
 * out     *r   the same input gives the same reply, whatever the order of its arrays; never without
 *              a source
 * errors  RW_EINPUT  child, person or day missing; *r untouched; RW_ELIMIT  the arena is spent
 * owns    sources and sentences live in a; the rest is borrowed
 */
enum rw_status contact_permitted(struct arena *a, const struct contact_basis *in,
                                 const struct contact_question *q, struct contact_reply *r,
                                 struct rw_err *e) RW_MUST;

/*
 * contact_step_permitted -- the same over whatever channels the step may take place by: yes where one
 * is permitted, else not known where one is not known, else no. Of the reply that decided.
 */
enum rw_status contact_step_permitted(struct arena *a, const struct contact_basis *in,
                                      const struct contact_question *q, struct contact_reply *r,
                                      struct rw_err *e) RW_MUST;

/* "“Order for therapy”, in effect from 3 Mar 2026". */
struct str contact_order_name(struct arena *a, const struct contact_order *o);

/* Whether an order counts on that day. */
bool contact_order_counts(const struct contact_order *o, struct date day);

/* "no" "not_known" "yes", for JSON and audit. */
const char *contact_answer_word(enum contact_answer x);

#endif
