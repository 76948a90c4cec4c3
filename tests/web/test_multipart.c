/* test_multipart.c -- forms with files, in pieces of any size. */
#include "web/http/multipart.h"

#include "base/limits.h"
#include "crypto/crypto.h"

#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TYPE "multipart/form-data; boundary=----b"
#define PART(name) "------b\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define FILE_PART(name, file)                                                                      \
    "------b\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file               \
    "\"\r\nContent-Type: application/x-lies\r\n\r\n"
#define END "------b--\r\n"

struct bench {
    struct arena mem;
    struct app app;
    char dir[128];
};

static void bench_open(struct bench *b)
{
    const char *tmp = getenv("TMPDIR");
    struct rw_err e;

    *b = (struct bench){ 0 };
    assert_int_equal(crypto_start(&e), RW_OK);
    CHECK(arena_make(&b->mem, 8u << 20));
    snprintf(b->dir, sizeof b->dir, "%s/parts.XXXXXX", tmp ? tmp : "/tmp");
    CHECK(mkdtemp(b->dir) != NULL);
    b->app.blobs = b->dir;
}

/* Removes the folder; whether any file was left in it. */
static bool bench_close(struct bench *b)
{
    DIR *d = opendir(b->dir);
    struct dirent *one;
    char path[512];
    bool any = false;

    CHECK(d != NULL);
    while ((one = readdir(d))) {
        if (one->d_name[0] == '.' && strlen(one->d_name) <= 2)
            continue;
        any = true;
        snprintf(path, sizeof path, "%s/%s", b->dir, one->d_name);
        unlink(path);
    }
    closedir(d);
    CHECK(rmdir(b->dir) == 0);
    arena_free(&b->mem);
    return any;
}

static void feed(struct bench *b, struct multipart *m, struct str body, size_t piece)
{
    CHECK(multipart_start(m, &b->mem, STR(TYPE), &b->app, true));
    while (body.len) {
        size_t n = body.len < piece ? body.len : piece;

        multipart_feed(m, (struct str){ body.p, n });
        body.p += n;
        body.len -= n;
    }
}

static bool refused(const char *text, size_t len)
{
    struct bench b;
    struct multipart m;
    bool whole, left;

    bench_open(&b);
    feed(&b, &m, (struct str){ text, len }, 7);
    whole = multipart_whole(&m);
    multipart_drop(&m);
    left = bench_close(&b);
    CHECK(!left);
    return !whole;
}

#define REFUSED(text) refused(text, sizeof(text) - 1)

TEST(fields_and_a_file_arrive_whole_whatever_the_pieces)
{
    static const char body[] =
        PART("_csrf") "token\r\n" PART("note") "two\r\nlines\r\n------c\r\n" FILE_PART(
            "paper", "order.pdf") "%PDF-1.7\r\n\0\r\n--x\r\n" PART("last") "\r\n" END;
    static const size_t pieces[] = { 1, 2, 3, 7, 64, sizeof body };
    size_t i;

    for (i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct bench b;
        struct multipart m;
        struct pairs p;
        struct upload_done done;
        struct rw_err e;

        bench_open(&b);
        feed(&b, &m, (struct str){ body, sizeof body - 1 }, pieces[i]);
        CHECK(multipart_whole(&m) && m.n == 4);
        CHECK(multipart_pairs(&m, &b.mem, &p) && p.n == 3);
        CHECK_STR(p.list[0].name, "_csrf");
        CHECK_STR(p.list[0].value, "token");
        CHECK_STR(p.list[1].value, "two\nlines\n------c");
        CHECK_STR(p.list[2].value, "");
        CHECK(m.part[2].is_file && m.part[2].size_bytes == 16);
        CHECK_STR(part_text(&m, m.part[2].value_at, m.part[2].value_len), "order.pdf");
        assert_int_equal(app_upload_end(m.part[2].file, &b.mem, &done, &e), RW_OK);
        assert_string_equal(done.media, "pdf");
        assert_int_equal(done.size_bytes, 16);
        multipart_drop(&m);
        CHECK(bench_close(&b));
    }
}

