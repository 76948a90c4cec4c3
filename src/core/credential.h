/* credential.h -- is somebody licensed on a day, and what is missing of what a lead must know. */
#ifndef RW_CORE_CREDENTIAL_H
#define RW_CORE_CREDENTIAL_H

#include "base/date.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum credential_kind { CREDENTIAL_LICENCE, CREDENTIAL_COMPETENCE, CREDENTIAL_TRAINING };

/* One row of somebody's record. A renewed licence is a further row. */
struct credential {
    enum credential_kind kind;
    struct str type; /* code of the licence or of the area */
    struct date issued; /* RW_NO_DATE: not recorded; then it holds from the beginning */
    struct date expires; /* the last day; RW_NO_DATE: of a licence not known, so it never holds */
    struct date ended; /* from this day on it holds no more; RW_NO_DATE: it was not ended */
    int64_t hours; /* 0 or less: not recorded */
    bool evidenced; /* somebody wrote down what shows it */
};

bool credential_holds(const struct credential *c, struct date on);

/* Does any licence of the list hold on that day? The day of the service counts, not today. */
bool licensed_on(const struct credential *list, size_t n, struct date on);

/* The last day up to which a licence holds without a gap from `on`; RW_NO_DATE where none does. */
struct date licensed_until(const struct credential *list, size_t n, struct date on);

/* Is the area shown, with evidence and hours, on that day? */
bool competent_in(const struct credential *list, size_t n, struct str area, struct date on);

/* Areas that are not; missing[nareas]. */
size_t competence_missing(const struct credential *list, size_t n, const struct str *areas,
                          size_t nareas, struct date on, struct str *missing);

enum licence_state {
    LICENCE_NONE, /* none was ever recorded */
    LICENCE_OVER, /* there was one; none holds today */
    LICENCE_ENDING, /* one holds, and ends within the first of the warning days */
    LICENCE_HOLDS
};

struct licence_notice {
    enum licence_state state;
    struct date last; /* last day; of LICENCE_OVER the latest that there was, or RW_NO_DATE */
    int32_t days; /* from today to that day; negative: so long ago */
    int64_t stage; /* of LICENCE_ENDING: the smallest warning number that is reached */
};

/* in  stages[n]  days ahead at which somebody is warned, in any order */
struct licence_notice licence_notice(const struct credential *list, size_t n, struct date today,
                                     const int64_t *stages, size_t nstages);

#endif
