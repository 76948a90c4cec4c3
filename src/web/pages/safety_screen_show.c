/* safety_screen_show.c -- a screen with one adult as a whole: read, and signed. */
#include "web/pages/safety_parts.h"

static struct str word_label(const struct safety_word *list, size_t n, struct str code)
{
    const struct safety_word *w = safety_word_of(list, n, code);

    return w ? w->label : STR_NULL;
}

static struct str joined(struct req *r, struct str x, struct str y)
{
    return !y.len ? x : !x.len ? y : str_join(r->mem, x, STR("; "), y);
}

static struct str details(struct req *r, const struct case_rows *c, const struct safety_item *item,
                          const struct safety_answer_row *x)
{
    const struct safety_form *f = r->act.app->safety;
    struct str s = STR(""), rest = x->markers, word;

    if (x->by_person.p)
        s = joined(r, s, str_fmt(r->mem, "by %.*s", STR_ARG(safety_name(r, c, x->by_person))));
    if (x->about_person.p)
        s = joined(r, s,
                   str_fmt(r->mem, "toward %.*s", STR_ARG(safety_name(r, c, x->about_person))));
    if (x->past_year)
        s = joined(r, s, STR("within the past year"));
    if (x->since_separation)
        s = joined(r, s, STR("since the separation"));
    s = joined(r, s, word_label(f->frequencies, f->nfrequencies, x->frequency));
    while (str_cut(&rest, ' ', &word))
        s = joined(r, s, word_label(item->markers, item->nmarkers, word));
    if (x->fear != DB_NULL_I64)
        s = joined(r, s,
                   str_fmt(r->mem, "%lld of %lld", (long long)x->fear,
                           (long long)safety_number(f, "fear_most")));
    if (x->effect.len)
        s = str_join(r->mem, s, STR("\n"), x->effect);
    return x->evidence.len ? str_join(r->mem, s, STR("\n"), x->evidence) : s;
}

static struct str said_words(struct str code)
{
    size_t i;

    for (i = 0; i < SAFETY_SAID; i++)
        if (str_is(code, safety_said[i].value))
            return str_of(safety_said[i].label);
    return STR("not asked yet");
}

static void fill_answers(struct req *r, const struct case_rows *c, const struct safety_screen *s,
                         struct detail_view *v)
{
    const struct safety_form *f = r->act.app->safety;
    struct text_part_view *parts = arena_array(r->mem, struct text_part_view, f->nitems + 1);
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, f->nitems + 1);
    struct records_view *list = arena_new(r->mem, struct records_view);
    bool draft = str_is(s->row.state, "draft");
    size_t i;

    *list = (struct records_view){ .heading = STR("Answers"), .id = STR("answers"), .rows = rows };
    for (i = 0; i < f->nitems; i++) {
        const struct safety_answer_row *x = safety_answer_find(s, f->items[i].code);

        rows[list->nrows++] = (struct record_row_view){
            .title = f->items[i].title,
            .state = x ? said_words(x->said) : STR("not asked yet"),
            .attention = !x,
            .href = draft ? safety_ask_path(r, s->row.id, f->items[i].group) : STR_NULL,
        };
        if (x && str_is(x->said, "reported"))
            parts[v->parts.nrows++] =
                (struct text_part_view){ .label = f->items[i].title,
                                         .text = details(r, c, &f->items[i], x) };
    }
    v->parts.rows = parts;
    v->lists = list;
    v->nlists = 1;
}

static struct str why_words(struct req *r, const struct safety_screen *s)
{
    struct str list = STR("");
    size_t i;

    for (i = 0; i < s->nwhy; i++)
        list = joined(r, list, s->why[i]->title);
    return list.len ? list : STR("no");
}

static void fill_facts(struct req *r, const struct safety_screen *s, struct facts_view *v)
{
    const struct safety_screen_row *row = &s->row;
    struct fact_view *f = arena_array(r->mem, struct fact_view, 7);
    size_t n = 0, i;

    f[n++] = (struct fact_view){ .label = STR("Day"), .value = page_date(r, row->on_date) };
    for (i = 0; i < SAFETY_WAYS; i++)
        if (str_is(row->way, safety_ways[i].value))
            f[n++] =
                (struct fact_view){ .label = STR("How"), .value = str_of(safety_ways[i].label) };
    f[n++] = (struct fact_view){ .label = STR("Where"), .value = row->place };
    f[n++] =
        (struct fact_view){ .label = STR("Alone"), .value = row->alone ? STR("yes") : STR("no") };
    if (str_is(row->completed, "records"))
        f[n++] = (struct fact_view){
            .label = STR("Declined, completed from records"),
            .value = str_fmt(r->mem, "offered on %.*s and %.*s; contact stays supervised",
                             STR_ARG(page_date(r, row->offer_one)),
                             STR_ARG(page_date(r, row->offer_two)))
        };
    f[n++] =
        (struct fact_view){ .label = STR("Asks for a review of danger"), .value = why_words(r, s) };
    if (str_is(row->state, "signed"))
        f[n++] = (struct fact_view){
            .label = STR("Signed"),
            .value = str_fmt(r->mem, "%.*s, %.*s%s", STR_ARG(row->signed_name),
                             STR_ARG(page_when(r, row->signed_utc)),
                             safety_screen_intact(&r->act, s) ? "" : "; the text does not match")
        };
    v->rows = f;
    v->nrows = n;
}

