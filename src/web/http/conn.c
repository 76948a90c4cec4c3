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

/* libmicrohttpd owns the descriptor and closes it after conn_close, which waits for the lock that is
 * held here; so this can only ever shut the right connection. */
static void shut(struct conns *t, struct conn *c)
{
    if (!c->shut)
        t->open--;
    c->shut = true;
    t->peers[c - t->list] = PEER_NOBODY;
    shutdown(c->fd, SHUT_RDWR);
}

static void reap(struct conns *t)
{
    int64_t now = mono_ms();
    uint32_t i;

    for (i = 0; i < t->slots; i++) {
        struct conn *c = &t->list[i];

        if (c->fd >= 0 && conn_late((enum conn_phase)atomic_load(&c->phase),
                                    now - atomic_load(&c->since_ms), atomic_load(&c->bytes),
                                    t->config.header_s, t->config.idle_s, atomic_load(&c->later)))
            shut(t, c);
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

/* The library closes what was shut a moment later; until then it keeps its slot. */
static uint32_t slots_for(uint32_t n)
{
    return n + n / 4 + 16;
}

enum rw_status conns_start(struct conns *t, const struct conns_config *c, struct rw_err *e)
{
    uint32_t i, n = slots_for(c->n);
    pthread_condattr_t attr;

    *t = (struct conns){ .config = *c, .slots = n };
    if (!arena_make(&t->mem, n * (sizeof(struct conn) + sizeof(struct peer)) + 64))
        return RW_FAIL(e, RW_ELIMIT, "no memory for %u connections", n);
    t->peers = arena_array(&t->mem, struct peer, n);
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

static uint32_t count_of(const struct conns *t, struct peer peer)
{
    uint32_t i, n = 0;

    for (i = 0; i < t->slots; i++)
        n += peer_same(t->peers[i], peer);
    return n;
}

/* Strangers first, and of those the one that began what it does longest ago. */
static bool goes_before(const struct conn *a, const struct conn *b)
{
    bool known = atomic_load(&a->known);

    if (known != atomic_load(&b->known))
        return !known;
    return atomic_load(&a->since_ms) < atomic_load(&b->since_ms);
}

/* peer NULL: whosever it is. */
static bool make_room(struct conns *t, const struct peer *peer)
{
    struct conn *worst = NULL;
    uint32_t i;

    for (i = 0; i < t->slots; i++) {
        struct conn *c = &t->list[i];

        if (c->fd < 0 || c->shut || atomic_load(&c->phase) == CONN_SERVE ||
            (peer && !peer_same(t->peers[i], *peer)))
            continue;
        if (!worst || goes_before(c, worst))
            worst = c;
    }
    if (worst)
        shut(t, worst);
    return worst != NULL;
}

static bool room_for(struct conns *t, struct peer peer)
{
    if (!t->config.per_peer || peer_same(peer, PEER_NOBODY) ||
        count_of(t, peer) < t->config.per_peer)
        return true;
    return make_room(t, &peer);
}

static void fill(struct conns *t, struct conn *c, int fd, struct str address)
{
    size_t i;

    atomic_store(&c->later, false);
    atomic_store(&c->known, false);
    conn_phase(c, CONN_HEAD, 0);
    for (i = 0; i < address.len && i + 1 < sizeof c->address; i++)
        c->address[i] = address.p[i];
    c->address[i] = 0;
    c->shut = false;
    c->fd = fd;
    t->open++;
}

struct conn *conn_open(struct conns *t, int fd, struct str address, struct peer peer)
{
    struct conn *c = NULL;

    pthread_mutex_lock(&t->lock);
    if (room_for(t, peer) && (t->open < t->config.n || make_room(t, NULL)) &&
        t->first_free != NO_SLOT) {
        c = &t->list[t->first_free];
        t->first_free = c->next_free;
        fill(t, c, fd, address);
        c->from = peer;
        t->peers[c - t->list] = peer;
    }
    pthread_mutex_unlock(&t->lock);
    return c;
}

void conn_close(struct conns *t, struct conn *c)
{
    pthread_mutex_lock(&t->lock);
    if (!c->shut)
        t->open--;
    t->peers[c - t->list] = PEER_NOBODY;
    c->fd = -1;
    c->next_free = t->first_free;
    t->first_free = (uint32_t)(c - t->list);
    pthread_mutex_unlock(&t->lock);
}

bool conn_lend(struct conns *t, struct conn *c, struct peer peer)
{
    bool room;

    pthread_mutex_lock(&t->lock);
    room = room_for(t, peer);
    if (room && !c->shut)
        t->peers[c - t->list] = peer;
    pthread_mutex_unlock(&t->lock);
    return room;
}

void conn_return(struct conns *t, struct conn *c)
{
    pthread_mutex_lock(&t->lock);
    t->peers[c - t->list] = c->shut ? PEER_NOBODY : c->from;
    pthread_mutex_unlock(&t->lock);
}

void conns_hurry(struct conns *t)
{
    uint32_t i;

    pthread_mutex_lock(&t->lock);
    for (i = 0; i < t->slots; i++)
        if (t->list[i].fd >= 0 && atomic_load(&t->list[i].phase) <= CONN_BODY)
            shut(t, &t->list[i]);
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
