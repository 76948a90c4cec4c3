/* signin.h -- from nobody to somebody: password, second step, re-authentication. */
#ifndef RW_APP_SIGNIN_H
#define RW_APP_SIGNIN_H

#include "app/app.h"

/*
 * How a step ended. WRONG and WAIT are the same answer to a person, but for the seconds to wait;
 * neither says whether such an account exists.
 */
enum signin_outcome {
    SIGNIN_WRONG = 0,
    SIGNIN_WAIT, /* too many failures: the password was not looked at */
    SIGNIN_BUSY, /* every place in the queue for the slow hash is taken: 503, Retry-After */
    SIGNIN_AGAIN, /* the five minutes between the steps are over: begin with the password */
    SIGNIN_CODE, /* the password was right: go on with the second step */
    SIGNIN_DONE
};

struct signin_try {
    struct str login, password;
    struct str code; /* second step: six digits, or a recovery code */
    struct str device; /* value of DEVICE_COOKIE, or empty */
    struct str label; /* of the browser, for the list of sessions: "Firefox on Linux" */
};

struct signin {
    enum signin_outcome outcome;
    int64_t wait_s; /* SIGNIN_WAIT, and SIGNIN_WRONG when the next try must wait; 0: no wait */
    bool paused; /* SIGNIN_WAIT without an end: only a known browser or the administrator helps */
    struct str token; /* new value of SESSION_COOKIE; after CODE and DONE */
    struct str device; /* new value of DEVICE_COOKIE; after DONE */
    struct str account_id; /* after CODE and DONE; for a carried-back form */
    int64_t recovery_left; /* after DONE by recovery code: how many are left; -1 otherwise */
};

/*
 * signin_password -- the first step. A try is counted before the password is looked at and given
 * back when it was right, so a thousand at once are still counted one by one.
 *
 * For any login, existing or not: the same statements in the same order, one argon2id, one event.
 *
 * out     *s      after CODE: a session of level password, good for the second step only
 * errors  RW_EDEP  the store failed
 */
enum rw_status signin_password(struct act *a, const struct signin_try *t, struct signin *s) RW_MUST;

/*
 * signin_code -- the second step, with the viewer that session_find made of a HALF session.
 *
 * out     *s      after DONE: a new token of level full; the old one is ended; the oldest session
 *                 beyond three is ended; the browser is a known device
 */
enum rw_status signin_code(struct act *a, const struct signin_try *t, struct signin *s) RW_MUST;

/*
 * signin_reauth -- password and a fresh code once more, by somebody who is signed in; counts
 * against the same lane as a sign-in.
 *
 * out     *s      after DONE: token is the new value of SESSION_COOKIE for the same session, and
 *                 act_reauthed is true for the next five minutes
 */
enum rw_status signin_reauth(struct act *a, const struct signin_try *t, struct signin *s) RW_MUST;

/*
 * signin_again -- both steps on one page, for a form whose session ran out on the way; a full
 * session as after signin_code. The viewer is nobody; whose form it was is the caller's to compare
 * with s->account_id.
 */
enum rw_status signin_again(struct act *a, const struct signin_try *t, struct signin *s) RW_MUST;

/*
 * signin_local -- both steps at once for a verb of the command line; makes no session.
 *
 * out     a->viewer   of level AUTH_REAUTH after DONE: the verb may sign and export
 */
enum rw_status signin_local(struct act *a, const struct signin_try *t, struct signin *s) RW_MUST;

/* "That did not match. ..." for WRONG, WAIT and BUSY, with the wait said in words. */
struct str signin_words(struct arena *mem, const struct signin *s);

#endif
