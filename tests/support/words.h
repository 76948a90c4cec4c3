/* words.h -- a line of a table of cases, cut into words. */
#ifndef RW_SUPPORT_WORDS_H
#define RW_SUPPORT_WORDS_H

#include "base/str.h"

enum { WORDS_MAX = 40 };

struct words {
    struct str w[WORDS_MAX];
    size_t n, at;
};

/* Blanks part words; a word in double quotes may hold blanks; # begins a comment. */
struct words words_cut(struct str line);

/* The next word, taken; empty after the last. */
struct str words_next(struct words *k);

/* Takes the word if it is the next one. */
bool words_take(struct words *k, const char *word);

#endif
