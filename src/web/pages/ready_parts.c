#include "web/pages/ready_parts.h"

#include "app/lists.h"
#include "app/safety.h"

struct str ready_path(struct req *r, const struct ready_room *room, const char *rest)
{
    return page_path(r, "/cases/%.*s%s%s", STR_ARG(req_arg(r, "case")), room->rest, rest);
}

struct str ready_name(struct req *r, const struct case_rows *c, struct str person)
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

enum rw_status ready_form(struct req *r, const struct ready_room *room, struct form_page *f)
{
    struct link_view rows[] = {
        { .href = STR("/cases"), .label = STR("Families") },
        { .href = page_case_path(r, ""), .label = r->act.access.head.title },
        { .href = ready_path(r, room, ""), .label = str_of(room->title) },
    };
    struct crumbs_view up;

    page_crumbs(r, rows, sizeof rows / sizeof *rows, &up);
    f->crumbs = up.rows;
    f->ncrumbs = up.nrows;
    f->cancel = ready_path(r, room, "");
    f->state.problems = &r->act.bad;
    return page_form(r, "cases", f);
}

struct form_option *ready_people(struct req *r, const struct case_rows *c, const char *kind,
                                 size_t *n)
{
    struct form_option *o = arena_array(r->mem, struct form_option, c->npeople + 1);
    size_t i;

    *n = 0;
    for (i = 0; i < c->npeople; i++)
        if (kind ? str_is(c->people[i].kind, kind) : !str_is(c->people[i].kind, "professional"))
            o[(*n)++] = (struct form_option){ str_z(r->mem, c->people[i].id),
                                              str_z(r->mem, ready_name(r, c, c->people[i].id)) };
    return o;
}

struct form_option *ready_words(struct req *r, const char *list, const char *group, size_t *n)
{
    const struct choice_list *l = list_of(r->act.app, list);
    struct form_option *o = arena_array(r->mem, struct form_option, l->nitems + 1);
    size_t i;

    *n = 0;
    for (i = 0; i < l->nitems; i++)
        if (!group || str_is(l->items[i].group, group))
            o[(*n)++] = (struct form_option){ str_z(r->mem, l->items[i].code),
                                              str_z(r->mem, l->items[i].label) };
    return o;
}

static bool fits(const struct person_row *p, const char *kind)
{
    return p && (kind ? str_is(p->kind, kind) : !str_is(p->kind, "professional"));
}

const struct person_row *ready_person(struct req *r, const struct case_rows *c, const char *kind)
{
    const struct person_row *p = case_person(c, req_query(r, "person"));
    const struct str *ids;
    size_t n = safety_adults(&r->act, c, &ids), i;

    if (fits(p, kind))
        return p;
    for (i = 0; i < n; i++)
        if (fits(case_person(c, ids[i]), kind))
            return case_person(c, ids[i]);
    for (i = 0; i < c->npeople; i++)
        if (fits(&c->people[i], kind))
            return &c->people[i];
    return NULL;
}

/* ---- sheets ---- */

enum { ON, SOURCE, FIRST }; /* then the items, what it rests on, and a concern */

static const struct form_option yes_no[] = { { "yes", "yes" }, { "no", "no" } };
static const struct form_option sources[] = {
    { "clinician", "What the clinician saw" },
    { "self", "What the person said" },
    { "observed", "What a neutral adult saw, of a child who cannot say it" },
    { "other", "What somebody else said" },
};
static const struct form_option sources_back[] = {
    { "self", "What the person said" },
    { "other", "What somebody else said" },
};

static struct field item_field(struct req *r, enum sheet_form form, const struct choice *item)
{
    enum item_kind kind = sheet_item_kind(form, item);
    struct field f = { .name = str_z(r->mem, item->code),
                       .kind = kind == ITEM_WORDS ? FIELD_AREA : FIELD_CHOICE,
                       .label = str_z(r->mem, item->label),
                       .hint = item->note.len ? str_z(r->mem, item->note) : NULL,
                       .set = str_z(r->mem, item->group),
                       .none = "not asked today" };

    if (kind == ITEM_WORDS) {
        f.max = 4000;
        f.rows = 3;
    } else if (kind == ITEM_YES_NO) {
        f.choices = yes_no;
        f.nchoices = FORM_N(yes_no);
    } else
        f.choices = ready_words(r, sheet_values(kind), NULL, &f.nchoices);
    return f;
}

/* "Observed" belongs to children, "somebody else" to adults. */
static const struct form_option *sources_of(struct req *r, const struct person_row *who, size_t *n)
{
    struct form_option *o = arena_array(r->mem, struct form_option, FORM_N(sources));
    const char *not_asked = str_is(who->kind, "child") ? "other" : "observed";
    size_t i;

    *n = 0;
    for (i = 0; i < FORM_N(sources); i++)
        if (!str_is(str_of(sources[i].value), not_asked))
            o[(*n)++] = sources[i];
    return o;
}

