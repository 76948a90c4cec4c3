/* release.h -- a signed release: how it stands on a day, and whose signatures it takes. */
#ifndef RW_CORE_RELEASE_H
#define RW_CORE_RELEASE_H

#include "base/date.h"
#include "base/str.h"

enum release_state {
    RELEASE_RUNS,
    RELEASE_NOT_YET,
    RELEASE_EXPIRED,
    RELEASE_REVOKED,
    RELEASE_CLOSED
};

struct release_span {
    struct date signed_on, expires_on;
    struct date ended_on; /* revoked; RW_NO_DATE: not */
};

/* closed: the case is closed, which ends every release of it. The last day still counts. */
enum release_state release_state_of(const struct release_span *r, struct date today, bool closed);

/* Who must sign for what it covers. */
struct release_need {
    bool child;
    struct str subject; /* whose record */
    bool undetermined; /* core/privilege.h */
    struct str holder_id; /* who holds the privilege besides those below; may be empty */
    bool own_consent; /* the young person consented alone */
    bool either; /* one of those who hold custody is enough */
    const struct str *custody; /* who holds legal custody today, by a document */
    size_t ncustody;
};

enum release_refusal {
    RELEASE_MAY,
    RELEASE_UNDETERMINED, /* who holds the privilege is not settled */
    RELEASE_NOT_OWN, /* an adult's record, and somebody else signed */
    RELEASE_NO_CUSTODY, /* nobody is recorded, with a document, who may act for the child */
    RELEASE_CUSTODY_MISSING, /* *who has not signed */
    RELEASE_HOLDER_MISSING, /* *who holds the privilege, and has not signed */
    RELEASE_MINOR_MISSING, /* the young person has not signed */
    RELEASE_STRANGER /* *who signed and has no say in it */
};

/*
 * release_may -- do these signatures carry it?
 *
 * out     *who  whom the answer is about; may be empty
 * source  clinical.md R-ROI-2, R-CON-3, R-PRV-1
 */
enum release_refusal release_may(const struct release_need *x, const struct str *signers, size_t n,
                                 struct str *who);

#endif
