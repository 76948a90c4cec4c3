#include "core/sentence.h"

#include <string.h>

bool sentence_placeholder(struct str *rest, struct str *key)
{
    struct str before;

    if (!memchr(rest->len ? rest->p : "", '{', rest->len))
        return false;
    return str_cut(rest, '{', &before) && str_cut(rest, '}', key);
}

static const struct sentence_word *word_of(const struct sentence_word *w, size_t n, struct str key)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(key, w[i].key))
            return &w[i];
    return NULL;
}

/* One pass over the template; with to == NULL it only measures. */
static size_t fill(struct str t, const struct sentence_word *w, size_t n, char *to)
{
    size_t len = 0;

    while (t.len) {
        const char *end = t.p[0] == '{' ? memchr(t.p, '}', t.len) : NULL;
        struct str key = { t.p + 1, end ? (size_t)(end - t.p) - 1 : 0 };
        const struct sentence_word *hit = end ? word_of(w, n, key) : NULL;
        struct str piece = hit ? hit->value : (struct str){ t.p, 1 };
        size_t used = hit ? key.len + 2 : 1;

        if (to && piece.len)
            memcpy(to + len, piece.p, piece.len);
        len += piece.len;
        t.p += used;
        t.len -= used;
    }
    return len;
}

struct str sentence_fill(struct arena *a, struct str tmpl, const struct sentence_word *w, size_t n)
{
    size_t len = fill(tmpl, w, n, NULL);
    char *p = arena_array(a, char, len + 1);

    if (a->spent || !p)
        return STR_NULL;
    fill(tmpl, w, n, p);
    return (struct str){ p, len };
}
