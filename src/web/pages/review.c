/* review.c -- clinical reviews: what is due now for whom, and what was done. The questions of the
 * screen are read from its own sheet; here are numbers and answers. */
#include "web/pages/ready_parts.h"

#include "app/lists.h"
#include "app/self_harm.h"

static const struct ready_room room = { "/review", "Clinical review" };

static const struct form_option answers[] = { { "no", "no" },
                                              { "yes", "yes" },
                                              { "refused", "does not answer" } };
static const struct form_option found[] = { { "clear", "No present risk was found" },
                                            { "risk", "Risk was found, or it is not clear" } };
static const struct form_option decided[] = { { "told", "The guardians are told" },
                                              { "later", "They are told later" },
                                              { "not_told", "They are not told" } };

enum { PERSON, ON, FIELDS_MAX = 9 };

#define WHO                                                                                        \
    {                                                                                              \
        .name = "person", .kind = FIELD_CHOICE, .required = true, .label = "About whom",           \
        .none = "Please choose"                                                                    \
    }
#define DAY                                                                                        \
    {                                                                                              \
        .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day"                         \
    }
#define ANSWER(field, words, must)                                                                 \
    {                                                                                              \
        .name = (field), .kind = FIELD_RADIO, .required = (must), .label = (words),                \
        .choices = answers, .nchoices = FORM_N(answers)                                            \
    }
#define WORDS(words, says, must)                                                                   \
    {                                                                                              \
        .name = "words", .kind = FIELD_AREA, .required = (must), .max = 4000, .rows = 4,           \
        .label = (words), .hint = (says)                                                           \
    }

static const struct field sign_fields[] = {
    WHO,
    DAY,
    WORDS("What was seen or said",
          "In the person's own words where there are any. Recording it holds contact at once.",
          true),
};
static const struct field screen_fields[] = {
    WHO,
    DAY,
    ANSWER("q1", "Question 1", true),
    ANSWER("q2", "Question 2", true),
    ANSWER("q3", "Question 3", true),
    ANSWER("q4", "Question 4", true),
    ANSWER("q5", "Question 5: asked only after a yes, or where an answer was refused", false),
    WORDS("Words", "May stay empty.", false),
};
static const struct field evaluation_fields[] = {
    WHO,
    DAY,
    { .name = "outcome",
      .kind = FIELD_RADIO,
      .required = true,
      .label = "What was found",
      .choices = found,
      .nchoices = FORM_N(found) },
    WORDS("By whom, and what it rests on", NULL, true),
};
static const struct field plan_fields[] = {
    WHO,
    DAY,
    { .name = "until", .kind = FIELD_DATE, .required = true, .label = "Look at it again by" },
    WORDS("The plan",
          "Signs that it gets worse, what helps, whom to call, what is out of reach at home.",
          true),
};
static const struct field guardians_fields[] = {
    WHO,
    DAY,
    { .name = "outcome",
      .kind = FIELD_RADIO,
      .required = true,
      .label = "Decided",
      .choices = decided,
      .nchoices = FORM_N(decided) },
    WORDS("Why, and what is told to whom", "The child is told first where possible.", true),
};

static const struct review_form {
    enum review_kind kind;
    const char *rest, *title, *word; /* word: of the list in review-words that leads it; or NULL */
    const char *done;
    const struct field *fields;
    size_t n;
} forms[] = {
    [REVIEW_SIGN] = { REVIEW_SIGN, "/sign", "A sign of self-harm", NULL,
                      "Recorded. Contact is held; the screen is due now.", sign_fields,
                      FORM_N(sign_fields) },
    [REVIEW_SCREEN] = { REVIEW_SCREEN, "/screen", "Suicide screen", "sheet", "Recorded.",
                        screen_fields, FORM_N(screen_fields) },
    [REVIEW_EVALUATION] = { REVIEW_EVALUATION, "/evaluation", "Evaluation", "under_age",
                            "Recorded.", evaluation_fields, FORM_N(evaluation_fields) },
    [REVIEW_PLAN] = { REVIEW_PLAN, "/plan", "Safety plan", NULL, "Recorded.", plan_fields,
                      FORM_N(plan_fields) },
    [REVIEW_GUARDIANS] = { REVIEW_GUARDIANS, "/guardians", "Telling the guardians", NULL,
                           "Recorded.", guardians_fields, FORM_N(guardians_fields) },
};

static struct str word(struct req *r, const char *code)
{
    return list_label(r->act.app, LIST_REVIEW, str_of(code));
}

/* ---- the page ---- */

static void line(struct req *r, struct str *text, bool due, struct str words)
{
    if (due)
        *text =
            str_fmt(r->mem, "%.*s%s%.*s", STR_ARG(*text), text->len ? "\n" : "", STR_ARG(words));
}

static struct text_part_view open_part(struct req *r, const struct person_row *p,
                                       const struct review_stand *s)
{
    struct str text = STR("");
    bool under = false;

    if (review_under_age(&r->act, p, r->act.today, &under))
        under = false;
    line(r, &text, s->acute, word(r, "acute"));
    line(r, &text, s->screen_due, under ? word(r, "under_age") : STR("Suicide screen: now."));
    line(r, &text, s->assess_due && !s->acute, word(r, "non_acute"));
    line(r, &text, s->plan_due, STR("Safety plan: write it, or bring it up to date."));
    line(r, &text, s->guardians_due, STR("Decide whether the guardians are told, and why."));
    line(r, &text, s->again_due,
         under ? STR("A later evaluation on another day that finds no risk is still to come.")
               : STR("A clear screen on a later day is still to come."));
    line(r, &text, true,
         str_fmt(r->mem, "Contact is suspended, not before %.*s.",
                 STR_ARG(date_words(r->mem, s->earliest))));
    return (struct text_part_view){ .label =
                                        str_fmt(r->mem, "%.*s: open since %.*s", STR_ARG(p->name),
                                                STR_ARG(date_words(r->mem, s->since->on))),
                                    .text = text };
}

static struct text_part_view distress_part(struct req *r, const struct distress *d)
{
    struct str due = date_words(r->mem, d->due);
    struct str state =
        d->reviewed ? STR("Reviewed; see below. Contact goes on waiting by the warning sign, until "
                          "that is closed.")
                    : str_fmt(r->mem,
                              "Distress: clinical review due by %.*s. It is done by recording an "
                              "evaluation here. Contact waits by the warning sign.",
                              STR_ARG(due));

    return (struct text_part_view){ .label = str_fmt(r->mem, "%.*s: severe distress since %.*s",
                                                     STR_ARG(d->child->name),
                                                     STR_ARG(date_words(r->mem, d->since))),
                                    .text = state };
}

static struct str event_state(const struct review_event *e, const struct clinical_review_row *row)
{
    switch (e->kind) {
    case REVIEW_SCREEN:
        return e->result == SCREEN_CLEAR       ? STR("clear")
               : e->result == SCREEN_NOT_ACUTE ? STR("positive, not acute")
                                               : STR("positive, acute");
    case REVIEW_EVALUATION:
        return e->clear ? STR("no present risk found") : STR("risk, or not clear");
    case REVIEW_GUARDIANS:
        return str_is(row->answers, "told")    ? STR("told")
               : str_is(row->answers, "later") ? STR("told later")
                                               : STR("not told");
    case REVIEW_SIGN:
    case REVIEW_PLAN:
    case REVIEW_KINDS:
        break;
    }
    return STR_NULL;
}

/* A screen by its numbers: "1 no, 2 yes, 3 no, 4 no, 5 no". */
static struct str asked(struct req *r, const struct clinical_review_row *row)
{
    struct str rest = row->answers, one, s = STR("");
    size_t i;

    for (i = 0; i <= SCREEN_QUESTIONS && str_cut(&rest, ' ', &one); i++)
        if (!str_is(one, "-"))
            s = str_fmt(r->mem, "%.*s%s%zu %.*s", STR_ARG(s), i ? ", " : "", i + 1, STR_ARG(one));
    return s;
}

static struct records_view events(struct req *r, const struct case_rows *c)
{
    const struct review_case *all = c->reviews;
    struct record_row_view *rows = arena_array(r->mem, struct record_row_view, all->n + 1);
    struct records_view v = { .heading = STR("What was recorded"),
                              .id = STR("recorded"),
                              .rows = rows,
                              .none = STR("Nothing is recorded.") };
    size_t i;

    for (i = all->n; i > 0; i--) {
        const struct review_event *e = &all->events[i - 1];
        const struct clinical_review_row *row = &all->rows[i - 1];
        struct str what = e->kind == REVIEW_SCREEN ? asked(r, row)
                          : e->kind == REVIEW_PLAN
                              ? str_fmt(r->mem, "until %.*s", STR_ARG(date_words(r->mem, e->until)))
                              : STR("");

        rows[v.nrows++] = (struct record_row_view){
            .when = page_date(r, row->on_date),
            .title = str_fmt(r->mem, "%s: %.*s", forms[e->kind].title,
                             STR_ARG(ready_name(r, c, row->person_id))),
            .sub = str_fmt(r->mem, "%.*s%s%.*s", STR_ARG(what),
                           what.len && row->words.len ? "; " : "", STR_ARG(row->words)),
            .state = event_state(e, row),
        };
    }
    return v;
}

static enum rw_status show(struct req *r)
{
    struct detail_view v = { .title = STR("Clinical review") };
    struct text_part_view *parts;
    struct link_view *tools = arena_array(r->mem, struct link_view, FORM_N(forms));
    struct records_view *list = arena_new(r->mem, struct records_view);
    struct distress *distress = NULL;
    struct case_rows c;
    size_t i, ndistress = 0;
    enum rw_status st = review_overview(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    st = distress_load(&r->act, &c, c.reviews, &distress, &ndistress);
    if (st)
        return st;
    parts = arena_array(r->mem, struct text_part_view, c.npeople + ndistress + 1);
    for (i = 0; i < c.npeople; i++)
        if (c.reviews->stands[i].open)
            parts[v.parts.nrows++] = open_part(r, &c.people[i], &c.reviews->stands[i]);
    for (i = 0; i < ndistress; i++)
        parts[v.parts.nrows++] = distress_part(r, &distress[i]);
    v.parts.rows = parts;
    *list = events(r, &c);
    v.lists = list;
    v.nlists = 1;
    v.sub =
        str_fmt(r->mem, "%.*s %.*s", STR_ARG(word(r, "no_service")), STR_ARG(word(r, "judgement")));
    v.tools = tools;
    for (i = 0; i < FORM_N(forms); i++)
        if (act_allows(&r->act, CAP_CHECKPOINT_RECORD, CLASS_C, true))
            tools[v.ntools++] = (struct link_view){ .href = ready_path(r, &room, forms[i].rest),
                                                    .label = str_of(forms[i].title) };
    page_shell(r, v.title, "cases", &v.shell);
    page_case_crumbs(r, &v.crumbs);
    tpl_detail(r->out, &v);
    return RW_OK;
}

/* ---- the forms ---- */

static enum rw_status fields_of(struct req *r, const struct review_form *k, struct case_rows *c,
                                struct field **f)
{
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), c);
    struct form_option *o;
    size_t n;

    if (st)
        return st;
    *f = form_copy(r->mem, k->fields, k->n);
    o = ready_people(r, c, NULL, &n);
    form_choices(*f, k->n, "person", o, n);
    return RW_OK;
}

