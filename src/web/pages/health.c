/* health.c -- GET /healthz: can a request be served and the database be read? For a proxy or a
 * monitor; it says nothing about the practice. */
#include "app/practice.h"
#include "web/pages/page.h"
#include "web/route.h"

static enum rw_status health(struct req *r)
{
    bool well = practice_reads(&r->act) == RW_OK;

    r->media = "text/plain; charset=utf-8";
    r->status = well ? 200 : 503;
    out_z(r->out, well ? "ok\n" : "the database does not answer\n");
    return RW_OK;
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/healthz",
      .run = health,
      .need = CAP_PUBLIC,
      .audience = AUDIENCE_PUBLIC,
      .purpose = PURPOSE_OPERATIONS,
      .flags = ROUTE_QUIET | ROUTE_POLL,
      .about = "Whether requests are served and the database answers." },
};

PAGE_ROUTES(health_routes, routes);
