/* hash.c -- SHA-256 and keyed hashes over libsodium. */
#include "crypto/crypto.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct sha256), "room for the state");

static struct str hex(struct arena *a, const unsigned char *b, size_t n)
{
    char *z = arena_array(a, char, 2 * n + 1);

    if (!z)
        return STR("");
    sodium_bin2hex(z, 2 * n + 1, b, n);
    return (struct str){ z, 2 * n };
}

struct str hash_keyed(struct arena *a, const struct key *k, struct str text)
{
    unsigned char h[crypto_generichash_BYTES];

    crypto_generichash(h, sizeof h, (const unsigned char *)text.p, text.len, k->b, sizeof k->b);
    return hex(a, h, sizeof h);
}

struct str hash_sha256(struct arena *a, struct str bytes)
{
    unsigned char h[crypto_hash_sha256_BYTES];

    crypto_hash_sha256(h, (const unsigned char *)bytes.p, bytes.len);
    return hex(a, h, sizeof h);
}

bool same_bytes(struct str x, struct str y)
{
    return x.len == y.len && (x.len == 0 || sodium_memcmp(x.p, y.p, x.len) == 0);
}

/* The library's state wants its own alignment, hence the copies. */
void sha256_start(struct sha256 *h)
{
    crypto_hash_sha256_state s;

    crypto_hash_sha256_init(&s);
    memcpy(h->state, &s, sizeof s);
}

void sha256_add(struct sha256 *h, struct str bytes)
{
    crypto_hash_sha256_state s;

    memcpy(&s, h->state, sizeof s);
    crypto_hash_sha256_update(&s, (const unsigned char *)bytes.p, bytes.len);
    memcpy(h->state, &s, sizeof s);
}

struct str sha256_end(struct sha256 *h, struct arena *a)
{
    unsigned char sum[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state s;

    memcpy(&s, h->state, sizeof s);
    crypto_hash_sha256_final(&s, sum);
    wipe(h, sizeof *h);
    return hex(a, sum, sizeof sum);
}
