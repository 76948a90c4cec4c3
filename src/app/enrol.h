/* enrol.h -- from a one-time code to an account with two factors; and changing one's own factors. */
#ifndef RW_APP_ENROL_H
#define RW_APP_ENROL_H

#include "app/app.h"
#include "app/factor.h"
#include "app/signin.h"

struct enrol_try {
    struct str invite; /* one-time code as typed */
    struct str password;
    struct str code; /* second half: six digits of the new generator */
    struct str device, label; /* as in struct signin_try */
};

/*
 * enrol_start -- one-time code and a password; the first half.
 *
 * out     s->outcome  SIGNIN_CODE: s->token is a session for the second half only (half an hour).
 *                     SIGNIN_WRONG and SIGNIN_WAIT: the one-time code does not match, is used or
 *                     too old; the words are the same
 * errors  RW_EINPUT   a->bad: the password will not do
 */
enum rw_status enrol_start(struct act *a, const struct enrol_try *t, struct signin *s) RW_MUST;

/* What the second half shows: the secret as picture text and as words. */
struct enrol_secret {
    struct str login, uri, words;
};
enum rw_status enrol_secret(struct act *a, struct enrol_secret *out) RW_MUST;

/*
 * enrol_finish -- a code of the new generator makes the account active and signs in.
 *
 * out     s       as after signin_code; codes[RECOVERY_CODES] to be shown once
 */
enum rw_status enrol_finish(struct act *a, const struct enrol_try *t, struct signin *s,
                            struct str *codes) RW_MUST;

/*
 * One's own factors, by somebody signed in and re-authenticated.
 *
 * factor_secret   the candidate for a new generator; the same until the account changes
 * factor_change   takes the candidate into use when the code matches it, with new recovery codes
 * factor_recovery ten new recovery codes
 * password_change also asks for the present one; ends all other sessions, forgets other browsers
 *
 * errors  RW_EDENIED  not re-authenticated; RW_EINPUT  a->bad says what is wrong
 */
enum rw_status factor_secret(struct act *a, struct enrol_secret *out) RW_MUST;
enum rw_status factor_change(struct act *a, struct str code, struct str *codes) RW_MUST;
enum rw_status factor_recovery(struct act *a, struct str *codes) RW_MUST;
enum rw_status password_change(struct act *a, struct str current, struct str fresh) RW_MUST;

#endif
