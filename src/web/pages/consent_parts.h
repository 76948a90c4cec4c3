/* consent_parts.h -- pieces that the pages of custody, consent, agreements and answers share. */
#ifndef RW_WEB_PAGES_CONSENT_PARTS_H
#define RW_WEB_PAGES_CONSENT_PARTS_H

#include "app/consent.h"
#include "web/pages/checkpoint_parts.h"
#include "web/pages/page.h"

/* Families › Alder family › Custody and consent */
void consent_crumbs(struct req *r, struct crumbs_view *v);

/* "/cases/<case>/children/<child>/" + rest */
struct str consent_child_path(struct req *r, const struct person_row *child, const char *rest);

/* The adult of the path: anybody of the case who is no child. */
enum rw_status consent_adult(struct req *r, const struct case_rows *rows,
                             const struct person_row **adult) RW_MUST;

/* "signed", "missing", ... */
struct str consent_state_words(enum consent_state s);

/* A form of this room: crumbs, Cancel to the overview. */
enum rw_status consent_form(struct req *r, struct str title, struct str intro,
                            const struct field *f, size_t n, const struct value *v,
                            struct str submit) RW_MUST;

#endif
