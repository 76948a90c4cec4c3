/* coping.h -- ways of coping: what one did for a person, what may take its place, and the way between.
 * Letting one go is a loss. Of a child it is child-private; of an adult it is its author's alone. In no
 * report, no list, no chronology. */
#ifndef RW_APP_COPING_H
#define RW_APP_COPING_H

#include "app/app.h"
#include "gen/rows.h"

#define LIST_COPING "coping-words"
#define COPING_PATTERNS "Pattern" /* groups of that list */
#define COPING_STAGES "Stage"
#define COPING_SELF_HARM "self_harm"

struct coping_input {
    struct str person_id, pattern; /* of coping_add */
    struct str served, replacement; /* of coping_add; replacement may be empty */
    struct str pattern_id; /* of coping_look */
    struct str stage;
    struct date last_on; /* RW_NO_DATE: not known */
    struct str words;
};

/* Self-harm begins a clinical review in the same transaction (app/self_harm.h). */
enum rw_status coping_add(struct act *a, struct str case_id, const struct coping_input *in) RW_MUST;

/* One more look; self-harm that happened since the last look begins the review anew.
 * errors  RW_ENOTFOUND  no such pattern, or an adult's by somebody else */
enum rw_status coping_look(struct act *a, struct str case_id,
                           const struct coping_input *in) RW_MUST;

/* What the viewer may know of, oldest first; steps of all of them in the order of recording. */
enum rw_status coping_list(struct act *a, struct str case_id, struct coping_pattern_row **rows,
                           size_t *n, struct coping_step_row **steps, size_t *nsteps) RW_MUST;

#endif
