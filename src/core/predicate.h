/* predicate.h -- the small language in which a criterion asks the record: yes, no or not known. */
#ifndef RW_CORE_PREDICATE_H
#define RW_CORE_PREDICATE_H

#include "core/fact.h"
#include "core/protocol.h"

/* What made the answer other than yes, where the criterion's own sentence would not tell. */
enum predicate_why {
    WHY_PLAIN,
    WHY_SIGN_OPEN,
    WHY_SIGN_UNKNOWN,
    WHY_STALE,
    WHY_NA_REFUSED,
    WHY_EARLIER_GATE
};

struct predicate_answer {
    enum tri is;
    enum predicate_why why;
    const struct fact *record; /* the record that it rests on, or NULL */
    const struct fact_sign *sign; /* of WHY_SIGN_OPEN */
    struct str sign_code; /* of both sign answers */
    int64_t days; /* of WHY_STALE */
    bool na; /* yes by an allowed "does not apply" */
};

/* Collects evidence ids: first pass with ids == NULL counts, second pass fills without repeats. */
struct evidence_trail {
    struct str *ids;
    size_t n;
};

struct asking;
typedef enum tri gate_stands_fn(const struct asking *q, struct str gate_id);

/* Whom and what is being asked. */
struct asking {
    struct arena *a;
    const struct protocol *p;
    const struct facts *f;
    const struct criterion *c;
    struct str child, person; /* key of the records that answer; see criterion_per */
    gate_stands_fn *stands; /* how PRED_STILL_TRUE asks; NULL: not known */
};

/* The answer as of f->today; the trail gains the evidence that was looked at. */
struct predicate_answer predicate_ask(const struct asking *q, const struct predicate *w,
                                      struct evidence_trail *trail);

/* The name under which its own record is kept, the first where it rests on several; NULL text where
 * it has none: signs, another checkpoint. */
struct str predicate_record(const struct predicate *w);

/* Three-valued, as PRED_ALL and PRED_ANY say; of nothing: yes, and no. */
enum tri tri_all(const enum tri *x, size_t n);
enum tri tri_any(const enum tri *x, size_t n);

#endif
