/* agreement.c -- the treatment agreement: written in parts, begun with what the case knows or with the
 * words of the version before; whole as a page to print, and the same page for each adult. */
#include "app/court.h"
#include "app/family_case.h"
#include "app/lists.h"
#include "web/pages/consent_parts.h"

#define NOT_HERE "not_here" /* the items that do not apply */
#define INPUTS 15

/* One part of the list: the items under one heading. */
struct part {
    struct str group;
    const struct choice *items[INPUTS];
    struct field fields[INPUTS];
    struct value values[INPUTS];
    size_t n; /* items; the field behind them says which do not apply */
};

struct writing {
    const struct choice_list *list;
    struct agreement_row *versions;
    struct agreement_item_row *items; /* of the version before, or of the one begun */
    size_t nversions, nitems;
};

static const struct agreement_item_row *item_in(const struct writing *w, struct str code)
{
    size_t i;

    for (i = 0; i < w->nitems; i++)
        if (str_eq(w->items[i].code, code))
            return &w->items[i];
    return NULL;
}

/* -- what the case knows ----------------------------------------------------------------------- */

static struct str add_line(struct req *r, struct str all, struct str line)
{
    return all.len ? str_join(r->mem, all, STR("\n"), line) : line;
}

static struct str people_words(struct req *r, const struct case_people *p, bool professionals)
{
    struct str all = STR("");
    size_t i;

    for (i = 0; i < p->n; i++)
        if (professionals || !str_is(p->list[i].kind, "professional"))
            all = add_line(r, all, p->list[i].label);
    return all;
}

static enum rw_status court_words(struct req *r, struct str *all)
{
    struct matter_row *rows;
    size_t n, i;
    enum rw_status st = matter_list(&r->act, req_arg(r, "case"), &rows, &n);

    *all = STR("");
    for (i = 0; !st && i < n; i++)
        *all = add_line(r, *all, str_join(r->mem, rows[i].court, STR(", "), rows[i].docket));
    return st;
}

static enum rw_status goal_words(struct req *r, struct str *all)
{
    struct goal_row *rows;
    size_t n, i;
    enum rw_status st = goal_list(&r->act, req_arg(r, "case"), &rows, &n);

    *all = STR("");
    for (i = 0; !st && i < n; i++)
        if (str_is(rows[i].use, "in_use"))
            *all = add_line(r, *all,
                            str_join(r->mem, list_label(r->act.app, "goals", rows[i].code),
                                     STR(": "), rows[i].words));
    return st;
}

static void put(struct part *p, const char *code, struct str words)
{
    size_t i;

    for (i = 0; i < p->n; i++)
        if (str_is(p->items[i]->code, code) && words.len && !p->values[i].given)
            p->values[i] = value_text(words);
}

static enum rw_status prefill(struct req *r, const struct writing *w, struct part *p)
{
    struct case_people people;
    struct str court, goals;
    size_t i;
    enum rw_status st = case_people_load(&r->act, req_arg(r, "case"), &people);

    if (!st)
        st = court_words(r, &court);
    if (!st)
        st = goal_words(r, &goals);
    if (st)
        return st;
    for (i = 0; i < p->n; i++) {
        const struct agreement_item_row *before = item_in(w, p->items[i]->code);

        if (before)
            p->values[i] = value_text(before->words);
    }
    put(p, "parties", people_words(r, &people, false));
    put(p, "attends", people_words(r, &people, false));
    put(p, "court", court);
    put(p, "goals", goals);
    return RW_OK;
}

/* -- the form ---------------------------------------------------------------------------------- */

static struct field item_field(struct req *r, const struct choice *c)
{
    return (struct field){ .name = str_z(r->mem, c->code),
                           .kind = FIELD_AREA,
                           .max = 4000,
                           .rows = 2,
                           .required = true,
                           .label = str_z(r->mem, c->label),
                           .hint = c->note.len ? str_z(r->mem, c->note) : NULL };
}

