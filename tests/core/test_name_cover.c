/* Names taken out of a text that another person reads. */
#include "core/name_cover.h"

#include "test.h"

static const struct covered_name dana[] = { { { "Dana Alder", 10 }, { "the other parent", 16 } } };
static const struct str keep[] = { { "Robin Alder", 11 }, { "Maya Alder", 10 } };

static const struct {
    const char *text, *covered;
} rows[] = {
    { "", "" },
    { "Dana Alder, mother; Robin Alder, father.",
      "the other parent, mother; Robin Alder, father." },
    { "DANA ALDER and dana alder", "the other parent and the other parent" },
    { "Dana's hours are Dana's own.", "the other parent's hours are the other parent's own." },
    { "The Alder family; Maya Alder", "The Alder family; Maya Alder" },
    { "Danae and Jordana stay.", "Danae and Jordana stay." },
    { "a fast of two days, dana in Pali", "a fast of two days, dana in Pali" },
    { "Dana Alders", "the other parent Alders" },
    { "Both Dana", "Both the other parent" },
    { "DANA said", "the other parent said" },
};

TEST(a_name_and_its_parts_are_covered_and_a_shared_family_name_stays)
{
    struct arena a;
    size_t i;

    CHECK(arena_make(&a, 1u << 16));
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str got = name_cover(&a, str_of(rows[i].text), dana, 1, keep, 2);

        CHECK_STR(got, rows[i].covered);
        CHECK(!name_stands(got, dana, 1));
    }
    CHECK(name_stands(STR("of DANA ALDER."), dana, 1));
    arena_free(&a);
}

TEST(a_name_of_one_word_leaves_the_everyday_word_alone)
{
    const struct covered_name will = { STR("Will"), STR("another child") };
    struct arena a;

    CHECK(arena_make(&a, 1u << 12));
    CHECK_STR(name_cover(&a, STR("You will pay for Will."), &will, 1, NULL, 0),
              "You will pay for another child.");
    CHECK(!name_stands(STR("you will"), &will, 1));
    CHECK(name_stands(STR("of Will."), &will, 1));
    arena_free(&a);
}
