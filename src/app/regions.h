/* regions.h -- states that a practice may be in, with the time zone and paper they suggest. */
#ifndef RW_APP_REGIONS_H
#define RW_APP_REGIONS_H

#include "base/str.h"

struct region {
    const char *code; /* "US-OR", or "other" */
    const char *name; /* "Oregon" */
    const char *zone, *paper;
};

extern const struct region regions[];
extern const size_t regions_n;

/* By code, name or postal abbreviation, letters without case; NULL when it is none of ours. */
const struct region *region_find(struct str typed);

#endif
