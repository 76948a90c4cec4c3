/* protocol.h -- the staged plan of treatment as read from a content file: phases, checkpoints and
 * their criteria. Nothing here knows a phase or a checkpoint by name. */
#ifndef RW_CORE_PROTOCOL_H
#define RW_CORE_PROTOCOL_H

#include "base/date.h"
#include "base/str.h"

/* Where a content file comes from and how far it may be trusted. */
struct passport {
    struct str id, version, title;
    struct str label; /* printed wherever it is used, e.g. "local convention, ..." */
    struct str language;
    struct str citation, notes; /* source */
    struct str licence;
    struct str reviewed_by, verified_by; /* NULL until somebody did */
    struct date reviewed_on, verified_on; /* RW_NO_DATE likewise */
    struct str sha256; /* hex, of the file's bytes */
};

/* How a criterion that is not met may be set aside. */
enum override_class {
    OVERRIDE_NEVER, /* N: by nobody, in no role */
    OVERRIDE_DOCUMENT, /* X: an outside document and a second signature */
    OVERRIDE_SECOND, /* S: a reason, an end date and a second signature */
    OVERRIDE_TREATING, /* T: the treating clinician's decision with a reason */
    OVERRIDE_HUMAN /* H: the criterion is itself somebody's decision; record that instead */
};
#define OVERRIDE_CLASSES 5

/* Whose records answer a criterion. */
enum criterion_per {
    PER_CASE,
    PER_CHILD,
    PER_PARENT_EACH, /* every adult of the child: one result each */
    PER_CONTACT_PARENT, /* every adult whose contact is in question */
    PER_HOME_PARENT /* every adult of the child's main home */
};

enum predicate_kind {
    PRED_FACT, /* the latest record says yes (or an allowed "does not apply") */
    PRED_AT_LEAST, /* the latest record is a number >= value */
    PRED_AT_MOST, /* ... <= value */
    PRED_COUNT, /* yes on at least `value` different days */
    PRED_WITHIN_DAYS, /* the latest record says yes and is at most `value` days old */
    PRED_NOT_OPEN, /* no open warning sign of this code */
    PRED_STILL_TRUE, /* every criterion of that other checkpoint stands met today */
    PRED_ALL, /* no, if one is no; else unknown, if one is unknown; else yes */
    PRED_ANY /* yes, if one is yes; else unknown, if one is unknown; else no */
};

struct predicate {
    enum predicate_kind kind;
    struct str name; /* fact, sign code or gate id */
    int64_t value;
    const struct predicate *of; /* of ALL and ANY */
    size_t nof;
};

/* A rule that nobody may set aside, with what it still does in a family carried over. */
struct never_rule {
    struct str id, title;
    bool carried_bars_step_up; /* carried over, it stops steps up only, not everything */
};

/* Sentences may hold {child} and {person}; the person is the adult of this result. */
struct criterion {
    struct str id; /* never shown on a screen */
    struct str title; /* what is asked for, one plain sentence */
    struct str
        outward; /* the same for texts that leave the practice, beside a name; empty: title */
    struct str met, not_met, not_recorded; /* the explanation in each case */
    struct str help; /* may be empty */
    enum criterion_per per;
    enum override_class override;
    const struct never_rule *never; /* or NULL */
    bool may_be_na; /* "does not apply", with a reason, meets it */
    bool adult_duty; /* somebody's step that depends on that adult alone */
    bool about_child; /* rests on child-private records: outward texts group it */
    const struct str *only_tracks; /* applies to these tracks alone; none: to all */
    size_t nonly_tracks;
    int32_t age_from; /* years; applies from this age on; 0: always */
    struct predicate when;
};

struct activity {
    struct str id, title, note;
};

struct phase {
    struct str id, title, note;
    const struct activity *activities;
    size_t nactivities;
};

/* A place outside the phases: paused, closed, closed for safety. */
struct place {
    struct str id, title, note;
    bool is_end;
    bool for_safety; /* an end because going on is not safe */
};

struct gate {
    struct str id, title;
    struct str from; /* phase or place id; "any"; empty: before the first phase (intake) */
    struct str to; /* phase or place id; "prior": back where the child was */
    struct str opens_level; /* first contact level that it opens; may be empty */
    bool forward; /* a move onward, in contrast to pause, stop or closing */
    bool step_up; /* a move toward more contact */
    bool lowers_level; /* contact begins again one level lower */
    const struct criterion *criteria; /* own ones, then the shared ones that it names */
    size_t ncriteria;
};

struct level {
    struct str id, title, happens, present, permission;
    int32_t min_contacts, min_days; /* -1: none */
    int32_t every_days; /* most often one contact per so many days; -1: not limited here */
};

