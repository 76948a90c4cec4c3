/* note_rows.h -- between the files of the note use case; pages use note.h. */
#ifndef RW_APP_NOTE_ROWS_H
#define RW_APP_NOTE_ROWS_H

#include "app/note.h"

/* The note with people and tags, as the connection in a->db sees it, without any wall. */
enum rw_status note_load(struct act *a, struct str case_id, struct str id, struct note *n) RW_MUST;

/* Hash of the canonical bytes, 64 hex characters in a->mem. */
enum rw_status note_hash(struct act *a, const struct note_record *r, struct str *hash) RW_MUST;

/* A signed note's line in the chronology; nothing for process notes. */
enum rw_status note_put_line(struct act *a, const struct note *n) RW_MUST;

/* RW_ENOTFOUND unless the viewer may know of it; errors of act_allow. */
enum rw_status note_wall_check(struct act *a, const struct note *n, enum capability cap) RW_MUST;

#endif
