/* fuzz_form.c -- targets, forms and cookies of any bytes: nothing is read or written astray, and
 * whatever is let through is clean text. */
#include "web/http/head.h"
#include "web/http/target.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool ok)
{
    if (!ok)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena mem;
    struct str s = { (const char *)data, size }, path, query;
    struct pairs p;
    size_t i;

    if (!mem.base)
        need(arena_make(&mem, 4u << 20));
    arena_reset(&mem);
    if (target_read(&mem, s, &path, &query))
        need(path.len && path.p[0] == '/' && str_utf8(path) && str_clean(path, false));
    if (pairs_read(&mem, s, &p))
        for (i = 0; i < p.n; i++)
            need(str_utf8(p.list[i].name) && str_utf8(p.list[i].value) && p.list[i].name.len &&
                 !memchr(p.list[i].name.p, 0, p.list[i].name.len));
    (void)cookie_get(s, "__Host-rw");
    return 0;
}
