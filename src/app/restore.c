/* restore.c -- an archive looked at byte by byte, and put into an empty folder. */
#include "app/backup_parts.h"
#include "base/limits.h"
#include "gen/queries.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMP ".restore-XXXXXX"
#define PAGE 400
#define HASH 64
#define BEFORE_ALL "22222222222222222222222222" /* an id that no other comes before */

static const char *const folders[] = { "records", "blobs" };

struct restoring {
    const struct restore_ask *ask;
    struct arena *mem;
    char temp[PATH_MAX]; /* where everything is put first; empty: not made */
    struct archive_reader *archive;
    struct out seen; /* members as they came, in the manifest's words */
    struct str settings, last; /* last: name of the sealed file before */
    struct manifest manifest;
    struct key *key;
    struct rw_err *e;
};

static enum rw_status path_in(struct restoring *r, char path[static PATH_MAX], struct str name)
{
    int n = snprintf(path, PATH_MAX, "%s/%.*s", r->temp, STR_ARG(name));

    return n > 0 && n < PATH_MAX ? RW_OK
                                 : RW_FAIL(r->e, RW_EINPUT, "the folder's name is too long");
}

/* -- the folder that all of it is put into first ----------------------------------------------- */

static void remove_folder(const char *path)
{
    DIR *d = opendir(path);
    struct dirent *entry;
    char name[PATH_MAX];

    while (d && (entry = readdir(d)))
        if (snprintf(name, sizeof name, "%s/%s", path, entry->d_name) < PATH_MAX)
            (void)!unlink(name); /* a folder stays, and is none of its own making */
    if (d)
        closedir(d);
    (void)!rmdir(path);
}

static void remove_temp(struct restoring *r)
{
    char path[PATH_MAX];
    size_t i;

    if (!r->temp[0])
        return;
    for (i = 0; i < sizeof folders / sizeof *folders; i++)
        if (snprintf(path, sizeof path, "%s/%s", r->temp, folders[i]) < PATH_MAX)
            remove_folder(path);
    remove_folder(r->temp);
}

static bool is_free(const char *dir)
{
    DIR *d = opendir(dir);
    struct dirent *entry;
    bool empty = true;

    if (!d)
        return errno == ENOENT;
    while (empty && (entry = readdir(d)))
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(d);
    return empty;
}

/* Beside the place that it is for, so that a rename brings it there. */
static enum rw_status make_temp(struct restoring *r)
{
    const struct restore_ask *ask = r->ask;
    const char *slash = strrchr(ask->from, '/');
    char path[PATH_MAX];
    size_t i, len = ask->dir ? strlen(ask->dir) : 0;
    int n;
    enum rw_status st = RW_OK;

    while (len > 1 && ask->dir[len - 1] == '/')
        len--;
    if (ask->dir)
        n = snprintf(r->temp, sizeof r->temp, "%.*s" TEMP, (int)len, ask->dir);
    else if (ask->scratch)
        n = snprintf(r->temp, sizeof r->temp, "%s/x" TEMP, ask->scratch);
    else
        n = snprintf(r->temp, sizeof r->temp, "%.*sx" TEMP,
                     slash ? (int)(slash - ask->from + 1) : 0, ask->from);
    if (n < 0 || n >= PATH_MAX || !mkdtemp(r->temp)) {
        r->temp[0] = '\0';
        return RW_FAIL(r->e, RW_EDEP, "no folder can be made to unpack into (errno %d)", errno);
    }
    for (i = 0; !st && i < sizeof folders / sizeof *folders; i++) {
        st = path_in(r, path, str_of(folders[i]));
        if (!st && mkdir(path, 0700) != 0)
            st = RW_FAIL(r->e, RW_EDEP, "no folder can be made (errno %d)", errno);
    }
    return st;
}

/* -- the members ------------------------------------------------------------------------------- */

static enum rw_status note_member(struct restoring *r, const struct archive_member *m)
{
    manifest_write_member(&r->seen, m);
    return r->seen.over ? RW_FAIL(r->e, RW_ELIMIT, "too many files") : RW_OK;
}

static enum rw_status next_named(struct restoring *r, const char *name, struct archive_member *m)
{
    enum rw_status st = archive_next(r->archive, r->mem, m, r->e);

    if (st == RW_ENOTFOUND || (!st && !str_is(m->name, name)))
        return RW_FAIL(r->e, RW_EINPUT, "%s is not where it must be", name);
    return st;
}

