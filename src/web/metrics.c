#include "web/metrics.h"

#include "app/counts.h"
#include "web/http/http.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS 1000 /* for a client that does not ask, or does not read */
#define ASKED_MAX 4096
#define TEXT_MAX (64u << 10)

struct metrics {
    struct arena own; /* holds this */
    struct metrics_source from;
    pthread_t thread;
    int fd, stop;
};

/* Upper bounds in milliseconds; above the last one there is only "more". */
static const int64_t bounds_ms[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000 };
enum { NBOUNDS = sizeof bounds_ms / sizeof *bounds_ms };

static atomic_uint_least64_t answers[6]; /* by the first digit of the status */
static atomic_uint_least64_t took[NBOUNDS + 1];
static atomic_uint_least64_t took_sum_us;

void metrics_answer(int status, int64_t took_ns)
{
    size_t i = 0, kind = status >= 100 && status < 600 ? (size_t)status / 100 : 0;

    while (i < NBOUNDS && took_ns > bounds_ms[i] * 1000000)
        i++;
    atomic_fetch_add_explicit(&answers[kind], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&took[i], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&took_sum_us, (uint64_t)(took_ns / 1000), memory_order_relaxed);
}

static uint64_t now_of(const atomic_uint_least64_t *n)
{
    return atomic_load_explicit(n, memory_order_relaxed);
}

static void say(struct out *o, const char *name, const char *type, const char *help)
{
    out_fmt(o, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void one(struct out *o, const char *name, const char *type, const char *help, int64_t n)
{
    say(o, name, type, help);
    out_fmt(o, "%s %lld\n", name, (long long)n);
}

static void put_answers(struct out *o)
{
    uint64_t all = 0;
    size_t i;

    say(o, "reweave_answers_total", "counter", "Answers by class of status.");
    for (i = 1; i < sizeof answers / sizeof *answers; i++)
        out_fmt(o, "reweave_answers_total{class=\"%zuxx\"} %llu\n", i,
                (unsigned long long)now_of(&answers[i]));
    say(o, "reweave_answer_seconds", "histogram",
        "Time to make an answer, queue and network apart.");
    for (i = 0; i <= NBOUNDS; i++) {
        all += now_of(&took[i]);
        if (i < NBOUNDS)
            out_fmt(o, "reweave_answer_seconds_bucket{le=\"%lld.%03lld\"} %llu\n",
                    (long long)(bounds_ms[i] / 1000), (long long)(bounds_ms[i] % 1000),
                    (unsigned long long)all);
    }
    out_fmt(o, "reweave_answer_seconds_bucket{le=\"+Inf\"} %llu\n", (unsigned long long)all);
    out_fmt(o, "reweave_answer_seconds_sum %.6f\nreweave_answer_seconds_count %llu\n",
            (double)now_of(&took_sum_us) / 1e6, (unsigned long long)all);
}

static void put_writes(struct out *o, const struct app *app)
{
    struct counts c;

    counts_now(app, &c);
    one(o, "reweave_writes_total", "counter", "Changes that were stored.", c.stored);
    one(o, "reweave_writes_failed_total", "counter", "Changes that were refused or failed.",
        c.refused);
    one(o, "reweave_commits_total", "counter", "Groups of changes that were committed.", c.commits);
    one(o, "reweave_syncs_total", "counter", "Times that the disk was asked to keep them.",
        c.syncs);
}

static int64_t resident_bytes(void)
{
    FILE *f = fopen("/proc/self/statm", "re");
    long long all = 0, resident = 0;

    if (f && fscanf(f, "%lld %lld", &all, &resident) != 2)
        resident = 0;
    if (f)
        fclose(f);
    return resident * sysconf(_SC_PAGESIZE);
}

static int64_t open_files(void)
{
    DIR *d = opendir("/proc/self/fd");
    int64_t n = -3; /* ".", ".." and this one */

    while (d && readdir(d))
        n++;
    if (d)
        closedir(d);
    return d ? n : 0;
}

void metrics_text(const struct metrics_source *from, struct out *o)
{
    say(o, "reweave_info", "gauge", "The version that runs.");
    out_fmt(o, "reweave_info{version=\"%s\"} 1\n", RW_VERSION);
    put_answers(o);
    one(o, "reweave_requests_in_progress", "gauge", "Requests being read, waiting, served or sent.",
        http_busy(from->http));
    put_writes(o, from->app);
    one(o, "process_resident_memory_bytes", "gauge", "Memory of the process that is in use.",
        resident_bytes());
    one(o, "process_open_fds", "gauge", "Open files and connections.", open_files());
}

static bool ready(int fd, short events, int ms)
{
    struct pollfd p = { .fd = fd, .events = events };

    return poll(&p, 1, ms) == 1 && (p.revents & events);
}

static void send_all(int fd, struct str s)
{
    ssize_t n = 1;

    while (n > 0 && s.len && ready(fd, POLLOUT, PATIENCE_MS)) {
        n = send(fd, s.p, s.len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0)
            s = (struct str){ s.p + n, s.len - (size_t)n };
    }
}

static void answer(const struct metrics *m, int client)
{
    char asked[ASKED_MAX];
    struct out o, head;

    if (!ready(client, POLLIN, PATIENCE_MS) || recv(client, asked, sizeof asked, MSG_DONTWAIT) <= 0)
        return;
    out_init(&o, TEXT_MAX);
    out_init(&head, ASKED_MAX);
    metrics_text(&m->from, &o);
    out_fmt(&head,
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\n"
            "Content-Length: %zu\r\nConnection: close\r\n\r\n",
            out_view(&o).len);
    send_all(client, out_view(&head));
    send_all(client, out_view(&o));
    out_free(&head);
    out_free(&o);
}

static void *serve(void *arg)
{
    struct metrics *m = arg;
    struct pollfd p[] = { { .fd = m->fd, .events = POLLIN }, { .fd = m->stop, .events = POLLIN } };
    int client;

    for (;;) {
        if (poll(p, 2, -1) < 0)
            continue;
        if (p[1].revents)
            return NULL;
        client = accept4(m->fd, NULL, NULL, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        answer(m, client);
        close(client);
    }
}

enum rw_status metrics_start(int fd, const struct metrics_source *from, struct metrics **m,
                             struct rw_err *e)
{
    struct arena own;
    struct metrics *made;

    *m = NULL;
    if (!arena_make(&own, sizeof *made + alignof(struct metrics)))
        return RW_FAIL(e, RW_ELIMIT, "no memory");
    made = arena_new(&own, struct metrics);
    *made = (struct metrics){ .own = own, .from = *from, .fd = fd };
    made->stop = eventfd(0, EFD_CLOEXEC);
    if (made->stop < 0 || pthread_create(&made->thread, NULL, serve, made) != 0) {
        if (made->stop >= 0)
            close(made->stop);
        arena_free(&own);
        return RW_FAIL(e, RW_EDEP, "the thread of the numbers would not start");
    }
    *m = made;
    return RW_OK;
}

void metrics_stop(struct metrics *m)
{
    struct arena own;

    if (!m)
        return;
    (void)!write(m->stop, &(uint64_t){ 1 }, sizeof(uint64_t));
    pthread_join(m->thread, NULL);
    close(m->stop);
    own = m->own;
    arena_free(&own);
}
