#include "test.h"

#include "base/problems.h"

#include <stdio.h>

TEST(a_problem_is_found_under_its_field)
{
    struct problems p = { 0 };

    problem_add(&p, "name", STR("Write the name as it should be printed."));
    problem_add(&p, "", STR("Somebody saved first."));
    CHECK(p.n == 2);
    CHECK_STR(problem_of(&p, STR("name")), "Write the name as it should be printed.");
    CHECK_STR(problem_of(&p, STR("")), "Somebody saved first.");
    CHECK(problem_of(&p, STR("nam")).p == NULL);
}

TEST(the_first_problem_of_a_field_is_the_one_that_is_shown)
{
    struct problems p = { 0 };

    problem_add(&p, "born", STR("Give the date of birth."));
    problem_add(&p, "born", STR("Write the date as 2015-06-10."));
    CHECK(p.n == 1);
    CHECK_STR(problem_of(&p, STR("born")), "Give the date of birth.");
}

TEST(more_problems_than_fit_are_dropped_and_the_others_kept)
{
    static char names[RW_PROBLEMS + 5][16];
    struct problems p = { 0 };
    int i;

    for (i = 0; i < RW_PROBLEMS + 5; i++) {
        snprintf(names[i], sizeof names[i], "field%d", i);
        problem_add(&p, names[i], STR("Fill this in."));
    }
    CHECK(p.n == RW_PROBLEMS);
    CHECK_STR(problem_of(&p, STR("field0")), "Fill this in.");
    CHECK(problem_of(&p, str_of(names[RW_PROBLEMS])).p == NULL);
}
