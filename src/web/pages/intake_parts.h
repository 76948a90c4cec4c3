/* intake_parts.h -- pieces that the pages of an intake share. */
#ifndef RW_WEB_PAGES_INTAKE_PARTS_H
#define RW_WEB_PAGES_INTAKE_PARTS_H

#include "app/intake.h"
#include "web/pages/page.h"
#include "web/route.h"

/* Families › Alder family › Intake, and › the person where one is named. */
void intake_crumbs(struct req *r, const struct person_row *person, struct crumbs_view *v);

/* "/cases/<case>/people/<person>" + rest */
struct str intake_person_path(struct req *r, struct str person, const char *rest);

/* The person of the path. adult: RW_ENOTFOUND for anybody else; otherwise child or adult. */
enum rw_status intake_person(struct req *r, bool adult, struct person_row *p) RW_MUST;

/* A form of this room: crumbs, and Cancel to the page of the person, or of the intake. */
enum rw_status intake_form(struct req *r, const struct person_row *person, struct form_page *p);

/* Words of what is stored: "by telephone", "an order of the court". */
struct str intake_way(struct str way);
struct str intake_reason(struct str reason);
struct str intake_outcome(struct str outcome); /* "taken", "on the waiting list", "not taken" */

/* How one parent stands, in a sentence without a name. */
struct str intake_offer_words(struct req *r, const struct intake_parent *p);
bool intake_offer_open(const struct intake_parent *p); /* somebody has to do something */

/* A paper that could not be printed says why, on a page of its own. */
enum rw_status intake_not_printed(struct req *r, struct str back, struct str back_label);

extern const struct form_option intake_ways[5];
extern const struct form_option intake_reasons[4];

#define INTAKE_ROUTE(verb, where, page, cap, what, words)                                          \
    CASE_ROUTE(verb, where, page, cap, 0, what, words)

#endif
