/* conn.h -- every open connection with its clock, and the thread that shuts what is too slow.
 *
 * libmicrohttpd's own timeout is idle time: one byte every few seconds lives for ever. */
#ifndef RW_WEB_HTTP_CONN_H
#define RW_WEB_HTTP_CONN_H

#include "base/err.h"
#include "base/str.h"

#include <pthread.h>
#include <stdatomic.h>

/* What the connection is doing; each has a limit of its own. */
enum conn_phase {
    CONN_HEAD, /* a request head is awaited: header_s, and idle_s more after a first request */
    CONN_BODY, /* at least 1 KiB/s after the first 5 s */
    CONN_SERVE, /* ours: no limit here */
    CONN_SEND /* 30 s, and 1 s for each KiB */
};

struct conn {
    int fd; /* -1: the slot is free; changed under the table's lock */
    uint32_t next_free;
    atomic_bool later; /* a request was answered on it already */
    char address[48];
    atomic_int phase;
    atomic_int_least64_t since_ms;
    atomic_int_least64_t bytes; /* of the body so far, or to be sent */
};

struct conns {
    struct arena mem;
    struct conn *list;
    uint32_t n, first_free;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool stop, running;
    int header_s, idle_s;
};

/* errors  RW_ELIMIT  no memory or no thread */
enum rw_status conns_start(struct conns *t, uint32_t n, int header_s, int idle_s,
                           struct rw_err *e) RW_MUST;
void conns_stop(struct conns *t);

/* NULL when every slot is taken. */
struct conn *conn_open(struct conns *t, int fd, struct str address);
void conn_close(struct conns *t, struct conn *c);

void conn_phase(struct conn *c, enum conn_phase phase, int64_t bytes);
void conn_count(struct conn *c, size_t bytes);

int64_t mono_ms(void);

/* Is this one too slow? Pure, for tests: ms in the phase and bytes so far. */
bool conn_late(enum conn_phase phase, int64_t ms, int64_t bytes, int header_s, int idle_s,
               bool later);

#endif
