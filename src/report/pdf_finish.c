/* pdf_finish.c -- one pass over the catalogue, the structure tree and the pages. */
#include "report/pdf_finish.h"

#include "report/pdf.h"

#include <qpdf/qpdf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Deeper than any tree that flow.c can make (document, list, item, body, span). */
#define DEPTH_MAX 16

/* The longest alternative text of a figure in bytes. */
#define ALT_MAX 1024

struct finish {
    qpdf_data q;
    const struct report_doc *doc;
    size_t figure; /* the next figure, in reading order */
};

static bool is_name(qpdf_data q, qpdf_oh elem, const char *key, const char *name)
{
    return qpdf_oh_is_dictionary(q, elem) &&
           qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, elem, key), name);
}

static const struct report_block *figure_at(const struct report_doc *d, size_t n)
{
    for (size_t i = 0; i < d->nsection; i++)
        for (size_t k = 0; k < d->section[i].nblock; k++)
            if (d->section[i].block[k].kind == REPORT_FIGURE && n-- == 0)
                return &d->section[i].block[k];
    return NULL;
}

static void set_alternative(struct finish *f, qpdf_oh elem)
{
    const struct report_block *b = figure_at(f->doc, f->figure++);
    char text[ALT_MAX];

    if (!b)
        return;
    snprintf(text, sizeof text, "%.*s", STR_ARG(b->text));
    qpdf_oh_replace_key(f->q, elem, "/Alt", qpdf_oh_new_unicode_string(f->q, text));
}

/* A row of nothing but headings heads columns; a heading beside data heads its row. */
static void set_scope(struct finish *f, qpdf_oh row, qpdf_oh kids)
{
    int n = qpdf_oh_get_array_n_items(f->q, kids);
    qpdf_oh last = n > 0 ? qpdf_oh_get_array_item(f->q, kids, n - 1) : row;
    const char *scope = is_name(f->q, last, "/S", "/TH") ? "<< /O /Table /Scope /Column >>"
                                                         : "<< /O /Table /Scope /Row >>";

    for (int i = 0; i < n; i++) {
        qpdf_oh cell = qpdf_oh_get_array_item(f->q, kids, i);
        if (is_name(f->q, cell, "/S", "/TH"))
            qpdf_oh_replace_key(f->q, cell, "/A", qpdf_oh_parse(f->q, scope));
    }
}

static void walk(struct finish *f, qpdf_oh elem, int depth)
{
    qpdf_oh kids = qpdf_oh_get_key(f->q, elem, "/K");

    if (is_name(f->q, elem, "/S", "/Figure"))
        set_alternative(f, elem);
    if (depth == DEPTH_MAX || !qpdf_oh_is_array(f->q, kids)) {
        if (depth < DEPTH_MAX && qpdf_oh_is_dictionary(f->q, kids))
            walk(f, kids, depth + 1);
        return;
    }
    for (int i = 0; i < qpdf_oh_get_array_n_items(f->q, kids);) {
        qpdf_oh kid = qpdf_oh_get_array_item(f->q, kids, i);
        if (is_name(f->q, kid, "/S", "/" PDF_ARTIFACT)) {
            qpdf_oh_erase_item(f->q, kids, i);
            continue;
        }
        if (qpdf_oh_is_dictionary(f->q, kid))
            walk(f, kid, depth + 1);
        i++;
    }
    if (is_name(f->q, elem, "/S", "/TR"))
        set_scope(f, elem, kids);
}

/* Marked content that is now an artifact has no parent any more. */
static void clear_parents(struct finish *f, qpdf_oh tree)
{
    qpdf_oh nums = qpdf_oh_get_key(f->q, tree, "/Nums");

    for (int i = 1; i < qpdf_oh_get_array_n_items(f->q, nums); i += 2) {
        qpdf_oh page = qpdf_oh_get_array_item(f->q, nums, i);
        for (int k = 0; k < qpdf_oh_get_array_n_items(f->q, page); k++)
            if (is_name(f->q, qpdf_oh_get_array_item(f->q, page, k), "/S", "/" PDF_ARTIFACT))
                qpdf_oh_set_array_item(f->q, page, k, qpdf_oh_new_null(f->q));
    }
}

