#include "app/session.h"

#include "app/audit.h"
#include "app/session_new.h"
#include "app/settings.h"
#include "gen/queries.h"

#include <string.h>

#define KEY_LEN 64
#define TOUCH_SECONDS 60
#define PASS_SECONDS 60
#define PASS_AAD "pass of a browser"
#define TOKEN_RANDOM 22 /* 132 bits; the rest of a token proves that we made it */
#define OLD_SECONDS (7 * INT64_C(86400))
#define ENROL_SECONDS 1800 /* to install a code generator on a phone and scan the picture */

struct str session_key(struct arena *a, struct str token)
{
    return hash_sha256(a, token);
}

static bool could_be_token(struct str t)
{
    return t.len == CRYPTO_TOKEN_LEN && str_utf8(t) && str_clean(t, false);
}

static int64_t idle_s(const struct act *a)
{
    return setting_number(a->app->settings, SETTING_SESSION_IDLE);
}

/* The one place that says how long a session lasts. */
static bool in_time(const struct act *a, int64_t created, int64_t seen)
{
    return a->now_utc - seen < idle_s(a) &&
           a->now_utc - created < setting_number(a->app->settings, SETTING_SESSION_ABSOLUTE);
}

static bool half_in_time(const struct act *a, const struct session_find_row *row, int64_t created)
{
    bool enrols = str_is(row->state, "invited");
    int64_t limit = enrols ? ENROL_SECONDS : setting_number(a->app->settings, SETTING_SECOND_STEP);

    return a->now_utc - created < limit;
}

static enum session_state judge(const struct act *a, const struct session_find_row *row,
                                const struct session_found *f)
{
    bool half = str_is(row->level, "password"), ended = row->ended_utc.len > 0;

    if (str_is(row->state, "disabled"))
        return SESSION_NONE;
    if (half)
        return !ended && half_in_time(a, row, f->created_utc) ? SESSION_HALF : SESSION_NONE;
    if (!str_is(row->state, "active"))
        return SESSION_NONE;
    return !ended && in_time(a, f->created_utc, f->seen_utc) ? SESSION_LIVE : SESSION_EXPIRED;
}

static void fill_viewer(struct act *a, const struct session_find_row *row, bool live)
{
    a->viewer = (struct viewer){
        .account_id = row->account_id,
        .name = row->name,
        .licence = row->licence,
        .roles = live ? (uint32_t)row->roles : 0,
        .level = live ? AUTH_FULL : AUTH_PASSWORD,
        .session_key = row->id,
        .reauth_utc = RW_NO_TIME,
    };
    if (live && row->reauth_utc.len && !utc_parse(row->reauth_utc, &a->viewer.reauth_utc))
        a->viewer.reauth_utc = RW_NO_TIME;
}

enum rw_status session_find(struct act *a, struct str token, struct session_found *f)
{
    struct session_find_row row;
    enum rw_status st;

    *f = (struct session_found){ 0 };
    if (!could_be_token(token))
        return RW_OK;
    st = q_session_find(a->db, a->mem,
                        &(struct q_session_find_in){ .id = session_key(a->mem, token) }, &row,
                        &a->err);
    if (st == RW_ENOTFOUND) {
        a->err = (struct rw_err){ 0 };
        return RW_OK;
    }
    if (st)
        return st;
    if (!utc_parse(row.created_utc, &f->created_utc) || !utc_parse(row.seen_utc, &f->seen_utc))
        return RW_FAIL(&a->err, RW_EDEP, "a session row has no time");
    f->state = judge(a, &row, f);
    if (f->state == SESSION_NONE)
        return RW_OK;
    f->key = row.id;
    f->account_id = row.account_id;
    if (f->state == SESSION_EXPIRED)
        return RW_OK;
    f->touch_due = f->state == SESSION_LIVE &&
                   a->now_utc - f->seen_utc >= (idle_s(a) < 240 ? idle_s(a) / 4 : TOUCH_SECONDS);
    fill_viewer(a, &row, f->state == SESSION_LIVE);
    return RW_OK;
}

struct touch {
    char key[KEY_LEN];
    int64_t now_utc;
};

static enum rw_status apply_touch(struct db *db, void *arg, struct rw_err *e)
{
    const struct touch *t = arg;
    struct arena *mem = db_scratch(db);
    struct q_session_seen_in in = {
        .id = { t->key, KEY_LEN },
        .seen_utc = utc_iso(mem, t->now_utc),
    };

    return q_session_seen(db, mem, &in, e);
}

void session_touch(const struct act *a, const struct session_found *f)
{
    struct touch t = { .now_utc = a->now_utc };

    if (!f->touch_due || f->key.len != KEY_LEN)
        return;
    memcpy(t.key, f->key.p, KEY_LEN);
    writer_post(a->app->writer, apply_touch, &t, sizeof t);
}

static struct str marked(const struct act *a, struct str text)
{
    struct key k;
    struct str mark;

