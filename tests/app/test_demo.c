#include "app/demo_family.h"

#include "app/appointment.h"
#include "app/court.h"
#include "app/document.h"
#include "app/family_case.h"
#include "app/founding.h"
#include "app/house.h"
#include "app/note.h"
#include "app/person.h"
#include "app/report.h"
#include "app/turn.h"
#include "gen/queries.h"
#include "support/store_kit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* On PostgreSQL too, where REWEAVE_TEST_PG names a server. */

#define SUNDAY INT64_C(1795374000) /* 2026-11-22T19:00:00Z, 11:00 in the practice */
#define DAY INT64_C(86400)
#define DRAFTS 4 /* of notes, over all families */

struct shown {
    char dir[192];
    struct arena mem;
    struct demo demo;
    struct house house;
    struct db *db;
    int64_t now_utc;
};

static struct demo_wish wish_for(const struct shown *s, struct store_kit *k)
{
    return (struct demo_wish){ .dir = s->dir,
                               .db_url = k->postgres ? k->url : NULL,
                               .now_utc = s->now_utc };
}

static void come_in(struct shown *s)
{
    CHECK_OK(house_open(&s->house, s->dir, NULL, 0, &e));
    CHECK_OK(turn_open(&s->house.app, &s->db, &e));
}

static void go_out(struct shown *s)
{
    turn_close(s->db);
    s->db = NULL;
    house_close(&s->house);
}

static void show_kind(struct shown *s, struct store_kit *k, int64_t now_utc, bool solo)
{
    struct demo_wish wish;

    *s = (struct shown){ .now_utc = now_utc };
    snprintf(s->dir, sizeof s->dir, "%s/demo", k->dir);
    CHECK(arena_make(&s->mem, 64u << 20));
    wish = wish_for(s, k);
    wish.solo = solo;
    CHECK_OK(demo_prepare(&s->mem, &wish, &s->demo, &e));
    CHECK(s->demo.fresh);
    CHECK(s->demo.solo == solo);
    come_in(s);
}

static void show(struct shown *s, struct store_kit *k, int64_t now_utc)
{
    show_kind(s, k, now_utc, false);
}

static void hide(struct shown *s)
{
    go_out(s);
    arena_free(&s->mem);
}

/* A request of the account with that place in the file. */
static struct act as(struct shown *s, size_t nth)
{
    struct account_row *rows;
    size_t i, n;
    struct act a;

    turn_begin(&a, &s->house.app, s->db, &s->mem, STR(""));
    a.now_utc = s->now_utc;
    a.today = clock_local(s->now_utc).date;
    CHECK_OK(q_account_list(s->db, &s->mem, &rows, &n, &e));
    for (i = 0; i < n; i++)
        if (str_eq(rows[i].login, s->demo.account[nth].username))
            a.viewer = (struct viewer){ .account_id = rows[i].id,
                                        .name = rows[i].name,
                                        .roles = (uint32_t)rows[i].roles,
                                        .level = AUTH_FULL,
                                        .reauth_utc = RW_NO_TIME };
    CHECK(a.viewer.account_id.p != NULL);
    return a;
}

static struct str family(struct shown *s, const char *title)
{
    struct act a = as(s, 0);
    struct caseload_row *rows;
    size_t i, n;

    assert_int_equal(family_case_list(&a, STR(""), 100, &rows, &n), RW_OK);
    assert_int_equal(n, s->demo.solo ? 4 : DEMO_FAMILIES);
    for (i = 0; i < n; i++)
        if (str_is(rows[i].title, title))
            return rows[i].case_id;
    fail_msg("no family %s", title);
    return STR_NULL;
}

static struct str phase_of(struct shown *s, const char *title, const char *name)
{
    struct act a = as(s, 0);
    struct person_row *rows;
    size_t i, n;

    assert_int_equal(person_list(&a, family(s, title), &rows, &n), RW_OK);
    for (i = 0; i < n; i++)
        if (str_is(rows[i].name, name))
            return rows[i].phase;
    fail_msg("nobody is called %s", name);
    return STR_NULL;
}

