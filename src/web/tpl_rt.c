#include "web/tpl_rt.h"

struct html html_from_svg(struct str svg)
{
    return (struct html){ svg };
}

struct html html_from_cmark(struct str rendered)
{
    return (struct html){ rendered };
}

struct html html_trusted(struct str s)
{
    return (struct html){ s };
}

void tpl_put_str(struct out *o, struct str s)
{
    out_html(o, s);
}

void tpl_put_i64(struct out *o, int64_t v)
{
    out_i64(o, v);
}

void tpl_put_html(struct out *o, struct html h)
{
    out_str(o, h.s);
}

bool url_is_local(struct str url)
{
    size_t i;

    if (url.len == 0)
        return true;
    if (url.p[0] != '#' && url.p[0] != '/')
        return false;
    if (url.p[0] == '/' && url.len > 1 && url.p[1] == '/')
        return false;
    for (i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.p[i];

        if (c <= ' ' || c == 0x7F || c == '\\')
            return false;
    }
    return true;
}

void tpl_put_url(struct out *o, struct str url)
{
    out_html(o, url_is_local(url) ? url : STR("#"));
}
