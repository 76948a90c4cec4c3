/* demo_clear.c -- the demonstration: thrown away, once it is certain that it is one. */
#include "app/demo.h"
#include "app/house.h"
#include "store/db_drop.h"
#include "store/practice_dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define DEPTH_MAX 4 /* folders within a folder; sealed files lie two deep */

/* What a demonstration makes in its folder, in the order in which it goes. */
static const struct {
    const char *name;
    bool folder;
} ours[] = {
    { "blobs", true },       { "records", true },           { "reweave.conf", false },
    { "master.key", false }, { DEMO_ACCOUNTS_FILE, false },
};
#define NOURS (sizeof ours / sizeof *ours)

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool is_ours(const char *name)
{
    size_t i;

    for (i = 0; i < NOURS; i++)
        if (strcmp(ours[i].name, name) == 0)
            return true;
    return false;
}

static enum rw_status check_alone(const char *dir, struct demo *d, struct rw_err *e)
{
    DIR *folder = opendir(dir);
    struct dirent *entry;
    bool alone = true;

    if (!folder)
        return RW_FAIL(e, RW_EDEP, "the folder can't be read (%d)", errno);
    while ((entry = readdir(folder)))
        alone = alone && (is_dots(entry->d_name) || is_ours(entry->d_name));
    closedir(folder);
    if (alone)
        return RW_OK;
    d->why = STR("Other things lie in that folder too. Move them away first; nothing was removed.");
    return RW_FAIL(e, RW_ECONFLICT, "the folder holds more than a demonstration");
}

/* Everything below a folder, never through a link to somewhere else. */
static enum rw_status empty_folder(int at, const char *name, int depth, struct rw_err *e)
{
    int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;
    enum rw_status st = RW_OK;

    if (!folder) {
        if (fd >= 0)
            close(fd);
        return RW_FAIL(e, RW_EDEP, "a folder can't be opened (%d)", errno);
    }
    while (!st && (entry = readdir(folder))) {
        if (is_dots(entry->d_name) || unlinkat(fd, entry->d_name, 0) == 0)
            continue;
        if (depth == DEPTH_MAX || (errno != EISDIR && errno != EPERM))
            st = RW_FAIL(e, RW_EDEP, "a file can't be removed (%d)", errno);
        else
            st = empty_folder(fd, entry->d_name, depth + 1, e);
        if (!st && unlinkat(fd, entry->d_name, AT_REMOVEDIR) != 0)
            st = RW_FAIL(e, RW_EDEP, "a folder can't be removed (%d)", errno);
    }
    closedir(folder);
    return st;
}

static enum rw_status remove_ours(const char *dir, struct rw_err *e)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum rw_status st = RW_OK;
    size_t i;

    if (fd < 0)
        return RW_FAIL(e, RW_EDEP, "the folder can't be opened (%d)", errno);
    for (i = 0; !st && i < NOURS; i++) {
        if (ours[i].folder)
            st = empty_folder(fd, ours[i].name, 0, e);
        if (!st && unlinkat(fd, ours[i].name, ours[i].folder ? AT_REMOVEDIR : 0) != 0)
            st = RW_FAIL(e, RW_EDEP, "%s can't be removed (%d)", ours[i].name, errno);
    }
    close(fd);
    return st;
}

static enum rw_status drop_records(const struct house *h, struct rw_err *e)
{
    struct db *db = NULL;
    enum rw_status st = db_open(&h->store, DB_WRITE, &db, e);

    if (!st)
        st = db_drop(db, e);
    db_close(db);
    return st;
}

/* Is it one? A clearing that was interrupted leaves no practice at all: that may go on. */
static enum rw_status check_house(struct arena *mem, const struct house *h, struct demo *d,
                                  const char **url, struct rw_err *e)
{
    struct str database = dir_setting(h->dir, "database");

    if (h->app.practice.len && !h->app.demo) {
        d->why = STR("A practice at work lies there. Only a demonstration can be made anew.");
        return RW_FAIL(e, RW_ECONFLICT, "this is no demonstration");
    }
    *url = database.len ? str_z(mem, database) : NULL;
    return RW_OK;
}

enum rw_status demo_clear(struct arena *mem, const char *dir, const char **url, struct demo *d,
                          struct rw_err *e)
{
    struct house h = { 0 };
    struct demo there;
    enum rw_status st = demo_accounts_read(mem, dir, &there, e);

    *url = NULL;
    if (st == RW_ENOTFOUND)
        return RW_OK;
    if (!st)
        st = check_alone(dir, d, e);
    if (st)
        return st;
    st = house_open(&h, dir, NULL, HOUSE_EMPTY | HOUSE_MIGRATE, e);
    if (st)
        d->why = str_copy(mem, h.why);
    if (!st)
        st = check_house(mem, &h, d, url, e);
    if (!st) {
        writer_stop(h.app.writer);
        h.app.writer = NULL;
        st = drop_records(&h, e);
    }
    house_close(&h);
    return st ? st : remove_ours(dir, e);
}