static void check_log(struct shown *s)
{
    struct audit_after_row *rows;
    size_t i, n;

    CHECK_OK(q_audit_after(s->db, &s->mem, &(struct q_audit_after_in){ .seq = 0, .limit = 9000 },
                           &rows, &n, &e));
    CHECK(n > 600);
    for (i = 0; i < n; i++) {
        assert_int_equal(rows[i].seq, i + 1);
        CHECK(i == 0 || str_cmp(rows[i - 1].at_utc, rows[i].at_utc) <= 0);
    }
}

/* Nora Linden treats all; the others see where they have a place, as clinicians do. */
static void check_walls(struct shown *s)
{
    static const char *const places[] = { NULL, "supervisor", "-", "-", "co" };
    struct family_case_get_row row;
    size_t i, k;

    assert_int_equal(s->demo.n, 5);
    for (i = 0; i < DEMO_FAMILIES; i++)
        for (k = 0; k < s->demo.n; k++) {
            const struct demo_family *f = demo_families[i];
            struct act a = as(s, k);
            bool there = k == 0 || demo_names(f->team, str_of(places[k]));

            assert_int_equal(family_case_get(&a, family(s, f->title), &row),
                             there ? RW_OK : RW_ENOTFOUND);
        }
}

static void check_today(struct shown *s)
{
    struct act a = as(s, 0);
    struct appointment_line *lines;
    struct note_unsigned_row *drafts;
    size_t i, n, at_four = 0;

    assert_int_equal(appointment_between(&a, a.today, a.today, &lines, &n), RW_OK);
    for (i = 0; i < n; i++)
        at_four += str_is(lines[i].family, "Alder") && lines[i].starts.minutes == 16 * 60;
    assert_int_equal(at_four, 1);
    assert_int_equal(note_unsigned(&a, &drafts, &n), RW_OK);
    assert_int_equal(n, DRAFTS);
}

/* Something has been and something is to come, within two weeks, in every family that is at work. */
static void check_weeks(struct shown *s)
{
    struct act a = as(s, 0);
    struct appointment_line *lines;
    size_t i, k, n, off = 0;

    assert_int_equal(
        appointment_between(&a, date_add(a.today, -14), date_add(a.today, 16), &lines, &n), RW_OK);
    for (i = 0; i < DEMO_FAMILIES; i++) {
        const struct demo_family *f = demo_families[i];
        size_t before = 0, after = 0;

        for (k = 0; k < n; k++)
            if (str_is(lines[k].family, f->title)) {
                before += lines[k].starts.date.day < a.today.day;
                after += lines[k].starts.date.day > a.today.day;
                off += lines[k].state == APPOINTMENT_CANCELLED ||
                       lines[k].state == APPOINTMENT_NOT_STARTED;
            }
        CHECK(f->closed ? !after : after > 0);
        CHECK(f->closed || f->opened > -3 || before > 0);
    }
    CHECK(off >= 2);
}

static void check_court(struct shown *s)
{
    struct act a = as(s, 0);
    struct str id = family(s, "Alder");
    struct report_list_row *reports;
    struct court_order_row *orders;
    struct document_list_row *papers;
    struct date due;
    size_t n;

    assert_int_equal(order_list(&a, id, &orders, &n), RW_OK);
    assert_int_equal(n, 1);
    assert_int_equal(order_report_due(&a, id, orders[0].id, &due), RW_OK);
    CHECK(due.day >= a.today.day && due.day <= a.today.day + 6);
    assert_int_equal(report_list(&a, id, &reports, &n), RW_OK);
    assert_int_equal(n, 1);
    CHECK_STR(reports[0].state, "signed");
    assert_int_equal(document_list(&a, id, &papers, &n), RW_OK);
    CHECK(n >= 4);
    CHECK_STR(papers[0].media, "pdf");
}

static void check_children(struct shown *s)
{
    static const struct {
        const char *family, *child, *phase;
    } all[] = {
        { "Alder", "Maya Alder", "P4" },
        { "Alder", "Jonas Alder", "P2" },
        { "Birch", "Iris Birch", "P4" },
        { "Cedar", "Leo Cedar", "" },
        { "Elm", "Ada Elm", "P1" },
        { "Pine", "Noel Pine", "P3" },
        { "Rowan", "Lena Rowan", "CLOSED_FOR_SAFETY" },
        { "Spruce", "Nils Spruce", "P5" },
        { "Spruce", "Tilda Spruce", "CLOSED" },
        { "Walnut", "Robin Walnut", "PAUSED" },
    };
    size_t i;

    for (i = 0; i < sizeof all / sizeof *all; i++) {
        struct str at = phase_of(s, all[i].family, all[i].child);

        if (!str_is(at.p ? at : STR(""), all[i].phase))
            fail_msg("%s is at %.*s", all[i].child, STR_ARG(at));
    }
}

