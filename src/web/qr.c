#include "web/qr.h"

#include <qrencode.h>

#define MARGIN 4 /* modules; ISO 18004 asks for four */
#define SVG_MAX (256u << 10)

/* One path with a run of modules at a time: a third of the bytes of single squares. */
static void draw_runs(struct out *o, const QRcode *code)
{
    int x, y, from;

    for (y = 0; y < code->width; y++)
        for (x = 0; x < code->width; x++) {
            const unsigned char *row = code->data + (ptrdiff_t)y * code->width;

            for (from = x; x < code->width && (row[x] & 1u); x++)
                ;
            if (x > from)
                out_fmt(o, "M%d %dh%dv1h-%dz", from + MARGIN, y + MARGIN, x - from, x - from);
        }
}

struct html qr_svg(struct arena *a, struct str text, struct str label)
{
    QRcode *code = QRcode_encodeString8bit(str_z(a, text), 0, QR_ECLEVEL_M);
    struct str svg = STR("");
    struct out o;
    int side;

    if (!code)
        return html_trusted(svg);
    side = code->width + 2 * MARGIN;
    out_init(&o, SVG_MAX);
    out_fmt(&o,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"232\" "
            "height=\"232\" role=\"img\" aria-label=\"",
            side, side);
    out_html(&o, label);
    out_fmt(&o,
            "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/>"
            "<path fill=\"#000\" d=\"",
            side, side);
    draw_runs(&o, code);
    out_z(&o, "\"/></svg>");
    if (!o.over)
        svg = str_copy(a, out_view(&o));
    out_free(&o);
    QRcode_free(code);
    /* Numbers of ours around a label that out_html has escaped. */
    return html_trusted(svg);
}
