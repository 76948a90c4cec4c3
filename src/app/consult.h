/* consult.h -- the second signature of a practice of one: an outside licensed colleague has an account
 * that opens one decision's packet at a time and nothing else. What they sign counts at once; a
 * consultation that is only recorded waits. source clinical.md A1 */
#ifndef RW_APP_CONSULT_H
#define RW_APP_CONSULT_H

#include "app/checkpoint.h"
#include "gen/rows.h"

#define NUMBER_CONSULT_DAYS "consult_request_days"

/* What the colleague sees: no name but the asker's, no note, no address, no report about a child. */
struct consult_line {
    struct str label, text;
};
#define CONSULT_LINES 16
struct consult_packet {
    struct str title;
    struct consult_line lines[CONSULT_LINES];
    size_t n;
};

/* ---- the clinician's side: CAP_DECIDE, and only in a practice of one ---- */

struct consult_input {
    struct str kind; /* override: a criterion set aside or a sign closed; hold: that it be lifted;
                        resume: that work go on after a pause, whose decision is the object */
    struct str object_id;
    struct str account_id; /* the colleague */
    /* what is asked; of a hold why contact may go on. Kept without the names of the family, as the
     * colleague reads it */
    struct str question;
};

enum rw_status consult_colleagues(struct act *a, struct str case_id,
                                  struct consult_colleagues_row **rows, size_t *n) RW_MUST;

/*
 * consult_packet -- as it would be frozen now.
 *
 * errors  RW_ENOTFOUND  no such thing in this case; RW_ECONFLICT  it waits for no second signature
 */
enum rw_status consult_packet(struct act *a, struct str case_id, struct str kind,
                              struct str object_id, struct consult_packet *p) RW_MUST;

/*
 * consult_ask -- put it before the colleague; it is open for so many days.
 *
 * errors  RW_EINPUT  a->bad: account, question, or that it was put before somebody already
 */
enum rw_status consult_ask(struct act *a, struct str case_id, const struct consult_input *in,
                           struct str *id) RW_MUST;
enum rw_status consult_withdraw(struct act *a, struct str case_id, struct str id) RW_MUST;
enum rw_status consult_list(struct act *a, struct str case_id, struct consult_request_row **rows,
                            size_t *n) RW_MUST;

/* ---- going on after a pause ----
 *
 * It takes no second signature. Put before a colleague all the same, it waits for their word: an open
 * request and a no keep it from being signed, a yes is named with the decision and in reports. */

/* The pause that a child is in; id.p NULL: in none. One statement. */
enum rw_status consult_pause(struct act *a, struct str case_id, const struct person_row *child,
                             struct decision_line_row *pause) RW_MUST;

/* *why keeps its NULL text where nothing of this is in the way. */
enum rw_status consult_resume_bar(struct act *a, struct str case_id, const struct person_row *child,
                                  struct str *why) RW_MUST;

/* Who agreed before this decision to go on was signed; r->id.p NULL: nobody was asked. */
enum rw_status consult_resume_second(struct act *a, const struct decision_get_row *d,
                                     struct consult_request_row *r) RW_MUST;
/* That somebody who may decide has read an answer that does not agree: it leaves Today. */
enum rw_status consult_answer_seen(struct act *a, struct str case_id, struct str object_id) RW_MUST;

/* ---- the colleague's side: CAP_CONSULT, one's own requests ---- */

/* Still open for an answer: not ended, not past its time. */
bool consult_is_open(const struct act *a, const struct consult_request_row *r);

/* Those that can be read: open ones, and one's own answers until their time is over. */
enum rw_status consult_asked(struct act *a, struct consult_request_row **rows, size_t *n) RW_MUST;

/*
 * consult_open -- read one packet; the first time is noted, each time is on the log.
 *
 * errors  RW_ENOTFOUND  it is somebody else's, withdrawn, over, or nowhere: the same answer
 */
enum rw_status consult_open(struct act *a, struct str id, struct consult_request_row *row,
                            struct consult_packet *p) RW_MUST;

/*
 * consult_answer -- one's view, signed. Agreed, it is the second signature and counts at once.
 *
 * errors  RW_EDENIED  password and code were not given within five minutes; RW_EINPUT  a->bad: view,
 *         agree, or no licence that holds today; RW_ECONFLICT  what was asked about is no longer so;
 *         RW_ENOTFOUND  as above
 */
enum rw_status consult_answer(struct act *a, struct str id, struct str agree,
                              struct str view) RW_MUST;

/* "waits for an answer", "agreed, 3 Mar", ... */
struct str consult_state_words(const struct act *a, const struct consult_request_row *r);

#endif
