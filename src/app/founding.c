#include "app/founding.h"

#include "app/house.h"
#include "app/lists.h"
#include "app/turn.h"
#include "store/practice_dir.h"

#define GROUP 4

/* The answers about the licence under the names of their own questions. */
static void check_licence(struct act *a, const struct licence_input *in)
{
    static const char *const names[][2] = { { "type", "licence-type" },
                                            { "number", "licence-number" },
                                            { "region", "licence-state" },
                                            { "expires_on", "licence-expires" } };
    size_t first = a->bad.n, i, k;

    licence_check(a, in);
    for (i = first; i < a->bad.n; i++)
        for (k = 0; k < sizeof names / sizeof *names; k++)
            if (str_is(str_of(a->bad.list[i].field), names[k][0]))
                a->bad.list[i].field = names[k][1];
}

static enum rw_status check_answers(struct arena *mem, struct founding *in, struct founded *out,
                                    struct rw_err *e)
{
    struct app app = { 0 };
    struct act a = { .app = &app, .mem = mem, .now_utc = clock_now() };
    enum rw_status practice = practice_check(&a, &in->practice), st;
    enum rw_status first = account_check(&a, &in->first, true);

    st = lists_load(mem, &app.lists, e);
    if (st)
        return st;
    a.today = clock_local(a.now_utc).date;
    in->licence.type = licence_type_of(&app, in->licence.type);
    if (in->licensed)
        check_licence(&a, &in->licence);
    out->bad = a.bad;
    if (practice || first || a.bad.n)
        return RW_FAIL(e, RW_EINPUT, "an answer will not do");
    return RW_OK;
}

static struct str key_words(struct arena *mem, const struct key *k)
{
    struct str plain = base32(mem, (struct str){ (const char *)k->b, CRYPTO_KEY });
    char *z = arena_array(mem, char, plain.len * 2 + 1);
    size_t i, n = 0;

    for (i = 0; i < plain.len; i++) {
        if (i && i % GROUP == 0)
            z[n++] = ' ';
        z[n++] = plain.p[i];
    }
    return (struct str){ z, n };
}

static enum rw_status fill_house(struct house *h, struct arena *mem, const struct founding *in,
                                 struct founded *out, struct rw_err *e)
{
    struct db *db = NULL;
    struct act a;
    enum rw_status st;

    h->app.tenant = STR(DB_PRACTICE_ID);
    st = turn_open(&h->app, &db, e);
    if (st)
        return st;
    turn_begin(&a, &h->app, db, mem, STR(""));
    a.viewer.level = AUTH_LOCAL;
    st = practice_create(&a, &in->practice, false);
    if (!st)
        st = account_invite(&a, &in->first, &out->invite);
    if (!st && in->licensed)
        st = licence_add(&a, out->invite.account_id, &in->licence, NULL);
    if (st)
        *e = a.err;
    turn_close(db);
    return st;
}

enum rw_status practice_found(struct arena *mem, const struct founding *in, struct founded *out,
                              struct rw_err *e)
{
    struct house h = { 0 };
    struct founding answers = *in;
    enum rw_status st = crypto_start(e);

    *out = (struct founded){ 0 };
    if (!st)
        st = check_answers(mem, &answers, out, e);
    if (!st)
        st = dir_create(in->dir, in->db_url, e);
    if (st)
        return st;
    st = house_open(&h, in->dir, NULL, HOUSE_EMPTY | HOUSE_MIGRATE, e);
    out->why = str_copy(mem, h.why);
    if (!st)
        st = fill_house(&h, mem, &answers, out, e);
    if (!st)
        out->recovery_key = key_words(mem, h.store.master);
    house_close(&h);
    return st;
}
