/* guard.h -- does this POST come from a page of ours, in this browser, in this session? */
#ifndef RW_WEB_GUARD_H
#define RW_WEB_GUARD_H

#include "web/http/head.h"
#include "web/req.h"

/* A browser that is not signed in gets this cookie, so that its forms can carry a token too. */
#define GUEST_COOKIE "__Host-rwn"

enum guard {
    GUARD_OK = 0,
    GUARD_STALE, /* our own page, but of an earlier session of this browser */
    GUARD_FOREIGN /* from elsewhere, or nothing proves otherwise */
};

/*
 * guard_origin -- what Sec-Fetch-Site, Origin and Host say; pure.
 *
 * Our Referrer-Policy makes browsers send "Origin: null" with a form: it counts as ours only where
 * Sec-Fetch-Site says so.
 */
enum guard guard_origin(const struct http_head *h);

/* The token of the posted form; STR_NULL without one, or with two. */
struct str guard_token(const struct req *r);

/* The same with the token of the form; r->csrf is what it should be. */
enum guard guard_check(const struct req *r);

/* May this GET be answered to a page of another site? Only when a person goes there. */
bool guard_embedding(const struct http_head *h);

#endif
