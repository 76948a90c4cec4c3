#include "crypto/crypto.h"
#include "test.h"

#include <string.h>

#define AAD STR("person.name:row1:case1")

struct bench {
    struct arena a;
    struct key k;
};

static struct bench bench_make(void)
{
    struct bench b;

    CHECK(crypto_start(NULL) == RW_OK);
    CHECK(arena_make(&b.a, 1u << 20));
    key_random(&b.k);
    return b;
}

TEST(a_sealed_text_opens_again_and_is_45_bytes_longer)
{
    static const char *const texts[] = { "", "x", "Ana Morales", "1234567890123456" };
    struct bench b = bench_make();
    struct str sealed, plain;
    size_t i;

    for (i = 0; i < sizeof texts / sizeof *texts; i++) {
        CHECK(seal(&b.a, &b.k, 1, AAD, str_of(texts[i]), &sealed, NULL) == RW_OK);
        CHECK(sealed.len == strlen(texts[i]) + CRYPTO_SEAL_OVERHEAD);
        CHECK(seal_open(&b.a, &b.k, AAD, sealed, &plain, NULL) == RW_OK);
        CHECK_STR(plain, texts[i]);
        CHECK(plain.p != NULL);
    }
    arena_free(&b.a);
}

TEST(the_same_text_sealed_twice_differs)
{
    struct bench b = bench_make();
    struct str one, two;

    CHECK(seal(&b.a, &b.k, 1, AAD, STR("same"), &one, NULL) == RW_OK);
    CHECK(seal(&b.a, &b.k, 1, AAD, STR("same"), &two, NULL) == RW_OK);
    CHECK(!str_eq(one, two));
    arena_free(&b.a);
}

TEST(a_value_moved_to_another_column_row_or_case_does_not_open)
{
    static const char *const elsewhere[] = { "person.phone:row1:case1", "person.name:row2:case1",
                                             "person.name:row1:case2", "person.name:row1:case",
                                             "person.name:row1:case11" };
    struct bench b = bench_make();
    struct str sealed, plain;
    size_t i;

    CHECK(seal(&b.a, &b.k, 1, AAD, STR("words"), &sealed, NULL) == RW_OK);
    for (i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        CHECK(seal_open(&b.a, &b.k, str_of(elsewhere[i]), sealed, &plain, NULL) == RW_EDEP);
    arena_free(&b.a);
}

TEST(another_key_does_not_open_it)
{
    struct bench b = bench_make();
    struct str sealed, plain;

    CHECK(seal(&b.a, &b.k, 1, AAD, STR("words"), &sealed, NULL) == RW_OK);
    key_random(&b.k);
    CHECK(seal_open(&b.a, &b.k, AAD, sealed, &plain, NULL) == RW_EDEP);
    arena_free(&b.a);
}

TEST(every_bit_of_a_sealed_value_is_guarded)
{
    struct bench b = bench_make();
    struct str sealed, plain;
    char copy[128];
    size_t i;
    int bit;

    CHECK(seal(&b.a, &b.k, 1, AAD, STR("a child's words"), &sealed, NULL) == RW_OK);
    memcpy(copy, sealed.p, sealed.len);
    for (i = 0; i < sealed.len; i++)
        for (bit = 0; bit < 8; bit++) {
            copy[i] = (char)(copy[i] ^ 1 << bit);
            CHECK(seal_open(&b.a, &b.k, AAD, (struct str){ copy, sealed.len }, &plain, NULL) ==
                  RW_EDEP);
            copy[i] = (char)(copy[i] ^ 1 << bit);
        }
    for (i = 0; i < sealed.len; i++)
        CHECK(seal_open(&b.a, &b.k, AAD, (struct str){ copy, i }, &plain, NULL) == RW_EDEP);
    arena_free(&b.a);
}

TEST(the_key_id_stands_in_the_blob)
{
    struct bench b = bench_make();
    struct str sealed;

    CHECK(seal(&b.a, &b.k, 0x01020304, AAD, STR("x"), &sealed, NULL) == RW_OK);
    CHECK(memcmp(sealed.p, "\x01\x01\x02\x03\x04", 5) == 0);
    arena_free(&b.a);
}

TEST(a_spent_arena_is_a_limit)
{
    struct bench b = bench_make();
    struct arena small;
    struct str sealed = STR("untouched"), plain;

    CHECK(arena_make(&small, 64));
    CHECK(seal(&small, &b.k, 1, AAD, STR("longer than there is room for"), &sealed, NULL) ==
          RW_ELIMIT);
    CHECK_STR(sealed, "untouched");
    CHECK(seal(&b.a, &b.k, 1, AAD, STR("longer than there is room for"), &sealed, NULL) == RW_OK);
    CHECK(seal_open(&small, &b.k, AAD, sealed, &plain, NULL) == RW_ELIMIT);
    CHECK(seal(&b.a, &b.k, 1, STR(""), STR("x"), &sealed, NULL) == RW_EBUG);
    arena_free(&small);
    arena_free(&b.a);
}
