/* court_parts.h -- pieces that the pages of court, hearings, orders and clauses share. */
#ifndef RW_WEB_PAGES_COURT_PARTS_H
#define RW_WEB_PAGES_COURT_PARTS_H

#include "app/court.h"
#include "app/document.h"
#include "web/pages/page.h"
#include "web/route.h"

/* Families › Alder family › Court, and › the order where it is named. */
void court_crumbs(struct req *r, const struct court_order_row *order, struct crumbs_view *v);

bool court_may_edit(const struct req *r);

/* "/cases/<id>/orders/<order>" + rest */
struct str court_order_path(struct req *r, struct str order_id, const char *rest);

const struct matter_row *court_matter_find(const struct matter_row *rows, size_t n, struct str id);

/* Matters as options: "Superior Court, 26-001". */
struct form_option *court_matters(struct req *r, const struct matter_row *rows, size_t n);

struct str court_hearing_title(struct req *r, const struct hearing_row *h);
struct str court_hearing_about(struct req *r, const struct hearing_row *h); /* hour and purpose */

/* Hearings of one matter, the next one first, then the past ones backwards. rows come by day. */
const struct hearing_row **court_hearings(struct req *r, const struct hearing_row *rows, size_t n,
                                          struct str matter_id, size_t *found);
bool court_ahead(const struct req *r, const struct hearing_row *h); /* today or later */
struct str court_order_state(struct str state); /* "in force" */

/* A file that came with a form, for the use case. */
struct document_input court_document(const struct upload *file, struct str kind, struct date dated);

/* Where a form with a good file comes back because of something else: a browser keeps no file. */
void court_choose_again(struct req *r, const struct upload *file);

extern const struct form_option court_hearing_states[3];
extern const struct form_option court_order_states[3];

/* A row of a route table: staff, for the court's purpose. */
#define COURT_ROUTE(verb, where, page, cap, fl, what, words)                                       \
    {                                                                                              \
        .method = verb, .path = where, .run = page, .need = cap, .audience = AUDIENCE_STAFF,       \
        .purpose = PURPOSE_COURT, .flags = fl, .object = what, .about = words                      \
    }

#endif
