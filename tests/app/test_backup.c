/* A backup comes back with everything, and one with a single wrong byte does not come back at all.
 * On PostgreSQL too, where REWEAVE_TEST_PG names a server. */
#include "app/backup.h"

#include "app/audit.h"
#include "app/backup_parts.h"
#include "app/demo.h"
#include "app/house.h"
#include "app/turn.h"
#include "gen/queries.h"
#include "support/store_kit.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUNDAY INT64_C(1795374000) /* 2026-11-22T19:00:00Z */
#define STEP 16411 /* bytes between two flips; a prime */

struct kept {
    struct arena mem;
    char dir[192], archive[192], back[192], key[224];
    const char *url;
    struct backed_up made;
};

static void kept_begin(struct kept *s, struct store_kit *k)
{
    *s = (struct kept){ .url = k->postgres ? k->url : NULL };
    CHECK(arena_make(&s->mem, 192u << 20));
    snprintf(s->dir, sizeof s->dir, "%s/demo", k->dir);
    snprintf(s->key, sizeof s->key, "%s/demo/master.key", k->dir);
    snprintf(s->archive, sizeof s->archive, "%s/demo.backup", k->dir);
    snprintf(s->back, sizeof s->back, "%s/back", k->dir);
}

static void demo_kept(struct kept *s, struct store_kit *k)
{
    struct demo demo;
    struct demo_wish wish = { .now_utc = SUNDAY };
    struct backup_ask ask;

    kept_begin(s, k);
    wish.dir = s->dir;
    wish.db_url = s->url;
    CHECK_OK(demo_prepare(&s->mem, &wish, &demo, &e));
    ask = (struct backup_ask){ .dir = s->dir, .to = s->archive, .now_utc = SUNDAY };
    CHECK_OK(backup_make(&s->mem, &ask, &s->made, &e));
}

static size_t entries(const char *path)
{
    DIR *d = opendir(path);
    struct dirent *x;
    size_t n = 0;

    CHECK(d != NULL);
    while ((x = readdir(d)))
        n += x->d_name[0] != '.';
    closedir(d);
    return n;
}

static void add_rows(struct sha256 *h, sqlite3 *c, struct str table)
{
    char sql[160];
    sqlite3_stmt *q = NULL;
    int i;

    snprintf(sql, sizeof sql, "SELECT * FROM %.*s ORDER BY 1, 2", STR_ARG(table));
    CHECK(sqlite3_prepare_v2(c, sql, -1, &q, NULL) == SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW)
        for (i = 0; i < sqlite3_column_count(q); i++) {
            int type = sqlite3_column_type(q, i);
            const char *p = sqlite3_column_blob(q, i);

            sha256_add(h, (struct str){ (const char *)&type, sizeof type });
            if (p)
                sha256_add(h, (struct str){ p, (size_t)sqlite3_column_bytes(q, i) });
        }
    sqlite3_finalize(q);
}

/* A hash over every value of every row, sealed ones as they are sealed. */
static struct str rows_of(struct kept *s, const struct db_config *from, const char *path)
{
    struct snapshot_facts f;
    struct sha256 h;
    sqlite3 *c = NULL;
    size_t i;

    CHECK_OK(snapshot_make(from, path, SUNDAY, &e));
    CHECK_OK(snapshot_look(path, &s->mem, &f, &e));
    CHECK(f.ncounts > 20);
    CHECK(sqlite3_open(path, &c) == SQLITE_OK);
    sha256_start(&h);
    for (i = 0; i < f.ncounts; i++)
        add_rows(&h, c, f.counts[i].table);
    sqlite3_close(c);
    CHECK(unlink(path) == 0);
    return sha256_end(&h, &s->mem);
}

static void check_same(struct kept *s, struct store_kit *k)
{
    struct house was, is;
    char path[192];
    struct str before, after;
    struct practice_get_row row;
    struct db *db;

    snprintf(path, sizeof path, "%s/rows.db", k->dir);
    CHECK_OK(house_open(&was, s->dir, NULL, 0, &e));
    before = rows_of(s, &was.store, path);
    house_close(&was);
    CHECK_OK(house_open(&is, s->back, NULL, 0, &e));
    CHECK(is.app.demo);
    after = rows_of(s, &is.store, path);
    CHECK_OK(turn_open(&is.app, &db, &e));
    CHECK_OK(q_practice_get(db, &s->mem, &(struct q_practice_get_in){ .id = STR(DB_PRACTICE_ID) },
                            &row, &e));
    CHECK_STR(row.name, "Millbrook Family Practice");
    turn_close(db);
    house_close(&is);
    CHECK(str_eq(before, after));
}

