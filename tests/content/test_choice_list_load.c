#include "content/content.h"
#include "support/files.h"
#include "test.h"

#include <string.h>

static struct arena a;
static struct choice_list l;
static struct content_fault fault;

static enum rw_status load(struct str text)
{
    struct content_source src = { .path = STR("l.yaml"), .bytes = text, .sha256 = STR("00") };
    struct rw_err e = { 0 };

    return choice_list_load(&a, src, &l, &fault, &e);
}

static void open_list(const char *id)
{
    if (load(file_read(&a, str_z(&a, str_fmt(&a, "content/lists/%s.yaml", id)))))
        fail_msg("%.*s", STR_ARG(fault.full));
}

TEST(every_shipped_list_is_sound_and_is_named_like_its_file)
{
    struct str *paths;
    size_t n;

    CHECK(arena_make(&a, 16u << 20));
    paths = file_glob(&a, "content/lists/?*.yaml", &n);
    CHECK(n >= 15);
    for (size_t i = 0; i < n; i++) {
        const char *z = str_z(&a, paths[i]), *base = strrchr(z, '/') + 1;

        if (load(file_read(&a, z)))
            fail_msg("%s: %.*s", base, STR_ARG(fault.full));
        CHECK_STR(l.pass.id, str_z(&a, (struct str){ base, strlen(base) - 5 }));
    }
    arena_free(&a);
}

TEST(the_lists_hold_what_the_sources_name)
{
    static const char *const wanted[][2] = {
        { "referral-scenarios", "RS1" },
        { "referral-scenarios", "RS8" },
        { "goals", "G1" },
        { "goals", "G7" },
        { "note-kinds", "contact" },
        { "note-kinds", "voicemail" },
        { "note-kinds", "records_review" },
        { "note-kinds", "collateral" },
        { "focus-tags", "empathy" },
        { "cancel-reasons", "child_declined" },
        { "roles", "contact_parent" },
        { "roles", "home_parent" },
        { "professions", "gal" },
        { "order-kinds", "protective" },
        { "clause-kinds", "ceiling" },
        { "hearing-kinds", "review" },
        { "override-classes", "N" },
    };

    CHECK(arena_make(&a, 16u << 20));
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        open_list(wanted[i][0]);
        if (!choice_find(&l, str_of(wanted[i][1])))
            fail_msg("%s has no %s", wanted[i][0], wanted[i][1]);
    }
    arena_free(&a);
}

TEST(every_referral_scenario_has_questions_and_no_question_is_without_one)
{
    struct choice_list scenarios;

    CHECK(arena_make(&a, 16u << 20));
    open_list("referral-scenarios");
    scenarios = l;
    CHECK(scenarios.nitems == 8);
    open_list("intake-questions");
    for (size_t i = 0; i < scenarios.nitems; i++) {
        size_t n = 0;

        for (size_t k = 0; k < l.nitems; k++)
            n += str_eq(l.items[k].group, scenarios.items[i].code);
        CHECK(n > 0);
    }
    for (size_t k = 0; k < l.nitems; k++)
        CHECK(choice_find(&scenarios, l.items[k].group));
    arena_free(&a);
}

/* The words that pre-judge cause or fault; source clinical vocabulary, word-lint. */
TEST(no_list_uses_a_word_that_prejudges)
{
    static const char *const words[] = { "alienat",     "estrang",         "reject",
                                         "favored",     "custodial",       "victim",
                                         "perpetrator", "refuses therapy", "failed" };
    struct str *paths;
    size_t n;

    CHECK(arena_make(&a, 16u << 20));
    paths = file_glob(&a, "content/[lp]*/?*.yaml", &n);
    for (size_t i = 0; i < n; i++) {
        const char *text = str_z(&a, file_read(&a, str_z(&a, paths[i])));

        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (strcasestr(text, words[k]))
                fail_msg("%.*s says %s", STR_ARG(paths[i]), words[k]);
    }
    arena_free(&a);
}

TEST(a_list_with_an_unknown_key_or_a_code_twice_is_refused)
{
    struct str head = STR("id: x\nversion: '1'\ntitle: X\nlabel: l\nlanguage: en\n"
                          "source: {citation: c, notes: n}\nlicence: own\n"
                          "reviewed_by: null\nreviewed_on: null\nverified_by: null\n"
                          "verified_on: null\nitems:\n  - {code: a, label: A}\n");

    CHECK(arena_make(&a, 1u << 20));
    CHECK(load(head) == RW_OK);
    CHECK_STR(choice_label(&l, STR("a")), "A");
    CHECK_STR(choice_label(&l, STR("b")), "not recorded yet");
    CHECK(load(str_fmt(&a, "%.*s  - {code: a, label: B}\n", STR_ARG(head))) == RW_EINPUT);
    CHECK_STR(fault.full, "l.yaml:14: items[1].code: 'a' was given before, in line 13");
    CHECK(load(str_fmt(&a, "%.*s  - {code: b, labl: B}\n", STR_ARG(head))) == RW_EINPUT);
    CHECK_STR(fault.full, "l.yaml:14: items[1]: unknown key 'labl'");
    arena_free(&a);
}

static struct choice_list list_named(const char *id)
{
    open_list(id);
    return l;
}

TEST(a_code_that_names_something_elsewhere_names_something_that_is_there)
{
    struct content_source src = { .path = STR("p.yaml"), .sha256 = STR("00") };
    struct choice_list steps, stops, free_kinds, kinds, goals;
    struct protocol p;
    struct rw_err e = { 0 };
    size_t i;

    CHECK(arena_make(&a, 32u << 20));
    src.bytes = file_read(&a, "content/protocols/reweave-standard-1.yaml");
    CHECK(protocol_load(&a, src, &p, &fault, &e) == RW_OK);
    steps = list_named("contact-steps");
    stops = list_named("sign-stops");
    free_kinds = list_named("consent-free-kinds");
    kinds = list_named("appointment-kinds");
    goals = list_named("goals");
    CHECK(steps.nitems == p.nlevels);
    for (i = 0; i < p.nlevels; i++)
        CHECK(str_eq(steps.items[i].code, p.levels[i].id));
    for (i = 0; i < stops.nitems; i++)
        CHECK(protocol_sign(&p, stops.items[i].code));
    for (i = 0; i < free_kinds.nitems; i++)
        CHECK(choice_find(&kinds, free_kinds.items[i].code));
    for (i = 0; i < goals.nitems; i++)
        CHECK(str_empty(goals.items[i].stays_from) ||
              protocol_phase(&p, goals.items[i].stays_from));
    arena_free(&a);
}
