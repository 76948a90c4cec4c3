/* password.h -- the slow hash, two at a time, and what a new password must be. */
#ifndef RW_APP_PASSWORD_H
#define RW_APP_PASSWORD_H

#include "app/app.h"

/* Notes a problem under `field` when this may not be a password. */
void password_check_new(struct act *a, const char *field, struct str typed, struct str login,
                        struct str name);

/* errors  RW_ELIMIT  too many hashes wait already (503 on sign-in) */
enum rw_status password_make(struct act *a, struct str typed, struct str *hash) RW_MUST;

/* A place for one hash, taken before the try is counted and given back after password_right. known:
 * by a session or a browser, which has a place that no stranger takes. */
enum rw_status password_wait(struct act *a, bool known) RW_MUST;
void password_done(void);

/*
 * password_right -- compare under a place taken with password_wait.
 *
 * in      hash   empty or NULL: an account that does not exist; costs the same and is false
 */
bool password_right(struct act *a, struct str hash, struct str typed);

/* Takes a place only to compare. */
enum rw_status password_compare(struct act *a, struct str hash, struct str typed,
                                bool *right) RW_MUST;

#endif
