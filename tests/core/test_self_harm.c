/* Runs tests/cases/self_harm/?*.cases, whose heads describe the formats. */
#include "core/self_harm.h"
#include "support/files.h"
#include "support/words.h"
#include "test.h"

enum { EVENTS_MAX = 20, RESUME_DAYS = 14 };

static enum screen_answer answer_of(struct str w)
{
    return str_is(w, "no")        ? ANSWER_NO
           : str_is(w, "yes")     ? ANSWER_YES
           : str_is(w, "refused") ? ANSWER_REFUSED
                                  : ANSWER_NONE;
}

TEST(a_screen_amounts_to_what_the_table_says)
{
    static const char *const words[] = { [SCREEN_NOT_WHOLE] = "not_whole",
                                         [SCREEN_CLEAR] = "clear",
                                         [SCREEN_NOT_ACUTE] = "not_acute",
                                         [SCREEN_ACUTE] = "acute" };
    struct arena a = { 0 };
    struct str rest, line;
    size_t cases = 0, i;

    CHECK(arena_make(&a, 4u << 20));
    rest = file_read(&a, "tests/cases/self_harm/asq.cases");
    while (str_cut(&rest, '\n', &line)) {
        struct words k = words_cut(line);
        enum screen_answer q[SCREEN_QUESTIONS], acuity;

        if (!k.n)
            continue;
        for (i = 0; i < SCREEN_QUESTIONS; i++)
            q[i] = answer_of(words_next(&k));
        acuity = answer_of(words_next(&k));
        if (!str_is(words_next(&k), words[screen_result(q, acuity)]))
            fail_msg("%.*s: %s", STR_ARG(line), words[screen_result(q, acuity)]);
        cases++;
    }
    CHECK(cases >= 13);
    arena_free(&a);
}

TEST(the_fifth_question_follows_a_positive_answer_alone)
{
    enum screen_answer none[] = { ANSWER_NO, ANSWER_NO, ANSWER_NO, ANSWER_NO };
    enum screen_answer one[] = { ANSWER_NO, ANSWER_REFUSED, ANSWER_NO, ANSWER_NO };

    CHECK(!screen_asks_acuity(none));
    CHECK(screen_asks_acuity(one));
}

struct scene {
    struct review_event list[EVENTS_MAX];
    struct review_terms t;
    size_t n, cases;
    struct str title;
};

static void happen(struct scene *s, struct words *k, struct str day)
{
    struct review_event *e = &s->list[s->n++];
    struct str w = words_next(k);

    CHECK(s->n < EVENTS_MAX);
    *e = (struct review_event){ .person = STR("Maya"),
                                .until = RW_NO_DATE,
                                .recorded_utc = (int64_t)s->n };
    CHECK(date_parse(day, &e->on));
    e->kind = str_is(w, "sign")                        ? REVIEW_SIGN
              : str_is(w, "safe") || str_is(w, "risk") ? REVIEW_EVALUATION
              : str_is(w, "plan")                      ? REVIEW_PLAN
              : str_is(w, "told")                      ? REVIEW_GUARDIANS
                                                       : REVIEW_SCREEN;
    e->clear = str_is(w, "safe");
    e->result = str_is(w, "clear")       ? SCREEN_CLEAR
                : str_is(w, "not_acute") ? SCREEN_NOT_ACUTE
                                         : SCREEN_ACUTE;
    if (words_take(k, "until"))
        CHECK(date_parse(words_next(k), &e->until));
}

/* How it stands, in the words of the table. */
static struct str said(struct arena *a, const struct review_stand *s)
{
    const struct {
        bool is;
        const char *word;
    } all[] = {
        { s->acute, " acute" },   { s->screen_due, " screen" },       { s->assess_due, " assess" },
        { s->plan_due, " plan" }, { s->guardians_due, " guardians" }, { s->again_due, " again" }
    };
    struct str w = s->open ? STR("open") : STR("closed");
    size_t i;

    for (i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].is)
            w = str_fmt(a, "%.*s%s", STR_ARG(w), all[i].word);
    if (s->open)
        w = str_fmt(a, "%.*s from %.*s", STR_ARG(w), STR_ARG(date_iso(a, s->earliest)));
    return w;
}

static void expect(struct scene *s, struct arena *a, struct words *k)
{
    struct review_stand stand = review_of(s->list, s->n, STR("Maya"), &s->t);
    struct str want = words_next(k), got = said(a, &stand);

    while (k->at < k->n)
        want = str_join(a, want, STR(" "), words_next(k));
    if (!str_eq(want, got))
        fail_msg("%.*s: %.*s", STR_ARG(s->title), STR_ARG(got));
    s->cases++;
}

TEST(a_clinical_review_stands_as_the_table_says)
{
    struct arena a = { 0 };
    struct scene s = { 0 };
    struct str rest, line;

    CHECK(arena_make(&a, 4u << 20));
    rest = file_read(&a, "tests/cases/self_harm/review.cases");
    while (str_cut(&rest, '\n', &line)) {
        struct words k = words_cut(line);
        struct str w = words_next(&k);

        if (str_is(w, "case")) {
            s.title = words_next(&k);
            s.n = 0;
            s.t = (struct review_terms){ .resume_days = RESUME_DAYS };
        } else if (str_is(w, "today"))
            CHECK(date_parse(words_next(&k), &s.t.today));
        else if (str_is(w, "under_age"))
            s.t.under_age = true;
        else if (str_is(w, "expect"))
            expect(&s, &a, &k);
        else if (w.len)
            happen(&s, &k, w);
    }
    CHECK(s.cases >= 18);
    arena_free(&a);
}
