/* grief.h -- a talk about loss, offered to each parent in the same words and at the same distance. It
 * stays on the therapist's side: in no report, and no mark for or against anybody. */
#ifndef RW_APP_GRIEF_H
#define RW_APP_GRIEF_H

#include "app/checkpoint.h"

#define LIST_GRIEF "grief-words"

struct grief_input {
    struct str person_id; /* an adult at a child's side */
    struct date on;
    struct str answer; /* waiting talked later declined */
    struct str words; /* may be empty */
    struct date next_on; /* RW_NO_DATE: so many days later, as for everybody */
};
enum rw_status grief_add(struct act *a, struct str case_id, const struct grief_input *in) RW_MUST;

struct grief_line {
    struct str person_id;
    const struct grief_check_row *last; /* NULL: not offered yet */
    struct date due; /* of the next offer */
};
struct grief_stand {
    struct case_rows rows;
    struct grief_check_row *checks; /* in the order of recording */
    size_t nchecks;
    struct grief_line *lines; /* each adult at a side of a child, once */
    size_t nlines;
};
enum rw_status grief_load(struct act *a, struct str case_id, struct grief_stand *g) RW_MUST;

/* Lines of Today brought up to date, inside apply. */
enum rw_status grief_due_refresh(struct act *a, struct str case_id) RW_MUST;

#endif