static enum rw_status take_records(struct restoring *r)
{
    struct archive_member m;
    char path[PATH_MAX];
    enum rw_status st = next_named(r, BACKUP_RECORDS, &m);

    if (!st)
        st = path_in(r, path, m.name);
    if (!st)
        st = archive_take_file(r->archive, path, r->mem, &m, r->e);
    return st ? st : note_member(r, &m);
}

static enum rw_status take_settings(struct restoring *r)
{
    struct archive_member m;
    enum rw_status st = next_named(r, BACKUP_SETTINGS, &m);

    if (!st)
        st = archive_take_text(r->archive, BACKUP_SETTINGS_MAX, r->mem, &m, &r->settings, r->e);
    return st ? st : note_member(r, &m);
}

/* Sealed files stand in order of their names, each once, each named by its own hash. */
static enum rw_status take_sealed(struct restoring *r, struct archive_member *m)
{
    struct str file = { m->name.p + strlen(BACKUP_FILES), m->name.len - strlen(BACKUP_FILES) };
    char path[PATH_MAX];
    enum rw_status st = RW_OK;

    if (file.len != HASH || (r->last.p && str_cmp(r->last, file) >= 0))
        return RW_FAIL(r->e, RW_EINPUT, "a file stands where none may");
    r->last = file;
    if (r->ask->dir)
        st = path_in(r, path, m->name);
    if (!st)
        st = archive_take_file(r->archive, r->ask->dir ? path : NULL, r->mem, m, r->e);
    if (!st && !str_eq(m->sha256, file))
        st = RW_FAIL(r->e, RW_EINPUT, "file %.16s is damaged", file.p);
    return st ? st : note_member(r, m);
}

static enum rw_status take_manifest(struct restoring *r, struct archive_member *m)
{
    struct str text = STR_NULL, sum = STR_NULL;
    enum rw_status st;

    if (!str_is(m->name, BACKUP_MANIFEST))
        return RW_FAIL(r->e, RW_EINPUT, "a member stands where none may");
    st = archive_take_text(r->archive, BACKUP_MANIFEST_MAX, r->mem, m, &text, r->e);
    if (!st)
        st = next_named(r, BACKUP_SUM, m);
    if (!st)
        st = archive_take_text(r->archive, BACKUP_SUM_MAX, r->mem, m, &sum, r->e);
    if (!st && !str_eq(sum, backup_sum(r->mem, text)))
        st = RW_FAIL(r->e, RW_EINPUT, "the manifest is damaged");
    if (!st)
        st = manifest_read(r->mem, text, &r->manifest, r->e);
    if (st)
        return st;
    st = archive_next(r->archive, r->mem, m, r->e);
    if (st == RW_OK)
        return RW_FAIL(r->e, RW_EINPUT, "something stands behind the manifest");
    return st == RW_ENOTFOUND ? RW_OK : st;
}

static enum rw_status take_all(struct restoring *r)
{
    struct archive_member m;
    enum rw_status st = archive_open(r->ask->from, &r->archive, r->e);

    if (!st)
        st = take_records(r);
    if (!st)
        st = take_settings(r);
    while (!st) {
        st = archive_next(r->archive, r->mem, &m, r->e);
        if (st == RW_ENOTFOUND)
            return RW_FAIL(r->e, RW_EINPUT, "the archive has no manifest");
        if (!st && !str_starts(m.name, BACKUP_FILES))
            return take_manifest(r, &m);
        if (!st)
            st = take_sealed(r, &m);
    }
    return st;
}

/* -- the manifest and the records against what is there ---------------------------------------- */

static enum rw_status check_members(struct restoring *r)
{
    struct out said;
    bool same;
    size_t i;

    out_init(&said, BACKUP_MANIFEST_MAX);
    for (i = 0; i < r->manifest.nmembers; i++)
        manifest_write_member(&said, &r->manifest.members[i]);
    same = !said.over && str_eq(out_view(&said), out_view(&r->seen));
    out_free(&said);
    return same ? RW_OK
                : RW_FAIL(r->e, RW_EINPUT, "the files are not those that the manifest names");
}

static enum rw_status check_counts(struct restoring *r, const struct snapshot_facts *f)
{
    const struct manifest *m = &r->manifest;
    size_t i;

