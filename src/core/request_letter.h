/* request_letter.h -- the answer to a request for a record. Filled from these members alone: names, days,
 * labels and sentences of content files. No member holds what somebody typed about why. */
#ifndef RW_CORE_REQUEST_LETTER_H
#define RW_CORE_REQUEST_LETTER_H

#include "core/record_request.h"
#include "core/report_doc.h"

struct request_letter {
    struct str practice;
    bool demo;
    enum report_paper paper;
    int64_t made_utc;
    struct str asker; /* as recorded */
    struct str subject; /* NULL: nobody is named, so that the letter tells of no record */
    struct date received, dated;
    enum request_outcome outcome;
    const struct str *asked; /* labels */
    size_t nasked;
    const struct str *gives; /* labels */
    size_t ngives;
    const struct str *why; /* one sentence for each ground */
    size_t nwhy;
    bool reviewable; /* one of them may be reviewed */
    struct str author, licence;
    struct str second; /* "Second signer: ..."; empty: one name was enough */
    bool is_signed;
    struct str hash; /* full hex digest or NULL */
};

/* source  clinical.md 10.2, A6 (nothing outward speaks for the child) */
void request_letter_lines(const struct request_letter *l, struct arena *a, struct report_doc *doc);

#endif
