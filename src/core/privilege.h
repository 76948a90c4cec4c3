/* privilege.h -- who decides about privilege for one person: never guessed for a child whose parents
 * stand on different sides. */
#ifndef RW_CORE_PRIVILEGE_H
#define RW_CORE_PRIVILEGE_H

#include "base/date.h"
#include "base/str.h"

/* One row of the record, in the order of recording. */
struct privilege_line {
    struct str person;
    bool asked; /* the court or a guardian ad litem was asked; else it names a holder */
    struct str holder; /* code: self parents gal court_appointed minor */
    struct str holder_id; /* person of the case; may be empty */
    struct str waiver; /* code: not_waived limited waived */
    struct str document; /* the paper that says so; may be empty */
    struct date on;
};

struct privilege_subject {
    struct str person;
    bool child;
    bool dispute; /* adults stand on both sides of this child */
};

struct privilege_state {
    const struct privilege_line *line; /* what it rests on; NULL: the default */
    struct str holder; /* empty where undetermined */
    bool undetermined; /* then nothing of this person goes out */
    bool asked; /* since it was last determined, somebody asked */
};

/*
 * privilege_of -- as of a day.
 *
 * out     an adult holds their own unless a row says otherwise. For a child in dispute a row counts
 *         only with its document; without a row that counts it is undetermined. Without a dispute
 *         those who hold legal custody hold it
 * source  clinical.md R-PRV-1
 */
struct privilege_state privilege_of(const struct privilege_subject *s,
                                    const struct privilege_line *lines, size_t n,
                                    struct date today);

#endif
