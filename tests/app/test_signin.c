/* REWEAVE_TEST_PG: both engines. */
#include "support/staff_kit.h"

#include "app/password.h"
#include "app/throttle.h"

#include <pthread.h>
#include <string.h>

#define MIN 60
#define HOUR 3600

static struct signin try_password(struct staff_kit *k, const char *login, const char *password,
                                  struct str device)
{
    struct signin_try t = { .login = str_of(login),
                            .password = str_of(password),
                            .device = device };
    struct signin s;

    if (signin_password(&k->act, &t, &s))
        fail_msg("signin_password: %s", k->act.err.note);
    return s;
}

static struct signin try_code(struct staff_kit *k, struct str code, struct str device)
{
    struct signin_try t = { .code = code, .device = device };
    struct signin s;

    if (signin_code(&k->act, &t, &s))
        fail_msg("signin_code: %s", k->act.err.note);
    return s;
}

static enum session_state state_of(struct staff_kit *k, struct str token)
{
    struct session_found f;

    assert_int_equal(session_find(&k->act, token, &f), RW_OK);
    return f.state;
}

/* Up to the second step: a half session, its viewer in k->act. */
static struct str half_way(struct staff_kit *k, const char *login, int address, struct str device)
{
    struct signin s;

    staff_kit_request(k, address);
    s = try_password(k, login, STAFF_PASSWORD, device);
    assert_int_equal(s.outcome, SIGNIN_CODE);
    assert_int_equal(state_of(k, s.token), SESSION_HALF);
    return s.token;
}

TEST_BOTH(both_steps_sign_somebody_in_under_a_new_token)
{
    struct staff_kit s;
    struct str secret, half;
    struct signin in;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    half = half_way(&s, " RUTH", 1, STR(""));
    CHECK(s.act.viewer.roles == 0 && s.act.viewer.level == AUTH_PASSWORD);
    CHECK(!act_may(&s.act, CAP_SELF));

    in = try_code(&s, staff_kit_code(&s, secret, s.now_utc), STR(""));
    assert_int_equal(in.outcome, SIGNIN_DONE);
    CHECK(!str_eq(in.token, half) && in.device.len == CRYPTO_TOKEN_LEN);
    staff_kit_request(&s, 1);
    CHECK(state_of(&s, half) == SESSION_NONE);
    CHECK(state_of(&s, in.token) == SESSION_LIVE);
    CHECK(s.act.viewer.roles == ROLE_THERAPIST && act_reauthed(&s.act));
    CHECK_STR(s.act.viewer.name, "ruth");
    CHECK(staff_kit_events(&s, "sign-in") == 1);
    staff_kit_drop(&s);
}

TEST_BOTH(a_code_is_good_once_and_one_step_either_side)
{
    static const struct {
        int off;
        bool right;
    } cases[] = { { -60, false }, { -30, true }, { 30, true }, { 60, false } };
    struct staff_kit s;
    struct str secret, code;
    size_t i;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    half_way(&s, "ruth", 1, STR(""));
    code = staff_kit_code(&s, secret, s.now_utc);
    CHECK(try_code(&s, code, STR("")).outcome == SIGNIN_DONE);
    half_way(&s, "ruth", 1, STR(""));
    CHECK(try_code(&s, code, STR("")).outcome == SIGNIN_WRONG);
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        s.now_utc += HOUR;
        half_way(&s, "ruth", 1, STR(""));
        code = staff_kit_code(&s, secret, s.now_utc + cases[i].off);
        CHECK((try_code(&s, code, STR("")).outcome == SIGNIN_DONE) == cases[i].right);
    }
    staff_kit_drop(&s);
}

