/* http.h -- the libmicrohttpd face: whole requests go to workers, whole answers come back. */
#ifndef RW_WEB_HTTP_HTTP_H
#define RW_WEB_HTTP_HTTP_H

#include "app/upload.h"
#include "base/out.h"
#include "web/http/head.h"
#include "web/http/multipart.h"

/* A complete request. Everything lives until the answer has been sent. */
struct http_request {
    const struct http_head *head;
    bool post, head_only;
    struct str body; /* urlencoded form as sent; empty for GET and multipart */
    const struct multipart *parts; /* NULL unless the body was multipart/form-data */
    struct str address; /* of the peer, "127.0.0.1" */
    int refuse; /* 0, or the status that reading it already decided (400, 413, 503) */
};

/* What is sent back. The fixed header set is added to it. */
struct http_answer {
    int status;
    struct http_header headers[RW_ANSWER_HEADERS]; /* values in mem */
    size_t nheaders;
    struct arena *mem; /* as long as the exchange */
    struct out body;
    struct str fixed; /* bytes that live as long as the program; sent instead of body */
    struct download *stream; /* a file; owned by the answer */
    int64_t stream_size;
    bool close; /* the connection, after this */
    bool cacheable; /* a file with its hash in its name */
    bool sandbox; /* an attachment: its own CSP */
};

/* One more header line; value is copied. CR, LF and NUL in it are refused: the line is left out. */
void answer_header(struct http_answer *w, const char *name, struct str value);

struct http_config {
    int listen_fd;
    unsigned io_threads, workers, connections, queue, uploads;
    unsigned per_address; /* connections of one address; 0: any number */
    int header_s, idle_s;
    struct str proxy; /* the address whose X-Forwarded-For is believed; or empty */
    const struct app *app; /* for uploads and cookies */
    /* How many bytes may the body of this POST have, RW_UPLOAD_MAX + RW_FORM_MAX at most? With files
     * 0 refuses them. Asked on an I/O thread before the body, with an arena of the request: no
     * blocking. */
    int64_t (*body_max)(const struct app *app, struct arena *mem, const struct http_head *head,
                        bool files);
    /* Does this request show a cookie that we made? Asked on an I/O thread; NULL: none ever does. */
    bool (*known)(const struct app *app, struct arena *mem, const struct http_head *head);
    /* Each worker is made before the first request and dropped after the last. */
    enum rw_status (*worker_make)(void *arg, void **worker, struct rw_err *e);
    void (*worker_drop)(void *worker);
    void (*handle)(void *worker, const struct http_request *q, struct http_answer *w);
    void *arg;
};

struct http;

/*
 * http_start -- threads, pool and listening; returns when connections are accepted.
 *
 * in      c   copied; the listening socket is non-blocking and stays the caller's
 * errors  RW_EDEP  a thread or the library would not start
 */
enum rw_status http_start(const struct http_config *c, struct http **h, struct rw_err *e) RW_MUST;

/*
 * http_stop -- stop listening, wait up to drain_s seconds for what runs, then close everything.
 *
 * out     false: something still runs; nothing was taken apart, and the process should end
 */
bool http_stop(struct http *h, int drain_s);

/* Requests being read, waiting, served or sent now. */
unsigned http_busy(struct http *h);

#endif
