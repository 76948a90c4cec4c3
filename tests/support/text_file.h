/* text_file.h -- golden texts, and what the distribution's PDF tools say about some bytes. */
#ifndef RW_TESTS_TEXT_FILE_H
#define RW_TESTS_TEXT_FILE_H

#include "base/out.h"

/* Whether got equals the file under the source tree; prints the first line that differs.
 * With REWEAVE_GOLDEN=write in the environment the file is written instead. */
bool golden_equals(const char *path, struct str got);

/* Output of a command with the bytes in a file whose name replaces %s, e.g. "pdftotext %s -". */
struct str tool_says(struct arena *a, const char *command, struct str bytes);
bool str_has(struct str s, const char *needle);

#endif
