#include "app/consultation.h"

#include "app/check.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The next letter or digit; blanks, dots and dashes are how somebody happened to write it. */
static char next_sign(struct str *s)
{
    while (s->len > 0) {
        char c = lower(*s->p);

        s->p++;
        s->len--;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80)
            return c;
    }
    return '\0';
}

static bool same_words(struct str x, struct str y)
{
    char c = next_sign(&x), d = next_sign(&y);

    if (!c)
        return false;
    while (c && c == d) {
        c = next_sign(&x);
        d = next_sign(&y);
    }
    return c == d;
}

bool consultation_is_viewer(const struct act *a, struct str name, struct str licence)
{
    return same_words(name, a->viewer.name) || same_words(licence, a->viewer.licence);
}

void consultation_check(struct act *a, const struct consultation *c)
{
    check_line(a, "second_name", c->name, REQUIRED);
    check_line(a, "second_licence", c->licence, REQUIRED);
    check_text(a, "second_words", c->words, REQUIRED);
    check_past(a, "second_on", c->on, REQUIRED);
    if (!c->sheet.len)
        problem_add(&a->bad, "second_sheet", STR("Please attach the signed sheet."));
    if (consultation_is_viewer(a, c->name, c->licence))
        problem_add(&a->bad, "second_name", STR("A second signature comes from somebody else."));
}
