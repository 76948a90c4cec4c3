#include "app/upload.h"

#include "store/blob.h"

#include <string.h>

#define WORD_MARK "word/document.xml"
#define WORD_LEN (sizeof WORD_MARK - 1)

struct upload_sink {
    struct arena own; /* holds this */
    struct blob_writer *blob;
    int64_t size_bytes;
    unsigned char head[MEDIA_HEAD];
    size_t nhead;
    char tail[WORD_LEN]; /* the end of the piece before, where a mark or a letter may be cut */
    size_t ntail;
    bool text, word;
};

struct download {
    struct arena own;
    struct blob_reader *blob;
};

enum rw_status app_upload_start(const struct app *app, struct upload_sink **u, struct rw_err *e)
{
    struct arena own;
    struct upload_sink *sink;
    enum rw_status st;

    *u = NULL;
    if (!arena_make(&own, sizeof *sink + alignof(struct upload_sink)))
        return RW_FAIL(e, RW_ELIMIT, "no memory for an upload");
    sink = arena_new(&own, struct upload_sink);
    st = blob_write_start(app->blobs, &sink->blob, e);
    if (st) {
        arena_free(&own);
        return st;
    }
    sink->text = true;
    sink->own = own;
    *u = sink;
    return RW_OK;
}

/* How many bytes at the end of s begin a letter that has not ended yet. */
static size_t open_letter(struct str s)
{
    size_t back;

    for (back = 1; back <= 3 && back <= s.len; back++) {
        unsigned char c = (unsigned char)s.p[s.len - back];

        if (c >= 0xC0)
            return back < (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u) ? back : 0;
        if (c < 0x80)
            return 0;
    }
    return 0;
}

static bool contains(struct str s, const char *mark, size_t n)
{
    size_t i;

    for (i = 0; i + n <= s.len; i++)
        if (memcmp(s.p + i, mark, n) == 0)
            return true;
    return false;
}

static struct str keep_tail(struct upload_sink *u, struct str s, size_t n)
{
    n = n < s.len ? n : s.len;
    memcpy(u->tail, s.p + s.len - n, n);
    u->ntail = n;
    return (struct str){ s.p, s.len - n };
}

/* Looks at bytes with what was left of the piece before, in pieces of at most 4 KiB. */
static void look(struct upload_sink *u, struct str bytes)
{
    char both[WORD_LEN + 4096];

    while (bytes.len && (u->text || !u->word)) {
        size_t n = bytes.len < 4096 ? bytes.len : 4096;
        struct str seen = { both, u->ntail + n };

        memcpy(both, u->tail, u->ntail);
        memcpy(both + u->ntail, bytes.p, n);
        bytes.p += n;
        bytes.len -= n;
        if (u->text) {
            seen = keep_tail(u, seen, open_letter(seen));
            u->text = str_utf8(seen) && str_clean(seen, true);
            u->ntail = u->text ? u->ntail : 0;
        } else {
            u->word = u->word || contains(seen, WORD_MARK, WORD_LEN);
            (void)keep_tail(u, seen, WORD_LEN - 1);
        }
    }
}

enum rw_status app_upload_write(struct upload_sink *u, struct str bytes, struct rw_err *e)
{
    size_t room = MEDIA_HEAD - u->nhead, n = bytes.len < room ? bytes.len : room;

    if (n)
        memcpy(u->head + u->nhead, bytes.p, n);
    u->nhead += n;
    u->size_bytes += (int64_t)bytes.len;
    look(u, bytes);
    return blob_write(u->blob, bytes, e);
}

enum rw_status app_upload_end(struct upload_sink *u, struct arena *a, struct upload_done *done,
                              struct rw_err *e)
{
    struct blob_ref ref;
    enum rw_status st = blob_write_end(u->blob, a, &ref, e);

    if (st)
        return st;
    *done = (struct upload_done){
        .file = ref.file,
        .key = ref.key,
        .content_hash = ref.content_hash,
        .size_bytes = ref.size_bytes,
        .media = media_of((struct str){ (const char *)u->head, u->nhead },
                          u->text && u->ntail == 0 && u->size_bytes > 0, u->word),
    };
    return RW_OK;
}

