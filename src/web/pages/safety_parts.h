/* safety_parts.h -- pieces that the pages about safety share. */
#ifndef RW_WEB_PAGES_SAFETY_PARTS_H
#define RW_WEB_PAGES_SAFETY_PARTS_H

#include "app/safety.h"
#include "web/pages/page.h"
#include "web/route.h"

/* Families › Alder family › Safety. */
void safety_crumbs(struct req *r, struct crumbs_view *v);

/* "/cases/<id>/safety" + rest */
struct str safety_path(struct req *r, const char *rest);
struct str safety_screen_path(struct req *r, struct str screen, const char *rest);

/* "Dana, mother"; a child by the name alone. */
struct str safety_name(struct req *r, const struct case_rows *c, struct str person);

/* People as options: every adult at a side of a child; all adults; all adults and children; children. */
struct form_option *safety_parents(struct req *r, const struct case_rows *c, size_t *n);
struct form_option *safety_grown(struct req *r, const struct case_rows *c, size_t *n);
struct form_option *safety_people(struct req *r, const struct case_rows *c, size_t *n);
struct form_option *safety_children(struct req *r, const struct case_rows *c, size_t *n);

/* Words of a form's list as options. */
struct form_option *safety_options(struct req *r, const struct safety_word *list, size_t n);

/* Answers to a question of a screen, and ways to hold one, as options. */
#define SAFETY_SAID 3
#define SAFETY_WAYS 3
extern const struct form_option safety_said[SAFETY_SAID], safety_ways[SAFETY_WAYS];

/* To one group of questions of a screen. */
struct str safety_ask_path(struct req *r, struct str screen, struct str group);

/* The screen of the path while it is a draft; *done: it is signed, and the answer is a way to it. */
enum rw_status safety_draft(struct req *r, struct safety_screen *s, bool *done) RW_MUST;

/* A form on a page of its own below Safety. */
struct safety_page {
    struct str title, intro, action, submit;
    struct field *fields;
    size_t n;
    const struct value *values;
};
enum rw_status safety_form_page(struct req *r, const struct safety_page *p);

#define SAFETY_ROUTE(m, where, fn, cap, fl, what, words)                                           \
    CASE_ROUTE(m, "/cases/:case/safety" where, fn, cap, fl, what, words)

#endif
