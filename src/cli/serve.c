/* serve.c -- the practice's pages. */
#include "app/settings.h"
#include "base/limits.h"
#include "cli/cli.h"
#include "cli/listen.h"
#include "cli/monitor.h"

#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },   { "db", required_argument, NULL, 'b' },
    { "listen", required_argument, NULL, 'l' }, { "allow-weak-sandbox", no_argument, NULL, 'w' },
    { "help", no_argument, NULL, 'h' },         { 0 },
};

static int serve(struct arena *mem, struct monitor m, const char *listen)
{
    struct settings s;
    struct rw_err e = { 0 };
    struct str why = STR_NULL, where;
    bool loopback = false;
    enum rw_status st = settings_read(mem, m.dir, &s, &why, &e);
    int status;

    if (st)
        return cli_failed(&verb_serve, st, &e, why);
    where = listen ? str_of(listen) : setting_text(&s, SETTING_LISTEN);
    st = listen_passed(mem, &m.listen_fd, &m.address, &loopback, &e);
    if (!st && m.listen_fd < 0)
        st = listen_on(mem, where, &m.listen_fd, &m.address, &loopback, &e);
    if (st)
        return cli_failed(&verb_serve, st, &e, where);
    if (!loopback)
        (void)fprintf(stderr, "reweave serve: this address can be reached from other machines; "
                              "browsers must come through a TLS proxy in front of it.\n");
    where = setting_text(&s, SETTING_METRICS);
    if (where.len && (st = listen_unix(where, &m.metrics_fd, &e)) != RW_OK)
        return cli_failed(&verb_serve, st, &e, where);
    m.drain_s = (int)setting_number(&s, SETTING_DRAIN_TIME);
    status = monitor_run(&m);
    close(m.listen_fd);
    return status;
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct monitor m = { .listen_fd = -1, .metrics_fd = -1 };
    const char *listen = NULL;
    struct arena mem;
    int c, status;

    (void)doors;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'h')
            return cli_help(&verb_serve);
        if (c == 'd')
            m.dir = optarg;
        else if (c == 'b')
            m.db_url = optarg;
        else if (c == 'l')
            listen = optarg;
        else if (c == 'w')
            m.weak = true;
        else
            return cli_usage(&verb_serve, "that option is not known");
    }
    if (optind < argc || !m.dir)
        return cli_usage(&verb_serve, "say which practice: --data DIR");
    if (!arena_make(&mem, RW_CONFIG_ARENA))
        return CLI_FAILED;
    status = serve(&mem, m, listen);
    arena_free(&mem);
    return status;
}

const struct cli_verb verb_serve = {
    .name = "serve",
    .about = "serve a practice to its staff's browsers",
    .help =
        "Usage: reweave serve --data DIR [--listen ADDRESS:PORT] [--db URL]\n"
        "\n"
        "Serves the practice in DIR until it is told to stop (SIGTERM or Ctrl-C), then finishes\n"
        "what runs and ends. A small monitor binds the address and starts the process that holds\n"
        "the records; when that process dies it is started again.\n"
        "\n"
        "Browsers send the sign-in cookie over TLS only: put a TLS proxy in front of it, except\n"
        "on this machine itself, where http://127.0.0.1 and http://localhost work as they are.\n"
        "\n"
        "  --data DIR             folder of the practice, made by `reweave init`\n"
        "  --listen ADDRESS:PORT  instead of the setting; port 0 takes a free one\n"
        "  --db URL               records are on this PostgreSQL server (postgres://...)\n"
        "  --allow-weak-sandbox   start even where the kernel can't lock the processes in\n"
        "\n"
        "A socket that systemd passes (LISTEN_FDS) goes before both; systemd is told when the\n"
        "pages are open and when they close (NOTIFY_SOCKET).\n"
        "\n"
        "`reweave config --explain --data DIR` explains the settings in DIR/reweave.conf.\n",
    .run = run,
};
