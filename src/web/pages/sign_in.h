/* sign_in.h -- what the pages of the door share: words, status and cookies of a step. */
#ifndef RW_WEB_PAGES_SIGN_IN_H
#define RW_WEB_PAGES_SIGN_IN_H

#include "app/signin.h"
#include "web/req.h"

/* Notes the sentence for a step that did not succeed, for the form as a whole. */
void door_refuse(struct req *r, const struct signin *s);
int door_status(const struct signin *s);

/* Session and device cookies, as far as the step made them. */
void door_cookies(struct req *r, const struct signin *s);

/* The page that is rendered now belongs to the new session already: its viewer, its token. */
enum rw_status door_enter(struct req *r, const struct signin *s) RW_MUST;

#endif
