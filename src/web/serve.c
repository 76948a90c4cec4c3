#include "web/serve.h"

#include "app/session.h"
#include "app/settings.h"
#include "web/dispatch.h"
#include "web/metrics.h"

#include <sys/resource.h>
#include <time.h>

struct web {
    struct arena own; /* holds this */
    struct http *http;
    struct metrics *metrics; /* NULL: nobody asked for it */
    int drain_s;
};

static unsigned number(const struct app *app, enum setting k)
{
    return (unsigned)setting_number(app->settings, k);
}

/* Every connection is a descriptor; a few more are needed for files and the database. */
static unsigned connections_of(const struct app *app)
{
    unsigned wanted = number(app, SETTING_CONNECTIONS), spare = 16 * number(app, SETTING_WORKERS);
    struct rlimit files;

    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= wanted + spare)
        return wanted;
    return files.rlim_cur > 2 * spare ? (unsigned)files.rlim_cur - spare : spare;
}

static void serve_counted(void *worker, const struct http_request *q, struct http_answer *w)
{
    struct timespec from, to;

    clock_gettime(CLOCK_MONOTONIC, &from);
    web_serve(worker, q, w);
    clock_gettime(CLOCK_MONOTONIC, &to);
    metrics_answer(w->status, (to.tv_sec - from.tv_sec) * 1000000000LL + to.tv_nsec - from.tv_nsec);
}

/* Somebody who is signed in, or comes from a browser that was: both cookies carry our mark. */
static bool is_known(const struct app *app, struct arena *mem, const struct http_head *head)
{
    struct str cookies = head_get(head, "Cookie");

    return session_token_ours(app, mem, cookie_get(cookies, SESSION_COOKIE)) ||
           session_token_ours(app, mem, cookie_get(cookies, DEVICE_COOKIE));
}

static struct http_config config_of(const struct app *app, int listen_fd)
{
    union {
        const struct app *from;
        void *to;
    } arg = { .from = app }; /* every worker only reads it */

    return (struct http_config){
        .listen_fd = listen_fd,
        .io_threads = number(app, SETTING_IO_THREADS),
        .workers = number(app, SETTING_WORKERS),
        .connections = connections_of(app),
        .queue = number(app, SETTING_QUEUE),
        .uploads = number(app, SETTING_UPLOADS),
        .per_address = RW_ADDRESS_CONNECTIONS,
        .header_s = (int)number(app, SETTING_HEADER_TIME),
        .idle_s = (int)number(app, SETTING_IDLE_TIME),
        .proxy = setting_text(app->settings, SETTING_PROXY),
        .app = app,
        .known = is_known,
        .body_max = web_body_max,
        .worker_make = web_worker_make,
        .worker_drop = web_worker_drop,
        .handle = serve_counted,
        .arg = arg.to,
    };
}

static enum rw_status start_both(struct web *w, const struct http_config *c, int metrics_fd,
                                 struct rw_err *e)
{
    enum rw_status st = http_start(c, &w->http, e);
    struct metrics_source from = { .http = w->http, .app = c->app };

    return st || metrics_fd < 0 ? st : metrics_start(metrics_fd, &from, &w->metrics, e);
}

enum rw_status web_start(const struct app *app, int listen_fd, int metrics_fd, struct web **w,
                         struct rw_err *e)
{
    struct http_config config = config_of(app, listen_fd);
    enum rw_status st = routes_check(e);
    struct arena own;
    struct web *made;

    *w = NULL;
    if (st)
        return st;
    if (!arena_make(&own, sizeof *made + alignof(struct web)))
        return RW_FAIL(e, RW_ELIMIT, "no memory");
    made = arena_new(&own, struct web);
    made->own = own;
    made->drain_s = (int)number(app, SETTING_DRAIN_TIME);
    st = start_both(made, &config, metrics_fd, e);
    if (st) {
        arena_free(&own);
        return st;
    }
    *w = made;
    return RW_OK;
}

bool web_stop(struct web *w)
{
    struct arena own = w->own;

    metrics_stop(w->metrics);
    w->metrics = NULL;
    if (!http_stop(w->http, w->drain_s))
        return false;
    arena_free(&own);
    return true;
}
