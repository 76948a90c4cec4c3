/* release_parts.h -- pieces that the pages of privilege, releases, requests and parity share. */
#ifndef RW_WEB_PAGES_RELEASE_PARTS_H
#define RW_WEB_PAGES_RELEASE_PARTS_H

#include "app/checkpoint.h"
#include "web/pages/page.h"
#include "web/route.h"

/* Families › Alder family › Custody and consent › the room. */
void release_crumbs(struct req *r, const char *path, const char *label, struct crumbs_view *v);

/* Everybody of the case who is none of this kind, as "Dana, mother". kind NULL: everybody. */
struct form_option *release_people(struct req *r, const struct case_rows *rows,
                                   const char *not_kind, size_t *n);

/* The papers of the case. */
enum rw_status release_papers(struct req *r, struct form_option **list, size_t *n) RW_MUST;

/* "Dana, mother"; words for nobody where the case has no such person. */
struct str release_name(struct req *r, const struct case_rows *rows, struct str id,
                        const char *nobody);

/* Labels of codes with blanks between them: "Appointments and attendance, Bills". */
struct str release_labels(struct req *r, const char *list, struct str codes);

/* Links between these rooms; those that the viewer may not use are left out. */
void release_tools(struct req *r, const char *here, struct detail_view *v);

#define RELEASE_ROUTE(verb, where, page, cap, fl, what, words)                                     \
    {                                                                                              \
        .method = verb, .path = where, .run = page, .need = cap, .audience = AUDIENCE_STAFF,       \
        .purpose = PURPOSE_OPERATIONS, .flags = fl, .object = what, .about = words                 \
    }

#endif
