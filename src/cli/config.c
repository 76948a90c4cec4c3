/* config.c -- what is set, and what it means. */
#include "app/settings.h"
#include "base/limits.h"
#include "cli/cli.h"

#include <getopt.h>

static const struct option options[] = {
    { "explain", no_argument, NULL, 'e' },
    { "data", required_argument, NULL, 'd' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

static int explain(const char *dir)
{
    struct settings s;
    struct arena mem;
    struct rw_err e = { 0 };
    struct str why = STR_NULL;
    enum rw_status st = RW_OK;
    struct out o;
    int status;

    if (!arena_make(&mem, RW_CONFIG_ARENA))
        return CLI_FAILED;
    settings_default(&s);
    if (dir)
        st = settings_read(&mem, dir, &s, &why, &e);
    if (st) {
        status = cli_failed(&verb_config, st, &e, why);
    } else {
        out_init(&o, RW_PAGE_MAX);
        settings_explain(&s, &o);
        status = cli_print(out_view(&o));
        out_free(&o);
    }
    arena_free(&mem);
    return status;
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    const char *dir = NULL;
    bool wanted = false;
    int c;

    (void)doors;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'h')
            return cli_help(&verb_config);
        if (c == 'd')
            dir = optarg;
        else if (c == 'e')
            wanted = true;
        else
            return cli_usage(&verb_config, "that option is not known");
    }
    if (optind < argc || !wanted)
        return cli_usage(&verb_config, "say --explain");
    return explain(dir);
}

const struct cli_verb verb_config = {
    .name = "config",
    .about = "explain every setting, its bounds and its present value",
    .help = "Usage: reweave config --explain [--data DIR]\n"
            "\n"
            "Prints each setting of DIR/reweave.conf: what it does, its bounds, its default, and\n"
            "the value in force. Without --data, the defaults. A line of the file reads\n"
            "`name = value`; blank lines and lines that begin with # are skipped.\n"
            "\n"
            "  --explain     say what every setting means\n"
            "  --data DIR    folder of the practice\n",
    .run = run,
};
