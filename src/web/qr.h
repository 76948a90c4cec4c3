/* qr.h -- a text as a picture for a phone's camera. */
#ifndef RW_WEB_QR_H
#define RW_WEB_QR_H

#include "web/tpl_rt.h"

/* Inline SVG, dark on light in either theme, four modules of margin; empty when the text is too
 * long or memory is out. Lives in a. */
struct html qr_svg(struct arena *a, struct str text, struct str label);

#endif
