/* numbers.h -- a number of the protocol's content file by its id. */
#ifndef RW_APP_NUMBERS_H
#define RW_APP_NUMBERS_H

#include "app/app.h"

/* errors  RW_EBUG  the protocol has no such number: it must not be guessed */
enum rw_status number_of(struct act *a, const char *id, int64_t *value) RW_MUST;

#endif