static enum rw_status screen_page(struct req *r, const struct safety_screen *s, bool sign)
{
    struct link_view *tools = arena_array(r->mem, struct link_view, 2);
    struct detail_view v = { .tools = tools };
    struct pair version = page_version_pair(r, s->row.version);
    struct form_page f = { .hidden = &version,
                           .nhidden = 1,
                           .state = { .problems = &r->act.bad },
                           .action = safety_screen_path(r, s->row.id, "/sign"),
                           .submit = STR("Sign this screen"),
                           .cancel = safety_screen_path(r, s->row.id, "") };
    struct case_rows c;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    v.title = str_fmt(r->mem, "Screen with %.*s", STR_ARG(safety_name(r, &c, s->row.person_id)));
    page_shell(r, v.title, "cases", &v.shell);
    safety_crumbs(r, &v.crumbs);
    fill_facts(r, s, &v.facts);
    fill_answers(r, &c, s, &v);
    if (str_is(s->row.state, "draft") && !sign)
        tools[v.ntools++] = (struct link_view){ .href = safety_screen_path(r, s->row.id, "/sign"),
                                                .label = STR("Sign") };
    if (str_is(s->row.state, "signed") && s->row.review &&
        act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_S, false))
        tools[v.ntools++] = (struct link_view){ .href = safety_screen_path(r, s->row.id, "/review"),
                                                .label = STR("Record the review of danger") };
    if (sign) {
        v.has_form = true;
        v.form_title = STR("Sign");
        form_body_view(r->mem, &f, r->csrf, &v.body);
    }
    tpl_detail(r->out, &v);
    return RW_OK;
}

static enum rw_status screen_show(struct req *r)
{
    struct safety_screen s;
    enum rw_status st = safety_screen_get(&r->act, req_arg(r, "case"), req_arg(r, "screen"), &s);

    return st ? st : screen_page(r, &s, false);
}

static enum rw_status sign_show(struct req *r)
{
    struct safety_screen s;
    bool done;
    enum rw_status st = safety_draft(r, &s, &done);

    return st || done ? st : screen_page(r, &s, true);
}

static enum rw_status sign_now(struct req *r)
{
    struct safety_screen s;
    enum rw_status st = RW_EINPUT;
    bool done;

    if (form_read(r->mem, NULL, 0, &r->form, NULL, &r->act.bad))
        st = safety_screen_sign(&r->act, req_arg(r, "case"), req_arg(r, "screen"), page_version(r));
    if (!st)
        return req_redirect(r, safety_screen_path(r, req_arg(r, "screen"), ""), "Signed.");
    if (st != RW_EINPUT && st != RW_ECONFLICT)
        return st;
    if (st == RW_ECONFLICT)
        problem_add(&r->act.bad, "",
                    STR("It was changed since you saw it. It stands here as it is now; please "
                        "read it once more."));
    r->status = st == RW_ECONFLICT ? 409 : 422;
    st = safety_draft(r, &s, &done);
    return st || done ? st : screen_page(r, &s, true);
}

static const struct route routes[] = {
    SAFETY_ROUTE(METHOD_GET, "/screens/:screen", screen_show, CAP_CHECKPOINT_READ, 0,
                 "safety-screen", "One screen whole"),
    SAFETY_ROUTE(METHOD_GET, "/screens/:screen/sign", sign_show, CAP_CHECKPOINT_RECORD,
                 ROUTE_REAUTH, "safety-screen", "A screen whole, before it is signed"),
    SAFETY_ROUTE(METHOD_POST, "/screens/:screen/sign", sign_now, CAP_CHECKPOINT_RECORD,
                 ROUTE_REAUTH, "safety-screen", "Sign a screen"),
};

PAGE_ROUTES(safety_screen_show_routes, routes);