TEST_BOTH(an_unknown_login_costs_and_says_the_same_as_a_known_one)
{
    static const char *const logins[] = { "ruth", "nobody-here" };
    struct staff_kit s;
    struct str secret, words[2];
    int statements[2];
    size_t events[2], i;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    for (i = 0; i < 2; i++) {
        size_t before = staff_kit_events(&s, "sign-in-try");
        struct signin out;

        staff_kit_request(&s, (int)i + 1);
        db_statements_reset(s.db);
        out = try_password(&s, logins[i], "wrong", STR("x"));
        statements[i] = db_statements(s.db);
        words[i] = signin_words(&s.mem, &out);
        events[i] = staff_kit_events(&s, "sign-in-try") - before;
    }
    CHECK(statements[0] == statements[1] && statements[0] > 0);
    CHECK(str_eq(words[0], words[1]));
    CHECK(events[0] == 1 && events[1] == 1);
    staff_kit_drop(&s);
}

TEST_BOTH(failures_make_waits_that_double_for_known_and_unknown_alike)
{
    static const char *const logins[] = { "ruth", "nobody-here" };
    struct staff_kit s;
    struct str secret;
    size_t who;
    int i;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    for (who = 0; who < 2; who++) {
        struct signin out;

        for (i = 0; i < 5; i++) {
            staff_kit_request(&s, 10 * (int)who + i);
            out = try_password(&s, logins[who], "wrong", STR(""));
            CHECK(out.outcome == SIGNIN_WRONG && out.wait_s == 0);
        }
        out = try_password(&s, logins[who], "wrong", STR(""));
        CHECK(out.outcome == SIGNIN_WRONG && out.wait_s == 1);
        CHECK_STR(signin_words(&s.mem, &out),
                  "That did not match. Please wait 1 second before you try again.");
        out = try_password(&s, logins[who], STAFF_PASSWORD, STR(""));
        CHECK(out.outcome == SIGNIN_WAIT && out.wait_s == 1);
        s.now_utc++;
        staff_kit_request(&s, 10 * (int)who + 9);
        CHECK(try_password(&s, logins[who], "wrong", STR("")).wait_s == 2);
    }
    staff_kit_drop(&s);
}

TEST_BOTH(a_known_browser_gets_in_while_the_account_is_under_attack)
{
    struct staff_kit s;
    struct str secret;
    struct signin in, out = { 0 };
    int i;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    staff_kit_request(&s, 1);
    in = staff_kit_sign_in(&s, "ruth", secret, STR(""));
    for (i = 0; i < 120; i++) {
        s.now_utc += 901;
        staff_kit_request(&s, 2);
        out = try_password(&s, "ruth", "wrong", STR(""));
    }
    CHECK(out.outcome == SIGNIN_WAIT && out.paused);
    CHECK(staff_kit_events(&s, "sign-in-try") == 101); /* 100 of them evaluated, and the first */

    staff_kit_request(&s, 2);
    staff_kit_sign_in(&s, "ruth", secret, in.device);
    s.now_utc += MIN;
    staff_kit_request(&s, 3);
    CHECK(try_password(&s, "ruth", "wrong", STR("")).outcome == SIGNIN_WRONG);
    staff_kit_drop(&s);
}

TEST_BOTH(a_device_cookie_of_one_person_opens_no_lane_to_another)
{
    struct staff_kit s;
    struct str secret, other;
    struct signin in, out = { 0 };
    int i;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    staff_kit_person(&s, "omar", ROLE_OFFICE, &other);
    staff_kit_request(&s, 1);
    in = staff_kit_sign_in(&s, "ruth", secret, STR(""));
    for (i = 0; i < 7; i++) {
        staff_kit_request(&s, 5);
        out = try_password(&s, "omar", "wrong", in.device);
    }
    CHECK(out.outcome == SIGNIN_WAIT);
    staff_kit_drop(&s);
}

TEST_BOTH(an_address_waits_whatever_the_login)
{
    struct staff_kit s;
    struct signin out;
    int i;

    staff_kit_make(&s, k);
    for (i = 0; i < 22; i++) {
        staff_kit_request(&s, 7);
        out = try_password(&s, str_z(&s.mem, str_fmt(&s.mem, "guess%d", i)), "wrong", STR(""));
    }
    CHECK(out.outcome == SIGNIN_WAIT);
    staff_kit_request(&s, 8);
    CHECK(try_password(&s, "guess0", "wrong", STR("")).outcome == SIGNIN_WRONG);
    staff_kit_drop(&s);
}

