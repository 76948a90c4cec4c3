/* tpl_rt.h -- what generated templates write with: escaping is chosen by place and C type. */
#ifndef RW_WEB_TPL_RT_H
#define RW_WEB_TPL_RT_H

#include "base/out.h"

/* HTML that needs no escaping. Only the producers below make one. */
struct html {
    struct str s;
};

/* An <svg> drawn by core/svg.c, which escapes its own text. */
struct html html_from_svg(struct str svg);

/* Markdown rendered by cmark in safe mode: no raw HTML, no javascript: address. */
struct html html_from_cmark(struct str rendered);

/* Anything else; say at the call why it is safe. */
struct html html_trusted(struct str s);

/* The places a value may stand in. A type that may not stand there does not compile. */
#define TPL_TEXT(o, x) _Generic((x), struct str : tpl_put_str, int64_t : tpl_put_i64)((o), (x))
#define TPL_ATTR(o, x) _Generic((x), struct str : tpl_put_str, int64_t : tpl_put_i64)((o), (x))
#define TPL_URL(o, x) _Generic((x), struct str : tpl_put_url)((o), (x))
#define TPL_HTML(o, x) _Generic((x), struct html : tpl_put_html)((o), (x))
#define TPL_LIT(o, lit) out_bytes((o), "" lit, sizeof(lit) - 1)

void tpl_put_str(struct out *o, struct str s);
void tpl_put_i64(struct out *o, int64_t v);
void tpl_put_html(struct out *o, struct html h);

/*
 * tpl_put_url -- an address inside href, src, action or hx-*.
 *
 * in      url   an absolute path on this site ("/cases"), a fragment ("#notes") or nothing
 * out     the address, escaped; "#" for whatever could lead a browser elsewhere
 */
void tpl_put_url(struct out *o, struct str url);

/* Whether tpl_put_url would write it: "/..." but not "//...", "#..." or empty; no backslash,
 * blank or control byte, which browsers drop or turn into slashes. */
bool url_is_local(struct str url);

#endif
