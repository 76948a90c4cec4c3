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

/* The clinic process: from here on it holds key and records. */
static int clinic(const char *dir, const char *db_url, int key_fd, int listen_fd, int ready_fd)
{
    struct rw_err e = { 0 };
    struct house h = { 0 };
    struct web *web = NULL;
    sigset_t stop;
    int sig, status = CLI_FAILED;

    process_harden();
    (void)signal(SIGPIPE, SIG_IGN);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT); /* Ctrl-C reaches the whole group; the monitor speaks for it */
    (void)sigprocmask(SIG_BLOCK, &stop, NULL);
    if (house_open_with(&h, dir, db_url, key_fd, HOUSE_THREADED, &e)) {
        failed("the practice can't be opened", &e, h.why);
    } else if (web_start(&h.app, listen_fd, &web, &e)) {
        failed("the pages can't be served", &e, STR_NULL);
    } else if (write(ready_fd, "r", 1) == 1) {
        close(ready_fd);
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
