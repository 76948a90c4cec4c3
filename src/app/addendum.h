/* addendum.h -- the only way to say more after a note is signed. */
#ifndef RW_APP_ADDENDUM_H
#define RW_APP_ADDENDUM_H

#include "app/app.h"

/*
 * addendum_sign -- add reason and text under a signed note, signed by the viewer at once.
 *
 * errors  RW_EDENIED    password and code were not given within the last minutes
 *         RW_ENOTFOUND  no such note, or none that the viewer may know of
 *         RW_EINPUT     reason or text is missing, or the note is still a draft
 */
enum rw_status addendum_sign(struct act *a, struct str case_id, struct str note_id,
                             struct str reason, struct str body, struct str *id) RW_MUST;

#endif
