/* privilege.h -- who decides about privilege for each person of a case, by which paper. Rows are added,
 * never changed; what they amount to is core/privilege.h. */
#ifndef RW_APP_PRIVILEGE_H
#define RW_APP_PRIVILEGE_H

#include "app/checkpoint.h"
#include "core/privilege.h"

#define LIST_PRIVILEGE_HOLDERS "privilege-holders"
#define LIST_PRIVILEGE_WAIVERS "privilege-waivers"

struct privilege_input {
    struct str person_id; /* a child or an adult of the case */
    struct str holder, waiver; /* codes of the lists above */
    struct str holder_id; /* who that is, where it is a person of the case; may be empty */
    struct str document_id; /* may be empty; for a child in dispute it then does not count */
    struct date on;
    struct str words; /* needed where it is waived in part */
};
enum rw_status privilege_record(struct act *a, struct str case_id,
                                const struct privilege_input *in) RW_MUST;

/* The court or a guardian ad litem was asked: who, in words. The task on Today ends with it. */
enum rw_status privilege_asked(struct act *a, struct str case_id, struct str child_id,
                               struct date on, struct str words) RW_MUST;

enum rw_status privilege_list(struct act *a, struct str case_id, struct privilege_row **rows,
                              size_t *n) RW_MUST;

/* One statement. In: rows were loaded by case_rows_load. */
enum rw_status privilege_lines_load(struct act *a, struct str case_id,
                                    struct privilege_line **lines, size_t *n) RW_MUST;

struct privilege_state privilege_state_for(struct act *a, const struct case_rows *c,
                                           const struct person_row *person,
                                           const struct privilege_line *lines, size_t n);

/* Inside apply: "ask the court or the guardian ad litem" stands on Today from now on, unless somebody
 * asked or it is settled. */
enum rw_status privilege_task_put(struct act *a, const struct case_rows *c,
                                  const struct person_row *child) RW_MUST;

#endif
