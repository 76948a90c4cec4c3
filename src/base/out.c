#include "base/out.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void out_init(struct out *o, size_t max)
{
    *o = (struct out){ .max = max };
}

void out_free(struct out *o)
{
    out_clear(o);
    free(o->p);
    *o = (struct out){ .max = o->max };
}

void out_clear(struct out *o)
{
    if (o->p)
        memset(o->p, 0, o->len);
    o->len = 0;
    o->over = false;
}

static bool room(struct out *o, size_t n)
{
    size_t want, cap;
    char *p;

    if (o->over || n > o->max || o->len > o->max - n) {
        o->over = true;
        return false;
    }
    want = o->len + n;
    if (want <= o->cap)
        return true;
    for (cap = o->cap ? o->cap : 1024; cap < want; cap *= 2)
        ;
    if (cap > o->max)
        cap = o->max;
    p = realloc(o->p, cap);
    if (!p) {
        o->over = true;
        return false;
    }
    o->p = p;
    o->cap = cap;
    return true;
}

void out_bytes(struct out *o, const void *p, size_t n)
{
    if (n && room(o, n)) {
        memcpy(o->p + o->len, p, n);
        o->len += n;
    }
}

void out_str(struct out *o, struct str s)
{
    out_bytes(o, s.p, s.len);
}

void out_z(struct out *o, const char *z)
{
    out_str(o, str_of(z));
}

void out_char(struct out *o, char c)
{
    out_bytes(o, &c, 1);
}

void out_i64(struct out *o, int64_t v)
{
    char b[24];
    int n = snprintf(b, sizeof b, "%lld", (long long)v);

    out_bytes(o, b, (size_t)n);
}

void out_fmt(struct out *o, const char *fmt, ...)
{
    size_t spare = o->over ? 0 : o->cap - o->len;
    va_list ap;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(spare ? o->p + o->len : NULL, spare, fmt, ap);
    va_end(ap);
    if (n >= 0 && (size_t)n < spare) {
        o->len += (size_t)n;
        return;
    }
    if (n < 0 || !room(o, (size_t)n + 1))
        return;
    va_start(ap, fmt);
    vsnprintf(o->p + o->len, (size_t)n + 1, fmt, ap);
    va_end(ap);
    o->len += (size_t)n;
}

void out_html(struct out *o, struct str s)
{
    static const char *const ref[] = { "", "&amp;", "&lt;", "&gt;", "&quot;", "&#39;" };
    static const unsigned char which[256] = {
        ['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4, ['\''] = 5
    };
    size_t from = 0, i;

    for (i = 0; i < s.len; i++) {
        unsigned char c = which[(unsigned char)s.p[i]];

        if (!c)
            continue;
        out_bytes(o, s.p + from, i - from);
        out_z(o, ref[c]);
        from = i + 1;
    }
    if (s.len)
        out_bytes(o, s.p + from, s.len - from);
}

static bool line_separator(struct str s, size_t i)
{
    return i + 2 < s.len && memcmp(s.p + i, "\xE2\x80", 2) == 0 &&
           ((unsigned char)s.p[i + 2] == 0xA8 || (unsigned char)s.p[i + 2] == 0xA9);
}

static void json_char(struct out *o, unsigned char c)
{
    switch (c) {
    case '"':
        out_z(o, "\\\"");
        break;
    case '\\':
        out_z(o, "\\\\");
        break;
    case '\n':
        out_z(o, "\\n");
        break;
    default:
        if (c < 0x20 || c == '<' || c == 0x7F)
            out_fmt(o, "\\u%04x", c);
        else
            out_char(o, (char)c);
    }
}

void out_json(struct out *o, struct str s)
{
    size_t i;

    out_char(o, '"');
    for (i = 0; i < s.len; i++) {
        if (line_separator(s, i)) {
            out_fmt(o, "\\u202%c", (unsigned char)s.p[i + 2] == 0xA8 ? '8' : '9');
            i += 2;
        } else {
            json_char(o, (unsigned char)s.p[i]);
        }
    }
    out_char(o, '"');
}

static bool unreserved(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~", c));
}

void out_url(struct out *o, struct str s)
{
    size_t i;

    for (i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (unreserved(c))
            out_char(o, (char)c);
        else
            out_fmt(o, "%%%02X", c);
    }
}

struct str out_view(const struct out *o)
{
    return (struct str){ o->p ? o->p : "", o->len };
}
