/* page_ceiling.h -- how many statements a page may send to the database, besides session and access. */
#ifndef RW_TESTS_SUPPORT_PAGE_CEILING_H
#define RW_TESTS_SUPPORT_PAGE_CEILING_H

#include "web/route.h"

int page_ceiling(const struct route *route);

#endif
