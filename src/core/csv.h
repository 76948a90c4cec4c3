/* csv.h -- a table as text: comma-separated values as RFC 4180 writes them, one pass, no recursion.
 *
 * A spreadsheet's own habits are taken too: a mark of UTF-8 at the beginning, LF or CR alone as the
 * end of a line, and a semicolon or a tab between the values. */
#ifndef RW_CORE_CSV_H
#define RW_CORE_CSV_H

#include "base/str.h"

/* Not an error of the program: what a person has to change in the text. */
enum csv_fault {
    CSV_FINE = 0,
    CSV_NOT_TEXT, /* not UTF-8, or a control byte stands in it */
    CSV_QUOTE_OPEN, /* a quoted value that never ends; line is where it begins */
    CSV_QUOTE_STRAY, /* a quotation mark inside a value without quotes, or text behind a quoted one */
    CSV_TOO_MANY_ROWS,
    CSV_TOO_MANY_CELLS, /* in one row */
    CSV_TOO_LARGE /* for the arena */
};

struct csv_row {
    size_t line; /* of the text on which it begins, from 1 */
    const struct str *cells; /* as written, without quotes; bytes are kept as they are */
    size_t n;
};

struct csv {
    const struct csv_row *rows; /* empty lines are left out */
    size_t n;
    size_t line; /* where the fault lies; 0 where there is none */
};

struct csv_limits {
    size_t rows, cells; /* at most so many rows, and values in one of them */
};

/* The sign between values: whichever of comma, semicolon and tab is most frequent in the first line
 * that isn't empty, outside quotes; a comma where none stands there. */
char csv_separator(struct str text);

/*
 * csv_read -- cut a text into rows of values.
 *
 * in      text  any bytes; sep  the sign between values
 * out     *t    rows in the order of the text; on a fault rows are those before it, and line says
 *               where it lies
 * owns    cells borrow from text, or live in a where a quotation mark was doubled
 * source  RFC 4180, section 2
 */
enum csv_fault csv_read(struct arena *a, struct str text, char sep, struct csv_limits max,
                        struct csv *t);

#endif
