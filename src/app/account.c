#include "app/account.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/password.h"
#include "app/session_new.h"
#include "app/settings.h"
#include "gen/queries.h"

#include <string.h>

#define LOGIN_MIN 2
#define LOGIN_MAX 64

static enum rw_status may_manage(struct act *a, bool grants)
{
    struct policy_answer answer = policy_decide(
        &(struct policy_key){ .roles = a->viewer.roles, .cap = CAP_ACCOUNTS, .cls = CLASS_A });

    if (a->viewer.level == AUTH_LOCAL) {
        a->rule = "console";
        return RW_OK;
    }
    if (!a->viewer.account_id.p || !answer.allow)
        return RW_FAIL(&a->err, RW_ENOTFOUND, "no capability for accounts");
    a->rule = answer.rule;
    if (grants && !act_reauthed(a))
        return RW_FAIL(&a->err, RW_EDENIED, "re-authentication is over");
    return RW_OK;
}

static bool login_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           memchr("._-@", c, 4) != NULL;
}

static void check_login(struct act *a, struct str login)
{
    size_t i;

    for (i = 0; i < login.len && login_char(login.p[i]); i++)
        ;
    if (login.len < LOGIN_MIN || login.len > LOGIN_MAX || i < login.len)
        problem_add(&a->bad, "login",
                    STR("Use 2 to 64 letters, digits, dots, dashes, underscores or an @."));
}

enum rw_status account_check(struct act *a, const struct account_input *in, bool fresh)
{
    if (fresh)
        check_login(a, in->login);
    check_line(a, "name", in->name, REQUIRED);
    check_line(a, "licence", in->licence, OPTIONAL);
    if (!in->roles || (in->roles & ~ROLES_ALL))
        problem_add(&a->bad, "roles", STR("Choose at least one role."));
    else if ((in->roles & ROLE_CONSULT) && in->roles != ROLE_CONSULT)
        problem_add(&a->bad, "roles",
                    STR("A colleague from outside who is asked for a second signature has no other "
                        "role here."));
    return check_done(a);
}

static enum rw_status note(struct act *a, const char *action, struct str id, int64_t version)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "account",
                                         .object_id = id,
                                         .object_version = version,
                                         .purpose = "operations" });
}

static enum rw_status read_account(struct act *a, struct str id, struct account_row *row)
{
    if (id.len != CRYPTO_ID_LEN || !str_utf8(id))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "not an id");
    return q_account_get(a->db, a->mem, &(struct q_account_get_in){ .id = id }, row, &a->err);
}

enum rw_status account_list(struct act *a, struct account_row **rows, size_t *n)
{
    enum rw_status st = may_manage(a, false);

    return st ? st : q_account_list(a->db, a->mem, rows, n, &a->err);
}

enum rw_status account_get(struct act *a, struct str id, struct account_row *row)
{
    enum rw_status st = may_manage(a, false);

    return st ? st : read_account(a, id, row);
}

enum rw_status account_by_login(struct act *a, struct str login, struct str *id)
{
    struct q_account_by_login_in in = { .login_key = db_lookup_key(a->db, a->mem, login) };
    struct account_secret_row row;
    enum rw_status st = may_manage(a, false);

    if (!st)
        st = q_account_by_login(a->db, a->mem, &in, &row, &a->err);
    if (!st)
        *id = row.id;
    return st;
}

/* -- new -- */

struct making {
    const struct account_input *in;
    struct q_account_add_in row;
    const char *action;
};

static void fill_row(struct act *a, struct making *m, const char *state)
{
    m->row = (struct q_account_add_in){
        .id = id_new(a->mem),
        .login = m->in->login,
        .login_key = db_lookup_key(a->db, a->mem, m->in->login),
        .name = m->in->name,
        .licence = str_or(m->in->licence, NULL),
        .roles = m->in->roles,
        .state = str_of(state),
        .created_utc = utc_iso(a->mem, a->now_utc),
        .version = 1,
    };
}

static enum rw_status apply_make(struct act *a, void *arg)
{
    struct making *m = arg;
    enum rw_status st = q_account_add(a->db, a->mem, &m->row, &a->err);

    if (st == RW_ECONFLICT) {
        problem_add(&a->bad, "login", STR("Somebody signs in with this name already."));
        return RW_FAIL(&a->err, RW_EINPUT, "login is taken");
    }
    return st ? st : note(a, m->action, m->row.id, 1);
}

