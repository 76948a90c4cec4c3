/* checkpoint.h -- what is recorded about a case as facts, the evaluation of a checkpoint, and the
 * decision that a licensed person signs on it. The program itself never advances anybody. */
#ifndef RW_APP_CHECKPOINT_H
#define RW_APP_CHECKPOINT_H

#include "app/app.h"
#include "base/out.h"
#include "core/consent.h"
#include "core/gate.h"
#include "core/override.h"
#include "gen/rows.h"

struct contact_case;
struct safety_asked;
struct review_case; /* app/self_harm.h */
struct intake_stand;
struct resume_pause; /* app/resume_facts.h */

/* The rows that the evaluation of any child of a case rests on: four statements and one for
 * each room that answers criteria (app/criterion_tool.h), read once. */
struct case_rows {
    struct str case_id;
    const struct protocol *protocol; /* the case's own; NULL: this program does not carry it */
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
    struct fact *told; /* answers of rooms with records of their own (app/criterion_tool.h) */
    size_t ntold;
    struct consent_line *consent; /* custody, consent, assent (app/consent.h) */
    size_t nconsent;
    bool licensed; /* the viewer, today; told by the room of the lead's licence */
    const struct contact_case *orders; /* what contact.h told from: orders, and who stays present */
    const struct safety_asked *safety; /* what safety.h told from; core/safety_screen.h */
    const struct review_case *reviews; /* clinical reviews; app/self_harm.h */
    const struct intake_stand *intake; /* what intake.h told from */
    const struct resume_pause *pauses; /* of children whose work is paused; app/resume_facts.h */
    size_t npauses;
};

/* errors  RW_ENOTFOUND  not the viewer's case */
enum rw_status case_rows_load(struct act *a, struct str case_id, struct case_rows *c) RW_MUST;

/* Inside apply, where an outside colleague signs who has no place on the case: enough for its warning
 * signs, shown to nobody. */
enum rw_status case_rows_of_signs(struct act *a, struct str case_id, struct case_rows *c) RW_MUST;

/* One more statement: which papers are attached to which record, with their names. */
enum rw_status case_rows_evidence(struct act *a, struct case_rows *c) RW_MUST;

/* errors  RW_ENOTFOUND  one of them is no paper of this case */
enum rw_status case_papers_belong(struct act *a, struct str case_id, const struct str *ids,
                                  size_t n) RW_MUST;

/* NULL where the case has no such person; case_child: or where that person is no child. */
const struct person_row *case_person(const struct case_rows *c, struct str id);
const struct person_row *case_child(const struct case_rows *c, struct str id);

/* "Dana, mother": the person with the relation to this child that holds today. */
struct str case_person_words(struct act *a, const struct case_rows *c, struct str person_id,
                             struct str child_id);

/*
 * case_adults -- the adults of a child whose records answer a criterion of this kind.
 *
 * in      per  PER_PARENT_EACH: every adult at one of the child's two sides
 * out     list[n]  each once, in the order of the case's people. A role that was recorded for the
 *                  family as a whole counts for every child who has none of that adult's own
 */
size_t case_adults(struct act *a, const struct case_rows *c, struct str child_id,
                   enum criterion_per per, const struct fact_adult **list);

/* Nobody stands at a side of this child that the criterion asks about. */
bool case_side_missing(struct act *a, const struct case_rows *c, struct str child_id,
                       enum criterion_per per);

/* How a warning sign stands for one child today. */
struct sign_state {
    const struct criterion_record_row *record; /* the newest word on it; NULL: never looked at */
    bool open;
    const struct criterion_override_row *closing; /* the newest step to close it since, or NULL */
    enum override_refusal why; /* why that does not count yet */
};
struct sign_state case_sign(struct act *a, const struct case_rows *c, const struct sign_kind *kind,
                            struct str child_id);

/* Facts of one child as of today, for core/gate.h; c->protocol is not NULL. Rows are borrowed. */
void checkpoint_facts(struct act *a, const struct case_rows *c, const struct person_row *child,
                      struct facts *f);

/* The next checkpoint onward from where the child is; NULL where there is none. */
const struct gate *checkpoint_next(const struct act *a, const struct person_row *child);

/* errors  RW_EDEP  the case follows a protocol that this program does not carry */
enum rw_status checkpoint_check(struct act *a, const struct case_rows *c,
                                const struct person_row *child, const struct gate *g,
                                struct gate_result *r) RW_MUST;

