/* head.h -- what a request says before its body, and the checks that precede any routing. */
#ifndef RW_WEB_HTTP_HEAD_H
#define RW_WEB_HTTP_HEAD_H

#include "base/limits.h"
#include "base/str.h"

struct http_header {
    struct str name, value;
};

/* Every header line as it came, in order, and the request line; names are not folded to a case. */
struct http_head {
    struct str method, target, version;
    struct http_header list[RW_HEADER_COUNT_MAX];
    size_t n;
    bool too_many; /* more than list holds */
};

/* What the checks made of the header lines that frame the message. */
struct http_framing {
    bool chunked;
    bool has_length;
    int64_t length; /* of the body in bytes, where has_length */
};

/*
 * head_check -- may this request be routed at all?
 *
 * libmicrohttpd takes two Content-Lengths, Content-Length beside Transfer-Encoding and any
 * Transfer-Encoding; two readers of one such request may disagree where it ends. All of them are
 * refused here, and the connection is closed after the answer.
 *
 * out     0 to go on; otherwise the status to answer with (400, 405, 413, 414, 431, 505)
 * source  RFC 9110 5.5, 5.6.2, 7.2, 8.6; RFC 9112 3.2, 5.1, 6.1-6.3
 */
int head_check(const struct http_head *h, struct http_framing *f);

/* The first value of a header, or STR_NULL; name in any case of letters. */
struct str head_get(const struct http_head *h, const char *name);
size_t head_count(const struct http_head *h, const char *name);

/* Equal but for the case of ASCII letters. */
bool ascii_same(struct str s, const char *z);

/* RFC 9110 5.6.2 token of at least one character. */
bool is_token(struct str s);

/* The value of one cookie; where a name comes twice, nothing: neither can be trusted. */
struct str cookie_get(struct str header, const char *name);

#endif