/* None of these may be guessed: an item that is not answered is not kept. */
static size_t sheet_fields(struct req *r, const struct sheet_page *s, const struct case_rows *c,
                           const struct person_row *who, struct field **fields)
{
    const struct choice *const *items;
    size_t asked = sheet_items(&r->act, c, s->form, who, &items), i, n = FIRST;
    struct field *f = arena_array(r->mem, struct field, asked + FIRST + 2);

    f[ON] = (struct field){ .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" };
    f[SOURCE] = (struct field){ .name = "source",
                                .kind = FIELD_RADIO,
                                .required = true,
                                .label = "These answers are",
                                .choices = sources_back,
                                .nchoices = FORM_N(sources_back) };
    if (s->form != SHEET_RETURNING)
        f[SOURCE].choices = sources_of(r, who, &f[SOURCE].nchoices);
    for (i = 0; i < asked; i++)
        f[n++] = item_field(r, s->form, items[i]);
    f[n++] = (struct field){ .name = "rests_on",
                             .kind = FIELD_AREA,
                             .required = true,
                             .max = 2000,
                             .rows = 3,
                             .label = "What it rests on",
                             .hint = "Who said or saw it, and when. One sentence is enough." };
    if (s->form == SHEET_READINESS && !str_is(who->kind, "child"))
        f[n++] = (struct field){ .name = "good_faith",
                                 .kind = FIELD_AREA,
                                 .max = 4000,
                                 .rows = 3,
                                 .set = "A safety concern raised in good faith",
                                 .label = "What this adult fears for a child",
                                 .hint = "Kept apart from everything above. It lowers no item and "
                                         "opens no warning sign against whoever raised it." };
    *fields = f;
    return n;
}

static enum rw_status sheet_shown(struct req *r, const struct sheet_page *s,
                                  const struct case_rows *c, const struct person_row *who,
                                  struct field *f, size_t n, const struct value *v)
{
    struct form_page p = {
        .title = str_fmt(r->mem, "%s %.*s", s->title, STR_ARG(ready_name(r, c, who->id))),
        .intro = str_of(s->intro),
        .fields = f,
        .n = n,
        .state = { .values = v },
        .action = page_path(r, "/cases/%.*s%s%s?person=%.*s", STR_ARG(req_arg(r, "case")),
                            s->room->rest, s->rest, STR_ARG(who->id)),
        .submit = STR("Record"),
    };

    return ready_form(r, s->room, &p);
}

static enum rw_status sheet_load(struct req *r, const struct sheet_page *s, struct case_rows *c,
                                 const struct person_row **who)
{
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), c);

    if (st)
        return st;
    *who = ready_person(r, c, s->kind);
    return *who ? RW_OK : RW_FAIL(&r->act.err, RW_ENOTFOUND, "nobody to ask");
}

enum rw_status sheet_page_show(struct req *r)
{
    const struct sheet_page *s = r->route->with;
    const struct person_row *who;
    struct case_rows c;
    struct field *f;
    struct value *v;
    size_t n;
    enum rw_status st = sheet_load(r, s, &c, &who);

    if (st)
        return st;
    n = sheet_fields(r, s, &c, who, &f);
    v = arena_array(r->mem, struct value, n);
    v[ON] = value_date(r->mem, r->act.today);
    return sheet_shown(r, s, &c, who, f, n, v);
}

enum rw_status sheet_page_save(struct req *r)
{
    const struct sheet_page *s = r->route->with;
    struct sheet_input in = { .form = s->form };
    const struct person_row *who;
    struct sheet_line *lines;
    struct case_rows c;
    struct field *f;
    struct value *v;
    size_t n, i;
    enum rw_status st = sheet_load(r, s, &c, &who);

    if (st)
        return st;
    n = sheet_fields(r, s, &c, who, &f);
    v = arena_array(r->mem, struct value, n);
    if (!form_read(r->mem, f, n, &r->form, v, &r->act.bad))
        return sheet_shown(r, s, &c, who, f, n, v);
    lines = arena_array(r->mem, struct sheet_line, n);
    for (i = FIRST; i < n && !str_is(str_of(f[i].name), "rests_on"); i++) {
        bool words = f[i].kind == FIELD_AREA;

        lines[in.n++] = (struct sheet_line){ .item = str_of(f[i].name),
                                             .value = words ? STR("") : v[i].text,
                                             .words = words ? v[i].text : STR("") };
    }
    in.lines = lines;
    in.person_id = who->id;
    in.on = v[ON].date;
    in.source = v[SOURCE].text;
    in.rests_on = v[i].text;
    if (i + 1 < n)
        in.good_faith = v[i + 1].text;
    st = sheet_record(&r->act, c.case_id, &in);
    if (st == RW_EINPUT)
        return sheet_shown(r, s, &c, who, f, n, v);
    return st ? st : req_redirect(r, ready_path(r, s->room, ""), "Recorded.");
}

struct str sheet_answer_words(struct req *r, enum sheet_form form, const struct rating_row *row)
{
    const char *items = form == SHEET_READINESS ? LIST_READINESS : LIST_COMMITMENTS;
    const struct choice *item = choice_find(list_of(r->act.app, items), row->item);
    const char *values = item ? sheet_values(sheet_item_kind(form, item)) : NULL;

    if (str_is(row->state, "told"))
        return row->words;
    if (!values)
        return row->value ? STR("yes") : STR("no");
    return list_label(r->act.app, values,
                      str_is(row->state, "rated") ? str_fmt(r->mem, "%lld", (long long)row->value)
                                                  : row->state);
}
