#include "app/backup.h"

#include "app/audit.h"
#include "app/backup_parts.h"
#include "app/house.h"
#include "app/turn.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#define COPY ".records" /* beside the archive, until it is in it */

struct making {
    const struct backup_ask *ask;
    struct arena *mem;
    struct house house;
    struct archive_writer *archive;
    char copy[PATH_MAX];
    struct snapshot_facts facts;
    struct archive_member *members;
    size_t n;
    struct rw_err *e;
};

struct str backup_sum(struct arena *mem, struct str manifest)
{
    struct str hash = hash_sha256(mem, manifest);

    return str_fmt(mem, "%.*s  " BACKUP_MANIFEST "\n", STR_ARG(hash));
}

void backup_count(struct backed_up *out, const struct manifest *m)
{
    size_t i;

    out->events = m->events;
    out->made = m->made;
    out->program = m->program;
    out->engine = m->engine;
    for (i = 0; i < m->ncounts; i++) {
        if (str_is(m->counts[i].table, "family_case"))
            out->cases = m->counts[i].rows;
        if (str_is(m->counts[i].table, "note"))
            out->notes = m->counts[i].rows;
    }
    for (i = 0; i < m->nmembers; i++)
        out->files += str_starts(m->members[i].name, BACKUP_FILES);
}

static enum rw_status add_event(struct act *a, void *arg)
{
    (void)arg;
    return audit_add(a, &(struct audit){ .action = "backup",
                                         .object_type = "practice",
                                         .object_id = a->app->tenant,
                                         .purpose = "operations",
                                         .outcome = "begun" });
}

/* Before the records are read, so that the archive itself says that it was made. */
static enum rw_status log_it(struct making *m)
{
    struct db *db = NULL;
    struct act a;
    enum rw_status st = turn_open(&m->house.app, &db, m->e);

    if (st)
        return st;
    turn_begin(&a, &m->house.app, db, m->mem, STR(""));
    a.viewer.level = AUTH_LOCAL;
    a.rule = "console";
    st = act_write(&a, add_event, NULL);
    if (st)
        *m->e = a.err;
    turn_close(db);
    return st;
}

static enum rw_status copy_records(struct making *m)
{
    int n = snprintf(m->copy, sizeof m->copy, "%s" COPY, m->ask->to);
    enum rw_status st = n > 0 && n < PATH_MAX ? RW_OK : RW_EINPUT;

    if (st || access(m->copy, F_OK) == 0) {
        m->copy[0] = '\0'; /* not ours to take away */
        return RW_FAIL(m->e, RW_ECONFLICT, "something lies at the archive's name with " COPY);
    }
    st = snapshot_make(&m->house.store, m->copy, m->ask->now_utc, m->e);
    return st ? st : snapshot_look(m->copy, m->mem, &m->facts, m->e);
}

/* Lines that name a secret or a place of this machine stay here. */
static struct str settings_kept(struct arena *mem, struct str text)
{
    struct str rest = text, line, kept = STR("");

    while (str_cut(&rest, '\n', &line)) {
        struct str words = line, name = STR_NULL;

        (void)str_cut(&words, '=', &name);
        name = str_trim(name);
        if (line.len && !str_is(name, "database") && !str_is(name, "master_key"))
            kept = str_fmt(mem, "%.*s%.*s\n", STR_ARG(kept), STR_ARG(line));
    }
    return kept;
}

static enum rw_status settings_read_text(struct making *m, struct str *text)
{
    char path[PATH_MAX], *z = arena_array(m->mem, char, BACKUP_SETTINGS_MAX);
    int n = snprintf(path, sizeof path, "%s/" BACKUP_SETTINGS, m->ask->dir);
    int fd = n > 0 && n < PATH_MAX ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    ssize_t got = fd < 0 || m->mem->spent ? -1 : read(fd, z, BACKUP_SETTINGS_MAX);
    bool none = fd < 0 && errno == ENOENT;

