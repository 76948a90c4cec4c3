/* seal.c -- one value sealed under the key of its domain. */
#include "crypto/crypto.h"

#include <sodium.h>
#include <string.h>

#define FORMAT 1
#define NONCE_AT 5
#define TEXT_AT (NONCE_AT + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)

_Static_assert(CRYPTO_SEAL_OVERHEAD == TEXT_AT + crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "the overhead that is published");

/* Format and key id are authenticated with the rest, so they can't be swapped either. */
#define AAD_MAX 256

static size_t aad_make(unsigned char buf[static NONCE_AT + AAD_MAX], const unsigned char *head,
                       struct str aad)
{
    memcpy(buf, head, NONCE_AT);
    memcpy(buf + NONCE_AT, aad.p, aad.len);
    return NONCE_AT + aad.len;
}

enum rw_status seal(struct arena *a, const struct key *k, uint32_t key_id, struct str aad,
                    struct str plain, struct str *sealed, struct rw_err *e)
{
    unsigned char bound[NONCE_AT + AAD_MAX];
    unsigned char *b;
    size_t i, nbound;

    if (!aad.len || aad.len > AAD_MAX)
        return RW_FAIL(e, RW_EBUG, "a sealed value is bound to 1 to %d bytes", AAD_MAX);
    b = arena_array(a, unsigned char, plain.len + CRYPTO_SEAL_OVERHEAD);
    if (!b || a->spent)
        return RW_FAIL(e, RW_ELIMIT, "no room to seal %zu bytes", plain.len);
    b[0] = FORMAT;
    for (i = 0; i < 4; i++)
        b[1 + i] = (unsigned char)(key_id >> (24 - 8 * i));
    randombytes_buf(b + NONCE_AT, TEXT_AT - NONCE_AT);
    nbound = aad_make(bound, b, aad);
    crypto_aead_xchacha20poly1305_ietf_encrypt(b + TEXT_AT, NULL, (const unsigned char *)plain.p,
                                               plain.len, bound, nbound, NULL, b + NONCE_AT, k->b);
    *sealed = (struct str){ (const char *)b, plain.len + CRYPTO_SEAL_OVERHEAD };
    return RW_OK;
}

enum rw_status seal_open(struct arena *a, const struct key *k, struct str aad, struct str sealed,
                         struct str *plain, struct rw_err *e)
{
    const unsigned char *b = (const unsigned char *)sealed.p;
    unsigned char bound[NONCE_AT + AAD_MAX];
    unsigned char *text;
    size_t n, nbound;

    if (!aad.len || aad.len > AAD_MAX)
        return RW_FAIL(e, RW_EBUG, "a sealed value is bound to 1 to %d bytes", AAD_MAX);
    if (sealed.len < CRYPTO_SEAL_OVERHEAD || b[0] != FORMAT)
        return RW_FAIL(e, RW_EDEP, "not a sealed value");
    n = sealed.len - CRYPTO_SEAL_OVERHEAD;
    text = arena_array(a, unsigned char, n + 1);
    if (!text || a->spent)
        return RW_FAIL(e, RW_ELIMIT, "no room to open %zu bytes", n);
    nbound = aad_make(bound, b, aad);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, NULL, NULL, b + TEXT_AT,
                                                   sealed.len - TEXT_AT, bound, nbound,
                                                   b + NONCE_AT, k->b) != 0)
        return RW_FAIL(e, RW_EDEP, "a sealed value does not open: wrong key, moved or changed");
    *plain = (struct str){ (const char *)text, n };
    return RW_OK;
}
