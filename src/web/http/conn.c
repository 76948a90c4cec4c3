#include "web/http/conn.h"

#include "app/clock.h"

#include <sys/socket.h>
#include <time.h>

#define NO_SLOT UINT32_MAX
#define BODY_GRACE_MS 5000 /* source security.md 5, "Slowloris & kin" */
#define SEND_MS 30000
#define SLOWEST 1024 /* bytes a second */

int64_t mono_ms(void)
{
    return clock_mono_ns() / 1000000;
}

bool conn_late(enum conn_phase phase, int64_t ms, int64_t bytes, int header_s, int idle_s,
               bool later)
{
    if (phase == CONN_HEAD)
        return ms > (int64_t)(header_s + (later ? idle_s : 0)) * 1000;
    if (phase == CONN_BODY)
        return ms > BODY_GRACE_MS && bytes * 1000 < (ms - BODY_GRACE_MS) * SLOWEST;
    if (phase == CONN_SEND)
        return ms > SEND_MS + bytes * 1000 / SLOWEST;
    return false;
}

static void reap(struct conns *t)
{
    int64_t now = mono_ms();
    uint32_t i;

    for (i = 0; i < t->n; i++) {
        struct conn *c = &t->list[i];

        if (c->fd < 0 ||
            !conn_late((enum conn_phase)atomic_load(&c->phase), now - atomic_load(&c->since_ms),
                       atomic_load(&c->bytes), t->header_s, t->idle_s, atomic_load(&c->later)))
            continue;
        /* libmicrohttpd owns the descriptor and closes it after conn_close, which waits for the
         * lock held here; so this can only ever shut the right connection. */
        shutdown(c->fd, SHUT_RDWR);
    }
}

static void *reaper(void *arg)
{
    struct conns *t = arg;
    struct timespec until;

    pthread_mutex_lock(&t->lock);
    while (!t->stop) {
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += 1;
        pthread_cond_timedwait(&t->wake, &t->lock, &until);
        reap(t);
    }
    pthread_mutex_unlock(&t->lock);
    return NULL;
}

enum rw_status conns_start(struct conns *t, uint32_t n, int header_s, int idle_s, struct rw_err *e)
{
    pthread_condattr_t attr;
    uint32_t i;

    *t = (struct conns){ .n = n, .header_s = header_s, .idle_s = idle_s };
    if (!arena_make(&t->mem, n * sizeof(struct conn)))
        return RW_FAIL(e, RW_ELIMIT, "no memory for %u connections", n);
    t->list = arena_array(&t->mem, struct conn, n);
    for (i = 0; i < n; i++) {
        t->list[i].fd = -1;
        t->list[i].next_free = i + 1 < n ? i + 1 : NO_SLOT;
    }
    pthread_mutex_init(&t->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&t->wake, &attr);
    pthread_condattr_destroy(&attr);
    t->running = pthread_create(&t->thread, NULL, reaper, t) == 0;
    return t->running ? RW_OK : RW_FAIL(e, RW_ELIMIT, "no thread for the clock of connections");
}

void conns_stop(struct conns *t)
{
    if (!t->list)
        return;
    pthread_mutex_lock(&t->lock);
    t->stop = true;
    pthread_cond_signal(&t->wake);
    pthread_mutex_unlock(&t->lock);
    if (t->running)
        pthread_join(t->thread, NULL);
    pthread_cond_destroy(&t->wake);
    pthread_mutex_destroy(&t->lock);
    arena_free(&t->mem);
    *t = (struct conns){ 0 };
}

struct conn *conn_open(struct conns *t, int fd, struct str address)
{
    struct conn *c = NULL;
    size_t i;

    pthread_mutex_lock(&t->lock);
    if (t->first_free != NO_SLOT) {
        c = &t->list[t->first_free];
        t->first_free = c->next_free;
        atomic_store(&c->later, false);
        conn_phase(c, CONN_HEAD, 0);
        for (i = 0; i < address.len && i + 1 < sizeof c->address; i++)
            c->address[i] = address.p[i];
        c->address[i] = 0;
        c->fd = fd;
    }
    pthread_mutex_unlock(&t->lock);
    return c;
}

void conn_close(struct conns *t, struct conn *c)
{
    pthread_mutex_lock(&t->lock);
    c->fd = -1;
    c->next_free = t->first_free;
    t->first_free = (uint32_t)(c - t->list);
    pthread_mutex_unlock(&t->lock);
}

void conn_phase(struct conn *c, enum conn_phase phase, int64_t bytes)
{
    atomic_store(&c->bytes, bytes);
    atomic_store(&c->since_ms, mono_ms());
    atomic_store(&c->phase, phase);
}

void conn_count(struct conn *c, size_t bytes)
{
    atomic_fetch_add(&c->bytes, (int64_t)bytes);
}
