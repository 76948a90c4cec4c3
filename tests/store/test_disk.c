/* A disk that refuses: what could not be kept is not acknowledged, and is not there afterwards. */
#include "support/store_kit.h"

#include "store/writer.h"

#include <sqlite3.h>
#include <string.h>

/* A face in front of the library's own file layer that fails when told to. The layer has one table
 * of functions for the database and another for its log; each gets a copy of its own. */
struct face {
    sqlite3_io_methods methods; /* first, so that a file's table leads here */
    const sqlite3_io_methods *plain;
};

static sqlite3_vfs shim;
static struct face faces[4];
static enum { WORKS, FULL, NO_SYNC } disk;

static const sqlite3_io_methods *plain_of(const sqlite3_file *f)
{
    return ((const struct face *)(const void *)f->pMethods)->plain;
}

static int shim_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    return disk == FULL ? SQLITE_FULL : plain_of(f)->xWrite(f, p, n, at);
}

static int shim_sync(sqlite3_file *f, int flags)
{
    return disk == NO_SYNC ? SQLITE_IOERR_FSYNC : plain_of(f)->xSync(f, flags);
}

static int shim_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *got)
{
    sqlite3_vfs *real = v->pAppData;
    int rc = real->xOpen(real, name, f, flags, got);
    struct face *face = faces, *end = faces + sizeof faces / sizeof *faces;

    if (rc != SQLITE_OK || !f->pMethods)
        return rc;
    while (face < end && face->plain && face->plain != f->pMethods)
        face++;
    CHECK(face < end);
    face->plain = f->pMethods;
    face->methods = *f->pMethods;
    face->methods.xWrite = shim_write;
    face->methods.xSync = shim_sync;
    f->pMethods = &face->methods;
    return rc;
}

static void shim_install(void)
{
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);

    disk = WORKS;
    if (shim.xOpen)
        return;
    shim = *real;
    shim.zName = "shim";
    shim.pNext = NULL;
    shim.pAppData = real;
    shim.xOpen = shim_open;
    CHECK(sqlite3_vfs_register(&shim, 1) == SQLITE_OK);
}

static enum rw_status head_add(struct db *db, void *arg, struct rw_err *e)
{
    static const struct q_item id = { .name = "id", .column = "audit_head.id", .kind = QK_CODE };
    static const struct query q = { .name = "head_add",
                                    .sql = "INSERT INTO audit_head (id, seq) VALUES ($1, 0)",
                                    .in = &id,
                                    .nin = 1 };
    struct str in = str_of(arg);

    return db_query_must(db, db_scratch(db), &q, &in, e);
}

static enum rw_status put(struct writer *w, const char *id)
{
    char arg[32];

    strncpy(arg, id, sizeof arg - 1);
    arg[sizeof arg - 1] = 0;
    return writer_run(w, head_add, arg, NULL);
}

static int64_t heads(const struct store_kit *k, struct arena *a)
{
    static const struct q_item n = { .name = "n" };
    struct query q = { .name = "heads",
                       .sql = "SELECT COUNT(*) FROM audit_head",
                       .out = &n,
                       .nout = 1,
                       .row_size = sizeof(int64_t) };
    struct db *db = NULL;
    int64_t got = -1;

    CHECK_OK(db_open(&k->c, DB_WRITE, &db, &e));
    CHECK_OK(db_query_one(db, a, &q, NULL, &got, &e));
    db_close(db);
    return got;
}

TEST(a_full_disk_refuses_cleanly_and_writing_goes_on_when_there_is_room)
{
    struct store_kit k;
    struct writer *w;

    CHECK(store_kit_make(&k, false));
    shim_install();
    db_close(store_kit_open(&k));
    CHECK_OK(writer_start(&k.c, true, &w, &e));
    CHECK(put(w, "before") == RW_OK);
    disk = FULL;
    CHECK(put(w, "refused") == RW_EDEP);
    CHECK(put(w, "refused-too") == RW_EDEP);
    disk = WORKS;
    CHECK(put(w, "after") == RW_OK);
    writer_stop(w);
    CHECK(heads(&k, &k.a) == 2);
    store_kit_drop(&k);
}

/* After a refused sync the system may have dropped what it could not write, and say nothing of it
 * the next time: so there is no next time. */
TEST(after_a_refused_sync_nothing_is_written_until_a_restart)
{
    struct store_kit k;
    struct writer *w;

    CHECK(store_kit_make(&k, false));
    shim_install();
    db_close(store_kit_open(&k));
    CHECK_OK(writer_start(&k.c, true, &w, &e));
    CHECK(put(w, "before") == RW_OK);
    disk = NO_SYNC;
    CHECK(put(w, "refused") == RW_EDEP);
    disk = WORKS;
    CHECK(put(w, "refused-too") == RW_EDEP);
    writer_stop(w);
    CHECK_OK(writer_start(&k.c, true, &w, &e));
    CHECK(put(w, "after") == RW_OK);
    writer_stop(w);
    CHECK(heads(&k, &k.a) == 2);
    store_kit_drop(&k);
}
