/* audit.h -- no audit row, no action. Events carry ids and codes: no name, no free text. */
#ifndef RW_APP_AUDIT_H
#define RW_APP_AUDIT_H

#include "app/app.h"

/* What was done to what. NULL-able members may stay empty. */
struct audit {
    const char *action; /* "person-add"; a code, one word for one use case */
    const char *object_type; /* "person" */
    struct str object_id;
    struct str case_id; /* empty where no case is meant */
    int64_t object_version;
    struct str object_hash;
    const char *purpose; /* "treatment" unless said otherwise */
    const char *legal_basis; /* NULL */
    const char *outcome; /* "done" unless said otherwise */
    bool denied;
    struct str detail; /* sealed beside the event, which holds only its salted hash */
};

/* Appends one event with the next number, inside the transaction of act_write. */
enum rw_status audit_add(struct act *a, const struct audit *what) RW_MUST;

/* A read: an event of its own, on disk when this returns; a->read_logged says so. */
enum rw_status audit_read(struct act *a, const struct audit *what) RW_MUST;

/*
 * audit_read_begin, audit_read_end -- the same in two halves, so that a page is drawn while its event
 * goes to disk. Whoever has begun ends it before a byte leaves and before the memory of the act
 * goes, whatever became of the page; where nothing was begun the end is RW_OK.
 */
enum rw_status audit_read_begin(struct act *a, const struct audit *what) RW_MUST;
enum rw_status audit_read_end(struct act *a) RW_MUST;

/*
 * audit_deny -- a refusal: an event that rides with the next group, not waited for, so that the
 * answer takes no longer than that to an id that is nowhere.
 *
 * Somebody who asks over and over can't fill the log: one event for a session, object and minute,
 * AUDIT_DENIALS for a session and minute, then one that says "more".
 */
#define AUDIT_DENIALS 30
void audit_deny(const struct act *a, const struct denial *d);

/* act_write for what only adds events; the place is not asked for again. */
enum rw_status act_log(struct act *a, act_fn apply, void *arg) RW_MUST;

#endif
