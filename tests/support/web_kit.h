/* web_kit.h -- a server on a free port of loopback, and a browser that is a socket. */
#ifndef RW_TESTS_SUPPORT_WEB_KIT_H
#define RW_TESTS_SUPPORT_WEB_KIT_H

#include "web/http/http.h"

#include "test.h"

struct web_kit {
    int fd;
    uint16_t port;
    struct http *http;
    struct arena mem; /* answers live here until web_kit_stop */
};

/* Fills the members that tests do not care about and starts the server. */
void web_kit_start(struct web_kit *k, struct http_config *c);
void web_kit_stop(struct web_kit *k);

/* What came back on one connection until the server closed it. */
struct talk {
    struct str all;
    size_t answers; /* status lines of ours and the library's */
    int status; /* of the first; 0 where none came */
    struct str head, body; /* of the first */
};

/* Sends the bytes and reads until the server closes or five seconds are over. */
struct talk web_talk(struct web_kit *k, struct str bytes);

/*
 * web_ask -- one request on a connection of its own.
 *
 * in      method_path  "GET /today"; more: further header lines, each ended by CR LF, or ""
 *         form         body of an urlencoded form; STR_NULL: none
 */
struct talk web_ask(struct web_kit *k, const char *method_path, const char *more, struct str form);

/* Value of a header of the first answer; STR_NULL where it lacks it. */
struct str talk_header(const struct talk *t, const char *name);
bool talk_has(struct str s, const char *words);

#endif