TEST_BOTH(a_demonstration_has_eight_families_at_work_and_a_whole_log)
{
    struct shown s;
    struct stat sb;
    char path[256];

    show(&s, k, SUNDAY);
    CHECK(s.house.app.demo);
    CHECK(!s.house.app.solo);
    snprintf(path, sizeof path, "%s/%s", s.dir, DEMO_ACCOUNTS_FILE);
    CHECK(stat(path, &sb) == 0);
    assert_int_equal(sb.st_mode & 07777, 0600);
    check_log(&s);
    check_walls(&s);
    check_today(&s);
    check_weeks(&s);
    check_court(&s);
    check_children(&s);
    hide(&s);
}

/* -- what the tables say ----------------------------------------------------------------------- */

TEST(each_reason_for_a_referral_is_the_main_one_of_one_family)
{
    static const char *const all[] = { "RS1", "RS2", "RS3", "RS4", "RS5", "RS6", "RS7", "RS8" };
    size_t i, k, n;

    for (i = 0; i < sizeof all / sizeof *all; i++) {
        for (n = 0, k = 0; k < DEMO_FAMILIES; k++)
            n += strncmp(demo_families[k]->scenarios, all[i], 3) == 0;
        assert_int_equal(n, 1);
    }
}

static int count_roles(const char *role, const char *relation, bool solo)
{
    int n = 0;
    size_t i, k;

    for (i = 0; i < DEMO_FAMILIES; i++)
        for (k = 0; k < demo_families[i]->nroles; k++) {
            const struct demo_role *r = &demo_families[i]->roles[k];

            n += (!solo || demo_families[i]->solo) && strcmp(r->role, role) == 0 &&
                 strcmp(r->relation, relation) == 0;
        }
    return n;
}

TEST(mothers_and_fathers_stand_on_each_side_alike)
{
    static const bool solo[] = { false, true };
    size_t i;

    for (i = 0; i < 2; i++) {
        int contact = count_roles("contact_parent", "mother", solo[i]);
        int home = count_roles("home_parent", "mother", solo[i]);

        CHECK(contact > 0 && home > 0);
        assert_int_equal(contact, count_roles("contact_parent", "father", solo[i]));
        assert_int_equal(home, count_roles("home_parent", "father", solo[i]));
    }
    assert_int_equal(count_roles("guardian", "grandmother", false),
                     count_roles("guardian", "grandfather", false));
    assert_int_equal(count_roles("guardian", "foster mother", false),
                     count_roles("guardian", "foster father", false));
}

TEST(everybody_is_called_after_a_tree)
{
    static const char trees[] =
        " Alder Almond Ash Aspen Basswood Beech Birch Buckeye Catalpa Cedar Cherry Chestnut "
        "Cypress "
        "Dogwood Elder Elm Fir Hawthorn Hazel Holly Hornbeam Ironwood Juniper Larch Laurel Linden "
        "Locust Magnolia Maple Medlar Mulberry Myrtle Nogueira Oak Olive Oliveira Olmo Pecan Pine "
        "Plum Poplar Quince Redwood Rowan Spruce Sycamore Tamarack Teak Walnut Willow ";
    size_t i, k;

    for (i = 0; i < DEMO_FAMILIES; i++)
        for (k = 0; k < demo_families[i]->npeople; k++) {
            const char *name = demo_families[i]->people[k].name, *last = strrchr(name, ' ');
            char word[64];

            snprintf(word, sizeof word, "%s ", last ? last : name);
            if (!strstr(trees, word))
                fail_msg("%s is no tree", name);
        }
}

/* -- kinds and days ---------------------------------------------------------------------------- */