/* What a record of its own would say about a criterion, and under which name it is kept. */
enum criterion_ask {
    ASK_NOTHING, /* it follows from other things: warning signs, another checkpoint */
    ASK_YES_NO,
    ASK_NUMBER
};
struct criterion_question {
    enum criterion_ask ask;
    struct str name;
};
struct criterion_question criterion_asks(const struct criterion *c);

/* A plain, dated, attributed record with what is attached to it. */
struct record_input {
    struct str criterion; /* id in the protocol */
    struct str child_id; /* empty: a criterion of the case; of adults: it holds for every child */
    struct str person_id; /* where each adult is asked about; empty: there is no such adult (na) */
    struct str result; /* yes no na number */
    int64_t number; /* of "number"; else DB_NULL_I64 */
    struct date on;
    struct str statement; /* one sentence is enough; the reason for "na" */
    const struct str *documents; /* ids of papers of this case */
    size_t ndocuments;
};
enum rw_status checkpoint_record(struct act *a, struct str case_id,
                                 const struct record_input *in) RW_MUST;

/* The register of warning signs as reviewed on a day: open[] as it says, all others not open.
 * A sign that is open stays open here: closing it is checkpoint_override with the sign's code. What
 * is opened or stays open rests on papers and notes, and has a day of its next review; which sign
 * asks for them says content/lists/sign-register (app/sign_register.h). */
struct sign_open {
    struct str code;
    struct str person_id; /* whom it concerns; empty: not known, so everybody */
};
struct signs_input {
    struct str child_id;
    const struct sign_open *open;
    size_t nopen;
    struct date on;
    struct str statement;
    const struct str *documents, *notes; /* ids; notes are signed and no process notes */
    size_t ndocuments, nnotes;
    const struct date *review_on; /* NULL: so many days from today, as the numbers say */
    bool conduct; /* said: it rests on conduct, on no report about safety made in good faith */
};
enum rw_status checkpoint_signs(struct act *a, struct str case_id,
                                const struct signs_input *in) RW_MUST;

/* An open sign looked at again: it stays open, why, and until when. */
struct sign_again {
    struct str record_id; /* its newest record */
    struct date on, review_on;
    struct str statement;
    const struct str *documents, *notes;
    size_t ndocuments, nnotes;
};
/* errors  RW_ENOTFOUND  no open sign of the case stands by that record */
enum rw_status checkpoint_sign_again(struct act *a, struct str case_id,
                                     const struct sign_again *in) RW_MUST;

/*
 * checkpoint_sign_raise -- one warning sign opened for every child of the case, without a look at the
 * others; inside apply of act_write.
 *
 * in      person_id  whom it concerns, or empty. Where the sign is open already and concerns somebody
 *                    else, it concerns everybody from now on: what is open is never narrowed
 * out     nothing is done where the case's protocol has no such sign
 */
enum rw_status checkpoint_sign_raise(struct act *a, const struct case_rows *c, struct str code,
                                     struct str person_id, struct str statement) RW_MUST;

/* What somebody asks to set aside: a criterion, or an open warning sign that is to be closed. */
struct aside {
    const struct criterion *criterion; /* or NULL */
    const struct sign_kind *sign; /* or NULL */
    const struct fact_adult *adult; /* of a criterion per adult; else NULL */
    enum override_class override; /* in force here */
    bool needed; /* it stands in the way today */
    bool whole; /* one step for every child of the family: what opened the sign was about all */
    bool
        answered; /* the concerns behind the sign have their answer: no paper from outside is asked */
    struct str
        waits; /* why the sign can't be closed yet, or not by the viewer; NULL text: it can */
    struct date since; /* of the sign of a concern: an older paper says nothing about it */
};

/* criterion_override.stands_on: what the step to close a sign has in the place of a paper. */
#define STANDS_ON_CONCERN "concern"
#define STANDS_ON_PAPER "paper"

/* The day of a paper of the case. problem under field: it has none, or one before since. */
enum rw_status case_paper_since(struct act *a, struct str case_id, struct str document_id,
                                struct date since, const char *field) RW_MUST;

/* errors  RW_ENOTFOUND  no such criterion or sign, child, or adult whom it asks about */
enum rw_status checkpoint_aside(struct act *a, const struct case_rows *c, struct str child_id,
                                struct str criterion, struct str person_id,
                                struct aside *x) RW_MUST;

