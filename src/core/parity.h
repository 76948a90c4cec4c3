/* parity.h -- what each parent was offered over some days, side by side: facts, and a word where two
 * figures stand far apart. No score, no order, and no fault. */
#ifndef RW_CORE_PARITY_H
#define RW_CORE_PARITY_H

#include "base/date.h"
#include "base/str.h"

enum parity_measure {
    PARITY_MINUTES, /* of sessions that took place with this parent */
    PARITY_HELD, /* how many those were */
    PARITY_OFFERED, /* sessions that were planned, whatever came of them */
    PARITY_INTERVIEW, /* minutes of talks with this parent alone */
    PARITY_LETTERS, /* notices, letters and copies that went to this parent */
    PARITY_MEASURES
};

/* One appointment with one parent. */
struct parity_line {
    struct str person;
    struct date on;
    int64_t minutes;
    bool held;
    bool
        interview; /* of a kind that is a talk with a parent, and no other adult or child was there */
};

struct parity_letter {
    struct str person;
    struct date on;
};

struct parity_column {
    struct str person;
    int64_t figure[PARITY_MEASURES];
};

struct parity_window {
    struct date from, to; /* both included */
    int64_t ratio_percent; /* above it two figures are worth a look */
};

/* Adds up for each column; the person stands in it before. A line of nobody's column is left out. */
void parity_count(const struct parity_window *w, const struct parity_line *lines, size_t n,
                  const struct parity_letter *letters, size_t nletters, struct parity_column *c,
                  size_t ncolumns);

/*
 * parity_apart -- is the larger figure of a measure more than ratio_percent hundredths of the
 * smaller? Where one has nothing and another has something, it is.
 *
 * source  clinical.md R-NEU-4, section 1.9 P1
 */
bool parity_apart(const struct parity_window *w, const struct parity_column *c, size_t ncolumns,
                  enum parity_measure m);

const char *parity_measure_word(enum parity_measure m); /* "minutes" */

#endif
