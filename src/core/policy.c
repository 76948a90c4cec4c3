#include "core/policy.h"

/* One row: these roles, in these relations, with this capability, may touch these classes; and
 * these further classes only of their own writing. Nothing else is allowed. */
struct policy_row {
    const char *rule;
    uint32_t roles;
    uint32_t relations; /* bit per enum relation */
    enum capability cap;
    uint32_t classes;
    uint32_t own_classes;
};

#define REL(r) (1u << (r))
#define ANYWHERE REL(REL_NONE)
#define COVERING (REL(REL_COVER) | REL(REL_SUCCESSOR))
#define CLINICAL (REL(REL_LEAD) | REL(REL_CO) | REL(REL_SUPERVISOR) | COVERING)
#define TREATING (REL(REL_LEAD) | REL(REL_CO) | COVERING)
#define LEADING (REL(REL_LEAD) | REL(REL_SUPERVISOR) | COVERING)
#define OFFICE_DESK REL(REL_OFFICE)
#define CLINICIANS ((uint32_t)ROLE_THERAPIST | (uint32_t)ROLE_SUPERVISOR)
#define ROLES_CASEWORK (CLINICIANS | (uint32_t)ROLE_OFFICE)
#define RECORD (CLASS_A | CLASS_S | CLASS_C | CLASS_L | CLASS_T)

static const struct policy_row rows[] = {
    { "public", ROLES_ALL, ANYWHERE, CAP_PUBLIC, CLASS_A, 0 },
    { "self", ROLES_ALL, ANYWHERE, CAP_SELF, CLASS_A, 0 },
    { "today", ROLES_CASEWORK, ANYWHERE, CAP_TODAY, CLASS_A, 0 },
    { "case-open", CLINICIANS, ANYWHERE, CAP_CASE_OPEN, CLASS_A, 0 },
    { "case-read", CLINICIANS, CLINICAL, CAP_CASE_READ, RECORD, 0 },
    { "case-edit", CLINICIANS, CLINICAL, CAP_CASE_EDIT, RECORD, 0 },
    { "address-read", CLINICIANS, CLINICAL, CAP_ADDRESS_READ, CLASS_V, 0 },
    { "schedule-read", CLINICIANS, CLINICAL, CAP_SCHEDULE_READ, CLASS_A, 0 },
    { "schedule-read-office", ROLE_OFFICE, OFFICE_DESK, CAP_SCHEDULE_READ, CLASS_A, 0 },
    { "schedule-edit", CLINICIANS, CLINICAL, CAP_SCHEDULE_EDIT, CLASS_A, 0 },
    { "schedule-edit-office", ROLE_OFFICE, OFFICE_DESK, CAP_SCHEDULE_EDIT, CLASS_A, 0 },
    { "note-read", CLINICIANS, CLINICAL, CAP_NOTE_READ, RECORD, CLASS_P },
    { "note-write", CLINICIANS, CLINICAL, CAP_NOTE_WRITE, RECORD, CLASS_P },
    { "note-sign", CLINICIANS, CLINICAL, CAP_NOTE_SIGN, 0, RECORD | CLASS_P },
    { "court-read", CLINICIANS, CLINICAL, CAP_COURT_READ, CLASS_L | CLASS_A, 0 },
    { "court-edit", CLINICIANS, CLINICAL, CAP_COURT_EDIT, CLASS_L | CLASS_A, 0 },
    { "checkpoint-read", CLINICIANS, CLINICAL, CAP_CHECKPOINT_READ, RECORD, 0 },
    { "checkpoint-record", CLINICIANS, CLINICAL, CAP_CHECKPOINT_RECORD, RECORD, 0 },
    { "decide", CLINICIANS, TREATING, CAP_DECIDE, RECORD, 0 },
    { "report-read", CLINICIANS, CLINICAL, CAP_REPORT_READ, RECORD, 0 },
    { "report-make", CLINICIANS, CLINICAL, CAP_REPORT_MAKE, RECORD, 0 },
    { "report-sign", CLINICIANS, TREATING, CAP_REPORT_SIGN, RECORD, 0 },
    { "hold", CLINICIANS, CLINICAL, CAP_HOLD, CLASS_A | CLASS_S, 0 },
    { "hold-office", ROLE_OFFICE, OFFICE_DESK, CAP_HOLD, CLASS_A, 0 },
    { "concern-press", CLINICIANS, CLINICAL, CAP_CONCERN_PRESS, 0, CLASS_R },
    { "concern-read", CLINICIANS, LEADING, CAP_CONCERN_READ, CLASS_R, 0 },
    { "concern-read-own", CLINICIANS, CLINICAL, CAP_CONCERN_READ, 0, CLASS_R },
    { "concern-owed", CLINICIANS, REL(REL_REPORTER), CAP_CONCERN_PRESS, 0, CLASS_R },
    { "concern-owed-read", CLINICIANS, REL(REL_REPORTER), CAP_CONCERN_READ, 0, CLASS_R },
    { "concern-clear", CLINICIANS, LEADING, CAP_CONCERN_CLEAR, CLASS_R, 0 },
    { "concern-clear-own", CLINICIANS, CLINICAL, CAP_CONCERN_CLEAR, 0, CLASS_R },
    { "assign", CLINICIANS, REL(REL_LEAD) | REL(REL_SUPERVISOR) | REL(REL_SUCCESSOR), CAP_ASSIGN,
      CLASS_A, 0 },
    { "parity", CLINICIANS, LEADING, CAP_PARITY, CLASS_A | CLASS_S, 0 },
    { "accounts", ROLE_ADMIN, ANYWHERE, CAP_ACCOUNTS, CLASS_A, 0 },
    { "practice", ROLE_ADMIN, ANYWHERE, CAP_PRACTICE, CLASS_A, 0 },
    { "credentials", (uint32_t)ROLE_ADMIN | (uint32_t)ROLE_SUPERVISOR, ANYWHERE, CAP_CREDENTIALS,
      CLASS_A, 0 },
    { "consult", ROLE_CONSULT, ANYWHERE, CAP_CONSULT, CLASS_A | CLASS_S, 0 },
    { "cover", CLINICIANS, ANYWHERE, CAP_COVER, CLASS_A, 0 },
};

