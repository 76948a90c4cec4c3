#include "web/pages/safety_parts.h"

void safety_crumbs(struct req *r, struct crumbs_view *v)
{
    struct link_view rows[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = safety_path(r, ""), .label = STR("Safety") },
    };

    page_crumbs(r, rows, 3, v);
}

struct str safety_path(struct req *r, const char *rest)
{
    return page_path(r, "/cases/%.*s/safety%s", STR_ARG(req_arg(r, "case")), rest);
}

struct str safety_screen_path(struct req *r, struct str screen, const char *rest)
{
    return page_path(r, "/cases/%.*s/safety/screens/%.*s%s", STR_ARG(req_arg(r, "case")),
                     STR_ARG(screen), rest);
}

struct str safety_name(struct req *r, const struct case_rows *c, struct str person)
{
    const struct person_row *p = case_person(c, person);
    const struct fact_adult *adults;
    size_t i, k, n;

    for (i = 0; i < c->npeople; i++) {
        if (!str_is(c->people[i].kind, "child"))
            continue;
        n = case_adults(&r->act, c, c->people[i].id, PER_PARENT_EACH, &adults);
        for (k = 0; k < n; k++)
            if (str_eq(adults[k].id, person))
                return adults[k].name;
    }
    return p ? p->name : STR("somebody");
}

static void add(struct req *r, const struct case_rows *c, struct form_option *o, size_t *n,
                struct str id)
{
    o[(*n)++] = (struct form_option){ str_z(r->mem, id), str_z(r->mem, safety_name(r, c, id)) };
}

struct form_option *safety_parents(struct req *r, const struct case_rows *c, size_t *n)
{
    const struct str *ids;
    size_t found = safety_adults(&r->act, c, &ids), i;
    struct form_option *o = arena_array(r->mem, struct form_option, found + 1);

    *n = 0;
    for (i = 0; i < found; i++)
        add(r, c, o, n, ids[i]);
    return o;
}

static struct form_option *of_kind(struct req *r, const struct case_rows *c, bool kids, bool adults,
                                   size_t *n)
{
    struct form_option *o = arena_array(r->mem, struct form_option, c->npeople + 1);
    size_t i;

    *n = 0;
    for (i = 0; i < c->npeople; i++)
        if ((kids && str_is(c->people[i].kind, "child")) ||
            (adults && str_is(c->people[i].kind, "adult")))
            add(r, c, o, n, c->people[i].id);
    return o;
}

struct form_option *safety_people(struct req *r, const struct case_rows *c, size_t *n)
{
    return of_kind(r, c, true, true, n);
}

struct form_option *safety_grown(struct req *r, const struct case_rows *c, size_t *n)
{
    return of_kind(r, c, false, true, n);
}

struct form_option *safety_children(struct req *r, const struct case_rows *c, size_t *n)
{
    return of_kind(r, c, true, false, n);
}

struct form_option *safety_options(struct req *r, const struct safety_word *list, size_t n)
{
    struct form_option *o = arena_array(r->mem, struct form_option, n + 1);
    size_t i;

    for (i = 0; i < n; i++)
        o[i] = (struct form_option){ str_z(r->mem, list[i].code), str_z(r->mem, list[i].label) };
    return o;
}

enum rw_status safety_form_page(struct req *r, const struct safety_page *p)
{
    struct crumbs_view up;
    struct form_page f = {
        .title = p->title,
        .intro = p->intro,
        .fields = p->fields,
        .n = p->n,
        .state = { .values = p->values, .problems = &r->act.bad },
        .action = p->action,
        .submit = p->submit,
        .cancel = safety_path(r, ""),
    };

    safety_crumbs(r, &up);
    f.crumbs = up.rows;
    f.ncrumbs = up.nrows;
    return page_form(r, "cases", &f);
}
