/* override.h -- does a criterion set aside by somebody count today, and if not, why not. */
#ifndef RW_CORE_OVERRIDE_H
#define RW_CORE_OVERRIDE_H

#include "core/fact.h"
#include "core/protocol.h"

enum override_refusal {
    REFUSED_NOT, /* it counts */
    REFUSED_NEVER,
    REFUSED_HUMAN,
    REFUSED_EARLY, /* its day is missing or still to come */
    REFUSED_EXPIRED,
    REFUSED_REASON,
    REFUSED_SIGNER, /* not a licensed clinician; for class T not the treating one */
    REFUSED_DOCUMENT,
    REFUSED_SECOND, /* no second signer of the form that this practice needs */
    REFUSED_WAIT, /* the waiting time of a consultation record still runs */
    REFUSED_TOO_LONG /* class S without an end, or with one too far away */
};
#define OVERRIDE_REFUSALS 11

struct override_ruling {
    const struct fact_override *counts; /* or NULL */
    const struct fact_override *ignored; /* the newest that does not count; NULL if one does */
    enum override_refusal why; /* of ignored */
};

/*
 * override_refused -- judge one override by a class.
 *
 * in      p  gives the longest run and the waiting time
 *         f  gives today, now, and whether the practice is solo
 * out     the first thing that is wrong with it, or REFUSED_NOT. Its last day counts whole
 */
enum override_refusal override_refused(const struct protocol *p, const struct facts *f,
                                       const struct fact_override *o, enum override_class k);

/* Among the overrides of this criterion for this child (and this adult, or NULL): the newest that
 * counts, or else the newest. Newest by day, then id. */
struct override_ruling override_find(const struct protocol *p, const struct facts *f,
                                     const struct criterion *c, const struct fact_adult *adult,
                                     enum override_class k);

/* The sentence for a refusal; empty for REFUSED_NOT. */
struct str override_refusal_words(const struct protocol_words *w, enum override_refusal why);

#endif
