/* assignment.c -- who works on a family's case, from when to when. */
#include "app/audit.h"
#include "app/case_role.h"
#include "app/caseload.h"
#include "app/check.h"
#include "app/concern.h"
#include "app/credential.h"
#include "app/person.h"
#include "gen/queries.h"

static const char *const capacities[] = { "lead", "co", "supervisor", "office", NULL };

/* Which roles each place asks for; who works clinically holds one of the clinical ones. */
static const struct {
    const char *capacity;
    uint32_t roles;
    const char *words;
} fits[] = {
    { "lead", ROLE_THERAPIST | ROLE_SUPERVISOR, "Only a therapist or a supervisor can lead." },
    { "co", ROLE_THERAPIST | ROLE_SUPERVISOR,
      "Only a therapist or a supervisor can be a co-therapist." },
    { "supervisor", ROLE_THERAPIST | ROLE_SUPERVISOR,
      "Only a therapist or a supervisor can supervise." },
    { "office", ROLE_OFFICE, "This place is for somebody of the office." },
};

struct assignment_job {
    struct str case_id, id, account_id, capacity;
};

enum rw_status assignment_list(struct act *a, struct str case_id, struct assignment_list_row **rows,
                               size_t *n)
{
    enum rw_status st = act_allow(a, case_id, CAP_CASE_READ, CLASS_A, false);

    if (st)
        return st;
    return q_assignment_list(a->db, a->mem, &(struct q_assignment_list_in){ .case_id = case_id },
                             rows, n, &a->err);
}

static enum rw_status audit_assignment(struct act *a, const char *action,
                                       const struct assignment_job *j)
{
    return audit_add(a, &(struct audit){ .action = action,
                                         .object_type = "assignment",
                                         .object_id = j->id,
                                         .case_id = j->case_id,
                                         .object_version = 1 });
}

/* Nobody leads without a licence that holds today; nor, where the family asks for it, without
 * training. The sentence says no more of the family than that. */
static enum rw_status check_lead(struct act *a, const struct assignment_job *j)
{
    bool yes = true, trained = true;
    enum rw_status st;

    if (!str_is(j->capacity, "lead"))
        return RW_OK;
    st = credential_licensed(a, j->account_id, a->today, &yes);
    if (!st)
        st = credential_trained_for(a, j->case_id, j->account_id, &trained);
    if (!st && !yes)
        problem_add(&a->bad, "account",
                    STR("This person has no licence on record that holds today, and cannot lead."));
    else if (!st && !trained)
        problem_add(
            &a->bad, "account",
            STR("This family asks its lead for training about violence between partners and "
                "about harm to children. This person has not shown both yet."));
    return st ? st : check_done(a);
}

/* Only somebody who works here now, and only a place that their roles are made for. */
static enum rw_status check_account(struct act *a, const struct assignment_job *j)
{
    struct account_row row = { 0 };
    size_t i;
    enum rw_status st =
        str_utf8(j->account_id) && j->account_id.len == CRYPTO_ID_LEN
            ? q_account_get(a->db, a->mem, &(struct q_account_get_in){ .id = j->account_id }, &row,
                            &a->err)
            : RW_ENOTFOUND;

    if (st && st != RW_ENOTFOUND)
        return st;
    if (st || !str_is(row.state, "active"))
        problem_add(&a->bad, "account", STR("Please choose somebody who works here now."));
    for (i = 0; !a->bad.n && i < sizeof fits / sizeof *fits; i++)
        if (str_is(j->capacity, fits[i].capacity) && !((uint32_t)row.roles & fits[i].roles))
            problem_add(&a->bad, "capacity", str_of(fits[i].words));
    st = check_done(a);
    return st ? st : check_lead(a, j);
}

static enum rw_status apply_add(struct act *a, void *arg)
{
    const struct assignment_job *j = arg;
    struct family_case_get_row c;
    struct assignment_list_row *rows;
    size_t n, i;
    enum rw_status st = check_account(a, j);

    if (!st)
        st = q_family_case_get(a->db, a->mem, &(struct q_family_case_get_in){ .id = j->case_id },
                               &c, &a->err);
    if (!st)
        st = q_assignment_list(a->db, a->mem,
                               &(struct q_assignment_list_in){ .case_id = j->case_id }, &rows, &n,
                               &a->err);
    for (i = 0; !st && i < n; i++)
        if (!rows[i].to_utc.p && str_eq(rows[i].account_id, j->account_id)) {
            problem_add(&a->bad, "account",
                        STR("This person works on the case already. End that place first."));
            return RW_FAIL(&a->err, RW_EINPUT, "assigned already");
        }
    if (!st && !str_is(j->capacity, "office"))
        st = case_role_put(a, j->case_id, j->account_id, ROLE_TREATING, STR_NULL);
    if (!st)
        st = q_assignment_add(a->db, a->mem,
                              &(struct q_assignment_add_in){
                                  .case_id = j->case_id,
                                  .id = j->id,
                                  .account_id = j->account_id,
                                  .capacity = j->capacity,
                                  .opened_utc = c.opened_utc,
                                  .from_utc = utc_iso(a->mem, a->now_utc),
                                  .assigned_by = a->viewer.account_id,
                              },
                              &a->err);
    if (!st)
        st = caseload_staff_keep(a, j->case_id);
    return st ? st : audit_assignment(a, "assignment-add", j);
}

