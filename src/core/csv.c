#include "core/csv.h"

/* A place in the text and the line that it stands on. */
struct reader {
    struct arena *a;
    struct str s;
    size_t at, line;
    char sep;
};

static struct str without_mark(struct str s)
{
    if (str_starts(s, "\xEF\xBB\xBF"))
        return (struct str){ s.p + 3, s.len - 3 };
    return s;
}

static bool is_end(char c)
{
    return c == '\n' || c == '\r';
}

char csv_separator(struct str text)
{
    static const char signs[] = { ',', ';', '\t' };
    size_t count[sizeof signs] = { 0 }, i, k, best = 0;
    struct str s = without_mark(text);
    bool quoted = false, any = false;

    for (i = 0; i < s.len && !(any && !quoted && is_end(s.p[i])); i++) {
        any = any || !is_end(s.p[i]);
        if (s.p[i] == '"')
            quoted = !quoted;
        for (k = 0; !quoted && k < sizeof signs; k++)
            count[k] += s.p[i] == signs[k];
    }
    for (k = 1; k < sizeof signs; k++)
        if (count[k] > count[best])
            best = k;
    return signs[best];
}

static bool at_end_of_row(const struct reader *r)
{
    return r->at == r->s.len || is_end(r->s.p[r->at]);
}

/* Past CRLF, LF or a CR alone. */
static void skip_end(struct reader *r)
{
    if (r->at == r->s.len)
        return;
    if (r->s.p[r->at] == '\r' && r->at + 1 < r->s.len && r->s.p[r->at + 1] == '\n')
        r->at++;
    r->at++;
    r->line++;
}

static struct str undouble(struct arena *a, struct str s, size_t doubled)
{
    char *z;
    size_t i, n = 0;

    if (!doubled)
        return s;
    z = arena_array(a, char, s.len);
    if (!z || a->spent)
        return STR("");
    for (i = 0; i < s.len; i++) {
        z[n++] = s.p[i];
        if (s.p[i] == '"')
            i++;
    }
    return (struct str){ z, n };
}

static enum csv_fault read_quoted(struct reader *r, struct str *cell)
{
    size_t from = ++r->at, doubled = 0, line = r->line;

    for (; r->at < r->s.len; r->at++) {
        char c = r->s.p[r->at];

        if (c == '\n' || (c == '\r' && (r->at + 1 == r->s.len || r->s.p[r->at + 1] != '\n')))
            line++;
        if (c != '"')
            continue;
        if (r->at + 1 == r->s.len || r->s.p[r->at + 1] != '"')
            break;
        doubled++;
        r->at++;
    }
    if (r->at == r->s.len)
        return CSV_QUOTE_OPEN;
    *cell = undouble(r->a, (struct str){ r->s.p + from, r->at - from }, doubled);
    r->at++;
    if (!at_end_of_row(r) && r->s.p[r->at] != r->sep)
        return CSV_QUOTE_STRAY;
    r->line = line;
    return CSV_FINE;
}

static enum csv_fault read_cell(struct reader *r, struct str *cell)
{
    size_t from = r->at;

    if (r->at < r->s.len && r->s.p[r->at] == '"')
        return read_quoted(r, cell);
    for (; !at_end_of_row(r) && r->s.p[r->at] != r->sep; r->at++)
        if (r->s.p[r->at] == '"')
            return CSV_QUOTE_STRAY;
    *cell = (struct str){ r->s.p + from, r->at - from };
    return CSV_FINE;
}

/* How many values begin on this row: a bound, since a quoted one may hold the sign itself. */
static size_t cells_at_most(const struct reader *r, size_t max)
{
    bool quoted = false;
    size_t i, n = 1;

    for (i = r->at; i < r->s.len && n <= max && (quoted || !is_end(r->s.p[i])); i++) {
        if (r->s.p[i] == '"')
            quoted = !quoted;
        n += !quoted && r->s.p[i] == r->sep;
    }
    return n;
}

static enum csv_fault read_row(struct reader *r, size_t max, struct csv_row *row)
{
    size_t room = cells_at_most(r, max);
    struct str *cells = arena_array(r->a, struct str, room);
    enum csv_fault fault;

    if (room > max)
        return CSV_TOO_MANY_CELLS;
    if (!cells || r->a->spent)
        return CSV_TOO_LARGE;
    *row = (struct csv_row){ .line = r->line, .cells = cells };
    for (;;) {
        if (row->n == room)
            return CSV_QUOTE_STRAY;
        fault = read_cell(r, &cells[row->n]);
        if (fault)
            return fault;
        row->n++;
        if (at_end_of_row(r))
            break;
        r->at++;
    }
    skip_end(r);
    return CSV_FINE;
}

static size_t rows_at_most(struct str s, size_t max)
{
    size_t i, n = 1;

    for (i = 0; i < s.len && n <= max; i++)
        n += is_end(s.p[i]);
    return n < max ? n : max;
}

/* The first line with a byte that no text has. */
static size_t line_of_fault(struct str s)
{
    struct str rest = s, piece;
    size_t line = 0;

    while (str_cut(&rest, '\n', &piece)) {
        line++;
        if (!str_utf8(piece) || !str_clean(piece, true))
            break;
    }
    return line;
}

enum csv_fault csv_read(struct arena *a, struct str text, char sep, struct csv_limits max,
                        struct csv *t)
{
    struct reader r = { .a = a, .s = without_mark(text), .line = 1, .sep = sep };
    struct csv_row *rows = arena_array(a, struct csv_row, rows_at_most(r.s, max.rows));
    enum csv_fault fault = CSV_FINE;

    *t = (struct csv){ .rows = rows };
    if (!rows || a->spent)
        return CSV_TOO_LARGE;
    if (!str_utf8(r.s) || !str_clean(r.s, true)) {
        t->line = line_of_fault(r.s);
        return CSV_NOT_TEXT;
    }
    while (!fault && r.at < r.s.len) {
        if (at_end_of_row(&r)) {
            skip_end(&r);
            continue;
        }
        if (t->n == max.rows)
            fault = CSV_TOO_MANY_ROWS;
        else
            fault = read_row(&r, max.cells, &rows[t->n]);
        if (!fault)
            t->n++;
    }
    if (!fault && a->spent)
        fault = CSV_TOO_LARGE;
    t->line = fault ? r.line : 0;
    return fault;
}
