/* problems.h -- what was wrong with what somebody typed, field by field, in words for that person. */
#ifndef RW_BASE_PROBLEMS_H
#define RW_BASE_PROBLEMS_H

#include "base/limits.h"
#include "base/str.h"

struct problem {
    const char *field; /* the form field's name; "" for the form as a whole */
    struct str text; /* a sentence that says what to do; never echoes what was typed */
};

struct problems {
    struct problem list[RW_PROBLEMS];
    size_t n;
};

/* Notes one problem; keeps only the first of each field, and drops what exceeds RW_PROBLEMS. */
void problem_add(struct problems *p, const char *field, struct str text);

/* The sentence for a field, or STR_NULL. */
struct str problem_of(const struct problems *p, struct str field);

#endif
