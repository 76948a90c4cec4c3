#include "app/house.h"

#include "app/appointment.h"
#include "app/jurisdictions.h"
#include "app/lists.h"
#include "app/practice.h"
#include "app/press.h"
#include "app/protocols.h"
#include "app/safety.h"
#include "content/content.h"
#include "gen/content_files.h"
#include "store/practice_dir.h"

#include <fcntl.h>
#include <unistd.h>

#define HOUSE_MEMORY (64u << 20) /* a ceiling; the content takes a few megabytes of it */

static struct str boot_id(struct arena *a)
{
    char buf[64], *hex = arena_array(a, char, sizeof buf);
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, buf, sizeof buf);
    size_t n = 0;
    ssize_t i;

    if (fd >= 0)
        close(fd);
    for (i = 0; i < got; i++)
        if ((buf[i] >= '0' && buf[i] <= '9') || (buf[i] >= 'a' && buf[i] <= 'f'))
            hex[n++] = buf[i];
    return n ? (struct str){ hex, n } : STR("00");
}

static enum rw_status prepare_schema(struct house *h, unsigned flags, struct rw_err *e)
{
    struct db *db = NULL;
    enum rw_status st = db_open(&h->store, DB_WRITE, &db, e);
    int ran = 0;

    if (!st && (flags & HOUSE_MIGRATE))
        st = db_migrate(db, clock_now(), &ran, e);
    if (!st && db_check(db, e)) {
        h->why = STR("The database has another shape than this program; run `reweave migrate`.");
        st = RW_FAIL(e, RW_ECONFLICT, "statements do not fit the schema: %s", e->note);
    }
    if (!st && (flags & HOUSE_MIGRATE))
        st = appointment_reasons_seal(db, &h->mem, e);
    if (!st)
        st = practice_load(db, &h->app, e);
    if (!st)
        st = protocols_own_load(db, &h->app, e);
    if (st == RW_ENOTFOUND && (flags & HOUSE_EMPTY))
        st = RW_OK;
    db_close(db);
    return st;
}

static enum rw_status open_dir(struct house *h, const char *dir, const char *db_url, int key_fd,
                               struct rw_err *e)
{
    enum rw_status st = settings_read(&h->mem, dir, &h->settings, &h->why, e);

    if (st)
        return st;
    st = dir_open(dir, key_fd, &h->dir, e);
    h->why = STR_NULL;
    if (st)
        return st;
    h->store = *dir_db(h->dir);
    if (db_url)
        h->store.pg_url = db_url;
    h->by_network = db_by_network(h->store.pg_url);
    return RW_OK;
}

enum rw_status house_key_open(const char *dir, const char *db_url, int *fd, bool *by_network,
                              struct rw_err *e)
{
    enum rw_status st = dir_key_open(dir, fd, by_network, e);

    if (!st && db_url)
        *by_network = db_by_network(db_url);
    return st;
}

enum rw_status house_open(struct house *h, const char *dir, const char *db_url, unsigned flags,
                          struct rw_err *e)
{
    enum rw_status st = house_open_with(h, dir, db_url, -1, flags, e);

    return st ? st : house_start(h, flags, e);
}

enum rw_status house_open_with(struct house *h, const char *dir, const char *db_url, int key_fd,
                               unsigned flags, struct rw_err *e)
{
    enum rw_status st = crypto_start(e);

    *h = (struct house){ 0 };
    if (!st && !arena_make(&h->mem, HOUSE_MEMORY))
        st = RW_FAIL(e, RW_ELIMIT, "no memory");
    if (!st)
        st = open_dir(h, dir, db_url, key_fd, e);
    if (st)
        return st;
    h->app = (struct app){ .store = &h->store,
                           .settings = &h->settings,
                           .mem = &h->mem,
                           .blobs = dir_blobs(h->dir),
                           .boot_id = boot_id(&h->mem) };
    st = lists_load(&h->mem, &h->app.lists, e);
    if (!st)
        st = protocols_load(&h->mem, &h->app, e);
    if (!st)
        st = jurisdictions_load(&h->mem, &h->app, e);
    if (!st)
        st = safety_form_load(&h->mem, &h->app, e);
    if (!st)
        st = prepare_schema(h, flags, e);
    return st;
}

enum rw_status house_start(struct house *h, unsigned flags, struct rw_err *e)
{
    bool threaded = (flags & HOUSE_THREADED) != 0;
    enum rw_status st = writer_start(&h->store, threaded, &h->app.writer, e);

    if (!st && threaded)
        st = press_start(&h->app.press, e);
    return st;
}

void house_close(struct house *h)
{
    press_stop(h->app.press);
    if (h->app.writer)
        writer_stop(h->app.writer);
    dir_close(h->dir);
    if (h->mem.base)
        arena_free(&h->mem);
    *h = (struct house){ 0 };
}
