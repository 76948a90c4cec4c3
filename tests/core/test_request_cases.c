/* Runs tests/cases/request/answers.cases; the format stands at the head of that file. */
#include "core/record_request.h"
#include "support/files.h"
#include "support/words.h"
#include "test.h"

static const char *const answers_words[] = {
    "may",          "no_ground",         "ground_not_asked", "nothing_given", "something_given",
    "no_authority", "only_no_authority", "undetermined",     "not_agreed",    "no_representative"
};

enum { GROUNDS = 8 };

struct scene {
    struct request_facts facts;
    struct request_choice choice;
    struct str grounds[GROUNDS];
    int line, asked;
};

static void read_record(struct scene *s, struct words *k)
{
    s->facts = (struct request_facts){ .child = words_take(k, "child") };
    if (!s->facts.child && !words_take(k, "adult"))
        fail_msg("line %d: child or adult", s->line);
    s->facts.own = words_take(k, "own");
    s->facts.authority = words_take(k, "authority");
    s->facts.undetermined = words_take(k, "undetermined");
    s->facts.own_consent = words_take(k, "own_consent");
    s->facts.agreed = words_take(k, "agreed");
}

static void read_answer(struct scene *s, struct words *k)
{
    int64_t n = 0;
    struct request_choice c = { .outcome = words_take(k, "given")  ? REQUEST_GIVEN
                                           : words_take(k, "part") ? REQUEST_PART
                                                                   : REQUEST_DENIED,
                                .grounds = s->grounds };

    (void)(c.outcome == REQUEST_DENIED && words_take(k, "denied"));
    if (words_take(k, "grounds"))
        while (k->at < k->n && !str_is(k->w[k->at], "parts") && c.ngrounds < GROUNDS)
            s->grounds[c.ngrounds++] = words_next(k);
    if (words_take(k, "parts") && !str_i64(words_next(k), &n))
        fail_msg("line %d: a number of parts", s->line);
    c.ngives = (size_t)n;
    s->choice = c;
}

static void expect(struct scene *s, struct words *k)
{
    const char *got = answers_words[request_check(&s->facts, &s->choice)];

    s->asked++;
    if (!str_is(words_next(k), got))
        fail_msg("line %d: got %s", s->line, got);
}

static void run_line(struct scene *s, struct words *k)
{
    if (words_take(k, "record"))
        read_record(s, k);
    else if (words_take(k, "answer"))
        read_answer(s, k);
    else if (words_take(k, "expect"))
        expect(s, k);
    else if (words_take(k, "case"))
        (void)words_next(k);
    if (k->at < k->n)
        fail_msg("line %d: too many words", s->line);
}

TEST(every_answer_to_a_request_is_as_the_table_says)
{
    struct arena a = { 0 };
    struct scene s = { 0 };
    struct str text, line;

    CHECK(arena_make(&a, 1u << 20));
    text = file_read(&a, "tests/cases/request/answers.cases");
    while (str_cut(&text, '\n', &line)) {
        struct words k = words_cut(line);

        s.line++;
        if (k.n)
            run_line(&s, &k);
    }
    CHECK(s.asked == 26);
    arena_free(&a);
}

static struct date day(const char *iso)
{
    struct date d = RW_NO_DATE;

    CHECK(date_parse(str_of(iso), &d));
    return d;
}

static struct request_state stand(const struct request_line *l, size_t n, int64_t now,
                                  const char *today)
{
    struct request_state s;

    request_state_of(day("2026-04-01"), l, n, now, day(today), 24, &s);
    return s;
}

TEST(only_a_letter_that_went_out_stops_the_clock)
{
    struct request_line l[] = {
        { .kind = REQUEST_DECIDED, .recorded_utc = 10, .consulted_utc = RW_NO_TIME },
        { .kind = REQUEST_LETTER, .recorded_utc = 11 },
        { .kind = REQUEST_SENT, .recorded_utc = 12, .on = day("2026-04-01") },
    };

    CHECK(stand(l, 0, 99, "2026-04-01").days_left == 0 && !stand(l, 0, 99, "2026-04-01").late);
    CHECK(stand(l, 0, 99, "2026-04-02").late);
    CHECK(stand(l, 1, 99, "2026-04-02").stage == REQUEST_READY);
    CHECK(stand(l, 2, 99, "2026-04-02").stage == REQUEST_SIGNED);
    CHECK(stand(l, 2, 99, "2026-04-02").late);
    CHECK(stand(l, 3, 99, "2026-06-01").stage == REQUEST_ANSWERED);
    CHECK(!stand(l, 3, 99, "2026-06-01").late);
}

TEST(two_names_are_waited_for_and_a_later_decision_begins_anew)
{
    struct request_line l[] = {
        { .kind = REQUEST_DECIDED, .recorded_utc = 10, .two = true, .consulted_utc = RW_NO_TIME },
        { .kind = REQUEST_SECOND, .recorded_utc = 11 },
        { .kind = REQUEST_DECIDED, .recorded_utc = 12, .two = true, .consulted_utc = RW_NO_TIME },
    };

    CHECK(stand(l, 1, 99, "2026-03-02").stage == REQUEST_WAITS_NAME);
    CHECK(stand(l, 2, 99, "2026-03-02").stage == REQUEST_READY);
    CHECK(stand(l, 3, 99, "2026-03-02").stage == REQUEST_WAITS_NAME);
}

TEST(an_outside_consultation_counts_a_day_after_it_is_recorded)
{
    struct request_line l = {
        .kind = REQUEST_DECIDED, .recorded_utc = 1000, .two = true, .consulted_utc = 10
    };

    CHECK(stand(&l, 1, 1000 + 24 * 3600 - 1, "2026-03-02").stage == REQUEST_WAITS_TIME);
    CHECK(stand(&l, 1, 1000 + 24 * 3600, "2026-03-02").stage == REQUEST_READY);
}
