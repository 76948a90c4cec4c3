/* consultation.h -- the second view of a practice of one: a licensed colleague from outside was asked,
 * and what they said is on a signed sheet. */
#ifndef RW_APP_CONSULTATION_H
#define RW_APP_CONSULTATION_H

#include "app/app.h"

struct consultation {
    struct str name, licence, words; /* words: their view, as they put it */
    struct date on;
    struct str sheet; /* id of the signed sheet among the papers of the case */
};

/* The same name or the same licence, however either is written: "PSY 123" is "psy123". */
bool consultation_is_viewer(const struct act *a, struct str name, struct str licence);

/* Problems for second_name, second_licence, second_words, second_on and second_sheet: something is
 * missing, or the colleague is the viewer. */
void consultation_check(struct act *a, const struct consultation *c);

#endif
