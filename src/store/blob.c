#include "store/blob.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_LEN 64 /* SHA-256 as hex */
#define SEALED_CHUNK (STREAM_CHUNK + STREAM_TAG)

struct blob_writer {
    struct arena mem;
    char folder[PATH_MAX], temp[PATH_MAX];
    int fd;
    bool finished;
    struct key key;
    struct stream *stream;
    struct sha256 sealed_hash, content_hash;
    int64_t size_bytes;
    size_t n;
    unsigned char plain[STREAM_CHUNK], sealed[SEALED_CHUNK];
};

struct blob_reader {
    struct arena mem;
    int fd;
    bool last;
    struct stream *stream;
    struct sha256 content_hash;
    int64_t size_bytes, expect_bytes;
    char expect_hash[NAME_LEN];
    bool hashed; /* expect_hash is known; the sealed stream proves itself by the key either way */
    unsigned char sealed[SEALED_CHUNK];
};

static enum rw_status write_all(int fd, const unsigned char *p, size_t n, struct rw_err *e)
{
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
static enum rw_status read_all(int fd, unsigned char *p, size_t n, size_t *got, struct rw_err *e)
{
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

static bool path_join(char out[static PATH_MAX], const char *folder, const char *mark,
                      struct str name)
{
    int n = snprintf(out, PATH_MAX, "%s/%s%.*s", folder, mark, STR_ARG(name));

    return n > 0 && n < PATH_MAX;
}

static enum rw_status sealed_write(struct blob_writer *w, const unsigned char *p, size_t n,
                                   struct rw_err *e)
{
    sha256_add(&w->sealed_hash, (struct str){ (const char *)p, n });
    return write_all(w->fd, p, n, e);
}

enum rw_status blob_write_start(const char *folder, struct blob_writer **out, struct rw_err *e)
{
    unsigned char header[STREAM_HEADER];
    struct arena mem;
    struct blob_writer *w;
    enum rw_status st;

    *out = NULL;
    if (!arena_make(&mem, sizeof *w + 1024))
        return RW_FAIL(e, RW_EDEP, "no memory for a file");
    w = arena_new(&mem, struct blob_writer);
    w->mem = mem;
    w->fd = -1;
    if (!path_join(w->folder, folder, "", STR("")) ||
        !path_join(w->temp, folder, "upload-", id_new(&w->mem))) {
        st = RW_FAIL(e, RW_EDEP, "the folder's name is too long");
        goto out;
    }
    w->fd = open(w->temp, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (w->fd < 0) {
        st = RW_FAIL(e, RW_EDEP, "no new file in the folder of files (errno %d)", errno);
        goto out;
    }
    key_random(&w->key);
    sha256_start(&w->sealed_hash);
    sha256_start(&w->content_hash);
    st = stream_seal_start(&w->key, &w->stream, header, e);
    if (st == RW_OK)
        st = sealed_write(w, header, sizeof header, e);
out:
    if (st)
        blob_write_drop(w);
    else
        *out = w;
    return st;
}

static enum rw_status chunk_write(struct blob_writer *w, bool last, struct rw_err *e)
{
    size_t n = 0;
    enum rw_status st = stream_seal_chunk(w->stream, (struct str){ (char *)w->plain, w->n }, last,
                                          w->sealed, &n, e);

    w->n = 0;
    return st ? st : sealed_write(w, w->sealed, n, e);
}

enum rw_status blob_write(struct blob_writer *w, struct str bytes, struct rw_err *e)
{
    enum rw_status st = RW_OK;
    size_t n;

    if (w->finished)
        return RW_FAIL(e, RW_EBUG, "the file is finished");
    sha256_add(&w->content_hash, bytes);
    w->size_bytes += (int64_t)bytes.len;
    while (bytes.len && st == RW_OK) {
        /* A full chunk waits until more comes: only then is it known not to be the last. */
        if (w->n == STREAM_CHUNK)
            st = chunk_write(w, false, e);
        n = STREAM_CHUNK - w->n < bytes.len ? STREAM_CHUNK - w->n : bytes.len;
        memcpy(w->plain + w->n, bytes.p, n);
        w->n += n;
        bytes = (struct str){ bytes.p + n, bytes.len - n };
    }
    return st;
}

static enum rw_status folder_sync(const char *folder, struct rw_err *e)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), failed;

    if (fd < 0)
        return RW_FAIL(e, RW_EDEP, "the folder of files does not open");
    failed = fsync(fd);
    close(fd);
    return failed ? RW_FAIL(e, RW_EDEP, "the folder of files was not synced") : RW_OK;
}

/* What lies on disk must be what was meant, before anybody relies on it. */
static enum rw_status read_back(struct blob_writer *w, const struct blob_ref *ref, struct rw_err *e)
{
    struct blob_reader *r;
    size_t n = 1;
    enum rw_status st = blob_read_start(w->folder, ref, &r, e);

    while (st == RW_OK && n)
        st = blob_read(r, w->plain, &n, e);
    blob_read_end(r);
    wipe(w->plain, sizeof w->plain);
    return st;
}

enum rw_status blob_write_end(struct blob_writer *w, struct arena *a, struct blob_ref *ref,
                              struct rw_err *e)
{
    char path[PATH_MAX];
    enum rw_status st;

