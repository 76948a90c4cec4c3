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
#define RW_GUEST_FORM_MAX (8u << 10) /* from a browser that was never signed in: the door's forms */
#define RW_UPLOAD_MAX (100u << 20)
#define RW_MULTIPART_PARTS 32
#define RW_FORM_PAIRS 256 /* the largest form (order with clauses) has under 120 */

/* One content file: ten times the largest that ships. */
#define RW_CONTENT_MAX (512u << 10)

/* What one connection keeps while a request is on its way: target, header lines, table of parts. */
#define RW_EXCHANGE_ARENA (64u << 10)

/* libmicrohttpd's block for one connection: request line and header lines with its own notes on
 * them, then what it answers with. Larger heads get its own 414 or 431. */
#define RW_CONNECTION_MEMORY (40u << 10)

/* Connections that one address may have: a browser opens six, a household or an office behind one
 * address a few dozen; source security.md section 5, "Slowloris & kin". */
#define RW_ADDRESS_CONNECTIONS 64

/* Bytes of an answer that wait in the kernel for a reader that does not read; what is on its way to
 * one that reads is not counted. */
#define RW_UNSENT_MAX (128 << 10)

/* A stranger's request that waited so long for a worker is not served any more but told to come
 * back: whoever sent it has given up, and those behind it have not. */
#define RW_STRANGER_WAIT_MS 5000

/* Header lines of an answer: the fixed set (15) and cookies, type, place, allow, retry. */
#define RW_ANSWER_HEADERS 32

/* A settings file and its values, for a verb that only explains them. */
#define RW_CONFIG_ARENA (256u << 10)

/* The header lines of one part of a multipart form: a name, a file name and a type. */
#define RW_PART_HEAD_MAX (4u << 10)

/* A body that is too large is still read to its end up to this many times its ceiling, so that the
 * browser stays to hear why; beyond it the answer comes first and the connection is closed. */
#define RW_BODY_PATIENCE 4

/* A note or a clause: about 15,000 words, more than any real one, small enough to diff on a page. */
#define RW_TEXT_MAX (96u << 10)

/* A line of text (name, subject, docket). */
#define RW_LINE_MAX 200

/* Problems named on one page; more than a form has fields. */
#define RW_PROBLEMS 64

/* Rows that one list statement may return before it must page (one person's caseload: 500). */
#define RW_ROWS_MAX 5000

/* One spreadsheet that is brought in: a person's whole caseload (500) in one piece. Percent-encoded
 * at its worst it is three times as long and still fits a form. */
#define RW_IMPORT_BYTES (256u << 10)
#define RW_IMPORT_ROWS 500

/* What bringing in one row may take: an appointment compares every role of a case with every other,
 * which for 64 people with five roles each is 3.3 MB. */
#define RW_IMPORT_ROW_ARENA (4u << 20)

/* People of one family case. */
#define RW_CASE_PEOPLE 64

#endif
