/* init.c -- a new practice in an empty directory. */
#include "app/founding.h"
#include "app/regions.h"
#include "app/settings.h"
#include "base/limits.h"
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum answer {
    NAME,
    REGION,
    KIND,
    CONSULT,
    ZONE,
    PAPER,
    LOGIN,
    PERSON,
    LICENCE_TYPE,
    LICENCE_NUMBER,
    LICENCE_EXPIRES,
    LICENCE_STATE,
    NANSWERS
};

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },
    { "db", required_argument, NULL, 'b' },
    { "help", no_argument, NULL, 'h' },
    { "name", required_argument, NULL, 'A' + NAME },
    { "region", required_argument, NULL, 'A' + REGION },
    { "kind", required_argument, NULL, 'A' + KIND },
    { "consult", required_argument, NULL, 'A' + CONSULT },
    { "zone", required_argument, NULL, 'A' + ZONE },
    { "paper", required_argument, NULL, 'A' + PAPER },
    { "login", required_argument, NULL, 'A' + LOGIN },
    { "person", required_argument, NULL, 'A' + PERSON },
    { "licence-type", required_argument, NULL, 'A' + LICENCE_TYPE },
    { "licence-number", required_argument, NULL, 'A' + LICENCE_NUMBER },
    { "licence-expires", required_argument, NULL, 'A' + LICENCE_EXPIRES },
    { "licence-state", required_argument, NULL, 'A' + LICENCE_STATE },
    { 0 },
};

/* The four that are asked when they were not given. */
static const char *const questions[] = {
    [NAME] = "Name of the practice: ",
    [REGION] = "State (name or postal letters; \"other\" outside the US): ",
    [KIND] = "solo or group: ",
    [CONSULT] = "Colleague whom you consult (may stay empty): ",
};

static bool ask(struct arena *mem, const char *question, struct str *answer)
{
    char line[512];

    (void)fputs(question, stdout);
    (void)fflush(stdout);
    if (!fgets(line, sizeof line, stdin))
        return false;
    *answer = str_copy(mem, str_trim(str_of(line)));
    return true;
}

static bool ask_missing(struct arena *mem, struct str *answers)
{
    size_t i;

    for (i = 0; i < sizeof questions / sizeof *questions; i++)
        if (!answers[i].p && (!isatty(STDIN_FILENO) || !ask(mem, questions[i], &answers[i])))
            return false;
    return true;
}

/* Asked together, and only on a terminal: without one a licence is recorded later. The state is that
 * of the practice unless another was given. */
static bool ask_licence(struct arena *mem, struct str *answers)
{
    if (answers[LICENCE_TYPE].p || !isatty(STDIN_FILENO))
        return true;
    if (!ask(mem, "Your licence: LMFT, LCSW, Psychologist, LPC ... (may stay empty): ",
             &answers[LICENCE_TYPE]))
        return false;
    if (!answers[LICENCE_TYPE].len)
        return true;
    return (answers[LICENCE_NUMBER].p || ask(mem, "Its number: ", &answers[LICENCE_NUMBER])) &&
           (answers[LICENCE_EXPIRES].p ||
            ask(mem, "Its last day (2027-05-31): ", &answers[LICENCE_EXPIRES]));
}

static struct licence_input licence_from(const struct str *a)
{
    struct licence_input in = { .type = a[LICENCE_TYPE],
                                .number = a[LICENCE_NUMBER],
                                .region = a[LICENCE_STATE].p ? a[LICENCE_STATE] : a[REGION],
                                .issued_on = RW_NO_DATE,
                                .expires_on = RW_NO_DATE };

    if (!date_parse(a[LICENCE_EXPIRES], &in.expires_on))
        in.expires_on = RW_NO_DATE;
    return in;
}

static struct founding from_answers(const char *dir, const char *db_url, const struct str *a)
{
    const struct region *region = region_find(a[REGION]);

    return (struct founding){
        .dir = dir,
        .db_url = db_url,
        .practice = { .name = a[NAME],
                      .kind = a[KIND],
                      .region = a[REGION],
                      .zone = a[ZONE].p ? a[ZONE] : str_of(region ? region->zone : "UTC"),
                      .paper = a[PAPER].p ? a[PAPER] : str_of(region ? region->paper : "letter"),
                      .consult = a[CONSULT] },
        .first = { .login = a[LOGIN].p ? a[LOGIN] : STR("admin"),
                   .name = a[PERSON].p ? a[PERSON] : a[NAME],
                   .roles = (uint32_t)ROLE_THERAPIST | (uint32_t)ROLE_ADMIN },
        .licensed = a[LICENCE_TYPE].len || a[LICENCE_NUMBER].len || a[LICENCE_EXPIRES].len,
        .licence = licence_from(a),
    };
}

