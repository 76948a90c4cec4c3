/* files.h -- reading files of the source tree in tests. */
#ifndef RW_TESTS_FILES_H
#define RW_TESTS_FILES_H

#include "base/str.h"

/* The whole file, below the source tree; fails the test where it cannot be read. */
struct str file_read(struct arena *a, const char *path);

/* Paths that match a pattern like "tests/cases/gate/?*.cases", sorted; *n of them. A pattern
 * that begins with / is taken as it is. */
struct str *file_glob(struct arena *a, const char *pattern, size_t *n);

#endif
