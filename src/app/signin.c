#include "app/signin.h"

#include "app/audit.h"
#include "app/factor.h"
#include "app/password.h"
#include "app/session.h"
#include "app/session_new.h"
#include "app/throttle.h"
#include "gen/queries.h"

#define BUSY_SECONDS 5

/* One try on its way. */
struct attempt {
    const struct signin_try *t;
    struct signin *s;
    struct account_secret_row who; /* zeroed where nobody has this login */
    bool usable; /* exists, is active and has both factors */
    struct str login_key;
    struct lanes lanes;
    const char *action; /* of the event that counts the try */
    struct str rehash; /* the password under today's parameters, where the stored one is older */
};

static bool may_sign_in(const struct account_secret_row *who)
{
    return str_is(who->state, "active") && who->password.len && who->totp_secret.len;
}

static enum rw_status find_by_login(struct act *a, struct attempt *t)
{
    struct q_account_by_login_in in;
    enum rw_status st;

    t->login_key = db_lookup_key(a->db, a->mem, t->t->login);
    in = (struct q_account_by_login_in){ .login_key = t->login_key };
    st = q_account_by_login(a->db, a->mem, &in, &t->who, &a->err);
    if (st == RW_ENOTFOUND) {
        a->err = (struct rw_err){ 0 };
        t->who = (struct account_secret_row){ 0 };
        st = RW_OK;
    }
    t->usable = may_sign_in(&t->who);
    return st;
}

static enum rw_status find_viewer(struct act *a, struct attempt *t)
{
    struct q_account_secret_in in = { .id = a->viewer.account_id };
    enum rw_status st = q_account_secret(a->db, a->mem, &in, &t->who, &a->err);

    t->login_key = t->who.login_key;
    t->usable = !st && may_sign_in(&t->who);
    return st;
}

static void take_wait(struct signin *s, const struct lane_wait *w)
{
    s->outcome = SIGNIN_WAIT;
    s->wait_s = w->seconds;
    s->paused = w->paused;
}

static enum rw_status apply_count(struct act *a, void *arg)
{
    struct attempt *t = arg;
    struct lane_wait w;
    enum rw_status st = throttle_count(a, &t->lanes, &w);

    if (st)
        return st;
    if (w.seconds || w.paused) {
        take_wait(t->s, &w);
        return RW_FAIL(&a->err, RW_ELIMIT, "this lane waits");
    }
    st = throttle_look(a, &t->lanes, &w);
    t->s->wait_s = w.seconds;
    return st ? st
              : audit_add(a, &(struct audit){ .action = t->action,
                                              .object_type = "account",
                                              .object_id = t->who.id,
                                              .purpose = "access",
                                              .outcome = "counted" });
}

/* After RW_OK the try goes on only while the outcome is still WRONG, the value it began with. */
static enum rw_status count_try(struct act *a, struct attempt *t)
{
    enum rw_status st = act_write(a, apply_count, t);

    if (st == RW_ELIMIT && t->s->outcome == SIGNIN_WAIT) {
        a->err = (struct rw_err){ 0 };
        return RW_OK;
    }
    return st;
}

/* Lanes, a first look without the writer, a place for the hash, the count: then *right says whether
 * the password matched. The look spares the queue for those who may try. */
static enum rw_status try_password(struct act *a, struct attempt *t, bool *right)
{
    struct lane_wait w;
    enum rw_status st = throttle_lanes(a, t->login_key, t->who.id, t->t->device, &t->lanes);

    *right = false;
    if (!st)
        st = throttle_look(a, &t->lanes, &w);
    if (st)
        return st;
    if (w.seconds || w.paused) {
        take_wait(t->s, &w);
        return RW_OK;
    }
    if (password_wait(a, t->lanes.known)) {
        a->err = (struct rw_err){ 0 };
        t->s->outcome = SIGNIN_BUSY;
        t->s->wait_s = BUSY_SECONDS;
        return RW_OK;
    }
    st = count_try(a, t);
    if (!st && t->s->outcome == SIGNIN_WRONG)
        *right = password_right(a, t->usable ? t->who.password : STR_NULL, t->t->password);
    password_done();
    return st;
}

static enum rw_status rehash_if_stale(struct act *a, struct attempt *t)
{
    if (!password_stale(a->mem, t->who.password))
        return RW_OK;
    return password_make(a, t->t->password, &t->rehash);
}

static enum rw_status save_rehash(struct act *a, const struct attempt *t)
{
    struct q_account_password_rehash_in in = { .id = t->who.id, .password = t->rehash };

    return t->rehash.len ? q_account_password_rehash(a->db, a->mem, &in, &a->err) : RW_OK;
}

static enum rw_status note(struct act *a, const char *action, struct str account_id,
                           const char *outcome)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "account",
                                         .object_id = account_id,
                                         .purpose = "access",
                                         .outcome = outcome });
}

