/* monitor.h -- holds the socket and the open key file, starts the clinic process with both and keeps
 * it running. It reads neither key, database nor request. */
#ifndef RW_CLI_MONITOR_H
#define RW_CLI_MONITOR_H

#include "base/err.h"
#include "base/str.h"

struct monitor {
    const char *dir, *db_url; /* db_url may be NULL */
    int listen_fd;
    int drain_s;
    struct str address; /* printed when the clinic is ready */
    struct str greeting; /* more lines after the address; may be empty */
};

/*
 * monitor_run -- until SIGTERM or SIGINT; then asks the clinic to drain, and waits.
 *
 * out     0; 1 when the clinic could not be started at all, or had to be killed
 */
int monitor_run(const struct monitor *m);

/* No core file, no tracing, no new privileges, enough descriptors; before anything secret. */
void process_harden(void);

#endif
