/* consultation_form.h -- the fields of an outside consultation, wherever one takes the place of a second
 * signature. */
#ifndef RW_WEB_PAGES_CONSULTATION_FORM_H
#define RW_WEB_PAGES_CONSULTATION_FORM_H

#include "web/form.h"

enum {
    CONSULTATION_NAME,
    CONSULTATION_LICENCE,
    CONSULTATION_ON,
    CONSULTATION_WORDS,
    CONSULTATION_SHEET,
    CONSULTATION_FIELDS
};

/* Writes them to f[CONSULTATION_FIELDS]; the sheet's choices are the caller's. */
void consultation_fields(struct field *f);

#endif