TEST_BOTH(wrong_codes_count_as_failures_though_the_password_was_right)
{
    struct staff_kit s;
    struct str secret;
    struct signin out = { 0 };
    int i;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    for (i = 0; i < 6; i++) {
        half_way(&s, "ruth", i, STR(""));
        out = try_code(&s, STR("000000"), STR(""));
        CHECK(out.outcome == SIGNIN_WRONG);
    }
    CHECK(out.wait_s > 0);
    staff_kit_request(&s, 50);
    CHECK(try_password(&s, "ruth", STAFF_PASSWORD, STR("")).outcome == SIGNIN_WAIT);
    staff_kit_drop(&s);
}

TEST_BOTH(sessions_end_when_idle_when_old_and_when_the_second_step_is_late)
{
    struct staff_kit s;
    struct str secret, half;
    struct signin in;
    struct session_found f;
    int i;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    staff_kit_request(&s, 1);
    in = staff_kit_sign_in(&s, "ruth", secret, STR(""));
    s.now_utc += 15 * MIN - 1;
    staff_kit_request(&s, 1);
    CHECK(state_of(&s, in.token) == SESSION_LIVE);
    s.now_utc++;
    staff_kit_request(&s, 1);
    CHECK(session_find(&s.act, in.token, &f) == RW_OK && f.state == SESSION_EXPIRED);
    CHECK(f.account_id.len == CRYPTO_ID_LEN && !s.act.viewer.account_id.p);

    in = staff_kit_sign_in(&s, "ruth", secret, STR(""));
    for (i = 0; i < 72; i++) {
        struct session_found seen;

        staff_kit_request(&s, 1);
        CHECK(session_find(&s.act, in.token, &seen) == RW_OK && seen.state == SESSION_LIVE);
        session_touch(&s.act, &seen);
        /* a write that is waited for commits the group that carries the touch */
        staff_kit_request(&s, 100 + i);
        try_password(&s, str_z(&s.mem, str_fmt(&s.mem, "guess%d", i)), "wrong", STR(""));
        s.now_utc += 10 * MIN;
    }
    staff_kit_request(&s, 1);
    CHECK(state_of(&s, in.token) == SESSION_EXPIRED);

    half = half_way(&s, "ruth", 3, in.device);
    s.now_utc += 5 * MIN;
    staff_kit_request(&s, 3);
    CHECK(state_of(&s, half) == SESSION_NONE);
    staff_kit_drop(&s);
}

TEST_BOTH(a_fourth_session_ends_the_oldest)
{
    struct staff_kit s;
    struct str secret;
    struct signin in[4];
    struct session_line *list;
    size_t i, n;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    for (i = 0; i < 4; i++) {
        s.now_utc += MIN;
        staff_kit_request(&s, 1);
        in[i] = staff_kit_sign_in(&s, "ruth", secret, STR(""));
    }
    CHECK(session_list(&s.act, &list, &n) == RW_OK && n == 3);
    CHECK(list[0].current && !list[1].current);
    CHECK_STR(list[0].label, "Firefox on Linux");
    CHECK(session_end(&s.act, list[2].key) == RW_OK);
    CHECK(session_end(&s.act, list[2].key) == RW_ENOTFOUND);
    CHECK(session_end(&s.act, STR("nonsense")) == RW_ENOTFOUND);
    staff_kit_request(&s, 1);
    CHECK(state_of(&s, in[0].token) == SESSION_EXPIRED);
    CHECK(state_of(&s, in[1].token) == SESSION_EXPIRED);
    CHECK(state_of(&s, in[2].token) == SESSION_LIVE);
    CHECK(state_of(&s, in[3].token) == SESSION_LIVE);
    CHECK(session_end_others(&s.act) == RW_OK);
    CHECK(state_of(&s, in[2].token) == SESSION_EXPIRED);
    CHECK(state_of(&s, in[3].token) == SESSION_LIVE);
    CHECK(session_sign_out(&s.act) == RW_OK);
    CHECK(state_of(&s, in[3].token) == SESSION_EXPIRED);
    staff_kit_drop(&s);
}

