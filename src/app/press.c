#include "app/press.h"

#include "base/arena.h"
#include "report/pdf_thread.h"

#include <pthread.h>

#define PRESS_THREADS 2 /* source house.md point 22 */

struct sheet {
    struct sheet *next;
    press_fn draw;
    void *arg;
    enum rw_status st;
    bool done;
};

struct press {
    struct arena own; /* holds this */
    pthread_mutex_t lock;
    pthread_cond_t wanted, finished;
    struct sheet *first, **last;
    bool closing;
    unsigned nthreads;
    pthread_t threads[PRESS_THREADS];
};

static struct sheet *next_sheet(struct press *p)
{
    struct sheet *s;

    while (!p->first && !p->closing)
        pthread_cond_wait(&p->wanted, &p->lock);
    s = p->first;
    if (s) {
        p->first = s->next;
        if (!p->first)
            p->last = &p->first;
    }
    return s;
}

static void *work(void *arg)
{
    struct press *p = arg;
    struct sheet *s;

    pthread_mutex_lock(&p->lock);
    while ((s = next_sheet(p))) {
        pthread_mutex_unlock(&p->lock);
        s->st = s->draw(s->arg);
        pthread_mutex_lock(&p->lock);
        s->done = true;
        pthread_cond_broadcast(&p->finished);
    }
    pthread_mutex_unlock(&p->lock);
    pdf_thread_done();
    return NULL;
}

enum rw_status press_start(struct press **out, struct rw_err *e)
{
    struct arena own;
    struct press *p;

    *out = NULL;
    if (!arena_make(&own, sizeof *p + alignof(struct press)))
        return RW_FAIL(e, RW_ELIMIT, "no memory for the press");
    p = arena_new(&own, struct press);
    p->own = own;
    p->last = &p->first;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->wanted, NULL);
    pthread_cond_init(&p->finished, NULL);
    for (; p->nthreads < PRESS_THREADS; p->nthreads++)
        if (pthread_create(&p->threads[p->nthreads], NULL, work, p)) {
            press_stop(p);
            return RW_FAIL(e, RW_EDEP, "a thread of the press would not start");
        }
    *out = p;
    return RW_OK;
}

void press_stop(struct press *p)
{
    struct arena own;

    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->closing = true;
    pthread_cond_broadcast(&p->wanted);
    pthread_mutex_unlock(&p->lock);
    while (p->nthreads > 0)
        pthread_join(p->threads[--p->nthreads], NULL);
    pthread_cond_destroy(&p->finished);
    pthread_cond_destroy(&p->wanted);
    pthread_mutex_destroy(&p->lock);
    own = p->own;
    arena_free(&own);
}

enum rw_status press_draw(struct press *p, press_fn draw, void *arg)
{
    struct sheet s = { .draw = draw, .arg = arg };

    if (!p)
        return draw(arg);
    pthread_mutex_lock(&p->lock);
    *p->last = &s;
    p->last = &s.next;
    pthread_cond_signal(&p->wanted);
    while (!s.done)
        pthread_cond_wait(&p->finished, &p->lock);
    pthread_mutex_unlock(&p->lock);
    return s.st;
}
