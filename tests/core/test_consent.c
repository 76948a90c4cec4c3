/* Runs tests/cases/consent/?*.cases, whose head describes the format; and what no table says. */
#include "core/consent.h"
#include "support/consent_table.h"
#include "support/files.h"
#include "test.h"

static const struct consent_name names[] = {
    { { "Dana", 4 }, { "Dana", 4 } },
    { { "Robin", 5 }, { "Robin", 5 } },
    { { "Kim", 3 }, { "Kim", 3 } },
};

static void count(void *to, const struct consent_case *c)
{
    int *cases = to;

    *cases += 1;
    if (c->wrong.p)
        fail_msg("%.*s:%d: %.*s: %.*s", STR_ARG(c->file), c->wrong_line, STR_ARG(c->title),
                 STR_ARG(c->wrong));
}

TEST(consent_stands_or_is_missing_as_the_table_says)
{
    struct arena a = { 0 };
    int cases = 0;
    struct str *paths;
    size_t n, i;

    CHECK(arena_make(&a, 4u << 20));
    paths = file_glob(&a, "tests/cases/consent/?*.cases", &n);
    for (i = 0; i < n; i++)
        consent_table_run(&a, paths[i], file_read(&a, str_z(&a, paths[i])), count, &cases);
    CHECK(cases >= 25);
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
