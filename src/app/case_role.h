/* case_role.h -- one role per case, ever: who treats a family never evaluated, mediated or
 * represented in it, and never will. source clinical.md R-ROLE-1 */
#ifndef RW_APP_CASE_ROLE_H
#define RW_APP_CASE_ROLE_H

#include "app/app.h"
#include "gen/rows.h"

#define LIST_CASE_ROLES "case-roles"
#define ROLE_TREATING "treating"

/* A problem's field is the name of the member that it is about. */
struct case_role_input {
    struct str account;
    struct str
        role; /* code of content/lists/case-roles; empty: as the professional's profession says */
    struct str person; /* a professional of the case who is this same person; may be empty */
};

/*
 * case_role_declare -- somebody who works here has, or had, a role in this case; it is never undone.
 *
 * errors  RW_EINPUT  a->bad: among it that they have another role already, or none of ours
 */
enum rw_status case_role_declare(struct act *a, struct str case_id,
                                 const struct case_role_input *in) RW_MUST;
enum rw_status case_role_list(struct act *a, struct str case_id, struct case_role_list_row **rows,
                              size_t *n) RW_MUST;

/*
 * case_role_put -- inside apply: the role is this one from now on, or it was already.
 *
 * errors  RW_EINPUT  they have another one; a->bad says so beside "account"
 */
enum rw_status case_role_put(struct act *a, struct str case_id, struct str account_id,
                             const char *role, struct str person_id) RW_MUST;

#endif
