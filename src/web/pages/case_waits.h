/* case_waits.h -- what stops contact besides holds and warning signs, in the same words everywhere. */
#ifndef RW_WEB_PAGES_CASE_WAITS_H
#define RW_WEB_PAGES_CASE_WAITS_H

#include "app/self_harm.h"
#include "gen/tpl.h"
#include "web/req.h"

/* v->waits. c: of case_rows_load. */
enum rw_status case_show_waits(struct req *r, const struct case_rows *c,
                               struct case_show_view *v) RW_MUST;

/* "not before 5 Dec 2026; missing: a current safety plan"; of a review that is open. */
struct str case_review_missing(struct req *r, const struct review_stand *s);

/* Where no sign is open: "None is open; 7 were never looked at." */
struct str case_signs_none(struct req *r, const struct case_rows *c);

#endif
