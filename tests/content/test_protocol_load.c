#include "content/content.h"
#include "support/files.h"
#include "support/tiny_protocol.h"
#include "test.h"

#include "base/limits.h"

#include <string.h>

static struct arena a;
static struct protocol p;
static struct content_fault fault;

static enum rw_status load(struct str text)
{
    struct content_source src = { .path = STR("x.yaml"), .bytes = text, .sha256 = STR("ab12") };
    struct rw_err e = { 0 };

    fault = (struct content_fault){ 0 };
    p = (struct protocol){ 0 };
    return protocol_load(&a, src, &p, &fault, &e);
}

/* The tiny protocol with one thing changed must be refused at that line and path. */
static void refused(const char *old, const char *changed, int32_t line, const char *path,
                    const char *message)
{
    enum rw_status st = load(text_swap(&a, tiny_protocol(&a), old, changed));

    if (st != RW_EINPUT)
        fail_msg("not refused: %s", changed);
    CHECK_STR(fault.path, path);
    CHECK_STR(fault.message, message);
    if (fault.line != line)
        fail_msg("%.*s", STR_ARG(fault.full));
}

#define WITH_ARENA CHECK(arena_make(&a, 16u << 20))

TEST(the_standard_protocol_is_sound)
{
    struct content_source src = { .path = STR("reweave-standard-1.yaml"), .sha256 = STR("ab12") };
    struct rw_err e = { 0 };
    static const char *const phases[] = { "P1", "P2", "P3", "P4", "P5" };
    static const size_t activities[] = { 9, 6, 4, 4, 7 };
    static const char *const gates[] = { "G0", "G1", "G2",      "G3",    "G3b",   "G4",
                                         "G5", "G6", "G-PAUSE", "G-RES", "G-STOP" };

    WITH_ARENA;
    src.bytes = file_read(&a, "content/protocols/reweave-standard-1.yaml");
    if (protocol_load(&a, src, &p, &fault, &e))
        fail_msg("%.*s", STR_ARG(fault.full));
    CHECK(p.nphases == 5 && p.ngates == 11 && p.nlevels == 12 && p.ntracks == 4);
    for (size_t i = 0; i < 5; i++) {
        CHECK_STR(p.phases[i].id, phases[i]);
        CHECK(p.phases[i].nactivities == activities[i]);
    }
    for (size_t i = 0; i < 11; i++)
        CHECK(protocol_gate(&p, str_of(gates[i])));
    CHECK_STR(p.pass.label, "local convention, not a validated protocol");
    CHECK_STR(p.pass.sha256, "ab12");
    CHECK(p.carry_over_days == 30);
    arena_free(&a);
}

TEST(the_screen_for_violence_and_the_other_never_rules_have_class_n)
{
    static const char *const never[] = { "G0.e",  "G0.f",  "G0.g",   "G0.h", "G1.b", "G1.b-child",
                                         "G1.c",  "G1.i",  "G3.b",   "G3.c", "G3.g", "G3.a-child",
                                         "G3b.a", "G3b.d", "G3b.e",  "G4.b", "G4.h", "ALL.a",
                                         "ALL.b", "ALL.c", "G-RES.c" };
    struct content_source src = { .path = STR("p"), .sha256 = STR("ab12") };
    struct rw_err e = { 0 };

    WITH_ARENA;
    src.bytes = file_read(&a, "content/protocols/reweave-standard-1.yaml");
    CHECK(!protocol_load(&a, src, &p, &fault, &e));
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        const struct criterion *c = protocol_criterion(&p, str_of(never[i]));

        if (!c || c->override != OVERRIDE_NEVER || c->adult_duty)
            fail_msg("%s", never[i]);
    }
    arena_free(&a);
}

TEST(the_tiny_protocol_is_sound)
{
    WITH_ARENA;
    if (load(tiny_protocol(&a)))
        fail_msg("%.*s", STR_ARG(fault.full));
    CHECK(p.gates[0].from.p == NULL);
    CHECK(p.gates[2].criteria[0].never == &p.nevers[0]);
    arena_free(&a);
}

TEST(an_unknown_key_is_refused_with_its_line_and_path)
{
    WITH_ARENA;
    refused("    title: Onward\n", "    titel: Onward\n", 49, "gates[1]", "unknown key 'titel'");
    refused("when: {fact: NEXT.a}", "when: {fcat: NEXT.a}", 56, "gates[1].criteria[0].when",
            "unknown key 'fcat'");
    refused("label: local convention", "labell: x", 4, "", "unknown key 'labell'");
    CHECK_STR(fault.full, "x.yaml:4: unknown key 'labell'");
    arena_free(&a);
}

