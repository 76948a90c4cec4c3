/* protection.h -- how the protection of a person's phone and address ends: never by one click. In a
 * practice of one it goes on for some hours, in which it can be kept; in a group a second licensed
 * member of the team signs. Until then every wall stands. source clinical.md A1 */
#ifndef RW_APP_PROTECTION_H
#define RW_APP_PROTECTION_H

#include "app/app.h"
#include "gen/rows.h"

#define NUMBER_UNPROTECT_DELAY "unprotect_delay_hours"

/* Is it protected at this moment? Follows the hour; nothing has to run for it. */
bool protection_holds(const struct act *a, const struct person_row *p);

/* "yes", "until Thu 12 Mar 2026, 16:00", "no". */
struct str protection_words(const struct act *a, const struct person_row *p);

/* What a saved person is to become. */
struct protection_next {
    bool is_protected;
    struct str unprotect_utc;
};

/*
 * protection_next -- inside apply, before a person is saved whose row is `old`.
 *
 * in      wanted  what the form says; meant: somebody was asked and said so, which also takes back
 *                 that it was to end
 * out     *next   what goes into the row. Taken off, it is asked for and stays: an event of its own,
 *                 and a line that the team reads
 * errors  RW_EDENIED  taking it off asks for password and code within five minutes
 */
enum rw_status protection_next(struct act *a, const struct person_row *old, bool wanted, bool meant,
                               struct protection_next *next) RW_MUST;

/* One asking that it end. */
struct protection_end {
    struct protection_step_row row;
    struct protection_step_row answer; /* id.p NULL: nobody signed it or kept the protection */
    struct person_row person;
    bool open; /* it can still be kept */
    bool signable; /* the viewer may be the second */
};

/* errors  RW_ENOTFOUND  not the viewer's case, or no such asking */
enum rw_status protection_end_get(struct act *a, struct str case_id, struct str id,
                                  struct protection_end *x) RW_MUST;

/* The open one of somebody; x->row.id.p NULL: there is none. One statement, none where it is not
 * protected. */
enum rw_status protection_end_of(struct act *a, const struct person_row *p,
                                 struct protection_end *x) RW_MUST;

/* It stays protected: by anybody who may edit the case.
 * errors  RW_ECONFLICT  it has ended, or was kept already */
enum rw_status protection_keep(struct act *a, struct str case_id, struct str id) RW_MUST;

/*
 * protection_sign -- in a group: the second name, and it ends.
 *
 * errors  RW_EDENIED  password and code were not given within five minutes; RW_EINPUT  a->bad;
 *         RW_ECONFLICT  signed or kept already
 */
enum rw_status protection_sign(struct act *a, struct str case_id, struct str id) RW_MUST;

#endif
