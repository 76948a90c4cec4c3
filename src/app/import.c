#include "app/import.h"

#include "app/audit.h"
#include "app/import_parts.h"
#include "gen/queries.h"

#include <string.h>

typedef enum rw_status import_row_fn(struct act *a, struct import *im, const struct csv_row *row,
                                     struct import_row *out);

static const struct {
    import_row_fn *run;
    const char *made; /* for the sealed detail of the event */
} kinds[IMPORT_KINDS] = {
    [IMPORT_CASES] = { import_case_row, "cases" },
    [IMPORT_PEOPLE] = { import_person_row, "people" },
    [IMPORT_APPOINTMENTS] = { import_visit_row, "appointments" },
};

/* The viewer's own caseload, with room for what this file adds to it. */
static enum rw_status load_caseload(struct act *a, struct import *im)
{
    struct caseload_row *cases = NULL;
    struct caseload_children_row *children = NULL;
    size_t room = im->sheet->n;
    enum rw_status st =
        q_caseload(a->db, a->mem,
                   &(struct q_caseload_in){ .account_id = a->viewer.account_id,
                                            .before_utc = STR("2199-12-31T23:59:59Z"),
                                            .limit = RW_ROWS_MAX },
                   &cases, &im->ncases, &a->err);

    if (!st)
        st = q_caseload_children(
            a->db, a->mem, &(struct q_caseload_children_in){ .account_id = a->viewer.account_id },
            &children, &im->nchildren, &a->err);
    if (st)
        return st;
    im->cases = arena_array(a->mem, struct caseload_row, im->ncases + room);
    im->children = arena_array(a->mem, struct caseload_children_row, im->nchildren + room);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    if (im->ncases)
        memcpy(im->cases, cases, im->ncases * sizeof *cases);
    if (im->nchildren)
        memcpy(im->children, children, im->nchildren * sizeof *children);
    return RW_OK;
}

static const char *label_of(enum import_kind kind, const char *field)
{
    size_t i, n;
    const struct import_column *c = import_columns(kind, &n);

    for (i = 0; i < n; i++)
        if (strcmp(c[i].field, field) == 0)
            return c[i].label;
    return NULL;
}

/* Out of the row's own arena, each with the name of its column. */
static void keep_problems(struct act *a, struct import *im, struct import_row *out)
{
    struct str *list = arena_array(im->keep, struct str, a->bad.n + 1);
    size_t i;

    for (i = 0; !im->keep->spent && i < a->bad.n; i++) {
        const char *label = label_of(im->sheet->kind, a->bad.list[i].field);

        list[i] = str_fmt(im->keep, "%s%s%.*s", label ? label : "", label ? ": " : "",
                          STR_ARG(a->bad.list[i].text));
    }
    out->problems = list;
    out->nproblems = a->bad.n;
    a->bad.n = 0;
}

/* Too few or too many values mean that they stand in the wrong columns: nothing of it is read. */
static enum rw_status check_shape(struct act *a, const struct import *im, const struct csv_row *row)
{
    size_t i, n = im->csv.rows[0].n, extra = 0;

    for (i = n; i < row->n; i++)
        extra += str_trim(row->cells[i]).len;
    if (row->n < n || extra)
        problem_add(&a->bad, "",
                    str_fmt(a->mem,
                            "This line has %llu values and the first line names %llu columns. A "
                            "value that holds a comma or a semicolon needs quotation marks.",
                            (unsigned long long)row->n, (unsigned long long)n));
    return check_done(a);
}

static enum rw_status run_row(struct act *a, struct import *im, size_t i)
{
    const struct csv_row *row = &im->csv.rows[i + 1];
    struct import_row now = { .line = row->line, .state = IMPORT_GOOD };
    enum rw_status st;

    a->mem = &im->row_mem;
    a->access = (struct access){ 0 };
    st = check_shape(a, im, row);
    if (!st)
        st = kinds[im->sheet->kind].run(a, im, row, &now);
    if (st == RW_EINPUT)
        now.state = IMPORT_WRONG;
    if (im->row_mem.spent)
        st = RW_FAIL(&a->err, RW_ELIMIT, "the arena of a row is spent");
    now.what = str_copy(im->keep, now.what);
    now.detail = now.state == IMPORT_WRONG ? STR_NULL : str_copy(im->keep, now.detail);
    keep_problems(a, im, &now);
    a->access = (struct access){ 0 };
    a->mem = im->keep;
    arena_reset(&im->row_mem);
    im->sheet->rows[i] = now;
    return st == RW_EINPUT ? RW_OK : st;
}

/* Children come first: the others of the list name them. */
static bool is_turn(const struct import *im, size_t i, int turn)
{
    const struct csv_row *row = &im->csv.rows[i + 1];
    size_t at = im->at[PERSON_KIND];
    bool child;

    if (im->sheet->kind != IMPORT_PEOPLE)
        return turn == 0;
    child = at < row->n && import_same(str_trim(row->cells[at]), STR("child"));
    return child == (turn == 0);
}

