#include "app/report_sheet.h"

#include "app/check.h"
#include "app/press.h"
#include "app/report_fill.h"
#include "core/report_scan.h"
#include "report/attendance.h"
#include "report/status_report.h"

#define TEXT_MAX (2u << 20)

static enum rw_status search(struct act *a, const struct report_rows *rows,
                             const struct report_doc *doc)
{
    struct report_secret *list = arena_array(a->mem, struct report_secret, rows->nprotected + 1);
    struct str where;
    size_t i;

    for (i = 0; i < rows->nprotected; i++)
        list[i] = (struct report_secret){ .phone = rows->protected[i].phone,
                                          .email = rows->protected[i].email,
                                          .address = rows->protected[i].address };
    if (!report_scan(doc, list, rows->nprotected, a->mem, &where))
        return RW_OK;
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    problem_add(&a->bad, "",
                str_fmt(a->mem,
                        "\xE2\x80\x9C%.*s\xE2\x80\x9D holds a protected address, telephone number "
                        "or e-mail. A report can be shown, printed or signed once it is out.",
                        STR_ARG(where)));
    return check_done(a);
}

static enum rw_status fill(struct act *a, struct str case_id, const struct filed_report_row *row,
                           struct report_sheet *p, struct report_doc *doc)
{
    struct report_rows rows;
    enum rw_status st = act_allow(a, case_id, CAP_REPORT_READ, CLASS_S, false);

    *p = (struct report_sheet){ .status = str_is(row->kind, "status") };
    if (!st)
        st = report_rows_load(a, case_id, row, &rows);
    if (st)
        return st;
    if (p->status)
        st = report_fill_status(a, &rows, &p->full);
    else
        report_fill_base(a, &rows, &p->short_one.base);
    if (st)
        return st;
    report_sheet_lines(a, p, doc);
    return search(a, &rows, doc);
}

enum rw_status report_sheet_fill(struct act *a, struct str case_id,
                                 const struct filed_report_row *row, struct report_sheet *p,
                                 struct report_doc *doc)
{
    bool own = !a->page;
    enum rw_status st = own ? act_page_begin(a) : RW_OK;

    if (st)
        return st;
    st = fill(a, case_id, row, p, doc);
    if (own)
        act_page_end(a);
    return st;
}

struct report_base *report_sheet_base(struct report_sheet *p)
{
    return p->status ? &p->full.base : &p->short_one.base;
}

void report_sheet_lines(struct act *a, const struct report_sheet *p, struct report_doc *doc)
{
    if (p->status)
        status_report_lines(&p->full, a->mem, doc);
    else
        attendance_lines(&p->short_one, a->mem, doc);
}

struct str report_sheet_hash(struct act *a, const struct report_doc *doc)
{
    struct out text;
    struct str hash;

    out_init(&text, TEXT_MAX);
    report_doc_text(doc, &text);
    hash = text.over ? STR_NULL : hash_sha256(a->mem, out_view(&text));
    out_free(&text);
    return hash;
}

struct drawing {
    struct act *act;
    const struct report_sheet *sheet;
    struct out *pdf;
};

static enum rw_status draw_here(void *arg)
{
    const struct drawing *d = arg;
    struct act *a = d->act;

    return d->sheet->status ? status_report_pdf(&d->sheet->full, a->mem, d->pdf, &a->err)
                            : attendance_pdf(&d->sheet->short_one, a->mem, d->pdf, &a->err);
}

enum rw_status report_sheet_draw(struct act *a, const struct report_sheet *p, struct out *pdf)
{
    struct drawing d = { .act = a, .sheet = p, .pdf = pdf };

    return press_draw(a->app->press, draw_here, &d);
}
