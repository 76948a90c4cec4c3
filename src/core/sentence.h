/* sentence.h -- sentences of content files with {placeholders}, filled from a few words. */
#ifndef RW_CORE_SENTENCE_H
#define RW_CORE_SENTENCE_H

#include "base/str.h"

struct sentence_word {
    const char *key; /* without braces */
    struct str value;
};

/* The template with each {key} replaced; a placeholder that no word answers is left as it stands.
 * The result lives in a. */
struct str sentence_fill(struct arena *a, struct str tmpl, const struct sentence_word *w, size_t n);

/*
 * sentence_placeholder -- cut the next {key} off *rest.
 *
 * out     *key without braces; false when there is none left. An opening brace that is never
 *         closed gives the rest of the text as key
 */
bool sentence_placeholder(struct str *rest, struct str *key);

#endif
