/* desk.c -- what the front desk sees of a case: names, languages, the safe way to reach each person,
 * and the appointments. Nothing of the record stands here. */
#include "app/person.h"
#include "web/pages/page.h"
#include "web/route.h"

static void fill_people(struct req *r, const struct person_row *people, size_t n,
                        struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++) {
        struct str language = people[i].language;

        if (people[i].interpreter)
            language = str_join(r->mem, language, STR(", "), STR("interpreter needed"));
        rows[i] = (struct record_row_view){
            .title = people[i].name,
            .sub =
                str_join(r->mem,
                         str_is(people[i].kind, "child")
                             ? STR("child")
                             : str_or(people[i].safe_contact, "no safe way to reach recorded yet"),
                         STR(" · "), language),
        };
    }
    *v = (struct records_view){ .heading = STR("People"),
                                .id = STR("people"),
                                .rows = rows,
                                .nrows = n,
                                .none = STR("Nobody is recorded yet.") };
}

static enum rw_status desk_show(struct req *r)
{
    struct detail_view v = { .title = r->act.access.head.title,
                             .sub = STR("Front desk: schedule and safe contact only.") };
    struct records_view *lists = arena_new(r->mem, struct records_view);
    struct link_view *tools = arena_array(r->mem, struct link_view, 2);
    struct link_view up = { .href = STR("/cases"), .label = STR("Families") };
    struct person_row *people;
    size_t n;
    enum rw_status st = person_list(&r->act, req_arg(r, "case"), &people, &n);

    if (st)
        return st;
    page_shell(r, v.title, "cases", &v.shell);
    page_crumbs(r, &up, 1, &v.crumbs);
    fill_people(r, people, n, lists);
    tools[v.ntools++] = (struct link_view){ .href = STR("/calendar"), .label = STR("Calendar") };
    tools[v.ntools++] =
        (struct link_view){ .href = page_case_path(r, "/holds/new"), .label = STR("Hold contact") };
    v.tools = tools;
    v.lists = lists;
    v.nlists = 1;
    tpl_detail(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    { .method = METHOD_GET,
      .path = "/cases/:case/desk",
      .run = desk_show,
      .need = CAP_SCHEDULE_READ,
      .audience = AUDIENCE_STAFF,
      .purpose = PURPOSE_OPERATIONS,
      .object = "desk",
      .about = "Names and safe contact of a case, for the front desk" },
};

PAGE_ROUTES(desk_routes, routes);
