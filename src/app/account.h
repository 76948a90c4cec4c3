/* account.h -- people who work here: invite, enrol, change, disable; and one's own factors.
 *
 * Nobody ever sets a password for somebody else: an administrator hands over a one-time code, and
 * the person sets both factors. What grants or takes away asks for re-authentication. */
#ifndef RW_APP_ACCOUNT_H
#define RW_APP_ACCOUNT_H

#include "app/app.h"
#include "app/factor.h"
#include "gen/rows.h"

struct account_input {
    struct str login; /* only when new: what is typed to sign in */
    struct str name; /* as on reports */
    struct str licence; /* "LMFT 12345"; may be empty */
    uint32_t roles;
    int64_t version; /* of the row that was seen; not when new */
};

/* Shown once; only its keyed hash is kept. */
struct account_invite {
    struct str account_id;
    struct str code; /* "abcd-efgh-..." */
    int64_t until_utc;
};

/* Notes in a->bad what is wrong with the input; RW_EINPUT. fresh: the login too. Needs no store. */
enum rw_status account_check(struct act *a, const struct account_input *in, bool fresh) RW_MUST;

/*
 * The administrator's side; CAP_ACCOUNTS and, where something changes, re-authentication.
 *
 * errors  RW_ENOTFOUND  no capability, or no such account
 *         RW_EDENIED    password and code were not given within five minutes
 *         RW_EINPUT     a->bad says what: a field, or that somebody must stay administrator
 *         RW_ECONFLICT  somebody saved since in->version
 */
enum rw_status account_list(struct act *a, struct account_row **rows, size_t *n) RW_MUST;
enum rw_status account_get(struct act *a, struct str id, struct account_row *row) RW_MUST;
enum rw_status account_invite(struct act *a, const struct account_input *in,
                              struct account_invite *made) RW_MUST;

/* Name, licence, roles. A change of roles ends the person's other sessions. */
enum rw_status account_save(struct act *a, struct str id, const struct account_input *in) RW_MUST;

/* No sign-in any more, and every session ends with its next request. */
enum rw_status account_disable(struct act *a, struct str id, int64_t version) RW_MUST;

/*
 * A new one-time code: takes away both factors and all sessions; also brings a disabled one back.
 * Over the web only for somebody invited who never came in (RW_EINPUT otherwise): whoever holds the
 * code becomes that person. The local console may do it for everybody.
 */
#define ACCOUNT_CONSOLE_ONLY                                                                       \
    "This person has set up their sign-in already. A new one-time code would open their families " \
    "to whoever holds it, so it is made only at the machine itself, with: reweave user invite"
enum rw_status account_reinvite(struct act *a, struct str id, int64_t version,
                                struct account_invite *made) RW_MUST;

enum rw_status account_end_sessions(struct act *a, struct str id) RW_MUST;

/* The id behind a login, for verbs of the console; RW_ENOTFOUND. */
enum rw_status account_by_login(struct act *a, struct str login, struct str *id) RW_MUST;

/* Whether this account may still be invited, for words on the page: "active", "invited",
 * "invitation expired", "disabled". */
const char *account_state_words(const struct act *a, const struct account_row *row);

/*
 * account_make -- an active account with both factors, without an invitation. For the demonstration
 * and for tests; the caller is the local console.
 *
 * in      totp_secret  raw bytes
 * out     *id
 */
enum rw_status account_make(struct act *a, const struct account_input *in, struct str password,
                            struct str totp_secret, struct str *id) RW_MUST;

/* What role bits read like: "therapist, administrator". */
struct str account_roles_words(struct arena *a, uint32_t roles);

#endif
