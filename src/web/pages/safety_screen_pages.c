/* safety_screen_pages.c -- a screen with one adult: begun, asked group by group, with a page for what was
 * reported. */
#include "web/pages/safety_parts.h"

/* ---- beginning ---- */

enum { PERSON, ON, WAY, ALONE, COMPLETED, OFFER1, OFFER2, PLACE, NBEGIN };

const struct form_option safety_ways[SAFETY_WAYS] = { { "in_person", "in person" },
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
              .choices = safety_ways,
              .nchoices = SAFETY_WAYS },
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

const struct form_option safety_said[SAFETY_SAID] = { { "none", "none reported" },
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

/* Below an item with markers: each of them to be asked, and that each was. */
enum { MARKER_LIST = 1, MARKERS_ASKED, MARKER_FIELDS = MARKERS_ASKED };

static size_t add_markers(struct req *r, const struct safety_item *x, struct field *to,
                          const struct safety_item **items)
{
    to[0] = (struct field){ .name = "markers",
                            .kind = FIELD_MULTI,
                            .label = "Ask each of these, one by one",
                            .hint = "Tick what is there now.",
                            .choices = safety_options(r, x->markers, x->nmarkers),
                            .nchoices = x->nmarkers };
    to[1] = (struct field){ .name = "each_asked",
                            .kind = FIELD_CHECK,
                            .label = "Each of these was asked",
                            .hint = "Needed before none is reported." };
    items[0] = items[1] = NULL;
    return MARKER_FIELDS;
}

/* items[i]: what fields[i] answers; NULL where it belongs to the item above it. */
static size_t group_fields(struct req *r, struct str group, struct field **fields,
                           const struct safety_item ***items)
{
    const struct safety_form *f = r->act.app->safety;
    size_t n = 0, i;

    *fields = arena_array(r->mem, struct field, (MARKER_FIELDS + 1) * f->nitems);
    *items = arena_array(r->mem, const struct safety_item *, (MARKER_FIELDS + 1) * f->nitems);
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
            .choices = safety_said,
            .nchoices = SAFETY_SAID,
        };
        if (x->kind == SAFETY_MARKERS)
            n += add_markers(r, x, &(*fields)[n], &(*items)[n]);
    }
    return n;
}

struct str safety_ask_path(struct req *r, struct str screen, struct str group)
{
    return str_fmt(r->mem, "%.*s?part=%.*s", STR_ARG(safety_screen_path(r, screen, "/ask")),
                   STR_ARG(group));
}

/* A draft of the viewer's own; a signed one leads to its page. */
enum rw_status safety_draft(struct req *r, struct safety_screen *s, bool *done)
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
               .action = safety_ask_path(r, s->row.id, g->code),
               .submit = STR("Save and go on") });
}

static struct value markers_stored(struct req *r, const struct safety_answer_row *x)
{
    struct str rest = x->markers, word, *list = arena_array(r->mem, struct str, x->markers.len + 1);
    size_t n = 0;

    while (str_cut(&rest, ' ', &word))
        list[n++] = word;
    return value_many(list, n);
}

static enum rw_status ask_show(struct req *r)
{
    const struct safety_item **items;
    struct safety_screen s;
    struct field *fields;
    struct value *v;
    size_t at, n, i;
    bool done;
    enum rw_status st = safety_draft(r, &s, &done);

    if (st || done)
        return st;
    n = group_fields(r, group_asked(r, &at)->code, &fields, &items);
    v = arena_array(r->mem, struct value, n + 1);
    for (i = 0; i < n; i++) {
        const struct safety_answer_row *x =
            items[i] ? safety_answer_find(&s, items[i]->code) : NULL;

        if (!items[i])
            continue;
        v[i] = value_text(x ? x->said : STR_NULL);
        if (items[i]->kind == SAFETY_MARKERS && x) {
            v[i + MARKER_LIST] = markers_stored(r, x);
            v[i + MARKERS_ASKED] = value_check(str_is(x->said, "none"));
        }
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
        if (items[i] && is_bare(safety_answer_find(s, items[i]->code)))
            return str_fmt(r->mem, "%.*s?part=%.*s&item=%.*s",
                           STR_ARG(safety_screen_path(r, s->row.id, "/told")), STR_ARG(g->code),
                           STR_ARG(items[i]->code));
    return at + 1 < f->ngroups ? safety_ask_path(r, s->row.id, f->groups[at + 1].code)
                               : safety_screen_path(r, s->row.id, "");
}

static enum rw_status go_on(struct req *r)
{
    struct safety_screen s;
    enum rw_status st = safety_screen_get(&r->act, req_arg(r, "case"), req_arg(r, "screen"), &s);

    return st ? st : req_redirect(r, next_path(r, &s), NULL);
}

static bool is_ticked(const struct safety_item *item, const struct value *v)
{
    return item->kind == SAFETY_MARKERS && v[MARKER_LIST].nmany > 0;
}

/* Ticked markers are the whole of what is told about them; else what was written before stays. */
static struct safety_answer_input
answer_given(const struct safety_screen *s, const struct safety_item *item, const struct value *v)
{
    const struct safety_answer_row *old = safety_answer_find(s, item->code);
    struct safety_answer_input in = {
        .item = item->code, .said = v->text, .fear = DB_NULL_I64, .brief = true
    };

    if (item->kind != SAFETY_MARKERS)
        return in;
    if (!v->given)
        in.said = STR("reported");
    in.markers = v[MARKER_LIST].many;
    in.nmarkers = v[MARKER_LIST].nmany;
    in.each_asked = v[MARKERS_ASKED].num != 0;
    in.brief = !in.nmarkers;
    if (old && !in.brief)
        in.evidence = old->evidence;
    return in;
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
    enum rw_status st = safety_draft(r, &s, &done);

    if (st || done)
        return st;
    n = group_fields(r, group_asked(r, &at)->code, &fields, &items);
    v = arena_array(r->mem, struct value, n + 1);
    in = arena_array(r->mem, struct safety_answer_input, n + 1);
    if (!form_read(r->mem, fields, n, &r->form, v, &r->act.bad))
        return ask_page(r, &s, v);
    for (i = 0; i < n; i++)
        if (items[i] && (v[i].given || is_ticked(items[i], &v[i])))
            in[given++] = answer_given(&s, items[i], &v[i]);
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
    enum rw_status st = safety_draft(r, &t->screen, done);

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
    if (field == MARKERS)
        return markers_stored(r, x);
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

#define WHAT "safety-screen"

static const struct route routes[] = {
    SAFETY_ROUTE(METHOD_GET, "/screens/new", screen_new, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Form that begins a screen with one adult"),
    SAFETY_ROUTE(METHOD_POST, "/screens/new", screen_create, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Begin a screen"),
    SAFETY_ROUTE(METHOD_GET, "/screens/:screen/ask", ask_show, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "One group of questions of a screen"),
    SAFETY_ROUTE(METHOD_POST, "/screens/:screen/ask", ask_save, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Save the answers of one group"),
    SAFETY_ROUTE(METHOD_GET, "/screens/:screen/told", told_show, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Form for what was reported"),
    SAFETY_ROUTE(METHOD_POST, "/screens/:screen/told", told_save, CAP_CHECKPOINT_RECORD, 0, WHAT,
                 "Save what was reported"),
};

PAGE_ROUTES(safety_screen_routes, routes);
