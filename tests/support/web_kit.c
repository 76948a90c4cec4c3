#include "support/web_kit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define TALK_MAX (8u << 20)

void web_kit_start(struct web_kit *k, struct http_config *c)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof at;
    struct rw_err e = { 0 };

    *k = (struct web_kit){ .fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0) };
    CHECK(arena_make(&k->mem, 64u << 20));
    CHECK(bind(k->fd, (struct sockaddr *)&at, len) == 0 && listen(k->fd, 128) == 0);
    CHECK(getsockname(k->fd, (struct sockaddr *)&at, &len) == 0);
    k->port = ntohs(at.sin_port);
    c->listen_fd = k->fd;
    c->io_threads = c->io_threads ? c->io_threads : 2;
    c->workers = c->workers ? c->workers : 4;
    c->connections = c->connections ? c->connections : 256;
    c->queue = c->queue ? c->queue : 64;
    c->uploads = c->uploads ? c->uploads : 4;
    c->header_s = c->header_s ? c->header_s : 10;
    c->idle_s = c->idle_s ? c->idle_s : 15;
    if (http_start(c, &k->http, &e))
        fail_msg("http_start: %s", e.note);
}

void web_kit_stop(struct web_kit *k)
{
    CHECK(http_stop(k->http, 5));
    close(k->fd);
    arena_free(&k->mem);
}

static void send_all(int fd, struct str s)
{
    while (s.len) {
        ssize_t n = send(fd, s.p, s.len, MSG_NOSIGNAL);

        if (n <= 0)
            return; /* it was closed on us: what came back says why */
        s.p += n;
        s.len -= (size_t)n;
    }
}

static int dial(struct web_kit *k)
{
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_port = htons(k->port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval patience = { .tv_sec = 5 };
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    CHECK(fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0);
    CHECK(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0);
    return fd;
}

static bool begins_answer(struct str s)
{
    return s.len > 12 && (str_starts(s, "HTTP/1.1 ") || str_starts(s, "HTTP/1.0 "));
}

static void read_first(struct talk *t)
{
    size_t i;

    for (i = 0; i + 4 <= t->all.len; i++) {
        struct str rest = { t->all.p + i, t->all.len - i };

        if (begins_answer(rest) && ++t->answers == 1)
            t->status = (rest.p[9] - '0') * 100 + (rest.p[10] - '0') * 10 + rest.p[11] - '0';
        if (!t->head.p && str_starts(rest, "\r\n\r\n")) {
            t->head = (struct str){ t->all.p, i + 2 };
            t->body = (struct str){ rest.p + 4, rest.len - 4 };
        }
    }
}

struct talk web_talk(struct web_kit *k, struct str bytes)
{
    int fd = dial(k);
    struct out got;
    struct talk t = { 0 };
    char buf[16384];
    ssize_t n;

    send_all(fd, bytes);
    out_init(&got, TALK_MAX);
    while ((n = recv(fd, buf, sizeof buf, 0)) > 0)
        out_bytes(&got, buf, (size_t)n);
    close(fd);
    t.all = str_copy(&k->mem, out_view(&got));
    out_free(&got);
    read_first(&t);
    return t;
}

struct talk web_ask(struct web_kit *k, const char *method_path, const char *more, struct str form)
{
    struct out o;
    struct talk t;

    out_init(&o, TALK_MAX);
    out_fmt(&o, "%s HTTP/1.1\r\nHost: here\r\nConnection: close\r\n%s", method_path, more);
    if (form.p)
        out_fmt(&o,
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n",
                form.len);
    else
        out_z(&o, "\r\n");
    out_str(&o, form);
    t = web_talk(k, out_view(&o));
    out_free(&o);
    return t;
}

struct str talk_header(const struct talk *t, const char *name)
{
    struct str rest = t->head, line, key;

    while (str_cut(&rest, '\n', &line)) {
        struct str value = line;

        if (str_cut(&value, ':', &key) && value.p && ascii_same(key, name))
            return str_trim(value);
    }
    return STR_NULL;
}

bool talk_has(struct str s, const char *words)
{
    size_t i, n = strlen(words);

    for (i = 0; i + n <= s.len; i++)
        if (memcmp(s.p + i, words, n) == 0)
            return true;
    return false;
}
