/* credentials.h -- password and code from the terminal or from a descriptor; never from the command
 * line or the environment, where others can read them. */
#ifndef RW_CLI_CREDENTIALS_H
#define RW_CLI_CREDENTIALS_H

#include "base/err.h"
#include "base/str.h"

struct credentials {
    struct str password, code;
};

/*
 * credentials_read -- ask on the terminal with echo off, or read two lines.
 *
 * in      fd   -1: ask; otherwise the password on the first line, the code on the second
 * out     *c   in a, which its owner wipes
 * errors  RW_EINPUT  a line is missing; RW_EDEP  there is no terminal to ask on
 */
enum rw_status credentials_read(struct arena *a, int fd, struct credentials *c,
                                struct rw_err *e) RW_MUST;

#endif