static int64_t invite_until(const struct act *a)
{
    return a->now_utc + setting_number(a->app->settings, SETTING_INVITE);
}

enum rw_status account_invite(struct act *a, const struct account_input *in,
                              struct account_invite *made)
{
    struct making m = { .in = in, .action = "account-invite" };
    enum rw_status st = may_manage(a, true);

    if (!st)
        st = account_check(a, in, true);
    if (st)
        return st;
    fill_row(a, &m, "invited");
    *made = (struct account_invite){ .account_id = m.row.id,
                                     .code = factor_invite_new(a->mem),
                                     .until_utc = invite_until(a) };
    m.row.invite_key = factor_invite_key(a, made->code);
    m.row.invite_until_utc = utc_iso(a->mem, made->until_utc);
    return act_write(a, apply_make, &m);
}

enum rw_status account_make(struct act *a, const struct account_input *in, struct str password,
                            struct str totp_secret, struct str *id)
{
    struct making m = { .in = in, .action = "account-make" };
    enum rw_status st = may_manage(a, true);

    if (!st && a->viewer.level != AUTH_LOCAL)
        st = RW_FAIL(&a->err, RW_ENOTFOUND, "for the local console only");
    if (!st)
        password_check_new(a, "password", password, in->login, in->name);
    if (!st)
        st = account_check(a, in, true);
    if (st)
        return st;
    fill_row(a, &m, "active");
    m.row.totp_secret = totp_secret;
    *id = m.row.id;
    st = password_make(a, password, &m.row.password);
    return st ? st : act_write(a, apply_make, &m);
}

/* -- change -- */

struct change {
    struct str id;
    const struct account_input *in;
    int64_t version;
    struct str invite_key, invite_until;
};

/* Somebody must be able to let others in. */
static enum rw_status keep_an_admin(struct act *a, const struct account_row *row)
{
    struct account_admins_row admins;
    enum rw_status st;

    if (!str_is(row->state, "active") || !(row->roles & ROLE_ADMIN))
        return RW_OK;
    st = q_account_admins(a->db, a->mem, &(struct q_account_admins_in){ .roles = ROLE_ADMIN },
                          &admins, &a->err);
    if (st || admins.n > 1)
        return st;
    problem_add(&a->bad, "roles",
                STR("This is the only administrator. Make somebody else administrator first."));
    return RW_FAIL(&a->err, RW_EINPUT, "the last administrator");
}

static enum rw_status apply_save(struct act *a, void *arg)
{
    struct change *c = arg;
    struct account_row row;
    enum rw_status st = read_account(a, c->id, &row);

    if (!st && !(c->in->roles & ROLE_ADMIN))
        st = keep_an_admin(a, &row);
    if (!st)
        st =
            q_account_change(a->db, a->mem,
                             &(struct q_account_change_in){ .id = row.id,
                                                            .version = c->version,
                                                            .name = c->in->name,
                                                            .licence = str_or(c->in->licence, NULL),
                                                            .roles = c->in->roles },
                             &a->err);
    if (!st && (uint32_t)row.roles != c->in->roles)
        st = session_end_all(a, row.id, a->viewer.session_key);
    return st ? st
              : note(a, (uint32_t)row.roles != c->in->roles ? "account-roles" : "account-change",
                     row.id, c->version + 1);
}

enum rw_status account_save(struct act *a, struct str id, const struct account_input *in)
{
    struct change c = { .id = id, .in = in, .version = in->version };
    enum rw_status st = may_manage(a, true);

    if (!st)
        st = account_check(a, in, false);
    return st ? st : act_write(a, apply_save, &c);
}

/* Whatever was open for this person, or made it easier, is closed. */
static enum rw_status shut_out(struct act *a, struct str id)
{
    enum rw_status st = session_end_all(a, id, STR_NULL);

    return st ? st
              : q_known_device_forget(
                    a->db, a->mem, &(struct q_known_device_forget_in){ .account_id = id }, &a->err);
}

static enum rw_status apply_disable(struct act *a, void *arg)
{
    struct change *c = arg;
    struct account_row row;
    enum rw_status st = read_account(a, c->id, &row);

