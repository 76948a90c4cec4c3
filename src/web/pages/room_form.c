#include "web/pages/room_form.h"

static enum rw_status page_of(struct req *r, const struct room_form *k, struct room_page *p)
{
    struct link_view up[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = page_case_path(r, k->room), .label = str_of(k->room_title) },
    };
    size_t i;
    enum rw_status st = act_allow(&r->act, req_arg(r, "case"), r->route->need, CLASS_S, false);

    if (st)
        return st;
    *p = (struct room_page){ .fields = form_copy(r->mem, k->fields, k->n),
                             .n = k->n,
                             .begin = arena_array(r->mem, struct value, k->n),
                             .title = str_of(k->title),
                             .intro = str_of(k->intro),
                             .back = up[2].href };
    page_crumbs(r, up, 3, &p->crumbs);
    for (i = 0; i < k->n; i++)
        if (k->given && str_is(str_of(k->fields[i].name), k->given))
            p->begin[i] = value_text(req_query(r, k->given));
        else if (str_is(str_of(k->fields[i].name), "on"))
            p->begin[i] = value_date(r->mem, r->act.today);
    return k->prepare ? k->prepare(r, p) : RW_OK;
}

static enum rw_status shown(struct req *r, const struct room_form *k, const struct room_page *p,
                            const struct value *v)
{
    return page_form(r, "cases",
                     &(struct form_page){ .title = p->title,
                                          .intro = p->intro,
                                          .crumbs = p->crumbs.rows,
                                          .ncrumbs = p->crumbs.nrows,
                                          .fields = p->fields,
                                          .n = p->n,
                                          .state = { .values = v, .problems = &r->act.bad },
                                          .action = r->path,
                                          .submit = str_of(k->submit),
                                          .cancel = p->back });
}

enum rw_status room_form_show(struct req *r)
{
    const struct room_form *k = r->route->with;
    struct room_page p;
    enum rw_status st = page_of(r, k, &p);

    return st ? st : shown(r, k, &p, p.begin);
}

enum rw_status room_form_save(struct req *r)
{
    const struct room_form *k = r->route->with;
    struct value v[ROOM_FIELDS_MAX];
    const char *words = NULL;
    struct str to;
    struct room_page p;
    enum rw_status st = page_of(r, k, &p);

    if (st)
        return st;
    if (!form_read(r->mem, p.fields, p.n, &r->form, v, &r->act.bad))
        return shown(r, k, &p, v);
    st = k->save(r, v);
    if (st == RW_EINPUT)
        return shown(r, k, &p, v);
    if (!st && k->next && k->next(r, v, &to, &words))
        return req_redirect(r, to, words);
    return st ? st : req_redirect(r, p.back, k->done);
}
