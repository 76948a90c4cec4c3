/* desk.h -- what every verb that touches a practice does first: open it, and say who acts. */
#ifndef RW_CLI_DESK_H
#define RW_CLI_DESK_H

#include "app/house.h"
#include "cli/cli.h"

struct desk {
    struct house house;
    struct db *db;
    struct arena mem; /* of the act */
    struct act act;
};

/* The options that such a verb has besides its own. */
struct desk_options {
    const char *dir; /* --data */
    const char *db_url; /* --db, or NULL */
    const char *user; /* --as, or NULL */
    int credentials_fd; /* --credentials-fd, or -1 */
};

/*
 * desk_open -- the practice, and an act of the local console.
 *
 * in      flags  of app/house.h
 * out     CLI_DONE, or the exit status after a message on stderr; desk_close is safe then
 */
int desk_open(struct desk *d, const struct cli_verb *v, const struct desk_options *o,
              unsigned flags);

/* The same for a verb that touches a case: --as USER gives password and code, and the act is that
 * person's, re-authenticated; the same lanes count failures as in a browser. */
int desk_open_as(struct desk *d, const struct cli_verb *v, const struct desk_options *o);

void desk_close(struct desk *d);

/* What a use case refused: its problems, or its note. Returns CLI_FAILED. */
int desk_failed(struct desk *d, const struct cli_verb *v, enum rw_status st);

#endif
