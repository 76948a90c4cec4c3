/* factor_pages.h -- the picture for a code generator and the recovery codes, for enrolment and for
 * one's own account alike. */
#ifndef RW_WEB_PAGES_FACTOR_PAGES_H
#define RW_WEB_PAGES_FACTOR_PAGES_H

#include "app/enrol.h"
#include "web/req.h"

struct factor_place {
    const char *action; /* where the first code is posted */
    const char *done; /* where "I have kept these codes" leads */
};

/* The picture and the field for its first code; 422 where a->bad holds any. */
enum rw_status factor_page(struct req *r, const struct factor_place *place,
                           const struct enrol_secret *secret) RW_MUST;

/* The posted code; false with a problem noted. */
bool factor_read(struct req *r, struct str *code);

/* Shown once. */
enum rw_status factor_codes(struct req *r, const struct factor_place *place,
                            const struct str *codes) RW_MUST;

#endif
