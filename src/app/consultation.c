#include "app/consultation.h"

#include "app/check.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_words(struct str x, struct str y)
{
    size_t i;

    x = str_trim(x);
    y = str_trim(y);
    if (x.len != y.len || x.len == 0)
        return false;
    for (i = 0; i < x.len; i++)
        if (lower(x.p[i]) != lower(y.p[i]))
            return false;
    return true;
}

void consultation_check(struct act *a, const struct consultation *c)
{
    check_line(a, "second_name", c->name, REQUIRED);
    check_line(a, "second_licence", c->licence, REQUIRED);
    check_text(a, "second_words", c->words, REQUIRED);
    check_past(a, "second_on", c->on, REQUIRED);
    if (!c->sheet.len)
        problem_add(&a->bad, "second_sheet", STR("Please attach the signed sheet."));
    if (same_words(c->name, a->viewer.name) || same_words(c->licence, a->viewer.licence))
        problem_add(&a->bad, "second_name", STR("A second signature comes from somebody else."));
}
