/* report_scan.h -- is a protected address, telephone number or e-mail in a report's text? */
#ifndef RW_CORE_REPORT_SCAN_H
#define RW_CORE_REPORT_SCAN_H

#include "core/report_doc.h"

/* How to reach one person whose place is protected; each may be empty or hold several. */
struct report_secret {
    struct str phone, email, address;
};

/*
 * report_scan -- look for them in every word that would be printed.
 *
 * Letter case, blanks and punctuation make no difference. Of a telephone number its last digits
 * are enough; of an address its street line, or the house number beside the street's first word.
 *
 * in      the practice's own letterhead is not looked at
 * out     *where  heading of the first section that holds one; "Head of the page" for the cover
 * owns    nothing; memory from a. When the arena is spent it says true
 * source  clinical.md section 10.1 (class V), section 8.3
 */
bool report_scan(const struct report_doc *d, const struct report_secret *s, size_t n,
                 struct arena *a, struct str *where);

#endif
