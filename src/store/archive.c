#include "store/archive.h"

#include "crypto/crypto.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Places in the block: name 100, mode 8, uid 8, gid 8, size 12, mtime 12, chksum 8, type 1, link
 * name 100, magic 6, version 2. Everything else stays zero. */
enum {
    AT_MODE = 100,
    AT_UID = 108,
    AT_GID = 116,
    AT_SIZE = 124,
    AT_TIME = 136,
    AT_SUM = 148,
    AT_TYPE = 156,
    AT_MAGIC = 257
};
#define OCTAL_MAX                                                                                  \
    INT64_C(077777777777) /* 11 digits; above it the size is binary, as GNU tar has it */
#define SIZE_MAX_BYTES (INT64_C(1) << 50)
#define PART ".part"

struct archive_writer {
    struct arena mem;
    char path[PATH_MAX], part[PATH_MAX + 8];
    int fd;
    unsigned char buf[ARCHIVE_CHUNK];
};

struct archive_reader {
    struct arena mem;
    int fd;
    int64_t left; /* of the present member, padding apart */
    size_t padding;
    unsigned char buf[ARCHIVE_CHUNK];
};

/* -- the block --------------------------------------------------------------------------------- */

static bool name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

/* Words with a slash between them: no empty one, none that begins with a dot. */
static bool name_fits(struct str name)
{
    struct str rest = name, word;

    if (!name.len || name.len > ARCHIVE_NAME_MAX || name.p[name.len - 1] == '/')
        return false;
    while (str_cut(&rest, '/', &word)) {
        size_t i;

        if (!word.len || word.p[0] == '.')
            return false;
        for (i = 0; i < word.len; i++)
            if (!name_char(word.p[i]))
                return false;
    }
    return true;
}

static void put_octal(unsigned char *at, int digits, int64_t v)
{
    for (at[digits] = 0; digits > 0; v >>= 3)
        at[--digits] = (unsigned char)('0' + (v & 7));
}

static void put_size(unsigned char *at, int64_t v)
{
    int i;

    if (v <= OCTAL_MAX) {
        put_octal(at, 11, v);
        return;
    }
    for (i = 11; i > 0; i--, v >>= 8)
        at[i] = (unsigned char)(v & 0xff);
    at[0] = 0x80;
}

static int64_t get_size(const unsigned char *at)
{
    int64_t v = 0;
    int i;

    if (at[0] == 0x80) {
        for (i = 4; i < 12; i++)
            v = (int64_t)((uint64_t)v << 8 | at[i]);
        return v;
    }
    for (i = 0; i < 11; i++)
        v = v << 3 | (at[i] & 7);
    return v;
}

bool archive_head_make(const struct archive_member *m, unsigned char block[static ARCHIVE_BLOCK])
{
    unsigned sum = 0;
    size_t i;

    memset(block, 0, ARCHIVE_BLOCK);
    if (!name_fits(m->name) || m->bytes < 0 || m->bytes > SIZE_MAX_BYTES)
        return false;
    memcpy(block, m->name.p, m->name.len);
    put_octal(block + AT_MODE, 7, 0600);
    put_octal(block + AT_UID, 7, 0);
    put_octal(block + AT_GID, 7, 0);
    put_size(block + AT_SIZE, m->bytes);
    put_octal(block + AT_TIME, 11, 0);
    memset(block + AT_SUM, ' ', 8);
    block[AT_TYPE] = '0';
    memcpy(block + AT_MAGIC, "ustar\00000", 8);
    for (i = 0; i < ARCHIVE_BLOCK; i++)
        sum += block[i];
    put_octal(block + AT_SUM, 6, (int64_t)sum);
    block[AT_SUM + 7] = ' ';
    return true;
}

bool archive_head_read(const unsigned char block[static ARCHIVE_BLOCK], struct archive_member *m)
{
    unsigned char same[ARCHIVE_BLOCK];

    *m = (struct archive_member){ 0 };
    if (!memchr(block, 0, ARCHIVE_NAME_MAX + 1))
        return false;
    m->name = str_of((const char *)block);
    m->bytes = get_size(block + AT_SIZE);
    return archive_head_make(m, same) && memcmp(block, same, sizeof same) == 0;
}