static void make_part(struct req *r, const struct writing *w, struct str group, struct part *p)
{
    struct form_option *boxes = arena_array(r->mem, struct form_option, INPUTS);
    size_t i;

    *p = (struct part){ .group = group };
    for (i = 0; i < w->list->nitems && p->n < INPUTS - 1; i++) {
        const struct choice *c = &w->list->items[i];

        if (!str_eq(c->group, group))
            continue;
        p->items[p->n] = c;
        p->fields[p->n] = item_field(r, c);
        boxes[p->n++] = (struct form_option){ str_z(r->mem, c->code), str_z(r->mem, c->label) };
    }
    p->fields[p->n] = (struct field){ .name = NOT_HERE,
                                      .kind = FIELD_MULTI,
                                      .label = "Of these does not apply",
                                      .hint = "The reason then stands in the field above.",
                                      .choices = boxes,
                                      .nchoices = p->n };
}

static bool is_many(const struct value *v, struct str code)
{
    size_t i;

    for (i = 0; i < v->nmany; i++)
        if (str_eq(v->many[i], code))
            return true;
    return false;
}

static struct agreement_item_input *inputs_of(struct req *r, const struct part *p)
{
    struct agreement_item_input *in = arena_array(r->mem, struct agreement_item_input, p->n + 1);
    size_t i;

    for (i = 0; i < p->n; i++)
        in[i] = (struct agreement_item_input){ .code = p->items[i]->code,
                                               .not_applicable =
                                                   is_many(&p->values[p->n], p->items[i]->code),
                                               .words = p->values[i].text };
    return in;
}

static enum rw_status show(struct req *r, struct part *p)
{
    return consent_form(r, str_fmt(r->mem, "Treatment agreement: %.*s", STR_ARG(p->group)),
                        STR("Begun with what is recorded for this case. Each item is filled in, or "
                            "marked as one that does not apply, with the reason."),
                        p->fields, p->n + 1, p->values, STR("Keep this part"));
}

static struct str first_missing(const struct writing *w)
{
    size_t i;

    for (i = 0; i < w->list->nitems; i++)
        if (!item_in(w, w->list->items[i].code))
            return w->list->items[i].group;
    return STR_NULL;
}

static enum rw_status load(struct req *r, struct str id, struct writing *w)
{
    enum rw_status st = agreement_list(&r->act, req_arg(r, "case"), &w->versions, &w->nversions);

    w->list = list_of(r->act.app, LIST_AGREEMENT_ITEMS);
    w->items = NULL;
    w->nitems = 0;
    return st || !id.len ? st
                         : agreement_items(&r->act, req_arg(r, "case"), id, &w->items, &w->nitems);
}

static struct str version_path(struct req *r, struct str id, const char *rest)
{
    return page_path(r, "/cases/%.*s/agreements/%.*s%s", STR_ARG(req_arg(r, "case")), STR_ARG(id),
                     rest);
}

static enum rw_status go_on(struct req *r, struct str id)
{
    struct writing w;
    enum rw_status st = load(r, id, &w);

    if (st)
        return st;
    return first_missing(&w).len
               ? req_redirect(r, version_path(r, id, "/write"), "Part kept; here is the next.")
               : req_redirect(r, version_path(r, id, ""), "The agreement is whole.");
}

static enum rw_status load_first(struct req *r, struct writing *w, struct part *p)
{
    enum rw_status st = load(r, STR_NULL, w);

    if (!st && w->nversions)
        st = load(r, w->versions[w->nversions - 1].id, w);
    if (!st && w->list->nitems)
        make_part(r, w, w->list->items[0].group, p);
    return st;
}

static enum rw_status agreement_new(struct req *r)
{
    struct writing w;
    struct part p;
    enum rw_status st = load_first(r, &w, &p);

    if (!st)
        st = prefill(r, &w, &p);
    return st ? st : show(r, &p);
}

