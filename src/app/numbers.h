/* numbers.h -- numbers of the daily work, from content/lists/practice-numbers. */
#ifndef RW_APP_NUMBERS_H
#define RW_APP_NUMBERS_H

#include "app/app.h"

#define LIST_NUMBERS "practice-numbers"

/* errors  RW_EBUG  the list has no such number: it must not be guessed */
enum rw_status number_of(struct act *a, const char *code, int64_t *value) RW_MUST;

#endif
