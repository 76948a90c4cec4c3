#include "web/cookie.h"

#include "web/http/http.h"

struct str req_cookie(const struct req *r, const char *name)
{
    return cookie_get(head_get(r->http->head, "Cookie"), name);
}

void req_cookie_set(struct req *r, const char *name, struct str value, int64_t max_age_s)
{
    struct str line;

    if (max_age_s == 0)
        line = str_fmt(r->mem, "%s=%.*s; Path=/; Secure; HttpOnly; SameSite=Strict", name,
                       STR_ARG(value));
    else
        line = str_fmt(r->mem, "%s=%.*s; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=%lld",
                       name, STR_ARG(value), max_age_s < 0 ? 0LL : (long long)max_age_s);
    answer_header(r->answer, "Set-Cookie", line);
}

void req_clear_site(struct req *r)
{
    answer_header(r->answer, "Clear-Site-Data", STR("\"cache\", \"cookies\", \"storage\""));
}

static bool mentions(struct str s, const char *word)
{
    size_t n = str_of(word).len, i;

    for (i = 0; i + n <= s.len; i++)
        if (str_starts((struct str){ s.p + i, s.len - i }, word))
            return true;
    return false;
}

/* The first row that the header mentions; browsers name their forebears after themselves. */
static const char *first_of(struct str agent, const char *const (*rows)[2], size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (mentions(agent, rows[i][0]))
            return rows[i][1];
    return NULL;
}

struct str req_browser(const struct req *r)
{
    static const char *const browsers[][2] = {
        { "Edg/", "Edge" },      { "OPR/", "Opera" },     { "Firefox/", "Firefox" },
        { "Chrome/", "Chrome" }, { "Safari/", "Safari" },
    };
    static const char *const systems[][2] = {
        { "iPhone", "iPhone" },   { "iPad", "iPad" },  { "Android", "Android" },
        { "Windows", "Windows" }, { "Mac OS", "Mac" }, { "CrOS", "ChromeOS" },
        { "Linux", "Linux" },
    };
    struct str agent = head_get(r->http->head, "User-Agent");
    const char *browser = first_of(agent, browsers, sizeof browsers / sizeof *browsers);
    const char *system = first_of(agent, systems, sizeof systems / sizeof *systems);

    if (!browser)
        return STR("Another program");
    return system ? str_fmt(r->mem, "%s on %s", browser, system) : str_of(browser);
}