    if (!st)
        st = keep_an_admin(a, &row);
    if (!st)
        st = q_account_disable(
            a->db, a->mem, &(struct q_account_disable_in){ .id = row.id, .version = c->version },
            &a->err);
    if (!st)
        st = shut_out(a, row.id);
    return st ? st : note(a, "account-disable", row.id, c->version + 1);
}

enum rw_status account_disable(struct act *a, struct str id, int64_t version)
{
    struct change c = { .id = id, .version = version };
    enum rw_status st = may_manage(a, true);

    return st ? st : act_write(a, apply_disable, &c);
}

/* A one-time code makes whoever holds it that person. Over the web it is given only for somebody
 * who has never come in: an administrator must not be able to become a colleague with families. */
static enum rw_status check_fresh(struct act *a, const struct account_row *row)
{
    struct account_places_row places = { 0 };
    enum rw_status st = RW_OK;

    if (a->viewer.level == AUTH_LOCAL)
        return RW_OK;
    if (str_is(row->state, "invited"))
        st = q_account_places(a->db, a->mem, &(struct q_account_places_in){ .account_id = row->id },
                              &places, &a->err);
    if (st || (str_is(row->state, "invited") && places.n == 0))
        return st;
    problem_add(&a->bad, "", STR(ACCOUNT_CONSOLE_ONLY));
    return RW_FAIL(&a->err, RW_EINPUT, "a new code for somebody who has come in before");
}

/* The local console may invite the last administrator anew: it is the way back after a loss. */
static enum rw_status apply_reinvite(struct act *a, void *arg)
{
    struct change *c = arg;
    struct account_row row;
    enum rw_status st = read_account(a, c->id, &row);

    if (!st)
        st = check_fresh(a, &row);
    if (!st)
        st = q_account_reinvite(
            a->db, a->mem,
            &(struct q_account_reinvite_in){ .id = row.id,
                                             .version = c->version,
                                             .invite_key = c->invite_key,
                                             .invite_until_utc = c->invite_until },
            &a->err);
    if (!st)
        st = shut_out(a, row.id);
    if (!st)
        st = q_recovery_code_clear(
            a->db, a->mem, &(struct q_recovery_code_clear_in){ .account_id = row.id }, &a->err);
    return st ? st : note(a, "account-reinvite", row.id, c->version + 1);
}

enum rw_status account_reinvite(struct act *a, struct str id, int64_t version,
                                struct account_invite *made)
{
    struct change c = { .id = id, .version = version };
    enum rw_status st = may_manage(a, true);

    if (st)
        return st;
    *made = (struct account_invite){ .account_id = id,
                                     .code = factor_invite_new(a->mem),
                                     .until_utc = invite_until(a) };
    c.invite_key = factor_invite_key(a, made->code);
    c.invite_until = utc_iso(a->mem, made->until_utc);
    return act_write(a, apply_reinvite, &c);
}

static enum rw_status apply_end_sessions(struct act *a, void *arg)
{
    const struct str *id = arg;
    struct account_row row;
    enum rw_status st = read_account(a, *id, &row);

    if (!st)
        st = session_end_all(a, row.id, a->viewer.session_key);
    return st ? st : note(a, "account-end-sessions", row.id, row.version);
}

enum rw_status account_end_sessions(struct act *a, struct str id)
{
    enum rw_status st = may_manage(a, true);

    return st ? st : act_write(a, apply_end_sessions, &id);
}

/* -- words -- */

const char *account_state_words(const struct act *a, const struct account_row *row)
{
    int64_t until;

    if (str_is(row->state, "active"))
        return "active";
    if (str_is(row->state, "disabled"))
        return "disabled";
    return utc_parse(row->invite_until_utc, &until) && until > a->now_utc ? "invited"
                                                                          : "invitation expired";
}

struct str account_roles_words(struct arena *a, uint32_t roles)
{
    static const struct {
        enum role role;
        const char *words;
    } all[] = { { ROLE_THERAPIST, "therapist" },
                { ROLE_SUPERVISOR, "supervisor" },
                { ROLE_OFFICE, "office" },
                { ROLE_ADMIN, "administrator" },
                { ROLE_CONSULT, "outside colleague for second signatures" } };
    struct str s = STR("");
    size_t i;

    for (i = 0; i < sizeof all / sizeof *all; i++)
        if (roles & all[i].role)
            s = s.len ? str_join(a, s, STR(", "), str_of(all[i].words)) : str_of(all[i].words);
    return s;
}