struct track {
    struct str id, title, note;
    int32_t dwell_pct; /* of the least dwell: 50, 100, 200 */
    struct str ceiling; /* level id; empty: none of its own */
    struct str dwell_override; /* class letter that may shorten the dwell; may be empty */
    bool graded_exposure, has_contact;
};

/* A number with clinical meaning, with its own passport. */
struct protocol_number {
    struct str id, title, unit, basis; /* basis: "rule", "convention" or "knowledge" */
    int64_t value;
    struct str verified_by; /* NULL until somebody did */
    struct date verified_on;
};

/* A record's name that criteria ask for beside their own ids. */
struct fact_name {
    struct str id, title;
};

struct sign_kind {
    struct str code, title, note;
    enum override_class closing; /* what closing an open one takes; anybody may open it */
};

/* Sentences of the engine itself, so that no wording lives in C. Placeholders in braces. */
struct protocol_words {
    struct str overridden; /* {by} {reason} */
    struct str overridden_until; /* {by} {reason} {until} */
    struct str with_member, with_consultation; /* {second}; follows the sentence before */
    struct str carried_over, carried_overdue, carried_step_up; /* {due} */
    struct str sign_open, sign_unknown; /* {sign} */
    struct str stale; /* {on} {days} */
    struct str na; /* {reason} */
    struct str na_refused, no_adult, not_this_child, earlier_gate;
    struct str a_child, an_adult; /* stand in where a name is not recorded */
    struct str duty_only; /* only an adult's step is missing; the clinician may decide */
    struct str criteria_about_child_met, criteria_about_child_not_met;
    struct str ignored_never, ignored_human, ignored_expired, ignored_early, ignored_reason;
    struct str ignored_signer, ignored_document, ignored_second, ignored_wait, ignored_too_long;
};

struct protocol {
    struct passport pass;
    int32_t carry_over_days; /* how long an unmet criterion may stay carried over */
    int32_t override_max_days; /* longest run of a second-signature override */
    int32_t consult_record_hours; /* waiting time of a consultation record */
    const struct protocol_number *numbers;
    size_t nnumbers;
    const struct fact_name *facts;
    size_t nfacts;
    const struct phase *phases; /* in order */
    size_t nphases;
    const struct place *places;
    size_t nplaces;
    const struct never_rule *nevers;
    size_t nnevers;
    const struct sign_kind *signs;
    size_t nsigns;
    const struct track *tracks;
    size_t ntracks;
    const struct level *levels; /* from no contact upward */
    size_t nlevels;
    const struct gate *gates; /* in the order of the file */
    size_t ngates;
    struct protocol_words words;
    const struct passport *nevers_of; /* whose never-rules stand here as well; NULL: only its own */
};

/* Each returns NULL (or -1) where the protocol has no such id. All borrow from p. */
const struct phase *protocol_phase(const struct protocol *p, struct str id);
const struct place *protocol_place(const struct protocol *p, struct str id);
const struct gate *protocol_gate(const struct protocol *p, struct str id);
const struct criterion *protocol_criterion(const struct protocol *p, struct str id);
const struct activity *protocol_activity(const struct protocol *p, struct str id);
const struct track *protocol_track(const struct protocol *p, struct str id);
const struct level *protocol_level(const struct protocol *p, struct str id);
const struct sign_kind *protocol_sign(const struct protocol *p, struct str code);
int32_t protocol_phase_order(const struct protocol *p, struct str id);
int32_t protocol_level_order(const struct protocol *p, struct str id);

/* The title of a phase or place by id, for a screen; empty where unknown. */
struct str protocol_title(const struct protocol *p, struct str id);

/*
 * protocol_gates_from -- what may follow from where a child is.
 *
 * in      where    phase or place id; empty: intake
 * out     list[n]  gates of that place and those open from anywhere, in file order; n <= ngates.
 *                  From a place that is an end: none. list must hold ngates pointers
 */
size_t protocol_gates_from(const struct protocol *p, struct str where, const struct gate **list);

/*
 * protocol_next_gate -- the next checkpoint onward.
 *
 * in      passed[n]  ids of checkpoints already decided in favour (or carried over)
 * out     the first forward gate from `where` that is not among them, or NULL
 */
const struct gate *protocol_next_gate(const struct protocol *p, struct str where,
                                      const struct str *passed, size_t npassed);

/* The fact whose yes/no record answers the criterion directly (its first PRED_FACT or
 * PRED_WITHIN_DAYS); empty where it follows from other things and has no form of its own. */
struct str criterion_fact(const struct criterion *c);

/* 'N' 'X' 'S' 'T' 'H' */
char override_letter(enum override_class k);

#endif
