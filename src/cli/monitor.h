/* monitor.h -- holds the socket and the open key file, starts the clinic process with both and keeps
 * it running. It reads neither key, database nor request. */
#ifndef RW_CLI_MONITOR_H
#define RW_CLI_MONITOR_H

#include "base/err.h"
#include "base/str.h"
#include "cli/sandbox.h"

struct monitor {
    const char *dir, *db_url; /* db_url may be NULL; it reaches the clinic through a pipe */
    int listen_fd;
    int metrics_fd; /* -1: none */
    int drain_s;
    bool weak; /* go on where the kernel can't lock the processes in; it is said on stderr */
    struct str address; /* printed when the clinic is ready */
    struct str greeting; /* more lines after the address; may be empty */
};

/*
 * monitor_run -- until SIGTERM or SIGINT; then asks the clinic to drain, and waits.
 *
 * out     0; 1 when the clinic could not be started at all, or had to be killed
 */
int monitor_run(const struct monitor *m);

/*
 * lock_in -- sandbox_files or sandbox_calls, with the words for the operator.
 *
 * out     false: it could not be done, and weak is not set; the process must end
 */
bool lock_in(enum rw_status (*lock)(const struct sandbox *s, struct rw_err *e),
             const struct sandbox *s, bool weak);

/* No core file, no tracing, no new privileges, enough descriptors; before every verb. */
void process_harden(void);

#endif
