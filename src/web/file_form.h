/* file_form.h -- file controls of a form: the names that came, for form_read, and what became of
 * the bytes. */
#ifndef RW_WEB_FILE_FORM_H
#define RW_WEB_FILE_FORM_H

#include "web/req.h"

/* Everything that was posted, with one pair for each file control that was filled: its name, and
 * the file's own name as the value. */
struct pairs file_form(const struct req *r);

/* The file of that control, NULL where none was chosen; one without a byte has size_bytes 0. */
const struct upload *file_of(const struct req *r, const char *field);

#endif
