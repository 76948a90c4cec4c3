/* server.c -- libmicrohttpd with our limits in front of it. */
#include "web/http/exchange.h"

#include "app/clock.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static void *on_target(void *arg, const char *uri, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return exchange_new(arg, info ? info->socket_context : NULL, connection, uri);
}

static enum MHD_Result send_answer(struct exchange *x)
{
    struct http_answer *w = &x->answer;
    int64_t size = w->stream_size ? w->stream_size : (int64_t)w->body.len;

    if (!x->response)
        return MHD_NO;
    x->state = EXCHANGE_READY;
    conn_phase(x->conn, CONN_SEND, size);
    MHD_set_connection_option(x->connection, MHD_CONNECTION_OPTION_TIMEOUT, 30u);
    return MHD_queue_response(x->connection, (unsigned)w->status, x->response);
}

static enum MHD_Result hand_over(struct exchange *x)
{
    exchange_whole(x);
    x->state = EXCHANGE_SERVED;
    conn_phase(x->conn, CONN_SERVE, 0);
    MHD_suspend_connection(x->connection);
    x->queued_ms = mono_ms();
    if (!pool_put(&x->http->pool, x, atomic_load(&x->conn->known))) {
        exchange_refuse(x, 503);
        MHD_resume_connection(x->connection);
    }
    return MHD_YES;
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **con_cls)
{
    struct exchange *x = *con_cls;
    size_t n = *upload_size;
    int refuse;

    (void)arg;
    (void)connection;
    (void)url;
    if (!x)
        return MHD_NO;
    if (x->state == EXCHANGE_SERVED)
        return send_answer(x);
    if (x->state == EXCHANGE_NEW) {
        refuse = exchange_head(x, method, version);
        if (refuse) {
            exchange_refuse(x, refuse);
            return send_answer(x);
        }
        x->state = EXCHANGE_BODY;
        conn_phase(x->conn, CONN_BODY, 0);
        return MHD_YES;
    }
    if (n == 0)
        return hand_over(x);
    *upload_size = 0;
    return exchange_body(x, (struct str){ upload, n }) ? MHD_YES : MHD_NO;
}

void exchange_serve(void *worker, struct exchange *x, bool stranger)
{
    if (stranger && mono_ms() - x->queued_ms > RW_STRANGER_WAIT_MS) {
        exchange_refuse(x, 503);
    } else {
        x->http->config.handle(worker, &x->request, &x->answer);
        exchange_respond(x);
    }
    MHD_resume_connection(x->connection);
}

static void on_completed(void *arg, struct MHD_Connection *connection, void **con_cls,
                         enum MHD_RequestTerminationCode why)
{
    struct http *h = arg;
    struct exchange *x = *con_cls;

    (void)why;
    if (!x)
        return;
    MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT,
                              (unsigned)h->config.idle_s);
    atomic_store(&x->conn->later, true);
    conn_phase(x->conn, CONN_HEAD, 0);
    exchange_free(x);
    *con_cls = NULL;
}

static struct str address_text(const struct sockaddr *sa, char *buf, socklen_t cap)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    const char *z = NULL;

    if (sa && sa->sa_family == AF_INET) {
        memcpy(&v4, sa, sizeof v4);
        z = inet_ntop(AF_INET, &v4.sin_addr, buf, cap);
    } else if (sa && sa->sa_family == AF_INET6) {
        memcpy(&v6, sa, sizeof v6);
        z = inet_ntop(AF_INET6, &v6.sin6_addr, buf, cap);
    }
    return z ? str_of(z) : STR("");
}

/* A proxy's connections are everybody's: their requests are counted, not they. */
static struct peer counted_for(const struct http *h, struct str address)
{
    return h->config.proxy.len && str_eq(h->config.proxy, address) ? PEER_NOBODY : peer_of(address);
}

static struct conn *take_in(struct http *h, int fd, struct str address)
{
    struct conn *c = conn_open(&h->conns, fd, address, counted_for(h, address));
    const int unsent = RW_UNSENT_MAX;

    /* The library closes it when it next looks. */
    if (!c)
        shutdown(fd, SHUT_RDWR);
    else
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent);
    return c;
}

static void on_connection(void *arg, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http *h = arg;
    const union MHD_ConnectionInfo *fd, *peer;
    char buf[INET6_ADDRSTRLEN];

    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*context)
            conn_close(&h->conns, *context);
        *context = NULL;
        return;
    }
    fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    peer = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (fd)
        *context = take_in(h, fd->connect_fd,
                           address_text(peer ? peer->client_addr : NULL, buf, sizeof buf));
}

/* The target stays as sent: we decode it ourselves, strictly (web/http/target.h). */
static size_t leave_escaped(void *arg, struct MHD_Connection *connection, char *s)
{
    (void)arg;
    (void)connection;
    return strlen(s);
}

static enum rw_status listen_now(struct http *h, struct rw_err *e)
{
    const struct http_config *c = &h->config;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;

    h->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, h, MHD_OPTION_LISTEN_SOCKET, c->listen_fd,
        MHD_OPTION_THREAD_POOL_SIZE, c->io_threads, MHD_OPTION_CONNECTION_LIMIT,
        h->conns.slots * c->io_threads, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)RW_CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)c->idle_s,
        MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_URI_LOG_CALLBACK, on_target, h,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, h, MHD_OPTION_NOTIFY_CONNECTION, on_connection,
        h, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_END);
    return h->daemon ? RW_OK : RW_FAIL(e, RW_EDEP, "libmicrohttpd would not start");
}

static void http_free(struct http *h)
{
    struct arena mem = h->mem;

    pool_stop(&h->pool);
    if (h->daemon)
        MHD_stop_daemon(h->daemon);
    conns_stop(&h->conns);
    arena_free(&mem);
}

enum rw_status http_start(const struct http_config *c, struct http **h, struct rw_err *e)
{
    const struct conns_config limits = { .n = c->connections,
                                         .per_peer = c->per_address,
                                         .header_s = c->header_s,
                                         .idle_s = c->idle_s };
    struct arena mem;
    struct http *made;
    enum rw_status st;

    *h = NULL;
    if (!arena_make(&mem, sizeof *made + alignof(struct http)))
        return RW_FAIL(e, RW_ELIMIT, "no memory for the server");
    made = arena_new(&mem, struct http);
    made->mem = mem;
    made->config = *c;
    st = conns_start(&made->conns, &limits, e);
    if (!st)
        st = pool_start(&made->pool, &made->config, e);
    if (!st)
        st = listen_now(made, e);
    if (st) {
        http_free(made);
        return st;
    }
    *h = made;
    return RW_OK;
}

unsigned http_busy(struct http *h)
{
    return atomic_load(&h->exchanges);
}

/* Whoever still sends a request when half of the time is over is not waited for, and a tenth of it
 * is left for taking everything apart. */
bool http_stop(struct http *h, int drain_s)
{
    int64_t now = mono_ms(), half = now + (int64_t)drain_s * 500,
            until = now + (int64_t)drain_s * 900;
    const struct timespec nap = { .tv_nsec = 10000000 };

    atomic_store(&h->stopping, true);
    (void)MHD_quiesce_daemon(h->daemon);
    while ((http_busy(h) > 0 || pool_busy(&h->pool) > 0) && (now = mono_ms()) < until) {
        if (now > half)
            conns_hurry(&h->conns);
        nanosleep(&nap, NULL);
    }
    /* A worker that still runs may not be taken apart, and a connection that still waits for it may
     * not be closed by the library: the end of the process does both. */
    if (pool_busy(&h->pool) > 0)
        return false;
    http_free(h);
    return true;
}
