/* concern_parts.h -- what the files of the concern share. */
#ifndef RW_APP_CONCERN_PARTS_H
#define RW_APP_CONCERN_PARTS_H

#include "app/concern.h"

/* How a kind is kept. */
struct str concern_step_word(enum concern_step_kind kind);
bool concern_step_of(struct str word, enum concern_step_kind *kind);

/* A report, in writing or not; a word that clears the way. */
bool concern_is_report(enum concern_step_kind kind);
bool concern_is_clearance(enum concern_step_kind kind);

/* Every concern of a case, whoever may see it; two statements. */
enum rw_status concern_load_all(struct act *a, struct str case_id, struct concern **list,
                                size_t *n) RW_MUST;

/* The clock of one concern from its steps; fills law, rule and clock. */
enum rw_status concern_read_clock(struct act *a, struct concern *c) RW_MUST;

/* Is there anything left for the reporter to do? As kept in concern.unsettled. */
bool concern_unsettled(const struct clock_reading *k);

#endif
