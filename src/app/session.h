/* session.h -- who is signed in at a browser: look-up, activity, list, end. */
#ifndef RW_APP_SESSION_H
#define RW_APP_SESSION_H

#include "app/app.h"

/* Cookies; both `Secure; HttpOnly; SameSite=Strict; Path=/`. The first lives as long as the
 * browser, the second for DEVICE_DAYS and only opens a lane of its own through the throttle.
 * Pages read and set them through web/cookie.h. */
#define SESSION_COOKIE "__Host-rw"
#define DEVICE_COOKIE "__Host-rwd"
#define DEVICE_DAYS 90
#define DEVICE_SECONDS (DEVICE_DAYS * INT64_C(86400))

enum session_state {
    SESSION_NONE = 0, /* no such session, or its account may not sign in any more */
    SESSION_EXPIRED, /* ended, or idle or absolute time is over; account_id says whose it was */
    SESSION_HALF, /* the password was right, the second step is still open: only that page */
    SESSION_LIVE
};

struct session_found {
    enum session_state state;
    struct str key; /* id of the row: SHA-256 of the token, hex */
    struct str account_id; /* empty when SESSION_NONE */
    int64_t created_utc, seen_utc;
    bool touch_due; /* last_seen is more than a minute old */
};

/*
 * session_find -- look up the token of the cookie; one statement, before anything is routed.
 *
 * in      a       db, mem and now_utc are set; token may be empty, or anything a browser sent
 * out     *f      idle and absolute limits (app/settings.h) are judged here, from now_utc and the
 *                 row alone: nothing else in a request prolongs a session
 *         a->viewer   filled when LIVE; when HALF its level is AUTH_PASSWORD and its roles are 0,
 *                     so that no capability is open; untouched otherwise
 * errors  RW_EDEP  the store failed; an unknown token is a result (SESSION_NONE), not an error
 */
enum rw_status session_find(struct act *a, struct str token, struct session_found *f) RW_MUST;

/* Posts "seen now" to ride with the next group, where f->touch_due says so; never waits. Do not
 * call it for routes with ROUTE_POLL. */
void session_touch(const struct act *a, const struct session_found *f);

/*
 * session_csrf -- the token for the forms of a page, 64 hex characters: one half says which session,
 * the other whose.
 *
 * in      f, token   of the same session_find. A live session gives the same token to all of its
 *                    pages and keeps it when re-authentication renews the cookie, so that a form
 *                    open in another tab still saves; without one it hangs on the cookie's text
 */
struct str session_csrf(const struct act *a, const struct session_found *f, struct str token);

/* Was a form with this token made for the viewer, in whichever session? Nobody is no one. */
bool session_csrf_whose(const struct act *a, struct str token);

/* Says whose something is without naming anybody; nobody else can make one. 64 hex characters. */
struct str session_who(const struct act *a, struct str account_id);

/* A token for one of the two cookies, with a mark that nobody else can make. */
struct str session_token_new(const struct app *app, struct arena *mem);

/*
 * session_token_ours -- is this a token that we made, whatever became of its session or browser? No
 * statement: for a thread that must not wait, before it takes in a large body or gives a place.
 */
bool session_token_ours(const struct app *app, struct arena *mem, struct str token);

/* One line of one's own list. */
struct session_line {
    struct str key;
    struct str label; /* "Firefox on Linux" */
    int64_t created_utc, seen_utc;
    bool current;
};

/* The viewer's live sessions, newest first. */
enum rw_status session_list(struct act *a, struct session_line **list, size_t *n) RW_MUST;

/* errors  RW_ENOTFOUND  no live session of the viewer's own has this key */
enum rw_status session_end(struct act *a, struct str key) RW_MUST;
enum rw_status session_end_others(struct act *a) RW_MUST;

/* Signs out: ends the viewer's current session; the answer clears cookies and Clear-Site-Data. */
enum rw_status session_sign_out(struct act *a) RW_MUST;

/*
 * The browser's lane through the throttle outlives signing out, though every cookie is cleared then:
 * the next address carries it, sealed and for a minute. It signs nobody in.
 *
 * device_pass  a text for the query of that address, in which nobody else can read the token; empty
 *              where there is none
 * device_take  the token in such a text; STR_NULL when it is too late or somebody made it up
 */
struct str device_pass(const struct act *a, struct str device_token);
struct str device_take(const struct act *a, struct str pass);

#endif
