#include "app/slots.h"

enum rw_status slots_take(struct slots *s, bool first, struct rw_err *e)
{
    int places = first ? s->places : s->places - s->kept;
    enum rw_status st = RW_OK;

    pthread_mutex_lock(&s->lock);
    if (s->taken >= places && s->waiting >= s->queue) {
        st = RW_FAIL(e, RW_ELIMIT, "%d run and %d wait already", s->taken, s->waiting);
        goto out;
    }
    s->waiting++;
    while (s->taken >= places)
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
    pthread_cond_broadcast(&s->freed); /* whoever it woke alone might not be let in */
    pthread_mutex_unlock(&s->lock);
}
