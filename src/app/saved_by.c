#include "app/saved_by.h"

#include "gen/queries.h"

enum rw_status saved_by_find(struct act *a, struct str object_id, int64_t version,
                             struct saved_by *s)
{
    struct q_saved_by_in in = { .object_id = object_id, .object_version = version };
    struct saved_by_row row;
    enum rw_status st = q_saved_by(a->db, a->mem, &in, &row, &a->err);

    if (!st && !utc_parse(row.at_utc, &s->at_utc))
        st = RW_FAIL(&a->err, RW_EBUG, "an event without a time");
    if (st)
        return st;
    s->name = row.actor_name;
    s->self = str_eq(row.actor_id, a->viewer.account_id);
    return RW_OK;
}
