/* Seeded families come in by the rules: each act in the log, each note signed or a draft, and never
 * beside a real family. On PostgreSQL too, where REWEAVE_TEST_PG names a server. */
#include "app/seed.h"

#include "app/family_case.h"
#include "app/founding.h"
#include "app/house.h"
#include "app/note.h"
#include "app/seed_story.h"
#include "app/turn.h"
#include "gen/queries.h"
#include "support/store_kit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define SUNDAY INT64_C(1795374000) /* 2026-11-22T19:00:00Z */
#define CASES 50
#define NOTES 190

struct seeded {
    char dir[192];
    struct arena mem;
    struct seed_ask ask;
    struct seed_done done;
    struct house house;
    struct db *db;
};

static void seeded_open(struct seeded *s, struct store_kit *k)
{
    *s = (struct seeded){ 0 };
    snprintf(s->dir, sizeof s->dir, "%s/seed", k->dir);
    CHECK(arena_make(&s->mem, 64u << 20));
    s->ask = (struct seed_ask){ .dir = s->dir,
                                .db_url = k->postgres ? k->url : NULL,
                                .cases = CASES,
                                .notes = NOTES,
                                .now_utc = SUNDAY };
    CHECK_OK(seed_practice(&s->ask, NULL, NULL, &s->done, &e));
    CHECK_OK(house_open(&s->house, s->dir, NULL, 0, &e));
    CHECK_OK(turn_open(&s->house.app, &s->db, &e));
}

static void seeded_close(struct seeded *s)
{
    turn_close(s->db);
    house_close(&s->house);
    arena_free(&s->mem);
}

static struct act as(struct seeded *s, const char *login)
{
    struct account_row *rows;
    size_t i, n;
    struct act a;

    turn_begin(&a, &s->house.app, s->db, &s->mem, STR(""));
    a.now_utc = SUNDAY;
    a.today = clock_local(SUNDAY).date;
    CHECK_OK(q_account_list(s->db, &s->mem, &rows, &n, &e));
    for (i = 0; i < n; i++)
        if (str_is(rows[i].login, login))
            a.viewer = (struct viewer){ .account_id = rows[i].id,
                                        .name = rows[i].name,
                                        .roles = (uint32_t)rows[i].roles,
                                        .level = AUTH_FULL,
                                        .reauth_utc = RW_NO_TIME };
    CHECK(a.viewer.account_id.p != NULL);
    return a;
}

/* No number is missing, none comes before an earlier day; returns the last. */
static int64_t check_log(struct seeded *s)
{
    struct audit_after_row *rows;
    size_t i, n;

    CHECK_OK(q_audit_after(s->db, &s->mem, &(struct q_audit_after_in){ .seq = 0, .limit = 5000 },
                           &rows, &n, &e));
    for (i = 0; i < n; i++) {
        assert_int_equal(rows[i].seq, i + 1);
        CHECK(i == 0 || str_cmp(rows[i - 1].at_utc, rows[i].at_utc) <= 0);
    }
    return (int64_t)n;
}

/* Every note of every family of one clinician; what was signed is still what was signed. */
static size_t notes_of(struct seeded *s, const char *login, size_t want_cases)
{
    struct act a = as(s, login);
    struct caseload_row *cases;
    struct note_cursor next;
    struct note_line *lines;
    struct note note;
    size_t i, k, ncases, n, all = 0;

    CHECK(family_case_list(&a, STR(""), 500, &cases, &ncases) == RW_OK);
    assert_int_equal(ncases, want_cases);
    for (i = 0; i < ncases; i++) {
        CHECK(note_list(&a, cases[i].case_id, (struct note_cursor){ 0 }, 500, &lines, &n, &next) ==
              RW_OK);
        for (k = 0; k < n && i == 0; k++) {
            CHECK(note_find(&a, cases[i].case_id, lines[k].row.id, &note) == RW_OK);
            CHECK(note.state == NOTE_DRAFT || note_intact(&a, &note));
            CHECK(note.row.body.len > 900);
        }
        all += n;
    }
    return all;
}

TEST_BOTH(seeding_makes_the_numbers_asked_for_by_the_rules)
{
    struct seeded s;
    struct stat file;
    char path[256];

    seeded_open(&s, k);
    CHECK(s.done.fresh);
    assert_int_equal(s.done.cases, CASES);
    assert_int_equal(s.done.notes, NOTES);
    assert_int_equal(s.done.accounts, 16);
    assert_int_equal(notes_of(&s, "therapist", 40) + notes_of(&s, "colleague", 10), NOTES);
    CHECK(check_log(&s) > CASES + 2 * NOTES);
    snprintf(path, sizeof path, "%s/demo-accounts.json", s.dir);
    CHECK(stat(path, &file) == 0 && (file.st_mode & 0777) == 0600);
    seeded_close(&s);
}

