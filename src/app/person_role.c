/* person_role.c -- what a person is to each child, dated. */
#include "app/audit.h"
#include "app/check.h"
#include "app/chronology.h"
#include "app/grief.h"
#include "app/intake.h"
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
                                   .child_id = str_or(j->in->child_id, NULL),
                                   .role = j->in->role,
                                   .relation = j->in->relation,
                                   .from_on = date_iso(a->mem, j->in->from_on),
                                   .reason = str_or(j->in->reason, NULL),
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

void person_role_check(struct act *a, const struct role_input *in)
{
    check_choice(a, "role", list_of(a->app, "roles"), in->role);
    check_line(a, "relation", in->relation, REQUIRED);
    check_past(a, "from_on", in->from_on, REQUIRED);
    check_text(a, "reason", in->reason, OPTIONAL);
}

struct roles_job {
    const struct role_input *in;
    const struct str *children;
    size_t n;
    struct str case_id;
};

static enum rw_status apply_roles(struct act *a, void *arg)
{
    const struct roles_job *j = arg;
    enum rw_status st = RW_OK;
    size_t i;

    for (i = 0; !st && i < j->n; i++) {
        struct role_input in = *j->in;

        in.child_id = j->children[i];
        st = person_role_put(a, j->case_id, &in);
    }
    if (!st)
        st = intake_due_refresh(a, j->case_id);
    return st ? st : grief_due_refresh(a, j->case_id);
}

/* Is this person of the case, and a child where one is meant? */
static enum rw_status belongs(struct act *a, struct str case_id, struct str id, bool child)
{
    struct person_row person;
    enum rw_status st = q_person_get(
        a->db, a->mem, &(struct q_person_get_in){ .case_id = case_id, .id = id }, &person, &a->err);

    if (!st && child && !str_is(person.kind, "child"))
        problem_add(&a->bad, "child", STR("Please choose a child of this case."));
    return st;
}

enum rw_status person_roles_add(struct act *a, struct str case_id, const struct role_input *in,
                                const struct str *children, size_t n)
{
    struct roles_job j = { .in = in, .children = children, .n = n, .case_id = case_id };
    size_t i;
    enum rw_status st = act_allow(a, case_id, CAP_CASE_EDIT, CLASS_S, false);

    if (!st)
        st = belongs(a, case_id, in->person_id, false);
    for (i = 0; !st && i < n; i++)
        if (children[i].len)
            st = belongs(a, case_id, children[i], true);
    if (st)
        return st;
    person_role_check(a, in);
    st = check_done(a);
    return st ? st : act_write(a, apply_roles, &j);
}

enum rw_status person_role_add(struct act *a, struct str case_id, const struct role_input *in)
{
    return person_roles_add(a, case_id, in, &in->child_id, 1);
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
