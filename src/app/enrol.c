#include "app/enrol.h"

#include "app/audit.h"
#include "app/password.h"
#include "app/session.h"
#include "app/session_new.h"
#include "app/throttle.h"
#include "gen/queries.h"

#define SECRET_BYTES 20

static enum rw_status note(struct act *a, const char *action, struct str id, const char *outcome)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "account",
                                         .object_id = id,
                                         .purpose = "access",
                                         .outcome = outcome });
}

/* -- first half -- */

struct enrolment {
    const struct enrol_try *t;
    struct signin *s;
    struct account_row who; /* zeroed where the one-time code belongs to nobody now */
    struct str invite_key, hash;
    struct lanes lanes;
    struct str *codes;
};

static enum rw_status find_invited(struct act *a, struct enrolment *e)
{
    struct q_account_by_invite_in in = { .invite_key = e->invite_key };
    struct account_secret_row row;
    int64_t until;
    enum rw_status st = q_account_by_invite(a->db, a->mem, &in, &row, &a->err);

    if (!st)
        st = q_account_get(a->db, a->mem, &(struct q_account_get_in){ .id = row.id }, &e->who,
                           &a->err);
    if (st == RW_ENOTFOUND) {
        a->err = (struct rw_err){ 0 };
        e->who = (struct account_row){ 0 };
        return RW_OK;
    }
    if (!st && (!utc_parse(e->who.invite_until_utc, &until) || until <= a->now_utc))
        e->who = (struct account_row){ 0 };
    return st;
}

static enum rw_status apply_count(struct act *a, void *arg)
{
    struct enrolment *e = arg;
    struct lane_wait w;
    enum rw_status st = throttle_count(a, &e->lanes, &w);

    if (!st && w.seconds) {
        e->s->outcome = SIGNIN_WAIT;
        e->s->wait_s = w.seconds;
        return RW_FAIL(&a->err, RW_ELIMIT, "this lane waits");
    }
    return st ? st : note(a, "enrol-try", STR_NULL, "counted");
}

/* Counts the try against the address, then says who the code belongs to, if to anybody. */
static enum rw_status try_invite(struct act *a, struct enrolment *e)
{
    enum rw_status st;

    throttle_address_lane(a, &e->lanes);
    st = act_write(a, apply_count, e);
    if (st == RW_ELIMIT && e->s->outcome == SIGNIN_WAIT) {
        a->err = (struct rw_err){ 0 };
        return RW_OK;
    }
    e->invite_key = factor_invite_key(a, e->t->invite);
    return st ? st : find_invited(a, e);
}

static enum rw_status apply_start(struct act *a, void *arg)
{
    struct enrolment *e = arg;
    struct q_account_enrol_in in = {
        .id = e->who.id,
        .password = e->hash,
        .totp_secret = totp_secret_new(a->mem),
        .invite_key = e->invite_key,
    };
    enum rw_status st = q_account_enrol(a->db, a->mem, &in, &a->err);

    if (!st)
        st = throttle_pardon(a, &e->lanes);
    if (!st)
        st = session_end_all(a, e->who.id, STR_NULL);
    if (!st)
        st =
            session_start(a, &(struct session_new){ .account_id = e->who.id, .label = e->t->label },
                          &e->s->token);
    return st ? st : note(a, "enrol-password", e->who.id, NULL);
}

enum rw_status enrol_start(struct act *a, const struct enrol_try *t, struct signin *s)
{
    struct enrolment e = { .t = t, .s = s };
    struct viewer before = a->viewer;
    enum rw_status st;

    *s = (struct signin){ .recovery_left = -1 };
    st = try_invite(a, &e);
    if (st || s->outcome != SIGNIN_WRONG || !e.who.id.len)
        return st;
    password_check_new(a, "password", t->password, e.who.login, e.who.name);
    if (a->bad.n)
        return RW_FAIL(&a->err, RW_EINPUT, "the password will not do");
    st = password_make(a, t->password, &e.hash);
    if (st)
        return st;
    a->viewer.account_id = e.who.id;
    a->rule = "invitation";
    st = act_write(a, apply_start, &e);
    a->viewer = before;
    if (st)
        return st;
    s->outcome = SIGNIN_CODE;
    s->account_id = e.who.id;
    return RW_OK;
}