static void check_blobs(struct kept *s)
{
    char from[224], to[224];

    snprintf(from, sizeof from, "%s/blobs", s->dir);
    snprintf(to, sizeof to, "%s/blobs", s->back);
    CHECK(s->made.files > 0);
    assert_int_equal(entries(to), s->made.files);
    CHECK(entries(from) >= entries(to));
}

TEST_BOTH(a_backup_comes_back_with_everything)
{
    struct kept s;
    struct backed_up seen;
    struct restore_ask ask;
    struct stat file;

    demo_kept(&s, k);
    CHECK(s.made.notes > 10 && s.made.events > 200);
    CHECK(stat(s.archive, &file) == 0 && (file.st_mode & 0777) == 0600);
    ask = (struct restore_ask){ .from = s.archive, .key = s.key, .now_utc = SUNDAY };
    CHECK_OK(backup_restore(&s.mem, &ask, &seen, &e));
    CHECK(seen.notes == s.made.notes && seen.files == s.made.files);
    assert_int_equal(seen.opened, 1 + s.made.cases);
    CHECK_STR(seen.engine, k->postgres ? "postgresql" : "sqlite");
    ask.dir = s.back;
    CHECK_OK(backup_restore(&s.mem, &ask, &seen, &e));
    check_same(&s, k);
    check_blobs(&s);
    /* The folder is full now. */
    assert_int_equal(backup_restore(&s.mem, &ask, &seen, NULL), RW_ECONFLICT);
    arena_free(&s.mem);
}

TEST(records_of_one_engine_come_back_on_the_other)
{
    struct store_kit k, server;
    struct kept s;
    struct backed_up seen;
    struct restore_ask ask;

    if (!getenv("REWEAVE_TEST_PG"))
        skip();
    CHECK(store_kit_make(&k, false) && store_kit_make(&server, true));
    demo_kept(&s, &k);
    ask = (struct restore_ask){
        .from = s.archive, .dir = s.back, .key = s.key, .db_url = server.url, .now_utc = SUNDAY
    };
    CHECK_OK(backup_restore(&s.mem, &ask, &seen, &e));
    check_same(&s, &k);
    /* The server has them already. */
    snprintf(s.back, sizeof s.back, "%s/again", k.dir);
    assert_int_equal(backup_restore(&s.mem, &ask, &seen, NULL), RW_ECONFLICT);
    CHECK(access(s.back, F_OK) != 0);
    arena_free(&s.mem);
    store_kit_drop(&server);
    store_kit_drop(&k);
}

/* -- while somebody works ---------------------------------------------------------------------- */

struct busy {
    struct house house;
    struct arena mem;
    atomic_bool stop;
    enum rw_status st;
    int64_t n;
};

/* One event after the other, each on disk before the next. */
static void *write_on(void *ctx)
{
    struct busy *b = ctx;
    struct db *db;
    struct act a;

    b->st = turn_open(&b->house.app, &db, NULL);
    while (!b->st && !b->stop) {
        turn_begin(&a, &b->house.app, db, &b->mem, STR(""));
        b->st = audit_read(&a, &(struct audit){ .action = "look", .object_type = "practice" });
        b->n += b->st == RW_OK;
        arena_reset(&b->mem);
    }
    turn_close(db);
    return NULL;
}

TEST_BOTH(a_backup_during_work_holds_one_moment)
{
    struct kept s;
    struct busy b = { .st = RW_OK };
    struct backed_up made, seen;
    pthread_t thread;
    int64_t last;
    int n;

    demo_kept(&s, k);
    last = s.made.events;
    CHECK(unlink(s.archive) == 0);
    CHECK(arena_make(&b.mem, 1u << 20));
    CHECK_OK(house_open(&b.house, s.dir, NULL, HOUSE_THREADED, &e));
    CHECK(pthread_create(&thread, NULL, write_on, &b) == 0);
    for (n = 0; n < 5; n++) {
        struct backup_ask ask = { .dir = s.dir, .to = s.archive, .now_utc = SUNDAY };
        struct restore_ask look = { .from = s.archive, .key = s.key };

        CHECK_OK(backup_make(&s.mem, &ask, &made, &e));
        CHECK_OK(backup_restore(&s.mem, &look, &seen, &e));
        CHECK(seen.events == made.events && seen.events > last);
        last = seen.events;
        CHECK(unlink(s.archive) == 0);
    }
    b.stop = true;
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(b.st == RW_OK && b.n > 5);
    house_close(&b.house);
    arena_free(&b.mem);
    arena_free(&s.mem);
}

/* -- damage ------------------------------------------------------------------------------------ */

