/* What is open in a screen, when a review of danger is due, and how fresh a word about safety is. */
#include "core/safety_screen.h"
#include "test.h"

static const struct safety_word ten[10];
static const struct safety_item items[] = {
    { .code = { "V1", 2 }, .kind = SAFETY_SUBJECT },
    { .code = { "V6", 2 }, .kind = SAFETY_SUBJECT, .review = true },
    { .code = { "V16", 3 },
      .kind = SAFETY_MARKERS,
      .review_markers = 2,
      .markers = ten,
      .nmarkers = 10 },
};
static const struct safety_form form = { .items = items, .nitems = 3 };

static struct safety_answer said(const char *item, enum safety_said what, size_t markers)
{
    return (struct safety_answer){ .item = str_of(item), .said = what, .markers = markers };
}

TEST(a_screen_is_open_until_each_item_has_an_answer)
{
    static const struct {
        enum safety_said v1, v6, v16;
        size_t open;
    } rows[] = {
        { SAFETY_OPEN, SAFETY_OPEN, SAFETY_OPEN, 3 },
        { SAFETY_NONE, SAFETY_OPEN, SAFETY_NONE, 1 },
        { SAFETY_NONE, SAFETY_DECLINED, SAFETY_REPORTED, 0 },
    };
    const struct safety_item *open[3];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct safety_answer list[] = { said("V1", rows[i].v1, 0), said("V6", rows[i].v6, 0),
                                        said("V16", rows[i].v16, 1) };

        CHECK(safety_open(&form, list, 3, open) == rows[i].open);
    }
    CHECK(safety_open(&form, NULL, 0, open) == 3);
    CHECK_STR(open[0]->code, "V1");
}

TEST(a_review_of_danger_is_due_where_the_form_says_so_and_nowhere_else)
{
    static const struct {
        enum safety_said v1, v6;
        size_t markers, why;
    } rows[] = {
        { SAFETY_REPORTED, SAFETY_NONE, 0, 0 }, { SAFETY_REPORTED, SAFETY_REPORTED, 0, 1 },
        { SAFETY_NONE, SAFETY_DECLINED, 1, 0 }, { SAFETY_NONE, SAFETY_NONE, 2, 1 },
        { SAFETY_NONE, SAFETY_REPORTED, 3, 2 },
    };
    const struct safety_item *why[3];

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct safety_answer list[] = { said("V1", rows[i].v1, 0), said("V6", rows[i].v6, 0),
                                        said("V16", rows[i].markers ? SAFETY_REPORTED : SAFETY_NONE,
                                             rows[i].markers) };

        CHECK(safety_review(&form, list, 3, why) == rows[i].why);
    }
}

TEST(who_did_what_to_whom_goes_both_ways_and_each_way_once)
{
    struct safety_answer list[] = {
        { .item = STR("V1"), .said = SAFETY_REPORTED, .by = STR("robin"), .about = STR("dana") },
        { .item = STR("V5"), .said = SAFETY_REPORTED, .by = STR("robin"), .about = STR("dana") },
        { .item = STR("V1"), .said = SAFETY_REPORTED, .by = STR("dana"), .about = STR("robin") },
        { .item = STR("V2"), .said = SAFETY_REPORTED, .about = STR("dana") },
        { .item = STR("V3"), .said = SAFETY_NONE, .by = STR("robin"), .about = STR("maya") },
    };
    struct safety_pair pairs[5];

    CHECK(safety_pairs(list, 5, pairs) == 2);
    CHECK_STR(pairs[0].by, "robin");
    CHECK_STR(pairs[0].about, "dana");
    CHECK_STR(pairs[1].by, "dana");
    CHECK_STR(pairs[1].about, "robin");
}

/* ---- over time; day 100 is today, a word stands for 90 days ---- */

#define TODAY 100

struct told {
    enum safety_event_kind kind;
    int day, second; /* of recording, within that day */
    const char *person, *child;
    bool flag, safe;
};

static struct safety_stand ask(const struct told *t, size_t n, bool of_child, const char *child)
{
    static struct safety_event list[8];
    struct safety_asked q = { list, n, { TODAY }, 90 };

    for (size_t i = 0; i < n; i++)
        list[i] = (struct safety_event){ .kind = t[i].kind,
                                         .person = str_of(t[i].person),
                                         .child = str_of(t[i].child),
                                         .on = { t[i].day },
                                         .recorded_utc = t[i].day * 86400 + t[i].second,
                                         .flag = t[i].flag,
                                         .safe = t[i].safe };
    return of_child ? safety_of_child(&q, STR("maya"))
                    : safety_of_adult(&q, STR("dana"), str_of(child));
}

#define SCREEN(d, f)                                                                               \
    {                                                                                              \
        SAFETY_EVENT_SCREEN, d, 1, "dana", NULL, f, false                                          \
    }
