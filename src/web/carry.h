/* carry.h -- what somebody typed survives the end of a session: a form that can't be served now
 * travels, as hidden fields, through sign-in or re-authentication and comes back.
 *
 * A POST without a live session is answered with sign_in_again, its fields carried. The pages of
 * sign-in hand them on (carry_on), and end with carry_end: for the person whose session it was the
 * text is there to save; for another it is dropped. */
#ifndef RW_WEB_CARRY_H
#define RW_WEB_CARRY_H

#include "web/req.h"

/* Names of the hidden fields; the fields of the form itself travel as "_c." and their name. */
#define CARRY_PATH "_resume"
#define CARRY_WHO "_who"
#define CARRY_FIELD "_c."

/* Is something carried in this request? */
bool carry_any(const struct req *r);

/* Is it the viewer's own? */
bool carry_mine(const struct req *r);

/*
 * carry_start -- hidden fields that hold the form of this very request.
 *
 * in      account_id  whose it is; empty: nobody's, and carry_end will drop it
 * out     *hidden     in r->mem; for form_page.hidden and nhidden
 */
void carry_start(struct req *r, struct str account_id, struct pairs *hidden);

/* Hidden fields that hand on what was carried to this request; none where nothing was. */
void carry_on(struct req *r, struct pairs *hidden);

/*
 * carry_end -- the last step of signing in was done.
 *
 * in      account_id  who is signed in now; token: the new value of SESSION_COOKIE
 * out     a page that shows the text with a button to save it, where it belongs to account_id;
 *         otherwise a redirect to Today (or to the page that was asked for)
 */
enum rw_status carry_end(struct req *r, struct str account_id, struct str token) RW_MUST;

/*
 * carry_resume -- re-authentication was done: run the carried POST now, as itself.
 *
 * in      token   the new value of SESSION_COOKIE
 * out     the answer of that route, or a redirect where only a page was asked for
 */
enum rw_status carry_resume(struct req *r, struct str token) RW_MUST;

/* A page with what was typed and a button to post it again with a fresh token; for a form that
 * belongs to an earlier session of the same browser. */
enum rw_status carry_page(struct req *r, struct str path, const struct pairs *form,
                          struct str intro) RW_MUST;

#endif
