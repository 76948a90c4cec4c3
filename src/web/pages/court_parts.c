#include "web/pages/court_parts.h"

#include "app/lists.h"

const struct form_option court_hearing_states[3] = {
    { "set", "Set" },
    { "held", "Held" },
    { "vacated", "Vacated" },
};

const struct form_option court_order_states[3] = {
    { "in_force", "In force" },
    { "superseded", "Replaced by a later order" },
    { "ended", "Ended" },
};

void court_crumbs(struct req *r, const struct court_order_row *order, struct crumbs_view *v)
{
    struct link_view rows[4] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = page_case_path(r, "/court"), .label = STR("Court") },
    };

    if (order)
        rows[3] = (struct link_view){ court_order_path(r, order->id, ""), order->title };
    page_crumbs(r, rows, order ? 4 : 3, v);
}

bool court_may_edit(const struct req *r)
{
    return act_allows(&r->act, CAP_COURT_EDIT, CLASS_L, false);
}

struct str court_order_path(struct req *r, struct str order_id, const char *rest)
{
    return page_path(r, "/cases/%.*s/orders/%.*s%s", STR_ARG(req_arg(r, "case")), STR_ARG(order_id),
                     rest);
}

const struct matter_row *court_matter_find(const struct matter_row *rows, size_t n, struct str id)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].id, id))
            return &rows[i];
    return NULL;
}

struct form_option *court_matters(struct req *r, const struct matter_row *rows, size_t n)
{
    struct form_option *o = arena_array(r->mem, struct form_option, n + 1);
    size_t i;

    for (i = 0; i < n; i++)
        o[i] = (struct form_option){
            str_z(r->mem, rows[i].id),
            str_z(r->mem, str_join(r->mem, rows[i].court, STR(", "), rows[i].docket)),
        };
    return o;
}

struct str court_hearing_title(struct req *r, const struct hearing_row *h)
{
    return list_label(r->act.app, "hearing-kinds", h->kind);
}

struct str court_hearing_about(struct req *r, const struct hearing_row *h)
{
    return str_join(r->mem, h->at_clock, STR(", "), h->purpose);
}

bool court_ahead(const struct req *r, const struct hearing_row *h)
{
    return page_day(h->on_date).day >= r->act.today.day;
}

const struct hearing_row **court_hearings(struct req *r, const struct hearing_row *rows, size_t n,
                                          struct str matter_id, size_t *found)
{
    const struct hearing_row **list = arena_array(r->mem, const struct hearing_row *, n + 1);
    size_t i;

    *found = 0;
    for (i = 0; i < n; i++)
        if (str_eq(rows[i].matter_id, matter_id) && court_ahead(r, &rows[i]))
            list[(*found)++] = &rows[i];
    for (i = n; i > 0; i--)
        if (str_eq(rows[i - 1].matter_id, matter_id) && !court_ahead(r, &rows[i - 1]))
            list[(*found)++] = &rows[i - 1];
    return list;
}

struct str court_order_state(struct str state)
{
    return str_is(state, "superseded") ? STR("replaced by a later order")
           : str_is(state, "ended")    ? STR("ended")
                                       : STR("in force");
}

struct document_input court_document(const struct upload *file, struct str kind, struct date dated)
{
    return (struct document_input){ .kind = kind,
                                    .name = file->name,
                                    .media = file->media,
                                    .size_bytes = file->size_bytes,
                                    .file = file->file,
                                    .key = file->key,
                                    .content_hash = file->content_hash,
                                    .dated_on = dated };
}

void court_choose_again(struct req *r, const struct upload *file)
{
    struct document_input in;

    if (!file || !r->act.bad.n)
        return;
    in = court_document(file, STR_NULL, RW_NO_DATE);
    document_check_file(&r->act, &in);
    problem_add(&r->act.bad, "file",
                STR("Please choose the file again; all the rest is still here."));
}