/* Refused where the class does not allow it; whether it counts is judged at each evaluation. */
struct override_input {
    struct str criterion, child_id, person_id;
    struct str rationale;
    struct date until;
    struct str document_id;
    struct str
        second_form; /* in a practice of one "record", or "account": a colleague is asked next
                               (app/consult.h); else empty: a member signs later */
    struct str second_name, second_licence, second_words; /* of a consultation record */
    struct date second_on;
    struct str second_sheet;
};
enum rw_status checkpoint_override(struct act *a, struct str case_id,
                                   const struct override_input *in) RW_MUST;
enum rw_status checkpoint_override_add(struct act *a, struct str case_id,
                                       const struct override_input *in, struct str *id) RW_MUST;

/*
 * checkpoint_second -- another licensed member puts their name under it, once.
 *
 * errors  RW_EDENIED  password and code were not given within five minutes; RW_EINPUT  a->bad;
 *         RW_ECONFLICT  it has its second signature already
 */
enum rw_status checkpoint_second(struct act *a, struct str case_id, struct str override_id,
                                 struct str words) RW_MUST;

/* What may be decided at a checkpoint, for the child where it stands now; n <= CHECKPOINT_OUTCOMES,
 * none where the checkpoint is not open from there. Going on, coming back and closing only while
 * every criterion stands and nothing else keeps the step waiting (app/step_bar.h); a pause, a stop, a
 * hold and a step back wait for nothing. */
#define CHECKPOINT_OUTCOMES 7
size_t checkpoint_outcomes(struct act *a, const struct case_rows *c, const struct person_row *child,
                           const struct gate_result *r, bool waits, const char **list);

/* The contact step of a child after a pause: a step lower where the checkpoint says so, and as low as
 * somebody else is to be present for now. */
struct str checkpoint_level_resumed(struct act *a, const struct case_rows *c,
                                    const struct person_row *child, const struct gate *g);

/* The mark of an evaluation as it was read: it goes into the form, and a signature is bound to it. */
struct str checkpoint_mark(struct act *a, const struct case_rows *c, const struct person_row *child,
                           const struct gate_result *r);
bool checkpoint_mark_same(struct str shown, struct str now);

/* One result that is not as the mark's evaluation had it. */
struct checkpoint_change {
    const struct criterion_result *now;
    bool was_there; /* false: it was not asked then */
    enum criterion_state before;
};

/* list[r->nresults]; none where something else moved: the child, the protocol, what is asked. */
size_t checkpoint_changed(struct act *a, struct str shown, const struct gate_result *r,
                          struct checkpoint_change *list);

/* A decision: a signed snapshot of the evaluation. */
struct decision_input {
    struct str child_id, gate;
    struct str outcome; /* advance hold pause step_back resume stop close */
    struct str rationale; /* one sentence is enough */
    struct str track; /* chosen with this decision, where none was; else empty */
    struct str shown; /* mark of the evaluation that was read, as that track makes it */
    struct date review_on; /* of a pause: by when somebody looks at it again; else RW_NO_DATE */
};
#define NUMBER_PAUSE_DAYS "pause_days" /* at most so many from the day of the decision */

/*
 * checkpoint_decide -- judge once more, write the decision, move the child.
 *
 * out     *id  of the decision; its snapshot is what gate_json writes for that moment
 * errors  RW_EDENIED  password and code were not given within five minutes; RW_EINPUT  a->bad;
 *         RW_ENOTFOUND  not the viewer's case, no such child or checkpoint; RW_ECONFLICT  the
 *         evaluation is no longer the one that was read: nothing is signed
 */
enum rw_status checkpoint_decide(struct act *a, struct str case_id, const struct decision_input *in,
                                 struct str *id) RW_MUST;
enum rw_status decision_list(struct act *a, struct str case_id, struct decision_line_row **rows,
                             size_t *n) RW_MUST;
enum rw_status decision_get(struct act *a, struct str case_id, struct str id,
                            struct decision_get_row *row) RW_MUST;

/* One criterion as a decision froze it. */
struct decision_criterion {
    struct str title, sentence, state; /* state: a word of criterion_state_word */
    struct str person; /* id, or NULL */
    bool applies, about_child;
    struct str override; /* letter of the class in force */
    struct str recorded_by;
    struct date on, due;
    const struct str *evidence;
    size_t nevidence;
};
struct decision_snapshot {
    struct str title, gate_outcome, recommendation; /* recommendation NULL: none */
    struct str protocol, protocol_version;
    struct date today;
    const struct decision_criterion *criteria;
    size_t ncriteria;
};

/* errors  RW_EDEP  the kept text is no snapshot */
enum rw_status decision_read(struct act *a, struct str snapshot,
                             struct decision_snapshot *s) RW_MUST;

#endif
