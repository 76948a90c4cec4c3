#include "base/arena.h"

#include "base/limits.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef RW_ARENA_DEBUG
struct piece {
    struct piece *next;
    size_t len;
};
#endif

#define ARENA_ALIGN alignof(max_align_t)

bool arena_make(struct arena *a, size_t cap)
{
    *a = (struct arena){ .cap = cap };
    a->base = calloc(1, cap + ARENA_ALIGN + RW_ARENA_PIT);
    return a->base != NULL;
}

/* Behind the block, at an address where any type may lie. */
static unsigned char *pit_of(const struct arena *a)
{
    return a->base + ((a->cap + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1));
}

static void drop_pieces(struct arena *a)
{
#ifdef RW_ARENA_DEBUG
    struct piece *p = a->debug, *next;

    for (; p; p = next) {
        next = p->next;
        free(p);
    }
#endif
    a->debug = NULL;
}

void arena_free(struct arena *a)
{
    if (!a->base)
        return;
    arena_reset(a);
    free(a->base);
    *a = (struct arena){ 0 };
}

void arena_reset(struct arena *a)
{
    drop_pieces(a);
    memset(a->base, 0, a->used);
    if (a->spent)
        memset(pit_of(a), 0, RW_ARENA_PIT);
    a->used = 0;
    a->spent = false;
}

#ifdef RW_ARENA_DEBUG
static void *take_piece(struct arena *a, size_t len)
{
    struct piece *p = calloc(1, sizeof *p + len);

    if (!p)
        return NULL;
    p->next = a->debug;
    p->len = len;
    a->debug = p;
    return p + 1;
}
#endif

void *arena_take(struct arena *a, size_t n, size_t size, size_t align)
{
    size_t len, start;

    if (__builtin_mul_overflow(n, size, &len) || len > a->cap) {
        a->spent = true;
        return len <= RW_ARENA_PIT ? memset(pit_of(a), 0, RW_ARENA_PIT) : NULL;
    }
    start = (a->used + align - 1) & ~(align - 1);
    if (start > a->cap || len > a->cap - start) {
        a->spent = true;
        if (len > RW_ARENA_PIT)
            return NULL;
        return memset(pit_of(a), 0, RW_ARENA_PIT);
    }
    a->used = start + len;
#ifdef RW_ARENA_DEBUG
    return take_piece(a, len ? len : 1);
#else
    return a->base + start;
#endif
}
