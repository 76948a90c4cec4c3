#include "web/flash.h"

#include "app/session.h"
#include "web/cookie.h"
#include "web/http/target.h"

#define MARK_LEN 64

static struct str mark_of(const struct req *r, struct str text)
{
    return session_csrf(&r->act, NULL, str_join(r->mem, STR("flash"), STR(" "), text));
}

void flash_leave(struct req *r)
{
    struct out o;

    if (r->flash.len > FLASH_MAX)
        return;
    out_init(&o, 4 * FLASH_MAX + MARK_LEN);
    out_str(&o, mark_of(r, r->flash));
    out_url(&o, r->flash);
    req_cookie_set(r, FLASH_COOKIE, out_view(&o), FLASH_SECONDS);
    out_free(&o);
}

void flash_take(struct req *r)
{
    struct str v = req_cookie(r, FLASH_COOKIE), text;

    if (v.len <= MARK_LEN || v.len > 4 * FLASH_MAX + MARK_LEN ||
        !percent_decode(r->mem, (struct str){ v.p + MARK_LEN, v.len - MARK_LEN }, false, &text))
        return;
    if (str_clean(text, false) && same_bytes((struct str){ v.p, MARK_LEN }, mark_of(r, text)))
        r->flash_shown = text;
}

void flash_drop(struct req *r)
{
    req_cookie_set(r, FLASH_COOKIE, STR(""), -1);
}
