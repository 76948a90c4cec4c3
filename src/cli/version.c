/* version.c -- which program this is. */
#include "cli/cli.h"

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    (void)doors;
    if (argc > 1 && str_is(str_of(argv[1]), "--help"))
        return cli_help(&verb_version);
    if (argc > 1)
        return cli_usage(&verb_version, "it takes no other words");
    return cli_print(STR("reweave " RW_VERSION "\n"));
}

const struct cli_verb verb_version = {
    .name = "version",
    .about = "print the version",
    .help = "Usage: reweave version\n\nPrints the program's name and version.\n",
    .run = run,
};
