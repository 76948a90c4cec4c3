/* fuzz_archive.c -- any bytes as the block in front of a backup's member and as its manifest: what is
 * taken at all is written again to the same bytes. */
#include "store/manifest.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void block(const uint8_t *data)
{
    unsigned char again[ARCHIVE_BLOCK];
    struct archive_member m;

    if (!archive_head_read(data, &m))
        return;
    if (m.bytes < 0 || m.name.len > ARCHIVE_NAME_MAX || memchr(m.name.p, 0, m.name.len))
        __builtin_trap();
    if (!archive_head_make(&m, again) || memcmp(again, data, sizeof again) != 0)
        __builtin_trap();
}

static void manifest(struct arena *a, struct str text)
{
    struct manifest m;
    struct out o;
    size_t i;

    if (manifest_read(a, text, &m, NULL))
        return;
    for (i = 0; i < m.nmembers; i++)
        if (m.members[i].bytes < 0 || m.members[i].sha256.len != 64)
            __builtin_trap();
    out_init(&o, text.len + 1);
    manifest_write(&o, &m);
    if (o.over || !str_eq(out_view(&o), text))
        __builtin_trap();
    out_free(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;

    if (size >= ARCHIVE_BLOCK)
        block(data);
    if (!arena_make(&a, 4u << 20))
        return 0;
    manifest(&a, (struct str){ (const char *)data, size });
    arena_free(&a);
    return 0;
}
