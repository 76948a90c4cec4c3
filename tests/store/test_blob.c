#include "store/blob.h"
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    char path[128];
    struct arena a;
};

static struct folder folder_make(void)
{
    struct folder f;
    const char *tmp = getenv("TMPDIR");

    CHECK(crypto_start(NULL) == RW_OK);
    CHECK(arena_make(&f.a, 4u << 20));
    snprintf(f.path, sizeof f.path, "%s/blob.XXXXXX", tmp ? tmp : "/tmp");
    CHECK(mkdtemp(f.path) != NULL);
    return f;
}

static void file_path(const struct folder *f, const struct blob_ref *ref, char path[static 256])
{
    snprintf(path, 256, "%s/%.*s", f->path, STR_ARG(ref->file));
}

static void folder_drop(struct folder *f, const struct blob_ref *ref)
{
    char path[256];

    if (ref) {
        file_path(f, ref, path);
        CHECK(unlink(path) == 0);
    }
    /* Fails when anything was left behind. */
    CHECK(rmdir(f->path) == 0);
    arena_free(&f->a);
}

static unsigned char byte_at(size_t i)
{
    return (unsigned char)(i * 31 + i / 251);
}

/* Writes n bytes in pieces of an awkward size. */
static struct blob_ref blob_make(struct folder *f, size_t n, size_t piece)
{
    char *buf = arena_array(&f->a, char, piece);
    struct blob_writer *w;
    struct blob_ref ref;
    size_t at = 0, i, len;

    CHECK(blob_write_start(f->path, &w, NULL) == RW_OK);
    while (at < n) {
        len = n - at < piece ? n - at : piece;
        for (i = 0; i < len; i++)
            buf[i] = (char)byte_at(at + i);
        CHECK(blob_write(w, (struct str){ buf, len }, NULL) == RW_OK);
        at += len;
    }
    CHECK(blob_write_end(w, &f->a, &ref, NULL) == RW_OK);
    CHECK(ref.size_bytes == (int64_t)n && ref.key.len == CRYPTO_KEY);
    blob_write_drop(w);
    return ref;
}

static enum rw_status blob_check(struct folder *f, const struct blob_ref *ref, size_t n)
{
    static unsigned char buf[STREAM_CHUNK];
    struct blob_reader *r;
    size_t at = 0, i, got = 1;
    enum rw_status st = blob_read_start(f->path, ref, &r, NULL);

    while (st == RW_OK && got) {
        st = blob_read(r, buf, &got, NULL);
        for (i = 0; st == RW_OK && i < got; i++)
            CHECK(buf[i] == byte_at(at + i));
        at += got;
    }
    CHECK(st != RW_OK || at == n);
    blob_read_end(r);
    return st;
}

TEST(a_file_of_any_size_comes_back)
{
    static const size_t sizes[] = {
        0, 1, 1000, STREAM_CHUNK - 1, STREAM_CHUNK, STREAM_CHUNK + 1, 3 * STREAM_CHUNK
    };
    size_t i;

    for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct folder f = folder_make();
        struct blob_ref ref = blob_make(&f, sizes[i], 7777);

        CHECK(blob_check(&f, &ref, sizes[i]) == RW_OK);
        folder_drop(&f, &ref);
    }
}

TEST(the_name_is_the_hash_of_what_lies_there_and_the_file_is_private)
{
    struct folder f = folder_make();
    struct blob_ref ref = blob_make(&f, 5000, 512), again = blob_make(&f, 5000, 512);
    static char bytes[8192];
    char path[256];
    struct stat s;
    FILE *file;
    size_t n;

    file_path(&f, &ref, path);
    file = fopen(path, "rb");
    n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    CHECK(str_eq(ref.file, hash_sha256(&f.a, (struct str){ bytes, n })));
    CHECK(stat(path, &s) == 0 && (s.st_mode & 0777) == 0600);
    /* The same content twice: two keys, two files, so that sameness cannot be seen from outside. */
    CHECK(str_eq(ref.content_hash, again.content_hash) && !str_eq(ref.file, again.file));
    file_path(&f, &again, path);
    CHECK(unlink(path) == 0);
    folder_drop(&f, &ref);
}

static void file_change(const char *path, long at, int flip)
{
    FILE *f = fopen(path, "r+b");
    int c;

    CHECK(f && fseek(f, at, SEEK_SET) == 0);
    c = fgetc(f);
    CHECK(fseek(f, at, SEEK_SET) == 0);
    fputc(c ^ flip, f);
    fclose(f);
}

TEST(every_changed_byte_is_found)
{
    struct folder f = folder_make();
    struct blob_ref ref = blob_make(&f, 200, 200);
    char path[256];
    struct stat s;
    long i;

    file_path(&f, &ref, path);
    CHECK(stat(path, &s) == 0);
    for (i = 0; i < s.st_size; i++) {
        file_change(path, i, 0x10);
        CHECK(blob_check(&f, &ref, 200) == RW_EDEP);
        file_change(path, i, 0x10);
    }
    CHECK(blob_check(&f, &ref, 200) == RW_OK);
    folder_drop(&f, &ref);
}

TEST(a_file_cut_short_or_grown_is_found)
{
    static const off_t cuts[] = { 0, 10, STREAM_HEADER, STREAM_HEADER + STREAM_CHUNK + STREAM_TAG,
                                  STREAM_HEADER + STREAM_CHUNK + STREAM_TAG + 50 };
    size_t i;

    for (i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct folder f = folder_make();
        struct blob_ref ref = blob_make(&f, 2 * STREAM_CHUNK, 4096);
        char path[256];

        file_path(&f, &ref, path);
        CHECK(truncate(path, cuts[i]) == 0);
        CHECK(blob_check(&f, &ref, 0) == RW_EDEP);
        folder_drop(&f, &ref);
    }
    {
        struct folder f = folder_make();
        struct blob_ref ref = blob_make(&f, 100, 100);
        char path[256];
        FILE *file;

        file_path(&f, &ref, path);
        file = fopen(path, "ab");
        fputs("more", file);
        fclose(file);
        CHECK(blob_check(&f, &ref, 100) == RW_EDEP);
        folder_drop(&f, &ref);
    }
}

TEST(another_files_bytes_or_key_do_not_open)
{
    struct folder f = folder_make();
    struct blob_ref a = blob_make(&f, 300, 300), b = blob_make(&f, 400, 400), mixed = a;
    char path[256];

    mixed.key = b.key;
    CHECK(blob_check(&f, &mixed, 300) == RW_EDEP);
    mixed = b;
    mixed.content_hash = a.content_hash;
    CHECK(blob_check(&f, &mixed, 400) == RW_EDEP);
    file_path(&f, &b, path);
    CHECK(unlink(path) == 0);
    CHECK(blob_check(&f, &b, 400) == RW_EDEP);
    folder_drop(&f, &a);
}

TEST(no_path_can_be_smuggled_in_as_a_name)
{
    struct folder f = folder_make();
    struct blob_ref ref = blob_make(&f, 10, 10), bad = ref;

    bad.file = STR("../../../../../../../../../../../../../../../../../../etc/passwd/");
    CHECK(blob_check(&f, &bad, 10) == RW_EBUG);
    folder_drop(&f, &ref);
}

TEST(an_upload_that_is_dropped_leaves_nothing)
{
    struct folder f = folder_make();
    struct blob_writer *w;

    CHECK(blob_write_start(f.path, &w, NULL) == RW_OK);
    CHECK(blob_write(w, STR("half of it"), NULL) == RW_OK);
    blob_write_drop(w);
    blob_write_drop(NULL);
    folder_drop(&f, NULL);
}
