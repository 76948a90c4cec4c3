/* form.c -- the form kept while somebody signs in again. */
#include "store/db_engine.h"

#include "base/date.h"

#define CODE_MAX 60
#define HEX_MAX 128

/* Whether every byte is one of a class; the class is pairs of first and last: "az27". */
static bool all_of(struct str s, const char *ranges)
{
    size_t i;

    for (i = 0; i < s.len; i++) {
        const char *r = ranges;

        while (*r && !(s.p[i] >= r[0] && s.p[i] <= r[1]))
            r += 2;
        if (!*r)
            return false;
    }
    return true;
}

static bool is_id(struct str s, const char *list)
{
    (void)list;
    return s.len == CRYPTO_ID_LEN && all_of(s, "az27");
}

static bool is_hex(struct str s, const char *list)
{
    (void)list;
    return s.len && s.len % 2 == 0 && s.len <= HEX_MAX && all_of(s, "09af");
}

static bool is_date(struct str s, const char *list)
{
    struct date d;

    (void)list;
    return date_parse(s, &d);
}

static bool is_utc(struct str s, const char *list)
{
    int64_t t;

    (void)list;
    return utc_parse(s, &t);
}

static bool is_code(struct str s, const char *list)
{
    (void)list;
    return s.len && s.len <= CODE_MAX && all_of(s, "azAZ09..__--");
}

static bool is_one_of(struct str s, const char *list)
{
    struct str rest = str_of(list), word;

    while (str_cut(&rest, ' ', &word))
        if (str_eq(word, s))
            return s.len > 0;
    return false;
}

bool form_holds(const struct q_item *item, struct str text)
{
    static bool (*const holds[])(struct str s, const char *list) = {
        [QK_ID] = is_id,   [QK_HEX] = is_hex,   [QK_DATE] = is_date,
        [QK_UTC] = is_utc, [QK_CODE] = is_code, [QK_ONE_OF] = is_one_of,
    };
    size_t kind = (size_t)item->kind;

    return kind < sizeof holds / sizeof *holds && holds[kind] && holds[kind](text, item->one_of);
}
