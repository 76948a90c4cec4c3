/* self_harm_read.c -- how clinical reviews stand: for their page, for checkpoints, contact and Today. */
#include "app/chronology.h"
#include "app/criterion_tool.h"
#include "app/lists.h"
#include "app/numbers.h"
#include "app/self_harm.h"
#include "gen/queries.h"

static bool kind_of(struct str word, enum review_kind *kind)
{
    static const char *const words[REVIEW_KINDS] = {
        [REVIEW_SIGN] = "sign",
        [REVIEW_SCREEN] = "screen",
        [REVIEW_EVALUATION] = "evaluation",
        [REVIEW_PLAN] = "plan",
        [REVIEW_GUARDIANS] = "guardians",
    };
    int k;

    for (k = 0; k < REVIEW_KINDS; k++)
        if (str_is(word, words[k])) {
            *kind = (enum review_kind)k;
            return true;
        }
    return false;
}

/* What cannot be read is as good as a sign. */
static enum screen_result result_of(struct str kept)
{
    enum screen_answer q[SCREEN_QUESTIONS + 1] = { ANSWER_NONE };
    struct str rest = kept, word;
    size_t n = 0;

    while (n <= SCREEN_QUESTIONS && str_cut(&rest, ' ', &word))
        q[n++] = str_is(word, "no")        ? ANSWER_NO
                 : str_is(word, "yes")     ? ANSWER_YES
                 : str_is(word, "refused") ? ANSWER_REFUSED
                                           : ANSWER_NONE;
    return screen_result(q, q[SCREEN_QUESTIONS]);
}

static struct review_event event_of(const struct clinical_review_row *r)
{
    struct review_event e = { .id = r->id,
                              .person = r->person_id,
                              .by = r->recorded_name,
                              .kind = REVIEW_SIGN,
                              .on = RW_NO_DATE,
                              .until = RW_NO_DATE,
                              .recorded_utc = RW_NO_TIME };

    (void)kind_of(r->kind, &e.kind);
    (void)date_parse(r->on_date, &e.on);
    (void)date_parse(r->until_on, &e.until);
    (void)utc_parse(r->recorded_utc, &e.recorded_utc);
    e.clear = str_is(r->answers, "clear");
    if (e.kind == REVIEW_SCREEN)
        e.result = result_of(r->answers);
    return e;
}

enum rw_status review_under_age(struct act *a, const struct person_row *p, struct date on,
                                bool *under)
{
    struct date birth;
    int64_t years;
    enum rw_status st = number_of(a, "suicide_screen_years", &years);

    *under =
        !st && date_known(on) && date_parse(p->birth, &birth) && date_age_years(birth, on) < years;
    return st;
}

enum rw_status review_load(struct act *a, struct str case_id, const struct person_row *people,
                           size_t npeople, struct review_case *c)
{
    struct review_terms t = { .today = a->today };
    struct review_stand *stands = arena_array(a->mem, struct review_stand, npeople + 1);
    size_t i;
    enum rw_status st = q_clinical_review_list(
        a->db, a->mem, &(struct q_clinical_review_list_in){ .case_id = case_id }, &c->rows, &c->n,
        &a->err);

    if (!st)
        st = number_of(a, "self_harm_resume_days", &t.resume_days);
    if (st)
        return st;
    c->events = arena_array(a->mem, struct review_event, c->n + 1);
    if (a->mem->spent)
        return RW_FAIL(&a->err, RW_ELIMIT, "request arena is spent");
    for (i = 0; i < c->n; i++)
        c->events[i] = event_of(&c->rows[i]);
    for (i = 0; !st && i < npeople; i++) {
        st = review_under_age(a, &people[i], a->today, &t.under_age);
        stands[i] = review_of(c->events, c->n, people[i].id, &t);
    }
    c->people = people;
    c->npeople = npeople;
    c->stands = stands;
    return st;
}

const struct review_stand *review_stand_of(const struct review_case *c, struct str person_id)
{
    size_t i;

    for (i = 0; c && i < c->npeople; i++)
        if (str_eq(c->people[i].id, person_id))
            return &c->stands[i];
    return NULL;
}

static bool is_open(const struct review_case *c, struct str person_id)
{
    const struct review_stand *s = review_stand_of(c, person_id);

    return s && s->open;
}

enum rw_status review_overview(struct act *a, struct str case_id, struct case_rows *rows)
{
    enum rw_status st = case_rows_load(a, case_id, rows);

    return st ? st : act_allow(a, case_id, CAP_CHECKPOINT_READ, CLASS_C, false);
}

/* ---- for the rooms beside this one ---- */

bool review_bars(struct act *a, const struct case_rows *rows, struct str child_id)
{
    const struct fact_adult *adults;
    size_t n = case_adults(a, rows, child_id, PER_PARENT_EACH, &adults), i;

    if (is_open(rows->reviews, child_id))
        return true;
    for (i = 0; i < n; i++)
        if (is_open(rows->reviews, adults[i].id))
            return true;
    return false;
}

