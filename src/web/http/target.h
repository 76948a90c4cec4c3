/* target.h -- the request target: a path and a query, decoded strictly. */
#ifndef RW_WEB_HTTP_TARGET_H
#define RW_WEB_HTTP_TARGET_H

#include "web/pair.h"

/*
 * percent_decode -- %XX to bytes, and '+' to a blank where plus is set.
 *
 * out     *text  in a; UTF-8, no NUL; false for a bad escape, bad UTF-8, NUL or a spent arena
 */
bool percent_decode(struct arena *a, struct str s, bool plus, struct str *text);

/*
 * target_read -- cut and decode "/cases/x?y=1".
 *
 * out     *path   decoded, begins with '/', no control byte, no "." or ".." segment, no encoded
 *                 slash; false for anything else
 *         *query  the raw part after '?', for pairs_read
 */
bool target_read(struct arena *a, struct str target, struct str *path, struct str *query);

/*
 * pairs_read -- application/x-www-form-urlencoded, of a query or a body.
 *
 * out     *pairs  in a, at most RW_FORM_PAIRS; line ends of values become LF; false for a bad
 *                 escape, bad UTF-8, NUL, an empty name or too many pairs
 */
bool pairs_read(struct arena *a, struct str text, struct pairs *pairs);

/* CR LF and lone CR become LF, in place of a's copy. */
struct str lines_unix(struct arena *a, struct str s);

#endif
