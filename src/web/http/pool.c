#include "web/http/pool.h"

#include <signal.h>

static struct exchange *take(struct pool *p)
{
    struct exchange *x = NULL;

    pthread_mutex_lock(&p->lock);
    while (p->n == 0 && !p->stop)
        pthread_cond_wait(&p->some, &p->lock);
    if (!p->stop) {
        x = p->ring[p->first];
        p->first = (p->first + 1) % p->cap;
        p->n--;
        p->working++;
    }
    pthread_mutex_unlock(&p->lock);
    return x;
}

static void *work(void *arg)
{
    struct pool_worker *w = arg;
    struct exchange *x;

    while ((x = take(w->pool)) != NULL) {
        exchange_serve(w->worker, x);
        pthread_mutex_lock(&w->pool->lock);
        w->pool->working--;
        pthread_mutex_unlock(&w->pool->lock);
    }
    return NULL;
}

static enum rw_status start_one(struct pool *p, struct pool_worker *w, struct rw_err *e)
{
    enum rw_status st;

    w->pool = p;
    st = p->config->worker_make(p->config->arg, &w->worker, e);
    p->nworkers++;
    if (st)
        return st;
    w->running = pthread_create(&w->thread, NULL, work, w) == 0;
    return w->running ? RW_OK : RW_FAIL(e, RW_ELIMIT, "no thread for worker %u", p->nworkers);
}

enum rw_status pool_start(struct pool *p, const struct http_config *c, struct rw_err *e)
{
    enum rw_status st = RW_OK;

    *p = (struct pool){ .config = c, .cap = c->queue };
    if (!arena_make(&p->mem, (c->queue + 1) * sizeof(struct exchange *) +
                                 (c->workers + 1) * sizeof(struct pool_worker)))
        return RW_FAIL(e, RW_ELIMIT, "no memory for the queue");
    p->ring = arena_array(&p->mem, struct exchange *, c->queue);
    p->workers = arena_array(&p->mem, struct pool_worker, c->workers);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->some, NULL);
    while (!st && p->nworkers < c->workers)
        st = start_one(p, &p->workers[p->nworkers], e);
    return st;
}

void pool_stop(struct pool *p)
{
    unsigned i;

    if (!p->ring)
        return;
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_broadcast(&p->some);
    pthread_mutex_unlock(&p->lock);
    for (i = 0; i < p->nworkers; i++) {
        if (p->workers[i].running)
            pthread_join(p->workers[i].thread, NULL);
        p->config->worker_drop(p->workers[i].worker);
    }
    pthread_cond_destroy(&p->some);
    pthread_mutex_destroy(&p->lock);
    arena_free(&p->mem);
    p->ring = NULL;
}

bool pool_put(struct pool *p, struct exchange *x)
{
    bool room;

    pthread_mutex_lock(&p->lock);
    room = p->n < p->cap && !p->stop;
    if (room) {
        p->ring[(p->first + p->n) % p->cap] = x;
        p->n++;
        pthread_cond_signal(&p->some);
    }
    pthread_mutex_unlock(&p->lock);
    return room;
}

unsigned pool_busy(struct pool *p)
{
    unsigned n;

    pthread_mutex_lock(&p->lock);
    n = (unsigned)p->n + p->working;
    pthread_mutex_unlock(&p->lock);
    return n;
}
