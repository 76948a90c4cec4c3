#include "app/throttle.h"

#include "app/session.h"
#include "app/settings.h"
#include "gen/queries.h"

#define DAY_SECONDS 86400

static struct str lane_id(struct arena *a, const char *kind, struct str what)
{
    return hash_sha256(a, str_fmt(a, "lane|%s|%.*s", kind, STR_ARG(what)));
}

static struct str account_lane(struct arena *a, struct str login_key)
{
    return lane_id(a, "account", login_key);
}

struct str throttle_device_id(struct arena *a, struct str device_token, struct str account_id)
{
    return hash_sha256(a,
                       str_fmt(a, "device|%.*s|%.*s", STR_ARG(device_token), STR_ARG(account_id)));
}

/* RW_ENOTFOUND is a result here, not something for the log. */
static bool not_there(struct act *a, enum rw_status st)
{
    if (st == RW_ENOTFOUND)
        a->err = (struct rw_err){ 0 };
    return st == RW_ENOTFOUND;
}

enum rw_status throttle_lanes(struct act *a, struct str login_key, struct str account_id,
                              struct str device, struct lanes *l)
{
    struct str id = throttle_device_id(a->mem, device, account_id);
    struct q_known_device_find_in in = { .id = id };
    struct known_device_find_row row = { 0 };
    enum rw_status st = q_known_device_find(a->db, a->mem, &in, &row, &a->err);
    int64_t seen;

    if (st && !not_there(a, st))
        return st;
    if (!st && device.len && str_eq(row.account_id, account_id) && utc_parse(row.seen_utc, &seen) &&
        a->now_utc - seen < DEVICE_SECONDS) {
        *l = (struct lanes){ .id = { lane_id(a->mem, "device", id) }, .n = 1, .known = true };
        return RW_OK;
    }
    throttle_address_lane(a, l);
    l->id[1] = account_lane(a->mem, login_key);
    l->n = 2;
    return RW_OK;
}

void throttle_address_lane(struct act *a, struct lanes *l)
{
    *l = (struct lanes){ .id = { lane_id(a->mem, "address", str_or(a->source_key, "console")) },
                         .n = 1 };
}

/* An address is shared by many people, so it is freer, forgets, and never stops for good. */
static bool is_address(const struct lanes *l, size_t i)
{
    return i == 0 && !l->known;
}

int64_t throttle_wait_s(int64_t failures, int64_t unpunished, int64_t longest_s)
{
    int64_t over = failures - unpunished - 1;

    if (over < 0)
        return 0;
    return over < 20 && (INT64_C(1) << over) < longest_s ? INT64_C(1) << over : longest_s;
}

static int64_t free_failures(const struct act *a, const struct lanes *l, size_t i)
{
    return setting_number(a->app->settings,
                          is_address(l, i) ? SETTING_THROTTLE_FREE_ADDRESS : SETTING_THROTTLE_FREE);
}

static enum rw_status read_lane(struct act *a, const struct lanes *l, size_t i, int64_t *failures,
                                int64_t *until)
{
    struct q_throttle_find_in in = { .id = l->id[i] };
    struct throttle_find_row row;
    enum rw_status st = q_throttle_find(a->db, a->mem, &in, &row, &a->err);
    int64_t changed;

    *failures = 0;
    *until = 0;
    if (st)
        return not_there(a, st) ? RW_OK : st;
    if (!utc_parse(row.until_utc, until) || !utc_parse(row.changed_utc, &changed))
        return RW_FAIL(&a->err, RW_EDEP, "a throttle row has no time");
    if (!is_address(l, i) || a->now_utc - changed < DAY_SECONDS)
        *failures = row.failures;
    return RW_OK;
}

static enum rw_status save_lane(struct act *a, const struct lanes *l, size_t i, int64_t failures,
                                int64_t wait_s)
{
    struct q_throttle_save_in in = {
        .id = l->id[i],
        .failures = failures,
        .until_utc = utc_iso(a->mem, a->now_utc + wait_s),
        .changed_utc = utc_iso(a->mem, a->now_utc),
    };

    return q_throttle_save(a->db, a->mem, &in, &a->err);
}

enum rw_status throttle_look(struct act *a, const struct lanes *l, struct lane_wait *w)
{
    int64_t stop = setting_number(a->app->settings, SETTING_THROTTLE_STOP), failures, until;
    size_t i;

    *w = (struct lane_wait){ 0 };
    for (i = 0; i < l->n; i++) {
        enum rw_status st = read_lane(a, l, i, &failures, &until);

        if (st)
            return st;
        if (until - a->now_utc > w->seconds)
            w->seconds = until - a->now_utc;
        if (!is_address(l, i) && failures >= stop)
            w->paused = true;
    }
    return RW_OK;
}

enum rw_status throttle_count(struct act *a, const struct lanes *l, struct lane_wait *w)
{
    int64_t longest = setting_number(a->app->settings, SETTING_THROTTLE_WAIT), failures, until;
    enum rw_status st = throttle_look(a, l, w);
    size_t i;

    if (st || w->seconds || w->paused)
        return st;
    for (i = 0; !st && i < l->n; i++) {
        st = read_lane(a, l, i, &failures, &until);
        failures++;
        if (!st)
            st = save_lane(a, l, i, failures,
                           throttle_wait_s(failures, free_failures(a, l, i), longest));
    }
    return st;
}

enum rw_status throttle_pardon(struct act *a, const struct lanes *l)
{
    int64_t failures, until;
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < l->n; i++) {
        st = read_lane(a, l, i, &failures, &until);
        if (!st)
            st = save_lane(a, l, i, failures > 0 ? failures - 1 : 0, 0);
    }
    return st;
}

/* The address only gets its own try back: with one good account, somebody could otherwise go on
 * trying others from the same place for ever. */
enum rw_status throttle_clear(struct act *a, const struct lanes *l, struct str login_key)
{
    struct q_throttle_clear_in in = { .id = account_lane(a->mem, login_key) };
    enum rw_status st = throttle_pardon(a, l);

    if (!st)
        st = q_throttle_clear(a->db, a->mem, &in, &a->err);
    if (!st && l->known) {
        in.id = l->id[0];
        st = q_throttle_clear(a->db, a->mem, &in, &a->err);
    }
    return st;
}

enum rw_status throttle_sweep(struct act *a)
{
    struct q_throttle_sweep_in in = {
        .changed_utc = utc_iso(a->mem, a->now_utc - DAY_SECONDS),
        .failures = setting_number(a->app->settings, SETTING_THROTTLE_FREE),
    };

    return q_throttle_sweep(a->db, a->mem, &in, &a->err);
}
