#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

enum rw_status rw_fail(struct rw_err *e, enum rw_status st, const char *func, const char *fmt, ...)
{
    if (e) {
        va_list ap;

        e->status = st;
        e->func = func;
        va_start(ap, fmt);
        vsnprintf(e->note, sizeof e->note, fmt, ap);
        va_end(ap);
    }
    return st;
}

const char *rw_status_word(enum rw_status st)
{
    static const char *const words[RW_STATUS_COUNT] = {
        [RW_OK] = "ok",
        [RW_ENOTFOUND] = "not-found",
        [RW_ECONFLICT] = "conflict",
        [RW_EDENIED] = "denied",
        [RW_EINPUT] = "input",
        [RW_ELIMIT] = "limit",
        [RW_EDEP] = "dependency",
        [RW_EBUG] = "bug",
    };

    return (unsigned)st < RW_STATUS_COUNT ? words[st] : "unknown";
}
