/* report_model.h -- all that a report to a court may contain, and nothing else.
 *
 * A report is filled from these members only. There is no member for a session narrative, for a
 * child's words, drawings or ratings, for a mandated report, or for a protected address: what has
 * no place here cannot be printed (tests/core/test_report_model.c fails when a place is added).
 *
 * Three kinds of text stand here. `struct str` named *label, kind or title holds a word of a fixed
 * vocabulary or protocol. `struct str` of a caption (court, docket, name ...) is copied from an
 * administrative record. `struct report_words` is what the clinician typed for this report, on the
 * report's own form. Unknown is said by a NULL str, RW_NO_DATE, -1 or the zero of an enum, and is
 * printed "not recorded".
 */
#ifndef RW_CORE_REPORT_MODEL_H
#define RW_CORE_REPORT_MODEL_H

#include "base/date.h"
#include "base/str.h"

enum report_paper { REPORT_A4 = 0, REPORT_LETTER };

/* Typed by the clinician for this report; paragraphs are parted by an empty line. */
struct report_words {
    struct str text;
};

#define REPORT_NOBODY (-1) /* an index into people[] that points at no one */

/* A name as the court is to read it (a practice may give a child's initials). */
struct report_person {
    struct str name;
    struct str relation; /* vocabulary: "mother", "child", "maternal aunt" */
    bool child;
};

/* The letterhead is the practice's own office, never a client's place. */
struct report_practice {
    struct str name;
    struct str office; /* one line: street, town */
    struct str phone;
    bool demo; /* prints "invented" on every page */
};

struct report_caption {
    struct str case_number; /* the practice's */
    struct str court, docket, matter, judge;
    struct str origin_label; /* "court-ordered", "stipulated", "voluntary", "agency" */
};

struct report_author {
    struct str name;
    struct str licence; /* "LMFT 12345, Oregon" */
    struct str role_label; /* "treating reunification therapist" */
};

enum report_authority_kind {
    REPORT_AUTHORITY_UNKNOWN = 0,
    REPORT_AUTHORITY_ORDER,
    REPORT_AUTHORITY_STIPULATION,
    REPORT_AUTHORITY_RELEASE,
};

struct report_authority {
    enum report_authority_kind kind;
    struct date on, until; /* until: a release's end */
    struct str cite; /* "order of 2 Feb 2026, paragraph 4" */
    int32_t by; /* who signed a release; REPORT_NOBODY for a court's act */
};

enum report_source_kind {
    REPORT_SOURCE_UNKNOWN = 0,
    REPORT_SOURCE_INTERVIEW,
    REPORT_SOURCE_SESSIONS,
    REPORT_SOURCE_ORDER,
    REPORT_SOURCE_COURT_FILE,
    REPORT_SOURCE_EVALUATION,
    REPORT_SOURCE_SCHOOL,
    REPORT_SOURCE_HEALTH,
    REPORT_SOURCE_PROFESSIONAL,
    REPORT_SOURCE_FAMILY,
};

/* on: when it was taken or read; available false: it was sought and could not be had. */
struct report_source {
    enum report_source_kind kind;
    int32_t person; /* whom it is from or about */
    struct date on;
    bool available;
};

enum report_duty {
    REPORT_DUTY_UNKNOWN = 0,
    REPORT_DUTY_DONE,
    REPORT_DUTY_UNDER_WAY,
    REPORT_DUTY_NOT_YET,
    REPORT_DUTY_NOT_APPLICABLE,
};

/* One clause of an order and what was done about it. */
struct report_clause {
    struct str text; /* the order's own words */
    struct str cite; /* page or paragraph */
    enum report_duty state;
    struct date as_of;
};

struct report_order {
    struct str title; /* vocabulary: "Order for reunification therapy" */
    struct date made, from, until;
    bool in_force;
    const struct report_clause *clause;
    size_t nclause;
};

struct report_hearing {
    struct date on;
    struct str kind; /* vocabulary: "review hearing" */
};

/*
 * Why an offered session did not take place. One value stands for every cause that could speak for
 * the child or reveal a report: the child declined, a stop signal, assent withdrawn, self-harm,
 * a concern or an agency's inquiry. Whoever fills the model folds them all into CLINICAL_REVIEW.
 * source  clinical.md A6, section 7.3
 */
enum report_outcome {
    REPORT_OUTCOME_UNKNOWN = 0,
    REPORT_HELD,
    REPORT_CANCELLED_BY, /* by an adult, with notice: `by`, notice_hours */
    REPORT_NO_SHOW, /* of an adult: `by` */
    REPORT_CHILD_NOT_THERE, /* cause not established; counts for nobody */
    REPORT_CHILD_ILL,
    REPORT_OFFICE, /* cancelled by the practice */
    REPORT_WEATHER,
    REPORT_COURT, /* a hearing or an order of the day */
    REPORT_CLINICAL_REVIEW,
    REPORT_OUTCOME_COUNT
};

struct report_service {
    struct date on;
    struct str kind; /* vocabulary: "Individual session", "Contact session" */
    enum report_outcome outcome;
    uint64_t expected,
        attended; /* bit i: people[i]; a held one that nobody attended: not recorded */
    int32_t offered_min, held_min; /* -1: not recorded */
    int32_t by; /* who cancelled or did not come */
    int32_t notice_hours; /* -1: not recorded */
};

enum report_suspension_cause {
    REPORT_SUSPENDED_UNKNOWN = 0,
    REPORT_SUSPENDED_CLINICAL_REVIEW, /* folded as REPORT_CLINICAL_REVIEW is */
    REPORT_SUSPENDED_COURT,
    REPORT_SUSPENDED_OFFICE,
};

