#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct str str_of(const char *z)
{
    return z ? (struct str){ z, strlen(z) } : STR_NULL;
}

bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

bool str_is(struct str a, const char *z)
{
    return str_eq(a, str_of(z));
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int d = n ? memcmp(a.p, b.p, n) : 0;

    return d ? d : (a.len > b.len) - (a.len < b.len);
}

bool str_among(struct str a, const struct str *list, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(a, list[i]))
            return true;
    return false;
}

bool str_starts(struct str s, const char *prefix)
{
    size_t n = strlen(prefix);

    return s.len >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool str_empty(struct str s)
{
    return s.len == 0;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
    while (s.len && blank(s.p[0])) {
        s.p++;
        s.len--;
    }
    while (s.len && blank(s.p[s.len - 1]))
        s.len--;
    return s;
}

struct str str_or(struct str s, const char *other)
{
    return s.len ? s : str_of(other);
}

struct str str_copy(struct arena *a, struct str s)
{
    return s.p ? (struct str){ str_z(a, s), s.len } : STR_NULL;
}

char *str_z(struct arena *a, struct str s)
{
    static char none[1];
    char *z = arena_array(a, char, s.len + 1);

    if (!z || a->spent)
        return z ? z : none;
    if (s.len)
        memcpy(z, s.p, s.len);
    return z;
}

struct str str_join(struct arena *a, struct str x, struct str sep, struct str y)
{
    if (!x.len || !y.len)
        return x.len ? x : y;
    return str_fmt(a, "%.*s%.*s%.*s", STR_ARG(x), STR_ARG(sep), STR_ARG(y));
}

struct str str_fmt(struct arena *a, const char *fmt, ...)
{
    char most[256]; /* nearly every text is shorter, and is then made once */
    va_list ap;
    char *z;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(most, sizeof most, fmt, ap);
    va_end(ap);
    if (n < 0)
        return STR("");
    z = arena_array(a, char, (size_t)n + 1);
    if (!z || a->spent)
        return STR("");
    if ((size_t)n < sizeof most) {
        memcpy(z, most, (size_t)n);
        return (struct str){ z, (size_t)n };
    }
    va_start(ap, fmt);
    vsnprintf(z, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return (struct str){ z, (size_t)n };
}

bool str_i64(struct str s, int64_t *v)
{
    bool minus = s.len && s.p[0] == '-';
    size_t i = minus ? 1 : 0;
    int64_t n = 0;

    if (i == s.len)
        return false;
    for (; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        if (__builtin_mul_overflow(n, 10, &n) || __builtin_sub_overflow(n, s.p[i] - '0', &n))
            return false;
    }
    if (!minus && n == INT64_MIN)
        return false;
    *v = minus ? n : -n;
    return true;
}

bool str_cut(struct str *rest, char sep, struct str *piece)
{
    const char *end;

    if (!rest->p)
        return false;
    end = rest->len ? memchr(rest->p, sep, rest->len) : NULL;
    if (end) {
        *piece = (struct str){ rest->p, (size_t)(end - rest->p) };
        *rest = (struct str){ end + 1, rest->len - piece->len - 1 };
    } else {
        *piece = *rest;
        *rest = STR_NULL;
    }
    return true;
}

/* The first two bytes of a sequence (RFC 3629 section 4): a lead, and what may follow it. */
struct lead {
    unsigned char from, to, len, lo, hi;
};

static const struct lead *lead_of(unsigned char c)
{
    static const struct lead leads[] = {
        { 0x00, 0x7F, 1, 0, 0 },       { 0xC2, 0xDF, 2, 0x80, 0xBF }, { 0xE0, 0xE0, 3, 0xA0, 0xBF },
        { 0xE1, 0xEC, 3, 0x80, 0xBF }, { 0xED, 0xED, 3, 0x80, 0x9F }, { 0xEE, 0xEF, 3, 0x80, 0xBF },
        { 0xF0, 0xF0, 4, 0x90, 0xBF }, { 0xF1, 0xF3, 4, 0x80, 0xBF }, { 0xF4, 0xF4, 4, 0x80, 0x8F },
    };
    size_t i;

    for (i = 0; i < sizeof leads / sizeof *leads; i++)
        if (c >= leads[i].from && c <= leads[i].to)
            return &leads[i];
    return NULL;
}

/* Length of the well-formed sequence at s, or 0. */
static size_t utf8_len(const unsigned char *s, size_t n)
{
    const struct lead *lead = lead_of(s[0]);
    size_t i;

    if (!lead || n < lead->len)
        return 0;
    if (lead->len > 1 && (s[1] < lead->lo || s[1] > lead->hi))
        return 0;
    for (i = 2; i < lead->len; i++)
        if (s[i] < 0x80 || s[i] > 0xBF)
            return 0;
    return lead->len;
}

bool str_utf8(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t i = 0, step;

    for (; i < s.len; i += step) {
        step = utf8_len(p + i, s.len - i);
        if (!step)
            return false;
    }
    return true;
}

bool str_clean(struct str s, bool lines)
{
    size_t i;

    for (i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c == 0x7F || (c < 0x20 && c != '\t' && !(lines && (c == '\n' || c == '\r'))))
            return false;
    }
    return true;
}
