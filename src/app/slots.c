#include "app/slots.h"

enum rw_status slots_take(struct slots *s, struct rw_err *e)
{
    enum rw_status st = RW_OK;

    pthread_mutex_lock(&s->lock);
    if (s->taken >= s->places && s->waiting >= s->queue) {
        st = RW_FAIL(e, RW_ELIMIT, "%d run and %d wait already", s->taken, s->waiting);
        goto out;
    }
    s->waiting++;
    while (s->taken >= s->places)
        pthread_cond_wait(&s->freed, &s->lock);
    s->waiting--;
    s->taken++;
out:
    pthread_mutex_unlock(&s->lock);
    return st;
}

void slots_give(struct slots *s)
{
    pthread_mutex_lock(&s->lock);
    s->taken--;
    pthread_cond_signal(&s->freed);
    pthread_mutex_unlock(&s->lock);
}
