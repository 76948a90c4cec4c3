/* REWEAVE_TEST_PG: both engines. */
#include "support/staff_kit.h"

#include "app/practice.h"

#define HOUR 3600

static struct account_input person(const char *login, uint32_t roles)
{
    return (
        struct account_input){ .login = str_of(login), .name = STR("Omar Reed"), .roles = roles };
}

/* Signs `login` in afresh, so that the act is that person's, re-authenticated. */
static struct signin as(struct staff_kit *k, const char *login, struct str secret)
{
    k->now_utc += 60;
    staff_kit_request(k, 1);
    return staff_kit_sign_in(k, login, secret, STR(""));
}

static enum session_state state_of(struct staff_kit *k, struct str token)
{
    struct session_found f;

    staff_kit_request(k, 1);
    assert_int_equal(session_find(&k->act, token, &f), RW_OK);
    return f.state;
}

static struct signin start(struct staff_kit *k, struct str invite, const char *password)
{
    struct enrol_try t = { .invite = invite, .password = str_of(password), .label = STR("x") };
    struct signin s;

    staff_kit_request(k, 1);
    if (enrol_start(&k->act, &t, &s))
        fail_msg("enrol_start: %s", k->act.err.note);
    return s;
}

/* The raw secret behind "ABCD EFGH ...". */
static struct str unbase32(struct staff_kit *k, struct str words)
{
    char *z = arena_array(&k->mem, char, words.len);
    unsigned bits = 0, have = 0;
    size_t i, n = 0;

    for (i = 0; i < words.len; i++) {
        char c = words.p[i];

        if (c == ' ')
            continue;
        bits = (bits << 5 | (unsigned)(c >= 'A' ? c - 'A' : c - '2' + 26)) & 0xFFFu;
        have += 5;
        if (have >= 8) {
            have -= 8;
            z[n++] = (char)(bits >> have & 0xFFu);
        }
    }
    return (struct str){ z, n };
}

TEST_BOTH(an_invitation_leads_to_two_factors_and_is_used_up)
{
    struct staff_kit s;
    struct account_input in = person("omar", ROLE_OFFICE);
    struct account_invite made;
    struct signin half, done;
    struct enrol_secret shown;
    struct str codes[RECOVERY_CODES], capital;
    struct session_found f;
    struct enrol_try t = { .code = STR("000000"), .label = STR("Firefox on Linux") };

    staff_kit_make(&s, k);
    CHECK(account_invite(&s.act, &in, &made) == RW_OK);
    CHECK(made.code.len == 32 && made.until_utc == s.now_utc + 72 * HOUR);

    capital = str_copy(&s.mem, made.code);
    half = start(&s, STR("aaaa-bbbb"), STAFF_PASSWORD);
    CHECK(half.outcome == SIGNIN_WRONG && !half.token.len);
    half = start(&s, capital, STAFF_PASSWORD);
    CHECK(half.outcome == SIGNIN_CODE);
    CHECK(session_find(&s.act, half.token, &f) == RW_OK && f.state == SESSION_HALF);
    CHECK(enrol_secret(&s.act, &shown) == RW_OK);
    CHECK(str_starts(shown.uri, "otpauth://totp/Reweave:omar?secret="));
    CHECK(enrol_finish(&s.act, &t, &done, codes) == RW_OK && done.outcome == SIGNIN_WRONG);
    t.code = staff_kit_code(&s, unbase32(&s, shown.words), s.now_utc);
    CHECK(enrol_finish(&s.act, &t, &done, codes) == RW_OK && done.outcome == SIGNIN_DONE);
    CHECK(codes[9].len == 19 && !str_eq(codes[0], codes[1]));
    CHECK(state_of(&s, half.token) == SESSION_NONE);
    CHECK(state_of(&s, done.token) == SESSION_LIVE);
    CHECK(s.act.viewer.roles == ROLE_OFFICE);
    CHECK(start(&s, capital, STAFF_PASSWORD).outcome == SIGNIN_WRONG);
    staff_kit_drop(&s);
}

TEST_BOTH(an_invitation_is_too_old_after_three_days_and_a_new_one_replaces_it)
{
    struct staff_kit s;
    struct account_input in = person("omar", ROLE_OFFICE);
    struct account_invite made, again;
    struct account_row row;

    staff_kit_make(&s, k);
    CHECK(account_invite(&s.act, &in, &made) == RW_OK);
    s.now_utc += 72 * HOUR;
    CHECK(start(&s, made.code, STAFF_PASSWORD).outcome == SIGNIN_WRONG);
    staff_kit_console(&s);
    CHECK(account_get(&s.act, made.account_id, &row) == RW_OK);
    assert_string_equal(account_state_words(&s.act, &row), "invitation expired");
    CHECK(account_reinvite(&s.act, made.account_id, row.version + 1, &again) == RW_ECONFLICT);
    CHECK(account_reinvite(&s.act, made.account_id, row.version, &again) == RW_OK);
    CHECK(start(&s, made.code, STAFF_PASSWORD).outcome == SIGNIN_WRONG);
    CHECK(start(&s, again.code, STAFF_PASSWORD).outcome == SIGNIN_CODE);
    staff_kit_drop(&s);
}

