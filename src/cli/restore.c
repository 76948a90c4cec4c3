/* restore.c -- a backup tested, or put into an empty folder. */
#include "app/backup.h"
#include "base/limits.h"
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>

#define RESTORE_ARENA (512u << 20) /* as in backup.c, with the manifest once more */

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },
    { "db", required_argument, NULL, 'b' },
    { "verify", no_argument, NULL, 'v' },
    { "key", required_argument, NULL, 'k' },
    { "scratch", required_argument, NULL, 's' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

static int restore(struct arena *mem, const struct restore_ask *ask)
{
    struct backed_up done;
    struct rw_err e = { 0 };
    enum rw_status st = backup_restore(mem, ask, &done, &e);
    struct str said, key;

    if (st)
        return cli_failed(&verb_restore, st, &e, done.why);
    said = str_fmt(mem,
                   "reweave restore: %s is whole: made %.*s by %.*s on %.*s, %lld families, %lld "
                   "notes, %lld events, %lld files\n",
                   ask->from, STR_ARG(done.made), STR_ARG(done.program), STR_ARG(done.engine),
                   (long long)done.cases, (long long)done.notes, (long long)done.events,
                   (long long)done.files);
    key =
        ask->key
            ? str_fmt(mem, "The key opens it: %lld sealed values tried.\n", (long long)done.opened)
        : ask->dir
            ? str_fmt(mem, "Put the master key at %s/master.key (mode 0400) before you serve it.\n",
                      ask->dir)
            : STR("No key was given, so nothing sealed was opened.\n");
    return cli_print(str_join(mem, said, STR(""), key));
}

static int check(const struct restore_ask *ask, bool verify)
{
    if (!ask->from)
        return cli_usage(&verb_restore, "say which archive");
    if (verify == (ask->dir != NULL))
        return cli_usage(&verb_restore, "say what to do: --verify, or --data DIR");
    if (verify && ask->db_url)
        return cli_usage(&verb_restore, "--db goes with --data");
    return CLI_DONE;
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct restore_ask ask = { .now_utc = clock_now() };
    struct arena mem;
    bool verify = false;
    int c, status;

    (void)doors;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        const char **to = c == 'd'   ? &ask.dir
                          : c == 'b' ? &ask.db_url
                          : c == 'k' ? &ask.key
                          : c == 's' ? &ask.scratch
                                     : NULL;

        if (c == 'h')
            return cli_help(&verb_restore);
        if (to)
            *to = optarg;
        else if (c == 'v')
            verify = true;
        else
            return cli_usage(&verb_restore, "that option is not known");
    }
    ask.from = optind < argc ? argv[optind++] : NULL;
    status =
        optind < argc ? cli_usage(&verb_restore, "one archive at a time") : check(&ask, verify);
    if (status)
        return status;
    if (!arena_make(&mem, RESTORE_ARENA))
        return CLI_FAILED;
    status = restore(&mem, &ask);
    arena_free(&mem);
    return status;
}

const struct cli_verb verb_restore = {
    .name = "restore",
    .about = "test a backup, or put it into an empty folder",
    .help =
        "Usage: reweave restore --verify FILE [--key KEY] [--scratch DIR]\n"
        "       reweave restore FILE --data DIR [--key KEY] [--db URL]\n"
        "\n"
        "Reads a file of `reweave backup` and believes nothing in it: every member's hash, the\n"
        "manifest, the database's pages and references, the count of each table, a log without a\n"
        "missing number, each attachment under its own hash and none besides. A damaged or\n"
        "shortened file is refused and leaves nothing behind.\n"
        "\n"
        "  --verify        only test\n"
        "  --data DIR      put the practice there: not there yet, or empty\n"
        "  --key KEY       file of the master key (32 bytes): the practice's own values and one "
        "of\n"
        "                  every family are opened with it; with --data it is put into DIR\n"
        "  --db URL        put the records on this PostgreSQL server, into a database without a\n"
        "                  practice; otherwise they are kept in DIR, wherever they came from\n"
        "  --scratch DIR   where a test unpacks the records for a while; otherwise beside FILE\n"
        "\n"
        "Whoever was signed in when the backup was made may still be: end the sessions on the\n"
        "account page if that is not wanted. The version that made FILE is the one to restore it\n"
        "with; `reweave migrate` then brings it forward.\n",
    .run = run,
};
