#include "web/guard.h"

#include "web/http/http.h"

#include <string.h>

static bool origin_is_host(struct str origin, struct str host)
{
    static const char *const schemes[] = { "https://", "http://" };
    size_t i;

    for (i = 0; i < 2; i++) {
        size_t n = strlen(schemes[i]);

        if (str_starts(origin, schemes[i]) && host.len &&
            str_eq((struct str){ origin.p + n, origin.len - n }, host))
            return true;
    }
    return false;
}

enum guard guard_origin(const struct http_head *h)
{
    struct str site = head_get(h, "Sec-Fetch-Site"), origin = head_get(h, "Origin");

    if (site.p && !str_is(site, "same-origin"))
        return GUARD_FOREIGN;
    if (!origin.p)
        return GUARD_OK;
    if (str_is(origin, "null"))
        return site.p ? GUARD_OK : GUARD_FOREIGN;
    return origin_is_host(origin, head_get(h, "Host")) ? GUARD_OK : GUARD_FOREIGN;
}

struct str guard_token(const struct req *r)
{
    struct str token = STR_NULL;
    size_t i, n = 0;

    for (i = 0; i < r->carried.n; i++)
        if (str_is(r->carried.list[i].name, "_csrf")) {
            token = r->carried.list[i].value;
            n++;
        }
    return n == 1 ? token : STR_NULL;
}

enum guard guard_check(const struct req *r)
{
    const struct http_head *h = r->http->head;
    struct str token = guard_token(r);

    if (guard_origin(h) != GUARD_OK)
        return GUARD_FOREIGN;
    if (token.p && r->csrf.len && same_bytes(token, r->csrf))
        return GUARD_OK;
    /* Only a browser's own word that our page sent this makes it worth a second look. */
    return token.p && str_is(head_get(h, "Sec-Fetch-Site"), "same-origin") ? GUARD_STALE
                                                                           : GUARD_FOREIGN;
}

bool guard_embedding(const struct http_head *h)
{
    struct str site = head_get(h, "Sec-Fetch-Site");

    return !site.p || str_is(site, "same-origin") || str_is(site, "none") ||
           str_is(head_get(h, "Sec-Fetch-Mode"), "navigate");
}
