#include "app/factor.h"

#include "base/out.h"
#include "gen/queries.h"

#define CODE_DIGITS 6
#define RECOVERY_LEN 16 /* 80 bits; tries are throttled besides */
#define GROUP 4

/* Letters and digits only: a code on paper comes back with dashes, blanks and capitals. */
static struct str bare(struct arena *a, struct str typed)
{
    char *z = arena_array(a, char, typed.len + 1);
    size_t i, n = 0;

    for (i = 0; z && !a->spent && i < typed.len; i++) {
        char c = typed.p[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            z[n++] = c;
    }
    return (struct str){ z ? z : "", n };
}

static struct str grouped(struct arena *a, struct str s, char between)
{
    char *z = arena_array(a, char, s.len * 2 + 1);
    size_t i, n = 0;

    for (i = 0; z && !a->spent && i < s.len; i++) {
        if (i && i % GROUP == 0)
            z[n++] = between;
        z[n++] = s.p[i];
    }
    return (struct str){ z ? z : "", n };
}

static bool is_generated(struct str code)
{
    size_t i;

    for (i = 0; i < code.len; i++)
        if (code.p[i] < '0' || code.p[i] > '9')
            return false;
    return code.len == CODE_DIGITS;
}

static enum rw_status use_step(struct act *a, struct str account_id, struct str code, bool *right)
{
    struct q_account_step_use_in in = { .id = account_id };
    struct account_secret_row who;
    enum rw_status st = q_account_secret(
        a->db, a->mem, &(struct q_account_secret_in){ .id = account_id }, &who, &a->err);

    if (st)
        return st;
    *right = str_is(who.state, "active") &&
             totp_check(who.totp_secret, code, a->now_utc, who.totp_step, &in.totp_step);
    return *right ? q_account_step_use(a->db, a->mem, &in, &a->err) : RW_OK;
}

static struct str recovery_key(const struct act *a, struct str account_id, struct str code)
{
    return db_lookup_key(a->db, a->mem,
                         str_fmt(a->mem, "recovery|%.*s|%.*s", STR_ARG(account_id), STR_ARG(code)));
}

static enum rw_status use_recovery(struct act *a, struct str account_id, struct str code,
                                   bool *right, int64_t *left)
{
    struct q_recovery_code_use_in in = {
        .account_id = account_id,
        .code_key = recovery_key(a, account_id, code),
        .used_utc = utc_iso(a->mem, a->now_utc),
    };
    struct recovery_code_left_row row;
    enum rw_status st = q_recovery_code_use(a->db, a->mem, &in, &a->err);

    *right = !st;
    if (st == RW_ECONFLICT) {
        a->err = (struct rw_err){ 0 };
        return RW_OK;
    }
    if (!st)
        st = q_recovery_code_left(a->db, a->mem,
                                  &(struct q_recovery_code_left_in){ .account_id = account_id },
                                  &row, &a->err);
    if (!st)
        *left = row.n;
    return st;
}

enum rw_status factor_use(struct act *a, struct str account_id, struct str code, bool *right,
                          int64_t *left)
{
    struct str plain = bare(a->mem, code);

    *right = false;
    if (is_generated(plain))
        return use_step(a, account_id, plain, right);
    return plain.len == RECOVERY_LEN ? use_recovery(a, account_id, plain, right, left) : RW_OK;
}

enum rw_status factor_recovery_new(struct act *a, struct str account_id, struct str *codes)
{
    enum rw_status st = q_recovery_code_clear(
        a->db, a->mem, &(struct q_recovery_code_clear_in){ .account_id = account_id }, &a->err);
    size_t i;

    for (i = 0; !st && i < RECOVERY_CODES; i++) {
        struct str code = { id_new(a->mem).p, RECOVERY_LEN };

        st = q_recovery_code_add(
            a->db, a->mem,
            &(struct q_recovery_code_add_in){ .account_id = account_id,
                                              .id = id_new(a->mem),
                                              .code_key = recovery_key(a, account_id, code) },
            &a->err);
        codes[i] = grouped(a->mem, code, '-');
    }
    return st;
}

struct str factor_invite_new(struct arena *a)
{
    return grouped(a, id_new(a), '-');
}

struct str factor_invite_key(const struct act *a, struct str typed)
{
    struct str plain = bare(a->mem, typed);

    return db_lookup_key(a->db, a->mem, str_fmt(a->mem, "invite|%.*s", STR_ARG(plain)));
}

struct str factor_secret_words(struct arena *a, struct str secret)
{
    return grouped(a, base32(a, secret), ' ');
}

struct str factor_uri(struct arena *a, struct str login, struct str secret)
{
    struct str plain = base32(a, secret), uri;
    struct out o;

    out_init(&o, 2048);
    out_z(&o, "otpauth://totp/Reweave:");
    out_url(&o, login);
    out_z(&o, "?secret=");
    out_str(&o, plain);
    out_z(&o, "&issuer=Reweave&algorithm=SHA1&digits=6&period=30");
    uri = str_copy(a, out_view(&o));
    out_free(&o);
    return uri;
}
