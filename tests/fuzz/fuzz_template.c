/* fuzz_template.c -- any bytes in every place of a template: nothing leaves the place that it was put
 * in, and no address leads to another site. */
#include "web/tpl_rt.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool ok)
{
    if (!ok)
        __builtin_trap();
}

static bool has_any(struct str s, const char *bytes)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (strchr(bytes, s.p[i]))
            return true;
    return false;
}

/* What stands between the quotes of an attribute, or between two tags. */
static struct str between(const struct out *o, struct str before, struct str after)
{
    struct str v = out_view(o);

    need(v.len >= before.len + after.len && memcmp(v.p, before.p, before.len) == 0 &&
         memcmp(v.p + v.len - after.len, after.p, after.len) == 0);
    return (struct str){ v.p + before.len, v.len - before.len - after.len };
}

static void put_text(struct str s)
{
    struct out o;

    out_init(&o, 1 << 20);
    TPL_LIT(&o, "<p title=\"");
    TPL_ATTR(&o, s);
    TPL_LIT(&o, "\">");
    need(!has_any(between(&o, STR("<p title=\""), STR("\">")), "<>\"'\1"));
    out_free(&o);
    out_init(&o, 1 << 20);
    TPL_LIT(&o, "<b>");
    TPL_TEXT(&o, s);
    TPL_LIT(&o, "</b>");
    need(!has_any(between(&o, STR("<b>"), STR("</b>")), "<>\1"));
    out_free(&o);
}

static void put_url(struct str s)
{
    struct str v;
    struct out o;

    out_init(&o, 1 << 20);
    TPL_LIT(&o, "<a href=\"");
    TPL_URL(&o, s);
    TPL_LIT(&o, "\">");
    v = between(&o, STR("<a href=\""), STR("\">"));
    need(!has_any(v, "<>\"'\\\1\t\n\r "));
    need(!v.len || v.p[0] == '#' || (v.p[0] == '/' && (v.len == 1 || v.p[1] != '/')));
    need(url_is_local(s) || str_is(v, "#"));
    out_free(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str s = { (const char *)data, size };

    if (size > 1 << 16)
        return 0;
    put_url(s);
    /* str promises UTF-8 text without control characters that no form lets through */
    if (str_utf8(s) && str_clean(s, true))
        put_text(s);
    return 0;
}
