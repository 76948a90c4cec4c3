/* test_target.c -- paths, queries and forms are decoded strictly or not at all. */
#include "web/http/target.h"

#include "base/limits.h"
#include "web/http/head.h"

#include "test.h"

#include <string.h>

static struct arena mem;

static bool path_is(const char *target, const char *want)
{
    struct str path, query;

    if (!mem.base)
        CHECK(arena_make(&mem, 4u << 20));
    arena_reset(&mem);
    if (!target_read(&mem, str_of(target), &path, &query))
        return !want;
    return want && str_is(path, want);
}

TEST(a_path_is_decoded_once)
{
    CHECK(path_is("/", "/"));
    CHECK(path_is("/cases/x?y=1", "/cases/x"));
    CHECK(path_is("/a%20b", "/a b"));
    CHECK(path_is("/caf%C3%A9", "/caf\xC3\xA9"));
    CHECK(path_is("/a%2525", "/a%25"));
    CHECK(path_is("/a+b", "/a+b"));
}

TEST(a_path_that_could_mean_two_things_is_refused)
{
    static const char *const bad[] = {
        "",        "a",          "/a%00b",       "/a%0ab",      "/a%09b",
        "/a%7f",   "/a%",        "/a%2",         "/a%zz",       "/%ff",
        "/%c0%af", "/%ed%a0%80", "/a%2fb",       "/a%2Fb",      "/../x",
        "/a/../b", "/a/./b",     "/%2e%2e",      "/a/%2e%2e/b", "/a/%2E%2E/b",
        "/a\\b",   "/a\x01\x62", "/caf\xC3\xA9", "http://x/",
    };
    size_t i;

    for (i = 0; i < sizeof bad / sizeof *bad; i++)
        if (!path_is(bad[i], NULL))
            fail_msg("taken: %s", bad[i]);
}

static bool form_is(const char *text, size_t n, const char *name, const char *value)
{
    struct pairs p;

    if (!mem.base)
        CHECK(arena_make(&mem, 4u << 20));
    arena_reset(&mem);
    if (!pairs_read(&mem, str_of(text), &p))
        return n == SIZE_MAX;
    return p.n == n &&
           (n == 0 || !name || (str_is(p.list[0].name, name) && str_is(p.list[0].value, value)));
}

TEST(a_form_is_names_and_values)
{
    CHECK(form_is("", 0, NULL, NULL));
    CHECK(form_is("a=b", 1, "a", "b"));
    CHECK(form_is("a=", 1, "a", ""));
    CHECK(form_is("a", 1, "a", ""));
    CHECK(form_is("a=b&&c=d&", 2, "a", "b"));
    CHECK(form_is("a=b=c", 1, "a", "b=c"));
    CHECK(form_is("a+b=%2B+%26", 1, "a b", "+ &"));
    CHECK(form_is("a=1%0D%0A2%0D3%0A", 1, "a", "1\n2\n3\n"));
    CHECK(form_is("a=%C3%A9", 1, "a", "\xC3\xA9"));
}

TEST(a_form_with_bytes_that_are_no_text_is_refused)
{
    CHECK(form_is("a=%00", SIZE_MAX, NULL, NULL));
    CHECK(form_is("a=%ff", SIZE_MAX, NULL, NULL));
    CHECK(form_is("a=%", SIZE_MAX, NULL, NULL));
    CHECK(form_is("a=%4", SIZE_MAX, NULL, NULL));
    CHECK(form_is("=b", SIZE_MAX, NULL, NULL));
    CHECK(form_is("%ED%A0%80=b", SIZE_MAX, NULL, NULL));
}

TEST(a_form_with_too_many_pairs_is_refused)
{
    char text[4 * (RW_FORM_PAIRS + 1) + 1];
    size_t i;

    for (i = 0; i <= RW_FORM_PAIRS; i++)
        memcpy(text + 4 * i, "a=b&", 4);
    text[4 * RW_FORM_PAIRS] = 0;
    CHECK(form_is(text, RW_FORM_PAIRS, "a", "b"));
    text[4 * RW_FORM_PAIRS] = 'a';
    text[4 * (RW_FORM_PAIRS + 1)] = 0;
    CHECK(form_is(text, SIZE_MAX, NULL, NULL));
}

TEST(a_cookie_that_comes_twice_is_nobodys)
{
    CHECK_STR(cookie_get(STR("a=1; __Host-rw=x; b=2"), "__Host-rw"), "x");
    CHECK_STR(cookie_get(STR("__Host-rw=x"), "__Host-rw"), "x");
    CHECK(!cookie_get(STR("a__Host-rw=x"), "__Host-rw").p);
    CHECK(!cookie_get(STR("__Host-rw=x; __Host-rw=y"), "__Host-rw").p);
    CHECK(!cookie_get(STR("__Host-rw"), "__Host-rw").len);
    CHECK(!cookie_get(STR_NULL, "__Host-rw").p);
}
