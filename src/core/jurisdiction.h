/* jurisdiction.h -- what the law of one state says where this program asks: who may consent, how soon
 * somebody must report, what no programme may ask for. Each value says where it is from, and since
 * when somebody vouches for it; nothing here knows a state by name. */
#ifndef RW_CORE_JURISDICTION_H
#define RW_CORE_JURISDICTION_H

#include "core/protocol.h"

#include <stddef.h>

/* Under what a value stands. */
struct law_basis {
    struct str source; /* id in the file */
    struct str note; /* may be empty */
    struct date from, to; /* both included; RW_NO_DATE: no such bound is recorded */
    struct date verified_on; /* RW_NO_DATE: by nobody so far */
    struct str verified_by;
};

struct law_source {
    struct str id, citation;
};

/* A minor may agree to outpatient treatment alone from this age. */
struct consent_rule {
    int32_t age;
    struct law_basis basis;
};

struct reporter_rule {
    int32_t oral_hours; /* 0: immediately */
    int32_t written_hours; /* -1: no report in writing is named */
    bool personal; /* nobody may be asked to report in one's stead */
    struct law_basis basis;
};

/* What a programme may ask of a family. */
enum programme_condition {
    CONDITION_NO_CONTACT, /* no contact with the parent to whom the child is bonded */
    CONDITION_PRIVATE_TRANSPORT,
    CONDITION_OVERNIGHT,
    CONDITION_OUT_OF_STATE,
    CONDITION_MULTI_DAY,
    CONDITION_CUSTODY_TRANSFER
};
#define CONDITIONS 6

struct barred_rule {
    enum programme_condition condition;
    bool unless_both_agree; /* lawful where both parents consent */
    struct law_basis basis;
};

struct deadline_rule {
    struct str what;
    int32_t days;
    struct str unit; /* "calendar days" */
    struct law_basis basis;
};

struct jurisdiction {
    struct passport pass;
    struct str region; /* code of a state; "default" where none of its own is carried */
    int32_t verify_months; /* so long a verification is good */
    const struct law_source *sources;
    size_t nsources;
    const struct consent_rule *consent;
    size_t nconsent;
    const struct reporter_rule *reporter;
    size_t nreporter;
    const struct barred_rule *barred;
    size_t nbarred;
    const struct deadline_rule *deadlines;
    size_t ndeadlines;
};

bool law_in_force(const struct law_basis *b, struct date on);

/* Nobody vouches for it, or too long ago: a screen that uses it says so. */
bool law_unverified(const struct jurisdiction *j, const struct law_basis *b, struct date on);

/* Where a value is from, exactly enough to find it. */
struct str law_citation(const struct jurisdiction *j, const struct law_basis *b);

/* The rule of a day; NULL where the file has none: then it is not known. */
const struct consent_rule *jurisdiction_consent(const struct jurisdiction *j, struct date on);
const struct reporter_rule *jurisdiction_reporter(const struct jurisdiction *j, struct date on);

/* May this minor consent alone that day? -1: not known here. */
int jurisdiction_may_consent(const struct jurisdiction *j, struct date born, struct date on);

/* How a programme's plan answers. */
struct programme_plan {
    bool asks[CONDITIONS];
    bool both_agree; /* both parents consented, in writing */
};

/*
 * jurisdiction_bars -- the first rule that a plan runs into that day; NULL: none.
 *
 * source  clinical.md 2.0 (state variants), 4.2 N12, HM14
 */
const struct barred_rule *jurisdiction_bars(const struct jurisdiction *j,
                                            const struct programme_plan *p, struct date on);

/* Does it bar anything at all that day? Then a plan has to be looked at. */
bool jurisdiction_asks_plan(const struct jurisdiction *j, struct date on);

const char *condition_word(enum programme_condition c); /* "private_transport" */

#endif