bool review_backs_hold(const struct case_rows *rows, const struct hold *h)
{
    size_t i;

    for (i = 0; i < rows->npeople; i++) {
        const struct person_row *p = &rows->people[i];
        struct str named = str_is(p->kind, "child") ? h->child : h->person;

        if ((!named.len || str_eq(named, p->id)) && is_open(rows->reviews, p->id))
            return true;
    }
    return false;
}

enum rw_status review_stops(struct act *a, const struct case_rows *rows, struct contact_case *c)
{
    struct review_case r = { 0 };
    enum rw_status st = RW_OK;
    size_t i;

    if (rows->reviews)
        r = *rows->reviews;
    else
        st = review_load(a, rows->case_id, rows->people, rows->npeople, &r);
    for (i = 0; !st && i < r.npeople; i++) {
        bool child = str_is(r.people[i].kind, "child");

        if (r.stands[i].open)
            st = contact_stop_add(
                a, c,
                &(struct contact_stop){ .kind = STOP_REVIEW,
                                        .child = child ? r.people[i].id : STR_NULL,
                                        .person = child ? STR_NULL : r.people[i].id,
                                        .from = RW_NO_DATE,
                                        .words = list_label(a->app, LIST_REVIEW, STR("stop")),
                                        .source_id = r.stands[i].since->id });
    }
    return st;
}

static enum rw_status tell_child(struct act *a, struct case_rows *c, const struct person_row *p,
                                 const struct review_stand *s)
{
    const struct review_event *e = s->open ? s->since : s->screen;

    if (!e)
        return RW_OK;
    return criterion_tool_tell(
        a, c,
        &(struct fact){ .id = str_fmt(a->mem, "%.*s-%zu", STR_ARG(e->id), c->ntold),
                        .name = STR("G3b.d"),
                        .child = p->id,
                        .value = s->open ? FACT_NO : FACT_YES,
                        .on = e->on,
                        .recorded_utc = e->recorded_utc,
                        .by = e->by });
}

enum rw_status review_tell(struct act *a, struct case_rows *c)
{
    struct review_case *r = arena_new(a->mem, struct review_case);
    size_t i;
    enum rw_status st = review_load(a, c->case_id, c->people, c->npeople, r);

    if (!st)
        c->reviews = r;
    for (i = 0; !st && i < r->npeople; i++)
        if (str_is(c->people[i].kind, "child"))
            st = tell_child(a, c, &c->people[i], &r->stands[i]);
    return st;
}

/* ---- for Today ---- */

static void say(struct act *a, struct str *s, bool due, const char *words)
{
    if (due)
        *s = str_fmt(a->mem, "%.*s%s%s", STR_ARG(*s), s->len ? ", " : "", words);
}

static struct str due_words(struct act *a, const struct review_stand *s, bool under)
{
    struct str w = STR("");

    say(a, &w, s->acute, "stay with them");
    say(a, &w, s->screen_due, under ? "full evaluation now" : "suicide screen now");
    say(a, &w, s->assess_due, "safety assessment today");
    say(a, &w, s->plan_due, "safety plan");
    say(a, &w, s->guardians_due, "decide about telling the guardians");
    return w;
}

/* What is to be done next, and by when. Once nothing else is left it is the plan: the day after it has
 * run out contact waits again, so that day stands on Today beforehand. */
static enum rw_status put_due(struct act *a, struct str case_id, const struct person_row *p,
                              const struct review_stand *s)
{
    bool under = false;
    struct date on;
    struct str words;
    enum rw_status st = review_under_age(a, p, a->today, &under);

    if (st || !s->since)
        return st;
    words = due_words(a, s, under);
    on = a->today;
    if (!words.len && s->again_due && s->open) {
        words = under ? STR("evaluate again") : STR("screen again");
        on = s->earliest.day > a->today.day ? s->earliest : a->today;
    } else if (!words.len) {
        words = STR("look at the safety plan again");
        on = date_add(s->plan->until, 1);
    }
    return chronology_put(
        a, &(struct chronology_entry){
               .case_id = case_id,
               .kind = "clinical_due",
               .ref_id = p->id,
               .on = on,
               .at_utc = RW_NO_TIME,
               .child_id = str_is(p->kind, "child") ? p->id : STR_NULL,
               .state = "due",
               .cls = CLASS_C,
               .line = str_fmt(a->mem, "%.*s: %.*s", STR_ARG(p->name), STR_ARG(words)) });
}

enum rw_status review_refresh(struct act *a, struct str case_id)
{
    struct case_rows c;
    size_t i;
    enum rw_status st = case_rows_load(a, case_id, &c);

    for (i = 0; !st && i < c.npeople; i++)
        st = put_due(a, case_id, &c.people[i], &c.reviews->stands[i]);
    return st ? st : distress_refresh(a, &c);
}