    db_subkey(a->db, KEY_CSRF, &k);
    mark = hash_keyed(a->mem, &k, text);
    key_wipe(&k);
    return mark;
}

struct str session_who(const struct act *a, struct str account_id)
{
    return marked(a, str_fmt(a->mem, "whose|%.*s", STR_ARG(account_id)));
}

struct str session_csrf(const struct act *a, const struct session_found *f, struct str token)
{
    bool live = f && f->state == SESSION_LIVE;
    struct str text = live ? str_fmt(a->mem, "session|%.*s|%lld", STR_ARG(f->account_id),
                                     (long long)f->created_utc)
                           : str_fmt(a->mem, "browser|%.*s", STR_ARG(token));
    struct str which = marked(a, text), whose = session_who(a, live ? f->account_id : STR(""));

    return str_fmt(a->mem, "%.*s%.*s", (int)which.len / 2, which.p, (int)whose.len / 2, whose.p);
}

bool session_csrf_whose(const struct act *a, struct str token)
{
    struct str whose = session_who(a, a->viewer.account_id);
    size_t half = whose.len / 2;

    return a->viewer.account_id.len && token.len == 2 * half &&
           same_bytes((struct str){ token.p + half, half }, (struct str){ whose.p, half });
}

/* A token is random letters and a mark on them, together as long as any token. */
static struct str with_mark(const struct app *app, struct arena *mem, struct str token)
{
    struct str text = { token.p, TOKEN_RANDOM }, mark;
    struct key k;

    key_derive(app->store->master, KEY_SESSION, &k);
    mark = hash_keyed(mem, &k, str_fmt(mem, "token|%.*s", STR_ARG(text)));
    key_wipe(&k);
    return str_fmt(mem, "%.*s%.*s", STR_ARG(text), CRYPTO_TOKEN_LEN - TOKEN_RANDOM, mark.p);
}

struct str session_token_new(const struct app *app, struct arena *mem)
{
    return with_mark(app, mem, token_new(mem));
}

bool session_token_ours(const struct app *app, struct arena *mem, struct str token)
{
    return could_be_token(token) && same_bytes(token, with_mark(app, mem, token));
}

struct str device_pass(const struct act *a, struct str device_token)
{
    struct rw_err unheard = { 0 };
    struct str sealed, text;
    struct key k;
    enum rw_status st;

    if (!could_be_token(device_token))
        return STR("");
    text =
        str_fmt(a->mem, "%.*s%lld", STR_ARG(device_token), (long long)(a->now_utc + PASS_SECONDS));
    db_subkey(a->db, KEY_PASS, &k);
    st = seal(a->mem, &k, 0, STR(PASS_AAD), text, &sealed, &unheard);
    key_wipe(&k);
    return st ? STR("") : base32(a->mem, sealed);
}

struct str device_take(const struct act *a, struct str pass)
{
    struct rw_err unheard = { 0 };
    struct str sealed = base32_open(a->mem, pass), text, until;
    struct key k;
    enum rw_status st;
    int64_t t;

    if (!sealed.len)
        return STR_NULL;
    db_subkey(a->db, KEY_PASS, &k);
    st = seal_open(a->mem, &k, STR(PASS_AAD), sealed, &text, &unheard);
    key_wipe(&k);
    if (st || text.len <= CRYPTO_TOKEN_LEN)
        return STR_NULL;
    until = (struct str){ text.p + CRYPTO_TOKEN_LEN, text.len - CRYPTO_TOKEN_LEN };
    if (!str_i64(until, &t) || t < a->now_utc || t > a->now_utc + PASS_SECONDS)
        return STR_NULL;
    return (struct str){ text.p, CRYPTO_TOKEN_LEN };
}

/* -- one's own list -- */

static enum rw_status read_live(struct act *a, struct str account_id, struct session_line **list,
                                size_t *n)
{
    struct session_row *rows;
    size_t i, nrows;
    enum rw_status st =
        q_session_list(a->db, a->mem, &(struct q_session_list_in){ .account_id = account_id },
                       &rows, &nrows, &a->err);

    *n = 0;
    if (st)
        return st;
    *list = arena_array(a->mem, struct session_line, nrows + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < nrows; i++) {
        struct session_line line = {
            .key = rows[i].id,
            .label = rows[i].label,
            .current = str_eq(rows[i].id, a->viewer.session_key),
        };

        if (str_is(rows[i].level, "full") && utc_parse(rows[i].created_utc, &line.created_utc) &&
            utc_parse(rows[i].seen_utc, &line.seen_utc) &&
            in_time(a, line.created_utc, line.seen_utc))
            (*list)[(*n)++] = line;
    }
    return RW_OK;
}

enum rw_status session_list(struct act *a, struct session_line **list, size_t *n)
{
    if (!act_may(a, CAP_SELF))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody is signed in");
    return read_live(a, a->viewer.account_id, list, n);
}

/* -- ending; each inside apply -- */

