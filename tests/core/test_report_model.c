/* test_report_model.c -- what a report can hold, what it says, and what it has no place for. */
#include "test.h"

#include "core/report_doc.h"
#include "support/sample_report.h"
#include "support/text_file.h"

#include <string.h>

/*
 * The closed list. Each struct of the model is spelled out once more by the kinds of its members:
 * whoever adds a text to a report must come here, and say here, why it may leave the house.
 */
typedef struct str label; /* a word of a vocabulary or protocol */
typedef struct str caption; /* copied from an administrative record */
typedef struct report_words typed; /* typed by the clinician for this very report */
typedef int choice; /* an enum */

#define CLOSED(T, ...)                                                                             \
    _Static_assert(sizeof(struct T) == sizeof(struct { __VA_ARGS__ }), #T " has another member")

CLOSED(report_words, caption a;);
CLOSED(report_person, caption name; label relation; bool c;);
CLOSED(report_practice, caption name, office, phone; bool demo;);
CLOSED(report_caption, caption number, court, docket, matter, judge; label origin;);
CLOSED(report_author, caption name, licence; label role;);
CLOSED(report_authority, choice kind; struct date on, until; caption cite; int32_t by;);
CLOSED(report_source, choice kind; int32_t person; struct date on; bool available;);
CLOSED(report_clause, caption text, cite; choice state; struct date as_of;);
CLOSED(report_order, label title; struct date made, from, until; bool in_force; const void *c;
       size_t n;);
CLOSED(report_hearing, struct date on; label kind;);
CLOSED(report_service, struct date on; label kind; choice outcome; uint64_t expected, attended;
       int32_t offered, held, by, notice;);
CLOSED(report_suspension, struct date from, until; choice cause;);
CLOSED(report_criterion, label text; choice result; struct date on;);
CLOSED(report_change, struct date on; int32_t child; choice decision; label phase; caption by;
       const void *c; size_t n; choice about_child;);
CLOSED(report_phase, int32_t child; label phase; struct date since; label step;);
CLOSED(report_goal, label text; choice state; typed reason;);
CLOSED(report_obstacle, int32_t who; typed asked; struct date asked_on; choice step;
       struct date on;);
CLOSED(report_record, caption id; label kind; struct date on;);
CLOSED(report_recipient, caption name; label role;);
CLOSED(report_signature, bool is_signed; struct date on; caption version, hash; choice second;
       caption second_name;);
CLOSED(report_base, choice paper; struct report_practice p; struct report_caption c;
       struct report_author a; struct report_signature s; struct date dated, from, to; int64_t made;
       const void *person; size_t np; const void *service; size_t ns; const void *recipient;
       size_t nr;);
CLOSED(status_report, struct report_base b; const void *list0; size_t n0; const void *list1;
       size_t n1; const void *list2; size_t n2; const void *list3; size_t n3; const void *list4;
       size_t n4; const void *list5; size_t n5; const void *list6; size_t n6; const void *list7;
       size_t n7; const void *list8; size_t n8; const void *list9; size_t n9;
       typed safety, wellbeing, relationship, coparenting, plan, asked_of_court;);
CLOSED(attendance, struct report_base b;);

static struct str text_of(const struct status_report *r, struct arena *a)
{
    struct report_doc d;
    struct out o;
    struct str copy;

    status_report_lines(r, a, &d);
    CHECK(!a->spent);
    out_init(&o, 1 << 20);
    report_doc_text(&d, &o);
    CHECK(!o.over);
    copy = str_copy(a, out_view(&o));
    out_free(&o);
    return copy;
}

static struct arena mem(void)
{
    struct arena a;

    CHECK(arena_make(&a, 8 << 20));
    return a;
}

TEST(report_text_of_the_short_sample_is_the_golden_text)
{
    struct arena a = mem();
    struct status_report r = sample_short();

    CHECK(golden_equals("tests/cases/status_report_short.txt", text_of(&r, &a)));
    arena_free(&a);
}

TEST(report_text_of_the_long_sample_is_the_golden_text)
{
    struct arena a = mem();
    struct status_report r = sample_long(&a);

    CHECK(golden_equals("tests/cases/status_report_long.txt", text_of(&r, &a)));
    arena_free(&a);
}

TEST(report_of_nothing_says_not_recorded_in_every_section)
{
    struct arena a = mem();
    struct status_report r = sample_empty();

    CHECK(golden_equals("tests/cases/status_report_empty.txt", text_of(&r, &a)));
    arena_free(&a);
}

TEST(report_attendance_text_is_the_golden_text)
{
    struct arena a = mem();
    struct attendance r = sample_attendance();
    struct report_doc d;
    struct out o;

    attendance_lines(&r, &a, &d);
    out_init(&o, 1 << 20);
    report_doc_text(&d, &o);
    CHECK(golden_equals("tests/cases/attendance.txt", out_view(&o)));
    out_free(&o);
    arena_free(&a);
}

TEST(report_sections_stand_in_the_fixed_order)
{
    static const char *const order[] = { "matter",   "order",     "basis",        "limits",
                                         "safety",   "wellbeing", "relationship", "coparenting",
                                         "services", "next",      "records",      "signature" };
    struct arena a = mem();
    struct status_report samples[] = { sample_short(), sample_long(&a), sample_empty() };

    for (size_t i = 0; i < 3; i++) {
        struct report_doc d;
        size_t at = 0;
        status_report_lines(&samples[i], &a, &d);
        for (size_t k = 0; k < d.nsection; k++)
            if (d.section[k].level == 2)
                CHECK(at < 12 && str_is(d.section[k].id, order[at++]));
        CHECK(at == 12);
    }
    arena_free(&a);
}

TEST(report_hides_what_stands_behind_a_clinical_review)
{
    struct arena a = mem();
    struct report_service quiet = { .on = { 20600 },
                                    .kind = STR("Contact session"),
                                    .outcome = REPORT_CLINICAL_REVIEW,
                                    .expected = 3,
                                    .offered_min = 60,
                                    .held_min = -1,
                                    .by = REPORT_NOBODY,
                                    .notice_hours = -1 };
    struct report_service loud = quiet;
    struct status_report r = sample_short();

    loud.attended = 3;
    loud.held_min = 12;
    loud.by = 0;
    loud.notice_hours = 1;
    r.base.nservice = 1;
    r.base.service = &quiet;
    struct str x = text_of(&r, &a);
    r.base.service = &loud;
    CHECK(str_eq(x, text_of(&r, &a)));
    CHECK(str_has(x, "Did not go ahead: clinical review"));
    arena_free(&a);
}

TEST(report_gives_a_suspension_one_phrase_whatever_the_criteria_were)
{
    static const struct report_criterion criterion = { STR("Something"), REPORT_FAIL, { 20600 } };
    struct arena a = mem();
    struct report_change c = { .on = { 20600 }, .decision = REPORT_PAUSED };
    struct status_report r = sample_short();

    r.change = &c;
    r.nchange = 1;
    struct str x = text_of(&r, &a);
    c.about_child = REPORT_CHILD_NOT_YET;
    c.criterion = &criterion;
    c.ncriterion = 1;
    CHECK(str_eq(x, text_of(&r, &a)));
    CHECK(str_has(x, "suspended: clinical review"));
    arena_free(&a);
}

TEST(report_folds_criteria_about_the_child_into_one_word)
{
    static const enum report_result all[] = { REPORT_PASS, REPORT_PASS };
    static const enum report_result some[] = { REPORT_PASS, REPORT_SET_ASIDE };
    static const enum report_result open[] = { REPORT_RESULT_UNKNOWN };

    CHECK(report_child_fold(NULL, 0) == REPORT_CHILD_NONE);
    CHECK(report_child_fold(all, 2) == REPORT_CHILD_MET);
    CHECK(report_child_fold(some, 2) == REPORT_CHILD_NOT_YET);
    CHECK(report_child_fold(open, 1) == REPORT_CHILD_NOT_YET);
}

TEST(report_prints_at_most_twelve_letters_of_a_record_id)
{
    struct arena a = mem();
    struct report_record rec = { STR("0123456789abCANARY"), STR("session note"), { 20600 } };
    struct status_report r = sample_short();

    r.record = &rec;
    r.nrecord = 1;
    struct str x = text_of(&r, &a);
    CHECK(str_has(x, "0123456789ab") && !str_has(x, "CANARY"));
    arena_free(&a);
}

TEST(report_prints_a_goal_reason_only_for_not_now)
{
    struct arena a = mem();
    struct report_goal g = { STR("A goal"), REPORT_GOAL_IN_USE, { STR("CANARY") } };
    struct status_report r = sample_short();

    r.goal = &g;
    r.ngoal = 1;
    CHECK(!str_has(text_of(&r, &a), "CANARY"));
    g.state = REPORT_GOAL_NOT_NOW;
    CHECK(str_has(text_of(&r, &a), "CANARY"));
    arena_free(&a);
}

TEST(report_text_does_not_change_with_hash_or_paper)
{
    struct arena a = mem();
    struct status_report r = sample_short();
    struct str x = text_of(&r, &a);

    r.base.signature.hash = STR_NULL;
    r.base.paper = REPORT_LETTER;
    CHECK(str_eq(x, text_of(&r, &a)));
    arena_free(&a);
}

TEST(report_survives_an_arena_of_any_size)
{
    struct arena big = mem();
    struct status_report r = sample_long(&big);

    for (size_t cap = 64; cap < 40000; cap += 487) {
        struct arena a;
        struct report_doc d;
        CHECK(arena_make(&a, cap));
        status_report_lines(&r, &a, &d);
        CHECK(a.spent);
        arena_free(&a);
    }
    arena_free(&big);
}

TEST(report_hash_short_is_twelve_digits_in_groups)
{
    struct arena a = mem();

    CHECK_STR(report_hash_short(&a, STR("9b1f4c2ad7e05836b1c9")), "9b1f 4c2a d7e0");
    CHECK_STR(report_hash_short(&a, STR_NULL), "not yet sealed");
    arena_free(&a);
}

static const struct chart *picture_of(const struct report_doc *d)
{
    for (size_t i = 0; i < d->nsection; i++)
        for (size_t k = 0; k < d->section[i].nblock; k++)
            if (d->section[i].block[k].kind == REPORT_FIGURE)
                return d->section[i].block[k].chart;
    return NULL;
}

TEST(report_picture_shows_sessions_that_were_held_and_no_other)
{
    struct arena a = mem();
    struct status_report r = sample_short();
    struct report_doc d;
    size_t dots = 0;

    status_report_lines(&r, &a, &d);
    const struct chart *c = picture_of(&d);
    CHECK(c != NULL);
    for (size_t i = 0; c && i < c->nmark; i++) {
        dots += c->mark[i].kind == CHART_SESSION;
        CHECK(!str_has(c->mark[i].title, "7 May 2026"));
    }
    CHECK(dots == 6);
    arena_free(&a);
}

TEST(report_isolates_a_name_that_runs_from_right_to_left)
{
    static const struct report_person people[] = {
        { STR("Maya R."), STR("child"), true },
        { STR("Dana Reed"), STR("mother"), false },
        { STR("\xD7\x93\xD7\xA0\xD7\x94"), STR("father"), false },
    };
    struct arena a = mem();
    struct status_report r = sample_short();

    r.base.person = people;
    struct str x = text_of(&r, &a);
    CHECK(str_has(x, "Cancelled by \xE2\x81\xA8\xD7\x93\xD7\xA0\xD7\x94\xE2\x81\xA9, 48 h notice"));
    CHECK(!str_has(x, "\xE2\x81\xA8"
                      "Dana"));
    arena_free(&a);
}

TEST(report_takes_a_change_from_before_the_period_for_the_picture_alone)
{
    struct arena a = mem();
    struct status_report r = sample_short();
    struct report_doc d;

    CHECK(r.change[0].on.day < r.base.from.day);
    CHECK(!str_has(text_of(&r, &a), "10 Feb 2026, Maya"));
    status_report_lines(&r, &a, &d);
    const struct chart *c = picture_of(&d);
    CHECK(c && c->mark[0].band && str_has(c->mark[0].title, "Assessment"));
    arena_free(&a);
}
