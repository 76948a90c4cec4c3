/* sign_register.h -- the register of warning signs of one case: what is open, on what it rests, when
 * it is looked at again, and what was open once. The same for everybody whom a sign may concern.
 * That a sign rests on a safety report is nowhere said (app/concern.h). */
#ifndef RW_APP_SIGN_REGISTER_H
#define RW_APP_SIGN_REGISTER_H

#include "app/checkpoint.h"

#define LIST_SIGN_REGISTER "sign-register"

/* One time that a sign was open for one child, from its first word to its closing. */
struct sign_episode {
    const struct sign_kind *kind;
    struct str child_id;
    const struct criterion_record_row *opened, *last; /* last: the newest word that it stays open */
    size_t nlooks; /* after the first */
    bool open;
    const struct criterion_override_row
        *closing; /* the step that closed it, or is asked; or NULL */
    enum override_refusal why; /* of a step that does not count yet */
    struct date review_on; /* by when it is looked at again; of one that is open */
};

/* In the order of the protocol's signs and the children; closed ones too. list: in a->mem. */
enum rw_status sign_episodes(struct act *a, const struct case_rows *c, struct sign_episode **list,
                             size_t *n) RW_MUST;

/* The same time of one sign for another child: opened and standing by the same records. */
bool sign_episode_same(const struct sign_episode *x, const struct sign_episode *y);

/* What an open sign does, in plain words; empty where the list does not say. */
struct str sign_effect(const struct act *a, struct str code);
/* A mark against somebody's conduct: it asks for a word that no report about safety is behind it. */
bool sign_is_conduct(const struct act *a, struct str code);
bool sign_asks_evidence(const struct act *a, struct str code);

/* Signed notes that may stand behind a sign, newest first; for a list to choose from. */
enum rw_status sign_evidence_notes(struct act *a, struct str case_id,
                                   struct note_evidence_row **rows, size_t *n) RW_MUST;

/* For criterion_tool.c: what a criterion asks beside single signs is answered by the register, so that
 * the signs alone decide; a register that nobody has looked through stays unknown sign by sign. */
enum rw_status sign_register_tell(struct act *a, struct case_rows *c) RW_MUST;

/* -- for checkpoint.c -------------------------------------------------------------------------- */

/* Problems of opening a sign of this code into a->bad: "evidence", "conduct". */
void sign_check_opening(struct act *a, struct str code, size_t nevidence, bool conduct);
void sign_check_review_day(struct act *a, struct date day); /* under "review_on" */
enum rw_status sign_review_default(struct act *a, struct date *day) RW_MUST;

/* errors  RW_ENOTFOUND  a paper or note that is not of this case, or no evidence: a draft, a process
 *         note */
enum rw_status sign_evidence_belongs(struct act *a, struct str case_id, const struct str *documents,
                                     size_t ndocuments, const struct str *notes,
                                     size_t nnotes) RW_MUST;

/* Lines of Today brought up to date, inside apply. */
enum rw_status sign_due_refresh(struct act *a, struct str case_id) RW_MUST;
enum rw_status sign_due_refresh_outside(struct act *a, struct str case_id) RW_MUST; /* consult.c */

#endif