/* -- second half -- */

static enum rw_status read_self(struct act *a, struct account_row *row)
{
    if (!a->viewer.account_id.len || !a->viewer.session_key.len)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody is here");
    return q_account_get(a->db, a->mem, &(struct q_account_get_in){ .id = a->viewer.account_id },
                         row, &a->err);
}

static void show_secret(struct act *a, struct str login, struct str secret,
                        struct enrol_secret *out)
{
    *out = (struct enrol_secret){
        .login = login,
        .uri = factor_uri(a->mem, login, secret),
        .words = factor_secret_words(a->mem, secret),
    };
}

static enum rw_status read_enrolling(struct act *a, struct account_row *who,
                                     struct account_secret_row *secret)
{
    enum rw_status st = read_self(a, who);

    if (!st && (a->viewer.level != AUTH_PASSWORD || !str_is(who->state, "invited")))
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "nobody enrols here");
    if (!st)
        st = q_account_secret(a->db, a->mem, &(struct q_account_secret_in){ .id = who->id }, secret,
                              &a->err);
    if (!st && !secret->totp_secret.len)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "no secret to confirm");
    return st;
}

enum rw_status enrol_secret(struct act *a, struct enrol_secret *out)
{
    struct account_row who;
    struct account_secret_row secret;
    enum rw_status st = read_enrolling(a, &who, &secret);

    if (!st)
        show_secret(a, who.login, secret.totp_secret, out);
    return st;
}

static enum rw_status sign_in_new(struct act *a, struct enrolment *e)
{
    struct str device = e->t->device.len == CRYPTO_TOKEN_LEN ? e->t->device : token_new(a->mem);
    struct q_known_device_save_in known = {
        .id = throttle_device_id(a->mem, device, e->who.id),
        .account_id = e->who.id,
        .seen_utc = utc_iso(a->mem, a->now_utc),
    };
    enum rw_status st = session_end_all(a, e->who.id, STR_NULL);

    if (!st)
        st = session_start(
            a, &(struct session_new){ .account_id = e->who.id, .label = e->t->label, .full = true },
            &e->s->token);
    e->s->device = device;
    return st ? st : q_known_device_save(a->db, a->mem, &known, &a->err);
}

static enum rw_status apply_finish(struct act *a, void *arg)
{
    struct enrolment *e = arg;
    struct account_secret_row secret;
    struct q_account_activate_in in;
    enum rw_status st = read_enrolling(a, &e->who, &secret);

    if (st)
        return st;
    in = (struct q_account_activate_in){ .id = e->who.id };
    if (!totp_check(secret.totp_secret, e->t->code, a->now_utc, secret.totp_step, &in.totp_step))
        return note(a, "enrol-code", e->who.id, "wrong");
    st = q_account_activate(a->db, a->mem, &in, &a->err);
    if (!st)
        st = factor_recovery_new(a, e->who.id, e->codes);
    if (!st)
        st = sign_in_new(a, e);
    if (!st)
        st = throttle_clear(a, &e->lanes, secret.login_key);
    if (!st)
        st = note(a, "enrol", e->who.id, NULL);
    if (!st)
        e->s->outcome = SIGNIN_DONE;
    return st;
}

enum rw_status enrol_finish(struct act *a, const struct enrol_try *t, struct signin *s,
                            struct str *codes)
{
    struct enrolment e = { .t = t, .s = s, .codes = codes };
    struct account_secret_row secret;
    enum rw_status st;

    *s = (struct signin){ .recovery_left = -1 };
    st = read_enrolling(a, &e.who, &secret);
    if (st)
        return st;
    throttle_address_lane(a, &e.lanes);
    a->rule = "invitation";
    st = act_write(a, apply_finish, &e);
    s->account_id = e.who.id;
    return st;
}

/* -- one's own factors -- */

static enum rw_status may_change_own(struct act *a)
{
    if (a->viewer.level < AUTH_FULL || !a->viewer.session_key.len || !act_may(a, CAP_SELF))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "nobody is signed in");
    a->rule = "self";
    if (!act_reauthed(a))
        return RW_FAIL(&a->err, RW_EDENIED, "re-authentication is over");
    return RW_OK;
}

