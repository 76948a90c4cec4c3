/* release_parts.h -- what release.c and release_read.c share. */
#ifndef RW_APP_RELEASE_PARTS_H
#define RW_APP_RELEASE_PARTS_H

#include "app/release.h"
#include "core/sentence.h"

/* The reason that a release carries which ended with its case. */
#define RELEASE_ENDED_BY_CLOSING "The case was closed."

/* Whose signatures a release of this person's record takes today. In: rows were loaded by
 * case_rows_load. */
enum rw_status release_need_of(struct act *a, const struct case_rows *c, struct str subject_id,
                               struct release_need *need) RW_MUST;

#endif