enum rw_status session_end_row(struct act *a, struct str account_id, struct str key)
{
    struct q_session_end_in in = { .id = key,
                                   .account_id = account_id,
                                   .ended_utc = utc_iso(a->mem, a->now_utc) };

    return q_session_end(a->db, a->mem, &in, &a->err);
}

enum rw_status session_end_all(struct act *a, struct str account_id, struct str keep)
{
    struct q_session_end_others_in in = {
        .account_id = account_id,
        .keep = keep.len ? keep : STR("00"),
        .ended_utc = utc_iso(a->mem, a->now_utc),
    };

    return q_session_end_others(a->db, a->mem, &in, &a->err);
}

static enum rw_status apply_end(struct act *a, void *arg)
{
    const struct str *key = arg;
    enum rw_status st = session_end_row(a, a->viewer.account_id, *key);

    if (st == RW_ECONFLICT)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such session of this person");
    return st ? st
              : audit_add(a, &(struct audit){ .action = "session-end",
                                              .object_type = "account",
                                              .object_id = a->viewer.account_id,
                                              .purpose = "access" });
}

static bool could_be_key(struct str key)
{
    size_t i;

    for (i = 0; i < key.len; i++)
        if (!((key.p[i] >= '0' && key.p[i] <= '9') || (key.p[i] >= 'a' && key.p[i] <= 'f')))
            return false;
    return key.len == KEY_LEN;
}

enum rw_status session_end(struct act *a, struct str key)
{
    if (!act_may(a, CAP_SELF) || !could_be_key(key))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no such session of this person");
    return act_write(a, apply_end, &key);
}

static enum rw_status apply_end_others(struct act *a, void *arg)
{
    enum rw_status st = session_end_all(a, a->viewer.account_id, a->viewer.session_key);

    (void)arg;
    return st ? st
              : audit_add(a, &(struct audit){ .action = "session-end-others",
                                              .object_type = "account",
                                              .object_id = a->viewer.account_id,
                                              .purpose = "access" });
}

enum rw_status session_end_others(struct act *a)
{
    if (!act_may(a, CAP_SELF))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody is signed in");
    return act_write(a, apply_end_others, NULL);
}

static enum rw_status apply_sign_out(struct act *a, void *arg)
{
    enum rw_status st = session_end_row(a, a->viewer.account_id, a->viewer.session_key);

    (void)arg;
    /* ended meanwhile from elsewhere: what was wanted is the case */
    if (st && st != RW_ECONFLICT)
        return st;
    a->err = (struct rw_err){ 0 };
    return audit_add(a, &(struct audit){ .action = "sign-out",
                                         .object_type = "account",
                                         .object_id = a->viewer.account_id,
                                         .purpose = "access" });
}

enum rw_status session_sign_out(struct act *a)
{
    if (!a->viewer.session_key.len)
        return RW_OK;
    return act_write(a, apply_sign_out, NULL);
}

/* -- beginning; each inside apply -- */

enum rw_status session_start(struct act *a, const struct session_new *n, struct str *token)
{
    struct str fresh = session_token_new(a->app, a->mem), now = utc_iso(a->mem, a->now_utc);
    struct q_session_add_in in = {
        .id = session_key(a->mem, fresh),
        .account_id = n->account_id,
        .label = n->label.len ? n->label : STR("A browser"),
        .level = n->full ? STR("full") : STR("password"),
        .created_utc = n->created_utc.len ? n->created_utc : now,
        .seen_utc = now,
        .reauth_utc = n->full ? now : STR_NULL,
    };
    enum rw_status st = q_session_add(a->db, a->mem, &in, &a->err);

    if (!st)
        *token = fresh;
    return st;
}

enum rw_status session_make_room(struct act *a, struct str account_id)
{
    size_t keep = (size_t)setting_number(a->app->settings, SETTING_SESSIONS) - 1, i, n;
    struct session_line *list = NULL;
    struct q_session_close_old_in old = {
        .account_id = account_id,
        .before_utc = utc_iso(a->mem, a->now_utc - OLD_SECONDS),
        .ended_utc = utc_iso(a->mem, a->now_utc),
    };
    enum rw_status st = q_session_close_old(a->db, a->mem, &old, &a->err);

    if (!st)
        st = read_live(a, account_id, &list, &n);
    for (i = keep; !st && i < n; i++)
        st = session_end_row(a, account_id, list[i].key);
    return st;
}

enum rw_status session_renew(struct act *a, struct str account_id, struct str key,
                             struct str *token)
{
    struct session_row row;
    enum rw_status st =
        q_session_get(a->db, a->mem, &(struct q_session_get_in){ .id = key }, &row, &a->err);

    if (!st)
        st = session_end_row(a, account_id, key);
    if (!st)
        st = session_start(a,
                           &(struct session_new){ .account_id = account_id,
                                                  .label = row.label,
                                                  .created_utc = row.created_utc,
                                                  .full = true },
                           token);
    return st;
}
