#include "crypto/crypto.h"
#include "test.h"

#include <string.h>

#define CHUNKS 3

struct sealed_stream {
    struct key k;
    unsigned char header[STREAM_HEADER];
    unsigned char chunk[CHUNKS][64];
    size_t len[CHUNKS];
};

static struct sealed_stream sealed_make(void)
{
    static const char *const texts[CHUNKS] = { "one", "two", "three" };
    struct sealed_stream out;
    struct stream *s;
    size_t i;

    CHECK(crypto_start(NULL) == RW_OK);
    key_random(&out.k);
    CHECK(stream_seal_start(&out.k, &s, out.header, NULL) == RW_OK);
    for (i = 0; i < CHUNKS; i++)
        CHECK(stream_seal_chunk(s, str_of(texts[i]), i == CHUNKS - 1, out.chunk[i], &out.len[i],
                                NULL) == RW_OK);
    CHECK(stream_seal_chunk(s, STR("more"), true, out.chunk[0], &out.len[0], NULL) == RW_EBUG);
    stream_free(s);
    return out;
}

static struct str chunk(const struct sealed_stream *s, size_t i)
{
    return (struct str){ (const char *)s->chunk[i], s->len[i] };
}

/* Opens the chunks in the order given; the status of the first that fails. */
static enum rw_status open_all(const struct sealed_stream *sealed, const size_t *order, size_t n,
                               bool *last)
{
    unsigned char out[64];
    struct stream *s;
    size_t i, len;
    enum rw_status st = stream_open_start(&sealed->k, sealed->header, &s, NULL);

    *last = false;
    for (i = 0; i < n && st == RW_OK; i++)
        st = stream_open_chunk(s, chunk(sealed, order[i]), out, &len, last, NULL);
    stream_free(s);
    return st;
}

TEST(a_stream_opens_in_its_order_and_says_when_it_ends)
{
    struct sealed_stream s = sealed_make();
    bool last;

    CHECK(s.len[0] == 3 + STREAM_TAG);
    CHECK(open_all(&s, (size_t[]){ 0, 1 }, 2, &last) == RW_OK && !last);
    CHECK(open_all(&s, (size_t[]){ 0, 1, 2 }, 3, &last) == RW_OK && last);
}

TEST(chunks_cannot_be_swapped_dropped_or_repeated)
{
    struct sealed_stream s = sealed_make();
    bool last;

    CHECK(open_all(&s, (size_t[]){ 1, 0, 2 }, 3, &last) == RW_EDEP);
    CHECK(open_all(&s, (size_t[]){ 0, 2 }, 2, &last) == RW_EDEP);
    CHECK(open_all(&s, (size_t[]){ 0, 0 }, 2, &last) == RW_EDEP);
    CHECK(open_all(&s, (size_t[]){ 0, 1, 2, 2 }, 4, &last) == RW_EDEP);
}

TEST(every_changed_byte_of_a_chunk_is_found)
{
    struct sealed_stream s = sealed_make();
    bool last;
    size_t i;

    for (i = 0; i < s.len[0]; i++) {
        s.chunk[0][i] ^= 4;
        CHECK(open_all(&s, (size_t[]){ 0 }, 1, &last) == RW_EDEP);
        s.chunk[0][i] ^= 4;
    }
    s.header[3] ^= 1;
    CHECK(open_all(&s, (size_t[]){ 0 }, 1, &last) == RW_EDEP);
    s.header[3] ^= 1;
    s.len[0] = STREAM_TAG - 1;
    CHECK(open_all(&s, (size_t[]){ 0 }, 1, &last) == RW_EDEP);
}

TEST(a_chunk_larger_than_its_ceiling_is_a_mistake_of_ours)
{
    struct sealed_stream s = sealed_make();
    unsigned char header[STREAM_HEADER];
    struct stream *w;
    size_t n;

    CHECK(stream_seal_start(&s.k, &w, header, NULL) == RW_OK);
    CHECK(stream_seal_chunk(w, (struct str){ "", STREAM_CHUNK + 1 }, false, s.chunk[0], &n, NULL) ==
          RW_EBUG);
    stream_free(w);
}