/* From here on events carry the person as the one who acts. */
static void become(struct act *a, const struct account_secret_row *who, enum auth_level level)
{
    a->viewer.account_id = who->id;
    a->viewer.level = level;
    a->rule = "sign-in";
}

/* -- first step -- */

static enum rw_status apply_half(struct act *a, void *arg)
{
    struct attempt *t = arg;
    enum rw_status st = throttle_pardon(a, &t->lanes);

    if (!st)
        st = save_rehash(a, t);
    if (!st)
        st =
            session_start(a, &(struct session_new){ .account_id = t->who.id, .label = t->t->label },
                          &t->s->token);
    return st ? st : note(a, "sign-in-password", t->who.id, NULL);
}

enum rw_status signin_password(struct act *a, const struct signin_try *t, struct signin *s)
{
    struct attempt at = { .t = t, .s = s, .action = "sign-in-try" };
    struct viewer before = a->viewer;
    bool right;
    enum rw_status st;

    *s = (struct signin){ .recovery_left = -1 };
    st = find_by_login(a, &at);
    if (!st)
        st = try_password(a, &at, &right);
    if (st || !right)
        return st;
    st = rehash_if_stale(a, &at);
    if (!st) {
        become(a, &at.who, AUTH_PASSWORD);
        st = act_write(a, apply_half, &at);
        a->viewer = before;
    }
    if (st)
        return st;
    s->outcome = SIGNIN_CODE;
    s->wait_s = 0;
    s->account_id = at.who.id;
    return RW_OK;
}

/* -- second step -- */

static enum rw_status remember_browser(struct act *a, const struct attempt *t)
{
    struct str token = session_token_ours(a->app, a->mem, t->t->device)
                           ? t->t->device
                           : session_token_new(a->app, a->mem);
    struct q_known_device_save_in in = {
        .id = throttle_device_id(a->mem, token, t->who.id),
        .account_id = t->who.id,
        .seen_utc = utc_iso(a->mem, a->now_utc),
    };

    t->s->device = token;
    return q_known_device_save(a->db, a->mem, &in, &a->err);
}

static enum rw_status start_full(struct act *a, struct attempt *t)
{
    enum rw_status st = RW_OK;

    if (a->viewer.session_key.len)
        st = session_end_row(a, t->who.id, a->viewer.session_key);
    if (st == RW_ECONFLICT) {
        t->s->outcome = SIGNIN_AGAIN;
        return st;
    }
    if (!st)
        st = session_make_room(a, t->who.id);
    if (!st)
        st = session_start(
            a, &(struct session_new){ .account_id = t->who.id, .label = t->t->label, .full = true },
            &t->s->token);
    return st;
}

static enum rw_status apply_full(struct act *a, void *arg)
{
    struct attempt *t = arg;
    bool right;
    enum rw_status st = factor_use(a, t->who.id, t->t->code, &right, &t->s->recovery_left);

    if (st)
        return st;
    if (!right)
        return note(a, "sign-in-code", t->who.id, "wrong");
    st = start_full(a, t);
    if (!st)
        st = throttle_clear(a, &t->lanes, t->login_key);
    if (!st)
        st = throttle_sweep(a);
    if (!st)
        st = remember_browser(a, t);
    if (!st)
        st = note(a, t->s->recovery_left >= 0 ? "sign-in-recovery" : "sign-in", t->who.id, NULL);
    if (!st)
        t->s->outcome = SIGNIN_DONE;
    return st;
}

static enum rw_status apply_again(struct act *a, void *arg)
{
    struct attempt *t = arg;
    enum rw_status st;

    become(a, &t->who, AUTH_PASSWORD);
    st = save_rehash(a, t);
    return st ? st : apply_full(a, t);
}

enum rw_status signin_code(struct act *a, const struct signin_try *t, struct signin *s)
{
    struct attempt at = { .t = t, .s = s, .action = "sign-in-code-try" };
    enum rw_status st;

    *s = (struct signin){ .recovery_left = -1, .outcome = SIGNIN_AGAIN };
    if (a->viewer.level != AUTH_PASSWORD || !a->viewer.session_key.len)
        return RW_OK;
    st = find_viewer(a, &at);
    if (st || !at.usable)
        return st;
    s->outcome = SIGNIN_WRONG;
    s->account_id = at.who.id;
    st = throttle_lanes(a, at.login_key, at.who.id, t->device, &at.lanes);
    if (!st)
        st = count_try(a, &at);
    if (st || s->outcome != SIGNIN_WRONG)
        return st;
    become(a, &at.who, AUTH_PASSWORD);
    st = act_write(a, apply_full, &at);
    if (st && s->outcome == SIGNIN_AGAIN) {
        a->err = (struct rw_err){ 0 };
        return RW_OK;
    }
    if (s->outcome == SIGNIN_DONE)
        s->wait_s = 0;
    return st;
}

