/* jurisdictions.h -- the rules of states that this program carries, and the one for this practice. */
#ifndef RW_APP_JURISDICTIONS_H
#define RW_APP_JURISDICTIONS_H

#include "app/app.h"
#include "core/jurisdiction.h"

/*
 * jurisdictions_load -- read and check every embedded file; at start.
 *
 * out     app->laws
 * errors  RW_EBUG  a file is wrong, names no state of ours, or one that another names too, or there
 *                  is no default: the program must not start
 */
enum rw_status jurisdictions_load(struct arena *mem, struct app *app, struct rw_err *e) RW_MUST;

/* The rules for the practice's state, the default where none of its own are carried; never NULL. */
const struct jurisdiction *jurisdiction_here(const struct app *app);

/* Those that stand in where the state's own file has no such rule. */
const struct jurisdiction *jurisdiction_default(const struct app *app);

/* How soon to report under the rules of a day; law: which file said so. Never NULL. */
const struct reporter_rule *reporter_rule_on(const struct app *app, struct date on,
                                             const struct jurisdiction **law);

#endif