void app_upload_drop(struct upload_sink *u)
{
    struct arena own;

    if (!u)
        return;
    blob_write_drop(u->blob);
    own = u->own;
    arena_free(&own);
}

const char *media_of(struct str head, bool text, bool word)
{
    if (str_starts(head, "%PDF-"))
        return "pdf";
    if (str_starts(head, "\x89PNG\r\n\x1a\n"))
        return "png";
    if (str_starts(head, "\xFF\xD8\xFF"))
        return "jpeg";
    if (str_starts(head, "PK\x03\x04") && word)
        return "docx";
    return text ? "text" : "";
}

const char *media_type(struct str media)
{
    static const struct {
        const char *word, *type;
    } rows[] = {
        { "pdf", "application/pdf" },
        { "png", "image/png" },
        { "jpeg", "image/jpeg" },
        { "text", "text/plain; charset=utf-8" },
        { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    };
    size_t i;

    for (i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(media, rows[i].word))
            return rows[i].type;
    return "application/octet-stream";
}

static enum rw_status start(const struct app *app, struct blob_ref ref, struct download **d,
                            struct rw_err *e)
{
    struct arena own;
    struct download *down;
    enum rw_status st;

    *d = NULL;
    if (!arena_make(&own, sizeof *down + alignof(struct download)))
        return RW_FAIL(e, RW_ELIMIT, "no memory for a download");
    down = arena_new(&own, struct download);
    st = blob_read_start(app->blobs, &ref, &down->blob, e);
    if (st) {
        arena_free(&own);
        return st;
    }
    down->own = own;
    *d = down;
    return RW_OK;
}

enum rw_status app_download_start(const struct app *app, struct str file, struct str key,
                                  int64_t size_bytes, struct download **d, struct rw_err *e)
{
    return start(app, (struct blob_ref){ .file = file, .key = key, .size_bytes = size_bytes }, d,
                 e);
}

enum rw_status app_download_check(const struct app *app, struct str file, struct str key,
                                  struct str hash, int64_t size_bytes, struct arena *a,
                                  struct rw_err *e)
{
    struct blob_ref ref = {
        .file = file, .key = key, .content_hash = hash, .size_bytes = size_bytes
    };
    unsigned char *piece = arena_array(a, unsigned char, STREAM_CHUNK);
    struct download *d = NULL;
    size_t n = 1;
    enum rw_status st;

    if (a->spent)
        return RW_FAIL(e, RW_ELIMIT, "request arena is spent");
    if (!hash.len)
        return RW_FAIL(e, RW_EDEP, "a file without its hash");
    st = start(app, ref, &d, e);
    while (!st && n)
        st = app_download_read(d, piece, &n, e);
    app_download_end(d);
    return st;
}

enum rw_status app_download_read(struct download *d, unsigned char *buf, size_t *n,
                                 struct rw_err *e)
{
    return blob_read(d->blob, buf, n, e);
}

void app_download_end(struct download *d)
{
    struct arena own;

    if (!d)
        return;
    blob_read_end(d->blob);
    own = d->own;
    arena_free(&own);
}

size_t app_download_piece(void)
{
    return STREAM_CHUNK;
}

static enum rw_status read_whole(const struct app *app, const struct upload_done *done,
                                 struct arena *a, struct str *text, struct rw_err *e)
{
    size_t room = (size_t)done->size_bytes + STREAM_CHUNK, n = 1, len = 0;
    unsigned char *p = arena_array(a, unsigned char, room);
    struct download *d;
    enum rw_status st;

    if (!p || a->spent)
        return RW_FAIL(e, RW_ELIMIT, "request arena is spent");
    st = app_download_start(app, done->file, done->key, done->size_bytes, &d, e);
    if (st)
        return st;
    while (!st && n && len <= (size_t)done->size_bytes) {
        st = app_download_read(d, p + len, &n, e);
        len += n;
    }
    app_download_end(d);
    *text = (struct str){ (const char *)p, len };
    return st;
}

enum rw_status app_upload_read(const struct app *app, const struct upload_done *done,
                               int64_t max_bytes, struct arena *a, struct str *text,
                               struct rw_err *e)
{
    enum rw_status st = RW_ELIMIT;

    if (done->size_bytes <= max_bytes)
        st = read_whole(app, done, a, text, e);
    blob_remove(app->blobs, done->file);
    return st;
}
