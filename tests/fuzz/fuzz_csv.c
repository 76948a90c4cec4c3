/* fuzz_csv.c -- any bytes as a table: refused with the line of the fault, or cut into values that,
 * written again with quotes, read back as the same values. */
#include "base/out.h"
#include "core/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ROWS 200
#define CELLS 50

static void write_cell(struct out *o, struct str s)
{
    size_t i;

    out_char(o, '"');
    for (i = 0; i < s.len; i++) {
        if (s.p[i] == '"')
            out_char(o, '"');
        out_char(o, s.p[i]);
    }
    out_char(o, '"');
}

static void write_table(struct out *o, const struct csv *t)
{
    size_t i, k;

    for (i = 0; i < t->n; i++) {
        for (k = 0; k < t->rows[i].n; k++) {
            if (k)
                out_char(o, ',');
            write_cell(o, t->rows[i].cells[k]);
        }
        out_z(o, "\r\n");
    }
}

static void same_tables(const struct csv *x, const struct csv *y)
{
    size_t i, k;

    if (x->n != y->n)
        __builtin_trap();
    for (i = 0; i < x->n; i++) {
        if (x->rows[i].n != y->rows[i].n)
            __builtin_trap();
        for (k = 0; k < x->rows[i].n; k++)
            if (!str_eq(x->rows[i].cells[k], y->rows[i].cells[k]))
                __builtin_trap();
    }
}

static void check_lines(const struct csv *t, size_t size)
{
    size_t i, before = 0;

    for (i = 0; i < t->n; i++) {
        if (t->rows[i].line <= before || t->rows[i].line > size + 1)
            __builtin_trap();
        before = t->rows[i].line;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = { (const char *)data, size };
    struct csv_limits max = { ROWS, CELLS };
    enum csv_fault fault;
    struct csv t, again;
    struct arena a;
    struct out o;

    if (!arena_make(&a, 4u << 20))
        return 0;
    out_init(&o, 4u << 20);
    fault = csv_read(&a, text, csv_separator(text), max, &t);
    check_lines(&t, size);
    if (fault && fault != CSV_TOO_LARGE && t.line == 0)
        __builtin_trap();
    if (!fault) {
        write_table(&o, &t);
        if (!o.over && csv_read(&a, out_view(&o), ',', max, &again) == CSV_FINE)
            same_tables(&t, &again);
        else if (!o.over && !a.spent)
            __builtin_trap();
    }
    out_free(&o);
    arena_free(&a);
    return 0;
}
