#include "crypto/crypto.h"
#include "test.h"

#define NEVER (-1)
#define SECRET STR("12345678901234567890")

/* RFC 6238, appendix B, SHA-1: the last six of the eight published digits. */
static const struct {
    int64_t at;
    const char *code;
} published[] = {
    { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
    { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
};

TEST(the_published_codes_match_at_their_time)
{
    size_t i;
    int64_t step;

    CHECK(crypto_start(NULL) == RW_OK);
    for (i = 0; i < sizeof published / sizeof *published; i++) {
        CHECK(totp_check(SECRET, str_of(published[i].code), published[i].at, NEVER, &step));
        CHECK(step == published[i].at / 30);
    }
}

TEST(a_code_holds_one_step_either_side_and_no_longer)
{
    int64_t step = 99;

    CHECK(crypto_start(NULL) == RW_OK);
    CHECK(totp_check(SECRET, STR("005924"), 1234567890 - 30, NEVER, &step));
    CHECK(step == 1234567890 / 30);
    CHECK(totp_check(SECRET, STR("005924"), 1234567890 + 30, NEVER, &step));
    step = 99;
    CHECK(!totp_check(SECRET, STR("005924"), 1234567890 - 60, NEVER, &step));
    CHECK(!totp_check(SECRET, STR("005924"), 1234567890 + 60, NEVER, &step));
    CHECK(step == 99);
}

TEST(a_code_is_good_once)
{
    int64_t step;

    CHECK(crypto_start(NULL) == RW_OK);
    CHECK(totp_check(SECRET, STR("287082"), 59, NEVER, &step));
    CHECK(!totp_check(SECRET, STR("287082"), 59, step, &step));
    CHECK(!totp_check(SECRET, STR("287082"), 59, step + 1, &step));
    CHECK(totp_check(SECRET, STR("287082"), 59, step - 1, &step));
}

TEST(anything_but_six_digits_is_refused)
{
    static const char *const codes[] = { "",       "28708",   "2870820", "94287082",
                                         "28708a", " 287082", "287083",  "287082 " };
    int64_t step;
    size_t i;

    CHECK(crypto_start(NULL) == RW_OK);
    for (i = 0; i < sizeof codes / sizeof *codes; i++)
        CHECK(!totp_check(SECRET, str_of(codes[i]), 59, NEVER, &step));
    CHECK(!totp_check(STR(""), STR("287082"), 59, NEVER, &step));
    CHECK(!totp_check(SECRET, STR("287082"), -1, NEVER, &step));
}

TEST(a_secret_is_twenty_random_bytes)
{
    struct arena a;
    struct str one, two;

    CHECK(crypto_start(NULL) == RW_OK);
    CHECK(arena_make(&a, 4096));
    one = totp_secret_new(&a);
    two = totp_secret_new(&a);
    CHECK(one.len == 20 && two.len == 20 && !str_eq(one, two));
    arena_free(&a);
}
