/* open.h -- a practice opened by one process: folder, key, store, writer, content, settings. */
#ifndef RW_APP_OPEN_H
#define RW_APP_OPEN_H

#include "app/app.h"

struct opened;

/*
 * app_open -- everything that a server or a verb needs before the first act.
 *
 * in      dir       folder of the practice
 *         threaded  true: the writer has a thread of its own (serve); false: it works in ours
 *         migrate   bring the schema forward first; otherwise an older one is refused
 * out     *o        owns what app_of() shows, until app_close
 * errors  RW_ENOTFOUND  no practice there; RW_ECONFLICT  schema older or newer than this program;
 *         RW_EDENIED    folder or key readable by others; RW_EBUG  a content file is wrong
 */
enum rw_status app_open(const char *dir, bool threaded, bool migrate, struct opened **o,
                        struct rw_err *e) RW_MUST;
void app_close(struct opened *o); /* safe on NULL */

const struct app *app_of(const struct opened *o);

#endif
