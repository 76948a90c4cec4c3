/* safety_screen.c -- one screen with one adult: begun as a draft, saved page by page, signed whole. */
#include "app/audit.h"
#include "app/check.h"
#include "app/contact.h"
#include "app/safety.h"
#include "base/limits.h"
#include "content/content.h"
#include "gen/content_files.h"
#include "gen/queries.h"

static const char *const ways[] = { "in_person", "video", "phone", NULL };
static const char *const completions[] = { "interview", "records", NULL };
static const char *const said_words[] = { "none", "reported", "declined", NULL };

enum rw_status safety_form_load(struct arena *mem, struct app *app, struct rw_err *e)
{
    struct safety_form *form = arena_new(mem, struct safety_form);
    struct content_fault fault = { 0 };
    size_t i;

    for (i = 0; i < content_files_n; i++) {
        const struct content_file *f = &content_files[i];
        struct content_source src = { .path = str_of(f->path),
                                      .bytes = { (const char *)f->bytes, f->len },
                                      .sha256 = str_of(f->sha256) };

        if (!str_starts(src.path, "safety/"))
            continue;
        if (safety_load(mem, src, form, &fault, e))
            return RW_FAIL(e, RW_EBUG, "%.*s", STR_ARG(fault.full));
        app->safety = form;
    }
    return app->safety ? RW_OK : RW_FAIL(e, RW_EBUG, "no safety screen is embedded");
}

/* ---- beginning ---- */

struct begin_job {
    struct str case_id, id;
    const struct safety_screen_input *in;
};

static void check_offers(struct act *a, const struct safety_screen_input *in)
{
    if (!str_is(in->completed, "records"))
        return;
    check_past(a, "offer_one", in->offer_one, REQUIRED);
    check_past(a, "offer_two", in->offer_two, REQUIRED);
    if (date_known(in->offer_one) && date_known(in->offer_two) &&
        in->offer_two.day <= in->offer_one.day)
        problem_add(&a->bad, "offer_two", STR("Please give a day after the first offer."));
}

static void check_begin(struct act *a, const struct case_rows *c,
                        const struct safety_screen_input *in)
{
    const struct person_row *p = case_person(c, in->person_id);

    if (!p || !str_is(p->kind, "adult"))
        problem_add(&a->bad, "person", STR("Please choose an adult of this family."));
    check_past(a, "on", in->on, REQUIRED);
    check_one_of(a, "way", in->way, ways);
    check_one_of(a, "completed", in->completed, completions);
    check_line(a, "place", in->place, OPTIONAL);
    check_offers(a, in);
    if (str_is(in->completed, "interview") && !in->alone)
        problem_add(&a->bad, "alone",
                    STR("This talk takes place alone: without the other parent and the children."));
}

static enum rw_status apply_begin(struct act *a, void *arg)
{
    const struct begin_job *j = arg;
    const struct safety_screen_input *in = j->in;
    bool records = str_is(in->completed, "records");
    struct q_safety_screen_add_in row = {
        .case_id = j->case_id,
        .id = j->id,
        .person_id = in->person_id,
        .form_hash = a->app->safety->pass.sha256,
        .state = STR("draft"),
        .on_date = date_iso(a->mem, in->on),
        .way = in->way,
        .alone = in->alone,
        .completed = in->completed,
        .offer_one = records ? date_iso(a->mem, in->offer_one) : STR_NULL,
        .offer_two = records ? date_iso(a->mem, in->offer_two) : STR_NULL,
        .place = str_or(in->place, NULL),
        .review = 0,
        .taken_by = a->viewer.account_id,
        .begun_utc = utc_iso(a->mem, a->now_utc),
        .version = 1,
    };
    enum rw_status st = q_safety_screen_add(a->db, a->mem, &row, &a->err);

    return st ? st
              : audit_add(a, &(struct audit){ .action = "safety-screen-begin",
                                              .object_type = "safety-screen",
                                              .object_id = j->id,
                                              .case_id = j->case_id,
                                              .object_version = 1 });
}

enum rw_status safety_screen_begin(struct act *a, struct str case_id,
                                   const struct safety_screen_input *in, struct str *id)
{
    struct begin_job j = { .case_id = case_id, .id = id_new(a->mem), .in = in };
    struct case_rows c;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, true);
    if (st)
        return st;
    check_begin(a, &c, in);
    st = check_done(a);
    if (!st)
        st = act_write(a, apply_begin, &j);
    if (!st)
        *id = j.id;
    return st;
}

/* ---- reading ---- */

static size_t words_in(struct str s)
{
    struct str word;
    size_t n = 0;

    while (str_cut(&s, ' ', &word))
        n += word.len > 0;
    return n;
}

