/* room_form.h -- a short form on a page of its own below a page of one case: a table of fields, the
 * lists that only the case knows, and the use case. What was typed stays where something is wrong. */
#ifndef RW_WEB_PAGES_ROOM_FORM_H
#define RW_WEB_PAGES_ROOM_FORM_H

#include "web/pages/page.h"
#include "web/route.h"

#define ROOM_FIELDS_MAX 10

struct room_form {
    const char *title, *intro, *submit, *done;
    const char *room, *room_title; /* "/conditions" and its name: the way back */
    const char *rest; /* below the room: "/obstacle" */
    const struct field *fields;
    size_t n;
    enum rw_status (*lists)(struct req *r, struct field *f, size_t n); /* checks the place, too */
    enum rw_status (*save)(struct req *r, const struct value *v);
    void (*begin)(struct req *r, struct value *v); /* what it begins with; may be NULL */
    const char *given; /* field that the query may fill; may be NULL */
};

enum rw_status room_form_show(struct req *r, const struct room_form *k) RW_MUST;
enum rw_status room_form_save(struct req *r, const struct room_form *k) RW_MUST;

#define ROOM_ROUTE(m, where, fn, cap, fl, what, words)                                             \
    {                                                                                              \
        .method = (m), .path = "/cases/:case" where, .run = (fn), .need = (cap),                   \
        .audience = AUDIENCE_STAFF, .purpose = PURPOSE_TREATMENT, .flags = (fl), .object = (what), \
        .about = (words)                                                                           \
    }

#endif