static unsigned char nibble(char c)
{
    return (unsigned char)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* Not kept anywhere until it is confirmed: an unchanged account is always offered the same one. */
static struct str candidate_secret(struct act *a, const struct account_row *who)
{
    struct str text =
        str_fmt(a->mem, "generator|%.*s|%lld", STR_ARG(who->id), (long long)who->version);
    char *bytes = arena_array(a->mem, char, SECRET_BYTES);
    struct str hex;
    struct key k;
    size_t i;

    db_subkey(a->db, KEY_SESSION, &k);
    hex = hash_keyed(a->mem, &k, text);
    key_wipe(&k);
    for (i = 0; i < SECRET_BYTES && i * 2 + 1 < hex.len; i++)
        bytes[i] = (char)(nibble(hex.p[i * 2]) << 4 | nibble(hex.p[i * 2 + 1]));
    return (struct str){ bytes, SECRET_BYTES };
}

enum rw_status factor_secret(struct act *a, struct enrol_secret *out)
{
    struct account_row who;
    enum rw_status st = may_change_own(a);

    if (!st)
        st = read_self(a, &who);
    if (!st)
        show_secret(a, who.login, candidate_secret(a, &who), out);
    return st;
}

struct factor_job {
    struct q_account_totp_set_in in;
    struct str *codes;
};

static enum rw_status apply_factor(struct act *a, void *arg)
{
    struct factor_job *j = arg;
    enum rw_status st = q_account_totp_set(a->db, a->mem, &j->in, &a->err);

    if (!st)
        st = factor_recovery_new(a, j->in.id, j->codes);
    if (!st)
        st = session_end_all(a, j->in.id, a->viewer.session_key);
    return st ? st : note(a, "factor-change", j->in.id, NULL);
}

enum rw_status factor_change(struct act *a, struct str code, struct str *codes)
{
    struct factor_job j = { .codes = codes };
    struct account_row who;
    enum rw_status st = may_change_own(a);

    if (!st)
        st = read_self(a, &who);
    if (st)
        return st;
    j.in.id = who.id;
    j.in.totp_secret = candidate_secret(a, &who);
    if (!totp_check(j.in.totp_secret, code, a->now_utc, 0, &j.in.totp_step)) {
        problem_add(
            &a->bad, "code",
            STR("That did not match. Wait for the next code of the new entry and type it."));
        return RW_FAIL(&a->err, RW_EINPUT, "the new generator does not match");
    }
    return act_write(a, apply_factor, &j);
}

static enum rw_status apply_recovery(struct act *a, void *arg)
{
    enum rw_status st = factor_recovery_new(a, a->viewer.account_id, arg);

    return st ? st : note(a, "recovery-new", a->viewer.account_id, NULL);
}

enum rw_status factor_recovery(struct act *a, struct str *codes)
{
    enum rw_status st = may_change_own(a);

    return st ? st : act_write(a, apply_recovery, codes);
}

static enum rw_status apply_password(struct act *a, void *arg)
{
    const struct q_account_password_set_in *in = arg;
    enum rw_status st = q_account_password_set(a->db, a->mem, in, &a->err);

    if (!st)
        st = session_end_all(a, in->id, a->viewer.session_key);
    if (!st)
        st = q_known_device_forget(
            a->db, a->mem, &(struct q_known_device_forget_in){ .account_id = in->id }, &a->err);
    return st ? st : note(a, "password-change", in->id, NULL);
}

enum rw_status password_change(struct act *a, struct str current, struct str fresh)
{
    struct q_account_password_set_in in = { .id = a->viewer.account_id };
    struct account_secret_row secret;
    struct account_row who;
    bool right = false;
    enum rw_status st = may_change_own(a);

    if (!st)
        st = read_self(a, &who);
    if (!st)
        st = q_account_secret(a->db, a->mem, &(struct q_account_secret_in){ .id = who.id }, &secret,
                              &a->err);
    if (!st)
        st = password_compare(a, secret.password, current, &right);
    if (st)
        return st;
    if (!right)
        problem_add(&a->bad, "current", STR("This is not your present password."));
    password_check_new(a, "password", fresh, who.login, who.name);
    if (a->bad.n)
        return RW_FAIL(&a->err, RW_EINPUT, "the password was not changed");
    in.version = secret.version;
    st = password_make(a, fresh, &in.password);
    return st ? st : act_write(a, apply_password, &in);
}