TEST_BOTH(reauthentication_needs_both_and_renews_the_token_but_not_the_forms)
{
    struct staff_kit s;
    struct str secret, mark;
    struct signin in, out;
    struct session_found f;
    struct signin_try t = { .password = STR(STAFF_PASSWORD), .code = STR("000000") };

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    staff_kit_request(&s, 1);
    in = staff_kit_sign_in(&s, "ruth", secret, STR(""));
    s.now_utc += 6 * MIN;
    staff_kit_request(&s, 1);
    CHECK(session_find(&s.act, in.token, &f) == RW_OK && !act_reauthed(&s.act));
    mark = session_csrf(&s.act, &f, in.token);
    CHECK(signin_reauth(&s.act, &t, &out) == RW_OK && out.outcome == SIGNIN_WRONG);
    CHECK(!act_reauthed(&s.act));
    t.code = staff_kit_code(&s, secret, s.now_utc);
    t.password = STR("wrong");
    CHECK(signin_reauth(&s.act, &t, &out) == RW_OK && out.outcome == SIGNIN_WRONG);
    t.password = STR(STAFF_PASSWORD);
    CHECK(signin_reauth(&s.act, &t, &out) == RW_OK && out.outcome == SIGNIN_DONE);
    CHECK(act_reauthed(&s.act));
    staff_kit_request(&s, 1);
    CHECK(state_of(&s, in.token) == SESSION_EXPIRED);
    CHECK(session_find(&s.act, out.token, &f) == RW_OK && f.state == SESSION_LIVE);
    CHECK(act_reauthed(&s.act) && f.created_utc == STAFF_NOW);
    CHECK(str_eq(mark, session_csrf(&s.act, &f, out.token)));
    s.now_utc += 5 * MIN;
    s.act.now_utc = s.now_utc;
    CHECK(!act_reauthed(&s.act));
    staff_kit_drop(&s);
}

TEST_BOTH(one_page_with_everything_signs_in_as_well)
{
    struct staff_kit s;
    struct str secret;
    struct signin out;
    struct signin_try t = { .login = STR("ruth"), .password = STR(STAFF_PASSWORD) };

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    staff_kit_request(&s, 1);
    t.code = STR("000000");
    CHECK(signin_again(&s.act, &t, &out) == RW_OK && out.outcome == SIGNIN_WRONG);
    CHECK(out.token.len == 0);
    staff_kit_request(&s, 1);
    t.code = staff_kit_code(&s, secret, s.now_utc);
    CHECK(signin_again(&s.act, &t, &out) == RW_OK && out.outcome == SIGNIN_DONE);
    CHECK(state_of(&s, out.token) == SESSION_LIVE);
    staff_kit_request(&s, 1);
    CHECK(signin_local(&s.act, &t, &out) == RW_OK && out.outcome == SIGNIN_WRONG);
    CHECK(!s.act.viewer.account_id.p);
    s.now_utc += MIN;
    staff_kit_request(&s, 1);
    t.code = staff_kit_code(&s, secret, s.now_utc);
    CHECK(signin_local(&s.act, &t, &out) == RW_OK && out.outcome == SIGNIN_DONE);
    CHECK(s.act.viewer.roles == ROLE_THERAPIST && act_reauthed(&s.act));
    staff_kit_drop(&s);
}

TEST_BOTH(a_token_of_ours_is_known_without_asking_the_database)
{
    struct staff_kit s;
    struct signin in;
    struct str secret;
    char *bent;
    size_t at;

    staff_kit_make(&s, k);
    (void)staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    staff_kit_request(&s, 1);
    in = staff_kit_sign_in(&s, "ruth", secret, STR_NULL);
    CHECK(in.token.len == CRYPTO_TOKEN_LEN && session_token_ours(&s.app, &s.mem, in.token));
    for (at = 0; at < in.token.len; at++) {
        bent = str_z(&s.mem, in.token);
        bent[at] = bent[at] == 'a' ? 'b' : 'a';
        CHECK(!session_token_ours(&s.app, &s.mem, str_of(bent)));
    }
    CHECK(!session_token_ours(&s.app, &s.mem, token_new(&s.mem)));
    CHECK(!session_token_ours(&s.app, &s.mem, STR("")));
    staff_kit_drop(&s);
}

