#include "cli/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 1024
#define FIRST_PASSED 3 /* where systemd puts the first socket; sd_listen_fds(3) */

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

/* Cuts "host:port" at its last colon. */
static bool cut_port(struct str where, struct str *host, uint16_t *port)
{
    size_t at = where.len;
    int64_t n;

    while (at > 0 && where.p[at - 1] != ':')
        at--;
    if (at < 2 || !str_i64((struct str){ where.p + at, where.len - at }, &n) || n < 0 || n > 65535)
        return false;
    *host = (struct str){ where.p, at - 1 };
    *port = (uint16_t)n;
    return true;
}

static bool loopback_v6(const struct sockaddr_in6 *at)
{
    return IN6_IS_ADDR_LOOPBACK(&at->sin6_addr);
}

static bool loopback_v4(const struct sockaddr_in *at)
{
    return (ntohl(at->sin_addr.s_addr) >> 24) == 127;
}

static bool read_address(struct arena *a, struct str where, union address *to, socklen_t *len,
                         bool *loopback)
{
    struct str host;
    uint16_t port;

    memset(to, 0, sizeof *to);
    if (!cut_port(where, &host, &port))
        return false;
    if (host.len > 2 && host.p[0] == '[' && host.p[host.len - 1] == ']') {
        to->v6.sin6_family = AF_INET6;
        to->v6.sin6_port = htons(port);
        *len = sizeof to->v6;
        host = (struct str){ host.p + 1, host.len - 2 };
        if (inet_pton(AF_INET6, str_z(a, host), &to->v6.sin6_addr) != 1)
            return false;
        *loopback = loopback_v6(&to->v6);
        return true;
    }
    to->v4.sin_family = AF_INET;
    to->v4.sin_port = htons(port);
    *len = sizeof to->v4;
    if (inet_pton(AF_INET, str_z(a, host), &to->v4.sin_addr) != 1)
        return false;
    *loopback = loopback_v4(&to->v4);
    return true;
}

static struct str written(struct arena *a, int fd)
{
    union address at;
    socklen_t len = sizeof at;
    char text[INET6_ADDRSTRLEN];

    if (getsockname(fd, &at.any, &len) != 0)
        return STR("");
    if (at.any.sa_family == AF_INET6)
        return str_fmt(a, "http://[%s]:%u/",
                       inet_ntop(AF_INET6, &at.v6.sin6_addr, text, sizeof text),
                       ntohs(at.v6.sin6_port));
    return str_fmt(a, "http://%s:%u/", inet_ntop(AF_INET, &at.v4.sin_addr, text, sizeof text),
                   ntohs(at.v4.sin_port));
}

enum rw_status listen_on(struct arena *a, struct str where, int *fd, struct str *address,
                         bool *loopback, struct rw_err *e)
{
    union address at;
    socklen_t len = 0;
    int s, one = 1;

    *fd = -1;
    if (!read_address(a, where, &at, &len, loopback))
        return RW_FAIL(e, RW_EINPUT, "an address such as 127.0.0.1:8420 is wanted");
    s = socket(at.any.sa_family, SOCK_STREAM, 0);
    if (s < 0)
        return RW_FAIL(e, RW_EDEP, "no socket (%d)", errno);
    if (fcntl(s, F_SETFD, FD_CLOEXEC) < 0 || fcntl(s, F_SETFL, O_NONBLOCK) < 0 ||
        setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) < 0 ||
        bind(s, &at.any, len) < 0 || listen(s, BACKLOG) < 0) {
        int why = errno;

        close(s);
        return RW_FAIL(e, RW_EDEP, "that address can't be listened on (%d)", why);
    }
    *address = written(a, s);
    *fd = s;
    return RW_OK;
}

/* How many sockets were passed to this very process; a child of it inherits words, not sockets. */
static int64_t passed_count(void)
{
    const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
    int64_t whose, n;

    if (!pid || !fds || !str_i64(str_of(pid), &whose) || whose != getpid() ||
        !str_i64(str_of(fds), &n))
        return 0;
    return n;
}

static bool is_listening_tcp(int fd, union address *at)
{
    socklen_t len = sizeof *at, size = sizeof(int);
    int type = 0, listening = 0;

    memset(at, 0, sizeof *at);
    return getsockname(fd, &at->any, &len) == 0 &&
           (at->any.sa_family == AF_INET || at->any.sa_family == AF_INET6) &&
           getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM &&
           getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening;
}

enum rw_status listen_passed(struct arena *a, int *fd, struct str *address, bool *loopback,
                             struct rw_err *e)
{
    int64_t n = passed_count();
    union address at;

    *fd = -1;
    if (n <= 0)
        return RW_OK;
    if (n > 1)
        return RW_FAIL(e, RW_EINPUT, "one socket is wanted, more were passed");
    if (!is_listening_tcp(FIRST_PASSED, &at) || fcntl(FIRST_PASSED, F_SETFD, FD_CLOEXEC) < 0 ||
        fcntl(FIRST_PASSED, F_SETFL, O_NONBLOCK) < 0)
        return RW_FAIL(e, RW_EINPUT, "what was passed is not a listening TCP socket");
    *loopback = at.any.sa_family == AF_INET6 ? loopback_v6(&at.v6) : loopback_v4(&at.v4);
    *address = written(a, FIRST_PASSED);
    *fd = FIRST_PASSED;
    return RW_OK;
}

enum rw_status listen_unix(struct str path, int *fd, struct rw_err *e)
{
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    struct stat there;

    *fd = -1;
    if (path.len >= sizeof at.sun_path)
        return RW_FAIL(e, RW_EINPUT, "the path of the metrics socket is too long");
    memcpy(at.sun_path, path.p, path.len);
    if (lstat(at.sun_path, &there) == 0 && (!S_ISSOCK(there.st_mode) || unlink(at.sun_path) != 0))
        return RW_FAIL(e, RW_EINPUT, "something lies where the metrics socket is to be");
    *fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (*fd >= 0 && bind(*fd, (struct sockaddr *)&at, sizeof at) == 0 &&
        chmod(at.sun_path, 0660) == 0 && listen(*fd, 8) == 0)
        return RW_OK;
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
    return RW_FAIL(e, RW_EDEP, "the metrics socket can't be made (errno %d)", errno);
}
