/* readiness.c -- each person item by item, each source beside the other: nothing is added up, and
 * nobody is compared with anybody. */
#include "web/pages/ready_parts.h"

#include "app/lists.h"

static const struct ready_room room = { "/readiness", "Readiness" };

static const struct sheet_page rate = {
    .room = &room,
    .form = SHEET_READINESS,
    .title = "Readiness of",
    .intro = "Item by item, as it is today. What cannot be observed yet is \"not yet\" and fails "
             "nothing; what nobody knows is \"not known\". Willingness asks for a door open a "
             "crack, never for enthusiasm.",
    .rest = "/rate",
};

static const struct {
    const char *code, *words;
} by[] = {
    { "clinician", "clinician" },
    { "self", "own view" },
    { "observed", "seen by a neutral adult" },
    { "other", "somebody else" },
};

/* Rows come newest first. */
static const struct rating_row *newest(const struct rating_row *rows, size_t n, struct str person,
                                       struct str item, const char *source)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (str_eq(rows[i].person_id, person) && str_eq(rows[i].item, item) &&
            str_is(rows[i].source, source))
            return &rows[i];
    return NULL;
}

static struct record_row_view item_row(struct req *r, const struct rating_row *rows, size_t n,
                                       struct str person, const struct choice *item)
{
    struct record_row_view v = { .title = item->label };
    struct str sub = STR("");
    const struct rating_row *last = NULL;
    size_t i;

    for (i = 0; i < FORM_N(by); i++) {
        const struct rating_row *x = newest(rows, n, person, item->code, by[i].code);

        if (!x)
            continue;
        sub = str_fmt(r->mem, "%.*s%s%s: %.*s", STR_ARG(sub), sub.len ? "; " : "", by[i].words,
                      STR_ARG(sheet_answer_words(r, SHEET_READINESS, x)));
        if (!last || str_cmp(x->on_date, last->on_date) > 0)
            last = x;
    }
    v.when = last ? page_date(r, last->on_date) : STR("");
    v.sub = sub.len ? sub : STR("not recorded yet");
    return v;
}

static struct records_view person_list(struct req *r, const struct case_rows *c,
                                       const struct person_row *p, const struct rating_row *rows,
                                       size_t n, bool may)
{
    const struct choice *const *items;
    size_t asked = sheet_items(&r->act, c, SHEET_READINESS, p, &items), i;
    struct record_row_view *list = arena_array(r->mem, struct record_row_view, asked + 1);
    struct records_view v = { .heading = ready_name(r, c, p->id),
                              .id = str_fmt(r->mem, "of-%.*s", STR_ARG(p->id)),
                              .rows = list,
                              .nrows = asked };

    for (i = 0; i < asked; i++)
        list[i] = item_row(r, rows, n, p->id, items[i]);
    if (may) {
        v.add = page_path(r, "/cases/%.*s/readiness/rate?person=%.*s", STR_ARG(c->case_id),
                          STR_ARG(p->id));
        v.add_label = STR("Rate");
    }
    return v;
}

static struct records_view raised_list(struct req *r, const struct case_rows *c,
                                       const struct good_faith_report_row *rows, size_t n)
{
    struct record_row_view *list = arena_array(r->mem, struct record_row_view, n + 1);
    size_t i;

    for (i = 0; i < n; i++)
        list[i] = (struct record_row_view){ .when = page_date(r, rows[i].on_date),
                                            .title = ready_name(r, c, rows[i].person_id),
                                            .sub = rows[i].words };
    return (struct records_view){ .heading = STR("Safety concerns raised in good faith"),
                                  .id = STR("good-faith"),
                                  .rows = list,
                                  .nrows = n,
                                  .none = STR("None. One would lower no item above.") };
}

static bool at_side(struct req *r, const struct case_rows *c, const struct person_row *p)
{
    return str_is(p->kind, "child") || !str_eq(ready_name(r, c, p->id), p->name);
}

static enum rw_status show(struct req *r)
{
    struct detail_view v = { .title = STR("Readiness"),
                             .sub = STR("Each item stands alone, each source beside the other. "
                                        "Both parents are asked the same.") };
    struct good_faith_report_row *raised;
    struct records_view *lists;
    struct rating_row *rows;
    struct case_rows c;
    size_t n, nraised, i, pass;
    bool may;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (!st)
        st = rating_list(&r->act, c.case_id, SHEET_READINESS, &rows, &n);
    if (!st)
        st = good_faith_list(&r->act, c.case_id, &raised, &nraised);
    if (st)
        return st;
    may = act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false);
    lists = arena_array(r->mem, struct records_view, c.npeople + 1);
    for (pass = 0; pass < 2; pass++)
        for (i = 0; i < c.npeople; i++)
            if (str_is(c.people[i].kind, pass ? "adult" : "child") && at_side(r, &c, &c.people[i]))
                lists[v.nlists++] = person_list(r, &c, &c.people[i], rows, n, may);
    lists[v.nlists++] = raised_list(r, &c, raised, nraised);
    v.lists = lists;
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    tpl_detail(r->out, &v);
    return RW_OK;
}

static const struct route routes[] = {
    READY_ROUTE(METHOD_GET, "/readiness", show, CAP_CHECKPOINT_READ, 0, "rating",
                "Readiness of each person, item by item"),
    SHEET("/readiness/rate", rate, "rating", "the readiness of one person"),
};

PAGE_ROUTES(readiness_routes, routes);
