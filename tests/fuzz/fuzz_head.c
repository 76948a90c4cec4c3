/* fuzz_head.c -- header lines of any bytes: whatever passes frames the message in one way only. */
#include "web/http/head.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool ok)
{
    if (!ok)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct http_head h;
    struct str rest = { (const char *)data, size }, line, name;
    struct http_framing f;

    h = (struct http_head){ .version = STR("HTTP/1.1") };
    if (!str_cut(&rest, '\n', &h.method) || !str_cut(&rest, '\n', &h.target))
        return 0;
    while (h.n < RW_HEADER_COUNT_MAX && str_cut(&rest, '\n', &line)) {
        struct str value = line;

        if (str_cut(&value, ':', &name))
            h.list[h.n++] = (struct http_header){ name, value.p ? value : STR("") };
    }
    if (head_check(&h, &f) != 0)
        return 0;
    need(!(f.chunked && f.has_length) && f.length >= 0);
    need(head_count(&h, "Content-Length") == (f.has_length ? 1 : 0));
    need(head_count(&h, "Transfer-Encoding") == (f.chunked ? 1 : 0));
    need(h.target.p[0] == '/' && head_count(&h, "Host") == 1);
    return 0;
}
