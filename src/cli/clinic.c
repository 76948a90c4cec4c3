/* clinic.c -- the verb by which the monitor starts the clinic process from its own binary. */
#include "cli/cli.h"

#include <getopt.h>

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },      { "db", required_argument, NULL, 'b' },
    { "listen-fd", required_argument, NULL, 'l' }, { "ready-fd", required_argument, NULL, 'r' },
    { "key-fd", required_argument, NULL, 'k' },    { 0 },
};

static bool passed(int64_t fd)
{
    return fd >= 3 && fd <= 1000;
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    const char *dir = NULL, *db = NULL;
    int64_t listen_fd = -1, ready_fd = -1, key_fd = -1;
    bool ok = true;
    int c;

    while (ok && (c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'd')
            dir = optarg;
        else if (c == 'b')
            db = optarg;
        else if (c == 'k')
            ok = str_i64(str_of(optarg), &key_fd);
        else if (c == 'l')
            ok = str_i64(str_of(optarg), &listen_fd);
        else
            ok = c == 'r' && str_i64(str_of(optarg), &ready_fd);
    }
    if (!ok || !dir || !passed(listen_fd) || !passed(ready_fd) || !passed(key_fd))
        return cli_usage(&verb_clinic, "it is started by `reweave serve`");
    return doors->clinic(dir, db, (int)key_fd, (int)listen_fd, (int)ready_fd);
}

const struct cli_verb verb_clinic = {
    .name = "clinic",
    .about = "the process that holds the records",
    .help = "Usage: started by `reweave serve`\n",
    .hidden = true,
    .run = run,
};
