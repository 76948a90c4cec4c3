#include "web/http/target.h"

#include "base/limits.h"

#include <string.h>

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool percent_decode(struct arena *a, struct str s, bool plus, struct str *text)
{
    char *to = arena_array(a, char, s.len + 1);
    size_t i, n = 0;

    if (a->spent)
        return false;
    for (i = 0; i < s.len; i++) {
        char c = s.p[i];

        if (c == '%') {
            int hi = i + 2 < s.len ? hex(s.p[i + 1]) : -1, lo = hi < 0 ? -1 : hex(s.p[i + 2]);

            if (lo < 0)
                return false;
            c = (char)(hi << 4 | lo);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        if (!c)
            return false;
        to[n++] = c;
    }
    *text = (struct str){ to, n };
    return str_utf8(*text);
}

static bool target_char(char c)
{
    return c > ' ' && c < 0x7F && !strchr("\"<>\\#", c);
}

/* "." and ".." mean another path to whoever resolves them. */
static bool segments_plain(struct str path)
{
    struct str piece;

    while (str_cut(&path, '/', &piece))
        if (str_is(piece, ".") || str_is(piece, ".."))
            return false;
    return true;
}

static bool has_encoded_slash(struct str raw)
{
    size_t i;

    for (i = 0; i + 2 < raw.len; i++)
        if (raw.p[i] == '%' && raw.p[i + 1] == '2' && (raw.p[i + 2] == 'f' || raw.p[i + 2] == 'F'))
            return true;
    return false;
}

bool target_read(struct arena *a, struct str target, struct str *path, struct str *query)
{
    struct str raw, rest = target;
    size_t i;

    for (i = 0; i < target.len; i++)
        if (!target_char(target.p[i]))
            return false;
    if (!str_cut(&rest, '?', &raw) || raw.len == 0 || raw.p[0] != '/')
        return false;
    *query = rest.p ? rest : STR("");
    if (has_encoded_slash(raw) || !percent_decode(a, raw, false, path))
        return false;
    return str_clean(*path, false) && !memchr(path->p, '\t', path->len) && segments_plain(*path);
}

struct str lines_unix(struct arena *a, struct str s)
{
    char *to;
    size_t i, n = 0;

    if (s.len == 0 || !memchr(s.p, '\r', s.len))
        return s;
    to = arena_array(a, char, s.len);
    if (a->spent)
        return STR("");
    for (i = 0; i < s.len; i++) {
        if (s.p[i] == '\r' && i + 1 < s.len && s.p[i + 1] == '\n')
            continue;
        to[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
    }
    return (struct str){ to, n };
}

bool pairs_read(struct arena *a, struct str text, struct pairs *pairs)
{
    struct pair *list;
    struct str piece, name, value;
    size_t n = 0;

    *pairs = (struct pairs){ 0 };
    if (text.len == 0)
        return true;
    list = arena_array(a, struct pair, RW_FORM_PAIRS);
    if (a->spent)
        return false;
    while (str_cut(&text, '&', &piece)) {
        if (piece.len == 0)
            continue;
        value = piece;
        if (n == RW_FORM_PAIRS || !str_cut(&value, '=', &name) || name.len == 0)
            return false;
        if (!percent_decode(a, name, true, &list[n].name) ||
            !percent_decode(a, value.p ? value : STR(""), true, &list[n].value))
            return false;
        list[n].value = lines_unix(a, list[n].value);
        n++;
    }
    *pairs = (struct pairs){ list, n };
    return !a->spent;
}
