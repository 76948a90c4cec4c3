/* pool.h -- bounded queues of complete requests, and the workers that take from them.
 *
 * Strangers wait in a line of their own: they get no more than half of the workers, and none while
 * somebody waits who showed a cookie that we made. A flood at the door leaves the house quiet. */
#ifndef RW_WEB_HTTP_POOL_H
#define RW_WEB_HTTP_POOL_H

#include "web/http/http.h"

#include <pthread.h>

struct exchange; /* web/http/server.c */

struct pool_line {
    struct exchange **ring;
    size_t cap, first, n;
};

struct pool {
    const struct http_config *config;
    struct arena mem;
    struct pool_line known, strangers;
    size_t cap; /* of both together */
    unsigned working; /* requests in a worker's hands */
    unsigned with_strangers, most_strangers; /* workers that serve one, and how many may */
    bool stop;
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct pool_worker {
        struct pool *pool;
        pthread_t thread;
        void *worker;
        bool running;
    } * workers;
    unsigned nworkers;
};

/* errors  RW_ELIMIT  no memory or no thread; whatever worker_make says */
enum rw_status pool_start(struct pool *p, const struct http_config *c, struct rw_err *e) RW_MUST;
void pool_stop(struct pool *p); /* what waits in the queue is not answered any more */

/* false: full, or stopping */
bool pool_put(struct pool *p, struct exchange *x, bool known);
unsigned pool_busy(struct pool *p); /* waiting and working */

/* What a worker does with one; in web/http/server.c. */
void exchange_serve(void *worker, struct exchange *x, bool stranger);

#endif
