/* safety.h -- the screen for violence, abuse and control, the re-check, the review of danger, the talk
 * about a child's safety, and what is reported by somebody. All of it is added to and never changed. */
#ifndef RW_APP_SAFETY_H
#define RW_APP_SAFETY_H

#include "app/contact.h"
#include "core/safety_screen.h"
#include "gen/rows.h"

/* At start: the embedded screen into app->safety.
 * errors  RW_EBUG  it is wrong, and the program must not start; *e names file and line */
enum rw_status safety_form_load(struct arena *mem, struct app *app, struct rw_err *e) RW_MUST;

/* ---- the screen ---- */

struct safety_screen_input {
    struct str person_id;
    struct date on;
    struct str way; /* in_person video phone */
    bool alone;
    struct str completed; /* interview; records: declined after offers */
    struct date offer_one, offer_two; /* of records */
    struct str place;
};
/* A draft, the viewer's own. */
enum rw_status safety_screen_begin(struct act *a, struct str case_id,
                                   const struct safety_screen_input *in, struct str *id) RW_MUST;

struct safety_answer_input {
    struct str item;
    struct str said; /* none reported declined */
    struct str by_person, about_person; /* empty: somebody else, or not said */
    bool past_year, since_separation;
    struct str frequency; /* may be empty */
    int64_t fear; /* of the scale; else DB_NULL_I64 */
    struct str effect, evidence;
    const struct str *markers; /* codes */
    size_t nmarkers;
    bool each_asked; /* of markers: each of the list was asked; without it nobody may say "none" */
    bool brief; /* said alone, without details: what was written of it before stays */
};

/* Into the draft, in place of what stood there for these items. */
enum rw_status safety_answers_save(struct act *a, struct str case_id, struct str screen_id,
                                   const struct safety_answer_input *in, size_t n) RW_MUST;

struct safety_screen {
    struct safety_screen_row row;
    struct safety_answer_row *answers;
    size_t nanswers;
    const struct safety_item **open, **why; /* what has no answer yet; what asks for a review */
    size_t nopen, nwhy;
};
/* errors  RW_ENOTFOUND  no such screen, or the draft of somebody else */
enum rw_status safety_screen_get(struct act *a, struct str case_id, struct str id,
                                 struct safety_screen *s) RW_MUST;
const struct safety_answer_row *safety_answer_find(const struct safety_screen *s, struct str item);

/* Whole, as it was shown: version. errors  RW_EDENIED  password and code were not given within five
 * minutes; RW_EINPUT  something is open, a->bad; RW_ECONFLICT  it changed since it was shown */
enum rw_status safety_screen_sign(struct act *a, struct str case_id, struct str id,
                                  int64_t version) RW_MUST;

/* What was signed still has the bytes that its hash was taken of. */
bool safety_screen_intact(struct act *a, const struct safety_screen *s);

/* ---- what comes after it ---- */

struct safety_recheck_input {
    struct str person_id;
    struct date on;
    struct str about_person; /* because of whom something is new or not safe; empty: not known */
    struct str anything_new, safe_now; /* yes no */
    bool alone;
    struct str words;
};
/* Not safe, or something new: contact of every child with that person, with everybody where it is not
 * known, waits from this moment on until it is answered (core/safety_screen.h). It says nothing against
 * whoever told it. */
enum rw_status safety_recheck_add(struct act *a, struct str case_id,
                                  const struct safety_recheck_input *in) RW_MUST;

struct danger_review_input {
    struct str screen_id;
    struct date on;
    struct str reviewer, competence, outcome;
    bool scheduling, address, planning, referral; /* what was offered */
};
enum rw_status danger_review_add(struct act *a, struct str case_id,
                                 const struct danger_review_input *in) RW_MUST;

struct child_talk_input {
    struct str child_id;
    struct date on;
    struct str way; /* talk other_helper observed */
    struct str safe_now; /* yes no unsure */
    struct str words;
};
/* Not safe or not sure: every contact of this child waits likewise. */
enum rw_status child_safety_talk_add(struct act *a, struct str case_id,
                                     const struct child_talk_input *in) RW_MUST;

struct safety_result_input {
    struct str by_person, about_person, result; /* code of the screen's results */
    struct date on;
    struct str reason;
};
enum rw_status safety_result_add(struct act *a, struct str case_id,
                                 const struct safety_result_input *in) RW_MUST;

/* errors  RW_EINPUT  the child has an adult at each side */
enum rw_status safety_absence_add(struct act *a, struct str case_id, struct str child_id,
                                  struct str reason) RW_MUST;