TEST_BOTH(a_second_start_leaves_a_demonstration_as_it_was)
{
    struct demo_wish wish;
    struct demo again;
    struct shown s;
    size_t i;

    show(&s, k, SUNDAY);
    go_out(&s);
    wish = wish_for(&s, k);
    wish.db_url = NULL;
    wish.now_utc += 9 * DAY;
    CHECK_OK(demo_prepare(&s.mem, &wish, &again, &e));
    CHECK(!again.fresh);
    assert_int_equal(again.n, s.demo.n);
    for (i = 0; i < again.n; i++) {
        CHECK(str_eq(again.account[i].username, s.demo.account[i].username));
        CHECK(str_eq(again.account[i].password, s.demo.account[i].password));
        assert_int_equal(demo_code(&s.mem, &again.account[i], SUNDAY).len, 6);
    }
    come_in(&s);
    check_log(&s);
    check_today(&s);
    hide(&s);
}

TEST_BOTH(a_practice_of_one_has_one_account_and_four_families)
{
    struct demo_wish wish;
    struct demo again;
    struct shown s;
    size_t i, n = 0;

    show_kind(&s, k, SUNDAY, true);
    CHECK(s.house.app.solo);
    CHECK(s.house.app.demo);
    assert_int_equal(s.demo.n, 2);
    CHECK_STR(s.demo.account[0].role, "therapist, admin");
    CHECK_STR(s.demo.account[1].role, "consult");
    for (i = 0; i < DEMO_FAMILIES; i++)
        if (demo_families[i]->solo)
            n += family(&s, demo_families[i]->title).len > 0;
    assert_int_equal(n, 4);
    go_out(&s);
    wish = wish_for(&s, k);
    CHECK_OK(demo_prepare(&s.mem, &wish, &again, &e));
    CHECK(again.solo && !again.fresh);
    come_in(&s);
    hide(&s);
}

/* Appointments move away from weekends; nobody may collide whatever day it is made on. */
TEST(a_demonstration_can_be_made_on_each_day_of_the_week)
{
    struct store_kit k;
    struct shown s;
    int day;

    for (day = 1; day < 7; day++) {
        CHECK(store_kit_make(&k, false));
        show(&s, &k, SUNDAY + day * DAY);
        check_today(&s);
        check_weeks(&s);
        hide(&s);
        store_kit_drop(&k);
    }
}

TEST(a_demonstration_can_be_made_on_days_that_are_not_like_others)
{
    static const int64_t moments[] = {
        INT64_C(1793521800), /* 2026-11-01T08:30:00Z: 01:30, the hour comes again */
        INT64_C(1793525400), /* 2026-11-01T09:30:00Z: 01:30, the second time */
        INT64_C(1805016600), /* 2027-03-14T09:30:00Z: 01:30, the next hour is left out */
        INT64_C(1835424300), /* 2028-02-29T08:05:00Z: just begun */
        INT64_C(1798703940), /* 2026-12-31T07:59:00Z: a minute before midnight */
        INT64_C(1798790460), /* 2027-01-01T08:01:00Z */
    };
    struct store_kit k;
    struct shown s;
    size_t i;

    for (i = 0; i < sizeof moments / sizeof *moments; i++) {
        CHECK(store_kit_make(&k, false));
        show(&s, &k, moments[i]);
        check_log(&s);
        check_today(&s);
        check_weeks(&s);
        hide(&s);
        store_kit_drop(&k);
    }
}

/* -- made anew --------------------------------------------------------------------------------- */

TEST_BOTH(a_demonstration_made_anew_has_the_dates_of_that_day)
{
    struct demo_wish wish;
    struct shown s;
    struct str old;

    show(&s, k, SUNDAY);
    old = s.demo.account[0].password;
    go_out(&s);
    s.now_utc += 40 * DAY;
    wish = wish_for(&s, k);
    wish.db_url = NULL; /* the folder knows where */
    wish.reset = true;
    CHECK_OK(demo_prepare(&s.mem, &wish, &s.demo, &e));
    CHECK(s.demo.fresh);
    CHECK(!str_eq(s.demo.account[0].password, old));
    come_in(&s);
    CHECK((s.house.store.pg_url != NULL) == k->postgres);
    check_log(&s);
    check_today(&s);
    check_weeks(&s);
    go_out(&s);
    wish.solo = true;
    CHECK_OK(demo_prepare(&s.mem, &wish, &s.demo, &e));
    come_in(&s);
    CHECK(s.house.app.solo);
    hide(&s);
}