#define AGAIN(d, new, safe)                                                                        \
    {                                                                                              \
        SAFETY_EVENT_RECHECK, d, 2, "dana", NULL, new, safe                                        \
    }

TEST(how_fresh_the_word_of_a_parent_is)
{
    static const struct {
        const char *what;
        struct told told[4];
        size_t n;
        enum safety_state state;
    } rows[] = {
        { "nobody asked", { { 0 } }, 0, SAFETY_NEVER },
        { "the other parent was asked",
          { { SAFETY_EVENT_SCREEN, 99, 1, "robin", NULL, false, false } },
          1,
          SAFETY_NEVER },
        { "asked ninety days ago", { SCREEN(10, false) }, 1, SAFETY_STANDS },
        { "asked ninety-one days ago", { SCREEN(9, false) }, 1, SAFETY_TOO_OLD },
        { "asked again in time", { SCREEN(2, false), AGAIN(60, false, true) }, 2, SAFETY_STANDS },
        { "tomorrow does not count", { SCREEN(101, false) }, 1, SAFETY_NEVER },
        { "something new", { SCREEN(50, false), AGAIN(60, true, true) }, 2, SAFETY_NEW },
        { "the full screen after it",
          { AGAIN(60, true, true), SCREEN(61, false) },
          2,
          SAFETY_STANDS },
        { "not safe now", { SCREEN(50, false), AGAIN(60, false, false) }, 2, SAFETY_NOT_SAFE },
        { "a review is due", { SCREEN(50, true) }, 1, SAFETY_REVIEW_DUE },
        { "a re-check is no review",
          { SCREEN(50, true), AGAIN(60, false, true) },
          2,
          SAFETY_REVIEW_DUE },
        { "reviewed",
          { SCREEN(50, true), { SAFETY_EVENT_REVIEW, 52, 1, "dana", NULL, 0, 0 } },
          2,
          SAFETY_STANDS },
        { "an allegation since",
          { SCREEN(50, false), { SAFETY_EVENT_ALLEGATION, 60, 1, NULL, NULL, false, false } },
          2,
          SAFETY_AFTER_ALLEGATION },
        { "asked after the allegation",
          { SCREEN(50, false),
            { SAFETY_EVENT_ALLEGATION, 60, 1, NULL, NULL, false, false },
            AGAIN(60, false, true) },
          3,
          SAFETY_STANDS },
        { "the same facts once more",
          { SCREEN(50, false), { SAFETY_EVENT_ALLEGATION, 60, 1, NULL, NULL, true, false } },
          2,
          SAFETY_STANDS },
        { "a checkpoint since",
          { SCREEN(50, false), { SAFETY_EVENT_MOVED, 60, 1, NULL, "maya", false, false } },
          2,
          SAFETY_AFTER_MOVE },
        { "a checkpoint of another child",
          { SCREEN(50, false), { SAFETY_EVENT_MOVED, 60, 1, NULL, "jonas", false, false } },
          2,
          SAFETY_STANDS },
        { "asked for the checkpoint of that day",
          { SCREEN(60, false), { SAFETY_EVENT_MOVED, 60, 9, NULL, "maya", false, false } },
          2,
          SAFETY_AFTER_MOVE },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        enum safety_state is = ask(rows[i].told, rows[i].n, false, "maya").state;

        if (is != rows[i].state)
            fail_msg("%s: %d", rows[i].what, (int)is);
    }
}

TEST(how_fresh_the_word_about_a_child_is)
{
    static const struct told safe[] = { { SAFETY_EVENT_TALK, 50, 1, NULL, "maya", false, true } };
    static const struct told unsure[] = { { SAFETY_EVENT_TALK, 50, 1, NULL, "maya", false, true },
                                          { SAFETY_EVENT_TALK, 60, 1, NULL, "maya", false,
                                            false } };
    static const struct told other[] = {
        { SAFETY_EVENT_TALK, 50, 1, NULL, "maya", false, true },
        { SAFETY_EVENT_ALLEGATION, 60, 1, NULL, "jonas", false, false },
    };

    CHECK(ask(NULL, 0, true, NULL).state == SAFETY_NEVER);
    CHECK(ask(safe, 1, true, NULL).state == SAFETY_STANDS);
    CHECK(ask(safe, 1, true, NULL).due.day == 140);
    CHECK(ask(unsure, 2, true, NULL).state == SAFETY_NOT_SAFE);
    CHECK(ask(other, 2, true, NULL).state == SAFETY_STANDS);
}

TEST(business_days_skip_the_weekend)
{
    struct date friday;

    CHECK(date_parse(STR("2026-11-20"), &friday));
    CHECK(safety_business_days(friday, 2).day == friday.day + 4);
    CHECK(safety_business_between(friday, date_add(friday, 4)) == 2);
    CHECK(safety_business_between(date_add(friday, 4), friday) == 2);
    CHECK(safety_business_between(friday, friday) == 0);
}
