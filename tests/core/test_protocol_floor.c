/* What the newest protocol lets nobody set aside holds for a case that keeps to an older one; and what
 * differs between two is told in full. */
#include "content/content.h"
#include "core/gate.h"
#include "core/protocol_change.h"
#include "core/protocol_floor.h"
#include "support/tiny_protocol.h"
#include "test.h"

static struct arena a;
static struct rw_err e;

static struct protocol load(struct str text, const char *hash)
{
    struct content_source src = { .path = STR("p"), .bytes = text, .sha256 = str_of(hash) };
    struct content_fault fault = { 0 };
    struct protocol p = { 0 };

    if (protocol_load(&a, src, &p, &fault, &e))
        fail_msg("%.*s", STR_ARG(fault.full));
    return p;
}

/* The older file as tiny_protocol has it; the newer with one change. */
static struct protocol older(void)
{
    return load(tiny_protocol(&a), "00");
}

static struct protocol newer(const char *old, const char *now)
{
    return load(text_swap(&a, tiny_protocol(&a), old, now), "11");
}

static struct protocol laid(const struct protocol *p, const struct protocol *newest)
{
    struct protocol out;

    if (protocol_floor(&a, p, newest, &out, &e))
        fail_msg("%s", e.note);
    return out;
}

static struct gate_result check(const struct protocol *p, const struct facts *f)
{
    struct gate_result r;

    if (gate_check(&a, p, protocol_gate(p, STR("NEXT")), f, &r, &e))
        fail_msg("%s", e.note);
    return r;
}

static struct facts answered(const struct fact *x)
{
    return (struct facts){ .today = { 20000 },
                           .now_utc = RW_NO_TIME,
                           .child = STR("maya"),
                           .born = RW_NO_DATE,
                           .entry = { .on = RW_NO_DATE },
                           .facts = x,
                           .nfacts = 1 };
}

static const struct fact yes_to_a = { .id = { "r", 1 },
                                      .name = { "NEXT.a", 6 },
                                      .child = { "maya", 4 },
                                      .value = FACT_YES,
                                      .on = { 19999 } };

#define FIRST "      - {id: NEXT.a, title: t"
#define NEW_NEVER                                                                                  \
    "      - {id: NEXT.n, title: new, met: m, not_met: n, not_recorded: u, per: child, override: " \
    "N,\n         never: N1, when: {fact: NEXT.n}}\n" FIRST
#define NEW_SECOND                                                                                 \
    "      - {id: NEXT.n, title: new, met: m, not_met: n, not_recorded: u, per: child, override: " \
    "S,\n         when: {fact: NEXT.n}}\n" FIRST

TEST(a_new_never_rule_stands_before_the_same_step_of_an_older_protocol)
{
    struct facts f = answered(&yes_to_a);
    struct protocol old, latest, here;
    struct gate_result r;

    CHECK(arena_make(&a, 8u << 20));
    old = older();
    latest = newer(FIRST, NEW_NEVER);
    CHECK(check(&old, &f).outcome == GATE_ELIGIBLE);
    here = laid(&old, &latest);
    r = check(&here, &f);
    CHECK(r.outcome == GATE_BLOCKED && r.nresults == 2);
    CHECK_STR(r.results[0].criterion->id, "NEXT.a");
    CHECK_STR(r.results[1].criterion->id, "NEXT.n");
    CHECK(r.results[1].override == OVERRIDE_NEVER && r.results[1].blocks);
    CHECK_STR(here.pass.sha256, "00");
    CHECK_STR(here.nevers_of->sha256, "11");
    CHECK(protocol_gate(&old, STR("NEXT"))->ncriteria == 1);
    arena_free(&a);
}

TEST(what_is_no_never_rule_waits_until_the_case_is_moved)
{
    struct facts f = answered(&yes_to_a);
    struct protocol old, latest, here;

    CHECK(arena_make(&a, 8u << 20));
    old = older();
    latest = newer(FIRST, NEW_SECOND);
    here = laid(&old, &latest);
    CHECK(check(&here, &f).outcome == GATE_ELIGIBLE);
    CHECK(protocol_gate(&here, STR("NEXT"))->ncriteria == 1);
    arena_free(&a);
}

TEST(a_criterion_that_became_a_never_rule_is_one_in_the_older_protocol_too)
{
    struct fact_override o = { .id = STR("o"),
                               .criterion = STR("NEXT.a"),
                               .on = { 19999 },
                               .expires = { 20010 },
                               .by = STR("ash"),
                               .signer = SIGNER_TREATING,
                               .reason = STR("one sentence"),
                               .second = SECOND_MEMBER,
                               .second_by = STR("rowan"),
                               .second_utc = 0,
                               .second_licensed = true };
    struct facts f = answered(&yes_to_a);
    struct protocol old, latest, here;
    struct gate_result r;

    CHECK(arena_make(&a, 8u << 20));
    f.nfacts = 0;
    f.overrides = &o;
    f.noverrides = 1;
    old = older();
    latest = newer("override: S, when: {fact: NEXT.a}", "override: N, when: {fact: NEXT.a}");
    CHECK(check(&old, &f).outcome == GATE_ELIGIBLE);
    here = laid(&old, &latest);
    r = check(&here, &f);
    CHECK(r.outcome == GATE_BLOCKED && r.nresults == 1);
    CHECK(r.results[0].override == OVERRIDE_NEVER && r.results[0].ignored == &o);
    arena_free(&a);
}

