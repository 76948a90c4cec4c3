/* plan_check.h -- what the plan of a case asks of the family, held against the law of the state. */
#ifndef RW_APP_PLAN_CHECK_H
#define RW_APP_PLAN_CHECK_H

#include "app/app.h"
#include "app/jurisdictions.h"

#define LIST_CONDITIONS "programme-conditions"

struct plan_check_input {
    struct programme_plan plan;
    struct str statement; /* what it rests on */
};

/* A further answer; the newest counts. CAP_CASE_EDIT. */
enum rw_status plan_check_add(struct act *a, struct str case_id,
                              const struct plan_check_input *in) RW_MUST;

struct plan_check {
    struct plan_check_row *rows; /* oldest first */
    size_t n;
    struct programme_plan plan; /* of the newest; all false where there is none */
};
enum rw_status plan_check_get(struct act *a, struct str case_id, struct plan_check *p) RW_MUST;

/* Which of the six a row answered with yes. */
struct programme_plan plan_of_row(const struct plan_check_row *row);

/*
 * plan_barred -- may the case go forward under the law of the practice's state?
 *
 * out     *why  NULL text: yes. Otherwise a sentence with the rule and its citation, or that the
 *               plan was not looked at where the state bars anything
 * source  clinical.md 4.2 N12, HM14
 */
enum rw_status plan_barred(struct act *a, struct str case_id, struct str *why) RW_MUST;

#endif
