/* What the case tables of tests/cases/gate cannot say: order, limits, and the engine's ignorance of
 * any one protocol. */
#include "content/content.h"
#include "core/gate.h"
#include "core/sentence.h"
#include "support/files.h"
#include "support/tiny_protocol.h"
#include "test.h"

static struct arena a;
static struct protocol p;
static struct rw_err e;

static void load(struct str text)
{
    struct content_source src = { .path = STR("p"), .bytes = text, .sha256 = STR("00") };
    struct content_fault fault = { 0 };

    if (protocol_load(&a, src, &p, &fault, &e))
        fail_msg("%.*s", STR_ARG(fault.full));
}

static struct facts nothing(void)
{
    return (struct facts){ .today = { 20000 },
                           .now_utc = RW_NO_TIME,
                           .child = STR("maya"),
                           .born = RW_NO_DATE,
                           .entry = { .on = RW_NO_DATE } };
}

static struct gate_result check(const char *gate, const struct facts *f)
{
    struct gate_result r;

    if (gate_check(&a, &p, protocol_gate(&p, str_of(gate)), f, &r, &e))
        fail_msg("%s", e.note);
    return r;
}

TEST(no_checkpoint_of_the_standard_protocol_is_open_on_an_empty_record)
{
    struct facts f = nothing();

    CHECK(arena_make(&a, 8u << 20));
    load(file_read(&a, "content/protocols/reweave-standard-1.yaml"));
    for (size_t i = 0; i < p.ngates; i++) {
        struct gate_result r;

        CHECK(!gate_check(&a, &p, &p.gates[i], &f, &r, &e));
        CHECK(r.outcome == GATE_BLOCKED);
        CHECK(r.nblocking > 0);
        for (size_t k = 0; k < r.nresults; k++)
            CHECK(r.results[k].sentence.len > 0);
    }
    arena_free(&a);
}

TEST(the_engine_runs_a_protocol_that_it_never_saw)
{
    struct fact x = { .id = STR("r"),
                      .name = STR("NEXT.a"),
                      .child = STR("maya"),
                      .value = FACT_YES,
                      .on = { 19999 } };
    struct facts f = nothing();
    struct gate_result r;

    CHECK(arena_make(&a, 8u << 20));
    load(tiny_protocol(&a));
    f.facts = &x;
    f.nfacts = 1;
    r = check("NEXT", &f);
    CHECK(r.outcome == GATE_ELIGIBLE);
    CHECK_STR(r.results[0].sentence, "yes text of a_child");
    f.child_name = STR("Maya");
    CHECK_STR(check("NEXT", &f).results[0].sentence, "yes Maya");
    arena_free(&a);
}

TEST(numbers_in_the_file_and_not_in_the_program_decide)
{
    struct fact x = { .id = STR("r"),
                      .name = STR("rating"),
                      .child = STR("maya"),
                      .value = FACT_NUMBER,
                      .number = 3,
                      .on = { 19999 } };
    struct facts f = nothing();
    const char *when = "when: {at_most: {fact: rating, value: enough}}";

    CHECK(arena_make(&a, 8u << 20));
    f.facts = &x;
    f.nfacts = 1;
    load(text_swap(&a, tiny_protocol(&a), "when: {fact: NEXT.a}", when));
    CHECK(check("NEXT", &f).outcome == GATE_ELIGIBLE);
    load(text_swap(&a, text_swap(&a, tiny_protocol(&a), "when: {fact: NEXT.a}", when), "value: 3,",
                   "value: 2,"));
    CHECK(check("NEXT", &f).results[0].state == CRITERION_FAIL);
    arena_free(&a);
}

static void reverse(void *list, size_t n, size_t size)
{
    unsigned char *x = list;

    for (size_t i = 0; i < n / 2; i++)
        for (size_t b = 0; b < size; b++) {
            unsigned char t = x[i * size + b];

            x[i * size + b] = x[(n - 1 - i) * size + b];
            x[(n - 1 - i) * size + b] = t;
        }
}

