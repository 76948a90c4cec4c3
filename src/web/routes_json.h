/* routes_json.h -- the route table as `reweave routes` prints it. */
#ifndef RW_WEB_ROUTES_JSON_H
#define RW_WEB_ROUTES_JSON_H

#include "base/out.h"

void routes_text(struct out *o); /* one line a route, in columns */
void routes_json(
    struct out *o); /* a list of objects: method path capability audience purpose about */

#endif