static bool is_blank(const struct csv_row *row)
{
    size_t i;

    for (i = 0; i < row->n; i++)
        if (str_trim(row->cells[i]).len)
            return false;
    return true;
}

static enum rw_status run_rows(struct act *a, struct import *im)
{
    enum rw_status st = RW_OK;
    size_t i;
    int turn;

    for (turn = 0; turn < 2; turn++)
        for (i = 0; !st && i < im->sheet->n; i++)
            if (is_turn(im, i, turn) && !(im->again && im->sheet->rows[i].state != IMPORT_GOOD))
                st = run_row(a, im, i);
    memset(im->sheet->count, 0, sizeof im->sheet->count);
    for (i = 0; i < im->sheet->n; i++)
        im->sheet->count[im->sheet->rows[i].state]++;
    return st;
}

static enum rw_status audit_import(struct act *a, const struct import *im)
{
    const struct import_sheet *s = im->sheet;
    enum rw_status st = act_allow(a, STR_NULL, CAP_CASE_OPEN, CLASS_A, false);

    if (st)
        return st;
    return audit_add(
        a, &(struct audit){ .action = "import",
                            .object_type = "import",
                            .object_id = id_new(a->mem),
                            .object_version = 1,
                            .detail = str_fmt(a->mem, "%s: %llu of %llu rows", kinds[s->kind].made,
                                              (unsigned long long)s->count[IMPORT_GOOD],
                                              (unsigned long long)s->n) });
}

/* RW_EINPUT takes everything back; run() tells the kinds of it apart by the counts. */
static enum rw_status apply_import(struct act *a, void *arg)
{
    struct import *im = arg;
    size_t good = im->sheet->count[IMPORT_GOOD];
    enum rw_status st = load_caseload(a, im);

    if (!st)
        st = run_rows(a, im);
    if (st)
        return st;
    if (im->dry)
        return RW_FAIL(&a->err, RW_EINPUT, "only looked at");
    if (im->again ? im->sheet->count[IMPORT_GOOD] != good : im->sheet->count[IMPORT_WRONG] > 0)
        return RW_FAIL(&a->err, RW_EINPUT, "rows have problems");
    if (!im->sheet->count[IMPORT_GOOD])
        return RW_FAIL(&a->err, RW_EINPUT, "nothing to bring in");
    return audit_import(a, im);
}

/* Lines that hold nothing but separators are what a spreadsheet leaves below a table. */
static void drop_blank_rows(struct import *im, struct csv_row *rows)
{
    size_t i, n = 0;

    for (i = 0; i < im->csv.n; i++)
        if (i == 0 || !is_blank(&im->csv.rows[i]))
            rows[n++] = im->csv.rows[i];
    im->csv.rows = rows;
    im->csv.n = n;
}

static enum rw_status begin(struct act *a, struct str text, struct import *im)
{
    struct csv_row *rows;
    enum rw_status st = act_allow(a, STR_NULL, CAP_CASE_OPEN, CLASS_A, false);

    if (!st)
        st = import_cut(a, im->sheet->kind, text, im);
    if (st)
        return st;
    rows = arena_array(a->mem, struct csv_row, im->csv.n);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    drop_blank_rows(im, rows);
    im->sheet->n = im->csv.n - 1;
    im->sheet->rows = arena_array(a->mem, struct import_row, im->sheet->n + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    if (!im->sheet->n) {
        problem_add(&a->bad, "text", STR("There is no row below the names of the columns."));
        return check_done(a);
    }
    if (!arena_make(&im->row_mem, RW_IMPORT_ROW_ARENA))
        return RW_FAIL(&a->err, RW_ELIMIT, "no memory for an import");
    return RW_OK;
}

enum rw_status import_look(struct act *a, enum import_kind kind, struct str text,
                           struct import_sheet *sheet)
{
    struct import im = { .sheet = sheet, .keep = a->mem, .dry = true };
    enum rw_status st;

    *sheet = (struct import_sheet){ .kind = kind };
    st = begin(a, text, &im);
    if (st)
        return st;
    st = act_write(a, apply_import, &im);
    arena_free(&im.row_mem);
    return st == RW_EINPUT ? RW_OK : st;
}

enum rw_status import_bring_in(struct act *a, enum import_kind kind, struct str text,
                               bool good_only, struct import_sheet *sheet)
{
    struct import im = { .sheet = sheet, .keep = a->mem };
    enum rw_status st;

    *sheet = (struct import_sheet){ .kind = kind };
    st = begin(a, text, &im);
    if (st)
        return st;
    st = act_write(a, apply_import, &im);
    if (st == RW_EINPUT && good_only && sheet->count[IMPORT_GOOD]) {
        im.again = true;
        st = act_write(a, apply_import, &im);
    }
    arena_free(&im.row_mem);
    return st;
}
