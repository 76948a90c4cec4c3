/* pdf.h -- a thin drawing face over pango and cairo: styled text, rules, structure tags, bytes.
 *
 * Everything is in points, from the sheet's upper left corner. Pango and cairo objects never leave
 * the thread that made them: each thread has its own font map, made at first use. */
#ifndef RW_REPORT_PDF_H
#define RW_REPORT_PDF_H

#include "base/err.h"
#include "base/out.h"
#include "core/report_doc.h"
#include "report/pdf_thread.h"

#include <cairo.h>
#include <pango/pango.h>

enum pdf_style {
    PDF_PRACTICE, /* letterhead */
    PDF_TITLE,
    PDF_SUBTITLE,
    PDF_HEADING,
    PDF_SUBHEADING,
    PDF_BODY,
    PDF_NOTE,
    PDF_CELL,
    PDF_CELL_HEAD,
    PDF_RUNNING, /* head and foot of each page */
    PDF_BANNER,
    PDF_CHART,
    PDF_STYLE_COUNT
};

enum pdf_ink {
    PDF_INK_TEXT,
    PDF_INK_STRONG,
    PDF_INK_QUIET,
    PDF_INK_RULE,
    PDF_INK_SHADE,
    PDF_INK_ALERT,
    PDF_INK_BAND,
    PDF_INK_HOLD,
    PDF_INK_COUNT
};

struct pdf {
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoContext *context;
    PangoAttrList *attrs; /* no ligatures, even figures */
    PangoFontDescription *font[PDF_STYLE_COUNT];
    double w, h; /* sheet */
};

struct pdf_line {
    double top, bottom, base, x; /* from the text's own upper left corner */
};

/* Shaped text: lines that can be drawn in slices. */
struct pdf_text {
    PangoLayout *layout;
    enum pdf_style style;
    struct pdf_line *line;
    size_t nline;
    double h;
};

/*
 * pdf_open -- start a file.
 *
 * in      *d      paper, title, author and date for the file's properties
 * out     *p      ready to draw; bytes go to *sink, which must stay until pdf_close
 * errors  RW_EDEP  no surface;  RW_ELIMIT  the arena is spent
 * owns    cairo and pango objects until pdf_close, which is safe on a zeroed *p
 */
enum rw_status pdf_open(struct pdf *p, const struct report_doc *d, struct arena *a,
                        struct out *sink, struct rw_err *e) RW_MUST;
enum rw_status pdf_end(struct pdf *p, struct rw_err *e) RW_MUST; /* flushes; says what failed */
void pdf_close(struct pdf *p);

/* Shapes text to a width (<= 0: one line as wide as it likes); right: flush right. What is not
 * UTF-8 becomes one replacement sign. Release it with pdf_text_free. */
struct pdf_text pdf_text(struct pdf *p, struct arena *a, enum pdf_style style, struct str s,
                         double width, bool right);
void pdf_text_free(struct pdf_text *t);

/* Draws lines from..to-1 with the first one's top at y. */
void pdf_draw(struct pdf *p, const struct pdf_text *t, size_t from, size_t to, double x, double y);
double pdf_lines_h(const struct pdf_text *t, size_t from, size_t to);

void pdf_ink(struct pdf *p, enum pdf_ink ink);
void pdf_rule(struct pdf *p, double x, double y, double w, double thick, enum pdf_ink ink);
void pdf_box(struct pdf *p, double x, double y, double w, double h, enum pdf_ink ink);

/* Structure tags ("P", "TD"); PDF_ARTIFACT is taken out of the structure by pdf_finish. */
#define PDF_ARTIFACT "NonStruct"
void pdf_tag(struct pdf *p, const char *tag);
void pdf_untag(struct pdf *p, const char *tag);

/* A bookmark to a place on a page (from 1); returns its id, parent 0 is the root. */
int pdf_bookmark(struct pdf *p, int parent, const char *title, int page, double y);
void pdf_page(struct pdf *p); /* the sheet is full */

#endif
