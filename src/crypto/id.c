/* id.c -- ids that can't be guessed and tell no order. */
#include "crypto/crypto.h"

#include <sodium.h>

/* Five bits a character, the last one padded with zero bits; n characters. */
static void base32_write(char *z, size_t n, const unsigned char *b, size_t len,
                         const char alphabet[static 32])
{
    size_t i;

    for (i = 0; i < n; i++) {
        size_t bit = i * 5, at = bit / 8;
        unsigned two = (unsigned)b[at] << 8 | (at + 1 < len ? b[at + 1] : 0u);

        z[i] = alphabet[(two >> (11 - bit % 8)) & 31];
    }
}

struct str id_new(struct arena *a)
{
    unsigned char b[16];
    char *z = arena_array(a, char, CRYPTO_ID_LEN + 1);

    if (!z)
        return STR("");
    randombytes_buf(b, sizeof b);
    base32_write(z, CRYPTO_ID_LEN, b, sizeof b, "abcdefghijklmnopqrstuvwxyz234567");
    return (struct str){ z, CRYPTO_ID_LEN };
}

struct str base32(struct arena *a, struct str bytes)
{
    size_t n = (bytes.len * 8 + 4) / 5;
    char *z = arena_array(a, char, n + 1);

    if (!z || a->spent)
        return STR("");
    base32_write(z, n, (const unsigned char *)bytes.p, bytes.len,
                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    return (struct str){ z, n };
}

static int base32_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

struct str base32_open(struct arena *a, struct str text)
{
    size_t n = text.len * 5 / 8, i, at = 0;
    unsigned char *z = arena_array(a, unsigned char, n + 1);
    unsigned bits = 0, have = 0;

    for (i = 0; z && !a->spent && i < text.len; i++) {
        int v = base32_value(text.p[i]);

        if (v < 0)
            return STR_NULL;
        bits = (bits << 5 | (unsigned)v) & 0xfffu;
        have += 5;
        if (have >= 8) {
            have -= 8;
            z[at++] = (unsigned char)(bits >> have & 0xffu);
        }
    }
    return z && !a->spent ? (struct str){ (const char *)z, at } : STR_NULL;
}

struct str token_new(struct arena *a)
{
    unsigned char b[32];
    char *z = arena_array(a, char, CRYPTO_TOKEN_LEN + 1);

    if (!z)
        return STR("");
    randombytes_buf(b, sizeof b);
    sodium_bin2base64(z, CRYPTO_TOKEN_LEN + 1, b, sizeof b,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    wipe(b, sizeof b);
    return (struct str){ z, CRYPTO_TOKEN_LEN };
}
