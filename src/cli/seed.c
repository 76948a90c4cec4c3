/* seed.c -- a demonstration with thousands of invented families, for measuring. */
#include "app/seed.h"

#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#define SAY_EACH_NS INT64_C(250000000) /* on a terminal, the same line again */
#define SAY_EACH_LOG_NS INT64_C(10000000000) /* elsewhere a line of its own */

#define CASE_WEIGHT 7 /* a family with its people takes as long as so many notes */

struct progress {
    const struct seed_ask *ask;
    int64_t begun_ns, said_ns;
    bool terminal;
};

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },  { "db", required_argument, NULL, 'b' },
    { "cases", required_argument, NULL, 'c' }, { "notes", required_argument, NULL, 'n' },
    { "help", no_argument, NULL, 'h' },        { 0 },
};

static void say(const struct progress *p, const struct seed_done *d, int64_t now)
{
    int64_t all = CASE_WEIGHT * p->ask->cases + p->ask->notes;
    int64_t done = CASE_WEIGHT * d->cases + d->notes;
    double seconds = (double)(now - p->begun_ns) / 1e9;
    double rate = seconds > 0 ? (double)done / seconds : 0;

    (void)printf("%sreweave seed: %lld accounts, %lld of %lld cases, %lld of %lld notes",
                 p->terminal ? "\r" : "", (long long)d->accounts, (long long)d->cases,
                 (long long)p->ask->cases, (long long)d->notes, (long long)p->ask->notes);
    if (d->cases)
        (void)printf("; %.0f cases/s, %.0f notes/s, %.0f s left", (double)d->cases / seconds,
                     (double)d->notes / seconds, (double)(all - done) / rate);
    (void)printf("%s", p->terminal ? "   " : "\n");
    (void)fflush(stdout);
}

static void tell(void *ctx, const struct seed_done *d)
{
    struct progress *p = ctx;
    int64_t now = clock_mono_ns();

    if (d->cases == 0)
        p->begun_ns = now; /* the people who work there are made; now the families */
    if (now - p->said_ns < (p->terminal ? SAY_EACH_NS : SAY_EACH_LOG_NS))
        return;
    p->said_ns = now;
    say(p, d, now);
}

static int seed(const struct seed_ask *ask)
{
    struct progress p = { .ask = ask, .begun_ns = clock_mono_ns(), .terminal = isatty(1) != 0 };
    struct seed_done done;
    struct rw_err e = { 0 };
    enum rw_status st = seed_practice(ask, tell, &p, &done, &e);

    if (!st)
        say(&p, &done, clock_mono_ns());
    if (p.terminal)
        (void)printf("\n");
    return st ? cli_failed(&verb_seed, st, &e, done.why) : CLI_DONE;
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct seed_ask ask = { .cases = -1, .notes = -1, .now_utc = clock_now() };
    int c;

    (void)doors;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'h')
            return cli_help(&verb_seed);
        if (c == 'd')
            ask.dir = optarg;
        else if (c == 'b')
            ask.db_url = optarg;
        else if (c != 'c' && c != 'n')
            return cli_usage(&verb_seed, "that option is not known");
        else if (!str_i64(str_of(optarg), c == 'c' ? &ask.cases : &ask.notes))
            return cli_usage(&verb_seed, "--cases and --notes are numbers");
    }
    if (optind < argc || !ask.dir)
        return cli_usage(&verb_seed, "say where: --data DIR");
    if (ask.cases < 1 || ask.cases > SEED_CASES_MAX)
        return cli_usage(&verb_seed, "--cases is a number from 1 to %d", SEED_CASES_MAX);
    if (ask.notes < 0 || ask.notes > SEED_NOTES_MAX)
        return cli_usage(&verb_seed, "--notes is a number from 0 to %d", SEED_NOTES_MAX);
    return seed(&ask);
}

const struct cli_verb verb_seed = {
    .name = "seed",
    .about = "fill a demonstration with thousands of invented families, for measuring",
    .help =
        "Usage: reweave seed --data DIR [--db URL] --cases N --notes M\n"
        "\n"
        "Makes a demonstration practice in DIR with N invented families and M notes over the last\n"
        "two and a half years, through the same rules as real work: each act in the log, each "
        "note\n"
        "signed by its author except a few drafts, each text sealed. The same numbers give the\n"
        "same families, days and texts, counted from today; ids, keys and passwords are random.\n"
        "\n"
        "  --data DIR   not there yet, empty, or a demonstration, to which it adds clinicians "
        "with\n"
        "               families of their own\n"
        "  --db URL     keep the records on this PostgreSQL server (postgres://...)\n"
        "  --cases N    1 to 100000\n"
        "  --notes M    0 to 1000000, spread over the families\n"
        "\n"
        "A practice at work is refused, with families or without: it must never hold invented\n"
        "people. What was written before an interruption stays and can be worked with; the same\n"
        "command then adds the whole number once more.\n"
        "\n"
        "Sixteen accounts can sign in; they stand in DIR/demo-accounts.json, which only its owner\n"
        "can read: \"therapist\" has 40 families, \"colleague\" 400, every other clinician up to\n"
        "200. Serve it with `reweave serve --data DIR`.\n",
    .run = run,
};
