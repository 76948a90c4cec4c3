/* safety_forms.c -- short forms about safety: the talk with a parent, the look at a child, the review
 * of danger, how it stands between two people, and that there is no such parent. */
#include "web/pages/room_form.h"
#include "web/pages/safety_parts.h"

static const struct form_option yes_no[] = { { "no", "no" }, { "yes", "yes" } };
static const struct form_option safe_no[] = { { "yes", "yes" }, { "no", "no" } };

#define ROOM "/safety"
#define ROOM_TITLE "Safety"

/* ---- the talk with a parent ---- */

enum { T_PERSON, T_ON, T_ALONE, T_NEW, T_SAFE, T_ABOUT, T_WORDS, T_N };

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
    [T_ABOUT] = { .name = "about",
                  .kind = FIELD_CHOICE,
                  .label = "Where something is new or not safe: because of whom",
                  .none = "Somebody else, or not known",
                  .hint = "Contact of the children with that person waits until it is answered; "
                          "where it is not known, all contact. It is no mark against whoever said "
                          "it." },
    [T_WORDS] = { .name = "words",
                  .kind = FIELD_AREA,
                  .max = 4000,
                  .rows = 4,
                  .label = "What was said",
                  .hint =
                      "Needed where something is new or not safe. The full screen comes next." },
};

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

static enum rw_status talk_prepare(struct req *r, struct room_page *p)
{
    struct form_option *o;
    struct case_rows c;
    struct str about;
    size_t found;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    o = safety_parents(r, &c, &found);
    form_choices(p->fields, p->n, "person", o, found);
    o = safety_grown(r, &c, &found);
    form_choices(p->fields, p->n, "about", o, found);
    about = talk_about(r, &c);
    if (about.p) {
        p->title = STR("Ask about safety again");
        p->intro = about;
    }
    return RW_OK;
}

static enum rw_status talk_put(struct req *r, const struct value *v)
{
    return safety_recheck_add(&r->act, req_arg(r, "case"),
                              &(struct safety_recheck_input){ .person_id = v[T_PERSON].text,
                                                              .about_person = v[T_ABOUT].text,
                                                              .on = v[T_ON].date,
                                                              .alone = v[T_ALONE].num != 0,
                                                              .anything_new = v[T_NEW].text,
                                                              .safe_now = v[T_SAFE].text,
                                                              .words = v[T_WORDS].text });
}

/* Not safe, not sure, something new: to what comes next. */
static bool waits(struct req *r, bool open, struct str *to, const char **words)
{
    *to = safety_path(r, "#waits");
    *words = "Recorded. Contact waits until this is answered; what comes next stands here first.";
    return open;
}

static bool talk_next(struct req *r, const struct value *v, struct str *to, const char **words)
{
    return waits(r, !str_is(v[T_NEW].text, "no") || !str_is(v[T_SAFE].text, "yes"), to, words);
}

static const struct room_form talk_form = {
    .title = "Ask about safety",
    .intro = "Two questions, asked alone. Nothing is asked twice.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .submit = "Record the talk",
    .done = "Recorded.",
    .fields = talk_fields,
    .n = T_N,
    .prepare = talk_prepare,
    .save = talk_put,
    .next = talk_next,
    .given = "person",
};

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

static enum rw_status child_prepare(struct req *r, struct room_page *p)
{
    struct form_option *o;
    struct case_rows c;
    size_t found;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    o = safety_children(r, &c, &found);
    form_choices(p->fields, p->n, "child", o, found);
    return RW_OK;
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

static bool child_next(struct req *r, const struct value *v, struct str *to, const char **words)
{
    return waits(r, !str_is(v[C_SAFE].text, "yes"), to, words);
}

static const struct room_form child_form = {
    .title = "Look at a child's safety",
    .intro =
        "About the present alone. A child who has told of the past is not asked about it again.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .submit = "Record",
    .done = "Recorded.",
    .fields = child_fields,
    .n = C_N,
    .prepare = child_prepare,
    .save = child_put,
    .next = child_next,
    .given = "child",
};

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

/* Of a screen that the viewer may know of, and that is signed. */
static enum rw_status review_prepare(struct req *r, struct room_page *p)
{
    struct safety_screen s;
    enum rw_status st = safety_screen_get(&r->act, req_arg(r, "case"), req_arg(r, "screen"), &s);

    (void)p;
    if (!st && !str_is(s.row.state, "signed"))
        return RW_FAIL(&r->act.err, RW_ENOTFOUND, "not signed yet");
    return st;
}

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

static const struct room_form review_form = {
    .title = "Review of danger",
    .intro = "By somebody competent in partner violence, before anything else goes on.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .submit = "Record the review",
    .done = "Recorded.",
    .fields = review_fields,
    .n = R_N,
    .prepare = review_prepare,
    .save = review_put,
};

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

static enum rw_status result_prepare(struct req *r, struct room_page *p)
{
    const struct safety_form *form = r->act.app->safety;
    struct form_option *o;
    struct case_rows c;
    size_t found;
    enum rw_status st = case_rows_load(&r->act, req_arg(r, "case"), &c);

    if (st)
        return st;
    o = safety_parents(r, &c, &found);
    form_choices(p->fields, p->n, "by", o, found);
    o = safety_people(r, &c, &found);
    form_choices(p->fields, p->n, "about", o, found);
    form_choices(p->fields, p->n, "result", safety_options(r, form->results, form->nresults),
                 form->nresults);
    p->back = safety_path(r, "#results");
    return RW_OK;
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

static const struct room_form result_form = {
    .title = "Record how it stands",
    .intro = "One direction at a time; both may stand. Not verified is not the same as not true.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .submit = "Record",
    .done = "Recorded.",
    .fields = result_fields,
    .n = S_N,
    .prepare = result_prepare,
    .save = result_put,
};

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

static const struct room_form nobody_form = {
    .title = "There is no such parent",
    .intro = "Where a child has no adult at one side, nobody can be asked.",
    .room = ROOM,
    .room_title = ROOM_TITLE,
    .submit = "Record",
    .done = "Recorded.",
    .fields = nobody_fields,
    .n = N_N,
    .prepare = child_prepare,
    .save = nobody_put,
    .given = "child",
};

#define FORM(where, form, what, words)                                                             \
    ROOM_FORM(ROOM where, form, CAP_CHECKPOINT_RECORD, 0, what, words)

static const struct route routes[] = {
    FORM("/talk", talk_form, "safety", "a talk with a parent about safety"),
    FORM("/child", child_form, "safety", "a look at a child's safety"),
    FORM("/screens/:screen/review", review_form, "safety-screen", "a review of danger"),
    FORM("/result", result_form, "safety", "how it stands between two people"),
    FORM("/nobody", nobody_form, "safety", "the absence of a parent at one side"),
};

PAGE_ROUTES(safety_forms_routes, routes);
