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

/* A read, or a refusal: an event of its own, on disk when this returns. */
enum rw_status audit_read(struct act *a, const struct audit *what) RW_MUST;

#endif
