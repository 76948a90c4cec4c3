/* family_case.h -- the family as the unit of the record: open, list, show, correct; its plan. */
#ifndef RW_APP_FAMILY_CASE_H
#define RW_APP_FAMILY_CASE_H

#include "app/app.h"
#include "gen/rows.h"

/* A case as somebody typed it. */
struct case_input {
    struct str title; /* family name */
    struct str number; /* empty: one is made */
    struct str origin; /* court_ordered stipulated voluntary agency */
    struct str state; /* active wait_listed closed; empty: active */
    struct date referred_on;
    struct str source, reason;
    const struct str *scenarios; /* codes of content/lists/referral-scenarios */
    size_t nscenarios;
    bool under_way; /* comes in already under way (carried over) */
    struct date as_of; /* then: its phases and contacts as of this day */
    int64_t version; /* of the row that the person saw; not for a new case */
};

/*
 * family_case_open -- a new case with its key, goals and the opener's assignment as lead.
 *
 * out     *case_id  in a->mem
 * errors  RW_EINPUT  a->bad says where; RW_ENOTFOUND  no capability
 */
enum rw_status family_case_open(struct act *a, const struct case_input *in,
                                struct str *case_id) RW_MUST;

/* Pieces of family_case_open for a use case that opens several at once and has asked act_allow:
 * problems into a->bad; then, inside apply, the rows and their event. */
void family_case_check(struct act *a, const struct case_input *in);
enum rw_status family_case_put(struct act *a, struct str case_id,
                               const struct case_input *in) RW_MUST;

/* errors  RW_ECONFLICT  somebody saved since in->version */
enum rw_status family_case_save(struct act *a, struct str case_id,
                                const struct case_input *in) RW_MUST;

enum rw_status family_case_get(struct act *a, struct str case_id,
                               struct family_case_get_row *row) RW_MUST;
enum rw_status family_case_scenarios(struct act *a, struct str case_id,
                                     struct referral_scenario_list_row **rows, size_t *n) RW_MUST;

/* The viewer's own caseload, newest first; before_utc "" starts at the newest. */
enum rw_status family_case_list(struct act *a, struct str before_utc, int64_t limit,
                                struct caseload_row **rows, size_t *n) RW_MUST;
enum rw_status family_case_children(struct act *a, struct caseload_children_row **rows,
                                    size_t *n) RW_MUST;

/* All of it with the children of each case, one row a child; one statement. */
enum rw_status family_case_families(struct act *a, struct caseload_families_row **rows,
                                    size_t *n) RW_MUST;

/* The plan: goals G1 to G7, each in use or "not now" with a reason (clinical.md A13). */
struct goal_input {
    struct str id, use, reason, words;
    int64_t version;
};
enum rw_status goal_list(struct act *a, struct str case_id, struct goal_row **rows,
                         size_t *n) RW_MUST;
enum rw_status goal_save(struct act *a, struct str case_id, const struct goal_input *in) RW_MUST;

#endif
