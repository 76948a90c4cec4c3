/* session_row.h -- a line of the calendar as the templates show it; Today and the case page too. */
#ifndef RW_WEB_PAGES_SESSION_ROW_H
#define RW_WEB_PAGES_SESSION_ROW_H

#include "app/appointment.h"
#include "web/pages/page.h"

/* out     rows[n]   for {{>session_row .}}; memory from r->mem */
void session_rows(struct req *r, const struct appointment_line *lines, size_t n,
                  struct session_row_view *rows);

#define SESSION_UNLICENSED                                                                         \
    "No licence of its clinician on record holds that day: book it with somebody else, or renew "  \
    "the licence first."

/* "planned", "happened", "cancelled", "did not go ahead" */
struct str session_state_words(enum appointment_state s);

#endif
