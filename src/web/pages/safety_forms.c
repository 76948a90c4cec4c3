/* safety_forms.c -- short forms about safety: the talk with a parent, the look at a child, the review
 * of danger, how it stands between two people, and that there is no such parent. */
#include "web/pages/safety_parts.h"

static const struct form_option yes_no[] = { { "no", "no" }, { "yes", "yes" } };
static const struct form_option safe_no[] = { { "yes", "yes" }, { "no", "no" } };

/* One of these forms: its table and words, the lists that only the case knows, the use case. */
struct safety_kind_of_form {
    const char *title, *intro, *rest, *submit, *done;
    const struct field *fields;
    size_t n;
    void (*lists)(struct req *r, const struct case_rows *c, struct field *f, size_t n);
    enum rw_status (*save)(struct req *r, const struct value *v);
    struct str (*about)(struct req *r, const struct case_rows *c); /* in place of intro; or NULL */
    const char *given; /* field that the query may fill */
};

#define FIELDS_MAX 10

static enum rw_status form_shown(struct req *r, const struct safety_kind_of_form *k,
                                 struct field *f, const struct value *v, struct str intro)
{
    return safety_form_page(r, &(struct safety_page){ .title = str_of(k->title),
                                                      .intro = intro.p ? intro : str_of(k->intro),
                                                      .fields = f,
                                                      .n = k->n,
                                                      .values = v,
                                                      .action = r->path,
                                                      .submit = str_of(k->submit) });
}

static enum rw_status fields_of(struct req *r, const struct safety_kind_of_form *k,
                                struct field **f, struct case_rows *c)
{
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), c);

    if (st)
        return st;
    *f = form_copy(r->mem, k->fields, k->n);
    if (k->lists)
        k->lists(r, c, *f, k->n);
    return RW_OK;
}

static enum rw_status form_show(struct req *r, const struct safety_kind_of_form *k)
{
    struct value v[FIELDS_MAX] = { 0 };
    struct case_rows c;
    struct field *f;
    size_t i;
    enum rw_status st = fields_of(r, k, &f, &c);

    if (st)
        return st;
    for (i = 0; i < k->n; i++)
        if (k->given && str_is(str_of(f[i].name), k->given))
            v[i] = value_text(req_query(r, k->given));
        else if (str_is(str_of(f[i].name), "on"))
            v[i] = value_date(r->mem, r->act.today);
    return form_shown(r, k, f, v, k->about ? k->about(r, &c) : STR_NULL);
}

static enum rw_status form_save(struct req *r, const struct safety_kind_of_form *k)
{
    struct value v[FIELDS_MAX];
    struct case_rows c;
    struct field *f;
    enum rw_status st = fields_of(r, k, &f, &c);

    if (st)
        return st;
    if (!form_read(r->mem, f, k->n, &r->form, v, &r->act.bad))
        return form_shown(r, k, f, v, STR_NULL);
    st = k->save(r, v);
    if (st == RW_EINPUT)
        return form_shown(r, k, f, v, STR_NULL);
    return st ? st : req_redirect(r, safety_path(r, k->rest), k->done);
}

/* ---- the talk with a parent ---- */

enum { T_PERSON, T_ON, T_ALONE, T_NEW, T_SAFE, T_WORDS, T_N };

