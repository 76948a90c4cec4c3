/* press.h -- the threads that draw PDFs: pango and cairo objects never leave the thread that made
 * them, and sixteen workers with fonts of their own would cost more memory than all the rest. */
#ifndef RW_APP_PRESS_H
#define RW_APP_PRESS_H

#include "base/err.h"

struct press;

typedef enum rw_status (*press_fn)(void *arg);

enum rw_status press_start(struct press **p, struct rw_err *e) RW_MUST;
void press_stop(struct press *p); /* after what it draws now; safe on NULL */

/*
 * press_draw -- run draw on one of the threads and wait for what it returns.
 *
 * in      p    NULL: draw here (a verb of the command line has one thread)
 *         arg  the press's until it returns, an arena in it too
 */
enum rw_status press_draw(struct press *p, press_fn draw, void *arg) RW_MUST;

#endif
