/* routes.c -- every address, and who may ask for it. */
#include "base/limits.h"
#include "cli/cli.h"

#include <getopt.h>

static const struct option options[] = {
    { "json", no_argument, NULL, 'j' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    bool json = false;
    struct out o;
    int c, status;

    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'h')
            return cli_help(&verb_routes);
        if (c != 'j')
            return cli_usage(&verb_routes, "that option is not known");
        json = true;
    }
    if (optind < argc)
        return cli_usage(&verb_routes, "it takes no other words");
    out_init(&o, RW_PAGE_MAX);
    doors->routes(&o, json);
    status = cli_print(out_view(&o));
    out_free(&o);
    return status;
}

const struct cli_verb verb_routes = {
    .name = "routes",
    .about = "list every address of the web pages and who may open it",
    .help = "Usage: reweave routes [--json]\n"
            "\n"
            "Prints one line for each address: method, path, capability, audience, purpose, and\n"
            "what it is for. The server refuses to start when a row lacks one of them.\n"
            "\n"
            "  --json    the same as a JSON list of objects\n",
    .run = run,
};
