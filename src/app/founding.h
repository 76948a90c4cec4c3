/* founding.h -- a new practice from nothing: folder, key, schema, practice, first account. */
#ifndef RW_APP_FOUNDING_H
#define RW_APP_FOUNDING_H

#include "app/credential.h"
#include "app/practice.h"

struct founding {
    const char *dir; /* not there yet, or empty */
    const char *db_url; /* NULL: the embedded database */
    struct practice_input practice;
    struct account_input first; /* therapist and administrator */
    bool licensed; /* and a licence to record; otherwise that comes later, under My account */
    struct licence_input licence; /* type: also as people write it, "LMFT" */
};

/* Shown once. */
struct founded {
    struct account_invite invite; /* for the first account */
    struct str recovery_key; /* the master key for paper: groups of four of A-Z2-7 */
    struct problems bad; /* after RW_EINPUT: which answer, and what to do */
    struct str why; /* after any other failure: a sentence for the operator, or empty */
};

/*
 * practice_found -- everything or, where an answer will not do, nothing.
 *
 * in      mem   holds what *out shows
 * errors  RW_EINPUT  before anything was made; RW_ECONFLICT  something lies in the folder already;
 *         RW_EDEP    disk or database server failed: the folder then holds an unfinished practice
 */
enum rw_status practice_found(struct arena *mem, const struct founding *in, struct founded *out,
                              struct rw_err *e) RW_MUST;

#endif
