#include "crypto/crypto.h"
#include "test.h"

static struct arena arena(void)
{
    struct arena a;

    CHECK(crypto_start(NULL) == RW_OK);
    CHECK(arena_make(&a, 1u << 16));
    return a;
}

TEST(a_password_matches_its_hash_and_no_other)
{
    struct arena a = arena();
    struct str hash, again;

    CHECK(password_hash(&a, STR("correct horse battery staple"), &hash, NULL) == RW_OK);
    CHECK(password_hash(&a, STR("correct horse battery staple"), &again, NULL) == RW_OK);
    CHECK(str_starts(hash, "$argon2id$v=19$m=65536,t=3,p=1$"));
    CHECK(!str_eq(hash, again));
    CHECK(password_check(&a, hash, STR("correct horse battery staple")));
    CHECK(!password_check(&a, hash, STR("correct horse battery stapl")));
    CHECK(!password_check(&a, hash, STR("")));
    CHECK(!password_stale(&a, hash));
    arena_free(&a);
}

TEST(what_is_no_hash_matches_nothing)
{
    struct arena a = arena();
    char longer[200] = { 0 };

    CHECK(!password_check(&a, STR_NULL, STR("")));
    CHECK(!password_check(&a, STR("plain"), STR("plain")));
    CHECK(!password_check(&a, (struct str){ longer, sizeof longer }, STR("")));
    arena_free(&a);
}

/* argon2id with 64 KiB and one pass. */
TEST(a_weaker_hash_still_matches_and_is_stale)
{
    struct arena a = arena();
    struct str weak = STR("$argon2id$v=19$m=64,t=1,p=1$55NK9z4szlVQUCn/yblBUg"
                          "$a6Tphx2xpCRI4zt+cWsOJRk6DI5u6uBdOey7w10jSZ4");

    CHECK(password_check(&a, weak, STR("password")));
    CHECK(password_stale(&a, weak));
    CHECK(password_stale(&a, STR("nonsense")));
    arena_free(&a);
}
