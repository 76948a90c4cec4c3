/* counts.h -- what a process has stored so far, as numbers; for whoever watches it run. */
#ifndef RW_APP_COUNTS_H
#define RW_APP_COUNTS_H

#include "app/app.h"

struct counts {
    int64_t stored, refused; /* changes; refused ones left nothing behind */
    int64_t commits, syncs;
};

void counts_now(const struct app *app, struct counts *c);

#endif
