/* exchange.h -- one request on its way in and its answer on the way out, on one connection. */
#ifndef RW_WEB_HTTP_EXCHANGE_H
#define RW_WEB_HTTP_EXCHANGE_H

#include "web/http/conn.h"
#include "web/http/pool.h"

#include <microhttpd.h>

struct http {
    struct http_config config;
    struct conns conns;
    struct pool pool;
    struct MHD_Daemon *daemon;
    struct arena mem;
    atomic_uint exchanges; /* between first line and last byte of the answer */
    atomic_uint uploads;
    atomic_bool stopping;
};

enum exchange_state {
    EXCHANGE_NEW, /* the request line has come */
    EXCHANGE_BODY, /* the head is good; the body is coming */
    EXCHANGE_SERVED, /* suspended: queued, or in a worker's hands */
    EXCHANGE_READY /* the answer is made */
};

struct exchange {
    struct arena mem; /* holds this too */
    struct http *http;
    struct conn *conn;
    struct MHD_Connection *connection;
    enum exchange_state state;
    uintptr_t target_at; /* where the library keeps the target */
    struct http_head head;
    struct http_framing framing;
    struct http_request request;
    struct http_answer answer;
    struct MHD_Response *response;
    struct out body; /* of an urlencoded form */
    struct multipart parts;
    bool has_parts, counts_upload,
        lent; /* lent: the connection counts for somebody behind a proxy */
    int64_t queued_ms;
    int64_t got, cap; /* body bytes so far, and the ceiling of its kind */
};

/* NULL where no memory was to be had: the connection is closed. */
struct exchange *exchange_new(struct http *h, struct conn *c, struct MHD_Connection *connection,
                              const char *target);
void exchange_free(struct exchange *x);

/* The head is complete. 0 to read on; otherwise the status to refuse with at once. */
int exchange_head(struct exchange *x, const char *method, const char *version);

/* A piece of the body; false: hopeless, close the connection. */
bool exchange_body(struct exchange *x, struct str bytes);

/* Everything has come: fills x->request. */
void exchange_whole(struct exchange *x);

/* An answer of a few words made on the I/O thread; closes the connection unless it says busy. */
void exchange_refuse(struct exchange *x, int status);

/* Turns x->answer into x->response. */
void exchange_respond(struct exchange *x);

#endif
