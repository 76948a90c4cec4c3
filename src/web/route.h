/* route.h -- routes are rows; the row says who may come in, before any handler runs. */
#ifndef RW_WEB_ROUTE_H
#define RW_WEB_ROUTE_H

#include "web/req.h"

enum audience { AUDIENCE_NONE = 0, AUDIENCE_PUBLIC, AUDIENCE_STAFF };

/* For what the information is used; printed by `reweave routes`, kept in the audit event. */
enum purpose {
    PURPOSE_NONE = 0,
    PURPOSE_TREATMENT,
    PURPOSE_OPERATIONS,
    PURPOSE_COURT,
    PURPOSE_ACCESS
};

enum route_flag {
    ROUTE_REAUTH = 1, /* password and code within five minutes, or a page that asks for them */
    ROUTE_UPLOAD = 2, /* multipart/form-data with files allowed */
    ROUTE_QUIET = 4, /* reading it is not logged as a read of the record (assets, sign-in) */
    ROUTE_POLL = 8, /* does not count as activity of the session */
    ROUTE_EARLY = 16 /* its place alone decides who may read it: the event is written meanwhile */
};

struct route {
    enum method method;
    const char *path; /* "/cases/:case/people/:person" */
    page_fn run;
    enum capability need; /* zero: nobody, and the program refuses to start */
    enum audience audience;
    enum purpose purpose;
    unsigned flags;
    const char *object; /* what the audit event of a read says was read: "case", "note" */
    const char *about; /* one sentence for `reweave routes` and the access page */
    const void *with; /* what run works on where several rows share it: a table of a form */
};

/* A row for who treats the family. */
#define CASE_ROUTE(m, where, fn, cap, fl, what, words)                                             \
    {                                                                                              \
        .method = (m), .path = (where), .run = (fn), .need = (cap), .audience = AUDIENCE_STAFF,    \
        .purpose = PURPOSE_TREATMENT, .flags = (fl), .object = (what), .about = (words)            \
    }

/* Form and answer to it, of one table. */
#define FORM_ROUTES(where, show, save, table, cap, fl, what, words)                                \
    { .method = METHOD_GET,                                                                        \
      .path = (where),                                                                             \
      .run = (show),                                                                               \
      .need = (cap),                                                                               \
      .audience = AUDIENCE_STAFF,                                                                  \
      .purpose = PURPOSE_TREATMENT,                                                                \
      .object = (what),                                                                            \
      .about = "Form for " words,                                                                  \
      .with = (table) },                                                                           \
    {                                                                                              \
        .method = METHOD_POST, .path = (where), .run = (save), .need = (cap),                      \
        .audience = AUDIENCE_STAFF, .purpose = PURPOSE_TREATMENT, .flags = (fl), .object = (what), \
        .about = "Record " words, .with = (table)                                                  \
    }

/* Every table of routes, one per noun, gathered in web/routes.c. */
struct route_table {
    const struct route *rows;
    size_t n;
};
extern const struct route_table *const route_tables[];
extern const size_t route_tables_n;

#endif
