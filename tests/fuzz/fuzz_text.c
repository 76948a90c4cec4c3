/* fuzz_text.c -- the small readers and writers of base/: any bytes in, nothing read or written
 * beyond its bounds, and what one writes the other reads back. */
#include "base/date.h"
#include "base/out.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(struct arena *a, struct str s)
{
    struct date d;
    int64_t n;
    int32_t m;

    if (str_i64(s, &n) && !str_i64(str_fmt(a, "%lld", (long long)n), &n))
        __builtin_trap();
    if (date_parse(s, &d) && !str_eq(date_iso(a, d), s))
        __builtin_trap();
    if (utc_parse(s, &n) && !str_eq(utc_iso(a, n), s))
        __builtin_trap();
    if (clock_parse(s, &m) && (m < 0 || m > 1439))
        __builtin_trap();
    if (str_utf8(s) && !str_utf8(str_copy(a, s)))
        __builtin_trap();
}

static void write_all(struct str s)
{
    struct out o;
    struct str v;
    size_t i;

    out_init(&o, 1 << 16);
    out_html(&o, s);
    v = out_view(&o);
    for (i = 0; i < v.len; i++)
        if (v.p[i] == '<' || v.p[i] == '>' || v.p[i] == '"' || v.p[i] == '\'')
            __builtin_trap();
    out_json(&o, s);
    out_url(&o, s);
    out_free(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = { (const char *)data, size }, piece;
    struct arena a;

    if (!arena_make(&a, 1 << 16))
        return 0;
    read_all(&a, rest);
    write_all(rest);
    while (size && str_cut(&rest, ',', &piece))
        read_all(&a, str_trim(piece));
    arena_free(&a);
    return 0;
}
