/* room_form.h -- a short form on a page of its own below a page of one case: a table of fields, what
 * only the case knows, and the use case. What was typed stays where something is wrong. */
#ifndef RW_WEB_PAGES_ROOM_FORM_H
#define RW_WEB_PAGES_ROOM_FORM_H

#include "web/pages/page.h"
#include "web/route.h"

#define ROOM_FIELDS_MAX 10

/* One showing of it; prepare may change everything here. */
struct room_page {
    struct field *fields; /* a copy */
    size_t n;
    struct value *begin; /* what the fields begin with */
    struct str title, intro, back; /* back: where it came from and returns to */
    struct crumbs_view crumbs;
};

struct room_form {
    const char *title, *intro, *submit, *done;
    const char *room, *room_title; /* "/conditions" and its name: the way back */
    const struct field *fields;
    size_t n;
    enum rw_status (*prepare)(struct req *r, struct room_page *p); /* NULL: nothing to add */
    enum rw_status (*save)(struct req *r, const struct value *v);
    const char *given; /* field that the query may fill; may be NULL */
    /* Where to go instead of back, with these words; false: back. May be NULL. */
    bool (*next)(struct req *r, const struct value *v, struct str *to, const char **words);
};

/* Handlers of the rows of ROOM_FORM; the viewer needs the row's capability on the case. */
enum rw_status room_form_show(struct req *r) RW_MUST;
enum rw_status room_form_save(struct req *r) RW_MUST;

#define ROOM_ROUTE(m, where, fn, cap, fl, what, words)                                             \
    CASE_ROUTE(m, "/cases/:case" where, fn, cap, fl, what, words)
#define ROOM_FORM(where, form, cap, fl, what, words)                                               \
    FORM_ROUTES("/cases/:case" where, room_form_show, room_form_save, &(form), cap, fl, what, words)

#endif
