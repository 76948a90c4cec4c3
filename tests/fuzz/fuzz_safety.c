/* fuzz_safety.c -- any bytes as the screen for violence: refused with a place, or sound. */
#include "content/content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct content_source src = { .path = STR("fuzz.yaml"),
                                  .bytes = { (const char *)data, size },
                                  .sha256 = STR("00") };
    struct content_fault fault = { 0 };
    struct rw_err e = { 0 };
    struct safety_form f;
    struct arena a;

    if (!arena_make(&a, 4u << 20))
        return 0;
    if (safety_load(&a, src, &f, &fault, &e) == RW_EINPUT && !fault.full.len && !a.spent)
        __builtin_trap();
    arena_free(&a);
    return 0;
}
