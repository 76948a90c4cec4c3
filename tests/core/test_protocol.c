#include "content/content.h"
#include "core/protocol.h"
#include "support/files.h"
#include "test.h"

static struct arena a;
static struct protocol p;

static void open_standard(void)
{
    struct content_source src = { .path = STR("p"), .sha256 = STR("00") };
    struct rw_err e = { 0 };

    CHECK(arena_make(&a, 8u << 20));
    src.bytes = file_read(&a, "content/protocols/reweave-standard-1.yaml");
    CHECK(!protocol_load(&a, src, &p, NULL, &e));
}

static void leads(struct str from, const char *want)
{
    const struct gate *list[32];
    size_t n = protocol_gates_from(&p, from, list);
    struct str got = STR("");

    for (size_t i = 0; i < n; i++)
        got = str_join(&a, got, i ? STR(" ") : STR(""), list[i]->id);
    CHECK_STR(got, want);
}

TEST(what_may_follow_is_listed_for_every_place)
{
    open_standard();
    leads(STR_NULL, "G0 G6 G-PAUSE G-STOP");
    leads(STR("P1"), "G1 G6 G-PAUSE G-STOP");
    leads(STR("P4"), "G3b G4 G5 G6 G-PAUSE G-STOP");
    leads(STR("P5"), "G6 G-PAUSE G-STOP");
    leads(STR("PAUSED"), "G6 G-RES G-STOP");
    leads(STR("CLOSED"), "");
    leads(STR("CLOSED_FOR_SAFETY"), "");
    arena_free(&a);
}

TEST(the_next_checkpoint_is_the_first_forward_one_not_yet_passed)
{
    struct str passed[] = { STR("G3b"), STR("G4") };

    open_standard();
    CHECK_STR(protocol_next_gate(&p, STR_NULL, NULL, 0)->id, "G0");
    CHECK_STR(protocol_next_gate(&p, STR("P1"), NULL, 0)->id, "G1");
    CHECK_STR(protocol_next_gate(&p, STR("P4"), NULL, 0)->id, "G3b");
    CHECK_STR(protocol_next_gate(&p, STR("P4"), passed, 1)->id, "G4");
    CHECK_STR(protocol_next_gate(&p, STR("P4"), passed, 2)->id, "G5");
    CHECK_STR(protocol_next_gate(&p, STR("PAUSED"), NULL, 0)->id, "G-RES");
    CHECK(!protocol_next_gate(&p, STR("P5"), NULL, 0));
    CHECK(!protocol_next_gate(&p, STR("CLOSED"), NULL, 0));
    arena_free(&a);
}

TEST(a_criterion_names_the_record_that_answers_it)
{
    open_standard();
    CHECK_STR(criterion_fact(protocol_criterion(&p, STR("G1.a"))), "G1.a");
    CHECK_STR(criterion_fact(protocol_criterion(&p, STR("G1.b"))), "G1.b");
    CHECK_STR(criterion_fact(protocol_criterion(&p, STR("G1.c"))), "G1.c");
    CHECK(str_empty(criterion_fact(protocol_criterion(&p, STR("G3b.a")))));
    CHECK(str_empty(criterion_fact(protocol_criterion(&p, STR("ALL.c")))));
    arena_free(&a);
}

TEST(things_are_found_by_id_and_nothing_else_is)
{
    open_standard();
    CHECK_STR(protocol_title(&p, STR("P2")), "Learning and preparation");
    CHECK_STR(protocol_title(&p, STR("PAUSED")), "Paused");
    CHECK(str_empty(protocol_title(&p, STR("P9"))));
    CHECK(protocol_activity(&p, STR("E7")) && !protocol_activity(&p, STR("E8")));
    CHECK(protocol_level_order(&p, STR("L0")) == 0 && protocol_level_order(&p, STR("L11")) == 11);
    CHECK(protocol_level_order(&p, STR_NULL) == -1);
    CHECK(protocol_track(&p, STR("C")) && !protocol_track(&p, STR("")));
    CHECK(protocol_sign(&p, STR("CI7")) && !protocol_sign(&p, STR("CI8")));
    CHECK(!protocol_gate(&p, STR("g1")) && !protocol_criterion(&p, STR("G1.z")));
    CHECK(override_letter(OVERRIDE_NEVER) == 'N' && override_letter(OVERRIDE_HUMAN) == 'H');
    arena_free(&a);
}
