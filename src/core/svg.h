/* svg.h -- chart geometry as inline SVG text: classes only, no style attribute, no script. */
#ifndef RW_CORE_SVG_H
#define RW_CORE_SVG_H

#include "base/out.h"
#include "core/chart.h"

struct svg_text {
    struct str id; /* letters, digits, hyphen; unique on the page */
    struct str title; /* short name of the picture */
    struct str desc; /* what it says, in a sentence or two */
};

/*
 * svg_chart -- write one timeline.
 *
 * in      *c      as laid; *t with a caller-made id
 * out     *o      one <svg role="img"> labelled by its <title> and <desc>. Classes: tl (root),
 *                 tl-lane tl-lane-name tl-tick tl-tick-year tl-tick-name tl-today tl-label, and
 *                 tl-mark with one of tl-court tl-session tl-phase tl-contact tl-document tl-hold
 *                 tl-decision. Every text passes out_html. The list of events that stands beside
 *                 the picture is the page's own
 * owns    nothing
 */
void svg_chart(const struct chart *c, const struct svg_text *t, struct out *o);

#endif