static void judge(struct act *a, struct safety_screen *s)
{
    const struct safety_form *f = a->app->safety;
    struct safety_answer *list = arena_array(a->mem, struct safety_answer, s->nanswers + 1);
    size_t i;

    for (i = 0; i < s->nanswers; i++) {
        const struct safety_answer_row *x = &s->answers[i];

        list[i] = (struct safety_answer){ .item = x->item,
                                          .said = str_is(x->said, "none")       ? SAFETY_NONE
                                                  : str_is(x->said, "reported") ? SAFETY_REPORTED
                                                                                : SAFETY_DECLINED,
                                          .by = x->by_person,
                                          .about = x->about_person,
                                          .markers = words_in(x->markers) };
    }
    s->open = arena_array(a->mem, const struct safety_item *, f->nitems + 1);
    s->why = arena_array(a->mem, const struct safety_item *, f->nitems + 1);
    s->nopen = safety_open(f, list, s->nanswers, s->open);
    s->nwhy = safety_review(f, list, s->nanswers, s->why);
}

static enum rw_status load(struct act *a, struct str case_id, struct str id,
                           struct safety_screen *s)
{
    enum rw_status st = q_safety_screen_get(
        a->db, a->mem, &(struct q_safety_screen_get_in){ .case_id = case_id, .id = id }, &s->row,
        &a->err);

    if (!st && str_is(s->row.state, "draft") && !str_eq(s->row.taken_by, a->viewer.account_id))
        return RW_FAIL(&a->err, RW_ENOTFOUND, "the draft of somebody else");
    if (!st)
        st = q_safety_answer_list(
            a->db, a->mem, &(struct q_safety_answer_list_in){ .case_id = case_id, .screen_id = id },
            &s->answers, &s->nanswers, &a->err);
    if (!st)
        judge(a, s);
    return st;
}

enum rw_status safety_screen_get(struct act *a, struct str case_id, struct str id,
                                 struct safety_screen *s)
{
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_S, false);

    return st ? st : load(a, case_id, id, s);
}

const struct safety_answer_row *safety_answer_find(const struct safety_screen *s, struct str item)
{
    size_t i;

    for (i = 0; i < s->nanswers; i++)
        if (str_eq(s->answers[i].item, item))
            return &s->answers[i];
    return NULL;
}

/* ---- answers ---- */

struct answers_job {
    struct str case_id, screen_id;
    const struct safety_answer_input *in;
    size_t n;
};

static void check_details(struct act *a, const struct case_rows *c, const struct safety_item *item,
                          const struct safety_answer_input *in)
{
    const struct safety_form *f = a->app->safety;
    size_t i;

    if (in->by_person.len && !case_person(c, in->by_person))
        problem_add(&a->bad, "by", STR("Please choose somebody of this family."));
    if (in->about_person.len && !case_person(c, in->about_person))
        problem_add(&a->bad, "about", STR("Please choose somebody of this family."));
    if (in->frequency.len && !safety_word_of(f->frequencies, f->nfrequencies, in->frequency))
        problem_add(&a->bad, "frequency", STR("Please choose one from the list."));
    check_text(a, "effect", in->effect, OPTIONAL);
    check_text(a, "evidence", in->evidence, item->kind == SAFETY_RECORDS ? REQUIRED : OPTIONAL);
    for (i = 0; i < in->nmarkers; i++)
        if (!safety_word_of(item->markers, item->nmarkers, in->markers[i]))
            problem_add(&a->bad, "markers", STR("Please choose from the list."));
    if (item->kind == SAFETY_MARKERS && in->nmarkers == 0)
        problem_add(&a->bad, "markers", STR("Please tick what was told, or say none reported."));
    if (item->kind == SAFETY_SCALE && in->fear == DB_NULL_I64)
        problem_add(&a->bad, "fear", STR("Please give the number as it was said."));
}

static void check_answer(struct act *a, const struct case_rows *c,
                         const struct safety_answer_input *in)
{
    const struct safety_item *item = safety_item_of(a->app->safety, in->item);

    if (!item) {
        problem_add(&a->bad, "item", STR("Please choose one from the list."));
        return;
    }
    check_one_of(a, str_z(a->mem, item->code), in->said, said_words);
    if (item->kind == SAFETY_MARKERS && str_is(in->said, "none")) {
        if (in->nmarkers)
            problem_add(&a->bad, str_z(a->mem, item->code),
                        STR("Something is ticked below: that is reported."));
        else if (!in->each_asked)
            problem_add(
                &a->bad, "each_asked",
                STR("None means that each of them was asked. Please ask each, and say so."));
    }
    if (in->fear != DB_NULL_I64 &&
        (in->fear < 0 || in->fear > safety_number(a->app->safety, "fear_most")))
        problem_add(&a->bad, "fear", STR("Please give a number from 0 to 10."));
    if (str_is(in->said, "reported") && !in->brief)
        check_details(a, c, item, in);
}

