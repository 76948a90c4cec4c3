/* child_walk.h -- which checkpoints lie behind a child: those decided here, and those that a family
 * that came in under way had behind it; and what a decision makes of them.
 *
 * person.passed keeps it as words with blanks between: ids of checkpoints, and "back:PHASE" once
 * the child stepped back to a phase before the one it came in with. */
#ifndef RW_APP_CHILD_WALK_H
#define RW_APP_CHILD_WALK_H

#include "app/app.h"
#include "core/gate.h"

struct child_walk {
    const struct protocol *protocol;
    const struct person_row *child;
    struct fact_entry entry; /* no further than the child stepped back since */
    const struct str *passed; /* decided here */
    size_t npassed;
    struct str back;
};

/* The case of the child is the one that act_allow looked at last. */
struct child_walk child_walk(const struct act *a, const struct protocol *p,
                             const struct person_row *child);

bool walk_is_behind(const struct child_walk *w, const struct gate *g);

/* The first checkpoint onward from where the child is that is not behind; or NULL. */
const struct gate *walk_next(const struct act *a, const struct child_walk *w);

/* Whether the checkpoint can be looked at from where the child is. */
bool walk_is_open(const struct child_walk *w, const struct gate *g);

/* Whether the child may go through it: open, not behind, and of the checkpoints within one phase
 * none is left out. */
bool walk_may_pass(const struct child_walk *w, const struct gate *g);

/* What is kept as passed, and the contact level, after going through g. */
struct str walk_passed_on(struct arena *a, const struct child_walk *w, const struct gate *g);
struct str walk_level_on(const struct child_walk *w, const struct gate *g);

/* The same after stepping back to phase `to`: what led beyond it is open again, and where nothing
 * is left that opens contact, there is none. */
struct str walk_passed_back(struct arena *a, const struct child_walk *w, struct str to);
struct str walk_level_back(const struct child_walk *w, struct str to);

/* Whether the child ever reached that phase, wherever it stands now. */
bool walk_has_reached(const struct child_walk *w, struct str phase);

/* The phase before this one; NULL text where there is none. */
struct str walk_phase_before(const struct child_walk *w);

#endif