#define NROWS (sizeof rows / sizeof *rows)

static bool row_fits(const struct policy_row *row, const struct policy_key *k)
{
    uint32_t classes = row->classes | (k->author ? row->own_classes : 0);
    bool related = (row->relations & ANYWHERE) || (row->relations & REL(k->relation));

    return row->cap == k->cap && (row->roles & k->roles) && (classes & (uint32_t)k->cls) && related;
}

struct policy_answer policy_decide(const struct policy_key *k)
{
    size_t i;

    if (k->cap > CAP_NOBODY && k->cap < CAP_COUNT && k->relation < REL_COUNT)
        for (i = 0; i < NROWS; i++)
            if (row_fits(&rows[i], k))
                return (struct policy_answer){ true, rows[i].rule };
    return (struct policy_answer){ false, "none" };
}

bool policy_role_may(uint32_t roles, enum capability cap)
{
    size_t i;

    for (i = 0; i < NROWS; i++)
        if (rows[i].cap == cap && (rows[i].roles & roles))
            return true;
    return false;
}

bool policy_needs_case(enum capability cap)
{
    size_t i;

    for (i = 0; i < NROWS; i++)
        if (rows[i].cap == cap)
            return !(rows[i].relations & ANYWHERE);
    return true;
}

const char *capability_word(enum capability cap)
{
    static const char *const words[CAP_COUNT] = {
        [CAP_NOBODY] = "nobody",
        [CAP_PUBLIC] = "public",
        [CAP_SELF] = "self",
        [CAP_TODAY] = "today",
        [CAP_CASE_OPEN] = "case-open",
        [CAP_CASE_READ] = "case-read",
        [CAP_CASE_EDIT] = "case-edit",
        [CAP_ADDRESS_READ] = "address-read",
        [CAP_SCHEDULE_READ] = "schedule-read",
        [CAP_SCHEDULE_EDIT] = "schedule-edit",
        [CAP_NOTE_READ] = "note-read",
        [CAP_NOTE_WRITE] = "note-write",
        [CAP_NOTE_SIGN] = "note-sign",
        [CAP_COURT_READ] = "court-read",
        [CAP_COURT_EDIT] = "court-edit",
        [CAP_CHECKPOINT_READ] = "checkpoint-read",
        [CAP_CHECKPOINT_RECORD] = "checkpoint-record",
        [CAP_DECIDE] = "decide",
        [CAP_REPORT_READ] = "report-read",
        [CAP_REPORT_MAKE] = "report-make",
        [CAP_REPORT_SIGN] = "report-sign",
        [CAP_HOLD] = "hold",
        [CAP_CONCERN_PRESS] = "concern-press",
        [CAP_CONCERN_READ] = "concern-read",
        [CAP_CONCERN_CLEAR] = "concern-clear",
        [CAP_ASSIGN] = "assign",
        [CAP_ACCOUNTS] = "accounts",
        [CAP_PRACTICE] = "practice",
        [CAP_PARITY] = "parity",
        [CAP_CREDENTIALS] = "credentials",
        [CAP_CONSULT] = "consult",
        [CAP_COVER] = "cover",
    };

    return (unsigned)cap < CAP_COUNT ? words[cap] : "nobody";
}

const char *role_word(enum role r)
{
    return r == ROLE_THERAPIST    ? "therapist"
           : r == ROLE_SUPERVISOR ? "supervisor"
           : r == ROLE_OFFICE     ? "office"
           : r == ROLE_CONSULT    ? "consult"
                                  : "admin";
}

const char *relation_word(enum relation rel)
{
    static const char *const words[REL_COUNT] = {
        [REL_NONE] = "none",
        [REL_LEAD] = "lead",
        [REL_CO] = "co",
        [REL_SUPERVISOR] = "supervisor",
        [REL_OFFICE] = "office",
        [REL_COVER] = "cover",
        [REL_SUCCESSOR] = "successor",
        [REL_REPORTER] = "reporter",
    };

    return (unsigned)rel < REL_COUNT ? words[rel] : "none";
}