static enum rw_status agreement_create(struct req *r)
{
    struct writing w;
    struct part p;
    struct str id;
    enum rw_status st = load_first(r, &w, &p);

    if (st)
        return st;
    if (!form_read(r->mem, p.fields, p.n + 1, &r->form, p.values, &r->act.bad))
        return show(r, &p);
    st = agreement_add(&r->act, req_arg(r, "case"), r->act.today, inputs_of(r, &p), p.n, &id);
    if (st == RW_EINPUT)
        return show(r, &p);
    return st ? st : go_on(r, id);
}

/* The version of the path, which must be of this case. */
static enum rw_status find(struct req *r, struct writing *w, const struct agreement_row **version)
{
    size_t i;
    enum rw_status st = load(r, req_arg(r, "agreement"), w);

    for (i = 0; !st && i < w->nversions; i++)
        if (str_eq(w->versions[i].id, req_arg(r, "agreement"))) {
            *version = &w->versions[i];
            return RW_OK;
        }
    return st ? st : RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such agreement");
}

/* The words of the version before serve as a beginning here too. */
static enum rw_status prefill_next(struct req *r, const struct agreement_row *version,
                                   struct writing *w, struct part *p)
{
    size_t i;

    for (i = 0; i < w->nversions; i++)
        if (w->versions[i].number == version->number - 1) {
            enum rw_status st = load(r, w->versions[i].id, w);

            return st ? st : prefill(r, w, p);
        }
    return prefill(r, w, p);
}

static enum rw_status agreement_write(struct req *r)
{
    const struct agreement_row *version;
    struct writing w;
    struct part p;
    enum rw_status st = find(r, &w, &version);

    if (st)
        return st;
    if (!first_missing(&w).len)
        return req_redirect(r, version_path(r, version->id, ""), NULL);
    make_part(r, &w, first_missing(&w), &p);
    st = prefill_next(r, version, &w, &p);
    return st ? st : show(r, &p);
}

static enum rw_status agreement_part(struct req *r)
{
    const struct agreement_row *version;
    struct writing w;
    struct part p;
    enum rw_status st = find(r, &w, &version);

    if (st)
        return st;
    if (!first_missing(&w).len)
        return req_redirect(r, version_path(r, version->id, ""), NULL);
    make_part(r, &w, first_missing(&w), &p);
    if (!form_read(r->mem, p.fields, p.n + 1, &r->form, p.values, &r->act.bad))
        return show(r, &p);
    st = agreement_items_add(&r->act, req_arg(r, "case"), version->id, inputs_of(r, &p), p.n);
    if (st == RW_EINPUT)
        return show(r, &p);
    return st ? st : go_on(r, version->id);
}

/* -- whole, to read and to print --------------------------------------------------------------- */

static void fill_texts(struct req *r, const struct writing *w, struct texts_view *v)
{
    struct text_part_view *rows = arena_array(r->mem, struct text_part_view, w->list->nitems + 1);
    size_t i;

    *v = (struct texts_view){ .rows = rows };
    for (i = 0; i < w->list->nitems; i++) {
        const struct agreement_item_row *item = item_in(w, w->list->items[i].code);
        bool na = item && str_is(item->state, "not_applicable");

        rows[v->nrows++] = (struct text_part_view){
            .label = w->list->items[i].label,
            .text = !item ? STR_NULL
                    : na  ? str_join(r->mem, STR("Does not apply"), STR(": "), item->words)
                          : item->words,
        };
    }
}

static enum rw_status render(struct req *r, const struct writing *w,
                             const struct agreement_row *version, struct detail_view *v)
{
    v->title = str_fmt(r->mem, "Treatment agreement, version %lld", (long long)version->number);
    page_shell(r, v->title, "cases", &v->shell);
    consent_crumbs(r, &v->crumbs);
    fill_texts(r, w, &v->parts);
    tpl_detail(r->out, v);
    return RW_OK;
}

