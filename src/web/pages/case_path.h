/* case_path.h -- pieces that the list, Today and the case page show alike. */
#ifndef RW_WEB_PAGES_CASE_PATH_H
#define RW_WEB_PAGES_CASE_PATH_H

#include "gen/rows.h"
#include "gen/tpl.h"
#include "web/req.h"

/* The way through the phases for a child in this phase (empty: before the first). */
void case_path(struct req *r, struct str phase, struct path_view *v);

/* The same of one child of the open case; in a break it shows where the child stood before. */
void case_path_of(struct req *r, const struct person_row *child, struct path_view *v);

/* Rows of "My families": one for each case with its children. */
void case_rows_view(struct req *r, const struct caseload_row *rows, size_t n,
                    const struct caseload_children_row *kids, size_t nkids,
                    struct family_row_view *v);

/* The next dated thing of each family, from lines of the caseload in order of time; case_ids is
 * parallel to rows. */
void case_rows_next(struct req *r, const struct agenda_row *lines, size_t nlines,
                    const struct str *case_ids, struct family_row_view *rows, size_t n);

#endif
