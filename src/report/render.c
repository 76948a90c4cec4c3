/* render.c -- from document to bytes: shape, count, draw, finish. */
#include "report/render.h"

#include "report/flow.h"
#include "report/pdf_finish.h"

/* Before compression; a report of 100 pages stays under a tenth of it. */
#define RAW_MAX (32u << 20)

static enum rw_status draw(const struct report_doc *d, struct arena *a, struct out *raw,
                           struct rw_err *e)
{
    struct pdf p = { 0 };
    struct flow f = { .pdf = &p, .a = a, .doc = d, .dry = true };
    enum rw_status st = pdf_open(&p, d, a, raw, e);

    if (st)
        goto out;
    flow_doc(&f);
    if (d->tight && f.pages > 1) {
        flow_free(&f);
        f.squeeze = true;
        flow_doc(&f);
    }
    if (a->spent) {
        st = RW_FAIL(e, RW_ELIMIT, "arena spent");
        goto out;
    }
    f.dry = false;
    flow_doc(&f);
    st = pdf_end(&p, e);
    if (!st && a->spent)
        st = RW_FAIL(e, RW_ELIMIT, "arena spent");
out:
    flow_free(&f);
    pdf_close(&p);
    return st;
}

enum rw_status render_pdf(const struct report_doc *d, struct arena *a, struct out *pdf,
                          struct rw_err *e)
{
    struct out raw;
    enum rw_status st;

    if (a->spent)
        return RW_FAIL(e, RW_ELIMIT, "arena spent before drawing");
    out_init(&raw, RAW_MAX);
    st = draw(d, a, &raw, e);
    if (!st)
        st = pdf_finish(out_view(&raw), d, pdf, e);
    out_free(&raw);
    return st;
}
