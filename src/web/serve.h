/* serve.h -- the web side of the clinic process: the staff's door. */
#ifndef RW_WEB_SERVE_H
#define RW_WEB_SERVE_H

#include "app/app.h"

struct web;

/*
 * web_start -- check the route table, start workers and sockets' threads.
 *
 * in      listen_fd   bound and listening, non-blocking
 *         metrics_fd  a Unix socket likewise (web/metrics.h), or -1
 * errors  RW_EBUG  a route lacks something; RW_EDEP  a thread or a connection would not start
 */
enum rw_status web_start(const struct app *app, int listen_fd, int metrics_fd, struct web **w,
                         struct rw_err *e) RW_MUST;

/* false: something still ran when the drain time was over; end the process. */
bool web_stop(struct web *w);

#endif
