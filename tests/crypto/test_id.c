#include "crypto/crypto.h"
#include "test.h"

#include <string.h>

static struct arena arena(void)
{
    struct arena a;

    CHECK(crypto_start(NULL) == RW_OK);
    CHECK(arena_make(&a, 1u << 20));
    return a;
}

/* RFC 4648, section 10, without the padding. */
TEST(base32_gives_the_published_values)
{
    struct arena a = arena();

    CHECK_STR(base32(&a, STR("")), "");
    CHECK_STR(base32(&a, STR("f")), "MY");
    CHECK_STR(base32(&a, STR("fo")), "MZXQ");
    CHECK_STR(base32(&a, STR("foo")), "MZXW6");
    CHECK_STR(base32(&a, STR("foob")), "MZXW6YQ");
    CHECK_STR(base32(&a, STR("fooba")), "MZXW6YTB");
    CHECK_STR(base32(&a, STR("foobar")), "MZXW6YTBOI");
    CHECK_STR(base32_open(&a, STR("MZXW6YTBOI")), "foobar");
    CHECK_STR(base32_open(&a, STR("MZXW6YQ")), "foob");
    CHECK(base32_open(&a, STR("")).len == 0 && !base32_open(&a, STR("mzxq")).p);
    CHECK(!base32_open(&a, STR("MZ=Q")).p && !base32_open(&a, STR("MZ1Q")).p);
    arena_free(&a);
}

TEST(ids_are_26_letters_and_digits_and_never_the_same)
{
    struct arena a = arena();
    struct str ids[500];
    size_t i, j;

    for (i = 0; i < 500; i++) {
        ids[i] = id_new(&a);
        CHECK(ids[i].len == CRYPTO_ID_LEN);
        CHECK(strspn(ids[i].p, "abcdefghijklmnopqrstuvwxyz234567") == CRYPTO_ID_LEN);
        for (j = 0; j < i; j++)
            CHECK(!str_eq(ids[i], ids[j]));
    }
    arena_free(&a);
}

/* Every one of the 128 bits reaches the text: over many ids each place takes many values. */
TEST(every_place_of_an_id_varies)
{
    struct arena a = arena();
    bool seen[CRYPTO_ID_LEN][128] = { { false } };
    size_t i, j, n;

    for (i = 0; i < 1000; i++) {
        struct str id = id_new(&a);

        for (j = 0; j < id.len; j++)
            seen[j][(unsigned char)id.p[j]] = true;
    }
    for (j = 0; j < CRYPTO_ID_LEN; j++) {
        for (n = 0, i = 0; i < 128; i++)
            n += seen[j][i];
        /* The last one carries three bits. */
        CHECK(n == (j + 1 == CRYPTO_ID_LEN ? 8 : 32));
    }
    arena_free(&a);
}

TEST(tokens_are_43_characters_that_a_url_keeps)
{
    struct arena a = arena();
    struct str t = token_new(&a);

    CHECK(t.len == CRYPTO_TOKEN_LEN);
    CHECK(strspn(t.p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == t.len);
    CHECK(!str_eq(t, token_new(&a)));
    arena_free(&a);
}