    if (m->schema != f->schema || m->events != f->events || m->ncounts != f->ncounts)
        return RW_FAIL(r->e, RW_EINPUT, "the records are not those that the manifest counts");
    for (i = 0; i < f->ncounts; i++)
        if (!str_eq(m->counts[i].table, f->counts[i].table) ||
            m->counts[i].rows != f->counts[i].rows)
            return RW_FAIL(r->e, RW_EINPUT, "%.*s: the manifest counts other rows",
                           STR_ARG(f->counts[i].table));
    return RW_OK;
}

static enum rw_status check_files(struct restoring *r, const struct snapshot_facts *f)
{
    const struct manifest *m = &r->manifest;
    size_t i, first = 2, len = strlen(BACKUP_FILES);

    if (m->nmembers != f->nfiles + first)
        return RW_FAIL(r->e, RW_EINPUT, "the records name other files than are there");
    for (i = 0; i < f->nfiles; i++) {
        struct str name = m->members[first + i].name;

        if (name.len <= len || !str_eq((struct str){ name.p + len, name.len - len }, f->files[i]))
            return RW_FAIL(r->e, RW_EINPUT, "the records name other files than are there");
    }
    return RW_OK;
}

static enum rw_status check_records(struct restoring *r)
{
    struct snapshot_facts facts;
    char path[PATH_MAX];
    enum rw_status st = path_in(r, path, STR(BACKUP_RECORDS));

    if (!st)
        st = snapshot_look(path, r->mem, &facts, r->e);
    if (!st)
        st = check_counts(r, &facts);
    return st ? st : check_files(r, &facts);
}

/* -- the key ----------------------------------------------------------------------------------- */

static enum rw_status read_key(struct restoring *r)
{
    unsigned char bytes[CRYPTO_KEY + 1];
    struct stat s;
    int fd;
    ssize_t got = -1;

    if (!r->ask->key)
        return RW_OK;
    r->key = guarded_new(sizeof *r->key);
    fd = open(r->ask->key, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (!r->key || fd < 0)
        return RW_FAIL(r->e, fd < 0 ? RW_ENOTFOUND : RW_EDEP, "the key does not open");
    if (fstat(fd, &s) == 0 && S_ISREG(s.st_mode))
        got = read(fd, bytes, sizeof bytes);
    close(fd);
    if (got == CRYPTO_KEY)
        memcpy(r->key->b, bytes, CRYPTO_KEY);
    wipe(bytes, sizeof bytes);
    return got == CRYPTO_KEY ? RW_OK : RW_FAIL(r->e, RW_EINPUT, "that file is no master key");
}

static enum rw_status open_cases(struct restoring *r, struct db *db, struct backed_up *out)
{
    char last[CRYPTO_ID_LEN] = { 0 };
    struct q_case_sealed_after_in in = { .id = STR(BEFORE_ALL), .limit = PAGE };
    struct case_sealed_after_row *rows;
    struct arena page;
    size_t n = PAGE;
    enum rw_status st;

    if (!arena_make(&page, RW_REQUEST_ARENA))
        return RW_FAIL(r->e, RW_ELIMIT, "no memory");
    do {
        st = q_case_sealed_after(db, &page, &in, &rows, &n, r->e);
        if (st)
            break;
        out->opened += (int64_t)n;
        if (n)
            memcpy(last, rows[n - 1].id.p, sizeof last);
        in.id = (struct str){ last, sizeof last };
        arena_reset(&page);
    } while (n == PAGE);
    arena_free(&page);
    return st;
}

/* One sealed value of each domain: the practice's own, and each case's. */
static enum rw_status check_key(struct restoring *r, struct backed_up *out)
{
    char path[PATH_MAX];
    struct db_config c = { .sqlite_path = path, .master = r->key };
    struct q_practice_get_in in = { .id = STR(DB_PRACTICE_ID) };
    struct practice_get_row row;
    struct db *db = NULL;
    enum rw_status st = r->key ? path_in(r, path, STR(BACKUP_RECORDS)) : RW_OK;

    if (st || !r->key)
        return st;
    st = db_open(&c, DB_WRITE, &db, r->e);
    if (!st)
        st = q_practice_get(db, r->mem, &in, &row, r->e);
    if (!st) {
        out->opened++;
        st = open_cases(r, db, out);
    }
    db_close(db);
    return st == RW_EDEP ? RW_FAIL(r->e, RW_EINPUT, "this key does not open these records") : st;
}

/* -- putting it there -------------------------------------------------------------------------- */

static enum rw_status write_file(struct restoring *r, const char *name, mode_t mode,
                                 struct str bytes)
{
    char path[PATH_MAX];
    enum rw_status st = path_in(r, path, str_of(name));
    int fd = st ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

