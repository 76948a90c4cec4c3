/* Runs tests/cases/readiness/checkpoint.cases, whose head describes the format. */
#include "core/readiness.h"
#include "support/files.h"
#include "support/words.h"
#include "test.h"

enum { RATINGS_MAX = 20, ADULT_LEVEL = 2, CHILD_LEVEL = 1 };

struct scene {
    struct readiness_rating list[RATINGS_MAX];
    size_t n, cases;
    struct str title;
};

static enum readiness_source source_of(struct str w)
{
    return str_is(w, "self")        ? READINESS_BY_SELF
           : str_is(w, "clinician") ? READINESS_BY_CLINICIAN
           : str_is(w, "observed")  ? READINESS_OBSERVED
                                    : READINESS_BY_OTHER;
}

static void rate(struct scene *s, struct words *k, struct str person)
{
    struct readiness_rating *r = &s->list[s->n++];
    struct str value;

    CHECK(s->n < RATINGS_MAX);
    *r = (struct readiness_rating){ .person = person, .recorded_utc = (int64_t)s->n };
    r->item = words_next(k);
    r->source = source_of(words_next(k));
    value = words_next(k);
    r->state = str_is(value, "unknown")           ? READINESS_UNKNOWN
               : str_is(value, "not_yet")         ? READINESS_NOT_YET
               : str_is(value, "none_identified") ? READINESS_NONE_IDENTIFIED
                                                  : READINESS_RATED;
    if (r->state == READINESS_RATED)
        CHECK(str_i64(value, &r->level));
    CHECK(date_parse(words_next(k), &r->on));
}

static void expect(struct scene *s, struct words *k, bool adult)
{
    static const struct str asked[] = { { "pace", 4 }, { "accountability", 14 } };
    struct str person = words_next(k), want = words_next(k);
    struct readiness_answer got =
        adult ? readiness_of_adult(s->list, s->n, person, asked, 2, ADULT_LEVEL)
              : readiness_of_child(s->list, s->n, person, CHILD_LEVEL);
    const char *word = got.value == TRI_YES ? "yes" : got.value == TRI_NO ? "no" : "unknown";

    if (!str_is(want, word))
        fail_msg("%.*s: %s", STR_ARG(s->title), word);
    s->cases++;
}

TEST(ratings_say_at_a_checkpoint_what_the_table_says)
{
    struct arena a = { 0 };
    struct scene s = { 0 };
    struct str rest, line;

    CHECK(arena_make(&a, 4u << 20));
    rest = file_read(&a, "tests/cases/readiness/checkpoint.cases");
    while (str_cut(&rest, '\n', &line)) {
        struct words k = words_cut(line);
        struct str w = words_next(&k);

        if (str_is(w, "case")) {
            s.title = words_next(&k);
            s.n = 0;
        } else if (str_is(w, "adult") || str_is(w, "child"))
            expect(&s, &k, str_is(w, "adult"));
        else if (w.len)
            rate(&s, &k, w);
    }
    CHECK(s.cases >= 24);
    arena_free(&a);
}

TEST(of_two_words_of_one_moment_the_lower_counts)
{
    struct readiness_rating two[] = {
        { .item = STR("pace"),
          .source = READINESS_BY_CLINICIAN,
          .state = READINESS_RATED,
          .level = 3 },
        { .item = STR("pace"),
          .source = READINESS_BY_CLINICIAN,
          .state = READINESS_RATED,
          .level = 1 },
    };
    const struct str pace = STR("pace");

    CHECK(readiness_of_adult(two, 2, STR(""), &pace, 1, ADULT_LEVEL).value == TRI_NO);
    two[0].level = 1;
    two[1].level = 3;
    CHECK(readiness_of_adult(two, 2, STR(""), &pace, 1, ADULT_LEVEL).value == TRI_NO);
}
