/* request_kit.h -- privilege, releases and requests of a desk's family in one line each. */
#ifndef RW_TESTS_SUPPORT_REQUEST_KIT_H
#define RW_TESTS_SUPPORT_REQUEST_KIT_H

#include "app/privilege.h"
#include "app/record_request.h"
#include "app/release.h"
#include "support/checkpoint_kit.h"

/* Where letters are kept. */
void request_kit_blobs(struct desk *d);

/* Those who hold custody hold Maya's privilege, by a paper of today. */
void request_kit_settle(struct desk *d);

/* Asked for today by that person of the case: the summaries of Maya's sessions. */
struct str request_kit_ask(struct desk *d, struct str asker);

/* NULL: no grounds. Parts: one where something is given. By Ana. */
enum rw_status request_kit_decide(struct desk *d, struct str id, enum request_outcome outcome,
                                  const char *ground, struct problems *bad);

struct request_item request_kit_get(struct desk *d, struct str id);

/* Of today, for Maya's or an adult's own record, to the recipient, on paper. */
enum rw_status release_kit_add(struct desk *d, struct str subject, struct str recipient,
                               const struct str *signers, size_t n, struct problems *bad,
                               struct str *id);

/* A professional of the case. */
struct str request_kit_professional(struct desk *d, const char *name);

#endif
