#include "store/practice_dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONF_MAX 16384
#define SETTINGS_MAX 32
#define OTHERS 077

struct setting {
    struct str key, value;
};

struct practice_dir {
    struct arena mem;
    char path[PATH_MAX], blobs[PATH_MAX], database[PATH_MAX];
    struct setting settings[SETTINGS_MAX];
    size_t nsettings;
    struct key *master; /* guarded */
    struct db_config db;
};

static enum rw_status child(char out[static PATH_MAX], const char *path, const char *name,
                            struct rw_err *e)
{
    int n = snprintf(out, PATH_MAX, "%s/%s", path, name);

    return n > 0 && n < PATH_MAX ? RW_OK : RW_FAIL(e, RW_EINPUT, "the folder's name is too long");
}

static bool folder_empty(const char *path)
{
    DIR *d = opendir(path);
    struct dirent *entry;
    size_t n = 0;

    if (!d)
        return false;
    while ((entry = readdir(d)))
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(d);
    return n == 0;
}

static enum rw_status sync_folder(const char *path, struct rw_err *e)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), failed;

    if (fd < 0)
        return RW_FAIL(e, RW_EDEP, "a new folder does not open");
    failed = fsync(fd);
    close(fd);
    return failed ? RW_FAIL(e, RW_EDEP, "a new folder was not synced") : RW_OK;
}

static enum rw_status file_create(const char *folder, const char *name, mode_t mode,
                                  struct str bytes, struct rw_err *e)
{
    char path[PATH_MAX];
    enum rw_status st = child(path, folder, name, e);
    int fd;

    if (st)
        return st;
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0)
        return RW_FAIL(e, RW_EDEP, "%s cannot be made (errno %d)", name, errno);
    if (write(fd, bytes.p, bytes.len) != (ssize_t)bytes.len || fsync(fd) != 0)
        st = RW_FAIL(e, RW_EDEP, "%s cannot be written (errno %d)", name, errno);
    close(fd);
    return st;
}

static enum rw_status conf_create(const char *path, const char *database, struct rw_err *e)
{
    char text[CONF_MAX];
    int n = database ? snprintf(text, sizeof text, "database = %s\n", database)
                     : snprintf(text, sizeof text, "# Settings of this practice, key = value.\n");

    if (n < 0 || (size_t)n >= sizeof text)
        return RW_FAIL(e, RW_EINPUT, "the address of the database is too long");
    return file_create(path, "reweave.conf", 0600, (struct str){ text, (size_t)n }, e);
}

static enum rw_status folder_create(const char *dir, const char *name, struct rw_err *e)
{
    char path[PATH_MAX];
    enum rw_status st = child(path, dir, name, e);

    if (st == RW_OK && mkdir(path, 0700) != 0)
        st = RW_FAIL(e, RW_EDEP, "no folder can be made (errno %d)", errno);
    return st;
}

enum rw_status dir_create(const char *path, const char *database, struct rw_err *e)
{
    struct key key;
    enum rw_status st;

    if (database && !str_clean(str_of(database), false))
        return RW_FAIL(e, RW_EINPUT, "the address of the database holds control characters");
    if (mkdir(path, 0700) != 0 && (errno != EEXIST || !folder_empty(path)))
        return errno == EEXIST ? RW_FAIL(e, RW_ECONFLICT, "something lies there already")
                               : RW_FAIL(e, RW_EDEP, "no folder can be made (errno %d)", errno);
    if (chmod(path, 0700) != 0)
        return RW_FAIL(e, RW_EDEP, "the folder belongs to someone else");
    st = folder_create(path, "blobs", e);
    if (st == RW_OK)
        st = folder_create(path, "records", e);
    if (st == RW_OK)
        st = conf_create(path, database, e);
    if (st)
        return st;
    key_random(&key);
    st = file_create(path, "master.key", 0400, (struct str){ (char *)key.b, sizeof key.b }, e);
    key_wipe(&key);
    return st ? st : sync_folder(path, e);
}

/* A file that only its owner may read: opened, checked, and left open. */
static enum rw_status private_open(const char *path, mode_t refused, int *fd, struct rw_err *e)
{
    struct stat s;

    *fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
    if (*fd < 0)
        return errno == ENOENT ? RW_FAIL(e, RW_ENOTFOUND, "no practice lies there")
                               : RW_FAIL(e, RW_EDENIED, "a file does not open (errno %d)", errno);
    if (fstat(*fd, &s) == 0 && S_ISREG(s.st_mode) && !(s.st_mode & refused) &&
        (s.st_uid == geteuid() || s.st_uid == 0))
        return RW_OK;
    close(*fd);
    *fd = -1;
    return RW_FAIL(e, RW_EDENIED, "the key or the settings are open to others");
}

static enum rw_status private_read(int fd, char *buf, size_t cap, size_t *n, struct rw_err *e)
{
    ssize_t got = pread(fd, buf, cap, 0);

    *n = 0;
    if (got < 0 || (size_t)got == cap)
        return RW_FAIL(e, RW_EDEP, "a file is too long or does not read");
    *n = (size_t)got;
    return RW_OK;
}

static enum rw_status conf_line(struct practice_dir *d, struct str line, int number,
                                struct rw_err *e)
{
    struct str key, rest = str_trim(line);

    if (!rest.len || rest.p[0] == '#')
        return RW_OK;
    if (!memchr(rest.p, '=', rest.len) || d->nsettings == SETTINGS_MAX ||
        !str_cut(&rest, '=', &key))
        return RW_FAIL(e, RW_EINPUT, "reweave.conf, line %d: write key = value", number);
    d->settings[d->nsettings++] = (struct setting){ str_trim(key), str_trim(rest) };
    return RW_OK;
}

