/* totp.c -- the second factor: six digits that change every half minute. */
#include "crypto/crypto.h"

#include <liboath/oath.h>
#include <sodium.h>

#define DIGITS 6
#define STEP_SECONDS 30
#define EITHER_SIDE 1
#define SECRET_BYTES 20 /* as long as SHA-1's result: RFC 4226, section 4 */

static bool step_matches(struct str secret, struct str code, int64_t step)
{
    char want[DIGITS + 1];

    if (oath_totp_generate(secret.p, secret.len, (time_t)(step * STEP_SECONDS), STEP_SECONDS, 0,
                           DIGITS, want) != OATH_OK)
        return false;
    return same_bytes(code, (struct str){ want, DIGITS });
}

bool totp_check(struct str secret, struct str code, int64_t now_utc, int64_t last_step,
                int64_t *step)
{
    int64_t now = now_utc / STEP_SECONDS, s, found = -1;

    if (code.len != DIGITS || !secret.len || now_utc < 0)
        return false;
    /* Every step is tried, so that the time taken says nothing about which one matched. */
    for (s = now - EITHER_SIDE; s <= now + EITHER_SIDE; s++)
        if (s >= 0 && step_matches(secret, code, s) && s > last_step && found < 0)
            found = s;
    if (found < 0)
        return false;
    *step = found;
    return true;
}

struct str totp_secret_new(struct arena *a)
{
    char *b = arena_array(a, char, SECRET_BYTES);

    if (!b)
        return STR("");
    randombytes_buf(b, SECRET_BYTES);
    return (struct str){ b, SECRET_BYTES };
}
