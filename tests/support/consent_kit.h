/* consent_kit.h -- custody, consent, agreement and answers of a desk's family in one line each. */
#ifndef RW_TESTS_SUPPORT_CONSENT_KIT_H
#define RW_TESTS_SUPPORT_CONSENT_KIT_H

#include "app/consent.h"
#include "support/desk.h"

struct str consent_kit_paper(struct desk *d); /* an agreement among the documents */

/* Custody from a month ago by these holders; paper may be STR_NULL. */
enum rw_status consent_kit_custody(struct desk *d, const char *kind, const struct str *holders,
                                   size_t n, struct str paper, bool no_orders);

/* One word of today about Maya: "signed" is typed before the therapist, "paper" has its paper,
 * "not_applicable" its reason. */
enum rw_status consent_kit_word(struct desk *d, struct str person, const char *how);

/* The same under the newest whole agreement, on paper, for any child. */
enum rw_status consent_kit_agree(struct desk *d, struct str child, struct str person);

struct str consent_kit_agreement(struct desk *d); /* whole */
enum rw_status consent_kit_answer(struct desk *d, struct str child, struct str appointment_id,
                                  const char *answer);

/* Both parents share custody of Maya and have signed on paper: desk_open does it. */
void consent_kit_both(struct desk *d);

/* A family of desk_family: one adult has sole custody of the child and has signed. */
void consent_kit_family(struct desk *d, struct str account, struct str case_id, struct str child);

#endif