TEST_BOTH(a_weak_password_keeps_the_invitation)
{
    struct staff_kit s;
    struct account_input in = person("omar", ROLE_OFFICE);
    struct account_invite made;
    struct signin out;
    struct enrol_try t = { .password = STR("Password123") };

    staff_kit_make(&s, k);
    CHECK(account_invite(&s.act, &in, &made) == RW_OK);
    t.invite = made.code;
    staff_kit_request(&s, 1);
    CHECK(enrol_start(&s.act, &t, &out) == RW_EINPUT);
    CHECK(problem_of(&s.act.bad, STR("password")).len > 0);
    CHECK(start(&s, made.code, STAFF_PASSWORD).outcome == SIGNIN_CODE);
    staff_kit_drop(&s);
}

TEST_BOTH(disabling_ends_sessions_and_sign_in_at_once)
{
    struct staff_kit s;
    struct str admin, secret, omar;
    struct signin in, out;
    struct account_row row;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ada", ROLE_ADMIN, &admin);
    omar = staff_kit_person(&s, "omar", ROLE_OFFICE, &secret);
    in = as(&s, "omar", secret);
    as(&s, "ada", admin);
    CHECK(account_get(&s.act, omar, &row) == RW_OK);
    CHECK(account_disable(&s.act, omar, row.version) == RW_OK);
    CHECK(staff_kit_events(&s, "account-disable") == 1);
    CHECK(state_of(&s, in.token) == SESSION_NONE);
    CHECK(signin_password(&s.act,
                          &(struct signin_try){ .login = STR("omar"),
                                                .password = STR(STAFF_PASSWORD),
                                                .device = in.device },
                          &out) == RW_OK);
    CHECK(out.outcome == SIGNIN_WRONG);
    staff_kit_drop(&s);
}

TEST_BOTH(new_roles_hold_from_the_next_sign_in_and_need_reauthentication)
{
    struct staff_kit s;
    struct str admin, secret, omar;
    struct signin in;
    struct account_input change = person("", ROLE_OFFICE | ROLE_THERAPIST);

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ada", ROLE_ADMIN, &admin);
    omar = staff_kit_person(&s, "omar", ROLE_OFFICE, &secret);
    change.version = 1;
    in = as(&s, "omar", secret);
    CHECK(account_save(&s.act, omar, &change) == RW_ENOTFOUND);
    as(&s, "ada", admin);
    s.act.now_utc += 300;
    CHECK(account_save(&s.act, omar, &change) == RW_EDENIED);
    s.act.now_utc -= 300;
    CHECK(account_save(&s.act, omar, &change) == RW_OK);
    CHECK(account_save(&s.act, omar, &change) == RW_ECONFLICT);
    CHECK(state_of(&s, in.token) == SESSION_EXPIRED);
    as(&s, "omar", secret);
    CHECK(s.act.viewer.roles == (ROLE_OFFICE | ROLE_THERAPIST));
    staff_kit_drop(&s);
}

TEST_BOTH(the_last_administrator_stays)
{
    struct staff_kit s;
    struct str admin, other, ada, ben;
    struct account_input change = person("", ROLE_THERAPIST);
    struct account_invite made;

    staff_kit_make(&s, k);
    ada = staff_kit_person(&s, "ada", ROLE_ADMIN | ROLE_THERAPIST, &admin);
    as(&s, "ada", admin);
    change.version = 2; /* her licence was recorded since */
    CHECK(account_save(&s.act, ada, &change) == RW_EINPUT);
    CHECK(problem_of(&s.act.bad, STR("roles")).len > 0);
    s.act.bad = (struct problems){ 0 };
    CHECK(account_disable(&s.act, ada, 2) == RW_EINPUT);
    CHECK(account_reinvite(&s.act, ada, 2, &made) == RW_EINPUT);
    ben = staff_kit_person(&s, "ben", ROLE_ADMIN, &other);
    as(&s, "ada", admin);
    CHECK(account_save(&s.act, ada, &change) == RW_OK);
    CHECK(account_save(&s.act, ben, &change) == RW_OK || s.act.err.status == RW_EINPUT);
    as(&s, "ben", other);
    CHECK(account_disable(&s.act, ben, 1) == RW_EINPUT);
    staff_kit_console(&s);
    CHECK(account_reinvite(&s.act, ben, 1, &made) == RW_OK);
    staff_kit_drop(&s);
}

TEST_BOTH(a_login_belongs_to_one_person)
{
    struct staff_kit s;
    struct account_input in = person("Omar", ROLE_OFFICE), bad = person("o m a r", 0);
    struct account_invite made;
    struct str secret;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "omar", ROLE_OFFICE, &secret);
    staff_kit_console(&s);
    CHECK(account_invite(&s.act, &in, &made) == RW_EINPUT);
    CHECK(problem_of(&s.act.bad, STR("login")).len > 0);
    staff_kit_console(&s);
    CHECK(account_invite(&s.act, &bad, &made) == RW_EINPUT);
    CHECK(problem_of(&s.act.bad, STR("login")).len > 0);
    CHECK(problem_of(&s.act.bad, STR("roles")).len > 0);
    staff_kit_drop(&s);
}

