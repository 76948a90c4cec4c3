/* consent.h -- whose consent the treatment of a child needs, whether it stands on a day, and what the
 * child answered. Consent is signed, withdrawn or missing; it is never implied. */
#ifndef RW_CORE_CONSENT_H
#define RW_CORE_CONSENT_H

#include "base/date.h"
#include "base/str.h"

enum consent_line_kind {
    CONSENT_CUSTODY, /* one holder of legal custody: lines of one id belong together */
    CONSENT_WORD, /* what one adult said about the treatment of one child */
    CONSENT_ORDER, /* an order of the court */
    CONSENT_ASSENT, /* what the child answered */
    CONSENT_AGREEMENT, /* a whole treatment agreement */
    CONSENT_LINE_KINDS
};

/* One row of the record, of whichever kind. */
struct consent_line {
    enum consent_line_kind kind;
    struct str id, child, person;
    struct str word; /* custody: sole joint_either joint_both agency other; word: signed paper order
                        declined withdrawn not_applicable; order: in_force superseded ended; assent:
                        yes slower not_sure no not_asked */
    struct str ref; /* of a word: the order that stands in, or the agreement that was signed; of an
                       assent: "next_step", or the appointment that it is about */
    struct str document;
    struct date on, to; /* to: RW_NO_DATE: no end */
    int64_t page; /* of the clause that stands in */
    bool no_orders; /* of custody: it was said that there is no order of a court */
    struct date served, delivered;
    int64_t recorded_utc;
};

struct consent_name {
    struct str id, words; /* "Dana, mother" */
};

/* Everything that a judgement about one child may know. Lines come in the order of recording. */
struct consent_record {
    struct str child, child_name;
    struct date today;
    const struct consent_line *lines;
    size_t n;
    const struct consent_name *names;
    size_t nnames;
};

enum consent_state {
    CONSENT_MISSING,
    CONSENT_SIGNED,
    CONSENT_BY_ORDER, /* a clause stands in: informed, did not sign */
    CONSENT_NOT_NEEDED, /* dead, unknown, barred, not there: with a reason */
    CONSENT_DECLINED,
    CONSENT_WITHDRAWN,
    CONSENT_STATES
};

struct consent_signer {
    struct str person, name;
    enum consent_state state;
    bool notice; /* refused or withdrawn while an order stands in: the court and counsel are told */
    const struct consent_line *line; /* what the state rests on; NULL: nothing is recorded */
    struct str sentence;
};

struct consent_status {
    bool complete; /* false: awaiting consent */
    bool stopped; /* a needed signer took consent back, and no order stands in */
    const struct consent_line *custody; /* NULL: not recorded */
    const struct consent_signer *signers; /* those who hold legal custody today */
    size_t nsigners;
    const struct str *why; /* one plain sentence for each thing that is missing */
    size_t nwhy;
};

/*
 * consent_check -- does the consent that this child's treatment needs stand today?
 *
 * out     unknown custody, or custody without a document, is awaiting. Where either holder may
 *         consent one signature is enough; where both must, and with an agency or another
 *         arrangement, everybody's is needed who is not excused, and at least one
 * owns    memory from a; borrows from r
 * source  clinical.md R-CON-1, 2, 5; A3
 */
void consent_check(struct arena *a, const struct consent_record *r, struct consent_status *s);

/* One adult's own standing for this child, holder or not. With agreement: only a signature under that
 * agreement counts as one. */
struct consent_signer consent_of(struct arena *a, const struct consent_record *r, struct str person,
                                 struct str agreement);

/* The latest answer about `ref` ("next_step" or an appointment) on or before today; NULL: none. Of two
 * answers of one day the later recorded counts, and a "no" never gives way within its second. */
const struct consent_line *consent_answer(const struct consent_record *r, struct str ref);

/* The same of answers that the child gave: that nobody asked takes none of them back. */
const struct consent_line *consent_answer_given(const struct consent_record *r, struct str ref);

/* Whether contact goes no further than it stands after that answer: until a yes, also a slower one. */
bool consent_answer_keeps(const struct consent_line *answer);

/* May the child's session that this is about go on? Only a "no" stops it. */
bool consent_answer_stops(const struct consent_line *answer);

/* May the young person consent alone? law_age comes from the region; less than 0: not known, so no. */
bool consent_minor_may(int32_t age_years, int32_t law_age_years);

#endif
