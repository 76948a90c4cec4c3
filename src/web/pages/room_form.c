#include "web/pages/room_form.h"

static enum rw_status shown(struct req *r, const struct room_form *k, struct field *f,
                            const struct value *v)
{
    struct link_view up[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = page_case_path(r, k->room), .label = str_of(k->room_title) },
    };
    struct crumbs_view crumbs;

    page_crumbs(r, up, 3, &crumbs);
    return page_form(r, "cases",
                     &(struct form_page){
                         .title = str_of(k->title),
                         .intro = str_of(k->intro),
                         .crumbs = crumbs.rows,
                         .ncrumbs = crumbs.nrows,
                         .fields = f,
                         .n = k->n,
                         .state = { .values = v, .problems = &r->act.bad },
                         .action = page_path(r, "/cases/%.*s%s%s", STR_ARG(req_arg(r, "case")),
                                             k->room, k->rest),
                         .submit = str_of(k->submit),
                         .cancel = page_case_path(r, k->room),
                     });
}

enum rw_status room_form_show(struct req *r, const struct room_form *k)
{
    struct value v[ROOM_FIELDS_MAX] = { 0 };
    struct field *f = form_copy(r->mem, k->fields, k->n);
    size_t i;
    enum rw_status st = k->lists(r, f, k->n);

    if (st)
        return st;
    for (i = 0; i < k->n; i++)
        if (k->given && str_is(str_of(f[i].name), k->given))
            v[i] = value_text(req_query(r, k->given));
        else if (str_is(str_of(f[i].name), "on"))
            v[i] = value_date(r->mem, r->act.today);
    if (k->begin)
        k->begin(r, v);
    return shown(r, k, f, v);
}

enum rw_status room_form_save(struct req *r, const struct room_form *k)
{
    struct value v[ROOM_FIELDS_MAX];
    struct field *f = form_copy(r->mem, k->fields, k->n);
    enum rw_status st = k->lists(r, f, k->n);

    if (st)
        return st;
    if (!form_read(r->mem, f, k->n, &r->form, v, &r->act.bad))
        return shown(r, k, f, v);
    st = k->save(r, v);
    if (st == RW_EINPUT)
        return shown(r, k, f, v);
    return st ? st : req_redirect(r, page_case_path(r, k->room), k->done);
}
