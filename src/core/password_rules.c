#include "core/password_rules.h"

static size_t code_points(struct str s)
{
    size_t i, n = 0;

    for (i = 0; i < s.len; i++)
        n += ((unsigned char)s.p[i] & 0xC0u) != 0x80u;
    return n;
}

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_folded(struct str a, struct str b)
{
    size_t i;

    if (a.len != b.len)
        return false;
    for (i = 0; i < a.len; i++)
        if (fold(a.p[i]) != fold(b.p[i]))
            return false;
    return true;
}

/* Compares with the blanks of b left out, so "rivera practice" also rules out "RiveraPractice". */
static bool same_joined(struct str a, struct str b)
{
    size_t i, at = 0;

    for (i = 0; i < b.len; i++) {
        if (b.p[i] == ' ')
            continue;
        if (at == a.len || fold(a.p[at]) != fold(b.p[i]))
            return false;
        at++;
    }
    return at == a.len;
}

static bool is_comment(struct str line)
{
    return line.len && line.p[0] == '#' && (line.len == 1 || line.p[1] == ' ');
}

static bool is_common(struct str password, struct str lines)
{
    struct str line;

    while (str_cut(&lines, '\n', &line))
        if (!is_comment(line) && same_folded(password, line))
            return true;
    return false;
}

static bool is_named(struct str password, const struct password_context *c)
{
    size_t i;

    for (i = 0; i < c->nnames; i++)
        if (c->names[i].len &&
            (same_folded(password, c->names[i]) || same_joined(password, c->names[i])))
            return true;
    return false;
}

enum password_fault password_judge(struct str password, const struct password_context *c)
{
    if (!str_utf8(password) || !str_clean(password, false))
        return PASSWORD_BYTES;
    if (code_points(password) < PASSWORD_MIN)
        return PASSWORD_SHORT;
    if (code_points(password) > PASSWORD_MAX)
        return PASSWORD_LONG;
    if (is_common(password, c->common))
        return PASSWORD_COMMON;
    return is_named(password, c) ? PASSWORD_NAMED : PASSWORD_GOOD;
}

const char *password_fault_words(enum password_fault f)
{
    static const char *const words[] = {
        [PASSWORD_GOOD] = "",
        [PASSWORD_SHORT] = "Use at least 8 characters; four ordinary words make a good password.",
        [PASSWORD_LONG] = "Use at most 128 characters.",
        [PASSWORD_BYTES] = "Leave out characters that cannot be typed on a keyboard.",
        [PASSWORD_COMMON] = "Many people use this password, so it is tried first. Choose another.",
        [PASSWORD_NAMED] = "Choose something other than a name that stands on your account.",
    };

    return (size_t)f < sizeof words / sizeof *words ? words[f] : "";
}
