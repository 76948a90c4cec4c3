#include "support/words.h"

struct words words_cut(struct str line)
{
    struct words k = { .n = 0 };

    for (;;) {
        struct str w;

        line = str_trim(line);
        if (!line.len || line.p[0] == '#' || k.n == WORDS_MAX)
            return k;
        if (line.p[0] == '"') {
            line.p++;
            line.len--;
            str_cut(&line, '"', &w);
        } else {
            str_cut(&line, ' ', &w);
        }
        k.w[k.n++] = str_trim(w);
    }
}

struct str words_next(struct words *k)
{
    return k->at < k->n ? k->w[k->at++] : STR_NULL;
}

bool words_take(struct words *k, const char *word)
{
    bool yes = k->at < k->n && str_is(k->w[k->at], word);

    k->at += yes;
    return yes;
}