    if (fd >= 0)
        close(fd);
    if (!none && (got < 0 || got == BACKUP_SETTINGS_MAX))
        return RW_FAIL(m->e, RW_EDEP, "reweave.conf can't be read");
    *text = none ? STR("") : settings_kept(m->mem, (struct str){ z, (size_t)got });
    return RW_OK;
}

static enum rw_status add_file(struct making *m, struct str name, const char *path)
{
    struct archive_member *k = &m->members[m->n++];

    k->name = name;
    return archive_add_file(m->archive, path, m->mem, k, m->e);
}

static enum rw_status add_text(struct making *m, struct str name, struct str text)
{
    struct archive_member *k = &m->members[m->n++];

    k->name = name;
    return archive_add_text(m->archive, text, m->mem, k, m->e);
}

/* A file is named by the hash of its bytes: whoever reads it for the archive sees whether it is. */
static enum rw_status add_files(struct making *m)
{
    char path[PATH_MAX];
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < m->facts.nfiles; i++) {
        struct str file = m->facts.files[i];
        struct str name = str_fmt(m->mem, BACKUP_FILES "%.*s", STR_ARG(file));

        (void)snprintf(path, sizeof path, "%s/%.*s", m->house.app.blobs, STR_ARG(file));
        st = add_file(m, name, path);
        if (!st && !str_eq(m->members[m->n - 1].sha256, file))
            st = RW_FAIL(m->e, RW_EINPUT, "file %.16s is damaged on disk", file.p);
    }
    return st;
}

static enum rw_status add_manifest(struct making *m, struct backed_up *out)
{
    struct manifest manifest = { .program = STR(RW_VERSION),
                                 .made = utc_iso(m->mem, m->ask->now_utc),
                                 .engine =
                                     m->house.store.pg_url ? STR("postgresql") : STR("sqlite"),
                                 .schema = m->facts.schema,
                                 .events = m->facts.events,
                                 .counts = m->facts.counts,
                                 .ncounts = m->facts.ncounts,
                                 .members = m->members,
                                 .nmembers = m->n };
    struct str text;
    struct out o;
    enum rw_status st;

    out_init(&o, BACKUP_MANIFEST_MAX);
    manifest_write(&o, &manifest);
    text = str_copy(m->mem, out_view(&o));
    st = o.over || m->mem->spent ? RW_FAIL(m->e, RW_ELIMIT, "too many files") : RW_OK;
    out_free(&o);
    backup_count(out, &manifest);
    if (!st)
        st = add_text(m, STR(BACKUP_MANIFEST), text);
    return st ? st : add_text(m, STR(BACKUP_SUM), backup_sum(m->mem, text));
}

static enum rw_status fill(struct making *m, struct backed_up *out)
{
    struct str settings = STR_NULL;
    enum rw_status st = settings_read_text(m, &settings);

    m->members = arena_array(m->mem, struct archive_member, m->facts.nfiles + 4);
    if (!st && m->mem->spent)
        st = RW_FAIL(m->e, RW_ELIMIT, "no memory for the list of files");
    if (!st)
        st = add_file(m, STR(BACKUP_RECORDS), m->copy);
    if (!st)
        st = add_text(m, STR(BACKUP_SETTINGS), settings);
    if (!st)
        st = add_files(m);
    return st ? st : add_manifest(m, out);
}

enum rw_status backup_make(struct arena *mem, const struct backup_ask *ask, struct backed_up *out,
                           struct rw_err *e)
{
    struct making m = { .ask = ask, .mem = mem, .e = e };
    enum rw_status st;

    *out = (struct backed_up){ 0 };
    st = house_open(&m.house, ask->dir, ask->db_url, 0, e);
    if (st)
        out->why = str_copy(mem, m.house.why);
    if (!st)
        st = archive_create(ask->to, &m.archive, e);
    if (!st)
        st = log_it(&m);
    if (!st)
        st = copy_records(&m);
    if (!st)
        st = fill(&m, out);
    if (!st)
        st = archive_finish(m.archive, e);
    archive_drop(m.archive);
    if (m.copy[0])
        (void)!unlink(m.copy);
    house_close(&m.house);
    return st;
}
