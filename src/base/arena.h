/* arena.h -- one block per request, one ceiling, no frees. */
#ifndef RW_BASE_ARENA_H
#define RW_BASE_ARENA_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>

/* A request starts at used = 0 and everything made while serving it dies together. When the
 * ceiling is met `spent` is set and sticks: takes then return a small zeroed pit that builders
 * may write into blindly, and the server looks once, at the end. */
struct arena {
    unsigned char *base;
    size_t used, cap;
    bool spent;
    void *debug; /* RW_ARENA_DEBUG: list of single mallocs, so sanitizers see every overrun */
};

/*
 * arena_make -- give an arena its block.
 *
 * in      cap     bytes, the ceiling for all that is made in it
 * out     *a      empty; false when no memory was to be had
 * owns    the block until arena_free
 */
bool arena_make(struct arena *a, size_t cap);
void arena_free(struct arena *a);

/* Back to empty; wipes what was used, since it may have held a child's words. */
void arena_reset(struct arena *a);

/*
 * arena_take -- n items of the given size, zeroed.
 *
 * out     never NULL; after overflow a shared-nothing zeroed pit of up to ARENA_PIT bytes, or NULL
 *         only when the single request is larger than that, with a->spent set
 */
void *arena_take(struct arena *a, size_t n, size_t size, size_t align);

#define arena_new(a, T) ((T *)arena_take((a), 1, sizeof(T), alignof(T)))
#define arena_array(a, T, n) ((T *)arena_take((a), (n), sizeof(T), alignof(T)))

#endif
