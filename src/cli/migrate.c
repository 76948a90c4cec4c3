/* migrate.c -- the schema brought up to this program. */
#include "cli/desk.h"

#include <getopt.h>

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },
    { "db", required_argument, NULL, 'b' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct desk_options o = { .credentials_fd = -1 };
    struct desk d;
    int c, status;

    (void)doors;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'h')
            return cli_help(&verb_migrate);
        if (c == 'd')
            o.dir = optarg;
        else if (c == 'b')
            o.db_url = optarg;
        else
            return cli_usage(&verb_migrate, "that option is not known");
    }
    if (optind < argc)
        return cli_usage(&verb_migrate, "it takes no other words");
    status = desk_open(&d, &verb_migrate, &o, HOUSE_EMPTY | HOUSE_MIGRATE);
    desk_close(&d);
    return status ? status : cli_print(STR("The database fits this program.\n"));
}

const struct cli_verb verb_migrate = {
    .name = "migrate",
    .about = "bring the database of a practice forward to this program",
    .help =
        "Usage: reweave migrate --data DIR [--db URL]\n"
        "\n"
        "Applies what is missing, each step in a transaction of its own, then checks that every\n"
        "statement fits. Stop `reweave serve` and make a backup first: there is no way back.\n",
    .run = run,
};
