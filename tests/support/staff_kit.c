#include "support/staff_kit.h"

#include "app/credential.h"
#include "app/lists.h"
#include "app/practice.h"
#include "gen/queries.h"

#include <liboath/oath.h>
#include <stdio.h>
#include <string.h>

void staff_kit_console(struct staff_kit *k)
{
    staff_kit_request(k, 0);
    k->act.viewer = (struct viewer){ .level = AUTH_LOCAL, .reauth_utc = RW_NO_TIME };
}

void staff_kit_request(struct staff_kit *k, int address)
{
    k->act = (struct act){
        .app = &k->app,
        .db = k->db,
        .mem = &k->mem,
        .viewer = { .reauth_utc = RW_NO_TIME },
        .now_utc = k->now_utc,
        .today = clock_local(k->now_utc).date,
        .request_id = id_new(&k->mem),
        .source_key = hash_sha256(&k->mem, str_fmt(&k->mem, "192.0.2.%d", address)),
    };
}

void staff_kit_make(struct staff_kit *k, struct store_kit *store)
{
    struct practice_input in = {
        .name = STR("Willow Bend Practice"),
        .kind = STR("group"),
        .region = STR("US-OR"),
        .zone = STR("America/Los_Angeles"),
        .paper = STR("letter"),
    };

    *k = (struct staff_kit){ .now_utc = STAFF_NOW };
    CHECK(arena_make(&k->mem, 64u << 20) && arena_make(&k->app_mem, 1u << 20));
    db_close(store_kit_open(store));
    k->app = (struct app){
        .store = &store->c,
        .mem = &k->app_mem,
        .tenant = STR(DB_PRACTICE_ID),
        .boot_id = STR("00"),
    };
    CHECK_OK(writer_start(&store->c, true, &k->app.writer, &e));
    CHECK_OK(db_open(&store->c, DB_READ, &k->db, &e));
    staff_kit_console(k);
    assert_int_equal(practice_create(&k->act, &in, false), RW_OK);
    CHECK_OK(practice_load(k->db, &k->app, &e));
    CHECK_OK(lists_load(&k->mem, &k->app.lists, &e));
}

void staff_kit_drop(struct staff_kit *k)
{
    writer_stop(k->app.writer);
    db_close(k->db);
    arena_free(&k->mem);
    arena_free(&k->app_mem);
}

static void add_licence(struct staff_kit *k, struct str account)
{
    struct licence_input in = { .type = STR("lmft"),
                                .number = STR("77"),
                                .region = STR("US-OR"),
                                .issued_on = RW_NO_DATE,
                                .expires_on = date_add_months(k->act.today, 60) };

    if (licence_add(&k->act, account, &in, NULL))
        fail_msg("licence_add: %s", k->act.err.note);
}

struct str staff_kit_person(struct staff_kit *k, const char *login, uint32_t roles,
                            struct str *secret)
{
    struct account_input in = { .login = str_of(login), .name = str_of(login), .roles = roles };
    struct str id = STR_NULL;

    staff_kit_console(k);
    *secret = totp_secret_new(&k->mem);
    if (account_make(&k->act, &in, STR(STAFF_PASSWORD), *secret, &id))
        fail_msg("account_make: %s", k->act.err.note);
    if (roles & ((uint32_t)ROLE_THERAPIST | (uint32_t)ROLE_SUPERVISOR))
        add_licence(k, id);
    return id;
}

struct str staff_kit_code(struct staff_kit *k, struct str secret, int64_t at_utc)
{
    char *z = arena_array(&k->mem, char, 8);

    assert_int_equal(oath_totp_generate(secret.p, secret.len, (time_t)at_utc, 30, 0, 6, z), 0);
    return (struct str){ z, 6 };
}

struct signin staff_kit_sign_in(struct staff_kit *k, const char *login, struct str secret,
                                struct str device)
{
    struct signin_try t = { .login = str_of(login),
                            .password = STR(STAFF_PASSWORD),
                            .device = device,
                            .label = STR("Firefox on Linux") };
    struct session_found f;
    struct signin s;

    assert_int_equal(signin_password(&k->act, &t, &s), RW_OK);
    assert_int_equal(s.outcome, SIGNIN_CODE);
    assert_int_equal(session_find(&k->act, s.token, &f), RW_OK);
    assert_int_equal(f.state, SESSION_HALF);
    t.code = staff_kit_code(k, secret, k->now_utc);
    assert_int_equal(signin_code(&k->act, &t, &s), RW_OK);
    assert_int_equal(s.outcome, SIGNIN_DONE);
    assert_int_equal(session_find(&k->act, s.token, &f), RW_OK);
    assert_int_equal(f.state, SESSION_LIVE);
    return s;
}

size_t staff_kit_events(struct staff_kit *k, const char *action)
{
    struct audit_after_row *rows;
    size_t i, n, found = 0;

    CHECK_OK(q_audit_after(k->db, &k->mem, &(struct q_audit_after_in){ .seq = 0, .limit = 5000 },
                           &rows, &n, &e));
    for (i = 0; i < n; i++)
        found += str_is(rows[i].action, action);
    return found;
}