enum rw_status assignment_add(struct act *a, struct str case_id, struct str account_id,
                              struct str capacity)
{
    struct assignment_job j = { .case_id = case_id,
                                .account_id = account_id,
                                .capacity = capacity };
    enum rw_status st = act_allow(a, case_id, CAP_ASSIGN, CLASS_A, false);

    if (st)
        return st;
    check_one_of(a, "capacity", capacity, capacities);
    st = check_done(a);
    if (st)
        return st;
    j.id = id_new(a->mem);
    return act_write(a, apply_add, &j);
}

/* A case without a lead would open for nobody, so the last one who can still sign in stays until
 * another is named. */
static enum rw_status keep_a_lead(struct act *a, const struct assignment_job *j)
{
    struct assignment_list_row *rows;
    size_t n, i, others = 0;
    bool is_lead = false;
    enum rw_status st = q_assignment_list(
        a->db, a->mem, &(struct q_assignment_list_in){ .case_id = j->case_id }, &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++)
        if (!rows[i].to_utc.p && str_is(rows[i].capacity, "lead")) {
            bool is_this = str_eq(rows[i].id, j->id);

            is_lead = is_lead || is_this;
            others += !is_this && str_is(rows[i].account_state, "active");
        }
    if (!st && is_lead && others == 0) {
        problem_add(&a->bad, "", STR("Name another lead first: a case always has one."));
        st = RW_FAIL(&a->err, RW_EINPUT, "last lead");
    }
    return st;
}

/* Whose report is due can't be reached once the place is gone. Who may end places may read it. */
static enum rw_status keep_reporter(struct act *a, const struct assignment_job *j)
{
    struct assignment_list_row *rows;
    bool keeps = false;
    size_t n, i;
    enum rw_status st = q_assignment_list(
        a->db, a->mem, &(struct q_assignment_list_in){ .case_id = j->case_id }, &rows, &n, &a->err);

    for (i = 0; !st && i < n; i++)
        if (str_eq(rows[i].id, j->id) && !rows[i].to_utc.p)
            st = concern_keeps_place(a, j->case_id, rows[i].account_id, &keeps);
    if (st || !keeps)
        return st;
    problem_add(&a->bad, "",
                STR("This person still owes a report under this family's safety reports. The place "
                    "ends after that."));
    return RW_FAIL(&a->err, RW_EINPUT, "a report is owed");
}

static enum rw_status apply_end(struct act *a, void *arg)
{
    const struct assignment_job *j = arg;
    enum rw_status st = keep_a_lead(a, j);

    if (!st)
        st = keep_reporter(a, j);
    if (!st)
        st = q_assignment_end(a->db, a->mem,
                              &(struct q_assignment_end_in){
                                  .case_id = j->case_id,
                                  .id = j->id,
                                  .to_utc = utc_iso(a->mem, a->now_utc),
                                  .ended_by = a->viewer.account_id,
                              },
                              &a->err);
    if (!st)
        st = caseload_staff_keep(a, j->case_id);
    return st ? st : audit_assignment(a, "assignment-end", j);
}

enum rw_status assignment_end(struct act *a, struct str case_id, struct str id)
{
    struct assignment_job j = { .case_id = case_id, .id = id };
    enum rw_status st = act_allow(a, case_id, CAP_ASSIGN, CLASS_A, false);

    return st ? st : act_write(a, apply_end, &j);
}

enum rw_status assignment_choices(struct act *a, struct str case_id,
                                  struct colleague_list_row **rows, size_t *n)
{
    size_t i, kept = 0;
    enum rw_status st = act_allow(a, case_id, CAP_ASSIGN, CLASS_A, false);

    if (!st)
        st = q_colleague_list(a->db, a->mem, rows, n, &a->err);
    for (i = 0; !st && i < *n; i++)
        if ((uint32_t)(*rows)[i].roles & ROLES_INSIDE)
            (*rows)[kept++] = (*rows)[i];
    if (!st)
        *n = kept;
    return st;
}
