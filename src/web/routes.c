/* routes.c -- every table of routes; the author of a page adds one line of each kind. */
#include "web/route.h"

extern const struct route_table home_routes;
extern const struct route_table calendar_routes;
extern const struct route_table appointment_routes;
extern const struct route_table note_routes;
extern const struct route_table note_edit_routes;
extern const struct route_table note_sign_many_routes;
extern const struct route_table log_contact_routes;

const struct route_table *const route_tables[] = {
    &home_routes,
    &calendar_routes,
    &appointment_routes,
    &note_routes,
    &note_edit_routes,
    &note_sign_many_routes,
    &log_contact_routes,
};
const size_t route_tables_n = sizeof route_tables / sizeof *route_tables;
