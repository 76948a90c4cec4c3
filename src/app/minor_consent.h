/* minor_consent.h -- a young person who may consent alone under the law of the state: to sessions of their
 * own, and to nothing else. That part of the record is theirs to give. */
#ifndef RW_APP_MINOR_CONSENT_H
#define RW_APP_MINOR_CONSENT_H

#include "app/case_people.h"
#include "app/checkpoint.h"
#include "app/jurisdictions.h"
#include "gen/rows.h"

#define LIST_MINOR_OWN_KINDS "minor-own-kinds"

/* What the law of the practice's state says about one young person on that day. */
struct minor_law {
    int may; /* 1 yes, 0 not yet, -1 not known here: then no */
    int32_t age; /* from which it would be; -1: not known */
    struct str citation;
    bool unverified;
};
struct minor_law minor_law_of(struct act *a, struct str birth, struct date on);

struct minor_consent_input {
    struct str child_id;
    bool withdrawn;
    struct date on;
    struct str typed_name; /* as the young person typed it, the viewer looking on; or: */
    struct str document_id; /* the signed paper */
};

/*
 * minor_consent_record -- to be given only where the law of that day says that they may; taking it back
 * waits for nothing, and stops what is planned where nobody else's consent stands.
 *
 * errors  RW_EDENIED  typed before the viewer, and password and code were not given within five
 *         minutes; RW_EINPUT  a->bad
 */
enum rw_status minor_consent_record(struct act *a, struct str case_id,
                                    const struct minor_consent_input *in) RW_MUST;
enum rw_status minor_consent_list(struct act *a, struct str case_id,
                                  struct minor_consent_row **rows, size_t *n) RW_MUST;

/* For rooms that must know whoever asks, inside apply as well. NULL: no consent of their own stands
 * today. What was said last counts, by its own day and not by that of recording. rows as minor_consent_load has them. */
enum rw_status minor_consent_load(struct act *a, struct str case_id,
                                  struct minor_consent_row **rows, size_t *n) RW_MUST;
const struct minor_consent_row *minor_consent_of(const struct act *a,
                                                 const struct minor_consent_row *rows, size_t n,
                                                 struct str child_id);

/* Is this an appointment that this consent carries: of a kind for the young person alone, and nobody
 * else of the family in it? */
bool minor_consent_carries(const struct act *a, const struct case_people *people, struct str kind,
                           const struct str *ids, size_t n);

#endif
