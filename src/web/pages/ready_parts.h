/* ready_parts.h -- what the pages on readiness, commitments, ways of coping and clinical reviews share. */
#ifndef RW_WEB_PAGES_READY_PARTS_H
#define RW_WEB_PAGES_READY_PARTS_H

#include "app/rating.h"
#include "web/pages/page.h"
#include "web/route.h"

/* One of these rooms: "/readiness", "Readiness". */
struct ready_room {
    const char *rest, *title;
};

struct str ready_path(struct req *r, const struct ready_room *room, const char *rest);

/* "Dana, mother"; a child by the name alone. */
struct str ready_name(struct req *r, const struct case_rows *c, struct str person);

/* A form below the room: crumbs, cancel and problems are filled in. */
enum rw_status ready_form(struct req *r, const struct ready_room *room, struct form_page *f);

/* Children and adults, or one kind alone, as options. */
struct form_option *ready_people(struct req *r, const struct case_rows *c, const char *kind,
                                 size_t *n);

/* One group of a list as options; group NULL: all of it. */
struct form_option *ready_words(struct req *r, const char *list, const char *group, size_t *n);

/* Whoever ?person= names, if of that kind; else the first adult at a side of a child, else the first
 * person of the family; NULL: there is nobody. kind NULL: any. */
const struct person_row *ready_person(struct req *r, const struct case_rows *c, const char *kind);

/* The form of a sheet, with the rows of its route: show it, and take it. */
struct sheet_page {
    const struct ready_room *room;
    enum sheet_form form;
    const char *kind; /* of the person; NULL: any */
    const char *title; /* "Readiness of" */
    const char *intro, *rest; /* rest: its path below the room */
};
enum rw_status sheet_page_show(struct req *r) RW_MUST;
enum rw_status sheet_page_save(struct req *r) RW_MUST;

/* "2, adequate"; "yes"; the words themselves. */
struct str sheet_answer_words(struct req *r, enum sheet_form form, const struct rating_row *row);

#define READY_ROUTE(m, where, fn, cap, fl, what, words)                                            \
    CASE_ROUTE(m, "/cases/:case" where, fn, cap, fl, what, words)
#define SHEET(where, sheet, what, words)                                                           \
    FORM_ROUTES("/cases/:case" where, sheet_page_show, sheet_page_save, &(sheet),                  \
                CAP_CHECKPOINT_RECORD, 0, what, words)

#endif