static size_t padding_of(int64_t bytes)
{
    return (size_t)((ARCHIVE_BLOCK - bytes % ARCHIVE_BLOCK) % ARCHIVE_BLOCK);
}

/* -- bytes ------------------------------------------------------------------------------------- */

static enum rw_status write_all(int fd, const void *bytes, size_t n, struct rw_err *e)
{
    const unsigned char *p = bytes;

    while (n) {
        ssize_t w = write(fd, p, n);

        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return RW_FAIL(e, RW_EDEP, "a file cannot be written (errno %d)", errno);
        p += w;
        n -= (size_t)w;
    }
    return RW_OK;
}

/* As much as there is, up to n. */
static enum rw_status read_some(int fd, void *bytes, size_t n, size_t *got, struct rw_err *e)
{
    unsigned char *p = bytes;

    *got = 0;
    while (*got < n) {
        ssize_t r = read(fd, p + *got, n - *got);

        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return RW_FAIL(e, RW_EDEP, "a file cannot be read (errno %d)", errno);
        if (r == 0)
            break;
        *got += (size_t)r;
    }
    return RW_OK;
}

static enum rw_status read_exactly(int fd, void *bytes, size_t n, struct rw_err *e)
{
    size_t got;
    enum rw_status st = read_some(fd, bytes, n, &got, e);

    if (!st && got < n)
        st = RW_FAIL(e, RW_EINPUT, "the archive ends too early");
    return st;
}

/* -- writing ----------------------------------------------------------------------------------- */

enum rw_status archive_create(const char *path, struct archive_writer **out, struct rw_err *e)
{
    struct arena mem;
    struct archive_writer *w;
    int n;

    *out = NULL;
    if (access(path, F_OK) == 0)
        return RW_FAIL(e, RW_ECONFLICT, "a file of that name is there already");
    if (!arena_make(&mem, sizeof *w + 64))
        return RW_FAIL(e, RW_EDEP, "no memory for an archive");
    w = arena_new(&mem, struct archive_writer);
    w->mem = mem;
    n = snprintf(w->path, sizeof w->path, "%s", path);
    (void)snprintf(w->part, sizeof w->part, "%s" PART, w->path);
    w->fd = n > 0 && n < PATH_MAX
                ? open(w->part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)
                : -1;
    if (w->fd < 0) {
        enum rw_status st =
            RW_FAIL(e, errno == EEXIST ? RW_ECONFLICT : RW_EDEP,
                    "the file can't be made under its name with " PART " (errno %d)", errno);

        w->part[0] = '\0';
        archive_drop(w);
        return st;
    }
    *out = w;
    return RW_OK;
}

static enum rw_status head_write(struct archive_writer *w, const struct archive_member *m,
                                 struct rw_err *e)
{
    unsigned char block[ARCHIVE_BLOCK];

    if (!archive_head_make(m, block))
        return RW_FAIL(e, RW_EBUG, "no member may be called so");
    return write_all(w->fd, block, sizeof block, e);
}

static enum rw_status pad(struct archive_writer *w, size_t n, struct rw_err *e)
{
    static const unsigned char zeros[2 * ARCHIVE_BLOCK];

    return write_all(w->fd, zeros, n, e);
}

static enum rw_status copy_in(struct archive_writer *w, int fd, struct arena *a,
                              struct archive_member *m, struct rw_err *e)
{
    struct sha256 hash;
    int64_t left = m->bytes;
    enum rw_status st = RW_OK;

    sha256_start(&hash);
    while (!st && left > 0) {
        size_t n = left < ARCHIVE_CHUNK ? (size_t)left : ARCHIVE_CHUNK;

        st = read_exactly(fd, w->buf, n, e);
        if (!st) {
            sha256_add(&hash, (struct str){ (const char *)w->buf, n });
            st = write_all(w->fd, w->buf, n, e);
        }
        left -= (int64_t)n;
    }
    m->sha256 = sha256_end(&hash, a);
    return st ? st : pad(w, padding_of(m->bytes), e);
}

