/* fuzz_protocol.c -- any bytes as a protocol or a list: refused with a place, or sound. */
#include "content/content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct content_source src = { .path = STR("fuzz.yaml"),
                                  .bytes = { (const char *)data, size },
                                  .sha256 = STR("00") };
    struct content_fault fault = { 0 };
    struct rw_err e = { 0 };
    struct arena a;
    struct protocol p;
    struct choice_list l;

    if (!arena_make(&a, 4u << 20))
        return 0;
    if (protocol_load(&a, src, &p, &fault, &e) == RW_EINPUT && !fault.full.len && !a.spent)
        __builtin_trap();
    fault = (struct content_fault){ 0 };
    if (choice_list_load(&a, src, &l, &fault, &e) == RW_EINPUT && !fault.full.len && !a.spent)
        __builtin_trap();
    arena_free(&a);
    return 0;
}