struct allegation_input {
    struct str from_person, from_other; /* one of them */
    struct str about_person, child_id; /* may be empty: not known, every child */
    struct date on;
    struct str words;
};
/* Contact between the child and whom it is about waits from this moment on until somebody has looked
 * at it: no finding, and never the child's own sessions. */
enum rw_status allegation_add(struct act *a, struct str case_id, const struct allegation_input *in,
                              struct str *id) RW_MUST;

struct triage_input {
    struct str allegation_id;
    struct str outcome; /* concern same_facts monitored */
    struct str reasons, same_as;
    struct str child_id; /* of a concern, where the report names no child */
    struct date consulted_on; /* RW_NO_DATE: not yet */
    struct str consulted, consult_words;
};
/*
 * allegation_triage_add -- what a clinician makes of it; a consultation may follow.
 *
 * out     *concern_id  of the concern that was opened with it, the viewer its reporter; else empty
 */
enum rw_status allegation_triage_add(struct act *a, struct str case_id,
                                     const struct triage_input *in, struct str *concern_id) RW_MUST;

/* ---- reading ---- */

struct safety_overview {
    struct case_rows rows;
    struct safety_asked asked; /* for core/safety_screen.h */
    struct safety_screen_row *screens;
    size_t nscreens;
    struct safety_recheck_row *rechecks;
    size_t nrechecks;
    struct danger_review_row *reviews;
    size_t nreviews;
    struct child_safety_talk_row *talks;
    size_t ntalks;
    struct safety_result_row *results;
    size_t nresults;
    struct safety_reported_row *reported;
    size_t nreported;
    struct allegation_row *allegations;
    size_t nallegations;
    struct allegation_triage_row *triages; /* outcome NULL: for others than the viewer */
    size_t ntriages;
    const struct concern *concerns; /* of safety_overview_concerns */
    size_t nconcerns;
};
enum rw_status safety_overview(struct act *a, struct str case_id,
                               struct safety_overview *o) RW_MUST;

/* The newest word on an allegation; NULL: none yet. */
const struct allegation_triage_row *safety_triage_of(const struct safety_overview *o,
                                                     struct str allegation_id);
struct date safety_triage_due(const struct act *a, const struct allegation_row *row);

/* Concerns that the viewer may read, for safety_result_of; none where there are none or the viewer may
 * not know. */
enum rw_status safety_overview_concerns(struct act *a, struct safety_overview *o) RW_MUST;

/* The newest result of a direction: its code. Where nobody recorded more: "unverified" once somebody
 * reported it, in whatever room that the viewer may read; "none_reported" once every parent was asked
 * in a signed screen, without a refusal, and nothing was reported that might be meant; else none. */
struct str safety_result_of(struct act *a, const struct safety_overview *o, struct str by,
                            struct str about);

/* Every adult who stands at a side of some child, each once; ids in the order of the people. */
size_t safety_adults(struct act *a, const struct case_rows *c, const struct str **ids);

/* ---- for the rooms beside this one ---- */

/* Contact of this child stays supervised: the screen of an adult at one of its sides was declined and
 * completed from records. c->safety was told; where it was not, the answer is no. */
bool safety_supervised_only(struct act *a, const struct case_rows *c, struct str child_id);

/* Reports that nobody has looked at yet: contact between the child and whom each is about waits.
 * No statement where c->safety says that nothing was reported. */
enum rw_status safety_reports_waiting(struct act *a, const struct case_rows *c,
                                      struct allegation_row **list, size_t *n) RW_MUST;

/* Events of a case for core/safety_screen.h; one statement. c: people and records are loaded. */
enum rw_status safety_asked(struct act *a, const struct case_rows *c,
                            struct safety_asked *q) RW_MUST;

/* Answers that wait, in the order of the people: each with whose word it is, or whom it is about. */
struct safety_open {
    const struct person_row *person;
    const struct safety_event *event;
};
size_t safety_opens(struct act *a, const struct case_rows *c, const struct safety_asked *q,
                    struct safety_open **list);

/* A row of contact_stops.c. */
enum rw_status safety_answer_stops(struct act *a, const struct case_rows *rows,
                                   struct contact_case *c) RW_MUST;

/* Lines "safety_due" of the agenda brought up to date, inside apply. */
enum rw_status safety_due_refresh(struct act *a, struct str case_id) RW_MUST;

/* Those about people alone, whoever asks: a sign was opened. c: people and records are loaded. */
enum rw_status safety_answers_refresh(struct act *a, const struct case_rows *c) RW_MUST;

/* Rows of criterion_tool.c. */
enum rw_status safety_tell(struct act *a, struct case_rows *c) RW_MUST;

#endif