enum rw_status archive_add_file(struct archive_writer *w, const char *path, struct arena *a,
                                struct archive_member *m, struct rw_err *e)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    struct stat s;
    enum rw_status st;

    if (fd < 0)
        return RW_FAIL(e, RW_EDEP, "%.*s does not open (errno %d)", STR_ARG(m->name), errno);
    st = fstat(fd, &s) == 0 && S_ISREG(s.st_mode)
             ? RW_OK
             : RW_FAIL(e, RW_EDEP, "%.*s is no file", STR_ARG(m->name));
    if (!st) {
        m->bytes = s.st_size;
        st = head_write(w, m, e);
    }
    if (!st)
        st = copy_in(w, fd, a, m, e);
    close(fd);
    return st;
}

enum rw_status archive_add_text(struct archive_writer *w, struct str text, struct arena *a,
                                struct archive_member *m, struct rw_err *e)
{
    enum rw_status st;

    m->bytes = (int64_t)text.len;
    m->sha256 = hash_sha256(a, text);
    st = head_write(w, m, e);
    if (!st)
        st = write_all(w->fd, text.p, text.len, e);
    return st ? st : pad(w, padding_of(m->bytes), e);
}

/* The folder's own entry is on disk too. */
static enum rw_status sync_around(const char *path, struct rw_err *e)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    int fd, failed;

    (void)snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path + 1) : 1,
                   slash ? path : ".");
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    failed = fd < 0 || fsync(fd) != 0;
    if (fd >= 0)
        close(fd);
    return failed ? RW_FAIL(e, RW_EDEP, "the archive's folder was not synced") : RW_OK;
}

enum rw_status archive_finish(struct archive_writer *w, struct rw_err *e)
{
    enum rw_status st = pad(w, (size_t)2 * ARCHIVE_BLOCK, e);

    if (!st && fsync(w->fd) != 0)
        st = RW_FAIL(e, RW_EDEP, "the archive was not synced (errno %d)", errno);
    /* link, not rename: what somebody put there in the meantime stays. */
    if (!st && link(w->part, w->path) != 0)
        st = RW_FAIL(e, errno == EEXIST ? RW_ECONFLICT : RW_EDEP,
                     "the archive can't have its name (errno %d)", errno);
    if (!st && unlink(w->part) == 0)
        w->part[0] = '\0';
    return st ? st : sync_around(w->path, e);
}

void archive_drop(struct archive_writer *w)
{
    struct arena mem;

    if (!w)
        return;
    if (w->fd >= 0)
        close(w->fd);
    if (w->part[0])
        (void)!unlink(w->part);
    mem = w->mem;
    arena_free(&mem);
}

/* -- reading ----------------------------------------------------------------------------------- */

enum rw_status archive_open(const char *path, struct archive_reader **out, struct rw_err *e)
{
    struct arena mem;
    struct archive_reader *r;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    *out = NULL;
    if (fd < 0)
        return RW_FAIL(e, errno == ENOENT ? RW_ENOTFOUND : RW_EDEP,
                       "the archive does not open (errno %d)", errno);
    if (!arena_make(&mem, sizeof *r + 64)) {
        close(fd);
        return RW_FAIL(e, RW_EDEP, "no memory for an archive");
    }
    r = arena_new(&mem, struct archive_reader);
    r->mem = mem;
    r->fd = fd;
    *out = r;
    return RW_OK;
}

static bool all_zero(const unsigned char *p, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (p[i])
            return false;
    return true;
}

/* The next n bytes of the present member; after the last, its padding. */
static enum rw_status take(struct archive_reader *r, size_t *n, struct rw_err *e)
{
    unsigned char rest[ARCHIVE_BLOCK];
    enum rw_status st;