/* Overwrites "/NonStruct << /MCID 7 >> BDC" in place, so that no offset moves. A match inside a
 * text string is ruled out by cairo's own line break before each operator. */
static void mark_artifacts(char *p, size_t len)
{
    static const char old[] = "\n/" PDF_ARTIFACT " << /MCID ";
    static const char new[] = "\n/Artifact BMC";
    char *end = p + len;

    while ((size_t)(end - p) > sizeof old) {
        char *at = memmem(p, (size_t)(end - p), old, sizeof old - 1);
        if (!at)
            return;
        char *stop = memmem(at, (size_t)(end - at), "BDC", 3);
        if (!stop)
            return;
        memset(at, ' ', (size_t)(stop + 3 - at));
        memcpy(at, new, sizeof new - 1);
        p = stop + 3;
    }
}

static bool finish_page(struct finish *f, qpdf_oh page)
{
    unsigned char *p = NULL;
    size_t len = 0;

    qpdf_oh_replace_key(f->q, page, "/Tabs", qpdf_oh_new_name(f->q, "/S"));
    if (qpdf_oh_get_page_content_data(f->q, page, &p, &len) & QPDF_ERRORS)
        return false;
    mark_artifacts((char *)p, len);
    qpdf_oh_replace_stream_data(f->q, qpdf_oh_get_key(f->q, page, "/Contents"), p, len,
                                qpdf_oh_new_null(f->q), qpdf_oh_new_null(f->q));
    free(p);
    return true;
}

static bool finish_file(struct finish *f)
{
    qpdf_oh root = qpdf_get_root(f->q);
    qpdf_oh tree = qpdf_oh_get_key(f->q, root, "/StructTreeRoot");
    int n = qpdf_get_num_pages(f->q);
    char lang[32];

    snprintf(lang, sizeof lang, "%.*s", STR_ARG(f->doc->lang));
    qpdf_oh_replace_key(f->q, root, "/Lang", qpdf_oh_new_string(f->q, lang));
    qpdf_oh_replace_key(f->q, root, "/ViewerPreferences",
                        qpdf_oh_parse(f->q, "<< /DisplayDocTitle true >>"));
    qpdf_oh_replace_key(f->q, root, "/PageMode", qpdf_oh_new_name(f->q, "/UseOutlines"));
    clear_parents(f, qpdf_oh_get_key(f->q, tree, "/ParentTree"));
    walk(f, tree, 0);
    for (int i = 0; i < n; i++)
        if (!finish_page(f, qpdf_get_page_n(f->q, (size_t)i)))
            return false;
    return n > 0;
}

static bool write_file(struct finish *f, struct out *pdf)
{
    if (qpdf_init_write_memory(f->q) & QPDF_ERRORS)
        return false;
    qpdf_set_deterministic_ID(f->q, QPDF_TRUE);
    qpdf_set_object_stream_mode(f->q, qpdf_o_generate);
    qpdf_set_compress_streams(f->q, QPDF_TRUE);
    if (qpdf_write(f->q) & QPDF_ERRORS)
        return false;
    out_bytes(pdf, qpdf_get_buffer(f->q), qpdf_get_buffer_length(f->q));
    return true;
}

enum rw_status pdf_finish(struct str raw, const struct report_doc *d, struct out *pdf,
                          struct rw_err *e)
{
    struct finish f = { .q = qpdf_init(), .doc = d };
    enum rw_status st = RW_OK;

    /* qpdf's own words may quote the document: they are kept from stderr and from the log */
    qpdf_silence_errors(f.q);
    qpdf_set_suppress_warnings(f.q, QPDF_TRUE);
    if ((qpdf_read_memory(f.q, "report", raw.p, raw.len, NULL) & QPDF_ERRORS) ||
        !finish_file(&f) || !write_file(&f, pdf) || qpdf_has_error(f.q))
        st = RW_FAIL(e, RW_EDEP, "qpdf refused the file of %zu bytes", raw.len);
    else if (pdf->over)
        st = RW_FAIL(e, RW_ELIMIT, "the file exceeds its ceiling");
    qpdf_cleanup(&f.q);
    return st;
}