TEST(a_missing_key_is_refused_where_it_should_stand)
{
    WITH_ARENA;
    refused("    title: Onward\n", "", 48, "gates[1]", "key 'title' is missing");
    refused("    step_up: true\n", "", 48, "gates[1]", "key 'step_up' is missing");
    refused("verified_on: null\nnumbers", "numbers", 1, "", "key 'verified_on' is missing");
    arena_free(&a);
}

TEST(a_key_that_stands_twice_is_refused)
{
    WITH_ARENA;
    refused("    title: Onward\n", "    title: Onward\n    title: Again\n", 50, "gates[1]",
            "key 'title' stands here twice");
    arena_free(&a);
}

TEST(a_wrong_type_is_refused)
{
    WITH_ARENA;
    refused("forward: true", "forward: maybe", 43, "gates[0].forward", "must be true or false");
    refused("value: 30", "value: many", 13, "numbers[0].value", "must be a whole number");
    refused("value: 30", "value: '30'", 13, "numbers[0].value", "must be a whole number");
    refused("value: 30", "value: -1", 13, "numbers[0].value", "must be from 0 to 100000");
    refused("    title: Onward", "    title: [x]", 49, "gates[1].title", "must be a text");
    refused("    title: Onward", "    title: null", 49, "gates[1].title", "must be a text");
    refused("    title: Onward", "    title: ' '", 49, "gates[1].title", "must not be empty");
    refused("per: case", "per: family", 46, "gates[0].criteria[0].per",
            "must be one of: case, child, parent_each, contact_parent, home_parent");
    refused("verified_on: null\nn", "verified_on: soon\nn", 11, "verified_on",
            "must be a day as YYYY-MM-DD, or null");
    refused("source: {citation: none, notes: none}", "source: none", 6, "source",
            "must be a group of keys");
    arena_free(&a);
}

TEST(a_dangling_reference_is_refused_where_it_stands)
{
    WITH_ARENA;
    refused("    to: TWO", "    to: THREE", 51, "gates[1].to",
            "there is no phase or place or keyword 'THREE'");
    refused("when: {fact: NEXT.a}", "when: {fact: NEXT.b}", 56, "gates[1].criteria[0].when.fact",
            "there is no criterion or activity or fact 'NEXT.b'");
    refused("when: {fact: NEXT.a}", "when: {not_open: CI9}", 56,
            "gates[1].criteria[0].when.not_open", "there is no warning sign 'CI9'");
    refused("when: {fact: NEXT.a}", "when: {still_true: GONE}", 56,
            "gates[1].criteria[0].when.still_true", "there is no checkpoint 'GONE'");
    refused("never: N1", "never: N9", 65, "gates[2].criteria[0].never",
            "there is no never-rule 'N9'");
    refused("when: {fact: NEXT.a}", "when: {within_days: {fact: NEXT.a, days: soon}}", 56,
            "gates[1].criteria[0].when.within_days.days", "there is no number 'soon'");
    refused("override: S,", "override: S, only_tracks: [Z],", 56,
            "gates[1].criteria[0].only_tracks[0]", "there is no track 'Z'");
    arena_free(&a);
}

TEST(an_id_given_twice_is_refused_and_the_first_is_named)
{
    WITH_ARENA;
    refused("id: NEXT.a", "id: GO.a", 55, "gates[1].criteria[0].id",
            "'GO.a' was given before, in line 46");
    refused("  - id: NEXT\n", "  - id: GO\n", 48, "gates[1].id",
            "'GO' was given before, in line 39");
    CHECK(load(text_swap(&a, text_swap(&a, tiny_protocol(&a), "id: END", "id: ONE"), "to: END",
                         "to: ONE")) == RW_EINPUT);
    CHECK_STR(fault.message, "a phase has this id already");
    CHECK_STR(fault.path, "places[0]");
    arena_free(&a);
}

TEST(a_phase_that_no_checkpoint_leads_to_is_refused)
{
    WITH_ARENA;
    refused("    to: TWO", "    to: END", 32, "phases[1]", "no checkpoint leads to phase 'TWO'");
    refused("    from: null", "    from: TWO", 28, "phases[0]",
            "no checkpoint leads to phase 'ONE'");
    arena_free(&a);
}