static struct str words_of(struct arena *mem, const struct str *list, size_t n)
{
    struct str s = STR_NULL;
    size_t i;

    for (i = 0; i < n; i++)
        s = s.len ? str_join(mem, s, STR(" "), list[i]) : list[i];
    return s;
}

static enum rw_status put_answer(struct act *a, const struct answers_job *j,
                                 const struct safety_answer_input *in)
{
    bool told = str_is(in->said, "reported");
    struct q_safety_answer_add_in row = {
        .case_id = j->case_id,
        .id = id_new(a->mem),
        .screen_id = j->screen_id,
        .item = in->item,
        .said = in->said,
        .by_person = told ? str_or(in->by_person, NULL) : STR_NULL,
        .about_person = told ? str_or(in->about_person, NULL) : STR_NULL,
        .past_year = told && in->past_year,
        .since_separation = told && in->since_separation,
        .frequency = told ? str_or(in->frequency, NULL) : STR_NULL,
        .fear = told && !in->brief ? in->fear : DB_NULL_I64,
        .effect = told ? str_or(in->effect, NULL) : STR_NULL,
        .evidence = told ? str_or(in->evidence, NULL) : STR_NULL,
        .markers = told ? words_of(a->mem, in->markers, in->nmarkers) : STR_NULL,
    };
    enum rw_status st = q_safety_answer_drop(
        a->db, a->mem,
        &(struct q_safety_answer_drop_in){
            .case_id = j->case_id, .screen_id = j->screen_id, .item = in->item },
        &a->err);

    return st ? st : q_safety_answer_add(a->db, a->mem, &row, &a->err);
}

static enum rw_status apply_answers(struct act *a, void *arg)
{
    const struct answers_job *j = arg;
    struct safety_screen s;
    enum rw_status st = load(a, j->case_id, j->screen_id, &s);
    size_t i;

    if (!st && !str_is(s.row.state, "draft"))
        return RW_FAIL(&a->err, RW_ECONFLICT, "the screen is signed");
    for (i = 0; !st && i < j->n; i++) {
        const struct safety_answer_row *old = safety_answer_find(&s, j->in[i].item);

        if (j->in[i].brief && old && str_eq(old->said, j->in[i].said))
            continue;
        st = put_answer(a, j, &j->in[i]);
    }
    if (!st)
        st = q_safety_screen_touch(a->db, a->mem,
                                   &(struct q_safety_screen_touch_in){ .case_id = j->case_id,
                                                                       .id = j->screen_id,
                                                                       .version = s.row.version },
                                   &a->err);
    return st ? st
              : audit_add(a, &(struct audit){ .action = "safety-screen-save",
                                              .object_type = "safety-screen",
                                              .object_id = j->screen_id,
                                              .case_id = j->case_id,
                                              .object_version = s.row.version + 1 });
}

enum rw_status safety_answers_save(struct act *a, struct str case_id, struct str screen_id,
                                   const struct safety_answer_input *in, size_t n)
{
    struct answers_job j = { .case_id = case_id, .screen_id = screen_id, .in = in, .n = n };
    struct case_rows c;
    size_t i;
    enum rw_status st = case_rows_load(a, case_id, &c);

    if (!st)
        st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, true);
    if (st)
        return st;
    for (i = 0; i < n; i++)
        check_answer(a, &c, &in[i]);
    st = check_done(a);
    return st ? st : act_write(a, apply_answers, &j);
}

/* ---- signing ---- */

struct sign_job {
    struct str case_id, id;
    int64_t version;
};

static void put_part(struct out *o, struct str s)
{
    out_i64(o, (int64_t)s.len);
    out_char(o, ':');
    out_str(o, s);
}

static void put_answer_bytes(struct arena *mem, struct out *o, const struct safety_answer_row *x)
{
    put_part(o, x->item);
    put_part(o, x->said);
    put_part(o, x->by_person);
    put_part(o, x->about_person);
    put_part(o, str_fmt(mem, "%lld %lld %lld", (long long)x->past_year,
                        (long long)x->since_separation, (long long)x->fear));
    put_part(o, x->frequency);
    put_part(o, x->effect);
    put_part(o, x->evidence);
    put_part(o, x->markers);
}

/* Of the screen as it is kept, answers in the order of their codes. */
static enum rw_status hash_of(struct act *a, const struct safety_screen *s, struct str *hash)
{
    const struct safety_screen_row *r = &s->row;
    struct out o;
    size_t i;

