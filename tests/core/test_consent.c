/* Runs tests/cases/consent/?*.cases, whose head describes the format; and what no table says. */
#include "core/consent.h"
#include "support/files.h"
#include "support/words.h"
#include "test.h"

#include <stdio.h>

enum { LINES_MAX = 40 };

struct scene {
    struct arena *a;
    struct consent_line lines[LINES_MAX];
    struct consent_record r;
    size_t custodies, cases;
    struct str title;
};

static const struct consent_name names[] = {
    { { "Dana", 4 }, { "Dana", 4 } },
    { { "Robin", 5 }, { "Robin", 5 } },
    { { "Kim", 3 }, { "Kim", 3 } },
};

static struct date day(struct words *k)
{
    struct date d = RW_NO_DATE;

    CHECK(date_parse(words_next(k), &d));
    return d;
}

static struct consent_line *line_add(struct scene *s, enum consent_line_kind kind)
{
    struct consent_line *l = &s->lines[s->r.n++];

    CHECK(s->r.n < LINES_MAX);
    *l = (struct consent_line){ .kind = kind,
                                .child = STR("Maya"),
                                .on = RW_NO_DATE,
                                .to = RW_NO_DATE,
                                .served = RW_NO_DATE,
                                .delivered = RW_NO_DATE,
                                .recorded_utc = 1000 };
    return l;
}

static void say_dates(struct words *k, struct consent_line *l)
{
    int64_t page;

    for (;;) {
        if (words_take(k, "on") || words_take(k, "from"))
            l->on = day(k);
        else if (words_take(k, "to"))
            l->to = day(k);
        else if (words_take(k, "served"))
            l->served = day(k);
        else if (words_take(k, "delivered"))
            l->delivered = day(k);
        else if (words_take(k, "paper"))
            l->document = STR("d");
        else if (words_take(k, "page")) {
            CHECK(str_i64(words_next(k), &page));
            l->page = page;
        } else
            break;
    }
}

static bool is_name(struct str w)
{
    return str_is(w, "Dana") || str_is(w, "Robin") || str_is(w, "Kim");
}

static void say_custody(struct scene *s, struct words *k)
{
    size_t first = s->r.n, i;
    struct str kind = words_next(k), id = str_fmt(s->a, "c%zu", ++s->custodies);

    while (k->at < k->n && is_name(k->w[k->at])) {
        struct consent_line *l = line_add(s, CONSENT_CUSTODY);

        l->id = id;
        l->word = kind;
        l->person = words_next(k);
        l->recorded_utc += (int64_t)s->custodies;
        CHECK(date_parse(STR("2024-01-01"), &l->on));
    }
    for (i = first; i < s->r.n; i++) {
        struct words again = *k;

        say_dates(&again, &s->lines[i]);
    }
    k->at = k->n;
}

static void say_order(struct scene *s, struct words *k)
{
    struct consent_line *l = line_add(s, CONSENT_ORDER);

    l->id = words_next(k);
    l->word = words_next(k);
    say_dates(k, l);
}

static void say_word(struct scene *s, struct words *k, struct str person)
{
    struct consent_line *l = line_add(s, CONSENT_WORD);

    l->person = person;
    l->word = words_next(k);
    if (str_is(l->word, "order"))
        l->ref = words_next(k);
    say_dates(k, l);
}

static void expect(struct scene *s, struct words *k)
{
    struct consent_status got;
    bool complete = words_take(k, "complete"), notice = false, stopped, told;
    size_t i;

    if (!complete)
        CHECK(words_take(k, "awaiting"));
    stopped = words_take(k, "stopped");
    told = words_take(k, "notice");
    consent_check(s->a, &s->r, &got);
    for (i = 0; i < got.nsigners; i++)
        notice = notice || got.signers[i].notice;
    if (got.complete != complete || got.stopped != stopped || notice != told ||
        got.nwhy != k->n - k->at)
        fail_msg("%.*s: %s%s%s, %zu sentences, %.*s", STR_ARG(s->title),
                 got.complete ? "complete" : "awaiting", got.stopped ? " stopped" : "",
                 notice ? " notice" : "", got.nwhy, STR_ARG(got.nwhy ? got.why[0] : STR("")));
    for (i = 0; i < got.nwhy; i++) {
        struct str want = words_next(k);

        if (!str_eq(got.why[i], want))
            fail_msg("%.*s: %.*s", STR_ARG(s->title), STR_ARG(got.why[i]));
    }
    s->cases++;
}

