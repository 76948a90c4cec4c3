/* req.h -- one request as a page sees it. The floor below has already checked framing, path,
 * session, CSRF, capability and the place on the case (web/dispatch.c). */
#ifndef RW_WEB_REQ_H
#define RW_WEB_REQ_H

#include "app/app.h"
#include "base/out.h"
#include "web/pair.h"

enum method { METHOD_GET, METHOD_POST };

/* A finished upload, sealed on disk already; media is found from its bytes, not from its name. */
struct upload {
    struct str field, name, media; /* "pdf", "png", "jpeg", "text", "docx"; empty: not allowed */
    struct str file, key, content_hash;
    int64_t size_bytes;
};

struct route;
struct http_request; /* web/http/http.h; pages ask through web/cookie.h */
struct http_answer;

struct req {
    const struct route *route;
    enum method method;
    struct str path; /* decoded */
    struct pairs path_args; /* "case" -> id, for "/cases/:case" */
    struct pairs query;
    struct pairs form; /* without names that begin with '_': those are the dispatcher's */
    struct pairs carried; /* these: _csrf, and what travels through sign-in (web/carry.h) */
    struct upload *uploads;
    size_t nuploads;
    bool htmx; /* asked for a fragment (HX-Request) */
    struct act act; /* who, when, which database */
    struct arena *mem; /* act.mem */
    struct out *out; /* the body */
    struct str csrf; /* token for the forms of this page */
    const struct http_request *http;
    struct http_answer *answer;

    /* The answer; a page that only renders leaves them as they are. */
    int status; /* 200 */
    struct str location; /* req_redirect */
    struct str flash; /* a short sentence shown once on the next page */
    struct str flash_shown; /* the one that the page before left for this one */
    const char *media; /* "text/html; charset=utf-8" */
    struct str attachment; /* file name: send as a download with a sandboxing CSP */
    struct str stream_file, stream_key; /* a sealed attachment to stream instead of out */
    int64_t stream_size;
};

struct str req_arg(const struct req *r, const char *name); /* path argument, or STR_NULL */
struct str req_query(const struct req *r, const char *name); /* first value, or STR_NULL */
struct str req_form(const struct req *r, const char *name); /* first value, or STR_NULL */

/* 303 to a path of our own; flash may be NULL. */
enum rw_status req_redirect(struct req *r, struct str path, const char *flash);

typedef enum rw_status (*page_fn)(struct req *r);

#endif
