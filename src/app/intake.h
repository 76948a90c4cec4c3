/* intake.h -- what an intake asks besides the other rooms: the questions of each referral scenario, who
 * was asked about protection and help, who was offered what, and whether the practice takes the family.
 * All of it is added to and never changed; the newest word counts. */
#ifndef RW_APP_INTAKE_H
#define RW_APP_INTAKE_H

#include "app/checkpoint.h"
#include "core/choice.h"
#include "core/intake.h"
#include "gen/rows.h"

#define LIST_INTAKE_QUESTIONS "intake-questions"
#define LIST_SCENARIOS "referral-scenarios"
#define INTAKE_QUESTIONS_MAX 16 /* of one scenario */

/* ---- the questions of a scenario ---- */

struct intake_answers_input {
    struct str scenario; /* one of the case's own */
    struct str words[INTAKE_QUESTIONS_MAX]; /* parallel to intake_questions; empty: not asked now */
    struct str told_by; /* who says so, or where it stands */
    struct date on;
};

/* list[INTAKE_QUESTIONS_MAX]: the questions that a scenario opens, in the order of the file. */
size_t intake_questions(const struct act *a, struct str scenario, const struct choice **list);

/* errors  RW_EINPUT  a->bad: under the code of a question, "told_by", "on", or the whole form
 *         RW_ENOTFOUND  the case was not referred for this */
enum rw_status intake_answers_add(struct act *a, struct str case_id,
                                  const struct intake_answers_input *in) RW_MUST;
enum rw_status intake_answer_list(struct act *a, struct str case_id,
                                  struct intake_answer_row **rows, size_t *n) RW_MUST;

/* ---- each person ---- */

/* What somebody of the family was asked; written with the person, and that it was asked beside it. */
struct intake_ask_input {
    struct str person_id; /* child or adult */
    struct str outcome; /* asked not_asked */
    struct str words; /* why not; of "not_asked" alone */
    struct str protect; /* yes no: are phone and address protected? */
    struct str language, access_needs;
    bool interpreter;
    struct str needs; /* none arranged open */
    struct date on;
    int64_t version; /* of the person that was shown */
};

/* Who could not be asked is protected until then. errors  RW_ECONFLICT  the person was changed */
enum rw_status intake_ask(struct act *a, struct str case_id,
                          const struct intake_ask_input *in) RW_MUST;

struct intake_offer_input {
    struct str person_id; /* a parent: an adult at one of a child's two sides */
    struct str kind; /* offered uneven */
    struct str way; /* of "offered": in_person phone mail email lawyer */
    struct str reason; /* of "uneven": court_order safety privilege not_party */
    struct str words; /* of "uneven"; else may be empty */
    struct date on;
};
enum rw_status intake_offer_add(struct act *a, struct str case_id,
                                const struct intake_offer_input *in) RW_MUST;

/* ---- the decision on the referral ---- */

struct intake_decision_input {
    struct str outcome; /* accepted waiting declined */
    struct str words; /* for the referrer; needed where declined */
    struct date on;
};

/* The case becomes active, waiting or closed with it. */
enum rw_status intake_decide(struct act *a, struct str case_id,
                             const struct intake_decision_input *in) RW_MUST;
enum rw_status intake_decision_list(struct act *a, struct str case_id,
                                    struct intake_decision_row **rows, size_t *n) RW_MUST;

/* ---- how it stands ---- */

/* The rows behind it, read once by the checkpoint's row (app/criterion_tool.h). */
struct intake_stand {
    struct intake_events_row *rows;
    size_t n;
    struct str outcome; /* of the newest decision; STR_NULL: none yet */
    struct date decided_on;
    bool waits; /* the family is on the waiting list, whatever was decided before */
};

/* The newest word about a person; NULL: not asked yet. */
const struct intake_events_row *intake_asked(const struct intake_stand *s, struct str person_id);

/* Is the newest word that the practice does not begin: declined, or waiting? */
bool intake_refused(const struct intake_stand *s);

/* The parents of a case and how each stands; list[n], in the order of the people. */
struct intake_parent {
    struct str person_id;
    struct intake_offer_stand offer;
    struct str reason; /* of an uneven one; STR_NULL */
};
enum rw_status intake_parents(struct act *a, const struct case_rows *c, struct intake_parent **list,
                              size_t *n) RW_MUST;

enum intake_state { INTAKE_NOT_YET, INTAKE_DONE, INTAKE_MISSING };

/* One criterion of the first checkpoint as the rooms tell it; adults: each must have a word. */
enum intake_state intake_criterion(struct act *a, const struct case_rows *c, const char *criterion);

/* Lines "intake_due" of the agenda brought up to date, inside apply. */
enum rw_status intake_due_refresh(struct act *a, struct str case_id) RW_MUST;

/* Row of criterion_tool.c; fills c->intake. */
enum rw_status intake_tell(struct act *a, struct case_rows *c) RW_MUST;

#endif
