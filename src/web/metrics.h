/* metrics.h -- counts of one process, for whoever runs it: no person, case or address in them. */
#ifndef RW_WEB_METRICS_H
#define RW_WEB_METRICS_H

#include "app/app.h"
#include "base/out.h"

struct metrics;
struct http;

/* What a page of numbers is read from; borrowed. */
struct metrics_source {
    struct http *http;
    const struct app *app;
};

/* One answer more: its status, and how long it took to make, in nanoseconds. From any thread. */
void metrics_answer(int status, int64_t took_ns);

/*
 * metrics_start -- a thread that answers whoever connects to fd with the numbers, one at a time.
 *
 * in      fd  a listening Unix socket, non-blocking; stays the caller's. Who may connect is a matter
 *             of the file's mode
 * errors  RW_EDEP  no thread
 * owns    what *m holds, until metrics_stop
 */
enum rw_status metrics_start(int fd, const struct metrics_source *from, struct metrics **m,
                             struct rw_err *e) RW_MUST;
void metrics_stop(struct metrics *m); /* NULL is fine */

/* The numbers in the text form of Prometheus. source  prometheus.io, "Exposition formats" 0.0.4 */
void metrics_text(const struct metrics_source *from, struct out *o);

#endif