static int report(const struct founding *in, const struct founded *made, struct str listen)
{
    (void)printf(
        "\n"
        "The practice is ready in %s.\n\n"
        "1. Start it:   reweave serve --data %s\n"
        "2. Open        http://%.*s/welcome\n"
        "   User name   %.*s\n"
        "   Code        %.*s   (works once, for three days)\n\n"
        "3. Write this recovery key on paper and lock it away from this machine:\n\n"
        "   %.*s\n\n"
        "   Every record is sealed with it. If this machine's disk is lost, a backup opens\n"
        "   with this key and with nothing else. It is not shown again.\n",
        in->dir, in->dir, STR_ARG(listen), STR_ARG(in->first.login), STR_ARG(made->invite.code),
        STR_ARG(made->recovery_key));
    return fflush(stdout) == 0 ? CLI_DONE : CLI_FAILED;
}

static int init(struct arena *mem, const char *dir, const char *db_url, struct str *answers)
{
    struct founding in;
    struct founded made;
    struct rw_err e = { 0 };
    enum rw_status st;
    size_t i;

    if (!ask_missing(mem, answers) || !ask_licence(mem, answers))
        return cli_usage(&verb_init, "give --name, --region, --kind and --consult, or run it on a "
                                     "terminal, where it asks");
    in = from_answers(dir, db_url, answers);
    st = practice_found(mem, &in, &made, &e);
    for (i = 0; i < made.bad.n; i++)
        (void)fprintf(stderr, "reweave init: --%s: %.*s\n", made.bad.list[i].field,
                      STR_ARG(made.bad.list[i].text));
    if (st)
        return made.bad.n ? CLI_FAILED : cli_failed(&verb_init, st, &e, made.why);
    return report(&in, &made, setting_text(NULL, SETTING_LISTEN));
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    const char *dir = NULL, *db_url = NULL;
    struct str answers[NANSWERS] = { 0 };
    struct arena mem;
    int c, status;

    (void)doors;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'h')
            return cli_help(&verb_init);
        if (c == 'd')
            dir = optarg;
        else if (c == 'b')
            db_url = optarg;
        else if (c >= 'A' && c < 'A' + NANSWERS)
            answers[c - 'A'] = str_of(optarg);
        else
            return cli_usage(&verb_init, "that option is not known");
    }
    if (optind < argc || !dir)
        return cli_usage(&verb_init, "say where: --data DIR");
    if (!arena_make(&mem, RW_REQUEST_ARENA))
        return CLI_FAILED;
    status = init(&mem, dir, db_url, answers);
    arena_reset(&mem); /* the recovery key lay in it */
    arena_free(&mem);
    return status;
}

const struct cli_verb verb_init = {
    .name = "init",
    .about = "make a new practice, and the code with which its first person signs in",
    .help =
        "Usage: reweave init --data DIR [--db URL] [--name NAME --region STATE\n"
        "                    --kind solo|group --consult NAME] [OPTION]...\n"
        "\n"
        "Makes the folder DIR with a new key, the database, the practice and its first account,\n"
        "then prints a one-time code for that account and the recovery key. What is not given of\n"
        "the four answers is asked on the terminal.\n"
        "\n"
        "  --data DIR         not there yet, or empty\n"
        "  --db URL           keep the records on this PostgreSQL server (postgres://...)\n"
        "  --name NAME        of the practice, as on reports\n"
        "  --region STATE     \"Oregon\", \"OR\" or \"US-OR\"; \"other\" outside the US\n"
        "  --kind solo|group\n"
        "  --consult NAME     colleague to consult; \"\" for nobody\n"
        "  --zone ZONE        time zone (America/New_York); otherwise that of the state\n"
        "  --paper letter|a4  otherwise that of the state\n"
        "  --login NAME       what the first person types to sign in; otherwise \"admin\"\n"
        "  --person NAME      as on reports; otherwise the name of the practice\n"
        "  --licence-type TYPE      LMFT, LCSW, Psychologist, LPC, LMHC, Psychiatrist, other\n"
        "  --licence-number NUMBER  asked on the terminal with the type; without a licence on\n"
        "  --licence-expires DAY    record nobody opens a case or signs. DAY: 2027-05-31\n"
        "  --licence-state STATE    otherwise that of the practice\n",
    .run = run,
};
