/* lists.h -- the lists of content/lists/ by their id: what may be chosen, and how it reads. */
#ifndef RW_APP_LISTS_H
#define RW_APP_LISTS_H

#include "app/app.h"
#include "core/choice.h"

/*
 * lists_load -- read and check every embedded list; at start.
 *
 * out     *l      whole, in mem
 * errors  RW_EBUG  an embedded file is wrong: the program must not start; *e names file and line
 */
enum rw_status lists_load(struct arena *mem, const struct lists **l, struct rw_err *e) RW_MUST;

/* The list of that id ("goals", "note-kinds"); an empty list where there is none. */
const struct choice_list *list_of(const struct app *app, const char *id);

/* Label of a code in a list, for screens; "not recorded yet" where unknown. */
struct str list_label(const struct app *app, const char *id, struct str code);

#endif
