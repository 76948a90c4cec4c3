/* name_cover.h -- a text for one reader, with the names of certain others taken out of it. */
#ifndef RW_CORE_NAME_COVER_H
#define RW_CORE_NAME_COVER_H

#include "base/str.h"

struct covered_name {
    struct str name; /* "Dana Alder" */
    struct str stands_for_it; /* "the other parent" */
};

/*
 * name_cover -- each name replaced by what stands for it.
 *
 * Whole names are found whatever the case of their letters, but one of a single word, which may be an
 * everyday word as well, in the same letters or in capitals only. So is each part of a name of three bytes
 * or more, as a word, unless it is part of a name in keep[]: a family name
 * that is shared stays.
 *
 * owns    nothing; the result lives in a
 */
struct str name_cover(struct arena *a, struct str text, const struct covered_name *names, size_t n,
                      const struct str *keep, size_t nkeep);

/* Does the text still hold one of these names as a whole? */
bool name_stands(struct str text, const struct covered_name *names, size_t n);

#endif
