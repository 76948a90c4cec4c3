/* home.c -- GET /: to Today, or to the sign-in page. */
#include "web/pages/page.h"
#include "web/route.h"

static enum rw_status home(struct req *r)
{
    bool inside = r->act.viewer.level >= AUTH_FULL;

    if (!inside)
        return req_redirect(r, STR("/sign-in"), NULL);
    return req_redirect(r,
                        act_may(&r->act, CAP_TODAY)     ? STR("/today")
                        : act_may(&r->act, CAP_CONSULT) ? STR("/consultations")
                                                        : STR("/account"),
                        NULL);
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/",
      .run = home,
      .need = CAP_PUBLIC,
      .audience = AUDIENCE_PUBLIC,
      .purpose = PURPOSE_OPERATIONS,
      .flags = ROUTE_QUIET,
      .about = "Lead to Today, or to the sign-in page." },
};

PAGE_ROUTES(home_routes, routes);