static enum rw_status shown(struct req *r, const struct review_form *k, const struct field *f,
                            const struct value *v)
{
    struct form_page p = {
        .title = str_of(k->title),
        .intro = k->word ? word(r, k->word) : STR_NULL,
        .fields = f,
        .n = k->n,
        .state = { .values = v },
        .action = ready_path(r, &room, k->rest),
        .submit = STR("Record"),
    };

    return ready_form(r, &room, &p);
}

static enum rw_status form_show(struct req *r)
{
    const struct review_form *k = r->route->with;
    struct value v[FIELDS_MAX] = { 0 };
    struct case_rows c;
    struct field *f;
    enum rw_status st = fields_of(r, k, &c, &f);

    if (st)
        return st;
    v[PERSON] = value_text(req_query(r, "person"));
    v[ON] = value_date(r->mem, r->act.today);
    return shown(r, k, f, v);
}

static struct str text_of(const struct review_form *k, const struct value *v, const char *name)
{
    size_t i;

    for (i = 0; i < k->n; i++)
        if (str_is(str_of(k->fields[i].name), name))
            return v[i].text;
    return STR_NULL;
}

static enum rw_status form_save(struct req *r)
{
    const struct review_form *k = r->route->with;
    static const char *const questions[] = { "q1", "q2", "q3", "q4", "q5" };
    struct review_input in = { .kind = k->kind, .until = RW_NO_DATE };
    struct value v[FIELDS_MAX];
    struct case_rows c;
    struct field *f;
    size_t i;
    enum rw_status st = fields_of(r, k, &c, &f);