TEST_BOTH(the_lane_of_a_browser_is_handed_on_for_a_minute_and_to_nobody_else)
{
    struct staff_kit s;
    struct str token, pass;
    char *bent;

    staff_kit_make(&s, k);
    token = token_new(&s.mem);
    pass = device_pass(&s.act, token);
    CHECK(str_eq(device_take(&s.act, pass), token));
    CHECK(!memmem(pass.p, pass.len, token.p, 8));
    bent = str_z(&s.mem, pass);
    bent[3] = bent[3] == 'X' ? 'Y' : 'X';
    CHECK(!device_take(&s.act, str_of(bent)).p);
    CHECK(!device_take(&s.act, STR("a.b.c")).p && !device_take(&s.act, STR("")).p);
    CHECK(device_pass(&s.act, STR("made up")).len == 0);
    s.act.now_utc += 61;
    CHECK(!device_take(&s.act, pass).p);
    staff_kit_drop(&s);
}

/* Eight at once against five free tries: each is counted before its password is looked at. */
struct guess {
    struct staff_kit *k;
    struct db *db;
    struct arena mem;
    struct signin out;
};

static void *guess_once(void *arg)
{
    struct guess *g = arg;
    struct signin_try t = { .login = STR("ruth"), .password = STR("wrong") };
    struct act a = { .app = &g->k->app,
                     .db = g->db,
                     .mem = &g->mem,
                     .now_utc = STAFF_NOW,
                     .request_id = id_new(&g->mem) };

    return signin_password(&a, &t, &g->out) == RW_OK ? g : NULL;
}

TEST_BOTH(guesses_made_at_the_same_time_are_counted_one_by_one)
{
    struct staff_kit s;
    struct guess g[8];
    pthread_t thread[8];
    struct str secret;
    size_t i, evaluated = 0;

    staff_kit_make(&s, k);
    staff_kit_person(&s, "ruth", ROLE_THERAPIST, &secret);
    for (i = 0; i < 8; i++) {
        g[i] = (struct guess){ .k = &s };
        CHECK(arena_make(&g[i].mem, 1u << 20));
        CHECK_OK(db_open(&k->c, DB_READ, &g[i].db, &e));
        CHECK(pthread_create(&thread[i], NULL, guess_once, &g[i]) == 0);
    }
    for (i = 0; i < 8; i++) {
        void *done = NULL;

        CHECK(pthread_join(thread[i], &done) == 0 && done == &g[i]);
        evaluated += g[i].out.outcome == SIGNIN_WRONG;
        db_close(g[i].db);
        arena_free(&g[i].mem);
    }
    CHECK(evaluated == 6);
    CHECK(staff_kit_events(&s, "sign-in-try") == 6);
    staff_kit_drop(&s);
}

TEST(waits_double_up_to_the_longest)
{
    CHECK(throttle_wait_s(5, 5, 900) == 0);
    CHECK(throttle_wait_s(6, 5, 900) == 1);
    CHECK(throttle_wait_s(15, 5, 900) == 512);
    CHECK(throttle_wait_s(16, 5, 900) == 900);
    CHECK(throttle_wait_s(90, 5, 900) == 900);
}

TEST_BOTH(a_try_for_nobody_takes_as_long_as_one_for_somebody)
{
    struct staff_kit s;
    struct str hash;
    int64_t start, real, nobody;

    staff_kit_make(&s, k);
    CHECK(password_make(&s.act, STR("four ordinary words"), &hash) == RW_OK);
    start = clock_mono_ns();
    CHECK(!password_right(&s.act, hash, STR("wrong")));
    real = clock_mono_ns() - start;
    start = clock_mono_ns();
    CHECK(!password_right(&s.act, STR_NULL, STR("wrong")));
    nobody = clock_mono_ns() - start;
    CHECK(nobody > real / 4 && nobody < real * 4);
    CHECK(password_right(&s.act, hash, STR("four ordinary words")));
    staff_kit_drop(&s);
}