TEST(the_order_of_records_signs_and_overrides_changes_nothing)
{
    struct fact facts[] = {
        { .id = STR("a"),
          .name = STR("NEXT.a"),
          .child = STR("maya"),
          .value = FACT_NO,
          .on = { 19990 },
          .recorded_utc = 5 },
        { .id = STR("b"),
          .name = STR("NEXT.a"),
          .child = STR("maya"),
          .value = FACT_NO,
          .on = { 19990 },
          .recorded_utc = 5 },
        { .id = STR("c"),
          .name = STR("NEXT.a"),
          .child = STR("maya"),
          .value = FACT_YES,
          .on = { 19980 },
          .recorded_utc = 9 },
    };
    struct fact_sign signs[] = {
        { .id = STR("s2"), .code = STR("CI1"), .opened = { 19990 }, .closed = RW_NO_DATE },
        { .id = STR("s1"), .code = STR("CI1"), .opened = { 19990 }, .closed = RW_NO_DATE },
    };
    struct fact_override overrides[] = {
        { .id = STR("o1"), .criterion = STR("NEXT.a"), .on = { 19991 }, .expires = { 20001 } },
        { .id = STR("o2"), .criterion = STR("NEXT.a"), .on = { 19991 }, .expires = { 20001 } },
    };
    struct facts f = nothing();

    CHECK(arena_make(&a, 8u << 20));
    load(text_swap(&a, tiny_protocol(&a), "when: {fact: NEXT.a}",
                   "when: {all: [{fact: NEXT.a}, {not_open: CI1}]}"));
    f.facts = facts;
    f.nfacts = 3;
    f.signs = signs;
    f.nsigns = 2;
    f.overrides = overrides;
    f.noverrides = 2;
    for (int i = 0; i < 2; i++) {
        struct gate_result r = check("NEXT", &f);

        CHECK_STR(r.results[0].record->id, "b");
        CHECK_STR(r.results[0].ignored->id, "o2");
        CHECK(r.results[0].nevidence == 1);
        CHECK_STR(r.results[0].evidence[0], "s1");
        reverse(facts, 3, sizeof *facts);
        reverse(signs, 2, sizeof *signs);
        reverse(overrides, 2, sizeof *overrides);
    }
    arena_free(&a);
}

TEST(without_a_day_or_a_child_there_is_no_evaluation)
{
    struct facts f = nothing();
    struct gate_result r = { .nblocking = 77 };

    CHECK(arena_make(&a, 8u << 20));
    load(tiny_protocol(&a));
    f.child = STR_NULL;
    CHECK(gate_check(&a, &p, &p.gates[0], &f, &r, &e) == RW_EINPUT);
    f = nothing();
    f.today = RW_NO_DATE;
    CHECK(gate_check(&a, &p, &p.gates[0], &f, &r, &e) == RW_EINPUT);
    CHECK(r.nblocking == 77);
    arena_free(&a);
}

TEST(a_spent_arena_gives_a_limit_and_never_an_open_checkpoint)
{
    struct facts f = nothing();

    CHECK(arena_make(&a, 8u << 20));
    load(file_read(&a, "content/protocols/reweave-standard-1.yaml"));
    for (size_t cap = 0; cap < 12000; cap += 501) {
        struct gate_result r = { .nblocking = 77 };
        struct arena small;
        enum rw_status st;

        CHECK(arena_make(&small, cap));
        st = gate_check(&small, &p, &p.gates[3], &f, &r, &e);
        CHECK(st == RW_OK ? r.outcome == GATE_BLOCKED : st == RW_ELIMIT && r.nblocking == 77);
        arena_free(&small);
    }
    arena_free(&a);
}

TEST(what_nobody_can_set_aside_stands_first_among_the_obstacles)
{
    struct facts f = nothing();
    const struct criterion_result *list[3];
    struct gate_result r;

    CHECK(arena_make(&a, 8u << 20));
    load(file_read(&a, "content/protocols/reweave-standard-1.yaml"));
    r = check("G0", &f);
    CHECK(gate_obstacles(&r, list, 3) == 3);
    CHECK_STR(list[0]->criterion->id, "G0.e");
    CHECK(gate_obstacles(&r, list, 0) == 0);
    arena_free(&a);
}

TEST(a_sentence_keeps_what_no_word_answers)
{
    const struct sentence_word w[] = { { "a", STR("one") }, { "b", STR_NULL } };

    CHECK(arena_make(&a, 4096));
    CHECK_STR(sentence_fill(&a, STR("{a} and {b}{c} {a"), w, 2), "one and {c} {a");
    CHECK_STR(sentence_fill(&a, STR(""), w, 2), "");
    arena_free(&a);
}