TEST(conditions_of_nothing_are_refused)
{
    WITH_ARENA;
    refused("when: {fact: NEXT.a}", "when: {all: []}", 56, "gates[1].criteria[0].when.all",
            "must not be empty");
    refused("when: {fact: NEXT.a}", "when: {}", 56, "gates[1].criteria[0].when",
            "must be a group of exactly one key");
    refused("when: {fact: NEXT.a}", "when: {any: [{fact: A1}, {fact: A1, any: []}]}", 56,
            "gates[1].criteria[0].when.any[1]", "must be a group of exactly one key");
    arena_free(&a);
}

TEST(classes_that_contradict_each_other_are_refused)
{
    WITH_ARENA;
    refused("override: N,", "override: T,", 64, "gates[2].criteria[0].never",
            "only a criterion of class N has one");
    refused("override: N,", "override: N, adult_duty: true,", 64, "gates[2].criteria[0].adult_duty",
            "a criterion of class N stays as it is");
    refused("override: S,", "override: S, adult_duty: true, about_child: true,", 55,
            "gates[1].criteria[0].adult_duty", "a criterion about the child is no adult's duty");
    arena_free(&a);
}

TEST(checkpoints_cannot_ask_each_other_in_a_circle)
{
    WITH_ARENA;
    refused("when: {fact: NEXT.a}", "when: {still_true: NEXT}", 55, "gates[1].criteria[0].when",
            "checkpoint 'NEXT' itself asks for another one");
    arena_free(&a);
}

TEST(a_placeholder_without_meaning_is_refused)
{
    WITH_ARENA;
    refused("'yes {child}'", "'yes {person}'", 55, "gates[1].criteria[0].met",
            "'{person}' has no meaning here");
    refused("stale: text of stale", "stale: text {by}", 76, "words.stale",
            "'{by}' has no meaning here");
    arena_free(&a);
}

TEST(half_a_verification_is_refused)
{
    WITH_ARENA;
    refused("verified_by: null\nverified_on", "verified_by: R. Ash\nverified_on", 10, "verified_by",
            "verified_by and verified_on belong together");
    arena_free(&a);
}

TEST(aliases_anchors_tags_and_second_documents_are_refused)
{
    WITH_ARENA;
    refused("    title: Onward", "    title: &x Onward", 49, "", "anchors are not read here");
    refused("    title: Onward", "    title: *x", 49, "",
            "aliases are not read here: write the value out");
    refused("    title: Onward", "    title: !!str Onward", 49, "", "tags are not read here");
    CHECK(load(str_fmt(&a, "%.*s---\nid: x\n", STR_ARG(tiny_protocol(&a)))) == RW_EINPUT);
    CHECK_STR(fault.message, "one file holds one document");
    arena_free(&a);
}

TEST(what_is_not_yaml_or_not_text_is_refused)
{
    struct str deep = STR("");

    WITH_ARENA;
    CHECK(load(STR("")) == RW_EINPUT);
    CHECK_STR(fault.message, "the file is empty");
    CHECK(load(STR("a: [")) == RW_EINPUT);
    CHECK(fault.line > 0);
    CHECK(load(STR("\xff")) == RW_EINPUT);
    CHECK_STR(fault.message, "not clean UTF-8 text");
    CHECK(load((struct str){ "a: \0b", 5 }) == RW_EINPUT);
    CHECK(load(STR("- 1")) == RW_EINPUT);
    CHECK_STR(fault.message, "must be a group of keys");
    for (int i = 0; i < 40; i++)
        deep = str_fmt(&a, "[%.*s", STR_ARG(deep));
    CHECK(load(deep) == RW_EINPUT);
    CHECK_STR(fault.message, "nested too deeply");
    arena_free(&a);
}

TEST(a_file_over_the_ceiling_is_refused)
{
    static char big[RW_CONTENT_MAX + 1];

    WITH_ARENA;
    memset(big, '#', sizeof big);
    CHECK(load((struct str){ big, sizeof big }) == RW_EINPUT);
    CHECK_STR(fault.message, "larger than a content file may be");
    arena_free(&a);
}

TEST(a_small_arena_is_a_limit_and_not_a_crash)
{
    for (size_t cap = 1024; cap < 40000; cap += 1111) {
        struct arena from;
        struct str text;

        CHECK(arena_make(&from, 1u << 20));
        text = tiny_protocol(&from);
        CHECK(arena_make(&a, cap));
        CHECK(load(text) == RW_ELIMIT || !a.spent);
        arena_free(&a);
        arena_free(&from);
    }
}
