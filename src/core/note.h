/* note.h -- the invariants of a note: what may follow what, and the bytes that its hash stands for.
 * A logged call, voicemail, e-mail or text is a note like any other. */
#ifndef RW_CORE_NOTE_H
#define RW_CORE_NOTE_H

#include "base/date.h"
#include "base/out.h"
#include "base/str.h"

enum note_state { NOTE_DRAFT, NOTE_SIGNED, NOTE_VOID, NOTE_STATES };

enum note_event {
    NOTE_SAVE, /* change the text or what stands around it */
    NOTE_SIGN,
    NOTE_DISCARD, /* the author throws a draft away */
    NOTE_ADD /* an addendum */
};

const char *note_state_word(enum note_state s); /* as stored: "draft" */
bool note_state_of(struct str word, enum note_state *s);

/* Whether the event may follow; *to untouched otherwise. A signed note takes addenda, nothing
 * else: there is no way back to a draft, for anybody. */
bool note_move(enum note_state from, enum note_event on, enum note_state *to);

struct note_person {
    struct str person_id;
    int64_t minutes; /* 0: the whole time */
};

/* Everything that a signature stands for. */
struct note_record {
    struct str case_id, id, kind;
    struct str cls; /* letter of the information class */
    struct str author_id;
    struct date on;
    int64_t started_utc, minutes;
    struct str appointment_id; /* may be empty */
    struct str direction; /* "in", "out" or empty */
    bool billable, late;
    const struct note_person *people;
    size_t npeople;
    const struct str *tags;
    size_t ntags;
    struct str body;
    int64_t signed_utc; /* RW_NO_TIME: a draft */
    struct str signed_name, signed_licence; /* of whoever signed, as of then */
};

/*
 * note_bytes -- the one encoding of a note, to be hashed and compared.
 *
 * in      n    people and tags in any order: the bytes hold them sorted; a holds the sorted copies
 * out     *o   one field a line, each text preceded by its length, so that no two different notes
 *              have the same bytes; begins with the name and number of its format: 1 is that of
 *              drafts and of what was signed before names were kept
 */
void note_bytes(struct arena *a, const struct note_record *n, struct out *o);

/* The same for an addendum. */
struct addendum_record {
    struct str case_id, note_id, id, author_id, reason, body;
    bool late;
    int64_t signed_utc;
    struct str signed_name, signed_licence;
};
void addendum_bytes(const struct addendum_record *d, struct out *o);

/* Recorded more than late_days days after the day it tells of. */
bool note_is_late(struct date on, struct date recorded, int32_t late_days);

/* What keeps a draft from being signed; 0 when nothing does. A set of bits. */
enum note_lack {
    NOTE_LACKS_TEXT = 1,
    NOTE_LACKS_PEOPLE = 2, /* nobody is named in a session */
    NOTE_LACKS_MINUTES = 4,
    NOTE_LACKS_PAST = 8, /* it lies in the future */
    NOTE_LACKS_DIRECTION = 16 /* a logged contact came in or went out */
};
unsigned note_lacks(const struct note_record *n, bool is_log, bool is_session, int64_t now_utc);

#endif
