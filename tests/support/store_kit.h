/* store_kit.h -- a fresh database for one test, on either engine, and a row in every table of it.
 *
 * A file of tests that uses TEST_BOTH names REWEAVE_TEST_PG, so that the runner gives it a server;
 * without one the half on PostgreSQL says that it was skipped. */
#ifndef RW_TESTS_SUPPORT_STORE_KIT_H
#define RW_TESTS_SUPPORT_STORE_KIT_H

#include "store/query.h"
#include "test.h"

struct store_kit {
    struct db_config c;
    struct key key;
    struct arena a; /* for the test's own use */
    bool postgres;
    char dir[128], path[160], url[512], schema[48];
};

bool store_kit_make(struct store_kit *k, bool postgres); /* false: no server to test with */
void store_kit_drop(struct store_kit *k);

/* A writing connection with all migrations applied. */
struct db *store_kit_open(struct store_kit *k);

/* Ids that read well: the words, filled up to the length of an id. */
struct str store_kit_id(struct arena *a, const char *words);

/*
 * store_kit_plant -- one row in each table; every id in it is x, every number n, and every sealed
 * text says where it stands ("planted person.name x").
 *
 * store_kit_planted reads the sealed columns back and CHECKs each.
 */
void store_kit_plant(struct db *db, struct arena *a, struct str x, int64_t n);
void store_kit_planted(struct db *db, struct arena *a, struct str x);

#define TEST_BOTH(name)                                                                            \
    static void name(struct store_kit *k);                                                         \
    static void name##_there(bool postgres)                                                        \
    {                                                                                              \
        struct store_kit k;                                                                        \
        if (!store_kit_make(&k, postgres)) {                                                       \
            print_message("skipped: " #name " on PostgreSQL (REWEAVE_TEST_PG is not set)\n");      \
            skip();                                                                                \
        }                                                                                          \
        name(&k);                                                                                  \
        store_kit_drop(&k);                                                                        \
    }                                                                                              \
    TEST(name##_on_sqlite)                                                                         \
    {                                                                                              \
        name##_there(false);                                                                       \
    }                                                                                              \
    TEST(name##_on_postgres)                                                                       \
    {                                                                                              \
        name##_there(true);                                                                        \
    }                                                                                              \
    static void name(struct store_kit *k)

/* Fails with the note of e, which says more than a line number. */
#define CHECK_OK(call)                                                                             \
    do {                                                                                           \
        struct rw_err e = { 0 };                                                                   \
        if ((call) != RW_OK)                                                                       \
            fail_msg("%s: %s (%s)", #call, e.note, e.func ? e.func : "?");                         \
    } while (0)

#endif
