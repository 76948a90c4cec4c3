/* clinic.c -- the verb by which the monitor starts the clinic process from its own binary. */
#include "cli/cli.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <unistd.h>

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },         { "db-fd", required_argument, NULL, 'b' },
    { "listen-fd", required_argument, NULL, 'l' },    { "ready-fd", required_argument, NULL, 'r' },
    { "metrics-fd", required_argument, NULL, 'm' },   { "key-fd", required_argument, NULL, 'k' },
    { "allow-weak-sandbox", no_argument, NULL, 'w' }, { 0 },
};

/* The address of the database, to the end of the pipe that the monitor filled; NULL: it can't be. */
static const char *read_address(int fd, char *url, size_t size)
{
    size_t n = 0;
    ssize_t got;

    do {
        got = read(fd, url + n, size - 1 - n);
        if (got > 0)
            n += (size_t)got;
    } while ((got > 0 && n < size - 1) || (got < 0 && errno == EINTR));
    close(fd);
    url[n] = 0;
    return got == 0 && n > 0 ? url : NULL;
}

static bool read_fd(int *fd)
{
    int64_t n = -1;
    bool ok = str_i64(str_of(optarg), &n) && n >= 3 && n <= 1000;

    *fd = ok ? (int)n : -1;
    return ok;
}

static bool take(struct clinic *k, int option, int *db_fd)
{
    int *const fds[] = { ['b'] = db_fd,
                         ['k'] = &k->key_fd,
                         ['l'] = &k->listen_fd,
                         ['r'] = &k->ready_fd,
                         ['m'] = &k->metrics_fd };

    if (option == 'd')
        k->dir = optarg;
    else if (option == 'w')
        k->weak = true;
    else
        return option > 0 && option < (int)(sizeof fds / sizeof *fds) && fds[option] &&
               read_fd(fds[option]);
    return true;
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct clinic k = { .key_fd = -1, .listen_fd = -1, .ready_fd = -1, .metrics_fd = -1 };
    char url[PIPE_BUF + 2];
    int c, db_fd = -1;

    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1)
        if (!take(&k, c, &db_fd))
            return cli_usage(&verb_clinic, "it is started by `reweave serve`");
    if (!k.dir || k.listen_fd < 0 || k.ready_fd < 0 || k.key_fd < 0)
        return cli_usage(&verb_clinic, "it is started by `reweave serve`");
    if (db_fd >= 0 && !(k.db_url = read_address(db_fd, url, sizeof url)))
        return cli_usage(&verb_clinic, "the address of the database did not arrive");
    return doors->clinic(&k);
}

const struct cli_verb verb_clinic = {
    .name = "clinic",
    .about = "the process that holds the records",
    .help = "Usage: started by `reweave serve`\n",
    .hidden = true,
    .run = run,
};
