/* stream.c -- files sealed in pieces, so that none is ever whole in memory. */
#include "crypto/crypto.h"

#include <sodium.h>

_Static_assert(STREAM_HEADER == crypto_secretstream_xchacha20poly1305_HEADERBYTES, "");
_Static_assert(STREAM_TAG == crypto_secretstream_xchacha20poly1305_ABYTES, "");

struct stream {
    crypto_secretstream_xchacha20poly1305_state state;
    bool ended;
};

static struct stream *stream_new(void)
{
    struct stream *s = guarded_new(sizeof *s);

    if (s)
        s->ended = false;
    return s;
}

enum rw_status stream_seal_start(const struct key *k, struct stream **s,
                                 unsigned char header[STREAM_HEADER], struct rw_err *e)
{
    *s = stream_new();
    if (!*s)
        return RW_FAIL(e, RW_EDEP, "no guarded memory for a stream");
    crypto_secretstream_xchacha20poly1305_init_push(&(*s)->state, header, k->b);
    return RW_OK;
}

enum rw_status stream_seal_chunk(struct stream *s, struct str plain, bool last, unsigned char *out,
                                 size_t *outlen, struct rw_err *e)
{
    unsigned char tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
    unsigned long long n = 0;

    if (s->ended || plain.len > STREAM_CHUNK)
        return RW_FAIL(e, RW_EBUG, "a chunk too long or after the last");
    crypto_secretstream_xchacha20poly1305_push(&s->state, out, &n, (const unsigned char *)plain.p,
                                               plain.len, NULL, 0, tag);
    s->ended = last;
    *outlen = (size_t)n;
    return RW_OK;
}

enum rw_status stream_open_start(const struct key *k, const unsigned char header[STREAM_HEADER],
                                 struct stream **s, struct rw_err *e)
{
    *s = stream_new();
    if (!*s)
        return RW_FAIL(e, RW_EDEP, "no guarded memory for a stream");
    if (crypto_secretstream_xchacha20poly1305_init_pull(&(*s)->state, header, k->b) == 0)
        return RW_OK;
    stream_free(*s);
    *s = NULL;
    return RW_FAIL(e, RW_EDEP, "not a sealed stream");
}

enum rw_status stream_open_chunk(struct stream *s, struct str sealed, unsigned char *out,
                                 size_t *outlen, bool *last, struct rw_err *e)
{
    unsigned char tag = 0;
    unsigned long long n = 0;

    if (s->ended)
        return RW_FAIL(e, RW_EDEP, "bytes behind the last chunk");
    if (sealed.len < STREAM_TAG || sealed.len > STREAM_CHUNK + STREAM_TAG ||
        crypto_secretstream_xchacha20poly1305_pull(
            &s->state, out, &n, &tag, (const unsigned char *)sealed.p, sealed.len, NULL, 0) != 0)
        return RW_FAIL(e, RW_EDEP, "a chunk does not open: wrong key, moved or changed");
    s->ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    *last = s->ended;
    *outlen = (size_t)n;
    return RW_OK;
}

void stream_free(struct stream *s)
{
    guarded_free(s);
}
