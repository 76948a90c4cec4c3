/* cast_kit.h -- everybody there may be around one family of a desk, for what nobody of them may do. */
#ifndef RW_TESTS_SUPPORT_CAST_KIT_H
#define RW_TESTS_SUPPORT_CAST_KIT_H

#include "support/checkpoint_kit.h"

enum { CAST_MAX = 11 };

/* On the case: lead, co-therapist, supervisor, somebody of every role, front desk. Not on it: a
 * therapist, a supervisor, a front desk, administration alone, a colleague from outside who is asked for
 * second signatures; and a therapist who stands in for the lead these days, as if in their place. */
struct cast {
    struct {
        const char *who;
        struct str account;
        uint32_t roles;
    } all[CAST_MAX];
};

/* Adds whom the desk lacks; each clinician of the case has signed about conflicts of interest. */
void cast_make(struct desk *d, struct cast *c);

/* A request of the i-th, with password and code just given. */
struct act cast_act(struct desk *d, const struct cast *c, size_t i);

/* Each tries it in turn; fails the test with the name of who was let through. */
typedef enum rw_status cast_try_fn(struct desk *d, struct act *a);
void cast_none_may(struct desk *d, const struct cast *c, cast_try_fn *attempt, const char *what);

#endif
