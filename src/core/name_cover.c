#include "core/name_cover.h"

#define PART_MIN 3

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
    return (small(c) >= 'a' && small(c) <= 'z') || (unsigned char)c >= 0x80;
}

static char large(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Exact: as it is written, or in capitals throughout. */
static bool same(const char *x, struct str y, bool exact)
{
    bool as_is = true, capitals = true, any_case = true;
    size_t i;

    for (i = 0; i < y.len; i++) {
        as_is = as_is && x[i] == y.p[i];
        capitals = capitals && x[i] == large(y.p[i]);
        any_case = any_case && small(x[i]) == small(y.p[i]);
    }
    return as_is || capitals || (!exact && any_case);
}

/* Where it stands as a word of its own, from `from` on; text.len: nowhere. */
static size_t find(struct str text, struct str word, size_t from, bool exact)
{
    size_t i;

    for (i = from; word.len > 0 && i + word.len <= text.len; i++) {
        bool begins = i == 0 || !is_letter(text.p[i - 1]);
        size_t end = i + word.len;
        bool ends = end == text.len || !is_letter(text.p[end]);

        if (begins && ends && same(text.p + i, word, exact))
            return i;
    }
    return text.len;
}

static struct str replace(struct arena *a, struct str text, struct str word, struct str by,
                          bool exact)
{
    size_t at = find(text, word, 0, exact), from = 0;
    struct str done = STR("");

    if (at == text.len)
        return text;
    while (at < text.len) {
        done =
            str_fmt(a, "%.*s%.*s%.*s", STR_ARG(done), (int)(at - from), text.p + from, STR_ARG(by));
        from = at + word.len;
        at = find(text, word, from, exact);
    }
    return str_fmt(a, "%.*s%.*s", STR_ARG(done), (int)(text.len - from), text.p + from);
}

static bool kept(struct str part, const struct str *keep, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (find(keep[i], part, 0, false) < keep[i].len)
            return true;
    return false;
}

/* One word alone may be an everyday word too ("will", "may"): it is a name in the same letters only. */
static bool one_word(struct str name)
{
    struct str word;

    return !str_cut(&name, ' ', &word) || !name.len;
}

struct str name_cover(struct arena *a, struct str text, const struct covered_name *names, size_t n,
                      const struct str *keep, size_t nkeep)
{
    size_t i;

    for (i = 0; i < n; i++)
        text = replace(a, text, names[i].name, names[i].stands_for_it, one_word(names[i].name));
    for (i = 0; i < n; i++) {
        struct str rest = names[i].name, part;

        while (str_cut(&rest, ' ', &part))
            if (part.len >= PART_MIN && !kept(part, keep, nkeep))
                text = replace(a, text, part, names[i].stands_for_it, true);
    }
    return text;
}

bool name_stands(struct str text, const struct covered_name *names, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (find(text, names[i].name, 0, one_word(names[i].name)) < text.len)
            return true;
    return false;
}
