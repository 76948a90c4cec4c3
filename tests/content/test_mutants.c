/* The tables of cases notice a protocol in which one rule was changed. A few changes on every day;
 * deep_mutation.mjs brings all of them in a folder named by REWEAVE_MUTANTS. */
#include "content/content.h"
#include "support/files.h"
#include "support/gate_table.h"
#include "test.h"

#include <stdio.h>
#include <string.h>

#define PROTOCOL "content/protocols/reweave-standard-1.yaml"
#define MUTANT_ARENA (64u << 20)

struct tables {
    struct arena a;
    struct str *paths, *texts;
    size_t n;
};

static void tables_read(struct tables *t)
{
    CHECK(arena_make(&t->a, 8u << 20));
    t->paths = file_glob(&t->a, "tests/cases/gate/?*.cases", &t->n);
    t->texts = arena_array(&t->a, struct str, t->n);
    for (size_t i = 0; i < t->n; i++)
        t->texts[i] = file_read(&t->a, str_z(&t->a, t->paths[i]));
}

struct verdict {
    bool noticed;
    char by[300];
};

static bool stop_at_first(void *to, const struct gate_case *c)
{
    struct verdict *v = to;

    if (!c->wrong.p)
        return true;
    v->noticed = true;
    (void)snprintf(v->by, sizeof v->by, "%.*s:%d %.*s", STR_ARG(c->file), c->wrong_line,
                   STR_ARG(c->wrong));
    return false;
}

/* Noticed: the loader refuses it, or a case comes out otherwise. */
static struct verdict judge(const struct tables *t, struct arena *a, struct str yaml)
{
    struct verdict v = { 0 };
    struct content_source src = { .path = STR("mutant"), .bytes = yaml, .sha256 = STR("00") };
    struct content_fault fault = { 0 };
    struct protocol p;
    struct rw_err e = { 0 };

    if (protocol_load(a, src, &p, &fault, &e)) {
        v.noticed = true;
        (void)snprintf(v.by, sizeof v.by, "refused: %.*s", STR_ARG(fault.full));
    }
    for (size_t i = 0; !v.noticed && i < t->n; i++)
        gate_table_run(a, &p, t->paths[i], t->texts[i], stop_at_first, &v);
    CHECK(!a->spent);
    return v;
}

/* The text with the first `from` after `near` replaced. */
static struct str changed(struct arena *a, struct str text, const char *near, const char *from,
                          const char *to)
{
    const char *at = strstr(str_z(a, text), near);
    const char *hit = at ? strstr(at, from) : NULL;
    struct str head;

    if (!hit)
        fail_msg("no %s after %s", from, near);
    head = (struct str){ text.p, text.len - strlen(hit) };
    return str_join(a, head, str_of(to), str_of(hit + strlen(from)));
}

TEST(a_softened_rule_is_noticed_by_the_tables)
{
    static const struct {
        const char *near, *from, *to;
    } list[] = {
        { "- id: G3.b\n", "override: N", "override: S" },
        { "- id: G3.b\n", "within_days: {fact: G3.b, days: assent_days}", "fact: G3.b" },
        { "- id: G1.b\n", "per: parent_each", "per: contact_parent" },
        { "id: assent_days", "value: 14", "value: 15" },
        { "- id: G3.c\n", ", {not_open: CI4}", "" },
        { "- id: G3b.a\n", "still_true: G3", "still_true: G2" },
        { "- id: G1.i\n", "    never: N4\n", "" },
    };
    struct tables t = { 0 };
    struct arena a;
    struct str yaml;

    if (getenv("REWEAVE_MUTANTS"))
        return;
    tables_read(&t);
    yaml = file_read(&t.a, PROTOCOL);
    CHECK(arena_make(&a, MUTANT_ARENA));
    CHECK(!judge(&t, &a, yaml).noticed);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        struct str mutant = changed(&t.a, yaml, list[i].near, list[i].from, list[i].to);

        arena_reset(&a);
        if (!judge(&t, &a, mutant).noticed)
            fail_msg("nobody noticed: %s, %s", list[i].near, list[i].to);
    }
    arena_free(&a);
    arena_free(&t.a);
}

TEST(every_mutant_that_is_brought_is_judged)
{
    const char *folder = getenv("REWEAVE_MUTANTS");
    struct tables t = { 0 };
    struct arena names, a;
    struct str *paths;
    size_t n;

    if (!folder)
        return;
    tables_read(&t);
    CHECK(arena_make(&names, 8u << 20) && arena_make(&a, MUTANT_ARENA));
    paths = file_glob(&names, folder, &n);
    for (size_t i = 0; i < n; i++) {
        struct verdict v;

        arena_reset(&a);
        v = judge(&t, &a, file_read(&a, str_z(&names, paths[i])));
        printf("%s %.*s %s\n", v.noticed ? "killed" : "survived", STR_ARG(paths[i]), v.by);
    }
    arena_free(&a);
    arena_free(&names);
    arena_free(&t.a);
}
