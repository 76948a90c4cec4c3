/* Runs tests/cases/gate/?*.cases by the protocol that ships. docs/clinical/protocol.md describes
 * the lines. */
#include "content/content.h"
#include "support/files.h"
#include "support/gate_table.h"
#include "test.h"

#include <stdio.h>

static bool count(void *to, const struct gate_case *c)
{
    int *cases = to;

    *cases += 1;
    if (c->wrong.p)
        fail_msg("%.*s:%d: %.*s: %.*s", STR_ARG(c->file), c->wrong_line, STR_ARG(c->title),
                 STR_ARG(c->wrong));
    return true;
}

TEST(every_case_of_the_tables_comes_out_as_written)
{
    struct arena a;
    struct protocol p;
    struct content_fault fault = { 0 };
    struct rw_err e = { 0 };
    struct content_source src = { .path = STR("reweave-standard-1.yaml"), .sha256 = STR("00") };
    struct str *paths;
    size_t n;
    int cases = 0;

    CHECK(arena_make(&a, 64u << 20));
    src.bytes = file_read(&a, "content/protocols/reweave-standard-1.yaml");
    if (protocol_load(&a, src, &p, &fault, &e))
        fail_msg("%.*s", STR_ARG(fault.full));
    paths = file_glob(&a, "tests/cases/gate/?*.cases", &n);
    for (size_t i = 0; i < n; i++)
        gate_table_run(&a, &p, paths[i], file_read(&a, str_z(&a, paths[i])), count, &cases);
    CHECK(!a.spent);
    CHECK(cases >= 60);
    arena_free(&a);
}
