/* headers.h -- the header set that every answer of ours carries, errors and HEAD included. */
#ifndef RW_WEB_HTTP_HEADERS_H
#define RW_WEB_HTTP_HEADERS_H

#include <stdbool.h>
#include <stddef.h>

struct header_row {
    const char *name, *value;
};

/* source  security.md 6.5; the policy of stack.md 3.7, proven in a browser */
extern const struct header_row fixed_headers[];
extern const size_t fixed_headers_n;

const char *
header_csp(bool sandbox); /* Content-Security-Policy; of an attachment: no right at all */
const char *header_cache(bool cacheable); /* Cache-Control */

/* A page of a few words for a status, without memory or a template: for what is refused before a
 * request can be trusted to mean anything. */
const char *plain_page(int status);

#endif
