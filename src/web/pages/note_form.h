/* note_form.h -- the form of a draft, shared by the page that edits it and the one that logs a call.
 *
 * Each person of the case has a field of their own for minutes, so the table is made for a case. */
#ifndef RW_WEB_PAGES_NOTE_FORM_H
#define RW_WEB_PAGES_NOTE_FORM_H

#include "app/note.h"
#include "web/pages/page.h"

struct note_form {
    struct field *fields;
    struct value *values; /* parallel to fields */
    size_t n;
    const struct case_people *people;
    bool is_log;
};

/* How much of the form a page shows. */
enum note_form_kind { NOTE_FORM_SESSION, NOTE_FORM_LOG };

void note_form_make(struct req *r, enum note_form_kind kind, const struct case_people *people,
                    struct note_form *f);

/* Fills f->values with what is stored or suggested. */
void note_form_fill(struct req *r, const struct note_input *in, struct note_form *f);

/*
 * note_form_read -- what was posted.
 *
 * in      base  what stands for a field that is left out or cannot be read: a slip in one field
 *               never keeps the text of another from being saved
 * out     *in   ready for note_save; *bad holds what cannot be read, field by field
 * returns false where the text itself cannot be kept; then nothing may be saved
 */
bool note_form_read(struct req *r, struct note_form *f, const struct note_input *base,
                    struct note_input *in, struct problems *bad);

/* A stored draft as input, to fill the form or to fall back on. */
void note_form_stored(const struct note *n, struct note_input *in);

#endif