/* -- once more, by somebody who is signed in -- */

static enum rw_status apply_reauth(struct act *a, void *arg)
{
    struct attempt *t = arg;
    bool right;
    enum rw_status st = factor_use(a, t->who.id, t->t->code, &right, &t->s->recovery_left);

    if (st)
        return st;
    if (!right)
        return note(a, "reauth", t->who.id, "wrong");
    if (a->viewer.session_key.len)
        st = session_renew(a, t->who.id, a->viewer.session_key, &t->s->token);
    if (!st)
        st = throttle_clear(a, &t->lanes, t->login_key);
    if (!st)
        st = save_rehash(a, t);
    if (!st)
        st = note(a, "reauth", t->who.id, NULL);
    if (!st)
        t->s->outcome = SIGNIN_DONE;
    return st;
}

static enum rw_status both_steps(struct act *a, struct attempt *at, act_fn apply)
{
    bool right;
    enum rw_status st = try_password(a, at, &right);

    if (st || !right)
        return st;
    st = rehash_if_stale(a, at);
    if (!st)
        st = act_write(a, apply, at);
    if (!st && at->s->outcome == SIGNIN_DONE) {
        at->s->wait_s = 0;
        at->s->account_id = at->who.id;
        a->viewer.reauth_utc = a->now_utc;
    }
    return st;
}

enum rw_status signin_reauth(struct act *a, const struct signin_try *t, struct signin *s)
{
    struct attempt at = { .t = t, .s = s, .action = "reauth-try" };
    enum rw_status st;

    *s = (struct signin){ .recovery_left = -1 };
    if (a->viewer.level != AUTH_FULL || !a->viewer.session_key.len)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody is signed in");
    st = find_viewer(a, &at);
    if (!st)
        st = both_steps(a, &at, apply_reauth);
    if (!st && s->outcome == SIGNIN_DONE)
        a->viewer.session_key = session_key(a->mem, s->token);
    return st;
}

enum rw_status signin_again(struct act *a, const struct signin_try *t, struct signin *s)
{
    struct attempt at = { .t = t, .s = s, .action = "sign-in-try" };
    enum rw_status st;

    *s = (struct signin){ .recovery_left = -1 };
    a->viewer = (struct viewer){ .level = AUTH_NONE, .reauth_utc = RW_NO_TIME };
    st = find_by_login(a, &at);
    return st ? st : both_steps(a, &at, apply_again);
}

static enum rw_status fill_local_viewer(struct act *a, struct str account_id)
{
    struct account_row row;
    enum rw_status st =
        q_account_get(a->db, a->mem, &(struct q_account_get_in){ .id = account_id }, &row, &a->err);

    if (!st)
        a->viewer = (struct viewer){
            .account_id = row.id,
            .name = row.name,
            .licence = row.licence,
            .roles = (uint32_t)row.roles,
            .level = AUTH_REAUTH,
            .reauth_utc = a->now_utc,
        };
    return st;
}

enum rw_status signin_local(struct act *a, const struct signin_try *t, struct signin *s)
{
    struct attempt at = { .t = t, .s = s, .action = "sign-in-try" };
    enum rw_status st;

    *s = (struct signin){ .recovery_left = -1 };
    a->viewer = (struct viewer){ .level = AUTH_NONE, .reauth_utc = RW_NO_TIME };
    st = find_by_login(a, &at);
    if (!st)
        st = both_steps(a, &at, apply_reauth);
    if (st || s->outcome != SIGNIN_DONE)
        return st;
    return fill_local_viewer(a, s->account_id);
}

/* -- words -- */

static struct str wait_words(struct arena *mem, int64_t s)
{
    if (s < 60)
        return str_fmt(mem, "%lld second%s", (long long)s, s == 1 ? "" : "s");
    s = (s + 59) / 60;
    return str_fmt(mem, "%lld minute%s", (long long)s, s == 1 ? "" : "s");
}

struct str signin_words(struct arena *mem, const struct signin *s)
{
    struct str wait;

    if (s->outcome == SIGNIN_BUSY)
        return STR("Many people are signing in at this moment. Please try again in a few seconds.");
    if (s->outcome == SIGNIN_AGAIN)
        return STR("The time for the second step is over. Please begin again with your password.");
    if (s->paused)
        return STR("That did not match. After this many failures in a row, sign in from a browser "
                   "that you have used before, or ask your administrator for a new invitation.");
    if (!s->wait_s)
        return STR("That did not match. Please check and try again.");
    wait = wait_words(mem, s->wait_s);
    return str_fmt(mem, "That did not match. Please wait %.*s before you try again.",
                   STR_ARG(wait));
}
