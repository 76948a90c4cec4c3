/* answer.h -- a status becomes a page in one place, and a request's answer goes out from one. */
#ifndef RW_WEB_ANSWER_H
#define RW_WEB_ANSWER_H

#include "web/req.h"

/* A page of a few words for an HTTP status; replaces whatever was rendered. */
void answer_message(struct req *r, int status);

/* The page for what a handler returned; RW_OK leaves everything as it is. */
void answer_status(struct req *r, enum rw_status st);

/* Nobody is signed in: to the sign-in page, or 401 with what was posted carried along. */
void answer_sign_in(struct req *r, struct str account_id);

/* Password and code once more; what was posted is carried along. */
void answer_reauth(struct req *r);

/* Moves status, place, type, cookies and stream from *r into the answer. */
void answer_finish(struct req *r);

#endif
