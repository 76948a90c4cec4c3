/* checkpoint.h -- what is recorded about a case as facts, the evaluation of a checkpoint, and the
 * decision that a licensed person signs on it. The program itself never advances anybody. */
#ifndef RW_APP_CHECKPOINT_H
#define RW_APP_CHECKPOINT_H

#include "app/app.h"
#include "base/out.h"
#include "core/gate.h"
#include "gen/rows.h"

/* The rows that the evaluation of any child of a case rests on: four statements, read once. */
struct case_rows {
    struct str case_id;
    struct person_row *people;
    size_t npeople;
    struct person_role_row *roles;
    size_t nroles;
    struct criterion_record_row *records;
    size_t nrecords;
    struct criterion_override_row *overrides;
    size_t noverrides;
    struct evidence_row *evidence; /* only with case_rows_evidence */
    size_t nevidence;
};

/* errors  RW_ENOTFOUND  not the viewer's case */
enum rw_status case_rows_load(struct act *a, struct str case_id, struct case_rows *c) RW_MUST;

/* One more statement: which papers are attached to which record. */
enum rw_status case_rows_evidence(struct act *a, struct case_rows *c) RW_MUST;

/* NULL where the case has no such person. */
const struct person_row *case_person(const struct case_rows *c, struct str id);

/* "Dana, mother": the person with the relation to this child that holds today. */
struct str case_person_words(struct act *a, const struct case_rows *c, struct str person_id,
                             struct str child_id);

/* Facts of one child as of today, for core/gate.h. Rows are borrowed. */
void checkpoint_facts(struct act *a, const struct case_rows *c, const struct person_row *child,
                      struct facts *f);

/* The next checkpoint onward from where the child is; NULL where there is none. */
const struct gate *checkpoint_next(const struct act *a, const struct person_row *child);

/* Evaluates gate `id` for the child; RW_ENOTFOUND where the protocol has no such checkpoint. */
enum rw_status checkpoint_check(struct act *a, const struct case_rows *c,
                                const struct person_row *child, const struct gate *g,
                                struct gate_result *r) RW_MUST;

/* A plain, dated, attributed record with what is attached to it. */
struct record_input {
    struct str criterion; /* id in the protocol, or a warning sign's code */
    struct str child_id, person_id; /* as the criterion asks; else empty */
    struct str result; /* yes no na number */
    int64_t number; /* of "number"; else DB_NULL_I64 */
    struct date on;
    struct str statement; /* one sentence is enough; the reason for "na" */
    const struct str *documents; /* ids of papers of this case */
    size_t ndocuments;
};
enum rw_status checkpoint_record(struct act *a, struct str case_id,
                                 const struct record_input *in) RW_MUST;

/* The register of warning signs as reviewed on a day: open[] are codes, all others are closed. */
enum rw_status checkpoint_signs(struct act *a, struct str case_id, struct str child_id,
                                const struct str *open, size_t nopen, struct date on,
                                struct str statement) RW_MUST;

/* A criterion set aside; what the class asks for is checked when it is evaluated. */
struct override_input {
    struct str criterion, child_id, person_id;
    struct str rationale;
    struct date until;
    struct str document_id;
    struct str second_form; /* none record; a member signs by checkpoint_second */
    struct str second_name, second_licence, second_words; /* of a consultation record */
    struct date second_on;
    struct str second_sheet;
};
enum rw_status checkpoint_override(struct act *a, struct str case_id,
                                   const struct override_input *in) RW_MUST;
enum rw_status checkpoint_second(struct act *a, struct str case_id, struct str override_id,
                                 struct str words) RW_MUST;

/* A decision: a signed snapshot of the evaluation. Re-authentication is the caller's to ask for. */
struct decision_input {
    struct str child_id, gate;
    struct str outcome; /* advance hold pause step_back resume stop close */
    struct str rationale; /* one sentence is enough */
    struct str track; /* chosen with this decision; empty: unchanged */
};
enum rw_status checkpoint_decide(struct act *a, struct str case_id, const struct decision_input *in,
                                 struct str *id) RW_MUST;
enum rw_status decision_list(struct act *a, struct str case_id, struct decision_line_row **rows,
                             size_t *n) RW_MUST;
enum rw_status decision_get(struct act *a, struct str case_id, struct str id,
                            struct decision_get_row *row) RW_MUST;

#endif
