/* checkpoint_parts.h -- pieces that the pages of checkpoints, records, what is set aside, and
 * decisions share. */
#ifndef RW_WEB_PAGES_CHECKPOINT_PARTS_H
#define RW_WEB_PAGES_CHECKPOINT_PARTS_H

#include "app/step_bar.h"
#include "web/pages/page.h"
#include "web/route.h"

/* What each of these pages begins with: the case's rows and the child of the path. */
struct checkpoint_place {
    struct case_rows rows;
    const struct person_row *child;
    struct step_rows steps; /* what the case tells of waiting; of the pages of checkpoints alone */
    struct step_wait waits[STEP_WAITS]; /* of the checkpoint that is shown, beside its criteria */
    size_t nwaits;
    struct document_list_row *papers;
    size_t npapers;
};

/* errors  RW_ENOTFOUND  no such child in this case; RW_EDEP  its protocol is not carried here */
enum rw_status checkpoint_place(struct req *r, struct checkpoint_place *c) RW_MUST;

/* Two more statements: what is attached, and every paper that may be. */
enum rw_status checkpoint_papers(struct req *r, struct checkpoint_place *c) RW_MUST;

/* "/cases/<case>/children/<child>" + rest */
struct str checkpoint_path(struct req *r, const struct person_row *child, const char *rest);

/* The same, to a checkpoint and a row of it; anchor may be empty. */
struct str checkpoint_gate_path(struct req *r, const struct person_row *child, struct str gate,
                                struct str anchor);

/* Families › Alder family › Checkpoints of Maya, and › the checkpoint where it is given. */
void checkpoint_crumbs(struct req *r, const struct person_row *child, const struct gate *g,
                       struct crumbs_view *v);

/* The checkpoint that a form came from ("gate" of the query or the form); else the first that asks
 * for the criterion; NULL where none does. */
const struct gate *checkpoint_from(struct req *r, const struct protocol *p, struct str criterion);

/* {child} and {person} in a sentence of the protocol. */
struct str checkpoint_sentence(struct req *r, const struct protocol *p, struct str tmpl,
                               struct str child, struct str person);

/* As the first words of a line. */
struct str checkpoint_sign_title(struct req *r, const struct sign_kind *k);

/* "cannot be set aside", ... */
struct str checkpoint_class_words(struct req *r, enum override_class k);

/* The same as a remark beside a criterion: "to set it aside: needs a second signature". */
struct str checkpoint_aside_words(struct req *r, enum override_class k);

struct form_option *checkpoint_paper_options(struct req *r, const struct checkpoint_place *c);

/* What evidence ids lead to: papers of the case, and open signs of the child's register; after
 * case_rows_evidence. */
size_t checkpoint_evidence(struct req *r, const struct checkpoint_place *c, const struct str *ids,
                           size_t n, struct link_view *list);

/* Result word and icon of a criterion. A child's "no" is said as "not yet": it stands in the way
 * and is no mark against anybody. */
void checkpoint_result(struct req *r, struct str state, bool about_child, struct criterion_view *v);

/* Words for "advance", "hold", ... as a button and in a list. */
struct str checkpoint_outcome_words(struct str outcome);

/* Decisions of one child, newest first. */
enum rw_status checkpoint_history(struct req *r, const struct checkpoint_place *c,
                                  struct records_view *v) RW_MUST;

#endif
