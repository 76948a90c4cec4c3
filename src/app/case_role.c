#include "app/case_role.h"

#include "app/audit.h"
#include "app/check.h"
#include "app/lists.h"
#include "gen/queries.h"

struct role_job {
    struct str case_id;
    struct case_role_input in;
};

enum rw_status case_role_list(struct act *a, struct str case_id, struct case_role_list_row **rows,
                              size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    return st ? st
              : q_case_role_list(a->db, a->mem, &(struct q_case_role_list_in){ .case_id = case_id },
                                 rows, n, &a->err);
}

static enum rw_status refuse_second(struct act *a, const struct case_role_list_row *has)
{
    problem_add(&a->bad, "account",
                str_fmt(a->mem,
                        "%.*s has a role in this case already: %.*s. Nobody has two roles in one "
                        "case, not even one after the other.",
                        STR_ARG(has->name),
                        STR_ARG(list_label(a->app, LIST_CASE_ROLES, has->role))));
    return RW_FAIL(&a->err, RW_EINPUT, "a second role in the case");
}

enum rw_status case_role_put(struct act *a, struct str case_id, struct str account_id,
                             const char *role, struct str person_id)
{
    struct case_role_list_row *rows;
    size_t n, i;
    enum rw_status st = q_case_role_list(
        a->db, a->mem, &(struct q_case_role_list_in){ .case_id = case_id }, &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].account_id, account_id))
            return str_is(rows[i].role, role) ? RW_OK : refuse_second(a, &rows[i]);
    if (st)
        return st;
    return q_case_role_add(
        a->db, a->mem,
        &(struct q_case_role_add_in){ .case_id = case_id,
                                      .account_id = account_id,
                                      .role = str_of(role),
                                      .person_id = str_or(person_id, NULL),
                                      .declared_utc = utc_iso(a->mem, a->now_utc),
                                      .declared_by = a->viewer.account_id },
        &a->err);
}

/* A professional of the case whose profession is such a role brings the role along. */
static enum rw_status role_of_person(struct act *a, struct role_job *j)
{
    struct person_row p;
    enum rw_status st;

    if (!j->in.person.len)
        return RW_OK;
    st = str_utf8(j->in.person) && j->in.person.len == CRYPTO_ID_LEN
             ? q_person_get(a->db, a->mem,
                            &(struct q_person_get_in){ .case_id = j->case_id, .id = j->in.person },
                            &p, &a->err)
             : RW_ENOTFOUND;
    if (st && st != RW_ENOTFOUND)
        return st;
    if (st || !str_is(p.kind, "professional"))
        problem_add(&a->bad, "person", STR("Please choose a professional of this case."));
    else if (!choice_find(list_of(a->app, LIST_CASE_ROLES), p.profession))
        problem_add(&a->bad, "person",
                    STR("What this person does in the case is no role that excludes another."));
    else if (j->in.role.len && !str_eq(j->in.role, p.profession))
        problem_add(&a->bad, "role", STR("This person is recorded in the case as something else."));
    else
        j->in.role = p.profession;
    return RW_OK;
}

static enum rw_status account_here(struct act *a, struct str id)
{
    struct account_row row;
    enum rw_status st = RW_ENOTFOUND;

    if (str_utf8(id) && id.len == CRYPTO_ID_LEN)
        st = q_account_get(a->db, a->mem, &(struct q_account_get_in){ .id = id }, &row, &a->err);
    if (st == RW_ENOTFOUND)
        problem_add(&a->bad, "account", STR("Please choose somebody who works here."));
    return st == RW_ENOTFOUND ? RW_OK : st;
}

static enum rw_status apply_declare(struct act *a, void *arg)
{
    struct role_job *j = arg;
    enum rw_status st = account_here(a, j->in.account);

    if (!st)
        st = role_of_person(a, j);
    if (!st && !a->bad.n)
        check_choice(a, "role", list_of(a->app, LIST_CASE_ROLES), j->in.role);
    if (!st)
        st = check_done(a);
    if (!st)
        st = case_role_put(a, j->case_id, j->in.account, str_z(a->mem, j->in.role), j->in.person);
    return st ? st
              : audit_add(a, &(struct audit){ .action = "case-role",
                                              .object_type = "case-role",
                                              .object_id = j->in.account,
                                              .case_id = j->case_id,
                                              .object_version = 1,
                                              .purpose = "operations" });
}

enum rw_status case_role_declare(struct act *a, struct str case_id,
                                 const struct case_role_input *in)
{
    struct role_job j = { .case_id = case_id, .in = *in };
    enum rw_status st = act_allow(a, case_id, CAP_ASSIGN, CLASS_A, false);

    return st ? st : act_write(a, apply_declare, &j);
}
