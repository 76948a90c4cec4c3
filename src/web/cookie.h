/* cookie.h -- what the pages of sign-in read from a browser and leave in it. The bodies stand
 * beside the HTTP face (web/http/): pages never see a header. Names are in app/session.h. */
#ifndef RW_WEB_COOKIE_H
#define RW_WEB_COOKIE_H

#include "web/req.h"

/* The cookie's value as sent, or STR_NULL; refused (STR_NULL) when the name came twice. */
struct str req_cookie(const struct req *r, const char *name);

/*
 * req_cookie_set -- one Set-Cookie line on the answer, with the flags of all our cookies.
 *
 * in      max_age_s   0: until the browser closes; negative: delete it now
 */
void req_cookie_set(struct req *r, const char *name, struct str value, int64_t max_age_s);

/* Clear-Site-Data on the answer, for sign-out. */
void req_clear_site(struct req *r);

/* The browser in a few words from a short list ("Firefox on Linux"), never its header as sent. */
struct str req_browser(const struct req *r);

#endif
