#include "app/demo.h"

#include "app/appointment.h"
#include "app/court.h"
#include "app/document.h"
#include "app/family_case.h"
#include "app/house.h"
#include "app/note.h"
#include "app/person.h"
#include "app/report.h"
#include "app/turn.h"
#include "gen/queries.h"
#include "support/store_kit.h"

#include <stdio.h>
#include <sys/stat.h>

/* On PostgreSQL too, where REWEAVE_TEST_PG names a server. */

#define SUNDAY INT64_C(1795374000) /* 2026-11-22T19:00:00Z, 11:00 in the practice */
#define DAY INT64_C(86400)
#define FAMILIES 3

struct shown {
    char dir[192];
    struct arena mem;
    struct demo demo;
    struct house house;
    struct db *db;
    int64_t now_utc;
};

static void show(struct shown *s, struct store_kit *k, int64_t now_utc)
{
    const char *url = k->postgres ? k->url : NULL;

    *s = (struct shown){ .now_utc = now_utc };
    snprintf(s->dir, sizeof s->dir, "%s/demo", k->dir);
    CHECK(arena_make(&s->mem, 64u << 20));
    CHECK_OK(demo_prepare(&s->mem, s->dir, url, now_utc, NULL, &s->demo, &e));
    CHECK(s->demo.fresh);
    CHECK_OK(house_open(&s->house, s->dir, NULL, 0, &e));
    CHECK_OK(turn_open(&s->house.app, &s->db, &e));
}

static void hide(struct shown *s)
{
    turn_close(s->db);
    house_close(&s->house);
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
    assert_int_equal(n, FAMILIES);
    for (i = 0; i < n; i++)
        if (str_is(rows[i].title, title))
            return rows[i].id;
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

    CHECK_OK(q_audit_after(s->db, &s->mem, &(struct q_audit_after_in){ .seq = 0, .limit = 5000 },
                           &rows, &n, &e));
    CHECK(n > 200);
    for (i = 0; i < n; i++) {
        assert_int_equal(rows[i].seq, i + 1);
        CHECK(i == 0 || str_cmp(rows[i - 1].at_utc, rows[i].at_utc) <= 0);
    }
}

static void check_walls(struct shown *s)
{
    static const char *const titles[FAMILIES] = { "Alder", "Birch", "Cedar" };
    struct family_case_get_row row;
    size_t i, k;

    for (i = 0; i < FAMILIES; i++)
        for (k = 0; k < s->demo.n; k++) {
            struct act a = as(s, k);

            assert_int_equal(family_case_get(&a, family(s, titles[i]), &row),
                             k == 0 ? RW_OK : RW_ENOTFOUND);
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
    assert_int_equal(n, 1);
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

TEST_BOTH(a_demonstration_has_three_families_at_work_and_a_whole_log)
{
    struct shown s;
    struct stat sb;
    char path[256];

    show(&s, k, SUNDAY);
    CHECK(s.house.app.demo);
    snprintf(path, sizeof path, "%s/%s", s.dir, DEMO_ACCOUNTS_FILE);
    CHECK(stat(path, &sb) == 0);
    assert_int_equal(sb.st_mode & 07777, 0600);
    check_log(&s);
    check_walls(&s);
    check_today(&s);
    check_court(&s);
    CHECK_STR(phase_of(&s, "Alder", "Maya Alder"), "P4");
    CHECK_STR(phase_of(&s, "Alder", "Jonas Alder"), "P2");
    CHECK_STR(phase_of(&s, "Birch", "Iris Birch"), "P4");
    CHECK(str_empty(phase_of(&s, "Cedar", "Leo Cedar")));
    hide(&s);
}

TEST_BOTH(a_second_start_leaves_a_demonstration_as_it_was)
{
    struct demo again;
    struct shown s;
    size_t i;

    show(&s, k, SUNDAY);
    turn_close(s.db);
    s.db = NULL;
    house_close(&s.house);
    CHECK_OK(demo_prepare(&s.mem, s.dir, NULL, SUNDAY + 9 * DAY, NULL, &again, &e));
    CHECK(!again.fresh);
    assert_int_equal(again.n, s.demo.n);
    for (i = 0; i < again.n; i++) {
        CHECK(str_eq(again.account[i].username, s.demo.account[i].username));
        CHECK(str_eq(again.account[i].password, s.demo.account[i].password));
        assert_int_equal(demo_code(&s.mem, &again.account[i], SUNDAY).len, 6);
    }
    CHECK_OK(house_open(&s.house, s.dir, NULL, 0, &e));
    CHECK_OK(turn_open(&s.house.app, &s.db, &e));
    check_log(&s);
    check_today(&s);
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
        hide(&s);
        store_kit_drop(&k);
    }
}

TEST(a_folder_that_holds_something_else_is_left_alone)
{
    struct store_kit k;
    struct demo d;
    struct rw_err e = { 0 };

    CHECK(store_kit_make(&k, false));
    db_close(store_kit_open(&k));
    assert_int_equal(demo_prepare(&k.a, k.dir, NULL, SUNDAY, NULL, &d, &e), RW_ECONFLICT);
    CHECK(d.why.len > 0);
    store_kit_drop(&k);
}
