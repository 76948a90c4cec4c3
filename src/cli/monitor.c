#include "cli/monitor.h"

#include "app/house.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BACKOFF_FIRST_MS 100
#define BACKOFF_MAX_MS 10000
#define STEADY_MS 60000 /* a clinic that lived so long starts the waiting anew */
#define START_MS 120000 /* migrations of a large practice excluded, a start takes a second */
#define DESCRIPTORS 16384

void process_harden(void)
{
    struct rlimit none = { 0 }, files;

    (void)setrlimit(RLIMIT_CORE, &none);
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < DESCRIPTORS) {
        files.rlim_cur = files.rlim_max < DESCRIPTORS ? files.rlim_max : DESCRIPTORS;
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
}

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* systemd's protocol: one datagram to the socket that it names. */
static void tell_systemd(const char *words)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un to = { .sun_family = AF_UNIX };
    size_t n = path ? strlen(path) : 0;
    int fd;

    if (n < 2 || n >= sizeof to.sun_path || (path[0] != '/' && path[0] != '@'))
        return;
    memcpy(to.sun_path, path, n);
    if (path[0] == '@')
        to.sun_path[0] = 0;
    fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (fd < 0)
        return;
    (void)sendto(fd, words, strlen(words), MSG_NOSIGNAL, (struct sockaddr *)&to,
                 (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
    close(fd);
}

static void close_from(int first)
{
    int fd;

    for (fd = first; fd < 1024; fd++)
        close(fd);
}

/* What the child is given; -1 where there is none. */
struct given {
    int key, ready, db;
};

#define FIRST_GIVEN 3
#define ASIDE 20 /* out of the way of the numbers that the child is told */

/* In the child: only async-signal-safe calls between fork and exec. */
static void become_clinic(const struct monitor *m, const struct given *g, const sigset_t *signals,
                          pid_t parent)
{
    static const char *const numbers[] = { "3", "4", "5", "6", "7" };
    const struct {
        const char *option;
        int fd;
    } gifts[] = { { "--listen-fd", m->listen_fd },
                  { "--ready-fd", g->ready },
                  { "--key-fd", g->key },
                  { "--db-fd", g->db },
                  { "--metrics-fd", m->metrics_fd } };
    const char *argv[20] = { "reweave", "clinic", "--data", m->dir };
    union {
        const char **from;
        char *const *to;
    } words = { .from = argv };
    int aside[sizeof gifts / sizeof *gifts], at = 4, given = 0;
    size_t i;

    for (i = 0; i < sizeof gifts / sizeof *gifts; i++)
        aside[i] = gifts[i].fd < 0 ? -1 : fcntl(gifts[i].fd, F_DUPFD, ASIDE);
    for (i = 0; i < sizeof gifts / sizeof *gifts; i++) {
        if (gifts[i].fd < 0)
            continue;
        if (dup2(aside[i], FIRST_GIVEN + given) < 0)
            _exit(126);
        argv[at++] = gifts[i].option;
        argv[at++] = numbers[given++];
    }
    if (m->weak)
        argv[at] = "--allow-weak-sandbox";
    close_from(FIRST_GIVEN + given);
    (void)prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    if (getppid() != parent)
        _exit(0);
    (void)sigprocmask(SIG_UNBLOCK, signals, NULL);
    execv("/proc/self/exe", words.to);
    _exit(127);
}

/* The reading end of a pipe that holds the address already; a pipe takes so much without a reader. */
static bool db_pipe(const char *url, int *fd)
{
    size_t n = strlen(url);
    int ends[2];
    bool ok;

    if (n > PIPE_BUF || pipe(ends) != 0)
        return false;
    ok = write(ends[1], url, n) == (ssize_t)n;
    close(ends[1]);
    if (ok)
        *fd = ends[0];
    else
        close(ends[0]);
    return ok;
}

static pid_t start_clinic(const struct monitor *m, int key, const sigset_t *signals, int *ready)
{
    struct given g = { .key = key, .db = -1 };
    pid_t child, parent = getpid();
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    if (m->db_url && !db_pipe(m->db_url, &g.db)) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    g.ready = ends[1];
    child = fork();
    if (child == 0)
        become_clinic(m, &g, signals, parent);
    close(ends[1]);
    if (g.db >= 0)
        close(g.db);
    if (child < 0)
        close(ends[0]);
    else
        *ready = ends[0];
    return child;
}

/* Whether the clinic wrote that it is open; false when it ended first. */
static bool await_ready(int ready)
{
    struct pollfd p = { .fd = ready, .events = POLLIN };
    char byte;
    bool ok = poll(&p, 1, START_MS) == 1 && read(ready, &byte, 1) == 1;

    close(ready);
    return ok;
}

/* 0: the child ended; otherwise the signal that asks to stop. */
static int await_signal(const sigset_t *signals, pid_t child)
{
    int sig, status;

    for (;;) {
        if (sigwait(signals, &sig) != 0)
            continue;
        if (sig != SIGCHLD)
            return sig;
        if (waitpid(child, &status, WNOHANG) == child)
            return 0;
    }
}

static int drain(const struct monitor *m, pid_t child)
{
    const struct timespec nap = { .tv_nsec = 20000000 };
    int64_t until = now_ms() + (int64_t)(m->drain_s + 2) * 1000;
    int status = 0;

    tell_systemd("STOPPING=1");
    (void)kill(child, SIGTERM);
    while (now_ms() < until) {
        if (waitpid(child, &status, WNOHANG) == child)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
        nanosleep(&nap, NULL);
    }
    (void)kill(child, SIGKILL);
    (void)waitpid(child, &status, 0);
    return 1;
}

/* Waits before the next start; true when a signal to stop came meanwhile. */
static bool back_off(const sigset_t *signals, int64_t ms)
{
    struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = (ms % 1000) * 1000000 };
    int sig = sigtimedwait(signals, NULL, &t);

    return sig == SIGTERM || sig == SIGINT;
}

