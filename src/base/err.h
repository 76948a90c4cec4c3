/* err.h -- one status enum and one error record, handed in by the caller. */
#ifndef RW_BASE_ERR_H
#define RW_BASE_ERR_H

/* Each status is one that a caller treats differently; the page for a person is chosen from it in
 * one place (web/http/answer.c). A forbidden record and a missing one are the same RW_ENOTFOUND by
 * the time an answer is written. */
enum rw_status {
    RW_OK = 0,
    RW_ENOTFOUND, /* no such thing, or nothing that this viewer may know of */
    RW_ECONFLICT, /* somebody saved first, or a constraint of the store refused */
    RW_EDENIED, /* known person, known thing, not allowed (becomes 404 for records) */
    RW_EINPUT, /* what was typed is wrong; the problems list says where */
    RW_ELIMIT, /* a ceiling was reached (size, rate, queue) */
    RW_EDEP, /* something outside failed: disk, database server, library */
    RW_EBUG, /* a mistake of ours */
    RW_STATUS_COUNT
};

/* The note is for the operator's log: never a person's data (an item number, never the answer). */
struct rw_err {
    enum rw_status status;
    const char *func;
    char note[160];
};

#define RW_MUST __attribute__((warn_unused_result))

/*
 * rw_fail -- record what went wrong and return the status, so a caller can `return RW_FAIL(...)`.
 *
 * in      st      any status but RW_OK; fmt a literal
 * out     *e      status, function and note; e may be NULL
 * owns    nothing
 */
enum rw_status rw_fail(struct rw_err *e, enum rw_status st, const char *func, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

#define RW_FAIL(e, st, ...) rw_fail((e), (st), __func__, __VA_ARGS__)

/* The word for a status in logs and JSON, e.g. "not-found". */
const char *rw_status_word(enum rw_status st);

#endif
