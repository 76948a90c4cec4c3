/* report_scan.c -- text and secrets are brought to one plain form, then compared word by word. */
#include "core/report_scan.h"

#include <string.h>

/* Fewer letters and digits than that are met by chance. */
#define PIECE_MIN 6
#define PHONE_DIGITS 7
#define STREET_MIN 4

struct text {
    struct str words; /* " 12 oak road ", lines kept apart */
    struct str raw;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_gap(char c)
{
    return c == ' ' || c == '\n';
}

static char *add(char *to, char c)
{
    *to = c;
    return to + 1;
}

/* Latin letters with marks have their small form 0x20 further on. */
static char small_second(char c)
{
    unsigned char u = (unsigned char)c;

    return u >= 0x80 && u <= 0x9e && u != 0x97 ? (char)(u + 0x20) : c;
}

/* Blanks and dashes beyond ASCII: U+00A0 and U+2000 to U+203F; their length, or 0. */
static size_t wide_blank(struct str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    unsigned char next = i + 1 < s.len ? (unsigned char)s.p[i + 1] : 0;

    if (c == 0xc2 && next == 0xa0)
        return 2;
    return c == 0xe2 && next == 0x80 && i + 2 < s.len ? 3 : 0;
}

/* Small letters, one blank between words and at both ends; a line's end stays one. */
static struct str plain(struct arena *a, struct str s)
{
    char *start = arena_array(a, char, s.len + 3), *to = start;

