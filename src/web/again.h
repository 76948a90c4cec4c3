/* again.h -- the two forms that stand between a request and its answer: sign in again, and password
 * and code once more. The dispatcher shows them first; the handlers of POST /sign-in/again and
 * POST /reauth (web/pages/sign_in.c) show them again with what was wrong. */
#ifndef RW_WEB_AGAIN_H
#define RW_WEB_AGAIN_H

#include "web/form.h"
#include "web/req.h"

#define AGAIN_PATH "/sign-in/again"
#define REAUTH_PATH "/reauth"

/* username, password, code */
#define AGAIN_FIELDS 3
extern const struct field again_form[AGAIN_FIELDS];
/* password, code */
#define REAUTH_FIELDS 2
extern const struct field reauth_form[REAUTH_FIELDS];

/*
 * again_show, reauth_show -- render the form.
 *
 * in      hidden    what travels along: carry_start or carry_on (web/carry.h)
 *         values    as typed, or NULL; problems: what was wrong, or NULL
 *         what      "sign the note"
 * out     status 401, for reauth_show 403, 422 with problems; for a script's request a fragment
 */
void again_show(struct req *r, const struct pairs *hidden, const struct value *values,
                const struct problems *problems);
void reauth_show(struct req *r, struct str what, const struct pairs *hidden,
                 const struct problems *problems);

#endif
