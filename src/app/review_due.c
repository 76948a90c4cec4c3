#include "app/review_due.h"

#include "app/chronology.h"
#include "gen/queries.h"

static enum rw_status put(struct act *a, struct str case_id, const char *state, struct str ref_id,
                          struct date on, struct str line)
{
    return chronology_put(a, &(struct chronology_entry){ .case_id = case_id,
                                                         .kind = REVIEW_DUE,
                                                         .ref_id = ref_id,
                                                         .on = on,
                                                         .at_utc = RW_NO_TIME,
                                                         .state = state,
                                                         .cls = CLASS_S,
                                                         .line = line });
}

static const struct review_due *of_ref(const struct review_due *list, size_t n, struct str ref_id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(list[i].ref_id, ref_id))
            return &list[i];
    return NULL;
}

static bool stands(const struct act *a, const struct chronology_row *rows, size_t n,
                   const struct review_due *d)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].ref_id, d->ref_id))
            return str_eq(rows[i].on_date, date_iso(a->mem, d->on)) &&
                   str_eq(rows[i].line, d->line);
    return false;
}

enum rw_status review_due_keep(struct act *a, struct str case_id, const char *room,
                               const struct review_due *list, size_t n)
{
    struct chronology_row *rows;
    size_t nrows, i;
    enum rw_status st = q_chronology_review_due(
        a->db, a->mem,
        &(struct q_chronology_review_due_in){ .case_id = case_id, .state = str_of(room) }, &rows,
        &nrows, &a->err);

    for (i = 0; !st && i < nrows; i++) {
        struct date on = RW_NO_DATE;

        if (!of_ref(list, n, rows[i].ref_id) && date_parse(rows[i].on_date, &on))
            st = put(a, case_id, "done", rows[i].ref_id, on, rows[i].line);
    }
    for (i = 0; !st && i < n; i++)
        if (!stands(a, rows, nrows, &list[i]))
            st = put(a, case_id, room, list[i].ref_id, list[i].on, list[i].line);
    return st;
}
