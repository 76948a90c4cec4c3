/* safety_screen_pages.c -- a screen with one adult: begun, asked group by group, with a page for what was
 * reported, read whole, signed. */
#include "web/pages/safety_parts.h"

/* ---- beginning ---- */

enum { PERSON, ON, WAY, ALONE, COMPLETED, OFFER1, OFFER2, PLACE, NBEGIN };

static const struct form_option ways[] = { { "in_person", "in person" },
                                           { "video", "by video" },
                                           { "phone", "by telephone" } };
static const struct form_option completions[] = {
    { "interview", "A talk with this person" },
    { "records", "Declined after two private offers: from records and other people" },
};

static const struct field begin_form[NBEGIN] = {
    [PERSON] = { .name = "person",
                 .kind = FIELD_CHOICE,
                 .required = true,
                 .label = "With whom",
                 .none = "Please choose" },
    [ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [WAY] = { .name = "way",
              .kind = FIELD_RADIO,
              .required = true,
              .label = "How",
              .choices = ways,
              .nchoices = FORM_N(ways) },
    [ALONE] = { .name = "alone",
                .kind = FIELD_CHECK,
                .label = "Alone: nobody else of the family could hear" },
    [COMPLETED] = { .name = "completed",
                    .kind = FIELD_RADIO,
                    .required = true,
                    .label = "The answers come from",
                    .choices = completions,
                    .nchoices = FORM_N(completions) },
    [OFFER1] = { .name = "offer_one",
                 .kind = FIELD_DATE,
                 .label = "First private offer",
                 .hint = "Only where the talk was declined." },
    [OFFER2] = { .name = "offer_two", .kind = FIELD_DATE, .label = "Second private offer" },
    [PLACE] = { .name = "place", .kind = FIELD_TEXT, .max = 200, .label = "Where" },
};

static enum rw_status begin_show(struct req *r, const struct case_rows *c, const struct value *v)
{
    struct field *f = form_copy(r->mem, begin_form, NBEGIN);
    struct form_option *o;
    size_t n;

    o = safety_parents(r, c, &n);
    form_choices(f, NBEGIN, "person", o, n);
    return safety_form_page(
        r, &(struct safety_page){
               .title = STR("Take the full screen"),
               .intro = STR("Both parents are asked the same, each alone. It is saved page by "
                            "page and only you see it until you sign it."),
               .fields = f,
               .n = NBEGIN,
               .values = v,
               .action = safety_path(r, "/screens/new"),
               .submit = STR("Begin") });
}

static enum rw_status screen_new(struct req *r)
{
    struct value v[NBEGIN] = { 0 };
    struct case_rows c;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    v[PERSON] = value_text(req_query(r, "person"));
    v[ON] = value_date(r->mem, r->act.today);
    v[COMPLETED] = value_text(STR("interview"));
    return begin_show(r, &c, v);
}

static enum rw_status screen_create(struct req *r)
{
    struct field *f = form_copy(r->mem, begin_form, NBEGIN);
    struct safety_screen_input in;
    struct value v[NBEGIN];
    struct form_option *o;
    struct case_rows c;
    struct str id;
    size_t n;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    o = safety_parents(r, &c, &n);
    form_choices(f, NBEGIN, "person", o, n);
    if (!form_read(r->mem, f, NBEGIN, &r->form, v, &r->act.bad))
        return begin_show(r, &c, v);
    in = (struct safety_screen_input){ .person_id = v[PERSON].text,
                                       .on = v[ON].date,
                                       .way = v[WAY].text,
                                       .alone = v[ALONE].num != 0,
                                       .completed = v[COMPLETED].text,
                                       .offer_one = v[OFFER1].date,
                                       .offer_two = v[OFFER2].date,
                                       .place = v[PLACE].text };
    st = safety_screen_begin(&r->act, req_arg(r, "case"), &in, &id);
    if (st == RW_EINPUT)
        return begin_show(r, &c, v);
    return st ? st : req_redirect(r, safety_screen_path(r, id, "/ask"), NULL);
}

/* ---- the groups ---- */

static const struct form_option said[] = { { "none", "none reported" },
                                           { "reported", "reported" },
                                           { "declined", "prefers not to say" } };

/* The group of the query, the first one where it names none. */
static const struct safety_word *group_asked(struct req *r, size_t *at)
{
    const struct safety_form *f = r->act.app->safety;

    for (*at = 0; *at < f->ngroups; (*at)++)
        if (str_eq(f->groups[*at].code, req_query(r, "part")))
            return &f->groups[*at];
    *at = 0;
    return &f->groups[0];
}

static size_t group_fields(struct req *r, struct str group, struct field **fields,
                           const struct safety_item ***items)
{
    const struct safety_form *f = r->act.app->safety;
    size_t n = 0, i;

    *fields = arena_array(r->mem, struct field, f->nitems);
    *items = arena_array(r->mem, const struct safety_item *, f->nitems);
    for (i = 0; i < f->nitems; i++) {
        const struct safety_item *x = &f->items[i];

        if (!str_eq(x->group, group))
            continue;
        (*items)[n] = x;
        (*fields)[n++] = (struct field){
            .name = str_z(r->mem, x->code),
            .kind = FIELD_RADIO,
            .label = str_z(r->mem, x->question),
            .hint = str_z(r->mem, x->help),
            .choices = said,
            .nchoices = FORM_N(said),
        };
    }
    return n;
}

static struct str ask_path(struct req *r, struct str screen, struct str group)
{
    return str_fmt(r->mem, "%.*s?part=%.*s", STR_ARG(safety_screen_path(r, screen, "/ask")),
                   STR_ARG(group));
}

/* A draft of the viewer's own; a signed one leads to its page. */
static enum rw_status load_draft(struct req *r, struct safety_screen *s, bool *done)
{
    enum rw_status st = safety_screen_get(&r->act, req_arg(r, "case"), req_arg(r, "screen"), s);

    *done = !st && !str_is(s->row.state, "draft");
    if (!*done)
        return st;
    return req_redirect(r, safety_screen_path(r, s->row.id, ""), "This screen is signed already.");
}

static enum rw_status ask_page(struct req *r, const struct safety_screen *s, const struct value *v)
{
    const struct safety_item **items;
    struct field *fields;
    size_t at;
    const struct safety_word *g = group_asked(r, &at);
    size_t n = group_fields(r, g->code, &fields, &items);

    return safety_form_page(
        r, &(struct safety_page){
               .title = str_fmt(r->mem, "%.*s (%zu of %zu)", STR_ARG(g->label), at + 1,
                                r->act.app->safety->ngroups),
               .intro = STR("One tap each. What was reported is written down on the next page."),
               .fields = fields,
               .n = n,
               .values = v,
               .action = ask_path(r, s->row.id, g->code),
               .submit = STR("Save and go on") });
}

static enum rw_status ask_show(struct req *r)
{
    const struct safety_item **items;
    struct safety_screen s;
    struct field *fields;
    struct value *v;
    size_t at, n, i;
    bool done;
    enum rw_status st = load_draft(r, &s, &done);

    if (st || done)
        return st;
    n = group_fields(r, group_asked(r, &at)->code, &fields, &items);
    v = arena_array(r->mem, struct value, n + 1);
    for (i = 0; i < n; i++) {
        const struct safety_answer_row *x = safety_answer_find(&s, items[i]->code);

        v[i] = value_text(x ? x->said : STR_NULL);
    }
    return ask_page(r, &s, v);
}

static bool is_bare(const struct safety_answer_row *x)
{
    return x && str_is(x->said, "reported") && !x->effect.len && !x->evidence.len &&
           !x->markers.len && x->fear == DB_NULL_I64 && !x->by_person.len;
}

/* The first item of this group that was reported and not written down yet; then the next group. */
static struct str next_path(struct req *r, const struct safety_screen *s)
{
    const struct safety_form *f = r->act.app->safety;
    const struct safety_item **items;
    struct field *fields;
    size_t at, i, n;
    const struct safety_word *g = group_asked(r, &at);

    n = group_fields(r, g->code, &fields, &items);
    for (i = 0; i < n; i++)
        if (is_bare(safety_answer_find(s, items[i]->code)))
            return str_fmt(r->mem, "%.*s?part=%.*s&item=%.*s",
                           STR_ARG(safety_screen_path(r, s->row.id, "/told")), STR_ARG(g->code),
                           STR_ARG(items[i]->code));
    return at + 1 < f->ngroups ? ask_path(r, s->row.id, f->groups[at + 1].code)
                               : safety_screen_path(r, s->row.id, "");
}

static enum rw_status go_on(struct req *r)
{
    struct safety_screen s;
    enum rw_status st = safety_screen_get(&r->act, req_arg(r, "case"), req_arg(r, "screen"), &s);

    return st ? st : req_redirect(r, next_path(r, &s), NULL);
}

static enum rw_status ask_save(struct req *r)
{
    struct safety_answer_input *in;
    const struct safety_item **items;
    struct safety_screen s;
    struct field *fields;
    struct value *v;
    size_t at, n, i, given = 0;
    bool done;
    enum rw_status st = load_draft(r, &s, &done);

    if (st || done)
        return st;
    n = group_fields(r, group_asked(r, &at)->code, &fields, &items);
    v = arena_array(r->mem, struct value, n + 1);
    in = arena_array(r->mem, struct safety_answer_input, n + 1);
    if (!form_read(r->mem, fields, n, &r->form, v, &r->act.bad))
        return ask_page(r, &s, v);
    for (i = 0; i < n; i++)
        if (v[i].given)
            in[given++] = (struct safety_answer_input){
                .item = items[i]->code, .said = v[i].text, .fear = DB_NULL_I64, .brief = true
            };
    if (given)
        st = safety_answers_save(&r->act, req_arg(r, "case"), s.row.id, in, given);
    if (st == RW_EINPUT)
        return ask_page(r, &s, v);
    return st ? st : go_on(r);
}

/* ---- what was reported ---- */

enum { BY, ABOUT, YEAR, SEPARATION, FREQUENCY, EFFECT, MARKERS, FEAR, EVIDENCE, NTOLD };

static const struct field told_form[NTOLD] = {
    [BY] = { .name = "by",
             .kind = FIELD_CHOICE,
             .label = "By whom",
             .none = "somebody else, or not said" },
    [ABOUT] = { .name = "about",
                .kind = FIELD_CHOICE,
                .label = "Toward whom",
                .none = "somebody else, or not said" },
    [YEAR] = { .name = "past_year", .kind = FIELD_CHECK, .label = "Also within the past year" },
    [SEPARATION] = { .name = "since_separation",
                     .kind = FIELD_CHECK,
                     .label = "Also since the separation" },
    [FREQUENCY] = { .name = "frequency",
                    .kind = FIELD_CHOICE,
                    .label = "How often",
                    .none = "not recorded yet" },
    [EFFECT] = { .name = "effect",
                 .kind = FIELD_AREA,
                 .max = 4000,
                 .rows = 4,
                 .label = "What was said, and what it did",
                 .hint = "In the person's own words where you can." },
    [MARKERS] = { .name = "markers", .kind = FIELD_MULTI, .label = "What was told" },
    [FEAR] = { .name = "fear", .kind = FIELD_I64, .label = "The number as it was said" },
    [EVIDENCE] = { .name = "evidence",
                   .kind = FIELD_AREA,
                   .max = 4000,
                   .rows = 3,
                   .label = "What else shows it",
                   .hint = "Records, people who saw it; facts, one a line." },
};

static bool told_has(const struct safety_item *x, int field)
{
    return field == EVIDENCE || (field == MARKERS && x->kind == SAFETY_MARKERS) ||
           (field == FEAR && x->kind == SAFETY_SCALE) ||
           (field < MARKERS && x->kind == SAFETY_SUBJECT);
}

struct told {
    struct safety_screen screen;
    const struct safety_item *item;
    struct case_rows rows;
    struct field fields[NTOLD];
    int which[NTOLD];
    size_t n;
    struct value v[NTOLD];
};

static void told_fields(struct req *r, struct told *t)
{
    const struct safety_form *f = r->act.app->safety;
    struct field *all = form_copy(r->mem, told_form, NTOLD);
    struct form_option *people;
    size_t n;
    int i;

    people = safety_people(r, &t->rows, &n);
    form_choices(all, NTOLD, "by", people, n);
    form_choices(all, NTOLD, "about", people, n);
    form_choices(all, NTOLD, "frequency", safety_options(r, f->frequencies, f->nfrequencies),
                 f->nfrequencies);
    form_choices(all, NTOLD, "markers", safety_options(r, t->item->markers, t->item->nmarkers),
                 t->item->nmarkers);
    all[FEAR].max = safety_number(f, "fear_most");
    for (i = 0; i < NTOLD; i++)
        if (told_has(t->item, i)) {
            t->which[t->n] = i;
            t->fields[t->n++] = all[i];
        }
}

static enum rw_status told_load(struct req *r, struct told *t, bool *done)
{
    enum rw_status st = load_draft(r, &t->screen, done);

    if (st || *done)
        return st;
    t->item = safety_item_of(r->act.app->safety, req_query(r, "item"));
    if (!t->item)
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "no such item");
    st = case_rows_load(&r->act, req_arg(r, "case"), &t->rows);
    if (!st)
        told_fields(r, t);
    return st;
}

