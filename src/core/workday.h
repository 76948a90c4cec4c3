/* workday.h -- deadlines in working days: Monday to Friday; holidays are not known here. */
#ifndef RW_CORE_WORKDAY_H
#define RW_CORE_WORKDAY_H

#include "base/date.h"

/* The nth working day after d; n 0 or less: d itself. */
struct date workday_add(struct date d, int64_t n);

#endif
