/* release.h -- signed releases: one discloser, one recipient, one purpose; never "all professionals".
 * A row is added, and ended once; how it stands is core/release.h. */
#ifndef RW_APP_RELEASE_H
#define RW_APP_RELEASE_H

#include "app/checkpoint.h"
#include "core/release.h"

#define LIST_RELEASE_PURPOSES "release-purposes"
#define LIST_RELEASE_PARTS "release-parts"
#define RELEASE_BY_ITSELF "By itself" /* group of a part that stands with nothing else */
#define RELEASE_PARTS_MAX 16
#define RELEASE_SIGNERS_MAX 8

struct release_input {
    struct str subject_id; /* whose record: an adult or a child of the case */
    struct str discloser_id; /* empty: this practice */
    struct str recipient_id; /* one person of the case */
    struct str purpose; /* code of the list */
    const struct str *parts; /* codes of the list */
    size_t nparts;
    struct date from, to; /* what is told of; to: RW_NO_DATE: until the release ends */
    struct date signed_on;
    struct date expires; /* RW_NO_DATE: as content/lists/practice-numbers says */
    const struct str *signers; /* persons of the case */
    size_t nsigners;
    struct str method; /* paper here */
    struct str document_id; /* of "paper" */
    struct date copy_on; /* the signers got a copy; RW_NO_DATE: not yet */
};

/*
 * release_add -- keep a signed release.
 *
 * errors  RW_EINPUT   a->bad: too few or other people signed, or who holds the privilege for the child
 *                     is not settled; then "ask the court or the guardian ad litem" stands on Today
 *         RW_EDENIED  signed here, and password and code were not given within five minutes
 */
enum rw_status release_add(struct act *a, struct str case_id, const struct release_input *in,
                           struct str *id) RW_MUST;

/* It was said that nobody has signed any. */
enum rw_status release_none(struct act *a, struct str case_id, struct str words) RW_MUST;

/* errors  RW_ECONFLICT  it was ended already */
enum rw_status release_end(struct act *a, struct str case_id, struct str id, struct date on,
                           struct str reason) RW_MUST;

/* The case is closed, or the last of its children is: inside apply, every release of it ends and runs no
 * more, also when the case is taken up again. */
enum rw_status release_close_all(struct act *a, struct str case_id) RW_MUST;

struct release_item {
    struct release_row row; /* signer_id: of the first */
    const struct str *signers;
    size_t nsigners;
    bool given; /* false: it was said that there is none */
    enum release_state state;
};
/* In the order of recording. */
enum rw_status release_list(struct act *a, struct str case_id, struct release_item **list,
                            size_t *n) RW_MUST;
enum rw_status release_get(struct act *a, struct str case_id, struct str id,
                           struct release_item *x) RW_MUST;

/* Answer to checkpoints: whether one still runs (app/criterion_tool.h). */
enum rw_status release_tell(struct act *a, struct case_rows *c) RW_MUST;

#endif