static enum rw_status told_page(struct req *r, struct told *t)
{
    return safety_form_page(
        r, &(struct safety_page){
               .title = t->item->title,
               .intro = t->item->question,
               .fields = t->fields,
               .n = t->n,
               .values = t->v,
               .action = str_fmt(r->mem, "%.*s?part=%.*s&item=%.*s",
                                 STR_ARG(safety_screen_path(r, t->screen.row.id, "/told")),
                                 STR_ARG(t->item->group), STR_ARG(t->item->code)),
               .submit = STR("Save and go on") });
}

static struct value stored(struct req *r, const struct safety_answer_row *x, int field)
{
    struct str rest = x->markers, word, *list;
    size_t n = 0;

    if (field == MARKERS) {
        list = arena_array(r->mem, struct str, x->markers.len + 1);
        while (str_cut(&rest, ' ', &word))
            list[n++] = word;
        return value_many(list, n);
    }
    return field == BY              ? value_text(x->by_person)
           : field == ABOUT         ? value_text(x->about_person)
           : field == YEAR          ? value_check(x->past_year != 0)
           : field == SEPARATION    ? value_check(x->since_separation != 0)
           : field == FREQUENCY     ? value_text(x->frequency)
           : field == EFFECT        ? value_text(x->effect)
           : field == EVIDENCE      ? value_text(x->evidence)
           : x->fear == DB_NULL_I64 ? value_text(STR_NULL)
                                    : value_i64(r->mem, x->fear);
}

