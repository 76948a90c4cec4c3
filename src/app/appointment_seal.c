/* appointment_seal.c -- what of an appointment is sealed, and opened again. */
#include "app/appointment.h"
#include "gen/queries.h"

#define ROWS_AT_ONCE 200

enum rw_status appointment_reasons_seal(struct db *db, struct arena *mem, struct rw_err *e)
{
    struct q_appointment_unmoved_in in = { .limit = ROWS_AT_ONCE };
    struct appointment_unmoved_row *rows = NULL;
    size_t i, n = 1;
    enum rw_status st = RW_OK;

    while (!st && n) {
        st = q_appointment_unmoved(db, mem, &in, &rows, &n, e);
        for (i = 0; !st && i < n; i++)
            st = q_appointment_reason_move(
                db, mem,
                &(struct q_appointment_reason_move_in){
                    .case_id = rows[i].case_id, .id = rows[i].id, .reason = rows[i].cancel_reason },
                e);
    }
    return st;
}
