#include "app/demo.h"

#include "app/account.h"
#include "app/house.h"
#include "app/practice.h"
#include "app/turn.h"
#include "store/practice_dir.h"

#define PRACTICE_AGE_DAYS 400 /* older than the oldest family */
#define DAY_SECONDS INT64_C(86400)
#define PASSWORD_LETTERS 16 /* 80 random bits */
#define PASSWORD_GROUP 4

static const struct {
    const char *username, *name, *licence;
    enum role role;
} staff[] = {
    { "therapist", "Nora Linden", "LMFT 48213", ROLE_THERAPIST },
    { "supervisor", "Theo Hawthorn", "PhD, Psychologist 2291", ROLE_SUPERVISOR },
    { "office", "June Aspen", "", ROLE_OFFICE },
    { "admin", "Martin Ash", "", ROLE_ADMIN },
    { "colleague", "Ines Willow", "LCSW 7730", ROLE_THERAPIST },
};
#define NSTAFF (sizeof staff / sizeof *staff)

/* -- people ------------------------------------------------------------------------------------ */

/* "k7qd-m3rw-t5hx-2pnz" */
static struct str password_new(struct arena *mem)
{
    struct str id = id_new(mem);
    char *z = arena_array(mem, char, (size_t)2 * PASSWORD_LETTERS);
    size_t i, n = 0;

    for (i = 0; i < PASSWORD_LETTERS; i++) {
        if (i && i % PASSWORD_GROUP == 0)
            z[n++] = '-';
        z[n++] = id.p[i];
    }
    return (struct str){ z, n };
}

static enum rw_status make_people(struct act *a, struct demo *d, struct demo_staff *out)
{
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < NSTAFF; i++) {
        struct account_input in = { .login = str_of(staff[i].username),
                                    .name = str_of(staff[i].name),
                                    .licence = str_of(staff[i].licence),
                                    .roles = staff[i].role };
        struct str secret = totp_secret_new(a->mem), id = STR_NULL;
        struct demo_account *account = &d->account[d->n++];

        *account = (struct demo_account){ .username = in.login,
                                          .name = in.name,
                                          .password = password_new(a->mem),
                                          .role = str_of(role_word(staff[i].role)),
                                          .totp_secret = base32(a->mem, secret) };
        st = account_make(a, &in, account->password, secret, &id);
        if (i == 0)
            out->lead = (struct viewer){ .account_id = id,
                                         .name = in.name,
                                         .licence = in.licence,
                                         .roles = in.roles,
                                         .level = AUTH_FULL };
        else if (staff[i].role == ROLE_OFFICE)
            out->office = id;
    }
    return st;
}

static void console_act(struct act *a, const struct app *app, struct db *db, struct arena *mem,
                        int64_t now_utc)
{
    turn_begin(a, app, db, mem, STR(""));
    a->viewer.level = AUTH_LOCAL;
    a->now_utc = now_utc;
    a->today = clock_local(now_utc).date;
}

static enum rw_status fill(struct house *h, struct arena *mem, int64_t now, demo_say *say,
                           struct demo *d, struct rw_err *e)
{
    struct demo_staff people = { 0 };
    struct db *db = NULL;
    struct act a;
    struct practice_input practice = {
        .name = STR("Millbrook Family Practice"),
        .kind = STR("group"),
        .region = STR("US-OR"),
        .zone = STR("America/Los_Angeles"),
        .paper = STR("letter"),
    };
    enum rw_status st = turn_open(&h->app, &db, e);

    if (st)
        return st;
    h->app.tenant = STR(DB_PRACTICE_ID);
    console_act(&a, &h->app, db, mem, now - PRACTICE_AGE_DAYS * DAY_SECONDS);
    st = practice_create(&a, &practice, true);
    if (!st)
        st = practice_load(db, &h->app, &a.err);
    if (!st) {
        say("making the people who work here");
        st = make_people(&a, d, &people);
    }
    if (st)
        *e = a.err;
    if (!st) {
        say("making three families: Alder, Birch, Cedar");
        st = demo_fill(&h->app, db, &people, now, e);
    }
    turn_close(db);
    return st;
}

/* -- the whole --------------------------------------------------------------------------------- */

static enum rw_status reopen(struct arena *mem, const char *dir, const char *db_url, struct demo *d,
                             struct rw_err *e)
{
    struct house h = { 0 };
    enum rw_status st = house_open(&h, dir, db_url, HOUSE_MIGRATE, e);

    d->why = str_copy(mem, h.why);
    if (!st && !h.app.demo) {
        d->why = STR("A practice at work lies there. Start it with `reweave serve`.");
        st = RW_FAIL(e, RW_ECONFLICT, "this is no demonstration");
    }
    house_close(&h);
    return st;
}

static enum rw_status make(struct arena *mem, const char *dir, const char *db_url, int64_t now_utc,
                           demo_say *say, struct demo *d, struct rw_err *e)
{
    struct house h = { 0 };
    enum rw_status st;

    *d = (struct demo){ .fresh = true };
    say("making a practice with a key and a database of its own");
    st = dir_create(dir, db_url, e);
    if (st == RW_ECONFLICT)
        d->why = STR("Something else lies in that folder, or an earlier demonstration that was not "
                     "finished. Name another folder, or remove it.");
    if (st)
        return st;
    st = house_open(&h, dir, NULL, HOUSE_EMPTY | HOUSE_MIGRATE, e);
    if (st)
        d->why = str_copy(mem, h.why);
    if (!st)
        st = fill(&h, mem, now_utc, say, d, e);
    house_close(&h);
    return st ? st : demo_accounts_write(dir, d, e);
}

static void say_nothing(const char *line)
{
    (void)line;
}

enum rw_status demo_prepare(struct arena *mem, const char *dir, const char *db_url, int64_t now_utc,
                            demo_say *say, struct demo *d, struct rw_err *e)
{
    enum rw_status st = crypto_start(e);

    *d = (struct demo){ 0 };
    if (!st)
        st = demo_accounts_read(mem, dir, d, e);
    if (!st)
        return reopen(mem, dir, db_url, d, e);
    return st == RW_ENOTFOUND ? make(mem, dir, db_url, now_utc, say ? say : say_nothing, d, e) : st;
}
