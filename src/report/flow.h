/* flow.h -- a report_doc poured into pages: what fits, where a page ends, what is repeated.
 *
 * The document is poured twice: first dry, which shapes each text once and counts the pages, then
 * for real with the same shapes, when "Page n of m" is known. */
#ifndef RW_REPORT_FLOW_H
#define RW_REPORT_FLOW_H

#include "report/pdf.h"

struct flow_rule {
    double x, y, w, thick;
    enum pdf_ink ink;
};

struct flow {
    struct pdf *pdf;
    struct arena *a;
    const struct report_doc *doc;
    bool dry;
    bool squeeze; /* narrower head, foot and rows: a sheet that just does not fit */
    int page, pages;
    double y; /* the pen */
    double left, width, top, bottom; /* of the text area */
    struct pdf_text *text; /* shaped in the dry pour, taken in the same order in the second */
    size_t ntext, text_cap, next;
    int bookmark; /* of the last level 2 heading */
    struct flow_rule *rule; /* of this page; drawn together when it is full */
    size_t nrule, rule_cap;
};

/* Pours the whole document once; call with dry first, which sets pages. */
void flow_doc(struct flow *f);
void flow_free(struct flow *f); /* releases the shaped texts */

/* For flow_table.c and flow_chart.c. */
struct pdf_text flow_text(struct flow *f, enum pdf_style style, struct str s, double width,
                          bool right);
void flow_tag(struct flow *f, const char *tag);
void flow_untag(struct flow *f, const char *tag);
void flow_draw(struct flow *f, const struct pdf_text *t, size_t from, size_t to, double x,
               double y);
void flow_rule(struct flow *f, double x, double y, double w, double thick, enum pdf_ink ink);
void flow_break(struct flow *f); /* a new page */
bool flow_need(struct flow *f, double h); /* breaks unless h points are left; whether it did */
double flow_pad(const struct flow *f); /* above and below the text of a table row */
size_t flow_fit(const struct pdf_text *t, size_t from, double h); /* lines from.. that fit in h */

void flow_table(struct flow *f, const struct report_block *b); /* REPORT_TABLE, REPORT_FACTS */
void flow_chart(struct flow *f, const struct report_block *b); /* REPORT_FIGURE */
double flow_lead(const struct flow *f, const struct report_block *b); /* least room to begin in */

/* A table of so few rows is not cut while it is no higher than this. */
#define FLOW_WHOLE_ROWS 6
#define FLOW_WHOLE 116.0

#endif
