/* pair.h -- what a form or a query string posted: names and values, url-decoded, in order. */
#ifndef RW_WEB_PAIR_H
#define RW_WEB_PAIR_H

#include "base/str.h"

struct pair {
    struct str name, value;
};

struct pairs {
    const struct pair *list;
    size_t n;
};

#endif
