/* fact.h -- what is recorded about one child's case on one day: the only input of a checkpoint. */
#ifndef RW_CORE_FACT_H
#define RW_CORE_FACT_H

#include "base/date.h"
#include "base/str.h"

/* Three-valued. Nobody may read TRI_UNKNOWN as good news. */
enum tri { TRI_UNKNOWN, TRI_YES, TRI_NO };

enum fact_value {
    FACT_UNKNOWN, /* asked, and not known */
    FACT_YES,
    FACT_NO,
    FACT_NA, /* does not apply; counts only with a reason, and only where the criterion allows it */
    FACT_NUMBER
};

/* One dated, attributed record. For a recorded criterion `name` is the criterion's own id. */
struct fact {
    struct str id; /* the record's id; breaks ties, and is named in the explanation */
    struct str name;
    struct str child; /* empty: about the whole case */
    struct str person; /* the adult it is about; empty: nobody in particular */
    enum fact_value value;
    int64_t number; /* of FACT_NUMBER */
    struct str reason; /* of FACT_NA */
    struct date on; /* the day it speaks of; without a day, or after today, it does not count */
    int64_t recorded_utc; /* RW_NO_TIME: not known; then the other of one day's records wins */
    struct str by; /* who recorded it, in words for a screen */
    const struct str *evidence; /* ids of what is attached */
    size_t nevidence;
};

/* Which of a child's homes an adult stands for, as recorded per child; no word about fault. */
enum fact_side { SIDE_CONTACT, SIDE_HOME };

struct fact_adult {
    struct str id;
    struct str name; /* as screens say it: "Dana, mother" */
    enum fact_side side;
};

/* An entry of the register of warning signs. Empty child: any child. Empty person: not yet known
 * whom it concerns, so everyone. Open from `opened` to `closed` (RW_NO_DATE: still). */
struct fact_sign {
    struct str id, code, child, person;
    struct date opened, closed;
};

enum fact_signer {
    SIGNER_OTHER, /* no licence here: cannot set a criterion aside */
    SIGNER_LICENSED, /* a licensed member of the practice */
    SIGNER_TREATING /* the licensed clinician who treats this child */
};

enum fact_second {
    SECOND_NONE,
    SECOND_MEMBER, /* another licensed member; counts in a group practice */
    SECOND_ACCOUNT, /* outside licensed colleague through a consult account; solo practice */
    SECOND_RECORD /* consultation record with signed sheet; solo practice, after a waiting time */
};

/* A criterion set aside. Which of these fields it needs is decided by the criterion's class. */
struct fact_override {
    struct str id, criterion;
    struct str child, person; /* empty: not narrowed */
    struct date on, expires; /* RW_NO_DATE: no end */
    struct str by, by_name;
    enum fact_signer signer;
    struct str reason;
    struct str document; /* id of the outside document */
    enum fact_second second;
    struct str second_by, second_name;
    int64_t second_utc; /* when the second signer signed or the consultation took place */
    bool second_licensed;
    struct str second_sheet; /* id of the signed sheet of a consultation record */
};

/* A family that came in already under way: where the child stood, as entered on a day. */
struct fact_entry {
    bool under_way;
    struct str phase, level; /* ids of the protocol; level may be empty */
    struct date on; /* the day it was entered here; carried-over criteria are due from it */
};

/* Everything that an evaluation may know. Arrays are borrowed; their order does not matter, but
 * results list adults in the order given here. */
struct facts {
    struct date today;
    int64_t now_utc; /* RW_NO_TIME: the first moment of today */
    bool solo; /* practice of one clinician (second signers then come from outside) */
    struct str child, child_name;
    struct date born;
    struct str track; /* id of the protocol's track; empty: not chosen yet */
    struct fact_entry entry;
    const struct fact_adult *adults; /* this child's parents and guardians */
    size_t nadults;
    const struct fact *facts;
    size_t nfacts;
    bool signs_known; /* somebody keeps the register; false makes every question to it unknown */
    const struct fact_sign *signs;
    size_t nsigns;
    const struct fact_override *overrides;
    size_t noverrides;
};

/* Whose record a question needs: case (both empty), child, or adult of that child. */
struct fact_key {
    struct str name, child, person;
};

/*
 * fact_latest -- the record that speaks for today.
 *
 * in      k   an adult's question is answered by a record for this child or for the whole case;
 *             a child's only by one for this child; the case's only by one for the case
 * out     the record with the latest day, then the latest time of recording, then the greater id;
 *         NULL where there is none on or before today
 * owns    borrows from f
 */
const struct fact *fact_latest(const struct facts *f, struct fact_key k);

/* On how many different days, up to today, the answer was yes. */
size_t fact_days_yes(const struct facts *f, struct fact_key k);

/* The first open sign of this code (by opening day, then id) that touches this child or one of
 * the child's adults; with a person, only one that touches the child or that person; or NULL. */
const struct fact_sign *fact_open_sign(const struct facts *f, struct str code, struct str person);

#endif
