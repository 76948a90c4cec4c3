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

/* The structure type of an element ("/TD"); "" for what is none, such as a content number. The
 * name lives until the next call into qpdf. */
static const char *type_of(qpdf_data q, qpdf_oh elem)
{
    return qpdf_oh_is_dictionary(q, elem) ? qpdf_oh_get_name(q, qpdf_oh_get_key(q, elem, "/S"))
                                          : "";
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
static void set_scope(struct finish *f, qpdf_oh kids)
{
    int n = qpdf_oh_get_array_n_items(f->q, kids);
    bool heads =
        n > 0 && strcmp(type_of(f->q, qpdf_oh_get_array_item(f->q, kids, n - 1)), "/TH") == 0;

    for (int i = 0; i < n; i++) {
        qpdf_oh cell = qpdf_oh_get_array_item(f->q, kids, i);
        if (strcmp(type_of(f->q, cell), "/TH") != 0)
            return;
        qpdf_oh_replace_key(f->q, cell, "/A",
                            qpdf_oh_parse(f->q, heads ? "<< /O /Table /Scope /Column >>"
                                                      : "<< /O /Table /Scope /Row >>"));
    }
}

static void walk(struct finish *f, qpdf_oh elem, int depth);

static void walk_kids(struct finish *f, qpdf_oh kids, int depth)
{
    for (int i = 0; i < qpdf_oh_get_array_n_items(f->q, kids);) {
        qpdf_oh kid = qpdf_oh_get_array_item(f->q, kids, i);
        const char *type = type_of(f->q, kid);
        bool leaf = strcmp(type, "/TD") == 0 || strcmp(type, "/TH") == 0 || *type == '\0';
        if (strcmp(type, "/" PDF_ARTIFACT) == 0) {
            qpdf_oh_erase_item(f->q, kids, i);
            continue;
        }
        if (strcmp(type, "/Figure") == 0)
            set_alternative(f, kid);
        else if (strcmp(type, "/TR") == 0)
            set_scope(f, qpdf_oh_get_key(f->q, kid, "/K"));
        if (!leaf)
            walk(f, kid, depth + 1);
        i++;
    }
}

static void walk(struct finish *f, qpdf_oh elem, int depth)
{
    qpdf_oh kids = qpdf_oh_get_key(f->q, elem, "/K");

    if (depth == DEPTH_MAX)
        return;
    if (qpdf_oh_is_array(f->q, kids))
        walk_kids(f, kids, depth);
    else if (qpdf_oh_is_dictionary(f->q, kids))
        walk(f, kids, depth + 1);
}

/* The list that says, for each numbered piece of a page's content, which element it belongs to. */
static qpdf_oh parents_of(struct finish *f, qpdf_oh page)
{
    qpdf_oh tree = qpdf_oh_get_key(f->q, qpdf_get_root(f->q), "/StructTreeRoot");
    qpdf_oh nums = qpdf_oh_get_key(f->q, qpdf_oh_get_key(f->q, tree, "/ParentTree"), "/Nums");
    int at = qpdf_oh_get_int_value_as_int(f->q, qpdf_oh_get_key(f->q, page, "/StructParents"));

    /* cairo numbers the pages without a gap: key, list, key, list */
    return qpdf_oh_get_array_item(f->q, nums, 2 * at + 1);
}

/* Overwrites "/NonStruct << /MCID 7 >> BDC" in place, so that no offset moves, and takes piece 7
 * out of the parents. A backslash before the line end means that the match is text. */
static void mark_artifacts(struct finish *f, qpdf_oh parents, char *p, size_t len)
{
    static const char old[] = "\n/" PDF_ARTIFACT " << /MCID ";
    static const char new[] = "\n/Artifact BMC";
    char *from = p, *end = p + len, *at, *stop;

    while ((at = memmem(from, (size_t)(end - from), old, sizeof old - 1)) != NULL) {
        from = at + sizeof old - 1;
        stop = memmem(from, (size_t)(end - from), " >> BDC\n", 8);
        if (!stop || stop - from > 8 || (at > p && at[-1] == '\\'))
            continue;
        int piece = 0;
        for (char *c = from; c < stop && *c >= '0' && *c <= '9'; c++)
            piece = piece * 10 + (*c - '0');
        qpdf_oh_set_array_item(f->q, parents, piece, qpdf_oh_new_null(f->q));
        memset(at, ' ', (size_t)(stop + 7 - at));
        memcpy(at, new, sizeof new - 1);
        from = stop + 7;
    }
}

static bool finish_page(struct finish *f, qpdf_oh page)
{
    unsigned char *p = NULL;
    size_t len = 0;

    qpdf_oh_replace_key(f->q, page, "/Tabs", qpdf_oh_new_name(f->q, "/S"));
    if (qpdf_oh_get_page_content_data(f->q, page, &p, &len) & QPDF_ERRORS)
        return false;
    mark_artifacts(f, parents_of(f, page), (char *)p, len);
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
    if ((qpdf_read_memory(f.q, "report", raw.p, raw.len, NULL) & QPDF_ERRORS) || !finish_file(&f) ||
        !write_file(&f, pdf) || qpdf_has_error(f.q))
        st = RW_FAIL(e, RW_EDEP, "qpdf refused the file of %zu bytes", raw.len);
    else if (pdf->over)
        st = RW_FAIL(e, RW_ELIMIT, "the file exceeds its ceiling");
    qpdf_cleanup(&f.q);
    return st;
}
