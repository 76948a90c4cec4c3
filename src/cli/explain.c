/* explain.c -- the rules of a checkpoint, or of the court's orders, applied to a file of facts. */
#include "app/explain_gate.h"
#include "app/explain_order.h"
#include "base/limits.h"
#include "cli/cli.h"

#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define EXPLAIN_ARENA (32u << 20) /* a protocol takes a megabyte or two of it */

static const struct option options[] = {
    { "protocol", required_argument, NULL, 'p' },
    { "facts", required_argument, NULL, 'f' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

/* Whole, or false: too large, or not to be read. "-" is standard input. */
static bool read_file(struct arena *mem, const char *path, size_t max, struct str *text)
{
    char *z = arena_array(mem, char, max + 1);
    int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    size_t n = 0;
    ssize_t got = 1;

    while (fd >= 0 && z && got > 0 && n <= max) {
        got = read(fd, z + n, max + 1 - n);
        n += got > 0 ? (size_t)got : 0;
    }
    if (fd > STDIN_FILENO)
        close(fd);
    *text = (struct str){ z, n };
    return fd >= 0 && got == 0;
}

static int bad_file(const char *path)
{
    (void)fprintf(stderr, "reweave explain: %s can't be read, or is too large\n", path);
    return CLI_USAGE;
}

/* protocol NULL: orders, which need none. */
static int explain(struct arena *mem, const char *protocol, const char *facts)
{
    struct str yaml = STR_NULL, json_in, why = STR_NULL;
    struct rw_err e = { 0 };
    struct out json;
    enum rw_status st;
    int status = CLI_USAGE;

    if (protocol && !read_file(mem, protocol, RW_CONTENT_MAX, &yaml))
        return bad_file(protocol);
    if (!read_file(mem, facts, RW_FORM_MAX, &json_in))
        return bad_file(facts);
    out_init(&json, RW_PAGE_MAX);
    st = protocol ? explain_gate(mem, yaml, protocol, json_in, &json, &why, &e)
                  : explain_order(mem, json_in, &json, &why, &e);
    if (!st)
        status = cli_print(out_view(&json));
    else if (why.len)
        (void)fprintf(stderr, "reweave explain: %.*s\n", STR_ARG(why));
    else
        (void)fprintf(stderr, "reweave explain: %s\n", e.note);
    out_free(&json);
    return status;
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    const char *protocol = NULL, *facts = NULL;
    struct arena mem;
    int c, status;

    (void)doors;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'h')
            return cli_help(&verb_explain);
        if (c == 'p')
            protocol = optarg;
        else if (c == 'f')
            facts = optarg;
        else
            return cli_usage(&verb_explain, "that option is not known");
    }
    if (optind + 1 != argc ||
        (strcmp(argv[optind], "gate") != 0 && strcmp(argv[optind], "order") != 0))
        return cli_usage(&verb_explain, "say what: gate or order");
    if (!facts || !protocol != (strcmp(argv[optind], "order") == 0))
        return cli_usage(&verb_explain,
                         "say which files: --protocol and --facts; for order --facts alone");
    if (!arena_make(&mem, EXPLAIN_ARENA))
        return CLI_FAILED;
    status = explain(&mem, protocol, facts);
    arena_free(&mem);
    return status;
}

const struct cli_verb verb_explain = {
    .name = "explain",
    .about = "evaluate a checkpoint or orders of a court from files, without a database",
    .help =
        "Usage: reweave explain gate --protocol FILE --facts FILE.json\n"
        "       reweave explain order --facts FILE.json\n"
        "\n"
        "Prints the evaluation of one checkpoint as JSON, exactly as the program makes it for a\n"
        "family: each criterion with its state, the records it rests on, how it may be set aside,\n"
        "and one sentence. Anybody can check the rules with it. docs/clinical/ explains both\n"
        "formats; content/protocols/ holds the protocols, docs/clinical/example-facts.json facts.\n"
        "\n"
        "With order: whether orders of a court permit contact, with every reason. One file holds\n"
        "orders, what each states, and the question; docs/clinical/orders.md explains it,\n"
        "docs/clinical/example-orders.json is one.\n"
        "\n"
        "  --protocol FILE     a protocol (YAML)\n"
        "  --facts FILE.json   what is recorded, and which checkpoint is meant; - is standard "
        "input\n"
        "\n"
        "Exits with 2 and a sentence on standard error when a file is wrong.\n",
    .run = run,
};
