/* protocol.c -- the protocols at hand, and one of the practice's own added to them. */
#include "app/protocol_move.h"
#include "app/protocols.h"
#include "cli/desk.h"

#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#define FILE_MAX (1u << 20)

struct words {
    struct desk_options o;
    bool help, known;
};

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },
    { "db", required_argument, NULL, 'b' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

static int list(struct desk *d)
{
    const struct app *app = &d->house.app;
    size_t i;

    for (i = 0; i < app->nprotocols; i++) {
        const struct protocol *p = &app->protocols[i];
        struct str name = protocol_name(&d->mem, p);

        (void)printf("%.12s  %-12s %.*s%s\n", p->pass.sha256.p,
                     i < app->nshipped ? "program" : "practice", STR_ARG(name),
                     p == app->protocol ? "  (new cases begin with it)" : "");
    }
    return CLI_DONE;
}

static bool read_file(struct arena *mem, const char *path, struct str *text)
{
    char *z = arena_array(mem, char, FILE_MAX);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = 0;
    size_t n = 0;

    if (fd < 0)
        return false;
    while (z && n < FILE_MAX && (got = read(fd, z + n, FILE_MAX - n)) > 0)
        n += (size_t)got;
    close(fd);
    *text = (struct str){ z, n };
    return z && got == 0 && n < FILE_MAX;
}

static int add(struct desk *d, const char *path)
{
    struct str text = STR_NULL, why = STR_NULL;
    enum rw_status st;

    if (!read_file(&d->mem, path, &text))
        return cli_usage(&verb_protocol, "%s cannot be read, or is larger than a megabyte", path);
    st = protocol_add(&d->act, text, &why);
    if (st == RW_EINPUT && why.len)
        (void)fprintf(stderr, "%.*s\n", STR_ARG(why));
    if (st)
        return desk_failed(d, &verb_protocol, st);
    (void)printf(
        "Added. It is at hand after the server is started again; cases go over to it one by "
        "one, each by a signed decision.\n");
    return CLI_DONE;
}

static struct words words_of(int argc, char **argv)
{
    struct words w = { .o = { .credentials_fd = -1 }, .known = true };
    int c;

    optind = 1;
    opterr = 0;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        w.known = w.known && c != '?';
        if (c == 'd')
            w.o.dir = optarg;
        else if (c == 'b')
            w.o.db_url = optarg;
        else if (c == 'h')
            w.help = true;
    }
    return w;
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct words w = words_of(argc, argv);
    struct desk d;
    bool adds;
    int status;

    (void)doors;
    if (w.help)
        return cli_help(&verb_protocol);
    adds = optind + 2 == argc && str_is(str_of(argv[optind]), "add");
    if (!w.known || (!adds && (optind + 1 != argc || !str_is(str_of(argv[optind]), "list"))))
        return cli_usage(&verb_protocol, "say list, or add and a file");
    if (!w.o.dir)
        return cli_usage(&verb_protocol, "--data is missing");
    status = desk_open(&d, &verb_protocol, &w.o, 0);
    if (status == CLI_DONE)
        status = adds ? add(&d, argv[optind + 1]) : list(&d);
    desk_close(&d);
    return status;
}

const struct cli_verb verb_protocol = {
    .name = "protocol",
    .about = "list the protocols at hand, or add one of the practice's own",
    .help =
        "Usage: reweave protocol list --data DIR\n"
        "       reweave protocol add FILE --data DIR\n\n"
        "A file is checked before it is kept, and is kept with the records, so that a backup\n"
        "holds it. New cases begin with the last one; a case that is under way keeps to its own\n"
        "until somebody signs that it goes over. What nobody may set aside in the newest\n"
        "protocol of the program holds in every case at once.\n\n"
        "  --data DIR  the practice\n"
        "  --db URL    a PostgreSQL server instead of the one in the settings\n",
    .run = run,
};