    if (a->spent)
        return STR("");
    to = add(to, ' ');
    for (size_t i = 0; i < s.len; i++) {
        size_t wide = wide_blank(s, i);
        char c = s.p[i];

        if (!wide && (is_digit(c) || is_letter(c))) {
            bool second = i > 0 && (unsigned char)s.p[i - 1] == 0xc3;
            to = add(to, c >= 'A' && c <= 'Z' ? (char)(c + 0x20) : second ? small_second(c) : c);
            continue;
        }
        i += wide ? wide - 1 : 0;
        if (!is_gap(to[-1]))
            to = add(to, c == '\n' ? '\n' : ' ');
        else if (c == '\n')
            to[-1] = '\n';
    }
    if (!is_gap(to[-1]))
        to = add(to, ' ');
    return (struct str){ start, (size_t)(to - start) };
}

/* Whole words; `words` carries no blank at its ends. */
static bool has_words(struct str text, struct str words)
{
    for (size_t i = 1; words.len > 0 && i + words.len < text.len; i++)
        if (is_gap(text.p[i - 1]) && is_gap(text.p[i + words.len]) &&
            memcmp(text.p + i, words.p, words.len) == 0)
            return true;
    return false;
}

static size_t weight(struct str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += !is_gap(s.p[i]);
    return n;
}

static bool has_piece(const struct text *t, struct str piece)
{
    return weight(piece) >= PIECE_MIN && has_words(t->words, piece);
}

/* The next part of a secret: up to a comma, semicolon, slash or line's end, in plain form. */
static bool next_piece(struct arena *a, struct str *rest, struct str *piece)
{
    size_t n = 0;

    while (rest->len > 0) {
        for (n = 0; n < rest->len && !memchr(",;/\n", rest->p[n], 4); n++)
            ;
        *piece = str_trim(plain(a, (struct str){ rest->p, n }));
        n += n < rest->len;
        *rest = (struct str){ rest->p + n, rest->len - n };
        if (piece->len > 0)
            return true;
    }
    return false;
}

static bool joins_digits(char c)
{
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '+' || c == '/';
}

/* Whether these digits follow each other somewhere, with at most such marks between them. */
static bool has_digits(struct str text, const char *digits, size_t n)
{
    for (size_t i = 0; i < text.len; i++) {
        size_t met = 0;

        for (size_t k = i; is_digit(text.p[i]) && k < text.len && met < n; k++) {
            if (is_digit(text.p[k]) && text.p[k] == digits[met])
                met++;
            else if (is_digit(text.p[k]) || !(joins_digits(text.p[k]) || wide_blank(text, k)))
                break;
            else if (wide_blank(text, k))
                k += wide_blank(text, k) - 1;
        }
        if (met == n)
            return true;
    }
    return false;
}

/* The last digits of the first number; an extension behind a word is no part of it. */
static bool phone_digits(struct str piece, char *digits)
{
    size_t n = 0;

    for (size_t i = 0; i < piece.len; i++) {
        if (is_letter(piece.p[i]) && n >= PHONE_DIGITS)
            break;
        if (!is_digit(piece.p[i]))
            continue;
        if (n >= PHONE_DIGITS)
            memmove(digits, digits + 1, PHONE_DIGITS - 1);
        digits[n < PHONE_DIGITS ? n : PHONE_DIGITS - 1] = piece.p[i];
        n++;
    }
    return n >= PHONE_DIGITS;
}

static bool has_phone(const struct text *t, struct arena *a, struct str phone)
{
    struct str piece;

    while (next_piece(a, &phone, &piece)) {
        char digits[PHONE_DIGITS];

        if (has_piece(t, piece) ||
            (phone_digits(piece, digits) && has_digits(t->raw, digits, PHONE_DIGITS)))
            return true;
    }
    return false;
}

static bool has_email(const struct text *t, struct arena *a, struct str email)
{
    struct str piece;

    while (next_piece(a, &email, &piece))
        if (has_piece(t, piece))
            return true;
    return false;
}

static bool mixes(struct str s)
{
    bool digit = false, letter = false;

    for (size_t i = 0; i < s.len; i++) {
        digit = digit || is_digit(s.p[i]);
        letter = letter || is_letter(s.p[i]);
    }
    return digit && letter;
}

/* "12 elmwood" of "12 elmwood road": how the rest of a street is written differs from hand to hand. */
static bool has_house(const struct text *t, struct str piece)
{
    size_t gap = 0, end;

    while (gap < piece.len && piece.p[gap] != ' ')
        gap++;
    for (end = gap + 1; end < piece.len && piece.p[end] != ' '; end++)
        ;
    if (end > piece.len || !is_digit(piece.p[0]) || end - gap - 1 < STREET_MIN)
        return false;
    return has_words(t->words, (struct str){ piece.p, end });
}

static bool has_address(const struct text *t, struct arena *a, struct str address)
{
    struct str rest = address, piece, first = STR_NULL;
    bool numbered = false;

    while (next_piece(a, &rest, &piece)) {
        if (!first.p)
            first = piece;
        if (!mixes(piece))
            continue;
        numbered = true;
        if (has_piece(t, piece) || has_house(t, piece))
            return true;
    }
    /* a place without a number is known by its name; one word alone may be the town of the court */
    return !numbered && first.p && memchr(first.p, ' ', first.len) && has_piece(t, first);
}

static bool holds(struct str raw, const struct report_secret *s, size_t n, struct arena *a)
{
    struct text t = { .words = plain(a, raw), .raw = raw };

    for (size_t i = 0; i < n; i++)
        if (has_phone(&t, a, s[i].phone) || has_email(&t, a, s[i].email) ||
            has_address(&t, a, s[i].address))
            return true;
    return false;
}

static size_t put(char *to, struct str s)
{
    if (to && s.len > 0)
        memcpy(to, s.p, s.len);
    if (to)
        to[s.len] = '\n';
    return s.len + 1;
}

static size_t put_cells(char *to, const struct report_row *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->ncell; i++)
        n += put(to ? to + n : NULL, r->cell[i]);
    return n;
}

/* Each text of a section on a line of its own; with to NULL how long that is. */
static size_t put_section(char *to, const struct report_section *s)
{
    size_t n = put(to, s->heading);

    for (size_t i = 0; i < s->nblock; i++) {
        const struct report_block *b = &s->block[i];
        n += put(to ? to + n : NULL, b->text);
        n += put_cells(to ? to + n : NULL, &b->head);
        for (size_t k = 0; k < b->nrow; k++)
            n += put_cells(to ? to + n : NULL, &b->row[k]);
    }
    return n;
}

bool report_scan(const struct report_doc *d, const struct report_secret *s, size_t n,
                 struct arena *a, struct str *where)
{
    *where = STR("Head of the page");
    if (n > 0 && (holds(d->title, s, n, a) || holds(d->subtitle, s, n, a) ||
                  holds(d->running, s, n, a) || holds(d->author, s, n, a)))
        return true;
    for (size_t i = 0; n > 0 && i < d->nsection; i++) {
        size_t len = put_section(NULL, &d->section[i]);
        char *raw = arena_array(a, char, len);

        *where = d->section[i].heading;
        if (a->spent)
            return true;
        (void)put_section(raw, &d->section[i]);
        if (holds((struct str){ raw, len }, s, n, a))
            return true;
    }
    return a->spent;
}
