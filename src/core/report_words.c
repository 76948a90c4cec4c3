/* report_words.c -- every fixed word that a report can print, in one place. */
#include "core/report_words.h"

static struct str pick(const char *const *word, size_t n, unsigned i)
{
    return str_of(i < n && word[i] ? word[i] : REPORT_NOT_RECORDED);
}

#define PICK(table, i) pick((table), sizeof(table) / sizeof *(table), (unsigned)(i))

struct str word_authority(enum report_authority_kind k)
{
    static const char *const w[] = {
        [REPORT_AUTHORITY_ORDER] = "Court order",
        [REPORT_AUTHORITY_STIPULATION] = "Stipulation",
        [REPORT_AUTHORITY_RELEASE] = "Release",
    };
    return PICK(w, k);
}

struct str word_source(enum report_source_kind k)
{
    static const char *const w[] = {
        [REPORT_SOURCE_INTERVIEW] = "Interview",
        [REPORT_SOURCE_SESSIONS] = "Sessions of the period",
        [REPORT_SOURCE_ORDER] = "Court order",
        [REPORT_SOURCE_COURT_FILE] = "Court file",
        [REPORT_SOURCE_EVALUATION] = "Earlier evaluation",
        [REPORT_SOURCE_SCHOOL] = "School record",
        [REPORT_SOURCE_HEALTH] = "Health record",
        [REPORT_SOURCE_PROFESSIONAL] = "Another professional",
        [REPORT_SOURCE_FAMILY] = "Family member",
    };
    return PICK(w, k);
}

struct str word_duty(enum report_duty d)
{
    static const char *const w[] = {
        [REPORT_DUTY_DONE] = "done",
        [REPORT_DUTY_UNDER_WAY] = "under way",
        [REPORT_DUTY_NOT_YET] = "not yet",
        [REPORT_DUTY_NOT_APPLICABLE] = "not applicable",
    };
    return PICK(w, d);
}

struct str word_suspension(enum report_suspension_cause c)
{
    static const char *const w[] = {
        [REPORT_SUSPENDED_CLINICAL_REVIEW] = "Suspended: clinical review",
        [REPORT_SUSPENDED_COURT] = "Suspended: court order",
        [REPORT_SUSPENDED_OFFICE] = "Suspended: the practice was closed",
    };
    return PICK(w, c);
}

struct str word_result(enum report_result r)
{
    static const char *const w[] = {
        [REPORT_PASS] = "met",
        [REPORT_FAIL] = "not yet met",
        [REPORT_SET_ASIDE] = "set aside, reason on file",
        [REPORT_CARRIED_OVER] = "carried over",
    };
    return PICK(w, r);
}

struct str word_child(enum report_child_criteria c)
{
    static const char *const w[] = {
        [REPORT_CHILD_NONE] = "",
        [REPORT_CHILD_MET] = "Criteria about the child: met",
        [REPORT_CHILD_NOT_YET] = "Criteria about the child: not yet met",
    };
    return PICK(w, c);
}

struct str word_decision(enum report_decision d)
{
    static const char *const w[] = {
        [REPORT_STARTED] = "started",
        [REPORT_ADVANCED] = "went on to the next phase",
        [REPORT_KEPT] = "stayed in the phase",
        [REPORT_STEPPED_BACK] = "stepped back",
        [REPORT_PAUSED] = "suspended: clinical review",
        [REPORT_RESUMED] = "resumed",
        [REPORT_CLOSED] = "closed",
    };
    return PICK(w, d);
}

struct str word_goal(enum report_goal_state s)
{
    static const char *const w[] = {
        [REPORT_GOAL_IN_USE] = "in use",
        [REPORT_GOAL_NOT_NOW] = "not now",
    };
    return PICK(w, s);
}

struct str word_step(enum report_step s)
{
    static const char *const w[] = {
        [REPORT_STEP_TAKEN] = "taken",
        [REPORT_STEP_NOT_YET] = "not yet taken",
    };
    return PICK(w, s);
}

struct str word_outcome(enum report_outcome o)
{
    static const char *const w[REPORT_OUTCOME_COUNT] = {
        [REPORT_HELD] = "Took place",
        [REPORT_CANCELLED_BY] = "Cancelled",
        [REPORT_NO_SHOW] = "Did not come",
        [REPORT_CHILD_NOT_THERE] = "Child not present, cause not established",
        [REPORT_CHILD_ILL] = "Did not go ahead: child ill",
        [REPORT_OFFICE] = "Did not go ahead: the practice",
        [REPORT_WEATHER] = "Did not go ahead: weather",
        [REPORT_COURT] = "Did not go ahead: court date",
        [REPORT_CLINICAL_REVIEW] = "Did not go ahead: clinical review",
    };
    return PICK(w, o);
}

const char *const report_limits[] = {
    "This report gives information from treatment. It is not a custody or forensic evaluation, and "
    "was not prepared in the way that an evaluation is.",
    "It holds no opinion on custody, parenting time or decision-making, and should not be read or "
    "used as one.",
    "What people said is given as reported; what was seen in sessions is given as seen. The author "
    "works to help the family and has not tested accounts against each other.",
    "Attendance and completed steps are facts about what took place. They do not explain why a "
    "relationship is as it is, and nothing here measures a cause or a likelihood.",
    "A child's confidences, psychotherapy notes and protected locations are outside this report. "
    "Nothing should be inferred from what it leaves out.",
    "Please use it with caution: it is true for the dates given and for the sources listed.",
};
const size_t report_nlimits = sizeof report_limits / sizeof *report_limits;

const char report_role_excludes[] =
    "The role is treatment. It excludes evaluating custody or parenting time, mediation, parenting "
    "coordination, legal advice, and finding facts that are in dispute between the parties.";

const char report_counts_note[] =
    "What did not go ahead for clinical review, a child's illness, weather, a court date or the "
    "practice, or where a child's absence has no established cause, is attributed to nobody and "
    "not counted here, and neither is a session of which it is not recorded who came or who "
    "cancelled. The table records what took place and rates no one.";
