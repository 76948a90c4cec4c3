/* addendum.h -- the only way to say more after a note is signed. */
#ifndef RW_APP_ADDENDUM_H
#define RW_APP_ADDENDUM_H

#include "app/note.h"

/*
 * addendum_sign -- add reason and text under a signed note, signed by the viewer at once.
 *
 * errors  RW_EDENIED    password and code were not given within the last minutes
 *         RW_ENOTFOUND  no such note, or none that the viewer may know of
 *         RW_EINPUT     reason or text is missing, or the note is still a draft
 */
enum rw_status addendum_sign(struct act *a, struct str case_id, struct str note_id,
                             struct str reason, struct str body, struct str *id) RW_MUST;

/* Whether every addendum still has the bytes that were signed; those of the time before hashes were
 * kept have nothing to be compared with. */
bool addenda_intact(struct act *a, const struct note *n);

/* Name and licence of whoever signed it, as they were then. */
struct str addendum_signer(struct arena *a, const struct addendum_list_row *d);

#endif