static void take(struct scene *s, struct str line)
{
    struct words k = words_cut(line);
    struct str w = words_next(&k);

    if (str_is(w, "case")) {
        s->title = words_next(&k);
        s->r = (struct consent_record){ .child = STR("Maya"),
                                        .child_name = STR("Maya"),
                                        .lines = s->lines,
                                        .names = names,
                                        .nnames = 3 };
        s->custodies = 0;
    } else if (str_is(w, "today"))
        s->r.today = day(&k);
    else if (str_is(w, "custody"))
        say_custody(s, &k);
    else if (str_is(w, "order"))
        say_order(s, &k);
    else if (is_name(w))
        say_word(s, &k, w);
    else if (str_is(w, "expect"))
        expect(s, &k);
    else if (w.len)
        fail_msg("what is %.*s?", STR_ARG(w));
}

TEST(consent_stands_or_is_missing_as_the_table_says)
{
    struct arena a = { 0 };
    struct scene s = { .a = &a };
    struct str rest, line;

    CHECK(arena_make(&a, 4u << 20));
    rest = file_read(&a, "tests/cases/consent/treatment.cases");
    while (str_cut(&rest, '\n', &line))
        take(&s, line);
    CHECK(s.cases >= 25);
    arena_free(&a);
}

static struct consent_line answer(const char *word, const char *on, int64_t recorded)
{
    struct consent_line l = { .kind = CONSENT_ASSENT,
                              .child = STR("Maya"),
                              .word = str_of(word),
                              .ref = STR("next_step"),
                              .to = RW_NO_DATE,
                              .recorded_utc = recorded };

    CHECK(date_parse(str_of(on), &l.on));
    return l;
}

TEST(the_latest_answer_of_the_child_counts_and_a_no_does_not_give_way_within_its_second)
{
    struct consent_line lines[] = { answer("yes", "2026-02-01", 1), answer("no", "2026-02-10", 5),
                                    answer("yes", "2026-02-10", 5),
                                    answer("yes", "2026-04-01", 9) };
    struct consent_record r = { .child = STR("Maya"), .lines = lines, .n = 4 };

    CHECK(date_parse(STR("2026-03-02"), &r.today));
    CHECK_STR(consent_answer(&r, STR("next_step"))->word, "no");
    CHECK(consent_answer_stops(consent_answer(&r, STR("next_step"))));
    CHECK(!consent_answer(&r, STR("elsewhere")));
    CHECK(!consent_answer_stops(NULL));
    lines[2].recorded_utc = 6;
    CHECK_STR(consent_answer(&r, STR("next_step"))->word, "yes");
    r.n = 1;
    CHECK_STR(consent_answer(&r, STR("next_step"))->word, "yes");
}

TEST(a_young_person_consents_alone_only_from_the_age_that_is_known_for_the_region)
{
    CHECK(consent_minor_may(14, 14));
    CHECK(!consent_minor_may(13, 14));
    CHECK(!consent_minor_may(17, -1));
    CHECK(!consent_minor_may(-1, 12));
}

TEST(a_signature_under_an_earlier_agreement_is_none_under_the_next)
{
    struct arena a = { 0 };
    struct consent_line line = { .kind = CONSENT_WORD,
                                 .child = STR("Maya"),
                                 .person = STR("Dana"),
                                 .word = STR("signed"),
                                 .ref = STR("one"),
                                 .to = RW_NO_DATE };
    struct consent_record r = { .child = STR("Maya"),
                                .child_name = STR("Maya"),
                                .lines = &line,
                                .n = 1,
                                .names = names,
                                .nnames = 3 };

    CHECK(arena_make(&a, 1u << 20));
    CHECK(date_parse(STR("2026-03-02"), &r.today));
    line.on = r.today;
    CHECK(consent_of(&a, &r, STR("Dana"), STR_NULL).state == CONSENT_SIGNED);
    CHECK(consent_of(&a, &r, STR("Dana"), STR("one")).state == CONSENT_SIGNED);
    CHECK(consent_of(&a, &r, STR("Dana"), STR("two")).state == CONSENT_MISSING);
    arena_free(&a);
}
