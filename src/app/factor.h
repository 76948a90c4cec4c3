/* factor.h -- the second factor: codes of a generator, and codes on paper for when it is lost. */
#ifndef RW_APP_FACTOR_H
#define RW_APP_FACTOR_H

#include "app/app.h"

#define RECOVERY_CODES 10

/*
 * factor_use -- does this code belong to the account, now? Used up when it does; inside apply.
 *
 * in      code    six digits of the generator, or a recovery code with or without its dashes
 * out     *left   recovery codes left when one was used, else untouched
 *         *right  false also where the account is not active any more
 */
enum rw_status factor_use(struct act *a, struct str account_id, struct str code, bool *right,
                          int64_t *left) RW_MUST;

/* Ten new recovery codes in place of all earlier ones; inside apply. codes[RECOVERY_CODES] as to be
 * printed; only keyed hashes are kept. */
enum rw_status factor_recovery_new(struct act *a, struct str account_id, struct str *codes) RW_MUST;

/* A one-time code of 128 random bits for an invitation, as to be handed over; and what is kept. */
struct str factor_invite_new(struct arena *a);
struct str factor_invite_key(const struct act *a, struct str typed);

/* What a code generator reads from the picture: "otpauth://totp/Reweave:login?secret=...". */
struct str factor_uri(struct arena *a, struct str login, struct str secret);

/* The secret for typing, in groups of four. */
struct str factor_secret_words(struct arena *a, struct str secret);

#endif
