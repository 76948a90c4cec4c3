/* policy.h -- who may do what: one table, one pure function, deny by default. app/ is the only
 * caller; everything else asks app/access.h. */
#ifndef RW_CORE_POLICY_H
#define RW_CORE_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Staff roles; one account may hold several (a set of bits, as stored in account.roles). */
enum role {
    ROLE_THERAPIST = 1,
    ROLE_SUPERVISOR = 2,
    ROLE_OFFICE = 4,
    ROLE_ADMIN = 8,
    ROLE_CONSULT = 16 /* an outside colleague who is asked for a second signature; alone */
};
#define ROLES_ALL 31u
#define ROLES_INSIDE 15u /* those who work here */

/* Information classes; source clinical.md 10.1. A set of bits. */
enum info_class {
    CLASS_A = 1, /* administrative */
    CLASS_S = 2, /* session and progress record */
    CLASS_P = 4, /* process notes: their author only */
    CLASS_C = 8, /* child-private */
    CLASS_R = 16, /* safety reports */
    CLASS_V = 32, /* protected address */
    CLASS_L = 64, /* court and attorney papers */
    CLASS_U = 128, /* Part 2 substance-use records */
    CLASS_T = 256 /* supplied by a party */
};

/* What an account is to a case at this moment. */
enum relation {
    REL_NONE = 0,
    REL_LEAD,
    REL_CO,
    REL_SUPERVISOR,
    REL_OFFICE,
    REL_COVER, /* stands in for the lead for some days */
    REL_SUCCESSOR, /* stands in for a lead who can't come back */
    REL_REPORTER, /* stood in; still owes the report of a concern that they recorded then */
    REL_COUNT
};

/* What a route, verb or use case does. The zero value is nobody's. */
enum capability {
    CAP_NOBODY = 0,
    CAP_PUBLIC, /* no sign-in: sign-in itself, assets, health */
    CAP_SELF, /* one's own account and sessions */
    CAP_TODAY, /* Today and the list of one's own cases */
    CAP_CASE_OPEN, /* open a new case, import a running one */
    CAP_CASE_READ, /* the clinical page of a case */
    CAP_CASE_EDIT, /* referral, people, roles, plan */
    CAP_ADDRESS_READ, /* phone, e-mail and address of a person */
    CAP_SCHEDULE_READ, /* appointments and safe contact data */
    CAP_SCHEDULE_EDIT,
    CAP_NOTE_READ,
    CAP_NOTE_WRITE, /* drafts, logged calls */
    CAP_NOTE_SIGN, /* sign, addendum */
    CAP_COURT_READ, /* matters, orders, documents */
    CAP_COURT_EDIT,
    CAP_CHECKPOINT_READ,
    CAP_CHECKPOINT_RECORD, /* criterion records and overrides */
    CAP_DECIDE, /* sign a phase decision */
    CAP_REPORT_READ,
    CAP_REPORT_MAKE,
    CAP_REPORT_SIGN,
    CAP_HOLD, /* stop contact at once, and see that it is stopped */
    CAP_CONCERN_PRESS, /* a concern about a child: open one, carry one's own on */
    CAP_CONCERN_READ,
    CAP_CONCERN_CLEAR, /* requests to the agency, and what clears the way */
    CAP_ASSIGN, /* change who works on a case */
    CAP_ACCOUNTS, /* invite, disable, end sessions of others */
    CAP_PRACTICE, /* settings of the practice */
    CAP_PARITY, /* what was offered to each parent, side by side */
    CAP_CREDENTIALS, /* licences and training of everybody who works here */
    CAP_CONSULT, /* read and sign what was put before one as a colleague from outside */
    CAP_COVER, /* name who stands in for one's own families; open those that one stands in for */
    CAP_COUNT
};

struct policy_key {
    uint32_t roles; /* bits of enum role, of an active account */
    enum relation relation; /* REL_NONE where no case is meant or no assignment is current */
    enum capability cap;
    enum info_class cls; /* class of what is touched; CLASS_A where no record is */
    bool author; /* the viewer wrote the record */
};

struct policy_answer {
    bool allow;
    const char *rule; /* id of the row that allowed, "none" otherwise; goes into the audit event */
};

/*
 * policy_decide -- allow or not. No row, no access.
 *
 * source  clinical.md A1, 10.1; security.md 3.1
 */
struct policy_answer policy_decide(const struct policy_key *k);

/* May any of these roles ever use the capability, whatever the case? (menus and route guards) */
bool policy_role_may(uint32_t roles, enum capability cap);

/* Does the capability work only within a case that the viewer is assigned to? */
bool policy_needs_case(enum capability cap);

const char *capability_word(enum capability cap); /* "case-read"; for routes and audit */
const char *role_word(enum role r); /* "therapist" */
const char *relation_word(enum relation rel); /* as stored in assignment.capacity */

#endif
