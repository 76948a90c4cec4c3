/* Runs tests/cases/contact/?*.cases: orders, what they say, and the answer. */
#include "core/contact.h"
#include "support/files.h"
#include "support/order_table.h"
#include "test.h"

struct seen {
    int cases, asked;
};

static struct seen seen;

static struct str count_asked(struct arena *a, const struct order_case *c)
{
    (void)a;
    (void)c;
    seen.asked++;
    return STR_NULL;
}

static void count(void *to, const struct order_case *c)
{
    (void)to;
    seen.cases++;
    if (c->wrong.p)
        fail_msg("%.*s:%d: %.*s: %.*s", STR_ARG(c->file), c->wrong_line, STR_ARG(c->title),
                 STR_ARG(c->wrong));
}

TEST(every_order_of_the_tables_is_read_as_written)
{
    struct arena a;
    struct str *paths;
    size_t n, i;

    CHECK(arena_make(&a, 32u << 20));
    paths = file_glob(&a, "tests/cases/contact/?*.cases", &n);
    for (i = 0; i < n; i++)
        order_table_run(&a, paths[i], file_read(&a, str_z(&a, paths[i])), count_asked, count, NULL);
    CHECK(!a.spent);
    CHECK(seen.cases >= 30 && seen.asked >= 60);
    arena_free(&a);
}

TEST(a_question_without_a_person_or_a_day_is_none)
{
    struct contact_basis in = { 0 };
    struct contact_question q = { .child = STR("maya"), .person = STR("dana"), .day = RW_NO_DATE };
    struct contact_reply r;
    struct rw_err e = { 0 };
    struct arena a;

    CHECK(arena_make(&a, 1u << 16));
    CHECK(contact_permitted(&a, &in, &q, &r, &e) == RW_EINPUT);
    CHECK(date_parse(STR("2026-11-22"), &q.day));
    q.person = STR("");
    CHECK(contact_permitted(&a, &in, &q, &r, &e) == RW_EINPUT);
    arena_free(&a);
}
