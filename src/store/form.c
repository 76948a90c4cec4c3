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

static bool one_of(struct str s, const char *list)
{
    struct str rest = str_of(list), word;

    while (str_cut(&rest, ' ', &word))
        if (str_eq(word, s))
            return true;
    return false;
}

bool form_holds(const struct q_item *item, struct str s)
{
    struct date d;
    int64_t t;

    switch (item->kind) {
    case QK_ID:
        return s.len == CRYPTO_ID_LEN && all_of(s, "az27");
    case QK_HEX:
        return s.len && s.len % 2 == 0 && s.len <= HEX_MAX && all_of(s, "09af");
    case QK_DATE:
        return date_parse(s, &d);
    case QK_UTC:
        return utc_parse(s, &t);
    case QK_CODE:
        return s.len && s.len <= CODE_MAX && all_of(s, "azAZ09..__--");
    case QK_ONE_OF:
        return s.len && one_of(s, item->one_of);
    case QK_I64:
    case QK_TEXT:
    case QK_SEALED:
    case QK_WRAPPED:
        break;
    }
    return false;
}
