/* demo.c -- an invented practice, made and served. */
#include "app/demo.h"
#include "app/settings.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "cli/listen.h"
#include "cli/monitor.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

struct words {
    const char *dir, *db_url, *code_of;
    int64_t port;
    bool solo, reset, help;
};

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' }, { "db", required_argument, NULL, 'b' },
    { "port", required_argument, NULL, 'p' }, { "code", required_argument, NULL, 'c' },
    { "solo", no_argument, NULL, 's' },       { "reset", no_argument, NULL, 'r' },
    { "help", no_argument, NULL, 'h' },       { 0 },
};

static void say(const char *line)
{
    (void)printf("reweave demo: %s\n", line);
    (void)fflush(stdout);
}

static struct str greeting(struct arena *mem, const char *dir, const struct demo *d)
{
    struct str all = d->solo ? STR("\nA practice of one; the people and the families are invented. "
                                   "Sign in as:\n\n")
                             : STR("\nA group practice; the people and families are invented. "
                                   "Sign in as one of:\n\n");
    size_t i;

    for (i = 0; i < d->n; i++)
        all = str_fmt(mem, "%.*s  %-12.*s %-22.*s %.*s\n", STR_ARG(all),
                      STR_ARG(d->account[i].username), STR_ARG(d->account[i].password),
                      STR_ARG(d->account[i].role));
    return str_fmt(
        mem,
        "%.*s\nAfter the password a code is asked for. In another terminal:\n\n"
        "  %s demo --data %s --code therapist\n\n"
        "Or give the totp_secret of %s/" DEMO_ACCOUNTS_FILE " to a code generator.\n"
        "Ctrl-C ends the demonstration; the same command starts it again, as it was left.\n"
        "With --reset it is made anew, with the dates of that day.\n",
        STR_ARG(all), program_invocation_name, dir, dir);
}

static int serve(struct arena *mem, const struct words *w, const struct demo *d)
{
    struct monitor m = {
        .metrics_fd = -1, .dir = w->dir, .weak = true, .db_url = d->fresh ? NULL : w->db_url
    };
    struct settings s;
    struct rw_err e = { 0 };
    struct str why = STR_NULL, where = str_fmt(mem, "127.0.0.1:%lld", (long long)w->port);
    bool loopback = false;
    enum rw_status st = settings_read(mem, w->dir, &s, &why, &e);
    int status;

    if (st)
        return cli_failed(&verb_demo, st, &e, why);
    st = listen_on(mem, where, &m.listen_fd, &m.address, &loopback, &e);
    if (st)
        return cli_failed(&verb_demo, st, &e, where);
    m.drain_s = (int)setting_number(&s, SETTING_DRAIN_TIME);
    m.greeting = greeting(mem, w->dir, d);
    status = loopback ? monitor_run(&m) : CLI_FAILED;
    close(m.listen_fd);
    return status;
}

static int start(struct arena *mem, const struct words *w)
{
    struct demo_wish wish = { .dir = w->dir,
                              .db_url = w->db_url,
                              .now_utc = clock_now(),
                              .solo = w->solo,
                              .reset = w->reset,
                              .say = say };
    struct demo d;
    struct rw_err e = { 0 };
    enum rw_status st = demo_prepare(mem, &wish, &d, &e);

    return st ? cli_failed(&verb_demo, st, &e, d.why) : serve(mem, w, &d);
}

static int print_code(struct arena *mem, const struct words *w)
{
    struct demo d;
    struct rw_err e = { 0 };
    struct str code = STR_NULL;
    enum rw_status st = demo_accounts_read(mem, w->dir, &d, &e);
    size_t i;

    if (st)
        return cli_failed(&verb_demo, st, &e, STR_NULL);
    for (i = 0; i < d.n; i++)
        if (str_is(d.account[i].username, w->code_of))
            code = demo_code(mem, &d.account[i], clock_now());
    if (!code.len)
        return cli_usage(&verb_demo, "this demonstration has no such account");
    return cli_print(str_fmt(mem, "%.*s\n", STR_ARG(code)));
}