struct report_suspension {
    struct date from, until; /* until unknown: still suspended */
    enum report_suspension_cause cause;
};

enum report_result {
    REPORT_RESULT_UNKNOWN = 0,
    REPORT_PASS,
    REPORT_FAIL,
    REPORT_SET_ASIDE, /* overridden with a reason that is on file */
    REPORT_CARRIED_OVER,
};

/* A criterion that does not rest on what a child said, felt or rated. */
struct report_criterion {
    struct str label; /* the protocol's own words */
    enum report_result result;
    struct date on;
};

/* All criteria that do, in one value: the list itself has no place here. */
enum report_child_criteria { REPORT_CHILD_NONE = 0, REPORT_CHILD_MET, REPORT_CHILD_NOT_YET };

enum report_decision {
    REPORT_DECISION_UNKNOWN = 0,
    REPORT_STARTED,
    REPORT_ADVANCED,
    REPORT_KEPT, /* stays in the phase */
    REPORT_STEPPED_BACK,
    REPORT_PAUSED,
    REPORT_RESUMED,
    REPORT_CLOSED,
};

struct report_change {
    struct date on;
    int32_t child;
    enum report_decision decision;
    struct str phase_label; /* the phase from that day on */
    struct str by; /* name of the licensed person who decided */
    const struct report_criterion *criterion;
    size_t ncriterion;
    enum report_child_criteria about_child;
};

struct report_phase {
    int32_t child;
    struct str phase_label;
    struct date since;
    struct str step_label; /* "in the office, therapist in the room", "none yet" */
};

enum report_goal_state { REPORT_GOAL_UNKNOWN = 0, REPORT_GOAL_IN_USE, REPORT_GOAL_NOT_NOW };

struct report_goal {
    struct str label;
    enum report_goal_state state;
    struct report_words reason; /* for "not now" */
};

enum report_step { REPORT_STEP_UNKNOWN = 0, REPORT_STEP_TAKEN, REPORT_STEP_NOT_YET };

/* A step that was asked of somebody to remove an obstacle, and whether it was taken. */
struct report_obstacle {
    int32_t who;
    struct report_words asked;
    struct date asked_on;
    enum report_step step;
    struct date on;
};

struct report_record {
    struct str id; /* its first letters are enough to find it; at most 12 are printed */
    struct str kind; /* vocabulary: "session note", "order", "decision" */
    struct date on;
};

struct report_recipient {
    struct str name;
    struct str role_label; /* "counsel for Dana"; never an address */
};

/* How a second licensed person took part. source  clinical.md A1 */
enum report_second { REPORT_SECOND_NONE = 0, REPORT_SECOND_SIGNER, REPORT_SECOND_CONSULTATION };

struct report_signature {
    bool is_signed;
    struct date on;
    struct str version; /* "1", "2" ...; NULL while a draft */
    struct str hash; /* hex digest of report_doc_text, made by the caller; NULL while unknown */
    enum report_second second;
    struct str second_name;
};

/* What a status report and an attendance statement share. */
struct report_base {
    enum report_paper paper;
    struct report_practice practice;
    struct report_caption caption;
    struct report_author author;
    struct report_signature signature;
    struct date dated, from, to; /* day of the report; the period, both ends included */
    int64_t made_utc; /* becomes the file's creation date: an input, so equal input = equal bytes */
    const struct report_person *person;
    size_t nperson; /* at most RW_CASE_PEOPLE */
    const struct report_service *service; /* of the period, by date */
    size_t nservice;
    const struct report_recipient *recipient;
    size_t nrecipient;
};

struct status_report {
    struct report_base base;
    const struct report_order *order;
    size_t norder;
    const struct report_hearing *hearing;
    size_t nhearing;
    const struct report_authority *authority;
    size_t nauthority;
    const struct report_source *source;
    size_t nsource;
    const struct report_suspension *suspension;
    size_t nsuspension;
    const struct report_phase *phase;
    size_t nphase;
    const struct report_change *change; /* one from before the period serves the picture alone */
    size_t nchange;
    const struct report_goal *goal;
    size_t ngoal;
    const struct report_obstacle *obstacle;
    size_t nobstacle;
    const struct report_record *record;
    size_t nrecord;
    struct report_words safety, wellbeing, relationship, coparenting; /* one summary each */
    struct report_words plan; /* for the next period */
    struct report_words asked_of_court; /* what needs clarifying; NULL omits the heading */
};

struct attendance {
    struct report_base base;
};

struct report_doc; /* core/report_doc.h */

/*
 * status_report_lines -- the whole content of a status report, in printing order.
 * attendance_lines    -- the same for a one-page attendance statement.
 *
 * in      *r      as described above; borrowed, and must outlive *doc
 * out     *doc    sections for every renderer (page preview, PDF, plain text); see report_doc.h
 * owns    nothing; memory from a. When the arena is spent *doc is incomplete and a->spent says so
 * source  clinical.md section 8.2; order of findings section 1.16.5; counts section 7.3
 */
void status_report_lines(const struct status_report *r, struct arena *a, struct report_doc *doc);
void attendance_lines(const struct attendance *r, struct arena *a, struct report_doc *doc);

/*
 * report_child_fold -- many results about a child become the one word that may leave the house.
 *
 * in      r[n]    results of the criteria that rest on the child's words, ratings or assent
 * out     NONE where n is 0; MET when each passed; NOT_YET otherwise (set aside and carried over
 *         are not "met")
 * source  clinical.md A6
 */
enum report_child_criteria report_child_fold(const enum report_result *r, size_t n);

#endif
