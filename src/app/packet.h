/* packet.h -- what one adult is given at intake, in the same words for each and without a word about
 * another: welcome, agreement, fees, privacy, forms for a release; and the letter to the referrer. */
#ifndef RW_APP_PACKET_H
#define RW_APP_PACKET_H

#include "app/app.h"
#include "base/out.h"
#include "gen/rows.h"

#define LIST_PACKET_WORDS "packet-words"
#define LIST_REFERRAL_LETTER "referral-letter"

/* What this adult pays, in words; the newest counts. */
enum rw_status fee_terms_add(struct act *a, struct str case_id, struct str person_id,
                             struct str words, struct date on) RW_MUST;
enum rw_status fee_terms_list(struct act *a, struct str case_id, struct str person_id,
                              struct fee_terms_row **rows, size_t *n) RW_MUST;

/* A form for one adult's signature, to one recipient and for one purpose; no release by itself. */
struct release_form_input {
    struct str person_id, recipient_id; /* recipient: a professional of the case */
    struct str purpose, scope;
    struct date until; /* not before today */
};
enum rw_status release_form_add(struct act *a, struct str case_id,
                                const struct release_form_input *in) RW_MUST;
enum rw_status release_form_end(struct act *a, struct str case_id, struct str person_id,
                                struct str id) RW_MUST;
enum rw_status release_form_list(struct act *a, struct str case_id, struct str person_id,
                                 struct release_form_row **rows, size_t *n) RW_MUST;

/*
 * packet_pdf -- the packet of one adult of the family, appended to *pdf; the read is on the log first.
 *
 * What is typed for the family (the agreement, a purpose, fees) is printed with every other adult's
 * name taken out: "the other parent", or "another adult". Children without a role of this adult are
 * left out.
 *
 * errors  RW_ENOTFOUND  no adult of this case; RW_EINPUT  how to reach another adult, or another
 *         adult's date of birth, stands in a text: a->bad names the section, never the value
 */
enum rw_status packet_pdf(struct act *a, struct str case_id, struct str person_id,
                          struct out *pdf) RW_MUST;

/*
 * referral_letter_pdf -- the newest decision on the referral as a letter to whoever referred.
 *
 * errors  RW_ENOTFOUND  nothing is decided yet; RW_EINPUT  a protected address, telephone number or
 *         e-mail stands in its words
 */
enum rw_status referral_letter_pdf(struct act *a, struct str case_id, struct out *pdf) RW_MUST;

#endif