static const struct field talk_fields[T_N] = {
    [T_PERSON] = { .name = "person",
                   .kind = FIELD_CHOICE,
                   .required = true,
                   .label = "With whom",
                   .none = "Please choose" },
    [T_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [T_ALONE] = { .name = "alone",
                  .kind = FIELD_CHECK,
                  .label = "Alone: nobody else of the family could hear" },
    [T_NEW] = { .name = "anything_new",
                .kind = FIELD_RADIO,
                .required = true,
                .label = "Is there anything new about safety since the last time?",
                .hint = "At the first talk: anything that should be known now.",
                .choices = yes_no,
                .nchoices = FORM_N(yes_no) },
    [T_SAFE] = { .name = "safe_now",
                 .kind = FIELD_RADIO,
                 .required = true,
                 .label = "Are you and the children safe at present?",
                 .choices = safe_no,
                 .nchoices = FORM_N(safe_no) },
    [T_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 4,
                  .label = "What was said",
                  .hint =
                      "Needed where something is new or not safe. The full screen comes next." },
};

static void talk_lists(struct req *r, const struct case_rows *c, struct field *f, size_t n)
{
    size_t found;
    struct form_option *o = safety_parents(r, c, &found);

    form_choices(f, n, "person", o, found);
}

static enum rw_status talk_put(struct req *r, const struct value *v)
{
    return safety_recheck_add(&r->act, req_arg(r, "case"),
                              &(struct safety_recheck_input){ .person_id = v[T_PERSON].text,
                                                              .on = v[T_ON].date,
                                                              .alone = v[T_ALONE].num != 0,
                                                              .anything_new = v[T_NEW].text,
                                                              .safe_now = v[T_SAFE].text,
                                                              .words = v[T_WORDS].text });
}

/* What "since the last time" means for this person. */
static struct str talk_about(struct req *r, const struct case_rows *c)
{
    struct str person = req_query(r, "person");
    struct safety_stand s = safety_of_adult(c->safety, person, STR_NULL);

    if (!person.len || !s.last)
        return STR_NULL;
    return str_fmt(r->mem,
                   "Anything new since %.*s? Two questions, asked alone; nothing is asked twice.",
                   STR_ARG(page_date(r, date_iso(r->mem, s.last->on))));
}

static const struct safety_kind_of_form talk = {
    .title = "Ask about safety again",
    .intro = "Two questions, asked alone. Nothing is asked twice.",
    .rest = "",
    .submit = "Record the talk",
    .done = "Recorded.",
    .fields = talk_fields,
    .n = T_N,
    .lists = talk_lists,
    .save = talk_put,
    .about = talk_about,
    .given = "person",
};

static enum rw_status talk_show(struct req *r)
{
    return form_show(r, &talk);
}

static enum rw_status talk_save(struct req *r)
{
    return form_save(r, &talk);
}

/* ---- a child ---- */

enum { C_CHILD, C_ON, C_WAY, C_SAFE, C_WORDS, C_N };

static const struct form_option child_ways[] = {
    { "talk", "A talk with the child" },
    { "other_helper", "The word of a helper whom the child trusts" },
    { "observed", "What was seen" },
};
static const struct form_option child_safe[] = { { "yes", "yes" },
                                                 { "no", "no" },
                                                 { "unsure", "not sure" } };

static const struct field child_fields[C_N] = {
    [C_CHILD] = { .name = "child",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "Which child",
                  .none = "Please choose" },
    [C_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [C_WAY] = { .name = "way",
                .kind = FIELD_RADIO,
                .required = true,
                .label = "It rests on",
                .choices = child_ways,
                .nchoices = FORM_N(child_ways) },
    [C_SAFE] = { .name = "safe_now",
                 .kind = FIELD_RADIO,
                 .required = true,
                 .label = "Is the child safe at present?",
                 .choices = child_safe,
                 .nchoices = FORM_N(child_safe) },
    [C_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 4,
                  .label = "In the child's words",
                  .hint = "Child-private: it goes into no report and to no parent." },
};

static void child_lists(struct req *r, const struct case_rows *c, struct field *f, size_t n)
{
    size_t found;
    struct form_option *o = safety_children(r, c, &found);

    form_choices(f, n, "child", o, found);
}

static enum rw_status child_put(struct req *r, const struct value *v)
{
    return child_safety_talk_add(&r->act, req_arg(r, "case"),
                                 &(struct child_talk_input){ .child_id = v[C_CHILD].text,
                                                             .on = v[C_ON].date,
                                                             .way = v[C_WAY].text,
                                                             .safe_now = v[C_SAFE].text,
                                                             .words = v[C_WORDS].text });
}

static const struct safety_kind_of_form child = {
    .title = "Look at a child's safety",
    .intro =
        "About the present alone. A child who has told of the past is not asked about it again.",
    .rest = "",
    .submit = "Record",
    .done = "Recorded.",
    .fields = child_fields,
    .n = C_N,
    .lists = child_lists,
    .save = child_put,
    .given = "child",
};

static enum rw_status child_show(struct req *r)
{
    return form_show(r, &child);
}

static enum rw_status child_save(struct req *r)
{
    return form_save(r, &child);
}

/* ---- the review of danger ---- */

enum {
    R_ON,
    R_REVIEWER,
    R_COMPETENCE,
    R_OUTCOME,
    R_SCHEDULING,
    R_ADDRESS,
    R_PLANNING,
    R_REFERRAL,
    R_N
};

static const struct field review_fields[R_N] = {
    [R_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Day" },
    [R_REVIEWER] = { .name = "reviewer",
                     .kind = FIELD_TEXT,
                     .max = 160,
                     .required = true,
                     .label = "By whom" },
    [R_COMPETENCE] = { .name = "competence",
                       .kind = FIELD_TEXT,
                       .max = 200,
                       .required = true,
                       .label = "Competence in partner violence",
                       .hint = "Training, licence, years." },
    [R_OUTCOME] = { .name = "outcome",
                    .kind = FIELD_AREA,
                    .max = 4000,
                    .rows = 4,
                    .required = true,
                    .label = "What came of it" },
    [R_SCHEDULING] = { .name = "scheduling",
                       .kind = FIELD_CHECK,
                       .set = "Offered",
                       .label = "Separate days, doors and arrival" },
    [R_ADDRESS] = { .name = "address",
                    .kind = FIELD_CHECK,
                    .set = "Offered",
                    .label = "Protection of phone and address" },
    [R_PLANNING] = { .name = "planning",
                     .kind = FIELD_CHECK,
                     .set = "Offered",
                     .label = "A safety plan" },
    [R_REFERRAL] = { .name = "referral",
                     .kind = FIELD_CHECK,
                     .set = "Offered",
                     .label = "Referral to a specialised service" },
};

static enum rw_status review_put(struct req *r, const struct value *v)
{
    return danger_review_add(&r->act, req_arg(r, "case"),
                             &(struct danger_review_input){ .screen_id = req_arg(r, "screen"),
                                                            .on = v[R_ON].date,
                                                            .reviewer = v[R_REVIEWER].text,
                                                            .competence = v[R_COMPETENCE].text,
                                                            .outcome = v[R_OUTCOME].text,
                                                            .scheduling = v[R_SCHEDULING].num,
                                                            .address = v[R_ADDRESS].num,
                                                            .planning = v[R_PLANNING].num,
                                                            .referral = v[R_REFERRAL].num });
}

static const struct safety_kind_of_form review = {
    .title = "Review of danger",
    .intro = "By somebody competent in partner violence, before anything else goes on.",
    .rest = "",
    .submit = "Record the review",
    .done = "Recorded.",
    .fields = review_fields,
    .n = R_N,
    .save = review_put,
};

/* Of a screen that the viewer may know of, and that is signed. */
static enum rw_status reviewed_screen(struct req *r)
{
    struct safety_screen s;
    enum rw_status st = safety_screen_get(&r->act, req_arg(r, "case"), req_arg(r, "screen"), &s);

    if (!st && !str_is(s.row.state, "signed"))
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "not signed yet");
    return st;
}

static enum rw_status review_show(struct req *r)
{
    enum rw_status st = reviewed_screen(r);

    return st ? st : form_show(r, &review);
}

static enum rw_status review_save(struct req *r)
{
    enum rw_status st = reviewed_screen(r);

    return st ? st : form_save(r, &review);
}

/* ---- how it stands between two people ---- */

enum { S_BY, S_ABOUT, S_RESULT, S_ON, S_REASON, S_N };

static const struct field result_fields[S_N] = {
    [S_BY] = { .name = "by",
               .kind = FIELD_CHOICE,
               .required = true,
               .label = "Said to have done it",
               .none = "Please choose" },
    [S_ABOUT] = { .name = "about",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "Toward whom",
                  .none = "Please choose" },
    [S_RESULT] = { .name = "result",
                   .kind = FIELD_RADIO,
                   .required = true,
                   .label = "How it stands" },
    [S_ON] = { .name = "on", .kind = FIELD_DATE, .required = true, .label = "Since which day" },
    [S_REASON] = { .name = "reason",
                   .kind = FIELD_AREA,
                   .max = 4000,
                   .rows = 3,
                   .required = true,
                   .label = "What it rests on",
                   .hint = "A paper, a finding, who told it. Where it was taken back: why." },
};

static void result_lists(struct req *r, const struct case_rows *c, struct field *f, size_t n)
{
    const struct safety_form *form = r->act.app->safety;
    size_t found;
    struct form_option *o = safety_parents(r, c, &found);

    form_choices(f, n, "by", o, found);
    o = safety_people(r, c, &found);
    form_choices(f, n, "about", o, found);
    form_choices(f, n, "result", safety_options(r, form->results, form->nresults), form->nresults);
}

static enum rw_status result_put(struct req *r, const struct value *v)
{
    return safety_result_add(&r->act, req_arg(r, "case"),
                             &(struct safety_result_input){ .by_person = v[S_BY].text,
                                                            .about_person = v[S_ABOUT].text,
                                                            .result = v[S_RESULT].text,
                                                            .on = v[S_ON].date,
                                                            .reason = v[S_REASON].text });
}

static const struct safety_kind_of_form result = {
    .title = "Record how it stands",
    .intro = "One direction at a time; both may stand. Not verified is not the same as not true.",
    .rest = "#results",
    .submit = "Record",
    .done = "Recorded.",
    .fields = result_fields,
    .n = S_N,
    .lists = result_lists,
    .save = result_put,
};

static enum rw_status result_show(struct req *r)
{
    return form_show(r, &result);
}

static enum rw_status result_save(struct req *r)
{
    return form_save(r, &result);
}

/* ---- nobody at one side ---- */

enum { N_CHILD, N_REASON, N_N };

static const struct field nobody_fields[N_N] = {
    [N_CHILD] = { .name = "child",
                  .kind = FIELD_CHOICE,
                  .required = true,
                  .label = "Which child",
                  .none = "Please choose" },
    [N_REASON] = { .name = "reason",
                   .kind = FIELD_AREA,
                   .max = 2000,
                   .rows = 3,
                   .required = true,
                   .label = "Why",
                   .hint = "Dead, unknown, barred, or there never was one; since when." },
};

static enum rw_status nobody_put(struct req *r, const struct value *v)
{
    return safety_absence_add(&r->act, req_arg(r, "case"), v[N_CHILD].text, v[N_REASON].text);
}

static const struct safety_kind_of_form nobody = {
    .title = "There is no such parent",
    .intro = "Where a child has no adult at one side, nobody can be asked.",
    .rest = "",
    .submit = "Record",
    .done = "Recorded.",
    .fields = nobody_fields,
    .n = N_N,
    .lists = child_lists,
    .save = nobody_put,
    .given = "child",
};

static enum rw_status nobody_show(struct req *r)
{
    return form_show(r, &nobody);
}

static enum rw_status nobody_save(struct req *r)
{
    return form_save(r, &nobody);
}

#define RECORD CAP_CHECKPOINT_RECORD

static const struct route routes[] = {
    SAFETY_ROUTE(METHOD_GET, "/talk", talk_show, RECORD, 0, "safety",
                 "Form for asking a parent about safety again"),
    SAFETY_ROUTE(METHOD_POST, "/talk", talk_save, RECORD, 0, "safety",
                 "Record that a parent was asked about safety"),
    SAFETY_ROUTE(METHOD_GET, "/child", child_show, RECORD, 0, "safety",
                 "Form for a look at a child's safety"),
    SAFETY_ROUTE(METHOD_POST, "/child", child_save, RECORD, 0, "safety",
                 "Record a look at a child's safety"),
    SAFETY_ROUTE(METHOD_GET, "/screens/:screen/review", review_show, RECORD, 0, "safety-screen",
                 "Form for a review of danger"),
    SAFETY_ROUTE(METHOD_POST, "/screens/:screen/review", review_save, RECORD, 0, "safety-screen",
                 "Record a review of danger"),
    SAFETY_ROUTE(METHOD_GET, "/result", result_show, RECORD, 0, "safety",
                 "Form for how it stands between two people"),
    SAFETY_ROUTE(METHOD_POST, "/result", result_save, RECORD, 0, "safety",
                 "Record how it stands between two people"),
    SAFETY_ROUTE(METHOD_GET, "/nobody", nobody_show, RECORD, 0, "safety",
                 "Form that says that a child has no such parent"),
    SAFETY_ROUTE(METHOD_POST, "/nobody", nobody_save, RECORD, 0, "safety",
                 "Record that a child has no such parent"),
};

PAGE_ROUTES(safety_forms_routes, routes);