bool lock_in(enum rw_status (*lock)(const struct sandbox *s, struct rw_err *e),
             const struct sandbox *s, bool weak)
{
    struct rw_err e = { 0 };

    if (!lock(s, &e))
        return true;
    (void)fprintf(stderr, "reweave: the processes can't be locked in: %s; %s\n", e.note,
                  weak ? "going on without it" : "--allow-weak-sandbox goes on without it");
    return weak;
}

static void greet(const struct monitor *m)
{
    (void)printf("Reweave is ready: %.*s\n%.*s", STR_ARG(m->address), STR_ARG(m->greeting));
    (void)fflush(stdout);
    tell_systemd("READY=1");
}

int monitor_run(const struct monitor *m)
{
    int64_t wait = BACKOFF_FIRST_MS, since;
    bool greeted = false;
    sigset_t signals;
    struct sandbox box = { .process = SANDBOX_MONITOR, .dir = m->dir, .debug = RW_SANITIZED };
    struct rw_err e = { 0 };
    pid_t child;
    int ready, key;

    if (house_key_open(m->dir, m->db_url, &key, &box.by_network, &e)) {
        (void)fprintf(stderr, "reweave: the key can't be opened: %s\n", e.note);
        return 1;
    }
    if (!lock_in(sandbox_files, &box, m->weak) || !lock_in(sandbox_calls, &box, m->weak))
        return 1;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &signals, NULL);
    for (;;) {
        since = now_ms();
        child = start_clinic(m, key, &signals, &ready);
        if (child < 0)
            return 1;
        if (await_ready(ready) && !greeted) {
            greet(m);
            greeted = true;
        }
        if (!greeted) {
            (void)kill(child, SIGKILL);
            (void)waitpid(child, NULL, 0);
            return 1;
        }
        if (await_signal(&signals, child) != 0)
            return drain(m, child);
        wait = now_ms() - since > STEADY_MS ? BACKOFF_FIRST_MS : wait;
        (void)fprintf(stderr, "reweave: the clinic process ended; it starts again in %lld ms\n",
                      (long long)wait);
        if (back_off(&signals, wait))
            return 0;
        wait = wait * 2 < BACKOFF_MAX_MS ? wait * 2 : BACKOFF_MAX_MS;
    }
}
