/* test_attendance.c -- the attendance statement keeps to one sheet. */
#include "test.h"

#include "report/attendance.h"
#include "support/sample_report.h"
#include "support/text_file.h"

#define MOST 60

static struct str print(struct arena *a, struct out *o, const struct attendance *r)
{
    struct rw_err e = { 0 };

    CHECK(arena_make(a, 32 << 20));
    out_init(o, 8 << 20);
    if (attendance_pdf(r, a, o, &e))
        fail_msg("%s: %s", e.func, e.note);
    return tool_says(a, "pdfinfo %s", out_view(o));
}

TEST(attendance_is_one_sheet_whatever_the_number_of_sessions)
{
    static const size_t n[] = { 0, 1, 8, 12, 13, MOST };
    struct report_service s[MOST];

    for (size_t i = 0; i < sizeof n / sizeof *n; i++) {
        struct attendance r = sample_attendance();
        struct arena a;
        struct out o;
        for (size_t k = 0; k < MOST; k++) {
            s[k] = r.base.service[k % r.base.nservice];
            s[k].on.day = r.base.from.day + (int32_t)k;
        }
        r.base.paper = REPORT_LETTER;
        r.base.service = s;
        r.base.nservice = n[i];
        struct str info = print(&a, &o, &r);
        if (!str_has(info, "Pages:           1\n"))
            fail_msg("%zu sessions: %.*s", n[i], STR_ARG(info));
        out_free(&o);
        arena_free(&a);
    }
}

TEST(attendance_of_many_sessions_is_given_by_month)
{
    struct attendance r = sample_attendance();
    struct report_service s[MOST];
    struct arena a;
    struct out o;

    for (size_t k = 0; k < MOST; k++) {
        s[k] = r.base.service[k % r.base.nservice];
        s[k].on.day = r.base.from.day + (int32_t)k;
    }
    r.base.service = s;
    r.base.nservice = MOST;
    print(&a, &o, &r);
    struct str text = tool_says(&a, "pdftotext -layout %s -", out_view(&o));
    CHECK(str_has(text, "Mar 2026") && str_has(text, "Apr 2026"));
    CHECK(str_has(text, "Sessions offered in the period, by month"));
    out_free(&o);
    arena_free(&a);
}

TEST(attendance_says_nothing_of_phases_goals_or_safety)
{
    struct attendance r = sample_attendance();
    struct arena a;
    struct out o;

    print(&a, &o, &r);
    struct str text = tool_says(&a, "pdftotext %s -", out_view(&o));
    CHECK(!str_has(text, "Phase") && !str_has(text, "goal") && !str_has(text, "Safety"));
    CHECK(str_has(text, "6 of 8 offered sessions took place"));
    out_free(&o);
    arena_free(&a);
}
