#include "web/http/head.h"

#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool ascii_same(struct str s, const char *z)
{
    size_t i;

    for (i = 0; i < s.len && z[i]; i++)
        if (lower(s.p[i]) != lower(z[i]))
            return false;
    return i == s.len && !z[i];
}

struct str head_get(const struct http_head *h, const char *name)
{
    size_t i;

    for (i = 0; i < h->n; i++)
        if (ascii_same(h->list[i].name, name))
            return h->list[i].value;
    return STR_NULL;
}

size_t head_count(const struct http_head *h, const char *name)
{
    size_t i, n = 0;

    for (i = 0; i < h->n; i++)
        n += ascii_same(h->list[i].name, name);
    return n;
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_token(struct str s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (!is_alnum(s.p[i]) && (!s.p[i] || !strchr("!#$%&'*+-.^_`|~", s.p[i])))
            return false;
    return s.len > 0;
}

static bool is_value(struct str s)
{
    size_t i;

    for (i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c < ' ' && c != '\t') || c == 0x7F)
            return false;
    }
    return true;
}

/* libmicrohttpd glues a folded line to the name of the header before it ("Transfer-Encodingchunked"
 * with no value), so a framing field could vanish for us that a proxy in front has seen. */
static bool from_folding(struct str name)
{
    static const char *const known[] = {
        "Content-Length", "Transfer-Encoding", "Host",       "Cookie",          "Origin",
        "Content-Type",   "Connection",        "Expect",     "Sec-Fetch-Site",  "User-Agent",
        "Accept",         "Referer",           "HX-Request", "X-Forwarded-For",
    };
    size_t i;

    for (i = 0; i < sizeof known / sizeof *known; i++) {
        struct str start = { name.p, strlen(known[i]) };

        if (name.len > start.len && ascii_same(start, known[i]) &&
            (i < 2 || name.p[start.len] != '-'))
            return true;
    }
    return false;
}

/* 0 where every line is one that RFC 9110 knows how to read and all of them fit. */
static int check_lines(const struct http_head *h)
{
    size_t i, bytes = 0;

    if (h->too_many)
        return 431;
    for (i = 0; i < h->n; i++) {
        if (!is_token(h->list[i].name) || !is_value(h->list[i].value) ||
            from_folding(h->list[i].name))
            return 400;
        bytes += h->list[i].name.len + h->list[i].value.len + 4;
    }
    return bytes > RW_HEADER_BYTES_MAX ? 431 : 0;
}

/* Fields that mean nothing when they come twice; a second one was put there by somebody else. */
static bool singletons(const struct http_head *h)
{
    static const char *const once[] = {
        "Content-Length", "Transfer-Encoding", "Host",           "Content-Type", "Cookie",
        "Origin",         "Referer",           "Sec-Fetch-Site", "User-Agent",   "Expect",
    };
    size_t i;

    for (i = 0; i < sizeof once / sizeof *once; i++)
        if (head_count(h, once[i]) > 1)
            return false;
    return true;
}

static bool is_host(struct str s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (!is_alnum(s.p[i]) && (!s.p[i] || !strchr(".-:[]_", s.p[i])))
            return false;
    return s.len > 0 && s.len <= 255;
}

static bool read_length(struct str s, int64_t *length)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.len > 0 && s.len <= 18 && str_i64(s, length);
}

static int check_body(const struct http_head *h, struct http_framing *f)
{
    struct str te = head_get(h, "Transfer-Encoding"), length = head_get(h, "Content-Length");

    if (te.p) {
        if (length.p || !ascii_same(te, "chunked") || !str_is(h->version, "HTTP/1.1"))
            return 400;
        f->chunked = true;
    }
    if (length.p) {
        if (!read_length(length, &f->length))
            return 400;
        f->has_length = true;
    }
    if (!str_is(h->method, "POST") && (f->chunked || f->length > 0))
        return 400;
    return 0;
}

/* Origin form only: we are no proxy, and an authority in the target could differ from Host. */
static bool is_target(struct str s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (s.p[i] <= ' ' || s.p[i] == 0x7F)
            return false;
    return s.len > 0 && s.p[0] == '/';
}

static int check_request_line(const struct http_head *h)
{
    if (!is_token(h->method))
        return 400;
    if (h->target.len > RW_REQUEST_LINE_MAX)
        return 414;
    if (!str_is(h->version, "HTTP/1.1") && !str_is(h->version, "HTTP/1.0"))
        return 505;
    if (str_is(h->method, "GET") || str_is(h->method, "HEAD") || str_is(h->method, "POST"))
        return is_target(h->target) ? 0 : 400;
    return 405;
}

int head_check(const struct http_head *h, struct http_framing *f)
{
    int refuse = check_lines(h);

    *f = (struct http_framing){ 0 };
    if (!refuse)
        refuse = check_request_line(h);
    if (refuse)
        return refuse;
    if (!singletons(h))
        return 400;
    if (head_get(h, "Host").p ? !is_host(head_get(h, "Host")) : str_is(h->version, "HTTP/1.1"))
        return 400;
    if (head_get(h, "Expect").p && !ascii_same(head_get(h, "Expect"), "100-continue"))
        return 400;
    return check_body(h, f);
}

struct str cookie_get(struct str header, const char *name)
{
    struct str piece, key, found = STR_NULL;

    while (str_cut(&header, ';', &piece)) {
        struct str value = str_trim(piece);

        if (!str_cut(&value, '=', &key) || !str_is(key, name))
            continue;
        if (found.p)
            return STR_NULL;
        found = value.p ? value : STR("");
    }
    return found;
}
