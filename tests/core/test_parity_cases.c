/* Runs tests/cases/parity/sides.cases; the format stands at the head of that file. Each question is
 * asked again with the two columns in the other order. */
#include "core/parity.h"
#include "support/files.h"
#include "support/words.h"
#include "test.h"

enum { ROWS = 16 };

struct scene {
    struct parity_window w;
    struct parity_line lines[ROWS];
    struct parity_letter letters[ROWS];
    size_t n, nletters;
    int line, asked;
};

static struct date day(struct scene *s, struct words *k)
{
    struct date d = RW_NO_DATE;

    if (!words_take(k, "on") || !date_parse(words_next(k), &d))
        fail_msg("line %d: a day", s->line);
    return d;
}

static int64_t number(struct scene *s, struct words *k)
{
    int64_t n = -1;

    if (!str_i64(words_next(k), &n))
        fail_msg("line %d: a number", s->line);
    return n;
}

static void read_fact(struct scene *s, struct words *k)
{
    struct str who = words_next(k);

    CHECK(s->n < ROWS && s->nletters < ROWS);
    if (words_take(k, "letter")) {
        s->letters[s->nletters++] = (struct parity_letter){ who, day(s, k) };
        return;
    }
    if (!words_take(k, "session"))
        fail_msg("line %d: session or letter", s->line);
    s->lines[s->n] = (struct parity_line){ .person = who, .on = day(s, k) };
    if (!words_take(k, "minutes"))
        fail_msg("line %d: minutes", s->line);
    s->lines[s->n].minutes = number(s, k);
    s->lines[s->n].held = words_take(k, "held");
    s->lines[s->n++].interview = words_take(k, "talk");
}

static enum parity_measure measure(struct scene *s, struct str word)
{
    int m;

    for (m = 0; m < PARITY_MEASURES; m++)
        if (str_is(word, parity_measure_word((enum parity_measure)m)))
            return (enum parity_measure)m;
    fail_msg("line %d: no measure", s->line);
    return PARITY_MEASURES;
}

static void expect(struct scene *s, struct words *k)
{
    struct parity_column c[] = { { .person = STR("Dana") }, { .person = STR("Robin") } };
    struct parity_column back[] = { { .person = STR("Robin") }, { .person = STR("Dana") } };
    enum parity_measure m = measure(s, words_next(k));
    int64_t dana = number(s, k), robin = number(s, k);
    bool apart = words_take(k, "apart");

    s->asked++;
    parity_count(&s->w, s->lines, s->n, s->letters, s->nletters, c, 2);
    parity_count(&s->w, s->lines, s->n, s->letters, s->nletters, back, 2);
    if (c[0].figure[m] != dana || c[1].figure[m] != robin)
        fail_msg("line %d: got %lld %lld", s->line, (long long)c[0].figure[m],
                 (long long)c[1].figure[m]);
    if (parity_apart(&s->w, c, 2, m) != apart || parity_apart(&s->w, back, 2, m) != apart)
        fail_msg("line %d: apart", s->line);
}

static void run_line(struct scene *s, struct words *k)
{
    if (words_take(k, "case")) {
        s->n = s->nletters = 0;
        (void)words_next(k);
    } else if (words_take(k, "expect")) {
        expect(s, k);
    } else {
        read_fact(s, k);
    }
    if (k->at < k->n)
        fail_msg("line %d: too many words", s->line);
}

TEST(what_each_parent_was_offered_is_as_the_table_says)
{
    struct arena a = { 0 };
    struct scene s = { .w = { .ratio_percent = 150 } };
    struct str text, line;

    CHECK(arena_make(&a, 1u << 20));
    CHECK(date_parse(STR("2026-01-01"), &s.w.from) && date_parse(STR("2026-03-01"), &s.w.to));
    text = file_read(&a, "tests/cases/parity/sides.cases");
    while (str_cut(&text, '\n', &line)) {
        struct words k = words_cut(line);

        s.line++;
        if (k.n)
            run_line(&s, &k);
    }
    CHECK(s.asked == 20);
    arena_free(&a);
}

TEST(one_parent_alone_is_compared_with_nobody)
{
    struct parity_window w = { .ratio_percent = 150 };
    struct parity_column c = { .person = STR("Dana"), .figure = { 50, 1, 1, 50, 1 } };

    CHECK(!parity_apart(&w, &c, 1, PARITY_MINUTES));
    CHECK(!parity_apart(&w, &c, 0, PARITY_MINUTES));
}
