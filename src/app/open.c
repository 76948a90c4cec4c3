#include "app/open.h"

#include "app/lists.h"
#include "app/practice.h"
#include "app/settings.h"
#include "content/content.h"
#include "gen/content_files.h"
#include "store/practice_dir.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define CONTENT_ARENA (8u << 20) /* every embedded list and protocol, read into structs */
#define NEWEST_PROTOCOL "protocols/reweave-standard-1.yaml"

struct opened {
    struct arena own; /* holds this */
    struct arena mem;
    struct practice_dir *dir;
    struct settings settings;
    struct app app;
};

static enum rw_status load_protocol(struct arena *mem, const struct protocol **p, struct rw_err *e)
{
    struct protocol *made = arena_new(mem, struct protocol);
    struct content_fault fault;
    size_t i;

    for (i = 0; i < content_files_n; i++) {
        const struct content_file *f = &content_files[i];

        if (strcmp(f->path, NEWEST_PROTOCOL) != 0)
            continue;
        if (protocol_load(mem,
                          (struct content_source){ .path = str_of(f->path),
                                                   .bytes = { (const char *)f->bytes, f->len },
                                                   .sha256 = str_of(f->sha256) },
                          made, &fault, e))
            return RW_FAIL(e, RW_EBUG, "%.*s", STR_ARG(fault.full));
        *p = made;
        return RW_OK;
    }
    return RW_FAIL(e, RW_EBUG, "the protocol is not among the embedded files");
}

/* This run of the machine, as the kernel numbers it; without its dashes it is plain hex. */
static struct str boot_id(struct arena *mem)
{
    char raw[64], *hex = arena_array(mem, char, sizeof raw);
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, raw, sizeof raw);
    size_t len = 0;
    ssize_t i;

    if (fd >= 0)
        close(fd);
    for (i = 0; i < n; i++)
        if ((raw[i] >= '0' && raw[i] <= '9') || (raw[i] >= 'a' && raw[i] <= 'f'))
            hex[len++] = raw[i];
    return len ? (struct str){ hex, len & ~(size_t)1 } : STR("00");
}

static enum rw_status migrate_now(const struct db_config *c, bool migrate, struct rw_err *e)
{
    struct db *db;
    int ran;
    enum rw_status st;

    if (!migrate)
        return RW_OK;
    st = db_open(c, DB_WRITE, &db, e);
    if (st)
        return st;
    st = db_migrate(db, clock_now(), &ran, e);
    if (!st)
        st = db_check(db, e);
    db_close(db);
    return st;
}

static enum rw_status load_practice(struct opened *o, struct rw_err *e)
{
    struct db *db;
    enum rw_status st = db_open(o->app.store, DB_READ, &db, e);

    if (st)
        return st;
    st = practice_load(db, &o->app, e);
    db_close(db);
    return st;
}

enum rw_status app_open(const char *dir, bool threaded, bool migrate, struct opened **out,
                        struct rw_err *e)
{
    struct arena own = { 0 };
    struct opened *o;
    struct str why;
    enum rw_status st = crypto_start(e);

    *out = NULL;
    if (st)
        return st;
    if (!arena_make(&own, sizeof *o + alignof(struct opened)))
        return RW_FAIL(e, RW_ELIMIT, "no memory");
    o = arena_new(&own, struct opened);
    o->own = own;
    if (!arena_make(&o->mem, CONTENT_ARENA)) {
        st = RW_FAIL(e, RW_ELIMIT, "no memory for content");
        goto out;
    }
    st = dir_open(dir, &o->dir, e);
    if (st)
        goto out;
    o->app.mem = &o->mem;
    o->app.store = dir_db(o->dir);
    o->app.blobs = dir_blobs(o->dir);
    o->app.boot_id = boot_id(&o->mem);
    o->app.settings = &o->settings;
    st = settings_read(&o->mem, dir, &o->settings, &why, e);
    if (!st)
        st = load_protocol(&o->mem, &o->app.protocol, e);
    if (!st)
        st = lists_load(&o->mem, &o->app.lists, e);
    if (!st)
        st = migrate_now(o->app.store, migrate, e);
    if (!st)
        st = load_practice(o, e);
    if (!st)
        st = writer_start(o->app.store, threaded, &o->app.writer, e);
out:
    if (st) {
        app_close(o);
        return st;
    }
    *out = o;
    return RW_OK;
}

void app_close(struct opened *o)
{
    struct arena own;

    if (!o)
        return;
    if (o->app.writer)
        writer_stop(o->app.writer);
    if (o->dir)
        dir_close(o->dir);
    arena_free(&o->mem);
    own = o->own;
    arena_free(&own);
}

const struct app *app_of(const struct opened *o)
{
    return &o->app;
}
