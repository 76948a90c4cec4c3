/* test_main.c -- runs every TEST of the program it is linked into. */
#include "test.h"

static struct CMUnitTest tests[512];
static size_t ntests;

void test_add(const char *name, void (*run)(void **))
{
    if (ntests == sizeof tests / sizeof *tests)
        abort();
    tests[ntests++] = (struct CMUnitTest){ .name = name, .test_func = run };
}

int main(void)
{
    return _cmocka_run_group_tests("reweave", tests, ntests, NULL, NULL);
}
