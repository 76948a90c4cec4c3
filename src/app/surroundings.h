/* surroundings.h -- who surrounds a family and what they say to it, and what stands in the way. A
 * message that pulls the other way asks that somebody looks at it, and for nobody's agreement. */
#ifndef RW_APP_SURROUNDINGS_H
#define RW_APP_SURROUNDINGS_H

#include "app/checkpoint.h"

#define LIST_SYSTEMS "surrounding-systems"
#define LIST_STANCES "system-stances"
#define LIST_WAYS "contact-ways"
#define LIST_OBSTACLES "obstacle-types"
#define WITHIN_A_PERSON "Within a person" /* group of the types; the others are around the family */

struct system_input {
    struct str kind; /* code */
    struct str name; /* "Bea Ironwood, lawyer of Henrik" */
};
enum rw_status system_add(struct act *a, struct str case_id, const struct system_input *in,
                          struct str *id) RW_MUST;

/* A talk or message, and where they stand since. */
struct system_word_input {
    struct str system_id;
    struct str stance; /* code of LIST_STANCES */
    struct str way; /* code of LIST_WAYS */
    struct date on;
    struct str words;
};
enum rw_status system_word_add(struct act *a, struct str case_id,
                               const struct system_word_input *in, struct str *id) RW_MUST;

/* Somebody looked at a message that pulls the other way: what it says, what is done about it.
 * errors  RW_EINPUT  none of theirs waits */
enum rw_status system_review_add(struct act *a, struct str case_id, struct str system_id,
                                 struct date on, struct str words) RW_MUST;

struct obstacle_input {
    struct str type; /* code */
    struct str owner_id; /* with whom it lies; empty: with nobody of the family */
    struct date on;
    struct str words, plan;
};
enum rw_status obstacle_add(struct act *a, struct str case_id, const struct obstacle_input *in,
                            struct str *id) RW_MUST;

struct obstacle_step_input {
    struct str obstacle_id;
    struct str state; /* open easing closed */
    struct date on;
    struct str words; /* what was done, what is planned now */
};
/* Closed, it stands among the things that happened; it may be opened again. */
enum rw_status obstacle_step_add(struct act *a, struct str case_id,
                                 const struct obstacle_step_input *in) RW_MUST;

struct surroundings {
    struct case_rows rows;
    struct surrounding_system_row *systems;
    size_t nsystems;
    struct system_word_row *words; /* in the order of recording */
    size_t nwords;
    struct obstacle_row *obstacles;
    size_t nobstacles;
    struct obstacle_step_row *steps;
    size_t nsteps;
};
enum rw_status surroundings_load(struct act *a, struct str case_id, struct surroundings *s) RW_MUST;

/* How one of them stands. */
struct system_stand {
    const struct system_word_row *last; /* the newest word on where they stand; NULL: none yet */
    const struct system_word_row *waits; /* a message that nobody has looked at since; or NULL */
    const struct system_word_row *reviewed; /* the last look; or NULL */
    struct date due; /* by when it is looked at */
};
struct system_stand system_stand_of(struct act *a, const struct surroundings *s,
                                    struct str system_id);

/* "open", "easing", "closed"; *last may stay NULL. */
struct str obstacle_state(const struct surroundings *s, struct str obstacle_id,
                          const struct obstacle_step_row **last);

/* For decision.c: does a message wait for somebody to look at it? One statement. */
enum rw_status message_waits(struct act *a, struct str case_id, bool *waits) RW_MUST;

#endif
