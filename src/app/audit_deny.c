/* audit_deny.c -- refusals on record, within bounds. */
#include "app/audit.h"

#include "gen/queries.h"

#include <assert.h>
#include <string.h>

#define MINUTE 60
#define HEX_MAX 64

/* What rides to the writer: bytes only, nothing of the request's memory. */
struct denied {
    const struct app *app;
    const char *object_type, *purpose;
    enum capability cap;
    enum auth_level level;
    uint32_t roles;
    int64_t now_utc;
    char account_id[CRYPTO_ID_LEN], object_id[CRYPTO_ID_LEN], case_id[CRYPTO_ID_LEN];
    char request_id[CRYPTO_ID_LEN], session_key[HEX_MAX], source_key[HEX_MAX];
};
static_assert(sizeof(struct denied) <= WRITER_POST_MAX, "a refusal fits a post");

/* An id that has another length than ours is left out. */
static void keep(char *to, size_t size, struct str s)
{
    if (s.len == size)
        memcpy(to, s.p, size);
}

static struct str kept(const char *at, size_t size)
{
    return at[0] ? (struct str){ at, size } : STR_NULL;
}

/* How often this was refused in this minute, so far. */
static enum rw_status count_of(struct act *a, struct str id, struct str minute, int64_t *n)
{
    struct throttle_find_row row;
    enum rw_status st =
        q_throttle_find(a->db, a->mem, &(struct q_throttle_find_in){ .id = id }, &row, &a->err);

    *n = !st && str_eq(row.changed_utc, minute) ? -row.failures : 0;
    if (st == RW_ENOTFOUND)
        a->err = (struct rw_err){ 0 };
    return st == RW_ENOTFOUND ? RW_OK : st;
}

/* Counted below zero, so that the daily sweep of lanes takes these rows too, however high. */
static enum rw_status count_set(struct act *a, struct str id, struct str minute, int64_t n)
{
    struct q_throttle_save_in in = {
        .id = id, .failures = -n, .until_utc = minute, .changed_utc = minute
    };

    return q_throttle_save(a->db, a->mem, &in, &a->err);
}

static struct str lane(struct act *a, const struct denied *d, bool object)
{
    struct str who = a->viewer.session_key.len ? a->viewer.session_key : a->viewer.account_id;

    if (!object)
        return hash_sha256(a->mem, str_fmt(a->mem, "denied|%.*s", STR_ARG(who)));
    return hash_sha256(a->mem, str_fmt(a->mem, "denied|%.*s|%d|%.*s|%s|%.*s", STR_ARG(who),
                                       (int)d->cap, (int)sizeof d->case_id, d->case_id,
                                       d->object_type, (int)sizeof d->object_id, d->object_id));
}

static enum rw_status log_denied(struct act *a, const struct denied *d)
{
    struct str minute = utc_iso(a->mem, a->now_utc - a->now_utc % MINUTE);
    struct str session = lane(a, d, false), object = lane(a, d, true);
    int64_t all, same = 0;
    enum rw_status st = count_of(a, session, minute, &all);
    bool more = all == AUDIT_DENIALS;

    if (!st)
        st = count_of(a, object, minute, &same);
    if (st || all > AUDIT_DENIALS || same)
        return st;
    st = audit_add(
        a, &(struct audit){ .action = capability_word(d->cap),
                            .object_type = d->object_type,
                            .object_id = more ? STR_NULL : kept(d->object_id, CRYPTO_ID_LEN),
                            .case_id = more ? STR_NULL : kept(d->case_id, CRYPTO_ID_LEN),
                            .purpose = d->purpose,
                            .outcome = more ? "more" : "refused",
                            .denied = true });
    if (!st && !more)
        st = count_set(a, object, minute, 1);
    return st ? st : count_set(a, session, minute, all + 1);
}

static enum rw_status apply_denied(struct db *db, void *arg, struct rw_err *e)
{
    const struct denied *d = arg;
    struct act a = {
        .app = d->app,
        .db = db,
        .mem = db_scratch(db),
        .now_utc = d->now_utc,
        .request_id = kept(d->request_id, CRYPTO_ID_LEN),
        .source_key = kept(d->source_key, HEX_MAX),
        .viewer = { .account_id = kept(d->account_id, CRYPTO_ID_LEN),
                    .session_key = kept(d->session_key, HEX_MAX),
                    .roles = d->roles,
                    .level = d->level,
                    .reauth_utc = RW_NO_TIME },
    };
    enum rw_status st = log_denied(&a, d);

    if (st)
        *e = a.err;
    return st;
}

void audit_deny(const struct act *a, const struct denial *w)
{
    const struct page_object *o = &a->object;
    struct denied d = {
        .app = a->app,
        .object_type = o->type          ? o->type
                       : w->case_id.len ? "case"
                                        : "practice",
        .purpose = o->purpose,
        .cap = w->cap,
        .level = a->viewer.level,
        .roles = a->viewer.roles,
        .now_utc = a->now_utc,
    };

    keep(d.account_id, sizeof d.account_id, a->viewer.account_id);
    keep(d.object_id, sizeof d.object_id, o->type ? o->id : w->case_id);
    keep(d.case_id, sizeof d.case_id, w->case_id);
    keep(d.request_id, sizeof d.request_id, a->request_id);
    keep(d.session_key, sizeof d.session_key, a->viewer.session_key);
    keep(d.source_key, sizeof d.source_key, a->source_key);
    writer_post(a->app->writer, apply_denied, &d, sizeof d);
}
