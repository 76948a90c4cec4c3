/* limits.h -- every ceiling of the program, with the reason for each. */
#ifndef RW_BASE_LIMITS_H
#define RW_BASE_LIMITS_H

/* What a builder may scribble on after its arena is spent: larger than any one struct or row. */
#define RW_ARENA_PIT 4096

/* One request: a 1 MiB form, parsed, normalised and kept, beside a page built from it. */
#define RW_REQUEST_ARENA (12u << 20)

/* One page as sent: the fullest case page measured stays under a tenth of it. */
#define RW_PAGE_MAX (4u << 20)

/* HTTP sizes: source security.md section 5, "Sizes". */
#define RW_REQUEST_LINE_MAX (8u << 10)
#define RW_HEADER_COUNT_MAX 100
#define RW_HEADER_BYTES_MAX (16u << 10)
#define RW_FORM_MAX (1u << 20)
#define RW_UPLOAD_MAX (100u << 20)
#define RW_MULTIPART_PARTS 32
#define RW_FORM_PAIRS 256 /* the largest form (order with clauses) has under 120 */

/* A note or a clause: about 15,000 words, more than any real one, small enough to diff on a page. */
#define RW_TEXT_MAX (96u << 10)

/* A line of text (name, subject, docket). */
#define RW_LINE_MAX 200

/* Problems named on one page; more than a form has fields. */
#define RW_PROBLEMS 64

/* Rows that one list statement may return before it must page (one person's caseload: 500). */
#define RW_ROWS_MAX 5000

/* People of one family case. */
#define RW_CASE_PEOPLE 64

#endif
