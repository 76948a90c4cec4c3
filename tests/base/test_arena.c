#include "test.h"

#include "base/arena.h"
#include "base/limits.h"

#include <string.h>

TEST(what_is_taken_is_zeroed_aligned_and_apart)
{
    struct arena a;
    char *c;
    int64_t *n;

    CHECK(arena_make(&a, 1024));
    c = arena_array(&a, char, 3);
    n = arena_array(&a, int64_t, 4);
    CHECK((uintptr_t)n % alignof(int64_t) == 0);
    CHECK(c[0] == 0 && c[2] == 0 && n[0] == 0 && n[3] == 0);
    memset(c, 1, 3);
    CHECK(n[0] == 0);
    CHECK(!a.spent);
    arena_free(&a);
}

TEST(an_arena_can_be_filled_to_its_last_byte_and_not_beyond)
{
    struct arena a;

    CHECK(arena_make(&a, 64));
    CHECK(arena_array(&a, char, 64) != NULL);
    CHECK(!a.spent);
    CHECK(arena_array(&a, char, 1) != NULL);
    CHECK(a.spent);
    arena_free(&a);
}

TEST(a_spent_arena_still_hands_out_memory_to_scribble_on)
{
    struct arena a;
    char *p;

    CHECK(arena_make(&a, 16));
    p = arena_array(&a, char, RW_ARENA_PIT);
    CHECK(p != NULL && a.spent);
    memset(p, 'x', RW_ARENA_PIT);
    p = arena_array(&a, char, RW_ARENA_PIT);
    CHECK(p != NULL);
    CHECK(arena_array(&a, char, RW_ARENA_PIT + 1) == NULL);
    arena_free(&a);
}

TEST(a_number_of_items_that_overflows_is_refused)
{
    struct arena a;

    CHECK(arena_make(&a, 4096));
    CHECK(arena_take(&a, SIZE_MAX / 2, 4, 1) == NULL);
    CHECK(a.spent);
    arena_free(&a);
}

TEST(a_reset_arena_is_empty_clean_and_usable)
{
    struct arena a;
    char *p;
    size_t i;

    CHECK(arena_make(&a, 4096));
    p = arena_array(&a, char, 100);
    memset(p, 'x', 100);
    arena_take(&a, 1, 5000, 1);
    CHECK(a.spent);
    arena_reset(&a);
    CHECK(!a.spent && a.used == 0);
    p = arena_array(&a, char, 100);
    for (i = 0; i < 100; i++)
        CHECK(p[i] == 0);
    arena_free(&a);
}

TEST(the_pit_is_clean_again_after_a_reset)
{
    struct arena a;
    char *p;

    CHECK(arena_make(&a, 16));
    p = arena_array(&a, char, 32);
    memset(p, 'x', 32);
    arena_reset(&a);
    p = arena_array(&a, char, 32);
    CHECK(p[0] == 0 && p[31] == 0);
    arena_free(&a);
}

TEST(freeing_twice_or_nothing_is_harmless)
{
    struct arena a = { 0 };

    arena_free(&a);
    CHECK(arena_make(&a, 16));
    arena_free(&a);
    arena_free(&a);
    CHECK(a.base == NULL);
}
