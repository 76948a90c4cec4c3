/* readiness.h -- what the newest ratings say at a checkpoint. Each item stands alone: nothing is
 * added up, no source is averaged with another, and nobody is ranked.
 *
 * source  clinical.md 4.3 (G3.a), 4.4, A8, A10 */
#ifndef RW_CORE_READINESS_H
#define RW_CORE_READINESS_H

#include "base/date.h"
#include "base/str.h"
#include "core/fact.h"

#define READINESS_ACCOUNTABILITY "accountability" /* the one item that may be "none identified" */
#define READINESS_WILLINGNESS "willingness"
#define READINESS_CALM "calm_enough"

enum readiness_state {
    READINESS_UNKNOWN,
    READINESS_RATED,
    READINESS_NOT_YET, /* cannot be observed at this stage: fails nothing */
    READINESS_NONE_IDENTIFIED /* no part of one's own, with source; stands like an adequate level */
};

enum readiness_source {
    READINESS_BY_SELF,
    READINESS_BY_CLINICIAN,
    READINESS_OBSERVED, /* of a child who cannot say it: by a neutral adult, in the child's place */
    READINESS_BY_OTHER
};

struct readiness_rating {
    struct str id, person, item;
    enum readiness_source source;
    enum readiness_state state;
    int64_t level; /* of READINESS_RATED */
    struct date on;
    int64_t recorded_utc;
    struct str by;
};

/* The newest word of these sources (bits 1 << source) on one item of one person; NULL: none. Of two
 * words of one moment the lower counts. */
const struct readiness_rating *readiness_newest(const struct readiness_rating *list, size_t n,
                                                struct str person, struct str item,
                                                unsigned sources);

struct readiness_answer {
    enum tri value;
    const struct readiness_rating *last; /* the newest that it rests on; dates the answer */
    size_t low, missing, later; /* items below the level, not known, and not yet */
};

/*
 * readiness_of_adult -- is each of these items there, by the clinician's newest rating?
 *
 * in      level  the least; what the adult says of themself stands beside it and decides nothing
 * out     no: an item is below it; unknown: none is, but one is not known, or nothing could be
 *         observed yet; else yes
 */
struct readiness_answer readiness_of_adult(const struct readiness_rating *list, size_t n,
                                           struct str person, const struct str *items,
                                           size_t nitems, int64_t level);

/* Is the child open to it: the child's own view and the clinician's each at that level or above, and
 * neither says that the child is in acute distress? Neither outweighs the other. */
struct readiness_answer readiness_of_child(const struct readiness_rating *list, size_t n,
                                           struct str child, int64_t level);

#endif