/* A link to each adult's own page. */
static void fill_adults(struct req *r, const struct case_people *people,
                        const struct agreement_row *version, struct records_view *v)
{
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, people->n + 1);
    size_t i;

    *v = (struct records_view){ .heading = STR("One page for each adult, to print and to sign"),
                                .id = STR("adults"),
                                .none = STR("No adult is recorded yet.") };
    for (i = 0; i < people->n; i++)
        if (str_is(people->list[i].kind, "adult"))
            rows[v->nrows++] = (struct record_row_view){
                .title = people->list[i].label,
                .href = page_path(r, "/cases/%.*s/agreements/%.*s/for/%.*s",
                                  STR_ARG(req_arg(r, "case")), STR_ARG(version->id),
                                  STR_ARG(people->list[i].id)),
            };
    v->rows = rows;
}

static enum rw_status agreement_show(struct req *r)
{
    const struct agreement_row *version;
    struct detail_view v = { 0 };
    struct records_view list;
    struct case_people people;
    struct link_view tool;
    struct writing w;
    enum rw_status st = find(r, &w, &version);

    if (!st)
        st = case_people_load(&r->act, req_arg(r, "case"), &people);
    if (st)
        return st;
    if (first_missing(&w).len) {
        v.sub =
            STR("Items are missing. It can be signed once each is filled in or does not apply.");
        tool = (struct link_view){ version_path(r, version->id, "/write"), STR("Write on") };
        v.tools = &tool;
        v.ntools = act_allows(&r->act, CAP_COURT_EDIT, CLASS_L, false) ? 1 : 0;
    }
    fill_adults(r, &people, version, &list);
    v.lists = &list;
    v.nlists = 1;
    return render(r, &w, version, &v);
}

static enum rw_status agreement_for(struct req *r)
{
    struct fact_view facts[] = { { .label = STR("For") },
                                 { .label = STR("Signature"), .value = STR("________________") },
                                 { .label = STR("Date"), .value = STR("________________") } };
    struct detail_view v = { .facts = { .rows = facts, .nrows = 3 } };
    const struct agreement_row *version;
    const struct case_person *adult;
    struct case_people people;
    struct writing w;
    enum rw_status st = find(r, &w, &version);

    if (!st)
        st = case_people_load(&r->act, req_arg(r, "case"), &people);
    if (st)
        return st;
    adult = case_person_find(&people, req_arg(r, "adult"));
    if (!adult || !str_is(adult->kind, "adult"))
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such adult");
    facts[0].value = adult->label;
    return render(r, &w, version, &v);
}

static const struct route routes[] = {
    CASE_ROUTE(METHOD_GET, "/cases/:case/agreements/new", agreement_new, CAP_COURT_EDIT, 0,
               "agreement", "Form for the first part of a treatment agreement"),
    CASE_ROUTE(METHOD_POST, "/cases/:case/agreements/new", agreement_create, CAP_COURT_EDIT, 0,
               "agreement", "Begin a version of the treatment agreement"),
    CASE_ROUTE(METHOD_GET, "/cases/:case/agreements/:agreement", agreement_show, CAP_COURT_READ, 0,
               "agreement", "A treatment agreement, whole"),
    CASE_ROUTE(METHOD_GET, "/cases/:case/agreements/:agreement/write", agreement_write,
               CAP_COURT_EDIT, 0, "agreement", "Form for the next part of an agreement"),
    CASE_ROUTE(METHOD_POST, "/cases/:case/agreements/:agreement/write", agreement_part,
               CAP_COURT_EDIT, 0, "agreement", "Keep a further part of an agreement"),
    CASE_ROUTE(METHOD_GET, "/cases/:case/agreements/:agreement/for/:adult", agreement_for,
               CAP_COURT_READ, 0, "agreement", "The agreement as a page for one adult"),
};

PAGE_ROUTES(agreement_routes, routes);
