/* fuzz_settings.c -- any bytes as reweave.conf: refused with the line, or values within bounds. */
#include "app/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str why = STR_NULL;
    struct settings s;
    struct arena a;
    struct rw_err e;
    size_t i;

    if (!arena_make(&a, 1 << 20))
        return 0;
    if (settings_parse(&a, (struct str){ (const char *)data, size }, &s, &why, &e)) {
        if (!why.len && !a.spent)
            __builtin_trap();
    } else {
        for (i = 0; i < SETTING_COUNT; i++)
            if (setting_rows[i].kind != SET_TEXT &&
                (s.number[i] < setting_rows[i].min || s.number[i] > setting_rows[i].max))
                __builtin_trap();
    }
    arena_free(&a);
    return 0;
}