TEST(where_nothing_lies_there_is_nothing_to_throw_away)
{
    struct store_kit k;
    struct shown s = { .now_utc = SUNDAY };
    struct demo_wish wish;

    CHECK(store_kit_make(&k, false));
    snprintf(s.dir, sizeof s.dir, "%s/demo", k.dir);
    wish = wish_for(&s, &k);
    wish.reset = true;
    CHECK(arena_make(&s.mem, 64u << 20));
    CHECK_OK(demo_prepare(&s.mem, &wish, &s.demo, &e));
    CHECK(s.demo.fresh);
    arena_free(&s.mem);
    store_kit_drop(&k);
}

static size_t size_of(const char *dir, const char *name)
{
    struct stat sb;
    char path[320];

    snprintf(path, sizeof path, "%s/%s", dir, name);
    return stat(path, &sb) == 0 ? (size_t)sb.st_size : 0;
}

/* Even with a file of accounts beside it. */
TEST_BOTH(a_practice_at_work_is_never_thrown_away)
{
    struct founding in = { .db_url = k->postgres ? k->url : NULL,
                           .practice = { .name = STR("Rosewood Practice"),
                                         .kind = STR("solo"),
                                         .region = STR("US-OR"),
                                         .zone = STR("America/Los_Angeles"),
                                         .paper = STR("letter") },
                           .first = { .login = STR("admin"),
                                      .name = STR("Ada Rosewood"),
                                      .licence = STR("LMFT 1"),
                                      .roles = (uint32_t)ROLE_THERAPIST | (uint32_t)ROLE_ADMIN } };
    struct demo forged = { .n = 1,
                           .account = { { .username = STR("therapist"),
                                          .name = STR("x"),
                                          .password = STR("x"),
                                          .role = STR("x"),
                                          .totp_secret = STR("x") } } };
    struct shown s = { .now_utc = SUNDAY };
    struct founded made;
    struct demo_wish wish;
    struct rw_err e = { 0 };

    snprintf(s.dir, sizeof s.dir, "%s/work", k->dir);
    in.dir = s.dir;
    CHECK(arena_make(&s.mem, 64u << 20));
    assert_int_equal(practice_found(&s.mem, &in, &made, &e), RW_OK);
    wish = wish_for(&s, k);
    wish.db_url = NULL;
    wish.reset = true;
    assert_int_equal(demo_prepare(&s.mem, &wish, &s.demo, &e), RW_ECONFLICT);
    assert_int_equal(demo_accounts_write(s.dir, &forged, &e), RW_OK);
    assert_int_equal(demo_prepare(&s.mem, &wish, &s.demo, &e), RW_ECONFLICT);
    CHECK(s.demo.why.len > 0);
    assert_int_equal(size_of(s.dir, "master.key"), 32);
    come_in(&s);
    CHECK_STR(s.house.app.practice, "Rosewood Practice");
    CHECK(!s.house.app.demo);
    hide(&s);
}

TEST(a_demonstration_beside_other_things_is_not_thrown_away)
{
    struct store_kit k;
    struct shown s;
    struct demo_wish wish;
    struct demo d;
    struct rw_err e = { 0 };
    char path[256];
    FILE *f;

    CHECK(store_kit_make(&k, false));
    show(&s, &k, SUNDAY);
    go_out(&s);
    snprintf(path, sizeof path, "%s/letter.txt", s.dir);
    f = fopen(path, "w");
    CHECK(f && fclose(f) == 0);
    wish = wish_for(&s, &k);
    wish.reset = true;
    assert_int_equal(demo_prepare(&s.mem, &wish, &d, &e), RW_ECONFLICT);
    CHECK(d.why.len > 0);
    CHECK(size_of(s.dir, DEMO_ACCOUNTS_FILE) > 0);
    come_in(&s);
    check_log(&s);
    hide(&s);
    store_kit_drop(&k);
}

TEST(a_folder_that_holds_something_else_is_left_alone)
{
    struct store_kit k;
    struct demo_wish wish = { .now_utc = SUNDAY };
    struct demo d;
    struct rw_err e = { 0 };
    int reset;

    CHECK(store_kit_make(&k, false));
    db_close(store_kit_open(&k));
    wish.dir = k.dir;
    for (reset = 0; reset < 2; reset++) {
        wish.reset = reset != 0;
        assert_int_equal(demo_prepare(&k.a, &wish, &d, &e), RW_ECONFLICT);
        CHECK(d.why.len > 0);
        CHECK(size_of(k.dir, "reweave.db") > 0);
    }
    store_kit_drop(&k);
}