/* Takes one option; a sentence where it can't be taken. */
static const char *take(struct words *w, int option)
{
    const char **const texts[] = { ['d'] = &w->dir, ['b'] = &w->db_url, ['c'] = &w->code_of };
    bool *const flags[] = { ['h'] = &w->help, ['s'] = &w->solo, ['r'] = &w->reset };
    size_t o = (size_t)option;

    if (option == 'p')
        return str_i64(str_of(optarg), &w->port) && w->port >= 0 && w->port <= 65535
                   ? NULL
                   : "--port is a number from 0 to 65535; it listens on this machine only";
    if (o < sizeof texts / sizeof *texts && texts[o])
        *texts[o] = optarg;
    else if (o < sizeof flags / sizeof *flags && flags[o])
        *flags[o] = true;
    else
        return "that option is not known";
    return NULL;
}

static const char *missing(const struct words *w, bool more)
{
    if (more)
        return "it takes no other words";
    if (!w->dir)
        return "say where: --data DIR";
    if (w->code_of)
        return w->solo || w->reset ? "--code prints a code and does nothing else" : NULL;
    return w->port < 0 ? "say where to listen: --port N" : NULL;
}

static int read_words(int argc, char **argv, struct words *w)
{
    const char *wrong = NULL;
    int c;

    while (!wrong && (c = getopt_long(argc, argv, "", options, NULL)) != -1)
        wrong = take(w, c);
    if (!wrong && !w->help)
        wrong = missing(w, optind < argc);
    return wrong ? cli_usage(&verb_demo, "%s", wrong) : CLI_DONE;
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct words w = { .port = -1 };
    struct arena mem;
    int status = read_words(argc, argv, &w);

    (void)doors;
    if (status)
        return status;
    if (w.help)
        return cli_help(&verb_demo);
    if (!arena_make(&mem, RW_REQUEST_ARENA))
        return CLI_FAILED;
    status = w.code_of ? print_code(&mem, &w) : start(&mem, &w);
    arena_reset(&mem); /* passwords lay in it */
    arena_free(&mem);
    return status;
}

const struct cli_verb verb_demo = {
    .name = "demo",
    .about = "start a demonstration with invented families",
    .help =
        "Usage: reweave demo --data DIR --port N [--solo] [--reset] [--db URL]\n"
        "       reweave demo --data DIR --code USERNAME\n"
        "\n"
        "Makes a practice with invented people and families in DIR where there is none, with\n"
        "dates counted from today, and serves it on http://127.0.0.1:N/ until Ctrl-C: this\n"
        "machine only. A second start serves what is there, as it was left. Nothing is asked.\n"
        "\n"
        "A group practice has five accounts and eight families, one for each reason for which\n"
        "families are referred; --solo makes one therapist alone, with four of them. What lies in\n"
        "DIR says which it is: only a new one asks for --solo.\n"
        "\n"
        "  --data DIR        not there yet, empty, or an earlier demonstration\n"
        "  --port N          0 takes a free one\n"
        "  --solo            a practice of one\n"
        "  --reset           throw away the demonstration in DIR and make it anew, with today's\n"
        "                    dates and new passwords; end it first where it still runs. Only what\n"
        "                    a demonstration made is removed: DIR must hold its accounts, its\n"
        "                    database must be marked as a demonstration, and nothing else may lie\n"
        "                    there. A practice at work is never touched\n"
        "  --db URL          keep the records on this PostgreSQL server (postgres://...), in an\n"
        "                    empty database or schema of their own; DIR remembers it, and --reset\n"
        "                    takes only these tables away\n"
        "  --code USERNAME   print the code that this account's generator shows now\n"
        "\n"
        "User names, passwords, roles and secrets stand in DIR/demo-accounts.json, which only its\n"
        "owner can read. Never keep a real family's record in a demonstration.\n",
    .run = run,
};
