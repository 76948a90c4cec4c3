/* conn.h -- every open connection with its clock, the thread that shuts what is too slow, and who
 * has to go when there are too many.
 *
 * libmicrohttpd's own timeout is idle time: one byte every few seconds lives for ever. And its own
 * limit keeps out whoever comes last, which is the person and not the one who took every place. */
#ifndef RW_WEB_HTTP_CONN_H
#define RW_WEB_HTTP_CONN_H

#include "base/err.h"
#include "web/http/peer.h"

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
    bool shut; /* it has to go and is not counted any more; under the table's lock */
    struct peer from; /* who opened it, where that is counted; under the table's lock */
    atomic_bool later; /* a request was answered on it already */
    atomic_bool known; /* its last request showed a cookie that we made */
    char address[48];
    atomic_int phase;
    atomic_int_least64_t since_ms;
    atomic_int_least64_t bytes; /* of the body so far, or to be sent */
};

struct conns_config {
    uint32_t n; /* open ones at most */
    uint32_t per_peer; /* of one peer at most; 0: any number */
    int header_s, idle_s;
};

struct conns {
    struct conns_config config;
    struct arena mem;
    struct conn *list;
    struct peer
        *peers; /* whom each slot counts for, close together: every opening reads them all */
    uint32_t slots, open, first_free;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool stop, running;
};

/* errors  RW_ELIMIT  no memory or no thread */
enum rw_status conns_start(struct conns *t, const struct conns_config *c, struct rw_err *e) RW_MUST;
void conns_stop(struct conns *t);

/*
 * conn_open -- a slot for a new connection.
 *
 * Where the peer or everybody together has too many, the one that has done nothing for longest is
 * shut, strangers before those who showed a cookie of ours; one that a worker is busy with stays.
 *
 * in      peer  PEER_NOBODY for a proxy, whose requests are counted for those they come from
 * out     NULL: there is no place
 */
struct conn *conn_open(struct conns *t, int fd, struct str address, struct peer peer);
void conn_close(struct conns *t, struct conn *c);

/* The request at hand comes from somebody behind a proxy; false: they have too many at work. */
bool conn_lend(struct conns *t, struct conn *c, struct peer peer);
void conn_return(struct conns *t, struct conn *c);

/* Shuts every connection whose request is still being read. */
void conns_hurry(struct conns *t);

void conn_phase(struct conn *c, enum conn_phase phase, int64_t bytes);
void conn_count(struct conn *c, size_t bytes);

int64_t mono_ms(void);

/* Is this one too slow? Pure, for tests: ms in the phase and bytes so far. */
bool conn_late(enum conn_phase phase, int64_t ms, int64_t bytes, int header_s, int idle_s,
               bool later);

#endif
