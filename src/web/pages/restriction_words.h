/* restriction_words.h -- what is entered of an order, as a line of a page. */
#ifndef RW_WEB_PAGES_RESTRICTION_WORDS_H
#define RW_WEB_PAGES_RESTRICTION_WORDS_H

#include "app/case_people.h"
#include "gen/rows.h"
#include "web/req.h"

/* "Maya with Dana, mother: in person; forbidden; a therapist in the room at least" */
struct str restriction_words(struct req *r, const struct restriction_row *x,
                             const struct case_people *people);

/* "entered 3 Mar 2026 by Ana Reed; ended 5 Mar 2026 by Ana Reed: ..." */
struct str restriction_by(struct req *r, const struct restriction_row *x);

#endif
