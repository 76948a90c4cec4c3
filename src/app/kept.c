#include "app/kept.h"

#include "app/audit.h"
#include "app/check.h"

struct adding {
    const struct kept_job *job;
    struct kept row;
};

static enum rw_status apply_kept(struct act *a, void *arg)
{
    const struct adding *x = arg;
    const struct kept_job *j = x->job;
    enum rw_status st = j->put(a, &x->row, j->in);

    if (!st && j->after)
        st = j->after(a, x->row.case_id);
    return st ? st
              : audit_add(a, &(struct audit){
                                 .action = j->action ? j->action
                                                     : str_z(a->mem,
                                                             str_fmt(a->mem, "%s-add", j->object)),
                                 .object_type = j->object,
                                 .object_id = x->row.id,
                                 .case_id = x->row.case_id,
                                 .object_version = 1 });
}

struct kept kept_next(struct act *a, const struct kept *k)
{
    struct kept next = *k;

    next.id = id_new(a->mem);
    return next;
}

enum rw_status kept_add(struct act *a, struct str case_id, const struct kept_job *j, struct str *id)
{
    struct adding x = { .job = j,
                        .row = { .case_id = case_id,
                                 .id = id_new(a->mem),
                                 .utc = utc_iso(a->mem, a->now_utc),
                                 .by = a->viewer.account_id,
                                 .name = a->viewer.name } };
    enum rw_status st = j->may.need ? act_allow(a, case_id, j->may.need, j->may.cls, j->may.author)
                                    : act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, false);

    if (!st)
        st = check_done(a);
    if (!st)
        st = act_write(a, apply_kept, &x);
    if (!st && id)
        *id = x.row.id;
    return st;
}
