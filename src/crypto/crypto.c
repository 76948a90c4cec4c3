#include "crypto/crypto.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <string.h>

_Static_assert(CRYPTO_KEY == crypto_kdf_KEYBYTES, "one key size for every primitive");
_Static_assert(CRYPTO_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "");
_Static_assert(CRYPTO_KEY == crypto_secretstream_xchacha20poly1305_KEYBYTES, "");

enum rw_status crypto_start(struct rw_err *e)
{
    if (sodium_init() < 0)
        return RW_FAIL(e, RW_EDEP, "libsodium does not start");
    if (oath_init() != OATH_OK)
        return RW_FAIL(e, RW_EDEP, "liboath does not start");
    return RW_OK;
}

void key_random(struct key *k)
{
    randombytes_buf(k->b, sizeof k->b);
}

void wipe(void *p, size_t n)
{
    if (p)
        sodium_memzero(p, n);
}

void key_wipe(struct key *k)
{
    wipe(k, sizeof *k);
}

void *guarded_new(size_t n)
{
    return sodium_malloc(n);
}

void guarded_free(void *p)
{
    sodium_free(p);
}

void key_derive(const struct key *master, enum key_purpose purpose, struct key *out)
{
    static const char context[crypto_kdf_CONTEXTBYTES] = "reweave_";

    crypto_kdf_derive_from_key(out->b, sizeof out->b, (uint64_t)purpose, context, master->b);
}