static enum rw_status told_show(struct req *r)
{
    struct told *t = arena_new(r->mem, struct told);
    const struct safety_answer_row *x;
    size_t i;
    bool done;
    enum rw_status st = told_load(r, t, &done);

    if (st || done)
        return st;
    x = safety_answer_find(&t->screen, t->item->code);
    for (i = 0; x && i < t->n; i++)
        t->v[i] = stored(r, x, t->which[i]);
    return told_page(r, t);
}

static const struct value *given(const struct told *t, int field)
{
    static const struct value none = { .date = { INT32_MIN } };
    size_t i;

    for (i = 0; i < t->n; i++)
        if (t->which[i] == field)
            return &t->v[i];
    return &none;
}

static enum rw_status told_save(struct req *r)
{
    struct told *t = arena_new(r->mem, struct told);
    struct safety_answer_input in;
    bool done;
    enum rw_status st = told_load(r, t, &done);

    if (st || done)
        return st;
    if (!form_read(r->mem, t->fields, t->n, &r->form, t->v, &r->act.bad))
        return told_page(r, t);
    in = (struct safety_answer_input){
        .item = t->item->code,
        .said = STR("reported"),
        .by_person = given(t, BY)->text,
        .about_person = given(t, ABOUT)->text,
        .past_year = given(t, YEAR)->num != 0,
        .since_separation = given(t, SEPARATION)->num != 0,
        .frequency = given(t, FREQUENCY)->text,
        .fear = given(t, FEAR)->given ? given(t, FEAR)->num : DB_NULL_I64,
        .effect = given(t, EFFECT)->text,
        .evidence = given(t, EVIDENCE)->text,
        .markers = given(t, MARKERS)->many,
        .nmarkers = given(t, MARKERS)->nmany,
    };
    if (t->item->kind == SAFETY_SUBJECT && !in.effect.len && !in.evidence.len)
        problem_add(&r->act.bad, "effect", STR("Please write down what was said."));
    st = r->act.bad.n ? RW_EINPUT
                      : safety_answers_save(&r->act, req_arg(r, "case"), t->screen.row.id, &in, 1);
    if (st == RW_EINPUT)
        return told_page(r, t);
    return st ? st : go_on(r);
}