    if (!st && (fd < 0 || write(fd, bytes.p, bytes.len) != (ssize_t)bytes.len || fsync(fd) != 0))
        st = RW_FAIL(r->e, RW_EDEP, "%s can't be written (errno %d)", name, errno);
    if (fd >= 0)
        close(fd);
    return st;
}

static enum rw_status sync_folder(struct restoring *r, const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool failed = fd < 0 || fsync(fd) != 0;

    if (fd >= 0)
        close(fd);
    return failed ? RW_FAIL(r->e, RW_EDEP, "a folder was not synced") : RW_OK;
}

static enum rw_status sync_all(struct restoring *r)
{
    char path[PATH_MAX];
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < sizeof folders / sizeof *folders; i++) {
        st = path_in(r, path, str_of(folders[i]));
        if (!st)
            st = sync_folder(r, path);
    }
    return st ? st : sync_folder(r, r->temp);
}

/* Records onto a server: what the file held is there, and the file goes. */
static enum rw_status load(struct restoring *r)
{
    struct key none = { 0 };
    struct db_config c = { .pg_url = r->ask->db_url, .master = r->key ? r->key : &none };
    char path[PATH_MAX];
    enum rw_status st = r->ask->db_url ? path_in(r, path, STR(BACKUP_RECORDS)) : RW_OK;

    if (st || !r->ask->db_url)
        return st;
    st = snapshot_load(path, &c, r->ask->now_utc, r->e);
    if (!st && unlink(path) != 0)
        st = RW_FAIL(r->e, RW_EDEP, "the records' file does not go away");
    return st;
}

static enum rw_status put(struct restoring *r)
{
    struct str conf = r->settings;
    enum rw_status st = RW_OK;

    if (r->ask->db_url && !str_clean(str_of(r->ask->db_url), false))
        return RW_FAIL(r->e, RW_EINPUT, "the address of the database holds control characters");
    if (r->ask->db_url)
        conf = str_fmt(r->mem, "database = %s\n%.*s", r->ask->db_url, STR_ARG(r->settings));
    st = write_file(r, BACKUP_SETTINGS, 0600, conf);
    if (!st && r->key)
        st = write_file(r, "master.key", 0400, (struct str){ (const char *)r->key->b, CRYPTO_KEY });
    if (!st)
        st = sync_all(r);
    if (!st)
        st = load(r);
    /* Onto nothing or an empty folder: a full one refuses. */
    if (!st && rename(r->temp, r->ask->dir) != 0)
        st = RW_FAIL(r->e, errno == ENOTEMPTY || errno == EEXIST ? RW_ECONFLICT : RW_EDEP,
                     "the folder can't have its name (errno %d)", errno);
    if (!st)
        r->temp[0] = '\0';
    return st;
}

static const char *advice(const struct restore_ask *ask, enum rw_status st)
{
    if (!ask->dir)
        return "";
    return st == RW_ECONFLICT ? "Nothing was restored. Name a folder that is not there yet, or an "
                                "empty one, and a "
                                "database without a practice."
                              : "Nothing was restored.";
}

enum rw_status backup_restore(struct arena *mem, const struct restore_ask *ask,
                              struct backed_up *out, struct rw_err *e)
{
    struct restoring r = { .ask = ask, .mem = mem, .e = e };
    enum rw_status st = crypto_start(e);

    *out = (struct backed_up){ 0 };
    out_init(&r.seen, BACKUP_MANIFEST_MAX);
    if (!st && ask->dir && !is_free(ask->dir))
        st = RW_FAIL(e, RW_ECONFLICT, "that folder is not empty");
    if (!st)
        st = read_key(&r);
    if (!st)
        st = make_temp(&r);
    if (!st)
        st = take_all(&r);
    if (!st)
        st = check_members(&r);
    if (!st)
        st = check_records(&r);
    if (!st)
        st = check_key(&r, out);
    if (!st && ask->dir)
        st = put(&r);
    if (st)
        out->why = str_of(advice(ask, st));
    else
        backup_count(out, &r.manifest);
    remove_temp(&r);
    archive_close(r.archive);
    guarded_free(r.key);
    out_free(&r.seen);
    return st;
}