TEST_BOTH(a_recovery_code_signs_in_once)
{
    struct staff_kit s;
    struct str secret, codes[RECOVERY_CODES];
    struct signin out;
    struct session_found f;
    struct signin_try t = { .login = STR("ruth"), .password = STR(STAFF_PASSWORD) };
    int i;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    as(&s, "ruth", secret);
    CHECK(factor_recovery(&s.act, codes) == RW_OK);
    t.code = codes[3];
    for (i = 0; i < 2; i++) {
        staff_kit_request(&s, 1);
        CHECK(signin_password(&s.act, &t, &out) == RW_OK && out.outcome == SIGNIN_CODE);
        CHECK(session_find(&s.act, out.token, &f) == RW_OK);
        CHECK(signin_code(&s.act, &t, &out) == RW_OK);
        CHECK(out.outcome == (i ? SIGNIN_WRONG : SIGNIN_DONE));
        CHECK(out.recovery_left == (i ? -1 : 9));
    }
    CHECK(staff_kit_events(&s, "sign-in-recovery") == 1);
    staff_kit_drop(&s);
}

TEST_BOTH(own_factors_change_only_after_reauthentication)
{
    struct staff_kit s;
    struct str secret, fresh, codes[RECOVERY_CODES];
    struct signin other;
    struct enrol_secret shown;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    other = as(&s, "ruth", secret);
    as(&s, "ruth", secret);
    s.act.now_utc += 300;
    CHECK(factor_secret(&s.act, &shown) == RW_EDENIED);
    CHECK(password_change(&s.act, STR(STAFF_PASSWORD), STR("another good one")) == RW_EDENIED);
    s.act.now_utc -= 300;
    CHECK(password_change(&s.act, STR("wrong"), STR("another good one")) == RW_EINPUT);
    s.act.bad = (struct problems){ 0 };
    CHECK(password_change(&s.act, STR(STAFF_PASSWORD), STR("another good one")) == RW_OK);
    CHECK(factor_secret(&s.act, &shown) == RW_OK);
    fresh = unbase32(&s, shown.words);
    CHECK(factor_change(&s.act, STR("000000"), codes) == RW_EINPUT);
    CHECK(factor_change(&s.act, staff_kit_code(&s, fresh, s.now_utc), codes) == RW_OK);
    CHECK(codes[0].len > 0);
    CHECK(state_of(&s, other.token) == SESSION_EXPIRED);
    staff_kit_drop(&s);
}

TEST_BOTH(the_practice_is_corrected_by_its_administrator_one_version_at_a_time)
{
    struct staff_kit s;
    struct str admin;
    struct practice_get_row row;
    struct practice_input in = { .name = STR("Alder Street Practice"),
                                 .kind = STR("solo"),
                                 .region = STR("oregon"),
                                 .zone = STR("America/Boise"),
                                 .paper = STR("a4"),
                                 .version = 1 };

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ada", ROLE_ADMIN, &admin);
    staff_kit_request(&s, 1);
    CHECK(practice_save(&s.act, &in) == RW_ENOTFOUND);
    as(&s, "ada", admin);
    CHECK(practice_save(&s.act, &in) == RW_OK);
    CHECK(practice_save(&s.act, &in) == RW_ECONFLICT);
    CHECK(practice_get(&s.act, &row) == RW_OK && row.version == 2);
    CHECK_STR(row.name, "Alder Street Practice");
    CHECK_STR(row.region, "US-OR");
    in.zone = STR("Mars/Olympus");
    in.version = 2;
    CHECK(practice_save(&s.act, &in) == RW_EINPUT);
    staff_kit_drop(&s);
}

TEST_BOTH(over_the_web_a_new_code_is_only_for_somebody_who_never_came_in)
{
    struct staff_kit s;
    struct str admin, secret, tess;
    struct account_input omar = person("omar", ROLE_OFFICE);
    struct account_invite made, again;
    struct account_row row;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ada", ROLE_ADMIN, &admin);
    tess = staff_kit_person(&s, "tess", ROLE_THERAPIST, &secret);
    as(&s, "ada", admin);
    CHECK(account_reinvite(&s.act, tess, 2, &made) == RW_EINPUT);
    CHECK(s.act.bad.n == 1);
    as(&s, "tess", secret); /* both factors still work */
    as(&s, "ada", admin);
    CHECK(account_disable(&s.act, tess, 2) == RW_OK);
    as(&s, "ada", admin);
    CHECK(account_reinvite(&s.act, tess, 3, &made) == RW_EINPUT);
    CHECK(account_get(&s.act, tess, &row) == RW_OK && str_is(row.state, "disabled"));
    as(&s, "ada", admin);
    CHECK(account_invite(&s.act, &omar, &made) == RW_OK);
    CHECK(account_reinvite(&s.act, made.account_id, 1, &again) == RW_OK);
    staff_kit_console(&s);
    CHECK(account_reinvite(&s.act, tess, 3, &again) == RW_OK);
    staff_kit_drop(&s);
}
