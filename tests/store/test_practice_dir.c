#include "store/practice_dir.h"
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
    char dir[128], child[192];
};

static struct place place_make(void)
{
    const char *tmp = getenv("TMPDIR");
    struct place p;

    CHECK(crypto_start(NULL) == RW_OK);
    snprintf(p.dir, sizeof p.dir, "%s/practice.XXXXXX", tmp ? tmp : "/tmp");
    CHECK(mkdtemp(p.dir) != NULL);
    return p;
}

static const char *child(struct place *p, const char *name)
{
    snprintf(p->child, sizeof p->child, "%s/%s", p->dir, name);
    return p->child;
}

static void place_drop(struct place *p)
{
    static const char *const names[] = { "master.key", "reweave.conf", "records/reweave.db",
                                         "other.key" };
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++)
        (void)!unlink(child(p, names[i]));
    (void)!rmdir(child(p, "blobs"));
    (void)!rmdir(child(p, "records"));
    CHECK(rmdir(p->dir) == 0);
}

static void file_put(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    CHECK(f != NULL);
    fputs(text, f);
    fclose(f);
}

static mode_t mode_of(const char *path)
{
    struct stat s;

    CHECK(stat(path, &s) == 0);
    return s.st_mode & 0777;
}

TEST(a_new_practice_has_a_private_folder_and_a_key_of_its_own)
{
    struct place p = place_make(), q = place_make();
    struct practice_dir *d, *other;

    CHECK(dir_create(p.dir, NULL, NULL) == RW_OK);
    CHECK(dir_create(q.dir, NULL, NULL) == RW_OK);
    CHECK(mode_of(p.dir) == 0700 && mode_of(child(&p, "blobs")) == 0700);
    CHECK(mode_of(child(&p, "master.key")) == 0400);
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_OK);
    CHECK(dir_open(q.dir, -1, &other, NULL) == RW_OK);
    CHECK(memcmp(dir_db(d)->master->b, dir_db(other)->master->b, CRYPTO_KEY) != 0);
    CHECK(dir_db(d)->pg_url == NULL);
    CHECK(strcmp(dir_db(d)->sqlite_path, child(&p, "records/reweave.db")) == 0);
    CHECK(strcmp(dir_blobs(d), child(&p, "blobs")) == 0);
    dir_close(d);
    dir_close(other);
    place_drop(&p);
    place_drop(&q);
}

TEST(the_address_of_a_server_is_kept_in_the_settings)
{
    struct place p = place_make();
    struct practice_dir *d;

    CHECK(dir_create(p.dir, "postgres:///x\nmaster_key = /y", NULL) == RW_EINPUT);
    CHECK(dir_create(p.dir, "postgres:///x?host=/run/pg", NULL) == RW_OK);
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_OK);
    CHECK(strcmp(dir_db(d)->pg_url, "postgres:///x?host=/run/pg") == 0);
    dir_close(d);
    place_drop(&p);
}

TEST(nothing_is_made_over_what_lies_there)
{
    struct place p = place_make();

    file_put(child(&p, "other.key"), "theirs");
    CHECK(dir_create(p.dir, NULL, NULL) == RW_ECONFLICT);
    CHECK(unlink(child(&p, "other.key")) == 0);
    CHECK(dir_create(p.dir, NULL, NULL) == RW_OK);
    CHECK(dir_create(p.dir, NULL, NULL) == RW_ECONFLICT);
    place_drop(&p);
}

TEST(a_key_or_folder_open_to_others_is_refused)
{
    struct place p = place_make();
    struct practice_dir *d;

    CHECK(dir_create(p.dir, NULL, NULL) == RW_OK);
    CHECK(chmod(child(&p, "master.key"), 0440) == 0);
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_EDENIED);
    CHECK(chmod(child(&p, "master.key"), 0400) == 0);
    CHECK(chmod(p.dir, 0750) == 0);
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_EDENIED);
    CHECK(chmod(p.dir, 0700) == 0);
    CHECK(chmod(child(&p, "reweave.conf"), 0622) == 0);
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_EDENIED);
    CHECK(chmod(child(&p, "reweave.conf"), 0600) == 0);
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_OK);
    dir_close(d);
    place_drop(&p);
}

TEST(a_missing_or_cut_key_is_refused)
{
    struct place p = place_make();
    struct practice_dir *d;

    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_ENOTFOUND);
    CHECK(dir_create(p.dir, NULL, NULL) == RW_OK);
    CHECK(chmod(child(&p, "master.key"), 0600) == 0);
    file_put(child(&p, "master.key"), "too short");
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_EDEP);
    file_put(child(&p, "master.key"), "thirty-three bytes are one too many");
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_EDEP);
    CHECK(unlink(child(&p, "master.key")) == 0);
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_ENOTFOUND);
    place_drop(&p);
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_ENOTFOUND);
}

TEST(settings_are_lines_and_a_line_that_says_nothing_has_its_number_named)
{
    struct place p = place_make();
    struct practice_dir *d;
    struct rw_err err = { 0 };

    CHECK(dir_create(p.dir, NULL, NULL) == RW_OK);
    file_put(child(&p, "reweave.conf"), "# a comment\n\n  port =  8443 \nempty =\n");
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_OK);
    CHECK_STR(dir_setting(d, "port"), "8443");
    CHECK_STR(dir_setting(d, "empty"), "");
    CHECK(dir_setting(d, "none").p == NULL);
    dir_close(d);
    file_put(child(&p, "reweave.conf"), "port = 1\nhello\n");
    CHECK(dir_open(p.dir, -1, &d, &err) == RW_EINPUT);
    CHECK(strstr(err.note, "line 2") != NULL);
    place_drop(&p);
}

TEST(the_key_may_lie_elsewhere)
{
    struct place p = place_make();
    struct practice_dir *d;
    char line[256];

    CHECK(dir_create(p.dir, NULL, NULL) == RW_OK);
    file_put(child(&p, "other.key"), "0123456789abcdef0123456789ABCDEF");
    CHECK(chmod(p.child, 0400) == 0);
    snprintf(line, sizeof line, "master_key = %s\n", p.child);
    file_put(child(&p, "reweave.conf"), line);
    CHECK(dir_open(p.dir, -1, &d, NULL) == RW_OK);
    CHECK(memcmp(dir_db(d)->master->b, "0123456789abcdef0123456789ABCDEF", CRYPTO_KEY) == 0);
    dir_close(d);
    place_drop(&p);
}
