/* main.c -- wires the house together: the command line and the web know nothing of each other. */
#include "app/house.h"
#include "cli/cli.h"
#include "cli/monitor.h"
#include "web/routes_json.h"
#include "web/serve.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* Whatever is opened later must not land on a standard stream, where a message would overwrite it. */
static bool standard_streams(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    return fd >= 0 && close(fd) == 0;
}

static void failed(const char *what, const struct rw_err *e, struct str why)
{
    (void)fprintf(stderr, "reweave: %s: %s\n%.*s%s", what, e->note, STR_ARG(why),
                  why.len ? "\n" : "");
}

/* Opens everything, giving up files before the first thread and system calls after the last. */
static struct web *clinic_open(const struct clinic *c, struct house *h)
{
    struct sandbox box = { .process = SANDBOX_CLINIC, .dir = c->dir, .debug = RW_SANITIZED };
    struct rw_err e = { 0 };
    struct web *web = NULL;

    if (house_open_with(h, c->dir, c->db_url, c->key_fd, HOUSE_THREADED, &e)) {
        failed("the practice can't be opened", &e, h->why);
        return NULL;
    }
    box.by_network = h->by_network;
    if (!lock_in(sandbox_files, &box, c->weak))
        return NULL;
    if (house_start(h, HOUSE_THREADED, &e) ||
        web_start(&h->app, c->listen_fd, c->metrics_fd, &web, &e)) {
        failed("the pages can't be served", &e, STR_NULL);
        return NULL;
    }
    return lock_in(sandbox_calls, &box, c->weak) ? web : NULL;
}

/* The clinic process: from here on it holds key and records. */
static int clinic(const struct clinic *c)
{
    struct house h = { 0 };
    struct web *web;
    sigset_t stop;
    int sig, status = CLI_FAILED;

    (void)signal(SIGPIPE, SIG_IGN);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT); /* Ctrl-C reaches the whole group; the monitor speaks for it */
    (void)sigprocmask(SIG_BLOCK, &stop, NULL);
    web = clinic_open(c, &h);
    if (!web)
        _exit(CLI_FAILED); /* threads may run; the process that waits for the byte says the rest */
    if (write(c->ready_fd, "r", 1) == 1) {
        close(c->ready_fd);
        do
            (void)sigwait(&stop, &sig);
        while (sig != SIGTERM);
        if (!web_stop(web))
            _exit(CLI_FAILED);
        status = CLI_DONE;
    }
    house_close(&h);
    return status;
}

static void routes(struct out *o, bool json)
{
    if (json)
        routes_json(o);
    else
        routes_text(o);
}

int main(int argc, char **argv)
{
    static const struct cli_doors doors = { .clinic = clinic, .routes = routes };

    return standard_streams() ? cli_main(argc, argv, &doors) : CLI_FAILED;
}
