/* user.c -- accounts from the console. */
#include "app/account.h"
#include "cli/desk.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

struct words {
    struct desk_options o;
    struct account_input in;
    bool roles_given, help, known;
};

static const struct option options[] = {
    { "data", required_argument, NULL, 'd' },  { "db", required_argument, NULL, 'b' },
    { "help", no_argument, NULL, 'h' },        { "login", required_argument, NULL, 'l' },
    { "name", required_argument, NULL, 'n' },  { "licence", required_argument, NULL, 'c' },
    { "roles", required_argument, NULL, 'r' }, { 0 },
};

/* "therapist,admin" */
static bool roles_of(struct str list, uint32_t *roles)
{
    struct str word;
    uint32_t bit, found;

    *roles = 0;
    while (str_cut(&list, ',', &word)) {
        found = 0;
        for (bit = 1; bit <= ROLES_ALL; bit <<= 1)
            if (str_is(str_trim(word), role_word((enum role)bit)))
                found = bit;
        if (!found)
            return false;
        *roles |= found;
    }
    return *roles != 0;
}

static void say_code(const struct account_invite *made)
{
    struct local until = clock_local(made->until_utc);
    struct ymd day = date_ymd(until.date);

    (void)printf(
        "One-time code: %.*s\n"
        "Works once, until %d-%02d-%02d %02d:%02d, at the address /welcome of the server.\n"
        "Hand it over in person or by phone.\n",
        STR_ARG(made->code), day.year, day.month, day.day, until.minutes / 60, until.minutes % 60);
}

static int list(struct desk *d, const struct words *w)
{
    struct account_row *rows;
    size_t i, n;
    enum rw_status st = account_list(&d->act, &rows, &n);

    (void)w;
    if (st)
        return desk_failed(d, &verb_user, st);
    for (i = 0; i < n; i++) {
        struct str roles = account_roles_words(&d->mem, (uint32_t)rows[i].roles);

        (void)printf("%-20.*s %-18s %.*s: %.*s\n", STR_ARG(rows[i].login),
                     account_state_words(&d->act, &rows[i]), STR_ARG(rows[i].name), STR_ARG(roles));
    }
    return CLI_DONE;
}

static int add(struct desk *d, const struct words *w)
{
    struct account_invite made;
    enum rw_status st = account_invite(&d->act, &w->in, &made);

    if (st)
        return desk_failed(d, &verb_user, st);
    say_code(&made);
    return CLI_DONE;
}

/* The account that --login names, with its present values. */
static enum rw_status find(struct desk *d, const struct words *w, struct account_row *row)
{
    struct str id;
    enum rw_status st = account_by_login(&d->act, w->in.login, &id);

    return st ? st : account_get(&d->act, id, row);
}

static int disable(struct desk *d, const struct words *w)
{
    struct account_row row;
    enum rw_status st = find(d, w, &row);

    if (!st)
        st = account_disable(&d->act, row.id, row.version);
    return st ? desk_failed(d, &verb_user, st)
              : cli_print(STR("The account is ended; its sessions end with their next request.\n"));
}

static int invite(struct desk *d, const struct words *w)
{
    struct account_invite made;
    struct account_row row;
    enum rw_status st = find(d, w, &row);

    if (!st)
        st = account_reinvite(&d->act, row.id, row.version, &made);
    if (st)
        return desk_failed(d, &verb_user, st);
    say_code(&made);
    return CLI_DONE;
}

static int roles(struct desk *d, const struct words *w)
{
    struct account_input in = w->in;
    struct account_row row;
    enum rw_status st = find(d, w, &row);

    if (!st) {
        in.name = w->in.name.p ? w->in.name : row.name;
        in.licence = w->in.licence.p ? w->in.licence : row.licence;
        in.roles = w->roles_given ? w->in.roles : (uint32_t)row.roles;
        in.version = row.version;
        st = account_save(&d->act, row.id, &in);
    }
    return st ? desk_failed(d, &verb_user, st) : cli_print(STR("Saved.\n"));
}

static const struct {
    const char *name;
    int (*run)(struct desk *d, const struct words *w);
    bool login;
} deeds[] = {
    { "list", list, false },    { "add", add, true },     { "disable", disable, true },
    { "invite", invite, true }, { "roles", roles, true },
};
#define NDEEDS (sizeof deeds / sizeof *deeds)

static void read_words(int argc, char **argv, struct words *w)
{
    int c;

    w->known = true;
    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == 'h')
            w->help = true;
        else if (c == 'd')
            w->o.dir = optarg;
        else if (c == 'b')
            w->o.db_url = optarg;
        else if (c == 'l')
            w->in.login = str_of(optarg);
        else if (c == 'n')
            w->in.name = str_of(optarg);
        else if (c == 'c')
            w->in.licence = str_of(optarg);
        else
            w->known = w->known && c == 'r' && roles_of(str_of(optarg), &w->in.roles);
    }
    w->roles_given = w->in.roles != 0;
}

static int run(int argc, char **argv, const struct cli_doors *doors)
{
    struct words w = { .o = { .credentials_fd = -1 } };
    struct desk d;
    size_t i;
    int status;

    (void)doors;
    read_words(argc, argv, &w);
    if (w.help)
        return cli_help(&verb_user);
    for (i = 0; optind < argc && i < NDEEDS && strcmp(argv[optind], deeds[i].name) != 0; i++)
        ;
    if (!w.known || optind + 1 != argc || i == NDEEDS)
        return cli_usage(&verb_user, "say what to do: list, add, disable, invite or roles; roles "
                                     "are therapist, supervisor, office, admin; or consult, alone");
    if (deeds[i].login && !w.in.login.len)
        return cli_usage(&verb_user, "say whom: --login NAME");
    status = desk_open(&d, &verb_user, &w.o, 0);
    if (!status)
        status = deeds[i].run(&d, &w);
    desk_close(&d);
    return status;
}

const struct cli_verb verb_user = {
    .name = "user",
    .about = "list, invite, change and end the accounts of a practice",
    .help =
        "Usage: reweave user list    --data DIR\n"
        "       reweave user add     --data DIR --login NAME --name NAME --roles ROLE,...\n"
        "       reweave user roles   --data DIR --login NAME [--roles ROLE,...] [--name NAME]\n"
        "       reweave user invite  --data DIR --login NAME\n"
        "       reweave user disable --data DIR --login NAME\n"
        "\n"
        "For whoever holds the machine: the way back in when the last administrator has lost both\n"
        "factors. Everything stands in the log as done at the local console.\n"
        "\n"
        "  add       makes an invitation and prints its one-time code\n"
        "  invite    the same anew for somebody who is there: both factors stop working\n"
        "  roles     changes roles, name or licence; a change of roles signs the person out\n"
        "  disable   ends the account and its sessions\n"
        "\n"
        "  --db URL        records are on this PostgreSQL server (postgres://...)\n"
        "  --roles ROLE    therapist, supervisor, office, admin, several with commas; or consult\n"
        "  --licence TEXT  title and number, as on reports\n",
    .run = run,
};
