/* slots.h -- how many slow, memory-hungry things may run at once; the rest wait in a short queue. */
#ifndef RW_APP_SLOTS_H
#define RW_APP_SLOTS_H

#include "base/err.h"

#include <pthread.h>
#include <stdbool.h>

/* Shared by all threads of a process; a static one needs no start. */
struct slots {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    int places, queue; /* how many run, how many may wait */
    int kept; /* of the places, for those who go first */
    int taken, waiting;
};

#define SLOTS_INIT(n, k, q)                                                                        \
    {                                                                                              \
        .lock = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER, .places = (n),       \
        .kept = (k), .queue = (q)                                                                  \
    }

/*
 * slots_take -- wait for a place.
 *
 * in      first   may have every place; others only those that are not kept
 * errors  RW_ELIMIT  the queue is full: nothing was taken
 */
enum rw_status slots_take(struct slots *s, bool first, struct rw_err *e) RW_MUST;
void slots_give(struct slots *s);

#endif