    if (st)
        return st;
    if (!form_read(r->mem, f, k->n, &r->form, v, &r->act.bad))
        return shown(r, k, f, v);
    in.person_id = v[PERSON].text;
    in.on = v[ON].date;
    if (k->kind == REVIEW_PLAN)
        in.until = form_value(f, k->n, v, "until")->date;
    in.outcome = text_of(k, v, "outcome");
    in.words = text_of(k, v, "words");
    for (i = 0; i <= SCREEN_QUESTIONS; i++)
        in.answers[i] = text_of(k, v, questions[i]);
    st = review_add(&r->act, c.case_id, &in);
    if (st == RW_EINPUT)
        return shown(r, k, f, v);
    return st ? st : req_redirect(r, ready_path(r, &room, ""), k->done);
}

#define FORM(which, rest, words)                                                                   \
    FORM_ROUTES("/cases/:case/review" rest, form_show, form_save, &forms[which],                   \
                CAP_CHECKPOINT_RECORD, 0, "clinical-review", words)

static const struct route routes[] = {
    READY_ROUTE(METHOD_GET, "/review", show, CAP_CHECKPOINT_READ, 0, "clinical-review",
                "Clinical reviews: what is due now, and what was done"),
    FORM(REVIEW_SIGN, "/sign", "a sign of self-harm; contact is held"),
    FORM(REVIEW_SCREEN, "/screen", "the answers to a suicide screen"),
    FORM(REVIEW_EVALUATION, "/evaluation", "an evaluation"),
    FORM(REVIEW_PLAN, "/plan", "a safety plan"),
    FORM(REVIEW_GUARDIANS, "/guardians", "the decision about telling the guardians"),
};

PAGE_ROUTES(review_routes, routes);
