/* staff_kit.h -- a practice on a fresh database with people who can sign in, and a clock to turn. */
#ifndef RW_TESTS_SUPPORT_STAFF_KIT_H
#define RW_TESTS_SUPPORT_STAFF_KIT_H

#include "app/account.h"
#include "app/enrol.h"
#include "app/session.h"
#include "app/signin.h"
#include "support/store_kit.h"

#define STAFF_NOW INT64_C(1795341600) /* 2026-11-22T10:00:00Z */
#define STAFF_PASSWORD "four ordinary words"

struct staff_kit {
    struct app app;
    struct arena mem, app_mem;
    struct db *db; /* reading */
    struct act act; /* of the local console until somebody signs in */
    int64_t now_utc;
};

void staff_kit_make(struct staff_kit *k, struct store_kit *store);
void staff_kit_drop(struct staff_kit *k);

/* A new request: nobody yet, from the address 192.0.2.N. */
void staff_kit_request(struct staff_kit *k, int address);
void staff_kit_console(struct staff_kit *k); /* a new act of the local console */

/* An active account; secret in *secret, id returned. */
struct str staff_kit_person(struct staff_kit *k, const char *login, uint32_t roles,
                            struct str *secret);

/* The six digits that a generator shows at this moment. */
struct str staff_kit_code(struct staff_kit *k, struct str secret, int64_t at_utc);

/* Both steps from a browser; the viewer is set from the new session. CHECKs that it worked. */
struct signin staff_kit_sign_in(struct staff_kit *k, const char *login, struct str secret,
                                struct str device);

/* How often this action stands in the log. */
size_t staff_kit_events(struct staff_kit *k, const char *action);

#endif
