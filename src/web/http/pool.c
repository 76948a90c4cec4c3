#include "web/http/pool.h"

#include <signal.h>

static void line_put(struct pool_line *l, struct exchange *x)
{
    l->ring[(l->first + l->n) % l->cap] = x;
    l->n++;
}

static struct exchange *line_take(struct pool_line *l)
{
    struct exchange *x = l->ring[l->first];

    l->first = (l->first + 1) % l->cap;
    l->n--;
    return x;
}

static bool may_take_stranger(const struct pool *p)
{
    return p->strangers.n > 0 && p->with_strangers < p->most_strangers;
}

static struct exchange *take(struct pool *p, bool *stranger)
{
    struct exchange *x = NULL;

    pthread_mutex_lock(&p->lock);
    while (p->known.n == 0 && !may_take_stranger(p) && !p->stop)
        pthread_cond_wait(&p->some, &p->lock);
    if (!p->stop) {
        *stranger = p->known.n == 0;
        x = line_take(*stranger ? &p->strangers : &p->known);
        p->with_strangers += *stranger;
        p->working++;
    }
    pthread_mutex_unlock(&p->lock);
    return x;
}

static void *work(void *arg)
{
    struct pool_worker *w = arg;
    bool stranger = false;
    struct exchange *x;

    while ((x = take(w->pool, &stranger)) != NULL) {
        exchange_serve(w->worker, x, stranger);
        pthread_mutex_lock(&w->pool->lock);
        w->pool->with_strangers -= stranger;
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

    *p = (struct pool){ .config = c, .cap = c->queue, .most_strangers = (c->workers + 1) / 2 };
    p->known.cap = c->queue;
    p->strangers.cap = c->queue - c->queue / 4; /* the rest is kept free for those who are known */
    if (!arena_make(&p->mem, 2 * (c->queue + 1) * sizeof(struct exchange *) +
                                 (c->workers + 1) * sizeof(struct pool_worker)))
        return RW_FAIL(e, RW_ELIMIT, "no memory for the queue");
    p->known.ring = arena_array(&p->mem, struct exchange *, p->known.cap);
    p->strangers.ring = arena_array(&p->mem, struct exchange *, p->strangers.cap);
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

    if (!p->known.ring)
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
    p->known.ring = NULL;
}

bool pool_put(struct pool *p, struct exchange *x, bool known)
{
    struct pool_line *l = known ? &p->known : &p->strangers;
    bool room;

    pthread_mutex_lock(&p->lock);
    room = l->n < l->cap && p->known.n + p->strangers.n < p->cap && !p->stop;
    if (room) {
        line_put(l, x);
        pthread_cond_signal(&p->some);
    }
    pthread_mutex_unlock(&p->lock);
    return room;
}

unsigned pool_busy(struct pool *p)
{
    unsigned n;

    pthread_mutex_lock(&p->lock);
    n = (unsigned)(p->known.n + p->strangers.n) + p->working;
    pthread_mutex_unlock(&p->lock);
    return n;
}
