/* record_request.h -- pieces that the pages of requests share. */
#ifndef RW_WEB_PAGES_RECORD_REQUEST_H
#define RW_WEB_PAGES_RECORD_REQUEST_H

#include "app/record_request.h"
#include "web/pages/release_parts.h"

#define REQUESTS_TITLE "Requests for a record"

struct request_page {
    struct case_rows rows;
    struct request_item x;
    struct request_facts facts;
};

/* The request of the path, and what the record says about who asks. */
enum rw_status request_page_load(struct req *r, struct request_page *p) RW_MUST;

/* What may be done about it now, as the query says ("do") or a form was sent. */
enum request_do { DO_NOTHING, DO_DECIDE, DO_SECOND, DO_LONGER, DO_AGREED, DO_SENT, REQUEST_DOS };

const char *request_do_word(enum request_do what); /* "decide" */
bool request_do_now(const struct req *r, const struct request_page *p, enum request_do what);

/* The form of one of them; *n fields. In: what is none of the others. */
enum rw_status request_do_fields(struct req *r, enum request_do what, struct field **f,
                                 size_t *n) RW_MUST;

/* The page, with that form below it; values may be NULL. Status 422 where a->bad holds any. */
enum rw_status request_page_show(struct req *r, const struct request_page *p, enum request_do what,
                                 const struct field *f, size_t n, const struct value *v) RW_MUST;

struct str request_path(struct req *r, struct str id, const char *rest);
struct str request_stage_words(struct req *r, const struct request_item *x);
struct str request_due_words(struct req *r, const struct request_item *x);
struct str request_asker(struct req *r, const struct case_rows *rows,
                         const struct record_request_row *row);
struct str
request_clock_note(struct req *r); /* where the days are from, and that nobody verified it */
struct str request_outcome_words(struct str outcome);

#endif