    out_init(&o, RW_CONTENT_MAX);
    put_part(&o, r->id);
    put_part(&o, r->person_id);
    put_part(&o, r->form_hash);
    put_part(&o, r->on_date);
    put_part(&o, r->way);
    put_part(&o, r->alone ? STR("alone") : STR("not alone"));
    put_part(&o, r->completed);
    put_part(&o, r->offer_one);
    put_part(&o, r->offer_two);
    put_part(&o, r->place);
    put_part(&o, r->taken_by);
    for (i = 0; i < s->nanswers; i++)
        put_answer_bytes(a->mem, &o, &s->answers[i]);
    *hash = o.over ? STR_NULL : hash_sha256(a->mem, out_view(&o));
    out_free(&o);
    return hash->p ? RW_OK : RW_FAIL(&a->err, RW_ELIMIT, "a screen is too long to sign");
}

bool safety_screen_intact(struct act *a, const struct safety_screen *s)
{
    struct str hash;

    return str_is(s->row.state, "signed") && hash_of(a, s, &hash) == RW_OK &&
           str_eq(hash, s->row.content_hash);
}

/* An item reported with one tap, whose details were never written. */
static void check_whole(struct act *a, const struct safety_screen *s)
{
    size_t i, said = 0;

    for (i = 0; i < s->nanswers; i++)
        said += !str_is(s->answers[i].said, "declined");
    if (!said && str_is(s->row.completed, "interview"))
        problem_add(&a->bad, "",
                    STR("Nothing was answered in this interview. After a second offer, complete it "
                        "from records and from other people."));

    for (i = 0; i < s->nopen; i++)
        problem_add(&a->bad, str_z(a->mem, s->open[i]->code),
                    str_fmt(a->mem, "Please answer: %.*s.", STR_ARG(s->open[i]->title)));
    for (i = 0; i < s->nanswers; i++) {
        const struct safety_answer_row *x = &s->answers[i];
        const struct safety_item *item = safety_item_of(a->app->safety, x->item);
        bool bare = !x->effect.len && !x->evidence.len && !x->markers.len &&
                    x->fear == DB_NULL_I64 && !x->by_person.len;

        if (item && str_is(x->said, "reported") && bare)
            problem_add(&a->bad, str_z(a->mem, item->code),
                        str_fmt(a->mem, "Please write down what was reported: %.*s.",
                                STR_ARG(item->title)));
    }
}

static enum rw_status lock_screen(struct act *a, const struct sign_job *j,
                                  const struct safety_screen *s, struct str hash)
{
    return q_safety_screen_sign(
        a->db, a->mem,
        &(struct q_safety_screen_sign_in){ .case_id = j->case_id,
                                           .id = j->id,
                                           .version = j->version,
                                           .review = s->nwhy > 0,
                                           .signed_utc = utc_iso(a->mem, a->now_utc),
                                           .signed_name = a->viewer.name,
                                           .signed_licence = str_or(a->viewer.licence, NULL),
                                           .content_hash = hash },
        &a->err);
}

static enum rw_status apply_sign(struct act *a, void *arg)
{
    const struct sign_job *j = arg;
    struct safety_screen s;
    struct str hash = STR_NULL;
    enum rw_status st = load(a, j->case_id, j->id, &s);

    if (st)
        return st;
    if (s.row.version != j->version || !str_is(s.row.state, "draft"))
        return RW_FAIL(&a->err, RW_ECONFLICT, "the screen changed since it was shown");
    if (!str_eq(s.row.form_hash, a->app->safety->pass.sha256))
        return RW_FAIL(&a->err, RW_EDEP, "the screen was begun with other questions");
    check_whole(a, &s);
    st = check_done(a);
    if (!st)
        st = hash_of(a, &s, &hash);
    if (!st)
        st = lock_screen(a, j, &s, hash);
    if (!st)
        st = safety_due_refresh(a, j->case_id);
    if (!st)
        st = contact_stop_planned(a, j->case_id);
    return st ? st
              : audit_add(a, &(struct audit){ .action = "safety-screen-sign",
                                              .object_type = "safety-screen",
                                              .object_id = j->id,
                                              .case_id = j->case_id,
                                              .object_version = j->version + 1,
                                              .object_hash = hash });
}

enum rw_status safety_screen_sign(struct act *a, struct str case_id, struct str id, int64_t version)
{
    struct sign_job j = { .case_id = case_id, .id = id, .version = version };
    enum rw_status st = act_allow(a, case_id, CAP_CHECKPOINT_RECORD, CLASS_S, true);

    if (!st && !act_reauthed(a))
        st = RW_FAIL(&a->err, RW_EDENIED, "signing needs password and code");
    return st ? st : act_write(a, apply_sign, &j);
}
