/* import_parts.h -- what the files of import share: the file as a table, its values, one row of each
 * kind. */
#ifndef RW_APP_IMPORT_PARTS_H
#define RW_APP_IMPORT_PARTS_H

#include "app/check.h"
#include "app/import.h"
#include "core/csv.h"

#define IMPORT_NONE SIZE_MAX

/* Places of the columns in the tables of import_columns. */
enum {
    CASE_NUMBER,
    CASE_TITLE,
    CASE_ORIGIN,
    CASE_REFERRED,
    CASE_SOURCE,
    CASE_REASON,
    CASE_SCENARIOS,
    CASE_UNDER_WAY,
    CASE_AS_OF,
    CASE_COLUMNS
};
enum {
    PERSON_CASE,
    PERSON_KIND,
    PERSON_NAME,
    PERSON_BIRTH,
    PERSON_LANGUAGE,
    PERSON_INTERPRETER,
    PERSON_NEEDS,
    PERSON_RELATION,
    PERSON_ROLE,
    PERSON_CHILD,
    PERSON_SINCE,
    PERSON_PROFESSION,
    PERSON_ORGANISATION,
    PERSON_SAFE,
    PERSON_PHONE,
    PERSON_EMAIL,
    PERSON_ADDRESS,
    PERSON_PROTECTED,
    PERSON_PHASE,
    PERSON_TRACK,
    PERSON_LEVEL,
    PERSON_COLUMNS
};
enum {
    VISIT_CASE,
    VISIT_DATE,
    VISIT_TIME,
    VISIT_MINUTES,
    VISIT_KIND,
    VISIT_PEOPLE,
    VISIT_ROOM,
    VISIT_STATE,
    VISIT_REASON,
    VISIT_COLUMNS
};

/* One import on its way. While a row is at work a->mem is an arena of its own, emptied after it. */
struct import {
    struct import_sheet *sheet;
    struct arena *keep; /* the request's */
    struct arena row_mem;
    struct csv csv;
    size_t
        at[IMPORT_COLUMNS]; /* which value of a row a column is; IMPORT_NONE: the file lacks it */
    struct caseload_row *cases; /* the viewer's own, and those brought in before this row */
    size_t ncases;
    struct caseload_children_row *children;
    size_t nchildren;
    bool dry; /* take everything back at the end */
    bool again; /* only the rows that were good before */
};

/* import_columns.c -- cuts the file and finds its columns; problems under "text". */
enum rw_status import_cut(struct act *a, enum import_kind kind, struct str text,
                          struct import *im) RW_MUST;

/* import_value.c -- values of a row; each notes what is wrong under the column's field. */
struct str import_text(struct act *a, const struct import *im, const struct csv_row *row,
                       size_t column);
struct date import_date(struct act *a, const struct import *im, const struct csv_row *row,
                        size_t column);
bool import_yes(struct act *a, const struct import *im, const struct csv_row *row, size_t column);
/* A code, found by itself or by its label; as typed where it is neither. */
struct str import_choice(struct act *a, const struct import *im, const struct csv_row *row,
                         size_t column, const struct choice *list, size_t n);
struct str import_code(struct act *a, const char *field, struct str typed,
                       const struct choice *list, size_t n);
/* Cuts "Maya; Leo" at its semicolons; blanks go, empty pieces too. */
struct str *import_pieces(struct act *a, struct str text, size_t *n);
bool import_same(struct str x, struct str y); /* capital letters of ASCII apart */

/* The case of the row's number among the viewer's own, in which they may do this; STR_NULL with a
 * problem where there is none, whether it exists for somebody else or not. */
enum rw_status import_case(struct act *a, const struct import *im, const struct csv_row *row,
                           enum capability cap, struct str *case_id) RW_MUST;

/*
 * The three kinds of rows, inside apply: check, then make.
 *
 * out     out->what and detail, in a->mem; out->state IMPORT_HERE where nothing is to be made
 * errors  RW_EINPUT  a->bad says what is wrong with the row
 */
enum rw_status import_case_row(struct act *a, struct import *im, const struct csv_row *row,
                               struct import_row *out) RW_MUST;
enum rw_status import_person_row(struct act *a, struct import *im, const struct csv_row *row,
                                 struct import_row *out) RW_MUST;
enum rw_status import_visit_row(struct act *a, struct import *im, const struct csv_row *row,
                                struct import_row *out) RW_MUST;

#endif
