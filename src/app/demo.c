#include "app/demo.h"

#include "app/account.h"
#include "app/house.h"
#include "app/practice.h"
#include "app/turn.h"
#include "base/limits.h"
#include "store/practice_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <liboath/oath.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX (32u << 10)
#define PRACTICE_AGE_DAYS 400 /* older than the oldest family */
#define DAY_SECONDS INT64_C(86400)
#define TOTP_STEP_S 30
#define TOTP_DIGITS 6
#define PASSWORD_GROUP 4
#define PASSWORD_GROUPS 4 /* 80 random bits */
#define SECRET_MAX 64

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
    char *z = arena_array(mem, char, (size_t)PASSWORD_GROUPS *(PASSWORD_GROUP + 1));
    size_t i, n = 0;

    for (i = 0; i < (size_t)PASSWORD_GROUPS * PASSWORD_GROUP; i++) {
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

static enum rw_status fill(struct house *h, struct arena *mem, void (*say)(const char *),
                           struct demo *d, struct rw_err *e)
{
    int64_t now = clock_now();
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

/* -- the file of accounts ---------------------------------------------------------------------- */

static bool accounts_path(char path[static PATH_MAX], const char *dir)
{
    int n = snprintf(path, PATH_MAX, "%s/%s", dir, DEMO_ACCOUNTS_FILE);

    return n > 0 && n < PATH_MAX;
}

static void write_member(struct out *o, const char *name, struct str value, const char *end)
{
    out_fmt(o, "    \"%s\": ", name);
    out_json(o, value);
    out_z(o, end);
}

static void accounts_json(const struct demo *d, struct out *o)
{
    size_t i;

    out_z(o, "[\n");
    for (i = 0; i < d->n; i++) {
        const struct demo_account *x = &d->account[i];

        out_z(o, "  {\n");
        write_member(o, "username", x->username, ",\n");
        write_member(o, "name", x->name, ",\n");
        write_member(o, "password", x->password, ",\n");
        write_member(o, "role", x->role, ",\n");
        write_member(o, "totp_secret", x->totp_secret, "\n");
        out_z(o, i + 1 < d->n ? "  },\n" : "  }\n");
    }
    out_z(o, "]\n");
}

/* Comes last: a folder that has it holds a whole demonstration. */
static enum rw_status accounts_write(const char *dir, const struct demo *d, struct rw_err *e)
{
    char path[PATH_MAX];
    struct out o;
    enum rw_status st = RW_OK;
    int fd;

    if (!accounts_path(path, dir))
        return RW_FAIL(e, RW_EINPUT, "the folder's name is too long");
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return RW_FAIL(e, RW_EDEP, DEMO_ACCOUNTS_FILE " can't be made (%d)", errno);
    out_init(&o, FILE_MAX);
    accounts_json(d, &o);
    if (o.over || write(fd, o.p, o.len) != (ssize_t)o.len || fsync(fd) != 0)
        st = RW_FAIL(e, RW_EDEP, DEMO_ACCOUNTS_FILE " can't be written (%d)", errno);
    out_clear(&o);
    out_free(&o);
    close(fd);
    return st;
}

static enum rw_status read_whole(struct arena *mem, const char *path, struct str *text,
                                 struct rw_err *e)
{
    char *z = arena_array(mem, char, FILE_MAX);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t got;

    if (fd < 0)
        return RW_FAIL(e, errno == ENOENT ? RW_ENOTFOUND : RW_EDEP,
                       DEMO_ACCOUNTS_FILE " can't be opened (%d)", errno);
    got = z ? read(fd, z, FILE_MAX) : -1;
    close(fd);
    if (got <= 0)
        return RW_FAIL(e, RW_EDEP, DEMO_ACCOUNTS_FILE " can't be read");
    *text = (struct str){ z, (size_t)got };
    return RW_OK;
}

static struct str member(struct arena *mem, const json_t *x, const char *name)
{
    return str_copy(mem, str_of(json_string_value(json_object_get(x, name))));
}

enum rw_status demo_accounts_read(struct arena *mem, const char *dir, struct demo *d,
                                  struct rw_err *e)
{
    char path[PATH_MAX];
    struct str text = STR_NULL;
    json_error_t why;
    json_t *list;
    size_t i;
    enum rw_status st = RW_OK;

    *d = (struct demo){ 0 };
    if (!accounts_path(path, dir))
        return RW_FAIL(e, RW_EINPUT, "the folder's name is too long");
    st = read_whole(mem, path, &text, e);
    if (st)
        return st;
    list = json_loadb(text.p, text.len, JSON_REJECT_DUPLICATES, &why);
    for (i = 0; i < json_array_size(list) && i < DEMO_ACCOUNTS_MAX; i++) {
        const json_t *x = json_array_get(list, i);

        d->account[d->n++] = (struct demo_account){ .username = member(mem, x, "username"),
                                                    .name = member(mem, x, "name"),
                                                    .password = member(mem, x, "password"),
                                                    .role = member(mem, x, "role"),
                                                    .totp_secret = member(mem, x, "totp_secret") };
    }
    json_decref(list);
    return d->n ? RW_OK : RW_FAIL(e, RW_EINPUT, DEMO_ACCOUNTS_FILE " holds no account");
}

static size_t secret_bytes(struct str words, char bytes[static SECRET_MAX])
{
    unsigned have = 0;
    uint32_t bits = 0;
    size_t i, n = 0;

    for (i = 0; i < words.len; i++) {
        char c = words.p[i];
        bool letter = c >= 'A' && c <= 'Z';

        if (!letter && (c < '2' || c > '7'))
            return 0;
        bits = bits << 5 | (uint32_t)(letter ? c - 'A' : c - '2' + 26);
        have += 5;
        if (have < 8)
            continue;
        have -= 8;
        if (n == SECRET_MAX)
            return 0;
        bytes[n++] = (char)(bits >> have & 0xFF);
    }
    return n;
}

struct str demo_code(struct arena *mem, const struct demo_account *account, int64_t now_utc)
{
    char secret[SECRET_MAX], *z = arena_array(mem, char, TOTP_DIGITS + 1);
    size_t n = secret_bytes(account->totp_secret, secret);

    if (!n || oath_totp_generate(secret, n, (time_t)now_utc, TOTP_STEP_S, 0, TOTP_DIGITS, z) != 0)
        return STR_NULL;
    return (struct str){ z, TOTP_DIGITS };
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

static enum rw_status make(struct arena *mem, const char *dir, const char *db_url,
                           void (*say)(const char *), struct demo *d, struct rw_err *e)
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
        st = fill(&h, mem, say, d, e);
    house_close(&h);
    return st ? st : accounts_write(dir, d, e);
}

static void say_nothing(const char *line)
{
    (void)line;
}

enum rw_status demo_prepare(struct arena *mem, const char *dir, const char *db_url,
                            void (*say)(const char *line), struct demo *d, struct rw_err *e)
{
    enum rw_status st = crypto_start(e);

    *d = (struct demo){ 0 };
    if (!st)
        st = demo_accounts_read(mem, dir, d, e);
    if (!st)
        return reopen(mem, dir, db_url, d, e);
    return st == RW_ENOTFOUND ? make(mem, dir, db_url, say ? say : say_nothing, d, e) : st;
}
