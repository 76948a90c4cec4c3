/* form_view.h -- a form table with its values and problems, as the templates show it. */
#ifndef RW_WEB_FORM_VIEW_H
#define RW_WEB_FORM_VIEW_H

#include "gen/tpl.h"
#include "web/form.h"

/* What a form shows besides its table. All may be NULL: an empty form without problems. */
struct form_state {
    const struct value *values; /* parallel to the table: as typed, or as stored (value_text...) */
    const struct problems *problems;
    const char *prefix; /* of the ids; needed where one page holds two forms. NULL: "f" */
};

/* out     w[n]   for {{>field .}}; memory from a */
void form_views(struct arena *a, const struct field *f, size_t n, const struct form_state *s,
                struct field_view *w);

/* The summary above a form, each row a link to its field; for {{>problems problems}}. */
void problems_view(struct arena *a, const struct field *f, size_t n, const struct form_state *s,
                   struct problems_view *w);

/* A whole page with one form, or one form of a larger page. */
struct form_page {
    struct str title; /* heading and title of the page */
    struct str intro; /* a sentence or two; may be empty */
    const struct link_view *crumbs; /* the way back up */
    size_t ncrumbs;
    const struct field *fields;
    size_t n;
    struct form_state state;
    struct str action; /* where it posts to */
    struct str submit; /* words of the button: "Save", "Record the order" */
    struct link_view also; /* where something that it needs first is done; no href: nothing */
    struct str cancel; /* where "Cancel" leads; empty: no such link */
    const struct pair *hidden; /* further hidden fields: "version", ... */
    size_t nhidden;
    bool danger; /* takes something away from somebody */
    bool upload; /* holds a file */
};

/*
 * form_page_view -- fill the view of form.html.
 *
 * in      v->shell   already filled (the CSRF token is taken from it)
 * out     *v         ready for tpl_form; the page's title says so when something is wrong
 */
void form_page_view(struct arena *a, const struct form_page *p, struct form_view *v);

/* Only the <form>, for {{>form_body body}} inside another page. */
void form_body_view(struct arena *a, const struct form_page *p, struct str csrf,
                    struct form_body_view *v);

#endif