TEST(a_never_rule_of_the_older_protocol_is_not_lost_where_the_newer_one_loosens_it)
{
    struct protocol old, latest, here;

    CHECK(arena_make(&a, 8u << 20));
    old = newer("override: S, when: {fact: NEXT.a}", "override: N, when: {fact: NEXT.a}");
    latest = older();
    here = laid(&old, &latest);
    CHECK(protocol_criterion(&here, STR("NEXT.a"))->override == OVERRIDE_NEVER);
    arena_free(&a);
}

TEST(a_new_sign_that_a_never_rule_asks_for_is_looked_at_in_the_older_protocol_too)
{
    struct protocol old, latest, here;
    struct str text;

    CHECK(arena_make(&a, 8u << 20));
    old = older();
    text = text_swap(&a, tiny_protocol(&a), "  - {code: CI1, title: concern}\n",
                     "  - {code: CI1, title: concern}\n  - {code: CI8, title: new}\n"
                     "  - {code: CI9, title: unused}\n");
    text = text_swap(&a, text, "never: N1, when: {fact: CLOSE.a}",
                     "never: N1, when: {all: [{fact: CLOSE.a}, {not_open: CI8}]}");
    latest = load(text, "22");
    here = laid(&old, &latest);
    CHECK(protocol_sign(&here, STR("CI8")) != NULL);
    CHECK(protocol_sign(&here, STR("CI9")) == NULL);
    CHECK(here.nsigns == 2 && old.nsigns == 1);
    arena_free(&a);
}

TEST(the_newest_protocol_is_left_as_it_is)
{
    struct protocol p, here;

    CHECK(arena_make(&a, 8u << 20));
    p = older();
    here = laid(&p, &p);
    CHECK(here.gates == p.gates && here.nevers_of == NULL);
    arena_free(&a);
}

/* ---- what differs ---- */

static size_t changes(const struct protocol *from, const struct protocol *to,
                      struct protocol_change **list)
{
    size_t n;

    if (protocol_changes(&a, from, to, list, &n, &e))
        fail_msg("%s", e.note);
    return n;
}

TEST(what_differs_is_nothing_between_a_protocol_and_itself)
{
    struct protocol_change *list;
    struct protocol p;

    CHECK(arena_make(&a, 8u << 20));
    p = older();
    CHECK(changes(&p, &p, &list) == 0);
    arena_free(&a);
}

TEST(what_differs_tells_a_criterion_added_and_gone)
{
    struct protocol_change *list;
    struct protocol old, latest;

    CHECK(arena_make(&a, 8u << 20));
    old = older();
    latest = newer(FIRST, NEW_SECOND);
    CHECK(changes(&old, &latest, &list) == 1);
    CHECK(list[0].part == CHANGE_CRITERION && list[0].how == CHANGE_ADDED);
    CHECK(list[0].is == OVERRIDE_SECOND);
    CHECK_STR(list[0].title, "new");
    CHECK_STR(list[0].where, "Onward");
    CHECK(changes(&latest, &old, &list) == 1);
    CHECK(list[0].how == CHANGE_GONE);
    arena_free(&a);
}

TEST(what_differs_tells_class_question_and_words_apart)
{
    static const struct {
        const char *old, *now;
        enum change_how how;
    } rows[] = {
        { "override: S, when: {fact: NEXT.a}", "override: T, when: {fact: NEXT.a}", CHANGE_CLASS },
        { "when: {fact: NEXT.a}", "when: {within_days: {fact: NEXT.a, days: 3}}", CHANGE_ASKS },
        { "{id: NEXT.a, title: t,", "{id: NEXT.a, title: other,", CHANGE_WORDS },
    };
    struct protocol_change *list;
    struct protocol old, latest;

    CHECK(arena_make(&a, 8u << 20));
    old = older();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        latest = newer(rows[i].old, rows[i].now);
        CHECK(changes(&old, &latest, &list) == 1);
        CHECK(list[0].part == CHANGE_CRITERION && list[0].how == rows[i].how);
    }
    arena_free(&a);
}

TEST(what_differs_tells_phases_steps_tracks_signs_and_numbers)
{
    static const struct {
        const char *old, *now;
        enum change_part part;
        enum change_how how;
    } rows[] = {
        { "phases:\n",
          "  - {id: L1, title: Letters, happens: h, present: p, permission: n, min_contacts: null, "
          "min_days: null, every_days: null}\nphases:\n",
          CHANGE_LEVEL, CHANGE_ADDED },
        { "signs:\n", "signs:\n  - {code: CI2, title: more}\n", CHANGE_SIGN, CHANGE_ADDED },
        { "dwell_pct: 100", "dwell_pct: 200", CHANGE_TRACK, CHANGE_VALUE },
        { "min_contacts: null", "min_contacts: 4", CHANGE_LEVEL, CHANGE_VALUE },
        { "{id: enough, title: t, unit: days, value: 3",
          "{id: enough, title: t, unit: days, value: 5", CHANGE_NUMBER, CHANGE_VALUE },
    };
    struct protocol_change *list;
    struct protocol old, latest;

    CHECK(arena_make(&a, 8u << 20));
    old = older();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        latest = newer(rows[i].old, rows[i].now);
        CHECK(changes(&old, &latest, &list) == 1);
        CHECK(list[0].part == rows[i].part && list[0].how == rows[i].how);
    }
    arena_free(&a);
}