TEST_BOTH(seeding_once_more_adds_to_a_demonstration)
{
    struct seeded s;
    struct seed_ask more;
    struct seed_done done;

    seeded_open(&s, k);
    more = s.ask;
    more.cases = 3;
    more.notes = 5;
    CHECK_OK(seed_practice(&more, NULL, NULL, &done, &e));
    CHECK(!done.fresh && done.cases == 3 && done.notes == 5);
    assert_int_equal(notes_of(&s, "clinician0012", 3), 5);
    seeded_close(&s);
}

TEST_BOTH(a_practice_at_work_is_refused_and_left_alone)
{
    struct founding in = {
        .practice = { .name = STR("Real Practice"),
                      .kind = STR("solo"),
                      .region = STR("US-OR"),
                      .zone = STR("America/Los_Angeles"),
                      .paper = STR("letter") },
        .first = { .login = STR("admin"), .name = STR("Real Person"), .roles = ROLE_ADMIN }
    };
    struct founded made;
    struct seed_ask ask = { .cases = 3, .notes = 5, .now_utc = SUNDAY };
    struct seed_done done;
    char dir[192];

    snprintf(dir, sizeof dir, "%s/real", k->dir);
    in.dir = ask.dir = dir;
    in.db_url = k->postgres ? k->url : NULL;
    CHECK_OK(practice_found(&k->a, &in, &made, &e));
    assert_int_equal(seed_practice(&ask, NULL, NULL, &done, NULL), RW_ECONFLICT);
    CHECK(done.cases == 0 && done.accounts == 0 && done.why.len > 0);
}

/* A folder with something else in it, and numbers that are none. */
TEST(what_can_not_be_seeded_is_refused_before_anything_is_made)
{
    struct seed_ask ask = { .dir = "/proc", .cases = 3, .notes = 5, .now_utc = SUNDAY };
    struct seed_done done;

    CHECK(seed_practice(&ask, NULL, NULL, &done, NULL) == RW_ECONFLICT);
    ask.cases = 0;
    CHECK(seed_practice(&ask, NULL, NULL, &done, NULL) == RW_EINPUT);
    ask.cases = SEED_CASES_MAX + 1;
    CHECK(seed_practice(&ask, NULL, NULL, &done, NULL) == RW_EINPUT);
    ask.cases = 1;
    ask.notes = SEED_NOTES_MAX + 1;
    CHECK(seed_practice(&ask, NULL, NULL, &done, NULL) == RW_EINPUT);
}

static void story(struct arena *mem, int64_t cases, int64_t notes, struct seed_story *s)
{
    struct seed_ask ask = { .cases = cases, .notes = notes };

    CHECK(arena_make(mem, seed_story_memory(&ask)));
    CHECK_OK(seed_story_make(mem, &ask, seed_clinicians(cases), s, &e));
}

TEST(the_same_numbers_tell_the_same_story)
{
    struct arena one, two, other;
    struct seed_story x, y, z;

    story(&one, 700, 5003, &x);
    story(&two, 700, 5003, &y);
    story(&other, 700, 5004, &z);
    assert_int_equal(x.nsteps, 700 * 2 + 5003);
    assert_int_equal(z.nsteps, x.nsteps + 1);
    CHECK(memcmp(x.steps, y.steps, x.nsteps * sizeof *x.steps) == 0);
    CHECK(memcmp(x.cases, y.cases, x.ncases * sizeof *x.cases) == 0);
    CHECK(memcmp(x.cases, z.cases, x.ncases * sizeof *x.cases) != 0);
    arena_free(&one);
    arena_free(&two);
    arena_free(&other);
}

TEST(steps_stand_in_order_of_time_and_a_family_opens_first)
{
    struct arena mem;
    struct seed_story s;
    bool open[90] = { false };
    size_t i;

    story(&mem, 90, 1000, &s);
    for (i = 0; i < s.nsteps; i++) {
        const struct seed_step *x = &s.steps[i];

        CHECK(x->day < 0);
        CHECK(i == 0 || x[-1].day < x->day || (x[-1].day == x->day && x[-1].minute <= x->minute));
        CHECK(x->kind == SEED_OPEN || open[x->c]);
        open[x->c] = true;
    }
    arena_free(&mem);
}
