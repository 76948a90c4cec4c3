#include "cli/cli.h"

#include "base/limits.h"
#include "cli/monitor.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct cli_verb *const verbs[] = {
    &verb_init,   &verb_user,   &verb_migrate, &verb_demo,     &verb_serve,   &verb_clinic,
    &verb_seed,   &verb_backup, &verb_restore, &verb_report,   &verb_explain, &verb_routes,
    &verb_config, &verb_doctor, &verb_version, &verb_protocol,
};
#define NVERBS (sizeof verbs / sizeof *verbs)

static int list_verbs(FILE *to)
{
    size_t i;

    (void)fprintf(to, "Usage: reweave VERB [OPTION]...\n\n"
                      "Reweave keeps the records of court-involved reunification therapy.\n\n");
    for (i = 0; i < NVERBS; i++)
        if (!verbs[i]->hidden)
            (void)fprintf(to, "  %-10s %s\n", verbs[i]->name, verbs[i]->about);
    (void)fprintf(to, "\n`reweave VERB --help` says more about one.\n");
    return to == stdout ? CLI_DONE : CLI_USAGE;
}

/* What stands on the command line can be read by everybody on the machine (ps), and the address of a
 * database may hold a password: from here on the verb's own copy alone has it. */
static char *taken(struct arena *mem, char *word)
{
    char *copy = str_z(mem, str_of(word));

    memset(word, 'x', strlen(word));
    return copy;
}

static bool hide_databases(struct arena *mem, int argc, char **argv)
{
    int i;

    for (i = 2; i < argc; i++) {
        if (strcmp(argv[i - 1], "--db") == 0)
            argv[i] = taken(mem, argv[i]);
        else if (strncmp(argv[i], "--db=", 5) == 0)
            argv[i] = taken(mem, argv[i]);
    }
    return !mem->spent;
}

static int run_verb(const struct cli_verb *v, int argc, char **argv, const struct cli_doors *doors)
{
    struct arena mem;
    int status = CLI_FAILED;

    process_harden();
    if (!arena_make(&mem, RW_CONFIG_ARENA))
        return CLI_FAILED;
    if (hide_databases(&mem, argc, argv))
        status = v->run(argc - 1, argv + 1, doors);
    arena_reset(&mem);
    arena_free(&mem);
    return status;
}

int cli_main(int argc, char **argv, const struct cli_doors *doors)
{
    size_t i;

    if (argc < 2)
        return list_verbs(stderr);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return list_verbs(stdout);
    if (strcmp(argv[1], "--version") == 0)
        return verb_version.run(1, argv + 1, doors);
    for (i = 0; i < NVERBS; i++)
        if (strcmp(argv[1], verbs[i]->name) == 0)
            return run_verb(verbs[i], argc, argv, doors);
    (void)fprintf(stderr, "reweave: there is no verb \"%s\"\n\n", argv[1]);
    return list_verbs(stderr);
}

int cli_help(const struct cli_verb *v)
{
    return cli_print(str_of(v->help));
}

int cli_usage(const struct cli_verb *v, const char *fmt, ...)
{
    va_list ap;

    (void)fprintf(stderr, "reweave %s: ", v->name);
    va_start(ap, fmt);
    (void)vfprintf(stderr, fmt, ap);
    va_end(ap);
    (void)fprintf(stderr, "\n`reweave %s --help` says what it takes.\n", v->name);
    return CLI_USAGE;
}

int cli_failed(const struct cli_verb *v, enum rw_status st, const struct rw_err *e, struct str why)
{
    (void)fprintf(stderr, "reweave %s: %s (%s)\n", v->name, e->note, rw_status_word(st));
    if (why.len)
        (void)fprintf(stderr, "%.*s\n", STR_ARG(why));
    return CLI_FAILED;
}

int cli_print(struct str s)
{
    bool ok = fwrite(s.p, 1, s.len, stdout) == s.len;

    return fflush(stdout) == 0 && ok ? CLI_DONE : CLI_FAILED;
}