static enum rw_status conf_read(struct practice_dir *d, struct rw_err *e)
{
    int fd = -1;
    char path[PATH_MAX], *text = arena_array(&d->mem, char, CONF_MAX);
    struct str rest, line;
    size_t n = 0;
    int number = 0;
    enum rw_status st = child(path, d->path, "reweave.conf", e);

    if (st == RW_OK)
        st = private_open(path, 022, &fd, e);
    if (st == RW_OK)
        st = private_read(fd, text, CONF_MAX, &n, e);
    if (fd >= 0)
        close(fd);
    rest = (struct str){ text, n };
    while (st == RW_OK && str_cut(&rest, '\n', &line))
        st = conf_line(d, line, ++number, e);
    return st;
}

static enum rw_status key_open(struct practice_dir *d, int *fd, struct rw_err *e)
{
    struct str elsewhere = dir_setting(d, "master_key");
    char path[PATH_MAX];
    enum rw_status st = RW_OK;

    if (elsewhere.len)
        snprintf(path, sizeof path, "%.*s", STR_ARG(elsewhere));
    else
        st = child(path, d->path, "master.key", e);
    return st ? st : private_open(path, OTHERS, fd, e);
}

static enum rw_status key_read(struct practice_dir *d, int fd, struct rw_err *e)
{
    char bytes[CRYPTO_KEY + 2];
    size_t n = 0;
    enum rw_status st;

    d->master = guarded_new(sizeof *d->master);
    if (!d->master)
        return RW_FAIL(e, RW_EDEP, "no guarded memory for the key");
    st = private_read(fd, bytes, sizeof bytes, &n, e);
    if (st == RW_OK && n != CRYPTO_KEY)
        st = RW_FAIL(e, RW_EDEP, "the key has a wrong length");
    if (st == RW_OK)
        memcpy(d->master->b, bytes, CRYPTO_KEY);
    wipe(bytes, sizeof bytes);
    return st;
}

static enum rw_status folder_check(const char *path, struct rw_err *e)
{
    struct stat s;

    if (stat(path, &s) != 0 || !S_ISDIR(s.st_mode))
        return RW_FAIL(e, RW_ENOTFOUND, "no practice lies there");
    if ((s.st_mode & OTHERS) || s.st_uid != geteuid())
        return RW_FAIL(e, RW_EDENIED, "the folder must be yours alone (mode 0700)");
    return RW_OK;
}

/* Folder and settings, not the key. */
static enum rw_status dir_read(const char *path, struct practice_dir **out, struct rw_err *e)
{
    struct arena mem;
    struct practice_dir *d;
    enum rw_status st;

    *out = NULL;
    if (!arena_make(&mem, sizeof *d + 2 * CONF_MAX))
        return RW_FAIL(e, RW_EDEP, "no memory");
    d = arena_new(&mem, struct practice_dir);
    d->mem = mem;
    snprintf(d->path, sizeof d->path, "%s", path);
    st = folder_check(path, e);
    if (st == RW_OK)
        st = child(d->blobs, path, "blobs", e);
    if (st == RW_OK)
        st = child(d->database, path, "records/reweave.db", e);
    if (st == RW_OK)
        st = conf_read(d, e);
    if (st) {
        dir_close(d);
        return st;
    }
    *out = d;
    return RW_OK;
}

/* Where the records are; NULL: in the folder. */
static const char *server_of(struct practice_dir *d)
{
    struct str server = dir_setting(d, "database");

    return server.len ? str_z(&d->mem, server) : NULL;
}

enum rw_status dir_key_open(const char *path, int *fd, bool *by_network, struct rw_err *e)
{
    struct practice_dir *d;
    enum rw_status st = dir_read(path, &d, e);

    *fd = -1;
    if (st == RW_OK)
        st = key_open(d, fd, e);
    if (st == RW_OK)
        *by_network = db_by_network(server_of(d));
    dir_close(d);
    return st;
}

enum rw_status dir_open(const char *path, int key_fd, struct practice_dir **out, struct rw_err *e)
{
    struct practice_dir *d;
    int fd = key_fd;
    enum rw_status st = dir_read(path, &d, e);

    *out = NULL;
    if (st)
        return st;
    if (fd < 0)
        st = key_open(d, &fd, e);
    if (st == RW_OK)
        st = key_read(d, fd, e);
    if (fd >= 0 && fd != key_fd)
        close(fd);
    if (st) {
        dir_close(d);
        return st;
    }
    d->db = (struct db_config){
        .sqlite_path = d->database,
        .pg_url = server_of(d),
        .master = d->master,
    };
    *out = d;
    return RW_OK;
}

void dir_close(struct practice_dir *d)
{
    struct arena mem;

    if (!d)
        return;
    guarded_free(d->master);
    mem = d->mem;
    arena_free(&mem);
}

const struct db_config *dir_db(const struct practice_dir *d)
{
    return &d->db;
}

const char *dir_path(const struct practice_dir *d)
{
    return d->path;
}

const char *dir_blobs(const struct practice_dir *d)
{
    return d->blobs;
}

struct str dir_setting(const struct practice_dir *d, const char *key)
{
    size_t i;

    for (i = 0; i < d->nsettings; i++)
        if (str_is(d->settings[i].key, key))
            return d->settings[i].value;
    return STR_NULL;
}
