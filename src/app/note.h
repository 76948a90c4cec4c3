/* note.h -- session notes and logged contacts: a draft as one types, read, sign, list.
 *
 * Walls: a draft exists for its author alone; so does a process note, signed or not. For everybody
 * else they are not there: no line, no count, no gap. */
#ifndef RW_APP_NOTE_H
#define RW_APP_NOTE_H

#include "app/app.h"
#include "app/case_people.h"
#include "app/clock.h"
#include "core/choice.h"
#include "core/note.h"
#include "gen/rows.h"

/* Names of the content lists that are chosen from, and of their numbers. */
#define LIST_NOTE_KINDS "note-kinds"
#define LIST_FOCUS_TAGS "focus-tags"
#define NUMBER_LATE_ENTRY "late_entry_days"

/* A draft as somebody typed it; it may be far from complete. */
struct note_input {
    struct str kind; /* code of the list */
    struct str cls; /* "S", "P" or "C" */
    struct date on; /* known; the day it tells of */
    int32_t at_min; /* of the day, in the practice's time zone */
    int64_t minutes; /* 0: not recorded yet */
    struct str appointment_id; /* may be empty */
    struct str direction; /* "in", "out" or empty */
    bool billable;
    const struct note_person *people;
    size_t npeople;
    const struct str *tags;
    size_t ntags;
    struct str body;
    int64_t version; /* of the draft that the person saw; 0: not stored yet */
};

struct note_saved {
    int64_t version;
    int64_t saved_utc;
};

/*
 * note_save -- store the draft of that id; the first time it comes into being.
 *
 * in      id      made by note_new_id for this person, family and page, so that saying the same
 *                 twice makes one draft; RW_ENOTFOUND for any other, whether such
 *                 a note is there or not
 * out     *s      also when exactly this is stored already (an answer was lost on the way)
 * errors  RW_EINPUT     a->bad says where: unknown kind, person, tag, appointment; text too long
 *         RW_ECONFLICT  it was saved since in->version, or signed: note_find has the stored text
 *         RW_ENOTFOUND  somebody else's, or thrown away
 */
enum rw_status note_save(struct act *a, struct str case_id, struct str id,
                         const struct note_input *in, struct note_saved *s) RW_MUST;
struct str note_new_id(struct act *a, struct str case_id);

struct note {
    struct note_row row;
    enum note_state state;
    struct note_record record; /* what the signature stands for, or would */
    struct local started;
    struct str kind; /* label */
    struct str names; /* "Maya and Dana"; may be empty */
    struct case_people people; /* everybody of the case, for names and choices */
    struct addendum_list_row *addenda; /* of whoever signed: name and licence as of then */
    size_t naddenda;
    unsigned lacks; /* of a draft: enum note_lack */
    bool is_log; /* a call, voicemail, e-mail or text */
    bool mine;
};

/* errors  RW_ENOTFOUND  no such note, or none that the viewer may know of: the same answer */
enum rw_status note_find(struct act *a, struct str case_id, struct str id, struct note *n) RW_MUST;

/*
 * note_sign -- lock it: the store refuses every later change. Hashes the canonical bytes, reads
 * the rows again and compares before they are committed.
 *
 * in      version  of the draft whose whole text the person has just seen
 * errors  RW_EDENIED    password and code were not given within the last minutes
 *         RW_ECONFLICT  it was saved since then, or is signed already
 *         RW_EINPUT     something is missing; a->bad says what
 */
enum rw_status note_sign(struct act *a, struct str case_id, struct str id, int64_t version) RW_MUST;

/* What keeps a draft from being signed, as sentences beside the fields of the form. */
void note_say_lacks(const struct note *n, struct problems *p);

/* Whether a signed note still has the bytes that were signed. */
bool note_intact(struct act *a, const struct note *n);

/* Name and licence of whoever signed it, as they were then. */
struct str note_signer(struct arena *a, const struct note *n);

/* A draft thrown away: its text goes, the row stays as a mark that there was one. */
enum rw_status note_discard(struct act *a, struct str case_id, struct str id,
                            int64_t version) RW_MUST;

/* One line of a case's notes; no text. */
struct note_line {
    struct note_page_row row;
    struct str kind, names, wall;
    struct local started;
    bool mine, is_log;
};

/* Where a page of the list ended; both empty: the newest. */
struct note_cursor {
    struct str on, id;
};

/*
 * note_list -- what the viewer may know of, newest first. Four statements, however many.
 *
 * in      limit  rows at most
 * out     *next  where the following page begins; next->id empty: this is the last
 */
enum rw_status note_list(struct act *a, struct str case_id, struct note_cursor after, int64_t limit,
                         struct note_line **lines, size_t *n, struct note_cursor *next) RW_MUST;

/* The viewer's own drafts over all their cases, oldest first, NOTE_UNSIGNED_MAX at most. One
 * statement. */
#define NOTE_UNSIGNED_MAX 200
enum rw_status note_unsigned(struct act *a, struct note_unsigned_row **rows, size_t *n) RW_MUST;

/* What a kind of note must hold: the group that it stands under in the list. */
bool note_kind_is_log(const struct act *a, struct str kind); /* a call, voicemail, e-mail, text */
bool note_kind_is_session(const struct act *a, struct str kind); /* people and minutes */

/* "child-private", "process notes: only the author"; empty for the ordinary record. */
struct str note_wall(struct str cls);

/*
 * What the form needs: people and lists, and what an appointment already says.
 *
 * errors  RW_ENOTFOUND  no such appointment in this case
 */
struct note_start {
    struct case_people people;
    struct note_input input; /* day, time, minutes and people from the appointment, or now */
    struct str draft_id; /* the viewer's own draft for that appointment, or empty */
};
enum rw_status note_begin(struct act *a, struct str case_id, struct str appointment_id,
                          struct str kind, struct note_start *s) RW_MUST;

#endif
