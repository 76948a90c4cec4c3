#include "cli/desk.h"

#include "app/signin.h"
#include "app/turn.h"
#include "cli/credentials.h"

#include <stdio.h>

int desk_open(struct desk *d, const struct cli_verb *v, const struct desk_options *o,
              unsigned flags)
{
    struct rw_err e = { 0 };
    enum rw_status st;

    *d = (struct desk){ 0 };
    if (!o->dir)
        return cli_usage(v, "say which practice: --data DIR");
    if (!arena_make(&d->mem, RW_REQUEST_ARENA))
        return CLI_FAILED;
    st = house_open(&d->house, o->dir, o->db_url, flags, &e);
    if (st)
        return cli_failed(v, st, &e, d->house.why);
    st = turn_open(&d->house.app, &d->db, &e);
    if (st)
        return cli_failed(v, st, &e, STR_NULL);
    turn_begin(&d->act, &d->house.app, d->db, &d->mem, STR(""));
    d->act.viewer.level = AUTH_LOCAL;
    return CLI_DONE;
}

int desk_open_as(struct desk *d, const struct cli_verb *v, const struct desk_options *o)
{
    struct credentials c = { 0 };
    struct signin_try t;
    struct signin s;
    struct rw_err e = { 0 };
    struct str words;
    enum rw_status st;
    int status;

    *d = (struct desk){ 0 };
    if (!o->user)
        return cli_usage(v, "say who acts: --as USER");
    status = desk_open(d, v, o, 0);
    if (status)
        return status;
    st = credentials_read(&d->mem, o->credentials_fd, &c, &e);
    if (st)
        return cli_failed(v, st, &e, STR_NULL);
    t = (struct signin_try){ .login = str_of(o->user), .password = c.password, .code = c.code };
    st = signin_local(&d->act, &t, &s);
    if (st)
        return desk_failed(d, v, st);
    if (s.outcome == SIGNIN_DONE)
        return CLI_DONE;
    words = signin_words(&d->mem, &s);
    (void)fprintf(stderr, "reweave %s: %.*s\n", v->name, STR_ARG(words));
    return CLI_FAILED;
}

void desk_close(struct desk *d)
{
    if (d->db)
        turn_close(d->db);
    house_close(&d->house);
    if (d->mem.base) {
        arena_reset(&d->mem); /* a password lay in it */
        arena_free(&d->mem);
    }
    *d = (struct desk){ 0 };
}

int desk_failed(struct desk *d, const struct cli_verb *v, enum rw_status st)
{
    size_t i;

    for (i = 0; i < d->act.bad.n; i++)
        (void)fprintf(stderr, "reweave %s: %s: %.*s\n", v->name,
                      d->act.bad.list[i].field[0] ? d->act.bad.list[i].field : "this",
                      STR_ARG(d->act.bad.list[i].text));
    return d->act.bad.n ? CLI_FAILED : cli_failed(v, st, &d->act.err, STR_NULL);
}
