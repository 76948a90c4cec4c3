/* out.h -- a bounded output buffer; after overflow every call is a no-op and `over` stays set. */
#ifndef RW_BASE_OUT_H
#define RW_BASE_OUT_H

#include "base/str.h"

struct out {
    char *p;
    size_t len, cap, max;
    bool over;
};

/* Grows by doubling up to max bytes; memory comes with the first byte. Free with out_free. */
void out_init(struct out *o, size_t max);
void out_free(struct out *o);
void out_clear(struct out *o); /* keeps the memory, wipes the bytes */

void out_bytes(struct out *o, const void *p, size_t n);
void out_str(struct out *o, struct str s);
void out_z(struct out *o, const char *z);
void out_char(struct out *o, char c);
void out_i64(struct out *o, int64_t v);
void out_fmt(struct out *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Text for HTML content and double-quoted attributes: & < > " ' become references. */
void out_html(struct out *o, struct str s);

/* A JSON string with its quotes; also escapes <, U+2028 and U+2029. */
void out_json(struct out *o, struct str s);

/* Percent-encoded for a URL path segment or query value (RFC 3986 unreserved stays). */
void out_url(struct out *o, struct str s);

struct str out_view(const struct out *o); /* borrows; valid until the next write */

#endif
