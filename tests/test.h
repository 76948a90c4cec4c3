/* test.h -- a test is a sentence: TEST(gate_holds_when_a_fact_is_unknown) { CHECK(...); }
 *
 * Each file of tests is one program; cmocka runs what TEST has put on the list. */
#ifndef RW_TESTS_TEST_H
#define RW_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* cmocka wants the four above before it */
#include <cmocka.h>

void test_add(const char *name, void (*run)(void **));

#define TEST(name)                                                                                 \
    static void name(void **state);                                                                \
    __attribute__((constructor)) static void add_##name(void)                                      \
    {                                                                                              \
        test_add(#name, name);                                                                     \
    }                                                                                              \
    static void name(void **state __attribute__((unused)))

#define CHECK(cond) assert_true(cond)
#define CHECK_STR(s, lit)                                                                          \
    do {                                                                                           \
        struct str check_str_ = (s);                                                               \
        if (!str_is(check_str_, (lit)))                                                            \
            fail_msg("got \"%.*s\", wanted \"%s\"", STR_ARG(check_str_), (lit));                   \
    } while (0)

#endif
