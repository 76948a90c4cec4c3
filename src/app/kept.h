/* kept.h -- one row that is added and never changed: checked before, written with who and when, and
 * with its event. What most rooms of a case do, said once. */
#ifndef RW_APP_KEPT_H
#define RW_APP_KEPT_H

#include "app/app.h"

/* What every such row has. */
struct kept {
    struct str case_id, id, utc, by, name;
};

struct kept_job {
    const char *object; /* "obstacle": of the event */
    const char *action; /* of the event; NULL: "obstacle-add" */
    struct kept_may {
        enum capability need; /* zero: to record on the case, of class S */
        enum info_class cls;
        bool author; /* what is written is the viewer's own */
    } may;
    enum rw_status (*put)(struct act *a, const struct kept *k, const void *in);
    enum rw_status (*after)(struct act *a, struct str case_id); /* Today; may be NULL */
    const void *in;
};

/*
 * kept_add -- what was checked goes into the record; problems found before (a->bad) end it.
 *
 * in      whether the viewer may (j->may) is asked here
 * out     *id  may be NULL
 */
enum rw_status kept_add(struct act *a, struct str case_id, const struct kept_job *j,
                        struct str *id) RW_MUST;

/* For put: one more row of the same moment, with an id of its own. */
struct kept kept_next(struct act *a, const struct kept *k);

#endif