static void check_refused(struct kept *s, size_t files)
{
    struct restore_ask ask = { .from = s->archive, .dir = s->back, .key = s->key };
    struct backed_up seen;
    struct arena mem;
    enum rw_status st;

    CHECK(arena_make(&mem, 16u << 20));
    st = backup_restore(&mem, &ask, &seen, NULL);
    arena_free(&mem);
    if (st != RW_EINPUT)
        fail_msg("a damaged archive: %s", rw_status_word(st));
    CHECK(access(s->back, F_OK) != 0);
    s->archive[strlen(s->archive) - strlen("demo.backup") - 1] = '\0';
    assert_int_equal(entries(s->archive), files);
    s->archive[strlen(s->archive)] = '/';
}

static void flip(struct kept *s, int fd, off_t at, size_t files)
{
    unsigned char was, is;

    CHECK(pread(fd, &was, 1, at) == 1);
    is = (unsigned char)(was ^ (1u << (at % 8)));
    CHECK(pwrite(fd, &is, 1, at) == 1);
    check_refused(s, files);
    CHECK(pwrite(fd, &was, 1, at) == 1);
}

TEST(no_archive_with_one_wrong_bit_or_a_shorter_end_comes_back)
{
    struct store_kit k;
    struct kept s;
    struct stat file;
    off_t at;
    size_t files;
    int fd;

    CHECK(store_kit_make(&k, false));
    demo_kept(&s, &k);
    files = entries(k.dir);
    fd = open(s.archive, O_RDWR | O_CLOEXEC);
    CHECK(fd >= 0 && fstat(fd, &file) == 0);
    for (at = 0; at < 1200; at += 17) /* the first block and the head of the database */
        flip(&s, fd, at, files);
    for (at = 1200; at < file.st_size; at += STEP)
        flip(&s, fd, at, files);
    for (at = file.st_size - 6000; at < file.st_size; at += 37) /* manifest, its hash, the end */
        flip(&s, fd, at, files);
    CHECK(pwrite(fd, "x", 1, file.st_size) == 1);
    check_refused(&s, files);
    for (at = file.st_size - 1; at > 0; at -= at > file.st_size - 3000 ? 97 : 40009) {
        CHECK(ftruncate(fd, at) == 0);
        check_refused(&s, files);
    }
    close(fd);
    arena_free(&s.mem);
    store_kit_drop(&k);
}

TEST(a_key_of_another_practice_opens_nothing)
{
    struct store_kit k;
    struct kept s;
    struct restore_ask ask;
    struct backed_up seen;
    int fd;

    CHECK(store_kit_make(&k, false));
    demo_kept(&s, &k);
    snprintf(s.key, sizeof s.key, "%s/other.key", k.dir);
    fd = open(s.key, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    CHECK(fd >= 0 && write(fd, "0123456789abcdef0123456789abcdef", 32) == 32);
    close(fd);
    ask = (struct restore_ask){ .from = s.archive, .dir = s.back, .key = s.key };
    assert_int_equal(backup_restore(&s.mem, &ask, &seen, NULL), RW_EINPUT);
    CHECK(access(s.back, F_OK) != 0);
    arena_free(&s.mem);
    store_kit_drop(&k);
}

/* A row that names a file which is not there is no backup, and no archive is left. */
TEST(a_missing_or_changed_file_is_no_backup)
{
    struct store_kit k;
    struct kept s;
    struct backup_ask ask;
    struct backed_up made;
    char folder[224], path[512] = "";
    struct dirent *x;
    DIR *d;
    int fd;

    CHECK(store_kit_make(&k, false));
    demo_kept(&s, &k);
    CHECK(unlink(s.archive) == 0);
    snprintf(folder, sizeof folder, "%s/blobs", s.dir);
    d = opendir(folder);
    CHECK(d != NULL);
    while ((x = readdir(d)))
        if (x->d_name[0] != '.')
            snprintf(path, sizeof path, "%s/%s", folder, x->d_name);
    closedir(d);
    fd = open(path, O_RDWR | O_CLOEXEC);
    CHECK(fd >= 0 && pwrite(fd, "?", 1, 100) == 1);
    close(fd);
    ask = (struct backup_ask){ .dir = s.dir, .to = s.archive, .now_utc = SUNDAY };
    assert_int_equal(backup_make(&s.mem, &ask, &made, NULL), RW_EINPUT);
    CHECK(unlink(path) == 0);
    assert_int_equal(backup_make(&s.mem, &ask, &made, NULL), RW_EDEP);
    CHECK(access(s.archive, F_OK) != 0);
    assert_int_equal(entries(k.dir), 1); /* the practice alone */
    arena_free(&s.mem);
    store_kit_drop(&k);
}
