/* maintenance.h -- what goes on once contact has become daily life: check-ins in the calendar, and a
 * plan for setbacks, signed as written. A setback is a step back, never a failure. */
#ifndef RW_APP_MAINTENANCE_H
#define RW_APP_MAINTENANCE_H

#include "app/checkpoint.h"

#define LIST_CHECK_IN_WEEKS "check-in-weeks"
#define CHECK_INS_MAX 24
#define CHECK_IN_WEEKS_MAX 260

/*
 * check_ins_plan -- check-ins so many weeks after a day. What is planned already stays.
 *
 * in      weeks[n]  rising or not, each from 1 to CHECK_IN_WEEKS_MAX
 */
enum rw_status check_ins_plan(struct act *a, struct str case_id, struct date from,
                              const int64_t *weeks, size_t n) RW_MUST;

/* "2, 4, 8": false, and a problem under "weeks", on anything else. weeks[CHECK_INS_MAX] */
bool check_in_weeks_read(struct act *a, struct str text, int64_t *weeks, size_t *n);
/* The same of the content list, as a text. */
struct str check_in_weeks_default(struct act *a);

struct check_in_input {
    struct str plan_id;
    struct str outcome; /* held moved dropped */
    struct date on; /* held; or the day on which that was settled */
    struct date to; /* of "moved": the new day */
    struct str words;
};
enum rw_status check_in_add(struct act *a, struct str case_id,
                            const struct check_in_input *in) RW_MUST;

struct setback_input {
    struct str child_id;
    struct str shows, does, calls, back;
};
/* errors  RW_EDENIED  password and code were not given within five minutes; RW_EINPUT  a->bad */
enum rw_status setback_plan_sign(struct act *a, struct str case_id,
                                 const struct setback_input *in) RW_MUST;

struct maintenance {
    struct case_rows rows;
    struct check_in_plan_row *plans; /* in the order of recording */
    size_t nplans;
    struct check_in_row *done;
    size_t ndone;
    struct setback_plan_row *setbacks;
    size_t nsetbacks;
};
enum rw_status maintenance_load(struct act *a, struct str case_id, struct maintenance *m) RW_MUST;

/* What became of a planned check-in; NULL: it is still to come. */
const struct check_in_row *check_in_of(const struct maintenance *m, struct str plan_id);
/* The plan that counts for a child; NULL: none. */
const struct setback_plan_row *setback_plan_of(const struct maintenance *m, struct str child_id);

/* Row of criterion_tool.c. */
enum rw_status maintenance_tell(struct act *a, struct case_rows *c) RW_MUST;

#endif
