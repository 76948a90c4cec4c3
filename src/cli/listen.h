/* listen.h -- "127.0.0.1:8420" becomes a listening socket, unless systemd passes one. */
#ifndef RW_CLI_LISTEN_H
#define RW_CLI_LISTEN_H

#include "base/err.h"
#include "base/str.h"

/*
 * listen_on -- bind and listen, non-blocking and close-on-exec.
 *
 * in      where     "127.0.0.1:8420" or "[::1]:8420"; port 0 takes a free one
 * out     *fd       the socket; *address  as a browser writes it ("http://127.0.0.1:8420/"), in a
 *         *loopback nobody but this machine can reach it
 * errors  RW_EINPUT  not an address; RW_EDEP  the port is taken or not allowed
 */
enum rw_status listen_on(struct arena *a, struct str where, int *fd, struct str *address,
                         bool *loopback, struct rw_err *e) RW_MUST;

/* A Unix socket, non-blocking and close-on-exec, for owner and group; what an earlier process left
 * there is replaced, a file of another kind is not. errors  RW_EINPUT  too long, or something else
 * lies there; RW_EDEP  it can't be made */
enum rw_status listen_unix(struct str path, int *fd, struct rw_err *e) RW_MUST;

/*
 * listen_passed -- the socket that systemd bound for this process (LISTEN_FDS, socket activation).
 *
 * in      the environment and descriptor 3
 * out     *fd  that socket, non-blocking and close-on-exec, or -1 when none was passed;
 *         *address and *loopback as above
 * errors  RW_EINPUT  more than one was passed, or one that isn't a listening TCP socket
 */
enum rw_status listen_passed(struct arena *a, int *fd, struct str *address, bool *loopback,
                             struct rw_err *e) RW_MUST;

#endif
