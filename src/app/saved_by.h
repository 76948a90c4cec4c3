/* saved_by.h -- who brought a record to the version that it has, and when; for two texts that met. */
#ifndef RW_APP_SAVED_BY_H
#define RW_APP_SAVED_BY_H

#include "app/app.h"

struct saved_by {
    struct str name;
    int64_t at_utc;
    bool self; /* it was the viewer, in another window */
};

/*
 * saved_by_find -- the caller has shown that the viewer may see the record.
 *
 * errors  RW_ENOTFOUND  the log names nobody for this version
 */
enum rw_status saved_by_find(struct act *a, struct str object_id, int64_t version,
                             struct saved_by *s) RW_MUST;

#endif