TEST(a_file_control_left_empty_is_no_file)
{
    static const char body[] = FILE_PART("paper", "") "\r\n" END;
    struct bench b;
    struct multipart m;

    bench_open(&b);
    feed(&b, &m, (struct str){ body, sizeof body - 1 }, 5);
    CHECK(multipart_whole(&m) && m.n == 1 && m.part[0].is_file && !m.part[0].file);
    multipart_drop(&m);
    CHECK(!bench_close(&b));
}

TEST(a_form_that_is_cut_off_or_bent_is_refused_and_leaves_no_file)
{
    CHECK(REFUSED(""));
    CHECK(REFUSED(PART("a") "x"));
    CHECK(REFUSED(PART("a") "x\r\n------b"));
    CHECK(REFUSED(FILE_PART("a", "f") "x\r\n------b\r\n"));
    CHECK(REFUSED("junk\r\n" PART("a") "x\r\n" END));
    CHECK(REFUSED("------b\r\n\r\nx\r\n" END));
    CHECK(REFUSED("------b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n" END));
    CHECK(REFUSED("------b\r\nContent-Disposition: form-data\r\n\r\nx\r\n" END));
    CHECK(REFUSED("------b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n" END));
    CHECK(REFUSED("------b\r\nContent Disposition: form-data; name=\"a\"\r\n\r\nx\r\n" END));
    CHECK(REFUSED("------bX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n" END));
    CHECK(REFUSED(PART("\xff") "x\r\n" END));
}

TEST(a_part_with_an_endless_head_is_refused)
{
    static char body[RW_PART_HEAD_MAX + 4096];
    const char *start = "------b\r\nX-A: ";

    memset(body, 'a', sizeof body);
    memcpy(body, start, strlen(start));
    CHECK(refused(body, sizeof body));
}

TEST(too_many_parts_are_refused)
{
    struct out o;
    size_t i;

    out_init(&o, 1u << 20);
    for (i = 0; i <= RW_MULTIPART_PARTS; i++)
        out_z(&o, PART("a") "x\r\n");
    out_z(&o, END);
    CHECK(refused(o.p, o.len));
    out_free(&o);
}

TEST(values_with_bytes_that_are_no_text_are_refused)
{
    static const char body[] = PART("a") "x\0y\r\n" END;
    struct bench b;
    struct multipart m;
    struct pairs p;

    bench_open(&b);
    feed(&b, &m, (struct str){ body, sizeof body - 1 }, 9);
    CHECK(multipart_whole(&m));
    CHECK(!multipart_pairs(&m, &b.mem, &p));
    multipart_drop(&m);
    (void)bench_close(&b);
}

TEST(a_boundary_that_is_not_sane_is_not_taken)
{
    struct bench b;
    struct multipart m;

    bench_open(&b);
    CHECK(!multipart_start(&m, &b.mem, STR("multipart/form-data"), &b.app, true));
    CHECK(!multipart_start(&m, &b.mem, STR("multipart/form-data; boundary="), &b.app, true));
    CHECK(!multipart_start(&m, &b.mem, STR("multipart/form-data; boundary=a b"), &b.app, true));
    CHECK(!multipart_start(&m, &b.mem, STR("multipart/mixed; boundary=a"), &b.app, true));
    CHECK(!multipart_start(&m, &b.mem, STR("text/plain; boundary=a"), &b.app, true));
    CHECK(multipart_start(&m, &b.mem, STR("multipart/form-data; boundary=\"a\""), &b.app, true));
    multipart_drop(&m);
    (void)bench_close(&b);
}

TEST(a_document_is_what_its_bytes_say)
{
    CHECK(strcmp(media_of(STR("%PDF-1.4\n"), true, false), "pdf") == 0);
    CHECK(strcmp(media_of(STR("\x89PNG\r\n\x1a\n"), false, false), "png") == 0);
    CHECK(strcmp(media_of(STR("\xff\xd8\xff\xe0"), false, false), "jpeg") == 0);
    CHECK(strcmp(media_of(STR("PK\x03\x04"), false, true), "docx") == 0);
    CHECK(strcmp(media_of(STR("PK\x03\x04"), false, false), "") == 0);
    CHECK(strcmp(media_of(STR("hello"), true, false), "text") == 0);
    CHECK(strcmp(media_of(STR("MZ\x90"), false, false), "") == 0);
}
