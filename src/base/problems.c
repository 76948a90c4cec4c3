#include "base/problems.h"

struct str problem_of(const struct problems *p, struct str field)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (str_is(field, p->list[i].field))
            return p->list[i].text;
    return STR_NULL;
}

void problem_add(struct problems *p, const char *field, struct str text)
{
    if (p->n == RW_PROBLEMS || problem_of(p, str_of(field)).p)
        return;
    p->list[p->n++] = (struct problem){ field, text };
}
