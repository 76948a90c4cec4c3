/* import.h -- families, people and appointments out of a spreadsheet: looked at first, then brought
 * in together or not at all. */
#ifndef RW_APP_IMPORT_H
#define RW_APP_IMPORT_H

#include "app/app.h"

enum import_kind { IMPORT_CASES, IMPORT_PEOPLE, IMPORT_APPOINTMENTS, IMPORT_KINDS };

struct import_column {
    const char *name; /* as it stands in the first line of the file: "case_number" */
    const char *label; /* "Case number"; a file may say this instead */
    const char *hint; /* what may stand in it; a few words */
    const char *field; /* of the problems that the use case notes about it */
    size_t max; /* code points of one value, as on the page that edits it */
    bool required; /* the column must be there; a value may be demanded all the same */
    bool lines; /* a value may have several */
};

#define IMPORT_COLUMNS 24 /* most of one kind */

/* The columns of one kind, in the order of the manual page. */
const struct import_column *import_columns(enum import_kind kind, size_t *n);

enum import_state {
    IMPORT_GOOD, /* can come in, or came in */
    IMPORT_HERE, /* the record holds it already; left out */
    IMPORT_WRONG, /* the problems say why */
    IMPORT_STATES
};

struct import_row {
    size_t line; /* of the file */
    enum import_state state;
    struct str what; /* who or what it is: "Maya Alder" */
    struct str detail; /* what would be made of it, in a few words */
    const struct str *problems;
    size_t nproblems;
};

struct import_sheet {
    enum import_kind kind;
    struct import_row *rows;
    size_t n;
    size_t count[IMPORT_STATES];
};

/*
 * import_look -- what would become of each row, by the very checks that bringing it in makes.
 *
 * Everything is made and taken back again inside one act_write, so that rows which depend on each
 * other are seen as they would be; nothing stays, not even an event.
 *
 * in      text    the file; any bytes
 * out     *sheet  in a->mem
 * errors  RW_EINPUT    the file as a whole can't be read: a->bad says why, under "text"
 *         RW_ENOTFOUND no capability
 */
enum rw_status import_look(struct act *a, enum import_kind kind, struct str text,
                           struct import_sheet *sheet) RW_MUST;

/*
 * import_bring_in -- every row that can come in, all in one act_write, with one event for each thing
 * that is made and one for the whole.
 *
 * in      good_only  leave out the rows that have problems; otherwise one of them stops everything
 * errors  RW_EINPUT  nothing was stored: rows have problems, nothing is left to bring in, or the file
 *                    can't be read; *sheet and a->bad say what
 */
enum rw_status import_bring_in(struct act *a, enum import_kind kind, struct str text,
                               bool good_only, struct import_sheet *sheet) RW_MUST;

#endif
