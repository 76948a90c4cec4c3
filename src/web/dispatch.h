/* dispatch.h -- from a complete request to an answer: route, session, CSRF, capability, place on
 * the case, re-authentication; only then the page. A page cannot forget what it never does. */
#ifndef RW_WEB_DISPATCH_H
#define RW_WEB_DISPATCH_H

#include "web/http/http.h"
#include "web/route.h"

/*
 * routes_check -- refuse to start when a row lacks capability, audience, purpose or sentence, when
 * two rows are the same, or when a capability that needs a case stands on a path without ":case".
 *
 * errors  RW_EBUG  the note names the row
 */
enum rw_status routes_check(struct rw_err *e) RW_MUST;

/* The callbacks of struct http_config; arg is the const struct app *. */
enum rw_status web_worker_make(void *arg, void **worker, struct rw_err *e) RW_MUST;
void web_worker_drop(void *worker);
void web_serve(void *worker, const struct http_request *q, struct http_answer *w);

/*
 * web_body_max -- a browser that was never signed in here has no long text to bring: no files, and a
 * form no longer than the door's own. One whose session is over still brings what was typed in it.
 */
int64_t web_body_max(const struct app *app, struct arena *mem, const struct http_head *head,
                     bool files);

/*
 * route_find -- the row for a method and a decoded path; an id segment is 26 of a-z2-7.
 *
 * out     *args   in a, named as in the row; a and args may be NULL where they aren't wanted
 *         *other  another method has this path (405)
 */
const struct route *route_find(struct arena *a, enum method method, struct str path,
                               struct pairs *args, bool *other);

/* Capability, place on the case, re-authentication, page and audit event, for a route that was
 * found and a request whose token was checked. Used by the dispatcher and carry_resume. */
enum rw_status dispatch_run(struct req *r);

const char *purpose_word(enum purpose p); /* "treatment" */
const char *audience_word(enum audience a); /* "staff" */

#endif
