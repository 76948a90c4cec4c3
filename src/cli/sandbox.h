/* sandbox.h -- what the processes of `serve` can no longer do once they run, whatever becomes of
 * them: files and ports by Landlock, system calls by seccomp. What one starts inherits both. */
#ifndef RW_CLI_SANDBOX_H
#define RW_CLI_SANDBOX_H

#include "base/err.h"

#include <stdbool.h>

enum sandbox_process {
    SANDBOX_MONITOR, /* may start its own binary again, and nothing else */
    SANDBOX_CLINIC /* may start nothing, and reaches neither the key's file nor the network */
};

struct sandbox {
    enum sandbox_process process;
    const char *dir; /* folder of the practice */
    bool by_network; /* the database is reached over TCP */
    bool
        debug; /* a build whose sanitizers start programs and trace their own process: files only */
};

/* What the kernel below us has. The version of Landlock, 0: none; truncation from 3 on, TCP from 4
 * on. */
int sandbox_landlock(void);
bool sandbox_seccomp(void);

/*
 * sandbox_files -- only the folders that the process works with, read-only where it only reads.
 *
 * in      call it before the first thread is started: it holds for the caller and its children
 * errors  RW_EDEP  this kernel has no Landlock, or refused
 */
enum rw_status sandbox_files(const struct sandbox *s, struct rw_err *e) RW_MUST;

/*
 * sandbox_calls -- only the system calls that the process needs; any other ends it (SIGSYS).
 *
 * in      call it after the last thread was started: it holds for all of them
 * errors  RW_EDEP  this kernel has no seccomp, or refused
 */
enum rw_status sandbox_calls(const struct sandbox *s, struct rw_err *e) RW_MUST;

#endif
