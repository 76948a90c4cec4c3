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

/* FIPS 180-4 examples, as published with the standard. */
TEST(sha256_gives_the_published_values)
{
    struct arena a = arena();

    CHECK_STR(hash_sha256(&a, STR("")),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_STR(hash_sha256(&a, STR("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK_STR(hash_sha256(&a, STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    arena_free(&a);
}

TEST(a_hash_over_pieces_is_that_of_the_whole)
{
    struct arena a = arena();
    struct sha256 h;
    int i;

    sha256_start(&h);
    for (i = 0; i < 1000; i++)
        sha256_add(&h, i % 2 ? (struct str){ "aaaaaaaaaaaaaaaaaa", 18 } : STR("aa"));
    CHECK_STR(sha256_end(&h, &a),
              "27dd1f61b867b6a0f6e9d8a41c43231de52107e53ae424de8f847b821db4b711");
    sha256_start(&h);
    sha256_add(&h, STR("a"));
    sha256_add(&h, STR_NULL);
    sha256_add(&h, STR("bc"));
    CHECK_STR(sha256_end(&h, &a),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    arena_free(&a);
}

TEST(a_keyed_hash_depends_on_key_and_text)
{
    struct arena a = arena();
    struct key k = { { 1 } }, other = { { 2 } };
    struct str h = hash_keyed(&a, &k, STR("text"));

    CHECK(h.len == 64);
    CHECK(str_eq(h, hash_keyed(&a, &k, STR("text"))));
    CHECK(!str_eq(h, hash_keyed(&a, &k, STR("texT"))));
    CHECK(!str_eq(h, hash_keyed(&a, &other, STR("text"))));
    arena_free(&a);
}

TEST(comparing_bytes_minds_length_and_content)
{
    CHECK(same_bytes(STR("abc"), STR("abc")));
    CHECK(same_bytes(STR(""), STR_NULL));
    CHECK(!same_bytes(STR("abc"), STR("abd")));
    CHECK(!same_bytes(STR("abc"), STR("abcd")));
}

/* One subkey must never stand in for another, and a key file must give the same ones for ever: the
 * sum is that of BLAKE2b keyed with the master key, salt 1, personal "reweave_". */
TEST(subkeys_differ_by_purpose_and_stay_the_same)
{
    struct key master = { { 7 } }, keys[KEY_FILES + 1], again;
    struct arena a = arena();
    int i, j;

    for (i = KEY_WRAP; i <= KEY_FILES; i++) {
        key_derive(&master, (enum key_purpose)i, &keys[i]);
        key_derive(&master, (enum key_purpose)i, &again);
        CHECK(memcmp(&again, &keys[i], sizeof again) == 0);
        CHECK(memcmp(&master, &keys[i], sizeof again) != 0);
        for (j = KEY_WRAP; j < i; j++)
            CHECK(memcmp(&keys[j], &keys[i], sizeof again) != 0);
    }
    CHECK_STR(hash_sha256(&a, (struct str){ (char *)keys[KEY_WRAP].b, CRYPTO_KEY }),
              "fadead469026bd9a5e58eea8a31cc555975078848a009bb53e65cf4e4c7d017e");
    key_wipe(&master);
    CHECK(master.b[0] == 0);
    arena_free(&a);
}
