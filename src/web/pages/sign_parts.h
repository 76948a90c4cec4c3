/* sign_parts.h -- pieces that the pages of warning signs share. */
#ifndef RW_WEB_PAGES_SIGN_PARTS_H
#define RW_WEB_PAGES_SIGN_PARTS_H

#include "app/sign_register.h"
#include "web/pages/checkpoint_parts.h"

/* Papers and signed notes of the case as choices of one field; two statements. */
enum rw_status sign_evidence_options(struct req *r, struct form_option **list, size_t *n) RW_MUST;

/* What was chosen of them. */
struct sign_evidence {
    const struct str *documents, *notes;
    size_t ndocuments, nnotes;
};
struct sign_evidence sign_evidence_chosen(struct req *r, const struct value *v);

/* The day on which a look is due when nobody gives another, as a value of a form. */
struct value sign_review_value(struct req *r);

/* Where a sign of one child is closed; empty where the viewer may not. */
struct str sign_close_path(struct req *r, struct str child_id, struct str code);

/* The step that closes it and does not count yet: where another member signs it, or all read it. No
 * href where the viewer may not. */
struct link_view sign_closing_link(struct req *r, const struct case_rows *rows,
                                   const struct criterion_override_row *step);
struct str sign_closing_words(enum override_refusal why); /* "open; closing it waits for ..." */

#endif
