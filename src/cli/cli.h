/* cli.h -- the command line: one verb a file, one row a verb. */
#ifndef RW_CLI_CLI_H
#define RW_CLI_CLI_H

#include "base/err.h"
#include "base/out.h"

/* What the clinic process is given. */
struct clinic {
    const char *dir, *db_url; /* db_url may be NULL */
    int key_fd, listen_fd, ready_fd, metrics_fd; /* metrics_fd: -1 for none */
    bool weak; /* go on where the kernel can't lock the process in */
};

/* What main.c lends to the verbs from the other door, which they may not include. */
struct cli_doors {
    /* The clinic process: read the key from key_fd, serve on listen_fd until SIGTERM; write one
     * byte to ready_fd when open. */
    int (*clinic)(const struct clinic *c);
    void (*routes)(struct out *o, bool json);
};

struct cli_verb {
    const char *name;
    const char *about; /* half a sentence for the list of verbs */
    const char *help; /* the manual: usage line first, then what it does and its options */
    bool hidden; /* started by the program itself */
    int (*run)(int argc, char **argv, const struct cli_doors *doors); /* argv[0] is the verb */
};

/* Exit statuses. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/* Rows in cli.c; the author of a verb declares it here and adds one line there. */
extern const struct cli_verb verb_init, verb_user, verb_migrate, verb_backup, verb_restore;
extern const struct cli_verb verb_demo, verb_report, verb_explain, verb_seed, verb_doctor;
extern const struct cli_verb verb_protocol;
extern const struct cli_verb verb_serve, verb_clinic, verb_routes, verb_config, verb_version;

/* Runs the verb that argv[1] names; what main() returns. */
int cli_main(int argc, char **argv, const struct cli_doors *doors);

/* --help was asked for: prints the verb's manual. */
int cli_help(const struct cli_verb *v);

/* "reweave serve: ..." on stderr and where help is; returns CLI_USAGE. */
int cli_usage(const struct cli_verb *v, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* What failed and, where why is not empty, what to do; returns CLI_FAILED. */
int cli_failed(const struct cli_verb *v, enum rw_status st, const struct rw_err *e, struct str why);

/* Writes everything to stdout; CLI_FAILED when it could not. */
int cli_print(struct str s);

#endif
