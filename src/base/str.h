/* str.h -- a borrowed view of bytes: UTF-8 text unless said otherwise, not ended by NUL. */
#ifndef RW_BASE_STR_H
#define RW_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* p == NULL is "not recorded" (SQL NULL), which is different from an empty text. */
struct str {
    const char *p;
    size_t len;
};

#define STR(lit) ((struct str){ "" lit, sizeof(lit) - 1 })
#define STR_NULL ((struct str){ 0 })
#define STR_ARG(s) (int)(s).len, (s).p ? (s).p : ""

struct str str_of(const char *z); /* borrows; NULL gives STR_NULL */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *z);
bool str_among(struct str a, const struct str *list, size_t n);
int str_cmp(struct str a, struct str b); /* bytewise, for stable order only */
bool str_starts(struct str s, const char *prefix);
bool str_empty(struct str s); /* NULL or no byte */
struct str str_trim(struct str s); /* ASCII blanks at both ends */
struct str str_or(struct str s, const char *other); /* s, or other where s is empty */

struct str str_copy(struct arena *a, struct str s); /* lives in a */
char *str_z(struct arena *a, struct str s); /* NUL-ended copy in a */
struct str str_join(struct arena *a, struct str x, struct str sep, struct str y);
struct str str_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Decimal, whole text, optional minus; false (and *v untouched) on anything else or overflow. */
bool str_i64(struct str s, int64_t *v);

/* Cut the next piece before sep off *rest; false when nothing is left. */
bool str_cut(struct str *rest, char sep, struct str *piece);

/* Strict UTF-8 (RFC 3629): no overlong forms, surrogates, or code points above U+10FFFF. */
bool str_utf8(struct str s);

/* No control byte but tab, LF, CR; no NUL. lines: whether LF may stand in it. */
bool str_clean(struct str s, bool lines);

#endif