    if (w->finished)
        return RW_FAIL(e, RW_EBUG, "the file is finished");
    st = chunk_write(w, true, e);
    if (st)
        return st;
    ref->file = sha256_end(&w->sealed_hash, a);
    ref->content_hash = sha256_end(&w->content_hash, a);
    ref->key = str_copy(a, (struct str){ (char *)w->key.b, sizeof w->key.b });
    ref->size_bytes = w->size_bytes;
    if (a->spent)
        return RW_FAIL(e, RW_ELIMIT, "the arena is spent");
    if (!path_join(path, w->folder, "", ref->file))
        return RW_FAIL(e, RW_EDEP, "the folder's name is too long");
    if (fsync(w->fd) != 0)
        return RW_FAIL(e, RW_EDEP, "a file was not synced (errno %d)", errno);
    if (rename(w->temp, path) != 0)
        return RW_FAIL(e, RW_EDEP, "a file cannot take its name (errno %d)", errno);
    w->finished = true;
    st = folder_sync(w->folder, e);
    return st ? st : read_back(w, ref, e);
}

void blob_write_drop(struct blob_writer *w)
{
    struct arena mem;

    if (!w)
        return;
    if (w->fd >= 0) {
        close(w->fd);
        if (!w->finished)
            (void)!unlink(w->temp);
    }
    stream_free(w->stream);
    wipe(w->plain, sizeof w->plain);
    key_wipe(&w->key);
    mem = w->mem;
    arena_free(&mem);
}

/* Only the hash of a file is a name here, so no path can be smuggled in. */
static bool name_holds(struct str file)
{
    size_t i;

    for (i = 0; i < file.len; i++)
        if (!(file.p[i] >= '0' && file.p[i] <= '9') && !(file.p[i] >= 'a' && file.p[i] <= 'f'))
            return false;
    return file.len == NAME_LEN;
}

static enum rw_status reader_open(struct blob_reader *r, const char *path,
                                  const struct blob_ref *ref, struct rw_err *e)
{
    unsigned char header[STREAM_HEADER];
    struct key key;
    size_t n = 0;
    enum rw_status st;

    r->fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (r->fd < 0)
        return RW_FAIL(e, RW_EDEP, "a file of the record is missing (errno %d)", errno);
    st = read_all(r->fd, header, sizeof header, &n, e);
    if (st)
        return st;
    if (n != sizeof header)
        return RW_FAIL(e, RW_EDEP, "a file of the record is cut short");
    memcpy(key.b, ref->key.p, sizeof key.b);
    st = stream_open_start(&key, header, &r->stream, e);
    key_wipe(&key);
    return st;
}

enum rw_status blob_read_start(const char *folder, const struct blob_ref *ref,
                               struct blob_reader **out, struct rw_err *e)
{
    char path[PATH_MAX];
    struct arena mem;
    struct blob_reader *r;
    enum rw_status st;

    *out = NULL;
    if (!name_holds(ref->file) || ref->key.len != CRYPTO_KEY ||
        (ref->content_hash.len && ref->content_hash.len != NAME_LEN))
        return RW_FAIL(e, RW_EBUG, "not a reference to a file");
    if (!path_join(path, folder, "", ref->file))
        return RW_FAIL(e, RW_EDEP, "the folder's name is too long");
    if (!arena_make(&mem, sizeof *r + 1024))
        return RW_FAIL(e, RW_EDEP, "no memory for a file");
    r = arena_new(&mem, struct blob_reader);
    r->mem = mem;
    r->expect_bytes = ref->size_bytes;
    r->hashed = ref->content_hash.len > 0;
    if (r->hashed)
        memcpy(r->expect_hash, ref->content_hash.p, NAME_LEN);
    sha256_start(&r->content_hash);
    st = reader_open(r, path, ref, e);
    if (st)
        blob_read_end(r);
    else
        *out = r;
    return st;
}

static enum rw_status end_check(struct blob_reader *r, struct rw_err *e)
{
    struct str got = sha256_end(&r->content_hash, &r->mem);

    sha256_start(&r->content_hash);
    if (r->size_bytes != r->expect_bytes ||
        (r->hashed && !str_eq(got, (struct str){ r->expect_hash, NAME_LEN })))
        return RW_FAIL(e, RW_EDEP, "a file of the record is not the one that was kept");
    return RW_OK;
}

enum rw_status blob_read(struct blob_reader *r, unsigned char *buf, size_t *n, struct rw_err *e)
{
    size_t sealed = 0;
    bool was_last = r->last;
    enum rw_status st;

    *n = 0;
    st = read_all(r->fd, r->sealed, was_last ? 1 : SEALED_CHUNK, &sealed, e);
    if (st)
        return st;
    if (was_last)
        return sealed ? RW_FAIL(e, RW_EDEP, "bytes behind the end of a file") : RW_OK;
    st = stream_open_chunk(r->stream, (struct str){ (char *)r->sealed, sealed }, buf, n, &r->last,
                           e);
    if (st)
        return st;
    sha256_add(&r->content_hash, (struct str){ (char *)buf, *n });
    r->size_bytes += (int64_t)*n;
    return r->last ? end_check(r, e) : RW_OK;
}

void blob_read_end(struct blob_reader *r)
{
    struct arena mem;

    if (!r)
        return;
    if (r->fd >= 0)
        close(r->fd);
    stream_free(r->stream);
    mem = r->mem;
    arena_free(&mem);
}

void blob_remove(const char *folder, struct str file)
{
    char path[PATH_MAX];

    if (name_holds(file) && path_join(path, folder, "", file))
        (void)!unlink(path);
}
