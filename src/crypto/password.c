/* password.c -- argon2id: how a password is kept and tried. */
#include "crypto/crypto.h"

#include <sodium.h>
#include <string.h>

#define PASSWORD_MEMORY (64u << 20)
#define PASSWORD_PASSES 3

enum rw_status password_hash(struct arena *a, struct str password, struct str *hash,
                             struct rw_err *e)
{
    char *z = arena_array(a, char, crypto_pwhash_STRBYTES);

    if (!z || a->spent)
        return RW_FAIL(e, RW_ELIMIT, "no room for a hash");
    if (crypto_pwhash_str_alg(z, password.p ? password.p : "", password.len, PASSWORD_PASSES,
                              PASSWORD_MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return RW_FAIL(e, RW_EDEP, "no memory to hash a password");
    *hash = str_of(z);
    return RW_OK;
}

/* The library wants a closing NUL; a stored hash is shorter than its buffer. */
static bool hash_z(struct str hash, char z[static crypto_pwhash_STRBYTES])
{
    memset(z, 0, crypto_pwhash_STRBYTES);
    if (!hash.len || hash.len >= crypto_pwhash_STRBYTES)
        return false;
    memcpy(z, hash.p, hash.len);
    return true;
}

bool password_check(struct arena *a, struct str hash, struct str password)
{
    char z[crypto_pwhash_STRBYTES];

    (void)a;
    return hash_z(hash, z) &&
           crypto_pwhash_str_verify(z, password.p ? password.p : "", password.len) == 0;
}

bool password_stale(struct arena *a, struct str hash)
{
    char z[crypto_pwhash_STRBYTES];

    (void)a;
    return !hash_z(hash, z) ||
           crypto_pwhash_str_needs_rehash(z, PASSWORD_PASSES, PASSWORD_MEMORY) != 0;
}
