/* credential.h -- licences, competence and training of the people who work here. Whether somebody
 * may sign for, lead or be booked on a day follows these rows; what a signature prints is a text. */
#ifndef RW_APP_CREDENTIAL_H
#define RW_APP_CREDENTIAL_H

#include "app/app.h"
#include "core/credential.h"
#include "gen/rows.h"

#define LIST_LICENCE_TYPES "licence-types"
#define LIST_COMPETENCE_AREAS "competence-areas"
#define GROUP_REQUIRED "Required of the lead" /* groups of the areas */
#define GROUP_TRAINING "Training"
#define COMPETENCE_AREAS_MAX 16

/* A problem's field is the name of the member that it is about. */
struct licence_input {
    struct str type; /* code of content/lists/licence-types */
    struct str number, region; /* region: as app/regions.h finds it */
    struct date issued_on; /* may be unknown; not of a renewal */
    struct date expires_on;
};

struct competence_input {
    struct str area; /* code of content/lists/competence-areas */
    int64_t hours;
    struct str evidence; /* who showed what, in words */
    struct date issued_on, expires_on; /* may be unknown: it does not run out */
};

/*
 * What all of these ask: one's own, or, of another, CAP_ACCOUNTS; the local console may. Password
 * and code within five minutes.
 *
 * account_id  empty: the viewer
 * errors  RW_ENOTFOUND  not for the viewer, or no such account or row; RW_EDENIED  asks for password
 *         and code; RW_EINPUT  a->bad; RW_ECONFLICT  it was ended already
 */
enum rw_status licence_add(struct act *a, struct str account_id, const struct licence_input *in,
                           struct str *id) RW_MUST;
/* The same licence for longer: type, number and region of the row renewed. */
enum rw_status licence_renew(struct act *a, struct str account_id, struct str id, struct date from,
                             struct date until) RW_MUST;
enum rw_status competence_add(struct act *a, struct str account_id,
                              const struct competence_input *in, struct str *id) RW_MUST;
/* From that day on it no longer holds; the row stays. */
enum rw_status credential_end(struct act *a, struct str account_id, struct str id, struct date on,
                              struct str reason) RW_MUST;

/* Pieces of licence_add for the founding of a practice: problems into a->bad, needs no store. */
void licence_check(struct act *a, const struct licence_input *in);

/* The code of a type as somebody writes it, "lmft" or "LMFT"; the text itself where there is none. */
struct str licence_type_of(const struct app *app, struct str typed);

/* "LMFT 12345, Oregon": what a signature prints. */
struct str licence_words(const struct act *a, struct str type, struct str number,
                         struct str region);

/* One's own, or with CAP_CREDENTIALS somebody else's. */
enum rw_status credential_list(struct act *a, struct str account_id, struct credential_row **rows,
                               size_t *n) RW_MUST;

/* The rows as core/credential.h reads them. */
struct credential *credentials_of_rows(struct act *a, const struct credential_row *rows, size_t n);

/* May this person's signature stand under a service of that day? Inside apply as well. */
enum rw_status credential_licensed(struct act *a, struct str account_id, struct date on,
                                   bool *yes) RW_MUST;

/* Of several people and days at once, in one statement: no[i] where it is known that no licence of
 * who[i] holds on[i]. For what is shown to whoever reads the calendar; inside apply too. */
enum rw_status credential_unlicensed(struct act *a, const struct str *who, const struct date *on,
                                     bool *no, size_t n) RW_MUST;

/* The same for the viewer: no licence that holds on that day is a problem of the whole form. */
enum rw_status credential_must_sign(struct act *a, struct date on) RW_MUST;

/* How the licences of somebody stand today; one line a person. */
struct licence_line {
    struct str account_id, name;
    uint32_t roles;
    struct licence_notice notice;
};

/* Of all who work clinically; CAP_CREDENTIALS. */
enum rw_status licence_lines(struct act *a, struct licence_line **lines, size_t *n) RW_MUST;

/* For Today: one's own where something is to do, and with CAP_CREDENTIALS that of others. */
enum rw_status licence_warnings(struct act *a, struct licence_line **lines, size_t *n) RW_MUST;

/* Codes of the areas that a lead must show, and of the training that some families ask for besides;
 * list[COMPETENCE_AREAS_MAX]. */
size_t competence_required(const struct act *a, struct str *list);
size_t competence_training(const struct act *a, struct str *list);

/* Who leads a family that came after harm, or in which a concern about a child was ever a warning
 * sign, has shown training about both. source clinical.md R-ROLE-6 */
#define SCENARIO_AFTER_HARM "RS6"
#define SIGN_CHILD_CONCERN "CI1"

/* Whether this person may lead the family by that rule; inside apply. */
enum rw_status credential_trained_for(struct act *a, struct str case_id, struct str account_id,
                                      bool *yes) RW_MUST;

/* The smallest number of days of warning. */
enum rw_status licence_stages(struct act *a, int64_t stages[3]) RW_MUST;

#endif
