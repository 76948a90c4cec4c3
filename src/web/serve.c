#include "web/serve.h"

#include "app/settings.h"
#include "web/dispatch.h"

#include <sys/resource.h>

struct web {
    struct arena own; /* holds this */
    struct http *http;
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
        .header_s = (int)number(app, SETTING_HEADER_TIME),
        .idle_s = (int)number(app, SETTING_IDLE_TIME),
        .app = app,
        .body_max = web_body_max,
        .worker_make = web_worker_make,
        .worker_drop = web_worker_drop,
        .handle = web_serve,
        .arg = arg.to,
    };
}

enum rw_status web_start(const struct app *app, int listen_fd, struct web **w, struct rw_err *e)
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
    st = http_start(&config, &made->http, e);
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

    if (!http_stop(w->http, w->drain_s))
        return false;
    arena_free(&own);
    return true;
}
