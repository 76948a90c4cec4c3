/* crypto.h -- a thin face over libsodium: bytes in, bytes out. No file, no clock, no policy. */
#ifndef RW_CRYPTO_CRYPTO_H
#define RW_CRYPTO_CRYPTO_H

#include "base/err.h"
#include "base/str.h"

#define CRYPTO_KEY 32
#define CRYPTO_SEAL_OVERHEAD 45 /* format 1, key id 4, nonce 24, tag 16 */
#define CRYPTO_ID_LEN 26 /* letters and digits of a random 128-bit id */
#define CRYPTO_TOKEN_LEN 43 /* base64url of 32 random bytes */

/* 32 bytes that never leave locked memory in the long run; on the stack wipe with key_wipe. */
struct key {
    unsigned char b[CRYPTO_KEY];
};

/* Once per process, before anything else here. */
enum rw_status crypto_start(struct rw_err *e) RW_MUST;

void key_random(struct key *k);
void key_wipe(struct key *k);
void wipe(void *p, size_t n);

/* Memory for keys: guard pages around it, out of swap and core dumps, wiped when given back. */
void *guarded_new(size_t n); /* NULL when none is to be had */
void guarded_free(void *p); /* safe on NULL */

/*
 * key_derive -- a subkey for one purpose (crypto_kdf, context "reweave_").
 *
 * in      purpose   a number of enum key_purpose; never reused for another meaning
 */
enum key_purpose {
    KEY_WRAP = 1,
    KEY_PRACTICE,
    KEY_LOOKUP,
    KEY_SESSION,
    KEY_CSRF,
    KEY_FILES,
    KEY_PASS
};
void key_derive(const struct key *master, enum key_purpose purpose, struct key *out);

/*
 * seal -- XChaCha20-Poly1305, random nonce: format(1) | key id(4) | nonce(24) | ciphertext + tag.
 *
 * in      key_id  0 the practice domain, 1 a case domain (kept in the blob for later rotation)
 *         aad     "table.column:row id:case id", so that a blob can't be moved between rows
 * out     sealed text in a; RW_ELIMIT when the arena is spent
 */
enum rw_status seal(struct arena *a, const struct key *k, uint32_t key_id, struct str aad,
                    struct str plain, struct str *sealed, struct rw_err *e) RW_MUST;

/* errors  RW_EDEP  not a sealed blob, wrong key, or moved from another row */
enum rw_status seal_open(struct arena *a, const struct key *k, struct str aad, struct str sealed,
                         struct str *plain, struct rw_err *e) RW_MUST;

/* Keyed 256-bit hash as 64 hex characters in a (exact look-up of folded text, cookie marks). */
struct str hash_keyed(struct arena *a, const struct key *k, struct str text);
struct str hash_sha256(struct arena *a, struct str bytes); /* 64 hex characters */
bool same_bytes(struct str x, struct str y); /* constant time for equal lengths */

/* A new id: 128 random bits as 26 characters of a-z2-7. */
struct str id_new(struct arena *a);
/* A secret token for a cookie, link or form: 256 random bits, base64url. */
struct str token_new(struct arena *a);

/*
 * password_hash -- argon2id, parameters within the string (64 MiB, t=3; source security.md 5).
 *
 * Slow on purpose (about 100 ms): the caller holds one of the two slots (app/slots.h).
 */
enum rw_status password_hash(struct arena *a, struct str password, struct str *hash,
                             struct rw_err *e) RW_MUST;
bool password_check(struct arena *a, struct str hash, struct str password);
bool password_stale(struct arena *a, struct str hash); /* made with weaker parameters */

/*
 * totp_check -- RFC 6238, SHA-1, 6 digits, 30 s, one step either side.
 *
 * in      secret  raw bytes; last_step the newest step already used (single use)
 * out     *step   the step matched; false leaves it untouched
 */
bool totp_check(struct str secret, struct str code, int64_t now_utc, int64_t last_step,
                int64_t *step);
struct str totp_secret_new(struct arena *a); /* 20 random bytes */
struct str base32(struct arena *a, struct str bytes); /* RFC 4648, no padding */
struct str base32_open(struct arena *a, struct str text); /* STR_NULL where base32 made it not */

/* A stream of sealed chunks for attachments (secretstream), 64 KiB of plain text a chunk. */
#define STREAM_CHUNK (64u << 10)
#define STREAM_HEADER 24
#define STREAM_TAG 17
struct stream;
enum rw_status stream_seal_start(const struct key *k, struct stream **s,
                                 unsigned char header[STREAM_HEADER], struct rw_err *e) RW_MUST;
enum rw_status stream_seal_chunk(struct stream *s, struct str plain, bool last, unsigned char *out,
                                 size_t *outlen, struct rw_err *e) RW_MUST;
enum rw_status stream_open_start(const struct key *k, const unsigned char header[STREAM_HEADER],
                                 struct stream **s, struct rw_err *e) RW_MUST;
enum rw_status stream_open_chunk(struct stream *s, struct str sealed, unsigned char *out,
                                 size_t *outlen, bool *last, struct rw_err *e) RW_MUST;
void stream_free(struct stream *s);

/* SHA-256 over pieces. */
struct sha256 {
    unsigned char state[128];
};
void sha256_start(struct sha256 *h);
void sha256_add(struct sha256 *h, struct str bytes);
struct str sha256_end(struct sha256 *h, struct arena *a); /* 64 hex characters */

#endif
