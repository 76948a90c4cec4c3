/* fuzz_facts.c -- any bytes as a facts file for the shipped protocol: refused with a reason, or
 * evaluated into JSON. */
#include "app/facts_read.h"
#include "app/gate_json.h"
#include "content/content.h"
#include "gen/content_files.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct protocol *shipped(void)
{
    static struct arena a;
    static struct protocol p;
    struct content_fault fault;
    struct rw_err e;

    if (p.ngates || !arena_make(&a, 4u << 20))
        return &p;
    for (size_t i = 0; i < content_files_n; i++) {
        const struct content_file *f = &content_files[i];
        struct content_source src = { .path = str_of(f->path),
                                      .bytes = { (const char *)f->bytes, f->len },
                                      .sha256 = str_of(f->sha256) };

        if (strstr(f->path, "protocols/") && protocol_load(&a, src, &p, &fault, &e))
            __builtin_trap();
    }
    return &p;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct protocol *p = shipped();
    const struct gate *g;
    struct gate_result r;
    struct str why = STR_NULL;
    struct facts f;
    struct rw_err e;
    struct out json;
    struct arena a;

    if (!arena_make(&a, 8u << 20))
        return 0;
    out_init(&json, 4u << 20);
    if (facts_read(&a, p, (struct str){ (const char *)data, size }, &f, &g, &why, &e)) {
        if (str_empty(why) && !a.spent)
            __builtin_trap();
    } else if (!gate_check(&a, p, g, &f, &r, &e)) {
        gate_json(p, &f, &r, &json);
    }
    out_free(&json);
    arena_free(&a);
    return 0;
}
