/* import_value.c -- one cell, read as what its column holds. */
#include "app/import_parts.h"

static size_t points(struct str s)
{
    size_t i, n = 0;

    for (i = 0; i < s.len; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static const struct import_column *column_of(const struct import *im, size_t column)
{
    size_t n;

    return &import_columns(im->sheet->kind, &n)[column];
}

struct str import_text(struct act *a, const struct import *im, const struct csv_row *row,
                       size_t column)
{
    const struct import_column *c = column_of(im, column);
    size_t at = im->at[column];
    struct str s;

    if (at == IMPORT_NONE || at >= row->n)
        return STR("");
    s = str_trim(row->cells[at]);
    if (points(s) > c->max)
        problem_add(&a->bad, c->field,
                    str_fmt(a->mem, "Please shorten this: at most %llu characters.",
                            (unsigned long long)c->max));
    else if (!str_clean(s, c->lines))
        problem_add(&a->bad, c->field, STR("Please write this on one line."));
    return s;
}

struct date import_date(struct act *a, const struct import *im, const struct csv_row *row,
                        size_t column)
{
    struct str s = import_text(a, im, row, column);
    struct date d = RW_NO_DATE;

    if (s.len && !date_parse(s, &d))
        problem_add(&a->bad, column_of(im, column)->field,
                    STR("Please write the day as year-month-day, such as 2016-04-02."));
    return d;
}

bool import_same(struct str x, struct str y)
{
    size_t i;

    if (x.len != y.len)
        return false;
    for (i = 0; i < x.len; i++) {
        char c = x.p[i], d = y.p[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (d >= 'A' && d <= 'Z')
            d = (char)(d - 'A' + 'a');
        if (c != d)
            return false;
    }
    return true;
}

bool import_yes(struct act *a, const struct import *im, const struct csv_row *row, size_t column)
{
    static const struct {
        const char *word;
        bool yes;
    } words[] = { { "yes", true }, { "y", true },  { "true", true },   { "1", true }, { "x", true },
                  { "no", false }, { "n", false }, { "false", false }, { "0", false } };
    struct str s = import_text(a, im, row, column);
    size_t i;

    for (i = 0; i < sizeof words / sizeof *words; i++)
        if (import_same(s, str_of(words[i].word)))
            return words[i].yes;
    if (s.len)
        problem_add(&a->bad, column_of(im, column)->field, STR("Please write yes or no."));
    return false;
}

static struct str labels(struct act *a, const struct choice *list, size_t n)
{
    struct str all = STR("");
    size_t i;

    for (i = 0; i < n; i++)
        all = str_join(a->mem, all, STR("; "), list[i].label);
    return all;
}

struct str import_code(struct act *a, const char *field, struct str typed,
                       const struct choice *list, size_t n)
{
    struct str known;
    size_t i;

    for (i = 0; i < n; i++)
        if (import_same(typed, list[i].code) || import_same(typed, list[i].label))
            return list[i].code;
    known = labels(a, list, n);
    if (typed.len)
        problem_add(&a->bad, field,
                    str_fmt(a->mem, "Please write one of these: %.*s.", STR_ARG(known)));
    return typed;
}

struct str import_choice(struct act *a, const struct import *im, const struct csv_row *row,
                         size_t column, const struct choice *list, size_t n)
{
    struct str typed = import_text(a, im, row, column);

    return import_code(a, column_of(im, column)->field, typed, list, n);
}

struct str *import_pieces(struct act *a, struct str text, size_t *n)
{
    struct str *list, rest = text, piece;
    size_t count = 1, i;

    for (i = 0; i < text.len; i++)
        count += text.p[i] == ';';
    list = arena_array(a->mem, struct str, count);
    *n = 0;
    if (a->mem->spent)
        return list;
    while (str_cut(&rest, ';', &piece)) {
        piece = str_trim(piece);
        if (piece.len)
            list[(*n)++] = piece;
    }
    return list;
}

enum rw_status import_case(struct act *a, const struct import *im, const struct csv_row *row,
                           enum capability cap, struct str *case_id)
{
    struct str number = import_text(a, im, row, PERSON_CASE);
    size_t i, found = 0;
    enum rw_status st = RW_ENOTFOUND;

    *case_id = STR_NULL;
    if (!number.len) {
        problem_add(&a->bad, "case_number", STR("Please fill this in."));
        return RW_OK;
    }
    for (i = 0; i < im->ncases; i++)
        if (import_same(im->cases[i].number, number)) {
            *case_id = im->cases[i].case_id;
            found++;
        }
    if (found == 1)
        st = act_allow(a, *case_id, cap, CLASS_A, false);
    if (!st)
        return RW_OK;
    *case_id = STR_NULL;
    if (st != RW_ENOTFOUND)
        return st;
    problem_add(&a->bad, "case_number",
                found > 1 ? STR("Several of your families have this number. Please give each one "
                                "its own first.")
                          : STR("None of your families has this case number."));
    return RW_OK;
}
