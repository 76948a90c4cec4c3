/* routes.c -- every table of routes; the author of a page adds one line of each kind. */
#include "web/route.h"

extern const struct route_table home_routes;

const struct route_table *const route_tables[] = {
    &home_routes,
};
const size_t route_tables_n = sizeof route_tables / sizeof *route_tables;
