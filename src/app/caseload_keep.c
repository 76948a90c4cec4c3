/* caseload_keep.c -- the copies that lists of one person's families read, kept true. */
#include "app/caseload.h"
#include "gen/queries.h"

enum rw_status caseload_keep(struct act *a, struct str case_id)
{
    enum rw_status st =
        q_caseload_drop(a->db, a->mem, &(struct q_caseload_drop_in){ .case_id = case_id }, &a->err);

    if (!st)
        st = q_caseload_child_drop(
            a->db, a->mem, &(struct q_caseload_child_drop_in){ .case_id = case_id }, &a->err);
    if (!st)
        st = q_caseload_put(a->db, a->mem, &(struct q_caseload_put_in){ .case_id = case_id },
                            &a->err);
    if (!st)
        st = q_caseload_child_put(a->db, a->mem,
                                  &(struct q_caseload_child_put_in){ .case_id = case_id }, &a->err);
    return st;
}

enum rw_status caseload_staff_keep(struct act *a, struct str case_id)
{
    enum rw_status st = caseload_keep(a, case_id);

    if (!st)
        st = q_agenda_case_drop(a->db, a->mem,
                                &(struct q_agenda_case_drop_in){ .case_id = case_id }, &a->err);
    if (!st)
        st = q_agenda_case_put(a->db, a->mem, &(struct q_agenda_case_put_in){ .case_id = case_id },
                               &a->err);
    return st;
}

static bool on_agenda(struct str kind)
{
    static const char *const kinds[] = { "appointment",  "hearing",        "report_due",
                                         "hold",         "court_notice",   "safety_due",
                                         "clinical_due", "record_request", "privilege_due",
                                         "intake_due",   "review_due",     "protection" };
    size_t i;

    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(kind, kinds[i]))
            return true;
    return false;
}

enum rw_status agenda_drop(struct act *a, struct str case_id, struct str ref_id, struct str kind)
{
    if (!on_agenda(kind))
        return RW_OK;
    return q_agenda_drop(
        a->db, a->mem,
        &(struct q_agenda_drop_in){ .case_id = case_id, .ref_id = ref_id, .kind = kind }, &a->err);
}

enum rw_status agenda_put(struct act *a, struct str case_id, struct str ref_id, struct str kind)
{
    if (!on_agenda(kind))
        return RW_OK;
    return q_agenda_put(
        a->db, a->mem,
        &(struct q_agenda_put_in){ .case_id = case_id, .ref_id = ref_id, .kind = kind }, &a->err);
}
