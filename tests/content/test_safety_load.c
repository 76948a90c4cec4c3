#include "content/content.h"
#include "core/safety_screen.h"
#include "support/files.h"
#include "test.h"

#include <string.h>

#define SHIPPED "content/safety/reweave-safety-1.yaml"

static struct arena a;
static struct safety_form f;
static struct content_fault fault;

static enum rw_status load(struct str text)
{
    struct content_source src = { .path = STR("s.yaml"), .bytes = text, .sha256 = STR("00") };
    struct rw_err e = { 0 };

    fault = (struct content_fault){ 0 };
    return safety_load(&a, src, &f, &fault, &e);
}

/* The shipped file with the first `from` as `to`. */
static struct str with(const char *from, const char *to)
{
    struct str s = file_read(&a, SHIPPED);
    const char *z = str_z(&a, s), *at = strstr(z, from);

    if (!at)
        fail_msg("the file has no '%s'", from);
    return str_fmt(&a, "%.*s%s%s", (int)(at - z), z, to, at + strlen(from));
}

TEST(the_shipped_screen_has_eighteen_items_and_says_which_ask_for_a_review)
{
    static const char *const review[] = { "V4", "V6", "V7", "V10", "V11", "V15" };
    size_t n = 0;

    CHECK(arena_make(&a, 16u << 20));
    if (load(file_read(&a, SHIPPED)))
        fail_msg("%.*s", STR_ARG(fault.full));
    CHECK(f.nitems == 18 && f.nresults == 7);
    CHECK(!f.pass.verified_by.p && !f.pass.reviewed_by.p);
    for (size_t i = 0; i < f.nitems; i++)
        n += f.items[i].review;
    CHECK(n == 6);
    for (size_t i = 0; i < 6; i++)
        CHECK(safety_item_of(&f, str_of(review[i]))->review);
    CHECK(safety_item_of(&f, STR("V16"))->review_markers == 2);
    CHECK(safety_item_of(&f, STR("V17"))->kind == SAFETY_SCALE);
    arena_free(&a);
}

TEST(a_screen_that_is_wrong_is_refused_with_line_and_reason)
{
    static const struct {
        const char *from, *to, *says;
    } rows[] = {
        { "group: words", "group: wrds", "wrds" },
        { "code: V2\n", "code: V1\n", "V1" },
        { "    question: \"Has anybody", "    qestion: \"Has anybody", "qestion" },
        { "review_markers: 2", "review_markers: 20", "not so many markers" },
        { "kind: scale", "kind: markers", "markers" },
        { "offers_before_records", "offers", "offers_before_records" },
        { "code: unverified", "code: open", "unverified" },
        { "verified_by: null", "verified_by: Somebody", "belong together" },
    };

    CHECK(arena_make(&a, 64u << 20));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(load(with(rows[i].from, rows[i].to)) == RW_EINPUT);
        if (!strstr(str_z(&a, fault.full), rows[i].says) || !str_starts(fault.full, "s.yaml:"))
            fail_msg("%s: %.*s", rows[i].to, STR_ARG(fault.full));
    }
    arena_free(&a);
}