/* ---- reading and signing ---- */

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

    for (i = 0; i < FORM_N(said); i++)
        if (str_is(code, said[i].value))
            return str_of(said[i].label);
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
            .href = draft ? ask_path(r, s->row.id, f->items[i].group) : STR_NULL,
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
    for (i = 0; i < FORM_N(ways); i++)
        if (str_is(row->way, ways[i].value))
            f[n++] = (struct fact_view){ .label = STR("How"), .value = str_of(ways[i].label) };
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
    enum rw_status st = load_draft(r, &s, &done);

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
    st = load_draft(r, &s, &done);
    return st || done ? st : screen_page(r, &s, true);
}

#define WHAT "safety-screen"

static const struct route routes[] = {
    SAFETY_ROUTE(METHOD_GET, "/screens/new", screen_new, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Form that begins a screen with one adult"),
    SAFETY_ROUTE(METHOD_POST, "/screens/new", screen_create, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Begin a screen"),
    SAFETY_ROUTE(METHOD_GET, "/screens/:screen", screen_show, CAP_CHECKPOINT_READ, 0, WHAT,
                 "One screen whole"),
    SAFETY_ROUTE(METHOD_GET, "/screens/:screen/ask", ask_show, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "One group of questions of a screen"),
    SAFETY_ROUTE(METHOD_POST, "/screens/:screen/ask", ask_save, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Save the answers of one group"),
    SAFETY_ROUTE(METHOD_GET, "/screens/:screen/told", told_show, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Form for what was reported"),
    SAFETY_ROUTE(METHOD_POST, "/screens/:screen/told", told_save, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Save what was reported"),
    SAFETY_ROUTE(METHOD_GET, "/screens/:screen/sign", sign_show, CAP_CHECKPOINT_RECORD,
                 ROUTE_REAUTH, WHAT, "A screen whole, before it is signed"),
    SAFETY_ROUTE(METHOD_POST, "/screens/:screen/sign", sign_now, CAP_CHECKPOINT_RECORD,
                 ROUTE_REAUTH, WHAT, "Sign a screen"),
};

PAGE_ROUTES(safety_screen_routes, routes);
