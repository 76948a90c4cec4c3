/* fuzz_multipart.c -- multipart forms in two pieces: the place of the cut changes nothing. */
#include "web/http/multipart.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool ok)
{
    if (!ok)
        abort();
}

static size_t parts_of(struct arena *mem, struct str body, size_t cut, bool *whole)
{
    struct multipart m;
    struct pairs p;
    size_t n;

    arena_reset(mem);
    need(multipart_start(&m, mem, STR("multipart/form-data; boundary=b"), NULL, false));
    multipart_feed(&m, (struct str){ body.p, cut });
    multipart_feed(&m, (struct str){ body.p + cut, body.len - cut });
    *whole = multipart_whole(&m);
    (void)multipart_pairs(&m, mem, &p);
    n = m.n;
    multipart_drop(&m);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena mem;
    struct str body = { (const char *)data + 1, size ? size - 1 : 0 };
    bool one, two;

    if (!mem.base)
        need(arena_make(&mem, 4u << 20));
    if (size == 0)
        return 0;
    need(parts_of(&mem, body, 0, &one) == parts_of(&mem, body, body.len * data[0] / 256, &two));
    need(one == two);
    return 0;
}