    *n = r->left < ARCHIVE_CHUNK ? (size_t)r->left : ARCHIVE_CHUNK;
    st = read_exactly(r->fd, r->buf, *n, e);
    r->left -= (int64_t)*n;
    if (st || r->left || !r->padding)
        return st;
    st = read_exactly(r->fd, rest, r->padding, e);
    if (!st && !all_zero(rest, r->padding))
        st = RW_FAIL(e, RW_EINPUT, "bytes stand between two members");
    r->padding = 0;
    return st;
}

static enum rw_status check_end(struct archive_reader *r, struct rw_err *e)
{
    size_t got;
    enum rw_status st = read_some(r->fd, r->buf, (size_t)2 * ARCHIVE_BLOCK, &got, e);

    if (!st && (got != ARCHIVE_BLOCK || !all_zero(r->buf, got)))
        st = RW_FAIL(e, RW_EINPUT, "the archive does not end as it must");
    return st ? st : RW_FAIL(e, RW_ENOTFOUND, "no further member");
}

enum rw_status archive_next(struct archive_reader *r, struct arena *a, struct archive_member *m,
                            struct rw_err *e)
{
    unsigned char block[ARCHIVE_BLOCK];
    size_t n;
    enum rw_status st = RW_OK;

    while (!st && (r->left || r->padding))
        st = take(r, &n, e);
    if (!st)
        st = read_exactly(r->fd, block, sizeof block, e);
    if (st)
        return st;
    if (all_zero(block, sizeof block))
        return check_end(r, e);
    if (!archive_head_read(block, m))
        return RW_FAIL(e, RW_EINPUT, "this is no archive of ours, or it is damaged");
    m->name = str_copy(a, m->name);
    r->left = m->bytes;
    r->padding = padding_of(m->bytes);
    return a->spent ? RW_FAIL(e, RW_ELIMIT, "too many members") : RW_OK;
}

static enum rw_status copy_out(struct archive_reader *r, int fd, struct arena *a,
                               struct archive_member *m, struct rw_err *e)
{
    struct sha256 hash;
    size_t n;
    enum rw_status st = RW_OK;

    sha256_start(&hash);
    while (!st && r->left) {
        st = take(r, &n, e);
        if (st)
            break;
        sha256_add(&hash, (struct str){ (const char *)r->buf, n });
        if (fd >= 0)
            st = write_all(fd, r->buf, n, e);
    }
    m->sha256 = sha256_end(&hash, a);
    return st;
}

enum rw_status archive_take_file(struct archive_reader *r, const char *path, struct arena *a,
                                 struct archive_member *m, struct rw_err *e)
{
    int fd = -1;
    enum rw_status st;

    if (path) {
        fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd < 0)
            return RW_FAIL(e, RW_EDEP, "%.*s can't be made (errno %d)", STR_ARG(m->name), errno);
    }
    st = copy_out(r, fd, a, m, e);
    if (!st && fd >= 0 && fsync(fd) != 0)
        st = RW_FAIL(e, RW_EDEP, "%.*s was not synced", STR_ARG(m->name));
    if (fd >= 0)
        close(fd);
    return st;
}

enum rw_status archive_take_text(struct archive_reader *r, size_t max, struct arena *a,
                                 struct archive_member *m, struct str *text, struct rw_err *e)
{
    char *z;
    size_t n, at = 0;
    enum rw_status st = RW_OK;

    if (m->bytes > (int64_t)max)
        return RW_FAIL(e, RW_EINPUT, "%.*s is too long", STR_ARG(m->name));
    z = arena_array(a, char, (size_t)m->bytes + 1);
    if (a->spent)
        return RW_FAIL(e, RW_ELIMIT, "no memory for %.*s", STR_ARG(m->name));
    while (!st && r->left) {
        st = take(r, &n, e);
        if (!st)
            memcpy(z + at, r->buf, n);
        at += n;
    }
    *text = (struct str){ z, (size_t)m->bytes };
    m->sha256 = hash_sha256(a, *text);
    return st;
}

void archive_close(struct archive_reader *r)
{
    struct arena mem;

    if (!r)
        return;
    close(r->fd);
    mem = r->mem;
    arena_free(&mem);
}
