/* cover.h -- who stands in for the lead of a family: for some days, or for good once it is declared
 * that the lead can't come back. It opens what the lead may open, each opening is told to the lead,
 * and it ends by itself. Being administrator opens nothing. */
#ifndef RW_APP_COVER_H
#define RW_APP_COVER_H

#include "app/app.h"
#include "gen/rows.h"

struct cover_input {
    struct str account_id; /* the colleague: a therapist or supervisor; from outside as well */
    struct str kind; /* absence successor */
    struct str case_id; /* one family; empty: every family that the viewer leads */
    struct date from_on, to_on; /* of an absence, both days included */
};

/*
 * cover_name -- for one's own families; CAP_COVER, with password and code.
 *
 * errors  RW_EDENIED; RW_EINPUT  a->bad: account, kind, case, from_on, to_on
 */
enum rw_status cover_name(struct act *a, const struct cover_input *in, struct str *id) RW_MUST;

/*
 * cover_end -- by the lead, or by the one who stands in.
 *
 * errors  RW_ENOTFOUND  neither; RW_ECONFLICT  ended; RW_EINPUT  a report is still owed under it
 */
enum rw_status cover_end(struct act *a, struct str id) RW_MUST;

/*
 * cover_declare -- the lead can't come back: from now on the successor may open the families. By the
 * successor, or by whoever keeps the accounts (who sees nothing of them by that).
 *
 * errors  RW_EDENIED  password and code were not given within five minutes; RW_EINPUT  reason;
 *         RW_ENOTFOUND  not theirs to say, or no such successor; RW_ECONFLICT  declared or ended
 */
enum rw_status cover_declare(struct act *a, struct str id, struct str reason) RW_MUST;

/* Where it opens families today. */
bool cover_runs(const struct act *a, const struct cover_row *c);

/* "from 3 Mar 2026 to 10 Mar 2026", "successor, not declared", ... */
struct str cover_words(const struct act *a, const struct cover_row *c);

/* "You stand in for Ana Reed until 10 Mar 2026"; a successor's has no end. */
struct str cover_stand_in_words(const struct act *a, const struct cover_row *c);

/* What one named, and where one stands in. */
enum rw_status cover_own(struct act *a, struct cover_row **rows, size_t *n) RW_MUST;
enum rw_status cover_mine(struct act *a, struct cover_row **rows, size_t *n) RW_MUST;

/* Where one stands in today; nothing for an account that can't. */
enum rw_status cover_running(struct act *a, struct cover_row **rows, size_t *n) RW_MUST;

/* One of these two, or with CAP_ACCOUNTS anybody's successor; lead: whose account page is meant. */
enum rw_status cover_find(struct act *a, struct str id, struct cover_row *row) RW_MUST;
enum rw_status cover_of_account(struct act *a, struct str lead, struct cover_row **rows,
                                size_t *n) RW_MUST;

/* For the team page of a family. */
enum rw_status cover_of_case(struct act *a, struct str case_id, struct cover_row **rows,
                             size_t *n) RW_MUST;

/* The families that one's running cover opens; empty where it does not run. */
enum rw_status cover_cases(struct act *a, const struct cover_row *c,
                           struct cover_families_row **rows, size_t *n) RW_MUST;

/* What one is booked for in them, from today on; empty where it does not run. */
enum rw_status cover_appointments(struct act *a, const struct cover_row *c,
                                  struct cover_appointments_row **rows, size_t *n) RW_MUST;

/* What was opened of one's own families, by whom, day by day. */
enum rw_status cover_openings(struct act *a, struct cover_opening_row **rows, size_t *n) RW_MUST;

/* Whom one may name, and the families that one leads. */
enum rw_status cover_choices(struct act *a, struct colleague_list_row **who, size_t *n,
                             struct cover_led_row **cases, size_t *ncases) RW_MUST;

/* For app/audit.c, inside a transaction: an event of somebody who stands in. */
enum rw_status cover_note(struct act *a) RW_MUST;

#endif
