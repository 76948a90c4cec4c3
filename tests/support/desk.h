/* desk.h -- a practice at work for tests of use cases: staff, the embedded content, one family.
 *
 * Everything is made through the use cases themselves, on the database of a store_kit. */
#ifndef RW_TESTS_SUPPORT_DESK_H
#define RW_TESTS_SUPPORT_DESK_H

#include "app/app.h"
#include "core/protocol.h"
#include "support/store_kit.h"

#define DESK_ZONE "America/Los_Angeles"
#define DESK_PAPERS 3 /* of the family: who holds custody of Maya, and both consents */
#define DESK_LICENSED_UNTIL "2035-12-31" /* ana and sam, each with the required competence */

struct desk {
    struct store_kit *kit;
    struct db *db; /* reads */
    struct writer *writer;
    struct arena mem;
    struct protocol protocol;
    struct app app;
    int64_t now_utc; /* of the next act; tests may move it */
    struct str ana, sam, olga; /* accounts: lead therapist, co-therapist, office */
    struct str case_id, maya, dana, robin; /* a child, contact in question, child's main home */
};

/* At 2026-03-02 17:00 UTC, a Monday, 09:00 in DESK_ZONE. */
void desk_open(struct desk *d, struct store_kit *k);
void desk_close(struct desk *d);

/* A licence and the required competence of that account, as desk_open records them. */
void desk_credentials(struct desk *d, struct str account);

/* One request of that person; with password and code just given, or not. */
struct act desk_act(struct desk *d, struct str account, bool reauthed);

/* A second family, opened by that account, with one child of the given name. */
struct str desk_family(struct desk *d, struct str account, const char *title, struct str *child);

#define CHECK_ACT(a, call)                                                                         \
    do {                                                                                           \
        enum rw_status check_st_ = (call);                                                         \
        if (check_st_)                                                                             \
            fail_msg("%s: %s: %s (%.*s)", #call, rw_status_word(check_st_), (a).err.note,          \
                     STR_ARG((a).bad.n ? (a).bad.list[0].text : STR("no problem")));               \
    } while (0)

#endif
