#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/lists.h"
#include "app/person.h"
#include "gen/queries.h"

struct role_job {
    const struct role_input *in;
    struct str case_id;
};

static enum rw_status end_role(struct act *a, struct str case_id, struct str id, struct date to_on)
{
    return q_person_role_end(a->db, a->mem,
                             &(struct q_person_role_end_in){
                                 .case_id = case_id,
                                 .id = id,
                                 .to_on = date_iso(a->mem, to_on),
                                 .ended_utc = utc_iso(a->mem, a->now_utc),
                                 .ended_by = a->viewer.account_id,
                             },
                             &a->err);
}

static enum rw_status end_present(struct act *a, const struct role_job *j)
{
    struct person_role_row *rows;
    size_t n, i;
    enum rw_status st =
        q_person_role_list(a->db, a->mem, &(struct q_person_role_list_in){ .case_id = j->case_id },
                           &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++) {
        struct date from;

        if (rows[i].to_on.p || !str_eq(rows[i].person_id, j->in->person_id) ||
            !str_eq(rows[i].child_id, j->in->child_id))
            continue;
        if (date_parse(rows[i].from_on, &from) && from.day >= j->in->from_on.day) {
            problem_add(
                &a->bad, "from_on",
                STR("The present role began on or after this day. Please give a later day."));
            return RW_FAIL(&a->err, RW_EINPUT, "role would end before it began");
        }
        st = end_role(a, j->case_id, rows[i].id, date_add(j->in->from_on, -1));
    }
    return st;
}

static struct str role_line(struct act *a, const struct role_job *j)
{
    struct person_row person;

    if (q_person_get(a->db, a->mem,
                     &(struct q_person_get_in){ .case_id = j->case_id, .id = j->in->person_id },
                     &person, &a->err))
        return STR("Role recorded");
    return str_fmt(a->mem, "Role recorded: %.*s, %.*s", STR_ARG(person.name),
                   STR_ARG(j->in->relation));
}

static enum rw_status put_role(struct act *a, const struct role_job *j)
{
    struct str id = id_new(a->mem);
    enum rw_status st = end_present(a, j);

    if (!st)
        st = q_person_role_add(a->db, a->mem,
                               &(struct q_person_role_add_in){
                                   .case_id = j->case_id,
                                   .id = id,
                                   .person_id = j->in->person_id,
                                   .child_id = j->in->child_id.len ? j->in->child_id : STR_NULL,
                                   .role = j->in->role,
                                   .relation = j->in->relation,
                                   .from_on = date_iso(a->mem, j->in->from_on),
                                   .reason = j->in->reason.len ? j->in->reason : STR_NULL,
                                   .recorded_utc = utc_iso(a->mem, a->now_utc),
                                   .recorded_by = a->viewer.account_id,
                               },
                               &a->err);
    if (!st)
        st = chronology_put(a, &(struct chronology_entry){ .case_id = j->case_id,
                                                           .kind = "role",
                                                           .ref_id = id,
                                                           .on = j->in->from_on,
                                                           .at_utc = RW_NO_TIME,
                                                           .child_id = j->in->child_id,
                                                           .state = "recorded",
                                                           .cls = CLASS_A,
                                                           .line = role_line(a, j) });
    if (!st)
        st = audit_add(a, &(struct audit){ .action = "role-add",
                                           .object_type = "role",
                                           .object_id = id,
                                           .case_id = j->case_id,
                                           .object_version = 1 });
    return st;
}

enum rw_status person_role_put(struct act *a, struct str case_id, const struct role_input *in)
{
    return put_role(a, &(struct role_job){ .in = in, .case_id = case_id });
}

static enum rw_status apply_role(struct act *a, void *arg)
{
    return put_role(a, arg);
}

void person_role_check(struct act *a, const struct role_input *in)
{
    check_choice(a, "role", list_of(a->app, "roles"), in->role);
    check_line(a, "relation", in->relation, REQUIRED);
    check_past(a, "from_on", in->from_on, REQUIRED);
    check_text(a, "reason", in->reason, OPTIONAL);
}

enum rw_status person_role_add(struct act *a, struct str case_id, const struct role_input *in)
{
    struct role_job j = { .in = in, .case_id = case_id };
    struct person_row person;
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);

    if (st)
        return st;
    st = q_person_get(a->db, a->mem,
                      &(struct q_person_get_in){ .case_id = case_id, .id = in->person_id }, &person,
                      &a->err);
    if (!st && in->child_id.len)
        st = q_person_get(a->db, a->mem,
                          &(struct q_person_get_in){ .case_id = case_id, .id = in->child_id },
                          &person, &a->err);
    if (st)
        return st;
    if (in->child_id.len && !str_is(person.kind, "child"))
        problem_add(&a->bad, "child_id", STR("Please choose a child of this case."));
    person_role_check(a, in);
    st = check_done(a);
    return st ? st : act_write(a, apply_role, &j);
}

struct end_job {
    struct str case_id, id;
    struct date to_on;
};

static enum rw_status apply_role_end(struct act *a, void *arg)
{
    const struct end_job *j = arg;
    enum rw_status st = end_role(a, j->case_id, j->id, j->to_on);

    if (!st)
        st = audit_add(a, &(struct audit){ .action = "role-end",
                                           .object_type = "role",
                                           .object_id = j->id,
                                           .case_id = j->case_id,
                                           .object_version = 2 });
    return st;
}

enum rw_status person_role_end(struct act *a, struct str case_id, struct str id, struct date to_on)
{
    struct end_job j = { .case_id = case_id, .id = id, .to_on = to_on };
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);

    if (st)
        return st;
    check_past(a, "to_on", to_on, REQUIRED);
    st = check_done(a);
    return st ? st : act_write(a, apply_role_end, &j);
}

enum rw_status person_role_list(struct act *a, struct str case_id, struct person_role_row **rows,
                                size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_S, false);

    if (st)
        return st;
    return q_person_role_list(a->db, a->mem, &(struct q_person_role_list_in){ .case_id = case_id },
                              rows, n, &a->err);
}

enum rw_status phase_span_list(struct act *a, struct str case_id, struct phase_span_row **rows,
                               size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_S, false);

    if (st)
        return st;
    return q_phase_span_list(a->db, a->mem, &(struct q_phase_span_list_in){ .case_id = case_id },
                             rows, n, &a->err);
}
