/* backup.c -- the practice as one file, while it works. */
#include "app/backup.h"

#include "base/limits.h"
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>

/* Names and hashes of 100,000 sealed files. */
#define BACKUP_ARENA (256u << 20)

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },
    { "db", required_argument, NULL, 'b' },
    { "to", required_argument, NULL, 't' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

static int make(struct arena *mem, const struct backup_ask *ask)
{
    struct backed_up done;
    struct rw_err e = { 0 };
    enum rw_status st = backup_make(mem, ask, &done, &e);

    if (st)
        return cli_failed(&verb_backup, st, &e, done.why);
    return cli_print(
        str_fmt(mem,
                "reweave backup: %lld families, %lld notes, %lld events, %lld files in "
                "%s\nThe master key is not in it: keep a copy of it elsewhere.\n",
                (long long)done.cases, (long long)done.notes, (long long)done.events,
                (long long)done.files, ask->to));
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct backup_ask ask = { .now_utc = clock_now() };
    struct arena mem;
    int c, status;

    (void)doors;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'h')
            return cli_help(&verb_backup);
        if (c == 'd')
            ask.dir = optarg;
        else if (c == 'b')
            ask.db_url = optarg;
        else if (c == 't')
            ask.to = optarg;
        else
            return cli_usage(&verb_backup, "that option is not known");
    }
    if (optind < argc || !ask.dir)
        return cli_usage(&verb_backup, "say which practice: --data DIR");
    if (!ask.to)
        return cli_usage(&verb_backup, "say where to: --to FILE");
    if (!arena_make(&mem, BACKUP_ARENA))
        return CLI_FAILED;
    status = make(&mem, &ask);
    arena_free(&mem);
    return status;
}

const struct cli_verb verb_backup = {
    .name = "backup",
    .about = "write all records into one file, while the practice works",
    .help =
        "Usage: reweave backup --data DIR [--db URL] --to FILE\n"
        "\n"
        "Writes the records of one moment, the sealed files that they name, and the settings into\n"
        "one archive. The practice may be served meanwhile; nobody waits. Before FILE gets its "
        "name\n"
        "the copy is opened and looked over: pages, references, counts, a log without a gap, each\n"
        "file under its own hash. What fails leaves no FILE behind.\n"
        "\n"
        "  --data DIR   the practice\n"
        "  --db URL     its PostgreSQL server, where the settings do not name it\n"
        "  --to FILE    not there yet; the folder needs room for the records twice\n"
        "\n"
        "What is sealed in the practice stays sealed in FILE: names, texts, attachments. Plain "
        "stay\n"
        "dates, kinds, states and ids, as in the database; keep FILE where strangers can't read "
        "it.\n"
        "\n"
        "Not in FILE: the master key, without which nothing can be opened (copy DIR/master.key "
        "once\n"
        "to a place of its own), and the lines `database` and `master_key` of reweave.conf.\n"
        "\n"
        "FILE is a tar archive whatever the engine; its records are an SQLite database. Without\n"
        "this program, `tar xf FILE && sha256sum -c manifest.sha256` unpacks it and checks the\n"
        "manifest, which names every file's SHA-256 and counts every table. The hashes find "
        "damage;\n"
        "they do not prove who wrote the file. `reweave restore --verify FILE` tests it whole.\n",
    .run = run,
};
